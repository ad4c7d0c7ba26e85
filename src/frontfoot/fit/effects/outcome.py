"""The outcome model, of the effects of approach on the chances of the next spell, and its columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Bools, Floats
from frontfoot.fit.effects.measurement import situation_columns
from frontfoot.fit.effects.regression import Design, Group, Regression, fit_rates
from frontfoot.fit.effects.spells import SPELLS, ScoreSpells

FORM_PRIOR_MINUTES = 60.0
"""xG of the match so far is shrunk to the mean as if an hour of average play had been seen before."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of the outcome model: one for each series and spell that is used.

    Attributes:
        design: its first two columns are the effects of the own and of the opponent's approach; groups are attacks and
            defences.
        y: outcome, shape (R,).
        exposure: minutes.
        cluster: match.
    """

    design: Design
    y: Floats
    exposure: Floats
    cluster: NDArray[np.intp]


def nuisance_columns(spells: ScoreSpells, *, form: bool = True) -> Floats:
    """The columns of the situation and, with `form`, those of the match so far, shape (N, B, P)."""
    situation = situation_columns(spells)
    if not form:
        return situation
    so_far = form_so_far(spells)
    return np.concatenate([situation, np.stack([so_far, so_far[spells.other]], axis=-1)], axis=-1)


def form_so_far(spells: ScoreSpells) -> Floats:
    """Log of xG created in the match so far against the average, shrunk, shape (N, B)."""
    usual = spells.xg.mean(axis=0)
    before = np.cumsum(spells.xg, axis=1) - spells.xg
    expected = np.cumsum(usual) - usual
    prior = FORM_PRIOR_MINUTES * usual.sum() / 90.0
    return np.asarray(np.log((before + prior) / (expected + prior)))


def rows_of(
    spells: ScoreSpells,
    level: Floats,
    *,
    outcome: str = "xg",
    teams: bool = True,
    form: bool = True,
    use: Bools | None = None,
    held: Floats | None = None,
) -> Rows:
    """Rows of the outcome model: the chances of a spell with both sides' approach levels.

    Args:
        spells: the evidence.
        level: of each series' approach as known before the spell, shape (N, B); NaN rows are left out.
        outcome: "xg", "goals", "cards", "penalties" or "counters".
        teams: whether each team has its own shrunk attack and defence.
        form: whether the xG of the match so far is a column.
        use: rows to use, shape (N, B); all by default.
        held: a level of each series that is held fixed for both sides (the team's usual approach), shape (N,).
    """
    other = spells.other
    theirs = level[other]
    columns = [np.stack([level, theirs], axis=-1), nuisance_columns(spells, form=form)]
    if held is not None:
        columns.append(np.repeat(np.stack([held, held[other]], axis=-1)[:, None], SPELLS, axis=1))
    x = np.concatenate(columns, axis=-1)
    flat = x.reshape(-1, x.shape[-1])
    kept = np.isfinite(level) & np.isfinite(theirs) & (spells.minutes > 0)
    if use is not None:
        kept &= use
    rows = kept.ravel()
    flat = flat[rows]
    varied = np.flatnonzero(flat.any(axis=0) | (np.arange(flat.shape[1]) < 2))
    codes = (spells.team, spells.opponent) if teams else ()
    groups = tuple(Group(np.repeat(code, SPELLS)[rows], len(spells.teams)) for code in codes)
    return Rows(
        Design(flat[:, varied], groups, np.zeros(len(varied))),
        getattr(spells, outcome).ravel()[rows],
        spells.minutes.ravel()[rows],
        np.repeat(spells.match, SPELLS)[rows],
    )


def fit_outcome(rows: Rows) -> Regression:
    """The fitted outcome model."""
    return fit_rates(rows.design, rows.y, rows.exposure, rows.cluster)
