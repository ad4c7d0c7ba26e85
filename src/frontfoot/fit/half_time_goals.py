"""Half-time results of all leagues compared with the in-play model, including leagues that were not in its fit.

Leagues without goal times were not in the fit: their scores at half-time show whether draws are
underestimated, and their second halves whether the effect of the score is right. Strengths are those known before each
match, as in the fit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.forecast import score_distribution, values
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates, ScoreState

SCORES = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2))
LEADS = (-2, -1, 0, 1, 2)


def with_half_time(results: pl.DataFrame) -> pl.DataFrame:
    """Played league matches whose half-time score is known, ordered by season."""
    return results.filter(
        (pl.col("stage") == "league")
        & (pl.col("status") == "played")
        & pl.col("home_half_time").is_not_null()
        & pl.col("away_half_time").is_not_null()
    ).sort("competition", "season", "date", "home")


def half_time_scores(matches: pl.DataFrame, rates: Rates) -> dict[str, dict[str, float]]:
    """Shares of half-time scores, observed and expected."""
    seen = matches.select("home_half_time", "away_half_time").to_numpy().astype(int)
    probabilities = score_distribution(rates, until=1, tolerance=1e-7).probabilities.mean(axis=0)
    table = {}
    for home, away in SCORES:
        share = float(((seen == (home, away)).all(axis=1)).mean())
        table[f"{home}-{away}"] = {
            "seen": round(share, 4),
            "expected": round(float(probabilities[home, away]), 4),
            "error": round(float(np.sqrt(share * (1.0 - share) / len(seen))), 4),
        }
    return table


def second_half_goals(matches: pl.DataFrame, rates: Rates) -> dict[str, dict[str, float]]:
    """Second-half goals of the home and the away side by the home side's lead at half-time, observed over expected."""
    half = matches.select("home_half_time", "away_half_time").to_numpy().astype(int)
    full = matches.select("home_goals", "away_goals").to_numpy().astype(int)
    size = 16
    payoff = np.indices((size, size)).astype(float)[:, None]
    worth = values(rates, payoff, moments=[Moment(2, 0.0)], tolerance=1e-8)[0]
    rows = np.arange(len(half))
    expected = worth[:, rows, np.minimum(half[:, 0], size - 1), np.minimum(half[:, 1], size - 1)].T - half
    lead = np.clip(half[:, 0] - half[:, 1], LEADS[0], LEADS[-1])
    table: dict[str, dict[str, float]] = {}
    for value in LEADS:
        at = lead == value
        entry: dict[str, Any] = {"matches": int(at.sum())}
        for side, name in enumerate(("home", "away")):
            goals = float((full - half)[at, side].sum())
            entry[name] = round(goals / float(expected[at, side].sum()), 3)
            entry[f"{name}_error"] = round(float(np.sqrt(goals)) / float(expected[at, side].sum()), 3)
        table[f"{value:+d}"] = entry
    return table


def check(results: pl.DataFrame, clock: Clock, state: ScoreState) -> dict[str, Any]:
    """Half-time scores over all leagues, and both tables over the leagues that have no goal times."""
    from frontfoot.fit.goal_times import FOLDERS
    from frontfoot.fit.in_play_scores import known_before
    from frontfoot.goals.results.competitions import LEAGUES

    matches = with_half_time(results)
    known = known_before(results.filter(pl.col("stage") == "league"), matches)
    forecast = np.isfinite(known[:, 0])
    matches, expected = matches.filter(pl.Series(forecast)), np.exp(known[forecast, :2])
    rates = rates_from_expected(expected[:, 0], expected[:, 1], clock=clock, score_state=state)
    fitted_on = [LEAGUES[folder][0] for folder in FOLDERS]
    others = (~matches["competition"].is_in(fitted_on)).to_numpy()
    elsewhere = matches.filter(pl.Series(others))
    apart = replace(rates, home=rates.home[others], away=rates.away[others])
    return {
        "matches": len(matches),
        "leagues": matches["competition"].n_unique(),
        "half_time_scores": half_time_scores(matches, rates),
        "matches_elsewhere": len(elsewhere),
        "second_half_goals_elsewhere": second_half_goals(elsewhere, apart),
        "half_time_scores_elsewhere": half_time_scores(elsewhere, apart),
    }
