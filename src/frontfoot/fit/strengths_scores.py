"""Scores of forecasts from strengths on matches that were not used to choose the scales."""

from __future__ import annotations

from typing import Any

import numpy as np

from frontfoot.core.errors import FrontfootError
from frontfoot.fit.outcome_scores import ranked_probability
from frontfoot.goals.likelihoods import Array, Index, likelihood
from frontfoot.goals.results.competitions import EUROPEAN, LEAGUES
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.scales import NATIONS, Scales
from frontfoot.goals.strengths.strengths import Strengths

SIZE = 16
FIVE = tuple(name for name, _ in list(LEAGUES.values())[:5])
CHOSEN_TO = 2016
"""Last season on which the scales were chosen."""
CHOSEN_TO_NATIONS = 2010
FINALS = ("FIFA World Cup", "UEFA Euro", "Copa América", "African Cup of Nations", "AFC Asian Cup", "Gold Cup")


def log_rates(strengths: Strengths, matches: Matches, at: Index) -> Array:
    """Log rates of home and away from a snapshot, shape (n, 2); NaN if a club is unknown."""
    rates = np.full((len(at), 2), np.nan)
    for k, i in enumerate(at):
        home, away = (matches.clubs[number] for number in matches.clubs_of[:, i])
        competition = matches.competitions[matches.competition[i]]
        try:
            mean, _ = strengths.log_rates(home, away, competition, neutral=bool(matches.neutral[i]))
        except FrontfootError:
            continue
        rates[k] = mean
    return rates


def scores_of(forecasts: Array, matches: Matches, at: Index, rho: float) -> dict[str, Any]:
    """Mean scores of the forecasts that are not NaN: log score of 1X2 and of over 2.5, ranked probability score.

    Args:
        forecasts: log rates of home and away, shape (n, 2 or more).
        matches: all matches.
        at: places of those scored.
        rho: of the correction of low scores.
    """
    at = at[np.isfinite(forecasts[at, 0])]
    if not len(at):
        return {"matches": 0}
    one, over = outcomes(forecasts[at, :2], rho)
    home, away = matches.goals[:, at]
    result = np.where(home > away, 0, np.where(home == away, 1, 2))
    logs = -np.log(one[np.arange(len(at)), result])
    totals = -np.log(np.where(home + away > 2.5, over, 1.0 - over))
    return {
        "matches": len(at),
        "log score": round(float(logs.mean()), 4),
        "standard error": round(float(logs.std(ddof=1) / np.sqrt(len(at))), 4),
        "ranked probability score": round(float(ranked_probability(one, result).mean()), 4),
        "over 2.5 log score": round(float(totals.mean()), 4),
    }


def outcomes(logs: Array, rho: float) -> tuple[Array, Array]:
    """Probabilities of home win, draw, away win, shape (n, 3), and of more than 2.5 goals, from log rates (n, 2)."""
    model = likelihood("dixon_coles")
    goals = np.arange(SIZE)
    difference, total = goals[:, None] - goals, goals[:, None] + goals
    results, over = np.empty((len(logs), 3)), np.empty(len(logs))
    for i, (home, away) in enumerate(np.exp(logs)):
        scores = model.matrix(float(home), float(away), rho, SIZE)
        scores = scores / scores.sum()
        results[i] = scores[difference > 0].sum(), scores[difference == 0].sum(), scores[difference < 0].sum()
        over[i] = scores[total > 2.5].sum()
    return results, over


def held_out_of_clubs(matches: Matches, daily: Array, snapshots: Array) -> dict[str, Any]:
    """Scores of the five leagues and of Europe after the seasons of choice, updated daily and by the snapshots."""
    names = np.array(matches.competitions)[matches.competition]
    five, europe = np.isin(names, FIVE), np.isin(names, EUROPEAN)
    rho, last = Scales().rho, int(matches.season.max())
    parts = {
        "five leagues, 2017/18 to 2022/23": five & (matches.season > CHOSEN_TO) & (matches.season <= 2022),
        f"five leagues, 2023/24 to {last}/{(last + 1) % 100:02d}": five & (matches.season > 2022),
        "European cups, from 2017/18": europe & (matches.season > CHOSEN_TO),
        "Champions League, from 2017/18": (names == EUROPEAN[0]) & (matches.season > CHOSEN_TO),
    }
    both = np.isfinite(daily[:, 0]) & np.isfinite(snapshots[:, 0])
    scores = {}
    for name, inside in parts.items():
        at = np.flatnonzero(inside & both)
        scores[name] = {
            "updated daily": scores_of(daily, matches, at, rho),
            "from the snapshots": scores_of(snapshots, matches, at, rho),
        }
    return scores


def held_out_of_nations(matches: Matches, daily: Array, snapshots: Array, tournaments: list[str]) -> dict[str, Any]:
    """Scores of international matches after the years of choice."""
    names = np.array(tournaments)
    later = matches.season > CHOSEN_TO_NATIONS
    qualifying = np.array(["qualification" in name for name in tournaments])
    parts = {
        "qualifiers": qualifying,
        "final tournaments": np.isin(names, FINALS),
        "friendlies": names == "Friendly",
    }
    return {
        f"{name}, from {CHOSEN_TO_NATIONS + 1}": {
            "updated daily": scores_of(daily, matches, np.flatnonzero(inside & later), NATIONS.rho),
            "from the snapshots": scores_of(snapshots, matches, np.flatnonzero(inside & later), NATIONS.rho),
        }
        for name, inside in parts.items()
    }
