"""Scores of the odds of ties: parts of `benchmarks.ties`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.tie_data import AWAY_GOALS_TO, Case
from frontfoot.fit.outcome_scores import calibration_error
from frontfoot.fit.second_legs import SecondLeg
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Situation
from frontfoot.ties.odds import Model

Array = NDArray[np.float64]
MINUTES = (0, 15, 30, 45, 60, 75, 85)
MOMENTS = (Moment(1, 0.0), Moment.at(15), Moment.at(30), Moment(2, 0.0), Moment.at(60), Moment.at(75), Moment.at(85))
SMALLEST = 1e-6
ENOUGH = 60
"""Earlier ties from which on the line and the table are fitted."""


def row(*cells: str) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"


def head(first: str, minutes: Sequence[int] = MINUTES) -> list[str]:
    """Head of a table with a column a minute."""
    names = {0: "kick-off", 45: "half-time"}
    return [row(first, *(names.get(m, f"{m}'") for m in minutes)), row("---", *("---:" for _ in minutes))]


def with_error(values: Array) -> str:
    """Mean of differences with its standard error."""
    return f"{values.mean():+.4f} ± {values.std(ddof=1) / np.sqrt(len(values)):.4f}"


def odds_of(cases: Sequence[Case], minutes: Sequence[int] = MINUTES) -> Array:
    """Odds of today's home side over the draws, as `frontfoot tie` gives them, shape (ties, minutes)."""
    rows = []
    for case in cases:
        model = Model(case.leg.tie(), case.rates)
        rows.append([model.through(Situation(2, MOMENTS[MINUTES.index(m)], case.leg.score(m)))[0] for m in minutes])
    odds: Array = np.clip(np.array(rows, dtype=float), SMALLEST, 1.0 - SMALLEST)
    return odds


def odds_by_minute(legs: Sequence[SecondLeg], rates: Sequence[Rates], kind: type[Model] = Model) -> Array:
    """Odds of today's home side at each of `MINUTES` at sure rates, shape (ties, minutes)."""
    rows = []
    for leg, pair in zip(legs, rates, strict=True):
        scores = [leg.score(minute) for minute in MINUTES]
        most = (max(home for home, _ in scores), max(away for _, away in scores))
        table = kind(leg.tie(), pair).through_by_score(2, MOMENTS, (11, 11), most, 0)
        rows.append([table[k, home, away] for k, (home, away) in enumerate(scores)])
    odds: Array = np.clip(np.array(rows, dtype=float), SMALLEST, 1.0 - SMALLEST)
    return odds


def log_scores(odds: Array, truth: Array) -> Array:
    """Minus the log of the probability given to what happened, shape of `odds`."""
    went = truth[:, None] if odds.ndim == 2 else truth
    return np.asarray(-np.log(np.where(went > 0.5, odds, 1.0 - odds)))


def logistic(features: Array, truth: Array) -> tuple[Array, Array]:
    """Coefficients of a logistic regression and their covariance, by Newton's method with a ridge of .01."""
    coefficients = np.zeros(features.shape[1])
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-features @ coefficients))
        gradient = features.T @ (truth - p) - 0.01 * coefficients
        curvature = (features * (p * (1.0 - p))[:, None]).T @ features + 0.01 * np.eye(len(coefficients))
        step = np.linalg.solve(curvature, gradient)
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-9:
            break
    covariance: Array = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    return coefficients, covariance


def slope(odds: Array, truth: Array) -> tuple[float, float]:
    """Slope of the truth on the logit of the odds, 1 is right, and its standard error."""
    logit = np.log(odds / (1.0 - odds))
    coefficients, covariance = logistic(np.stack([np.ones_like(logit), logit], axis=1), truth)
    return float(coefficients[1]), float(np.sqrt(covariance[1, 1]))


def line_forecast(cases: Sequence[Case], truth: Array, minute: int) -> Array:
    """A logistic line on the lead in the tie at a minute, fitted on the ties of earlier seasons; NaN with too few."""
    season = np.array([case.leg.season for case in cases])
    lead = np.array([_lead(case, minute) for case in cases], dtype=float)
    features = np.stack([np.ones_like(lead), lead], axis=1)
    forecast = np.full(len(cases), np.nan)
    for year in np.unique(season):
        earlier, now = season < year, season == year
        if earlier.sum() >= ENOUGH:
            weights, _ = logistic(features[earlier], truth[earlier])
            forecast[now] = 1.0 / (1.0 + np.exp(-features[now] @ weights))
    return forecast


def table_forecast(cases: Sequence[Case], truth: Array, minute: int) -> Array:
    """The aggregate-score table: how often the home side went through from this lead, other seasons of the era only.

    The state is the lead in the tie, from -3 to +3, and when it is level under the rule of away goals who is ahead by
    them; one pseudo-tie of an even chance is added to each cell.
    """
    season = np.array([case.leg.season for case in cases])
    era = season <= AWAY_GOALS_TO
    state = np.array([_state(case, minute) for case in cases])
    shares = np.empty(len(cases))
    for i in range(len(cases)):
        other = (season != season[i]) & (state == state[i])
        like = other & (era == era[i]) if (other & (era == era[i])).any() else other
        shares[i] = (truth[like].sum() + 0.5) / (like.sum() + 1.0)
    odds: Array = np.clip(shares, SMALLEST, 1.0 - SMALLEST)
    return odds


def _lead(case: Case, minute: int) -> int:
    home, away = case.leg.score(minute)
    return case.leg.first_leg[0] - case.leg.first_leg[1] + home - away


def _state(case: Case, minute: int) -> int:
    lead, away = int(np.clip(_lead(case, minute), -3, 3)), case.leg.score(minute)[1]
    by_away_goals = int(np.sign(case.leg.first_leg[0] - away)) if lead == 0 and case.leg.season <= AWAY_GOALS_TO else 0
    return 10 * lead + by_away_goals


def perfect_error(odds: Array, rng: np.random.Generator, draws: int = 1000) -> tuple[float, float]:
    """Mean and 95% point of the calibration error if these odds were exactly right."""
    errors = [calibration_error(odds, (rng.random(len(odds)) < odds).astype(float)) for _ in range(draws)]
    return float(np.mean(errors)), float(np.quantile(errors, 0.95))
