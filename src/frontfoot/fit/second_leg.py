"""Fit what is different about a second leg from the goals of European second legs: `frontfoot fit ties`.

Only seasons up to `LAST_SEASON` are fitted, and the form was decided there too, by cross-validation over its seasons;
the later ones are scored. Rates before the effect come from strengths that know only earlier days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from frontfoot.fit.known_results import all_results, expected_goals
from frontfoot.fit.second_leg_cells import Cells, cells_of
from frontfoot.fit.second_leg_scores import MINUTES, log_scores, odds_by_minute
from frontfoot.fit.second_legs import SecondLeg, second_legs
from frontfoot.goals.rates import Rates
from frontfoot.ties.second_leg import factors_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

LAST_SEASON = 2007
SPREAD = 0.1
"""Standard deviation of the prior on log multipliers; of a factor on the score state, ten times that."""
CHOSEN = "home advantage"


@dataclass(frozen=True, slots=True)
class Known:
    """Second legs that can be forecast, in order of time.

    Attributes:
        legs: the matches.
        rates: of each from strengths of that day, before any effect of the second leg.
    """

    legs: tuple[SecondLeg, ...]
    rates: tuple[Rates, ...]

    def only(self, keep: NDArray[np.bool_]) -> Known:
        """Some of them."""
        rows = np.flatnonzero(keep)
        return Known(tuple(self.legs[i] for i in rows), tuple(self.rates[i] for i in rows))

    @property
    def seasons(self) -> NDArray[np.int_]:
        """Year in which the season of each began."""
        return np.array([leg.season for leg in self.legs])

    def with_advantage(self, advantage: float) -> Known:
        """The same with another home advantage of second legs."""
        host, visitor = factors_of(advantage)
        return Known(self.legs, tuple(replace(r, home=r.home * host, away=r.away * visitor) for r in self.rates))


def load(data: Path, progress: Callable[[str], None] = lambda _: None) -> Known:
    """The second legs of the goal times whose tie is settled and whose clubs are linked on the day."""
    legs = second_legs(data)
    pairs = expected_goals(legs, all_results(data), progress)
    found = [(leg, pair) for leg, pair in zip(legs, pairs, strict=True) if pair is not None]
    told = [(leg, pair) for leg, pair in found if leg.home_through() is not None]
    return Known(tuple(leg for leg, _ in told), tuple(Rates.from_expected(*pair) for _, pair in told))


def forms(cells: Cells) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """The forms tried: columns added to the log rate, shape (cells, parameters), and the spread of their prior."""
    advantage, lead = cells.host - 0.5, -np.clip(cells.lead, -2, 2)
    tried = {
        "home advantage": ([advantage], [SPREAD]),
        "host only": ([cells.host], [SPREAD]),
        "host and visitor": ([cells.host, 1.0 - cells.host], [SPREAD, SPREAD]),
        "score state": ([cells.state], [10.0 * SPREAD]),
        "trailing by a goal": ([lead], [SPREAD]),
        "brought by a goal": ([-np.clip(cells.brought, -2, 2)], [SPREAD]),
        "home advantage, score state": ([advantage, cells.state], [SPREAD, 10.0 * SPREAD]),
        "home advantage, trailing by a goal": ([advantage, lead], [SPREAD, SPREAD]),
    }
    return {name: (np.stack(columns, axis=1), np.array(spread)) for name, (columns, spread) in tried.items()}


def maximise(
    design: NDArray[np.float64], spread: NDArray[np.float64], cells: Cells, rows: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Poisson likelihood with a normal prior by Newton's method: log multipliers and their standard errors."""
    columns, expected, goals, prior = design[rows], cells.expected[rows], cells.goals[rows], spread**-2.0
    weights = np.zeros(columns.shape[1])
    information = np.diag(prior)
    for _ in range(50):
        mean = expected * np.exp(columns @ weights)
        information = (columns * mean[:, None]).T @ columns + np.diag(prior)
        step = np.linalg.solve(information, columns.T @ (goals - mean) - prior * weights)
        weights = weights + step
        if np.abs(step).max() < 1e-12:
            break
    return weights, np.sqrt(np.diag(np.linalg.inv(information)))


