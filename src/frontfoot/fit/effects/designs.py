"""The two designs with measured approach: latent approach over matches, and spells of one match compared.

Both relate a spell's chances to both sides' approach as known before the spell, and estimate balance and total of the
effect of one unit on the log rates. Their weaknesses differ: the latent design mistakes a side's good day for approach;
the other one compares a side with itself on the same day, with few and noisy contrasts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Bools, Floats
from frontfoot.core.errors import InputError
from frontfoot.fit.effects.filter import Levels, forecast_levels
from frontfoot.fit.effects.measurement import Measurement, fit_measurement
from frontfoot.fit.effects.outcome import fit_outcome, rows_of
from frontfoot.fit.effects.regression import fit_within
from frontfoot.fit.effects.spells import PER_HALF, SPELLS, ScoreSpells

TO_BALANCE = np.array([[0.5, -0.5], [0.5, 0.5]])
"""From (own, opponent) effects to (balance, total)."""
MOST_OF_ONE_TEAM = 0.5
"""A team in more than this share of the matches leaves the strengths of its opponents unknown."""


@dataclass(frozen=True, eq=False)
class Estimated:
    """Balance and total per unit of approach, log rates.

    Attributes:
        value: shape (2,).
        influence: of each match on them, shape (matches, 2); sums of its products are covariances.
        rows: spells used.
    """

    value: Floats
    influence: Floats
    rows: int

    @property
    def covariance(self) -> Floats:
        """By the sandwich over matches, shape (2, 2)."""
        count = int(np.any(self.influence, axis=1).sum())
        return np.asarray(self.influence.T @ self.influence * count / max(count - 1, 1))

    @property
    def errors(self) -> Floats:
        """Standard errors, shape (2,)."""
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True, eq=False)
class MeasuredDesign:
    """Spells with their measurement model and the forecasts of approach."""

    spells: ScoreSpells
    measurement: Measurement
    levels: Levels


def measure(spells: ScoreSpells) -> MeasuredDesign:
    """Fit the measurement model and forecast every spell's approach.

    Raises:
        InputError: too few matches, or one team in most of them.
    """
    check_teams(spells)
    measurement, residuals = fit_measurement(spells)
    levels, _ = forecast_levels(spells, measurement, residuals)
    return MeasuredDesign(spells, measurement, levels)


def check_teams(spells: ScoreSpells) -> None:
    """Check that no team is in most of the matches, so that strengths and usual approach can be separated.

    Raises:
        InputError: one is.
    """
    played = np.bincount(spells.team, minlength=len(spells.teams))
    most = int(played.argmax())
    matches = len(spells.match) // 2
    if played[most] > MOST_OF_ONE_TEAM * matches:
        raise InputError(
            f"{spells.teams[most]} plays in {played[most]} of {matches} matches: its opponents' strengths and usual "
            "approach cannot be told from one meeting",
            place="matches",
            remedy="Give whole seasons of a league",
        )


def latent(measured: MeasuredDesign) -> Estimated:
    """The latent design: approach against the team's usual level, with strength and the match so far held.

    A team's usual level enters as a column of its own (Mundlak 1978): teams that press more are also better, and data
    of this kind cannot separate the two. The estimate then rests on matches and phases in which a team was further on
    the front foot than it usually is in the situation.
    """
    rows = rows_of(measured.spells, measured.levels.within, held=measured.levels.team)
    fit = fit_outcome(rows)
    return Estimated(TO_BALANCE @ fit.beta[:2], fit.influence[:, :2] @ TO_BALANCE.T, len(rows.y))


def within_match(measured: MeasuredDesign) -> Estimated:
    """Spells of one side in one match compared with each other, by the half-panel jackknife.

    With an effect of every side of every match, what a side created before is part of its own control, which biases
    the estimate by a term of order one over the number of spells. Twice the estimate less the mean of those on the two
    halves of the match is free of it (Dhaene and Jochmans 2015).
    """
    spells = measured.spells
    first = np.broadcast_to(np.arange(SPELLS) < PER_HALF, spells.minutes.shape)
    whole, halves = _within(measured, np.ones_like(first)), [_within(measured, first), _within(measured, ~first)]
    return Estimated(
        2.0 * whole.value - 0.5 * (halves[0].value + halves[1].value),
        2.0 * whole.influence - 0.5 * (halves[0].influence + halves[1].influence),
        whole.rows,
    )


def _within(measured: MeasuredDesign, use: Bools) -> Estimated:
    spells, level = measured.spells, measured.levels.within
    rows = rows_of(spells, level, teams=False, form=False, use=use)
    kept = ((spells.minutes > 0) & use).ravel()
    series = np.repeat(np.arange(len(spells.match)), SPELLS)[kept]
    fit = fit_within(rows.design.x, rows.y, rows.exposure, series, rows.cluster)
    influence = np.zeros((int(spells.match.max()) + 1, 2))
    influence[: len(fit.influence)] = fit.influence[:, :2] @ TO_BALANCE.T
    return Estimated(TO_BALANCE @ fit.beta[:2], influence, len(rows.y))
