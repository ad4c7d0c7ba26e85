"""The rates of the rest of a match, updated by the chances and the field tilt so far.

    own rate  x  (k + xG) / (k + E)  x  exp(c x T)

E is the number of goals expected from the rates so far, at the actual scores, players and minutes. T is the field tilt
above the value expected from the rates and the score. Since both comparisons are made at the actual score, the
effect of the score state is not counted twice. Goals are not used: they do not predict the rest reliably (`held_out` in
the record of `fitted/half_time.json`). Early in a match a tilt is based on few passes and counts in part (`RIPE`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.fitted import read
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates

FEWEST_PASSES: Final = 10
"""Smallest number of passes of both sides from the final third for which a tilt is used [conv]."""

RIPE: Final = 1800.0
"""Seconds of play after which a tilt counts in full; before that, in proportion [conv]."""


@dataclass(frozen=True, slots=True)
class SeenStanding:
    """The score and the players on the pitch from a moment on.

    Attributes:
        period, seconds: start; seconds since the period began.
        score, men: (home, away).
    """

    period: int
    seconds: float
    score: tuple[int, int]
    men: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """Chances, field tilt, scores and minutes of a match so far.

    Attributes:
        xg: (home, away) expected goals of the chances until now.
        tilt: the home side's share of both sides' passes from the final third; None if there are too few.
        played: seconds played of each period, in order: `((1, 2790.0), (2, 900.0))`.
        standings: score and men from kick-off on, in order of time; the first holds from the start.
        carried: the home side's lead from the first leg.
    """

    xg: tuple[float, float]
    tilt: float | None
    played: tuple[tuple[int, float], ...]
    standings: tuple[SeenStanding, ...] = (SeenStanding(1, 0.0, (0, 0), (11, 11)),)
    carried: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """The values expected from the rates for the time played.

    Attributes:
        home, away: goals, float or shape (draws,).
        lead: the home side's mean lead in the tie over that time.
    """

    home: Any
    away: Any
    lead: float


@dataclass(frozen=True, slots=True)
class Update:
    """The parameters of the fitted update.

    Attributes:
        weight: k, in goals: weight of the expected goals against the chances so far.
        tilt: c, of the log rates for a tilt of 1 above expectation.
        strength: expected tilt less one half, per unit of log(home rate / away rate).
        lead: the same per goal of mean lead.
    """

    weight: float
    tilt: float
    strength: float
    lead: float

    @staticmethod
    @cache
    def fitted() -> Update:
        """The update fitted on five league seasons (`frontfoot fit half-time`)."""
        return Update(**read("half_time")["parameters"]["update"])

    def surplus(self, seen: Seen, rates: Rates, expected: Expected) -> Any:
        """The home side's field tilt above expectation; 0 if the tilt is not known."""
        if seen.tilt is None:
            return np.zeros_like(np.asarray(rates.home, dtype=float))
        return seen.tilt - 0.5 - self.strength * np.log(rates.home / rates.away) - self.lead * expected.lead

    def factors(self, seen: Seen, rates: Rates) -> tuple[Any, Any]:
        """Multipliers of the (home, away) base rates for the rest of the match, in the shape of the rates.

        >>> from frontfoot.goals.rates import Rates
        >>> half = Seen(xg=(1.5, 0.1), tilt=0.7, played=((1, 2760.0),))
        >>> home, away = Update(10.0, 0.4, 0.174, -0.04).factors(half, Rates(1.4, 1.4))
        >>> bool(home > 1.1), bool(away < 0.9)
        (True, True)
        """
        expected = expected_so_far(rates, seen)
        ripe = min(sum(seconds for _, seconds in seen.played) / RIPE, 1.0)
        surplus = self.tilt * ripe * self.surplus(seen, rates, expected)
        home = (self.weight + seen.xg[0]) / (self.weight + expected.home) * np.exp(surplus)
        away = (self.weight + seen.xg[1]) / (self.weight + expected.away) * np.exp(-surplus)
        return home, away


def expected_so_far(rates: Rates, seen: Seen) -> Expected:
    """Goals expected from the rates for the time played, at the actual scores and players on the pitch.

    Raises:
        InputError: no time was played.

    >>> from frontfoot.goals.rates import Rates
    >>> half = Seen(xg=(0.0, 0.0), tilt=None, played=((1, 2760.0),))
    >>> 0.5 < float(expected_so_far(Rates(1.4, 1.4), half).home) < 0.75
    True
    """
    totals: list[Any] = [0.0, 0.0]
    leads, time = 0.0, 0.0
    for period, length in seen.played:
        starts = [start.second for start in rates.score_state.starts if start.period == period]
        changes = [standing.seconds for standing in seen.standings if standing.period == period]
        cuts = sorted({0.0, length, *(cut for cut in (*starts, *changes) if 0.0 < cut < length)})
        for begin, end in pairwise(cuts):
            earlier = [
                standing for standing in seen.standings if (standing.period, standing.seconds) <= (period, begin)
            ]
            standing = earlier[-1] if earlier else seen.standings[0]
            row = rates.score_state.row(Moment(period, begin))
            multipliers = rates.score_state.lattice(row, (1, 1), standing.score, seen.carried)[:, 0, 0]
            goals = rates.clock.elapsed(period, end) - rates.clock.elapsed(period, begin)
            for side, constant in enumerate(rates.constants(standing.men)):
                totals[side] = totals[side] + constant * multipliers[side] * goals
            leads += (end - begin) * (standing.score[0] - standing.score[1] + seen.carried)
            time += end - begin
    if time <= 0.0:
        raise InputError("Nothing of the match was played", place="played", remedy="Give the seconds of each period")
    return Expected(totals[0], totals[1], leads / time)


def tilt_of(passes: tuple[float, float]) -> float | None:
    """The home side's share of the passes from the final third, None if there are fewer than `FEWEST_PASSES`.

    >>> tilt_of((30.0, 10.0)), tilt_of((3.0, 1.0))
    (0.75, None)
    """
    total = passes[0] + passes[1]
    return passes[0] / total if total >= FEWEST_PASSES else None
