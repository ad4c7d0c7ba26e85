"""Expected goals of each side from the other matches of its season, for effects measured within matches.

Such effects are estimated without bias only if the strengths of the sides are in the model, and if they are
not fitted on the match itself, whose result depends on who came to lead. Each season is therefore cut into folds, and
the matches of a fold get their expected goals from attack and defence fitted on the others (ridge-penalised Poisson,
after Maher 1982).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from frontfoot.core.arrays import Floats, Ints
from frontfoot.fit.newton import poisson_regression

FOLDS = 10
# Standard deviation of log attack and log defence within a league.
SPREAD = 0.25


def expected_goals(matches: pl.DataFrame) -> Floats:
    """Cross-fitted expected goals of the rows of a results table, shape (matches, 2)."""
    season = matches.select(pl.concat_str("competition", "season", separator=" ").rank("dense")).to_series().to_numpy()
    clubs = pl.concat([matches["home"], matches["away"]]).rank("dense").to_numpy().astype(int)
    goals = matches.select("home_goals", "away_goals").to_numpy().astype(int)
    return cross_fitted(season.astype(int), clubs[: len(matches)], clubs[len(matches) :], goals)


def cross_fitted(season: Ints, home: Ints, away: Ints, goals: Ints) -> Floats:
    """Expected goals of every match from the other folds of its season.

    Args:
        season: shape (n,), which league season a match belongs to.
        home, away: shape (n,), the clubs by number.
        goals: shape (n, 2), home and away.

    Returns:
        Shape (n, 2).
    """
    expected = np.empty(goals.shape, dtype=float)
    for value in np.unique(season):
        rows = np.flatnonzero(season == value)
        clubs, codes = np.unique(np.concatenate([home[rows], away[rows]]), return_inverse=True)
        sides = codes.reshape(2, -1)
        fold = np.arange(len(rows)) * FOLDS // len(rows)
        for part in range(FOLDS):
            train, held = fold != part, fold == part
            weights = _fit(sides[:, train], goals[rows[train]], len(clubs))
            expected[rows[held]] = np.exp(_linear(weights, sides[:, held], len(clubs)))
    return expected


def _linear(weights: Floats, sides: Ints, clubs: int) -> Floats:
    attack, defence = weights[2 : 2 + clubs], weights[2 + clubs :]
    home = weights[0] + weights[1] + attack[sides[0]] - defence[sides[1]]
    away = weights[0] - weights[1] + attack[sides[1]] - defence[sides[0]]
    return np.stack([home, away], axis=1)


def _fit(sides: Ints, goals: Ints, clubs: int) -> Floats:
    count = goals.shape[0]
    design = np.zeros((2 * count, 2 + 2 * clubs))
    design[:, 0] = 1.0
    design[:count, 1], design[count:, 1] = 1.0, -1.0
    index = np.arange(count)
    for offset, (own, other) in ((0, (0, 1)), (count, (1, 0))):
        design[offset + index, 2 + sides[own]] = 1.0
        design[offset + index, 2 + clubs + sides[other]] = -1.0
    scored = np.concatenate([goals[:, 0], goals[:, 1]]).astype(float)
    penalty = np.full(design.shape[1], 1.0 / SPREAD**2)
    penalty[:2] = 0.0
    weights = np.zeros(design.shape[1])
    weights[0] = np.log(scored.mean())
    return poisson_regression(design, scored, np.ones(len(scored)), penalty, weights)[0]
