"""How well the effects of other leagues predict the chances of a league that was left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.fit.effects.designs import Estimated, MeasuredDesign
from frontfoot.fit.effects.outcome import Rows, fit_outcome, rows_of
from frontfoot.fit.effects.regression import Design, deviances
from frontfoot.fit.second_leg import SecondLegCells


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One league left out.

    Attributes:
        league: its name.
        rows: spells of play.
        slope, slope_error: of the log rate on the effects of the other leagues: 1 if they hold unchanged, 0 if they
            predict nothing.
        gain, gain_error: reduction of the Poisson deviance by the effects, per 1,000 spells; negative if they raise it.
    """

    league: str
    rows: int
    slope: float
    slope_error: float
    gain: float
    gain_error: float


def leave_one_out(
    leagues: Sequence[tuple[str, MeasuredDesign]], design: Callable[[MeasuredDesign], Estimated]
) -> list[LeftOut]:
    """The mean effects of the other leagues, by one design, put into the model of the league left out.

    Everything else (strength, clock, score, men, ground, the match so far, the usual level) is fitted on the league
    itself, with the effects and without them.

    Args:
        leagues: name and measured spells of each.
        design: that gives the effects.
    """
    values = np.stack([design(measured).value for _, measured in leagues])
    precision = np.stack([design(measured).errors ** -2.0 for _, measured in leagues])
    left_out = []
    for place, (name, measured) in enumerate(leagues):
        others = np.arange(len(leagues)) != place
        balance, total = np.average(values[others], axis=0, weights=precision[others])
        rows = rows_of(measured.spells, measured.levels.within, held=measured.levels.team)
        left_out.append(_left_out(name, rows, np.array([total + balance, total - balance])))
    return left_out


def _left_out(name: str, rows: Rows, effects: Floats) -> LeftOut:
    offset = rows.design.x[:, :2] @ effects
    rest, groups = rows.design.x[:, 2:], rows.design.groups
    sloped = np.column_stack([offset, rest])
    fit = fit_outcome(replace(rows, design=Design(sloped, groups, np.zeros(sloped.shape[1]))))
    plain = replace(rows, design=Design(rest, groups, np.zeros(rest.shape[1])))
    with_effects = replace(plain, exposure=rows.exposure * np.exp(offset))
    better = _deviances(plain) - _deviances(with_effects)
    by_match = np.bincount(rows.cluster, better)
    by_match = by_match[np.bincount(rows.cluster) > 0]
    count = len(better)
    return LeftOut(
        name,
        count,
        float(fit.beta[0]),
        float(np.sqrt(fit.covariance[0, 0])),
        1000.0 * float(better.mean()),
        1000.0 * float(by_match.std(ddof=1) * np.sqrt(len(by_match)) / count),
    )


def _deviances(rows: Rows) -> Floats:
    fit = fit_outcome(rows)
    scale = rows.y.sum() / rows.exposure.sum()
    return deviances(rows.y, rows.exposure * scale * np.exp(rows.design.linear(fit.beta)))


def second_leg_gains(cells: SecondLegCells, gap: float, balances: Sequence[float]) -> list[tuple[float, float]]:
    """Gain in the log-likelihood of the goals in second legs after a lead, a match, over the score state alone.

    Args:
        cells: of second legs.
        gap: units of approach between trailers and leaders.
        balances: tried, log rate per unit.

    Returns:
        Mean and standard error over matches for each balance.
    """
    side = np.sign(cells.brought)
    gains = []
    for balance in balances:
        linear = -0.5 * side * 2.0 * balance * gap
        each = cells.goals * linear - cells.expected * np.expm1(linear)
        by_match = np.bincount(cells.leg, each)[np.unique(cells.leg[side != 0])]
        gains.append((float(by_match.mean()), float(by_match.std(ddof=1) / np.sqrt(len(by_match)))))
    return gains
