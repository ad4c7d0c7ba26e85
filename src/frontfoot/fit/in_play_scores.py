"""Scores of in-play forecasts on leagues that were not in the fit, with strengths as known on the day.

At each of several minutes a match is forecast from its score and men on the pitch, and the forecast is scored by the
result: ranked probability score, log score, calibration. As in the odds of ties, forecasts are means over what the
strengths may be, whatever the score so far. The model is compared with a constant-rate model (independent
Poisson, no clock, no score state, no men) and a score table (results of matches with this lead at this minute in other
leagues).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from frontfoot.core.arrays import Floats, Ints
from frontfoot.fit.goal_times import GoalTimes
from frontfoot.fit.outcome_scores import calibration_error, ranked_probability
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.forecast import values
from frontfoot.goals.rates import Men, Rates, ScoreState

MINUTES = (0, 15, 30, 45, 60, 75, 85)
"""Minutes played at which forecasts are scored; 45 is half-time, its stoppage over."""
POINTS, WEIGHTS = (-np.sqrt(3.0), 0.0, np.sqrt(3.0)), (1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0)
"""Gauss-Hermite points of the standard normal distribution."""
SIZE = 16
LEADS = 4


@dataclass(frozen=True, slots=True)
class ScoreStanding:
    """Score and men of matches at a minute.

    Attributes:
        goals: shape (n, 2), home and away.
        men: shape (n, 2), on the pitch.
    """

    goals: Ints
    men: Ints


def standing(times: GoalTimes, minute: int) -> ScoreStanding:
    """Scores and men of all matches when so many minutes have been played."""
    from frontfoot.fit.goal_times import GOALS

    before = (pl.col("period") == 1) if minute >= 45 else (pl.col("minute") <= minute) & (pl.col("added") == 0)
    if minute > 45:
        before = before | ((pl.col("minute") <= minute) & (pl.col("added") == 0))
    happened = times.incidents.filter(before)
    goal, red = pl.col("kind").is_in(GOALS), pl.col("kind") == "red card"
    counts = happened.group_by("match").agg(
        (goal & pl.col("home_side")).sum().alias("home"),
        (goal & ~pl.col("home_side")).sum().alias("away"),
        (red & pl.col("home_side")).sum().alias("home_off"),
        (red & ~pl.col("home_side")).sum().alias("away_off"),
    )
    table = times.matches.select("match").join(counts, on="match", how="left", maintain_order="left").fill_null(0)
    goals = table.select("home", "away").to_numpy().astype(int)
    men = np.maximum(11 - table.select("home_off", "away_off").to_numpy().astype(int), 7)
    return ScoreStanding(goals, men)


def outcome(times: GoalTimes) -> Ints:
    """0 home win, 1 draw, 2 away win of every match."""
    goals = times.matches.select("home_goals", "away_goals").to_numpy().astype(int)
    sign: Ints = 1 - np.sign(goals[:, 0] - goals[:, 1])
    return sign


def forecast(rates: Rates, stand: ScoreStanding, minute: int) -> Floats:
    """Probabilities of home win, draw and away win for every match, shape (n, 3)."""
    lead = np.subtract.outer(np.arange(SIZE), np.arange(SIZE))
    payoff = np.stack([lead > 0, lead == 0]).astype(float)[:, None]
    probabilities = np.empty((len(stand.goals), 3))
    for men in np.unique(stand.men, axis=0):
        rows = np.flatnonzero((stand.men == men).all(axis=1))
        part = replace(rates, home=rates.home[rows], away=rates.away[rows])
        worth = values(part, payoff, moments=[Moment.at(minute)], men=(int(men[0]), int(men[1])), tolerance=1e-7)[0]
        goals = stand.goals[rows]
        win, draw = worth[:, np.arange(len(rows)), goals[:, 0], goals[:, 1]]
        probabilities[rows] = np.stack([win, draw, 1.0 - win - draw], axis=1)
    return probabilities


def constant_rates(expected: Floats) -> Rates:
    """The constant-rate model: independent Poisson goals at the same rate in every minute of ninety."""
    clock, state = Clock.constant(), ScoreState.none()
    return Rates(expected[:, 0], expected[:, 1], clock=clock, score_state=state, men=Men.none())


def score_table(times: GoalTimes, minute: int) -> Floats:
    """Share of home wins, draws and away wins by lead at a minute, shape (2 LEADS + 1, 3); one of each is added."""
    goals = standing(times, minute).goals
    lead = np.clip(goals[:, 0] - goals[:, 1], -LEADS, LEADS) + LEADS
    table = np.ones((2 * LEADS + 1, 3))
    np.add.at(table, (lead, outcome(times)), 1.0)
    shares: Floats = table / table.sum(axis=1, keepdims=True)
    return shares


def from_table(table: Floats, stand: ScoreStanding) -> Floats:
    """Forecasts of the score table."""
    lead = np.clip(stand.goals[:, 0] - stand.goals[:, 1], -LEADS, LEADS) + LEADS
    shares: Floats = table[lead]
    return shares


def over_strengths(rates: Rates, known: Floats, stand: ScoreStanding, minute: int) -> Floats:
    """Forecasts over uncertain strengths, shape (n, 3): means of `forecast` over the ratio of the two rates.

    Three Gauss-Hermite points stand for the normal distribution of the log ratio; the product of the two rates, whose
    uncertainty moves these forecasts little, stays at its mean.

    Args:
        rates: at the mean strengths, shape (n,).
        known: see `known_before`.
        stand: score and men.
        minute: of `MINUTES`.
    """
    deviation = 0.5 * np.sqrt(known[:, 2] + known[:, 3] - 2.0 * known[:, 4])
    total = np.zeros((len(known), 3))
    for point, weight in zip(POINTS, WEIGHTS, strict=True):
        shift = np.exp(point * deviation)
        total += weight * forecast(replace(rates, home=rates.home * shift, away=rates.away / shift), stand, minute)
    return total


def known_before(results: pl.DataFrame, matches: pl.DataFrame) -> Floats:
    """What strengths that have learnt every result of earlier days forecast of matches, shape (n, 5).

    Args:
        results: the results table; those of the leagues of `matches` are learnt, each league apart.
        matches: with competition, season, home, away and date; clubs that meet there more than once in a season are
            told apart by the date.

    Returns:
        Log rates of home and away, their variances and covariance; NaN for a match that is not among the results.
    """
    from frontfoot.goals.strengths import fit_history
    from frontfoot.goals.strengths.filter import ordinal
    from frontfoot.goals.strengths.matches import Matches

    used = Matches.of(results.filter(pl.col("competition").is_in(matches["competition"].unique().to_list())))
    forecasts = np.full((len(used.day), 5), np.nan)
    last: date = results["date"].sort()[-1]
    for _ in fit_history(used, [last + timedelta(days=1)], forecasts=forecasts):
        pass
    places: dict[tuple[str, int, str, str], list[int]] = {}
    for row, (competition, season, home, away) in enumerate(
        zip(used.competition, used.season, *used.clubs_of, strict=True)
    ):
        key = (used.competitions[competition], int(season), used.clubs[home], used.clubs[away])
        places.setdefault(key, []).append(row)
    rows = []
    for *pairing, day in matches.select("competition", "season", "home", "away", "date").iter_rows():
        same = places.get(tuple(pairing), [])
        apart = [abs(int(used.day[row]) - ordinal(day)) for row in same]
        rows.append(same[int(np.argmin(apart))] if same else -1)
    known: Floats = np.append(forecasts, np.full((1, 5), np.nan), axis=0)[rows]
    return known


def scores(forecasts: Floats, ended: Ints) -> dict[str, Any]:
    """Mean ranked probability score, log score and Brier score with standard errors, calibration error, matches."""
    seen = np.eye(3)[ended]
    ranked = ranked_probability(forecasts, ended)
    logs = -np.log(np.maximum(forecasts[np.arange(len(ended)), ended], 1e-15))
    root = np.sqrt(len(ended))
    return {
        "matches": len(ended),
        "rps": round(float(ranked.mean()), 4),
        "rps_error": round(float(ranked.std() / root), 4),
        "log_score": round(float(logs.mean()), 4),
        "brier": round(float(((forecasts - seen) ** 2).sum(axis=1).mean()), 4),
        "calibration_error": round(calibration_error(forecasts, seen), 4),
    }
