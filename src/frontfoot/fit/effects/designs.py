"""The ladder of designs: one question, asked in several ways that fail differently.

Every design relates a spell's chances to both sides' approach as known before the spell. They differ in which contrasts
they trust: between teams, between matches, within a match; in what measures approach; and in which matches they use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frontfoot.decisions.effect import NAMES
from frontfoot.fit.effects.filter import Levels, forecast_levels
from frontfoot.fit.effects.measurement import Measurement, fit_measurement
from frontfoot.fit.effects.outcome import fit_outcome, rows_of
from frontfoot.fit.effects.spells import COMPONENTS, HALF_EVENT, SPELLS
from frontfoot.fit.effects.within import fit_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from frontfoot.fit.effects.regression import Regression
    from frontfoot.fit.effects.spells import Spells

MEMORY = 2
"""The observed measures look back over so many spells: ten minutes."""
DISPERSION = 0.26
"""Variance of a spell's xG over its mean, in which the prior of the leading parts is stated."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one design says.

    Attributes:
        name, title, caution: for people.
        mean: of (own, opponent, own_leading, opponent_leading), log rate per unit of approach, shape (4,).
        covariance: shape (4, 4).
        matches, rows: what it rests on.
    """

    name: str
    title: str
    caution: str
    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    matches: int
    rows: int


@dataclass(frozen=True, eq=False)
class Measured:
    """Spells with their measurement model and the forecasts of approach.

    Attributes:
        usual: each measure of the team in its other matches, net of situation and opponent, shape (N, K).
    """

    spells: Spells
    measurement: Measurement
    residuals: NDArray[np.float64]
    levels: Levels
    usual: NDArray[np.float64]


def measure(spells: Spells) -> Measured:
    """Fit the measurement model and forecast every spell's approach."""
    measurement, residuals = fit_measurement(spells)
    levels, usual = forecast_levels(spells, measurement, residuals)
    return Measured(spells, measurement, residuals, levels, usual)


def main_design(measured: Measured) -> Answer:
    """The main model: latent approach, each side against its own usual level, strength and the match so far held.

    A team's usual level enters as a column of its own (Mundlak 1978): teams that press more are also better, and no
    data of this kind can tell the two apart. What is left are matches and phases in which a team was further on the
    front foot than it usually is in the situation.
    """
    return _answer(
        "latent",
        "Latent approach against the team's usual level, forecast from earlier play; strength, clock, score, men and "
        "the match so far held",
        "Whatever makes a side dominate on the day for other reasons than its approach still counts as approach.",
        measured.spells,
        measured.levels.within,
        measured.levels.team,
    )


def simple_designs(measured: Measured) -> list[Answer]:
    """The other designs that use all matches, from those that trust contrasts between teams to those within a match."""
    spells, levels = measured.spells, measured.levels
    return [
        _answer(
            "pooled",
            "All sides pooled, teams not told apart",
            "Good teams press more: strength is taken for the effect of pressing.",
            spells,
            levels.forecast,
            teams=False,
        ),
        _answer(
            "teams",
            "Contrasts between teams and within, with a shrunk attack and defence of every team",
            "Part of the strength of teams that press much is still taken for the effect of pressing.",
            spells,
            levels.forecast,
        ),
        _answer(
            "observed",
            "The measures of the last ten minutes only, corrected for their reliability",
            "Forgets what the side did earlier in the match.",
            spells,
            observed_level(measured),
            levels.team,
        ),
        within_match(measured),
        _answer(
            "press",
            "Pressing alone (defensive actions per opponent pass) as the measure of approach",
            "A side that defends little because it has the ball looks passive.",
            spells,
            only_measure(measured, "press"),
            levels.team,
        ),
        leaders_only(measured),
    ]


def split_designs(measured: Measured) -> list[Answer]:
    """The main model on parts of the data: each league, each half of the season."""
    spells, levels = measured.spells, measured.levels
    parts = [(name, spells.league == code) for code, name in enumerate(spells.leagues)]
    parts = parts if len(parts) > 1 else []
    parts += [
        (f"{name} half of the season", spells.half_season == code) for code, name in enumerate(("first", "second"))
    ]
    return [
        _answer(
            title.lower().replace(" of the season", "").replace(" ", "-"),
            f"The main model, {title} only",
            "A part of the matches: wider, and no independent confirmation of the whole.",
            spells.of(inside),
            levels.within[inside],
            levels.team[inside],
        )
        for title, inside in parts
    ]


