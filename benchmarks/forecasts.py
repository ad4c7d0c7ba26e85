"""Forecasts of all results from the model of strengths: updated daily and from the shipped snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.fit.known_results import all_results
from frontfoot.fit.outcome_scores import ranked_probability
from frontfoot.fit.strengths import FIRST_LEARNT
from frontfoot.fit.strengths_scores import log_rates, outcomes
from frontfoot.goals.strengths import Scales, fit_history
from frontfoot.goals.strengths.filter import as_date, ordinal
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.nations import matches_of, read, tournaments_of
from frontfoot.goals.strengths.scales import NATIONS
from frontfoot.goals.strengths.snapshots import shipped_days, shipped_on

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Forecasts:
    """Matches in the order of days with what was forecast of each.

    Attributes:
        matches: played matches.
        names: competition of each, shape (n,).
        daily: log rates of home and away before its day, their variances and covariance, shape (n, 5); NaN where
            there are none.
        snapshots: log rates from the newest shipped snapshot, shape (n, 2); NaN before the first.
        rho: of the correction of low scores.
    """

    matches: Matches
    names: NDArray[np.str_]
    daily: Array
    snapshots: Array
    rho: float

    def of(self, logs: Array, at: NDArray[np.intp]) -> Scored:
        """Scores of the forecasts of the matches at these places."""
        one, over = outcomes(logs[at, :2], self.rho)
        home, away = self.matches.goals[:, at]
        result = np.where(home > away, 0, np.where(home == away, 1, 2))
        return Scored(one, over, result, home + away > 2.5)


@dataclass(frozen=True)
class Scored:
    """Probabilities of some matches and what happened.

    Attributes:
        result, over: probabilities of home, draw, away, shape (n, 3), and of more than 2.5 goals, shape (n,).
        happened, high: 0, 1 or 2; whether there were more than 2.5 goals; shape (n,).
    """

    result: Array
    over: Array
    happened: NDArray[np.int_]
    high: NDArray[np.bool_]

    @property
    def logs(self) -> Array:
        """Log score of home, draw and away, a match."""
        return np.asarray(-np.log(self.result[np.arange(len(self.happened)), self.happened]))

    @property
    def totals(self) -> Array:
        """Log score of over and under 2.5 goals, a match."""
        return np.asarray(-np.log(np.where(self.high, self.over, 1.0 - self.over)))

    @property
    def ranked(self) -> Array:
        """Ranked probability score (Epstein 1969), a match."""
        return ranked_probability(self.result, self.happened)


def of_clubs(data: Path, *, without: tuple[str, ...] = ()) -> Forecasts:
    """Forecasts of the matches of clubs, learnt as `frontfoot fit strengths` learns them.

    Args:
        data: folder of open data.
        without: competitions whose results are left out.
    """
    played = (pl.col("season") >= FIRST_LEARNT) & (pl.col("status") == "played")
    results = all_results(data).filter(played & ~pl.col("competition").is_in(list(without)))
    matches = Matches.of(results)
    names = np.array(matches.competitions)[matches.competition]
    return _forecasts(matches, names, Scales(), "clubs")


def of_nations(data: Path) -> Forecasts:
    """Forecasts of international matches; the names are those of their tournaments."""
    results = read(data / "internationals" / "results.csv").filter(pl.col("status") == "played")
    return _forecasts(matches_of(results), np.array(tournaments_of(results)), NATIONS, "nations")


def _forecasts(matches: Matches, names: NDArray[np.str_], scales: Scales, kind: str) -> Forecasts:
    daily = np.full((len(matches.day), 5), np.nan)
    last = as_date(int(matches.day[-1]) + 1)
    for _ in fit_history(matches, [last], scales=scales, forecasts=daily):
        pass
    starts = [ordinal(as_date(0).fromisoformat(text)) for text in shipped_days(kind)]
    number = np.searchsorted(starts, matches.day, side="right") - 1
    snapshots = np.full((len(matches.day), 2), np.nan)
    for i in np.unique(number[number >= 0]):
        at = np.flatnonzero(number == i)
        snapshots[at] = log_rates(shipped_on(as_date(starts[i]), kind=kind), matches, at)
    return Forecasts(matches, names, daily, snapshots, scales.rho)