def gains(design: NDArray[np.float64], weights: NDArray[np.float64], cells: Cells) -> NDArray[np.float64]:
    """Gain of each match's log-likelihood over no effect, shape (matches,)."""
    linear = design @ weights
    each = cells.goals * linear - cells.expected * (np.exp(linear) - 1.0)
    return np.asarray(np.bincount(cells.leg, each, minlength=int(cells.leg.max()) + 1), dtype=float)


def cross_validated(known: Known, cells: Cells) -> dict[str, dict[str, Any]]:
    """Every form, fitted on all seasons, and its gain a match on each season when that was left out."""
    seasons = known.seasons
    found = {}
    for name, (design, spread) in forms(cells).items():
        weights, errors = maximise(design, spread, cells, np.ones(len(design), dtype=bool))
        gain = np.zeros(len(seasons))
        for season in np.unique(seasons):
            left_out = seasons == season
            others, _ = maximise(design, spread, cells, ~left_out[cells.leg])
            gain[left_out] = gains(design, others, cells)[left_out]
        found[name] = {
            "log_multipliers": weights.round(4).tolist(),
            "errors": errors.round(4).tolist(),
            "gain_a_match": mean_and_error(gain),
        }
    return found


def mean_and_error(values: NDArray[np.float64]) -> list[float]:
    """The mean and its standard error."""
    return [round(float(values.mean()), 5), round(float(values.std(ddof=1) / np.sqrt(len(values))), 5)]


def scored(known: Known, advantage: float) -> dict[str, Any]:
    """Goals and odds of going through on second legs that were not fitted, with the effect against without."""
    cells = cells_of(known.legs, known.rates)
    design = (cells.host - 0.5)[:, None]
    truth = np.array([bool(leg.home_through()) for leg in known.legs], dtype=float)
    before = odds_by_minute(known.legs, known.rates)
    after = odds_by_minute(known.legs, known.with_advantage(advantage).rates)
    gap = log_scores(before, truth) - log_scores(after, truth)
    return {
        "ties": len(known.legs),
        "goals_gain_a_match": mean_and_error(gains(design, np.array([advantage]), cells)),
        "log_score_gain": {str(minute): mean_and_error(gap[:, k]) for k, minute in enumerate(MINUTES)},
    }


def fit(data: Path, out: Path | None = None, *, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Fit on the early seasons, score on the later ones, and write the fitted file.

    Args:
        data: the folder of open data; `goal-times`, `results` and `europe` are read.
        out: where to write; the package's own file by default.
        progress: called with a line now and then.

    Returns:
        The path written.
    """
    from pathlib import Path

    import frontfoot
    from frontfoot import fitted

    known = load(data, progress)
    early = known.seasons <= LAST_SEASON
    fitted_on = known.only(early)
    progress(f"Fitting on {len(fitted_on.legs)} second legs up to {LAST_SEASON}/{(LAST_SEASON + 1) % 100:02d} ...")
    cells = cells_of(fitted_on.legs, fitted_on.rates)
    tried = cross_validated(fitted_on, cells)
    advantage, error = tried[CHOSEN]["log_multipliers"][0], tried[CHOSEN]["errors"][0]
    progress("Scoring the later seasons ...")
    record = fitted.Record(
        data="schochastics/football-data (goal times); datasets/football-datasets and openfootball (results)",
        licence="ODC-BY 1.0; PDDL; CC0",
        rows={"matches": len(fitted_on.legs), "goals": int(cells.goals.sum())},
        dates=(str(fitted_on.legs[0].day), str(fitted_on.legs[-1].day)),
        command="frontfoot fit ties --data DIR",
        seed=None,
        code_version=frontfoot.__version__,
        held_out={"cross_validated": tried, "later_seasons": scored(known.only(~early), advantage)},
    )
    path = out if out is not None else Path(fitted.__file__).parent / "ties.json"
    fitted.write(path, record, {"second_leg_home_advantage": advantage, "error": error})
    fitted.read.cache_clear()
    return path