def goals_design(measured: Measured) -> Answer:
    """The main model with goals in place of expected goals: the check that finishing tells no other tale."""
    return _answer(
        "goals",
        "The main model with goals in place of expected goals",
        "Goals are few: the interval is about twice as wide.",
        measured.spells,
        measured.levels.within,
        measured.levels.team,
        outcome="goals",
    )


def observed_level(measured: Measured) -> NDArray[np.float64]:
    """Deviation from the team's usual level by the measures of the last ten minutes alone, shape (N, B).

    The precision-weighted measures, shrunk by the share of their variance that is approach.
    """
    spells, m = measured.spells, measured.measurement
    noise = m.noise_level + m.noise_sampling / np.maximum(spells.counts, HALF_EVENT)
    seen = np.isfinite(measured.residuals)
    weight = np.where(seen, m.loading / noise, 0.0)
    apart = np.where(seen, measured.residuals - measured.usual[:, None], 0.0)
    total, power = np.zeros(spells.xg.shape), np.zeros(spells.xg.shape)
    by_style = np.zeros((*spells.xg.shape, len(COMPONENTS)))
    for back in range(1, MEMORY + 1):
        total[:, back:] += (apart * weight).sum(axis=2)[:, :-back]
        power[:, back:] += (weight * m.loading).sum(axis=2)[:, :-back]
        by_style[:, back:] += weight[:, :-back]
    some = np.maximum(power, 1e-12)
    variance = m.match + m.process
    error = 1.0 / some + (by_style**2 * m.style).sum(axis=2) / some**2
    return np.asarray(np.where(power > 0.0, total / some * variance / (variance + error), np.nan))


def only_measure(measured: Measured, name: str) -> NDArray[np.float64]:
    """Forecasts of the deviation from one measure alone, shape (N, B)."""
    residuals = measured.residuals.copy()
    residuals[..., [k for k, component in enumerate(COMPONENTS) if component != name]] = np.nan
    return forecast_levels(measured.spells, measured.measurement, residuals)[0].within


def within_match(measured: Measured) -> Answer:
    """Spells of one side in one match compared with each other."""
    spells, level = measured.spells, measured.levels.within
    rows = rows_of(spells, level, teams=False, form=False)
    kept = (spells.minutes > 0).ravel()
    series = np.repeat(np.arange(len(spells.match)), SPELLS)[kept]
    penalty = rows.design.penalty * DISPERSION
    fit = fit_within(rows.design.x, rows.y, rows.exposure, series, rows.cluster, penalty)
    return _from(
        "within match",
        "Spells of the same side in the same match compared with each other",
        "Biased towards 'pressing hurts': what a side created before is part of its own control.",
        spells,
        fit,
        len(rows.y),
    )


def leaders_only(measured: Measured) -> Answer:
    """What approach does for a side that leads, from spells with a leader only."""
    spells, levels = measured.spells, measured.levels
    rows = rows_of(spells, levels.within, use=spells.lead != 0, held=levels.team, leading_sd=10.0)
    fit = fit_outcome(rows)
    take = np.zeros((len(NAMES), len(fit.beta)))
    take[0, [0, 2]] = 1.0
    take[1, [1, 3]] = 1.0
    return Answer(
        "leaders",
        "Leading sides only",
        "Who still presses when leading is a choice of the confident.",
        take @ fit.beta,
        take @ fit.covariance @ take.T,
        int(np.unique(rows.cluster).size),
        len(rows.y),
    )


def _answer(
    name: str,
    title: str,
    caution: str,
    spells: Spells,
    level: NDArray[np.float64],
    held: NDArray[np.float64] | None = None,
    *,
    teams: bool = True,
    outcome: str = "xg",
) -> Answer:
    rows = rows_of(spells, level, teams=teams, held=held, outcome=outcome)
    return _from(name, title, caution, spells, fit_outcome(rows), len(rows.y))


def _from(name: str, title: str, caution: str, spells: Spells, fit: Regression, rows: int) -> Answer:
    size = len(NAMES)
    return Answer(
        name, title, caution, fit.beta[:size], fit.covariance[:size, :size], int(np.unique(spells.match).size), rows
    )
