"""Goals of second legs with the rates of the model: the table on which the second-leg effect is fitted.

A cell is a side of a match between two goals. In it the score does not change, so its log rate is a sum: base rate,
score state of the tie, and the effect of the second leg.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats, Ints
from frontfoot.fit.second_legs import SecondLeg
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.rates import Rates

LAST_MINUTE = 45


@dataclass(frozen=True, slots=True)
class SecondLegCells:
    """Cells in order of the matches, all of shape (cells,).

    Attributes:
        leg: number of the match.
        host: 1 for the side at home, 0 for the visitor.
        lead: the side's lead in the tie.
        brought: its lead from the first leg.
        state: log multiplier of the score state.
        expected: goals that the model expects.
        goals: 1 where a goal of the side ended the cell.
    """

    leg: Ints
    host: Floats
    lead: Floats
    brought: Floats
    state: Floats
    expected: Floats
    goals: Floats


def cells_of(legs: Sequence[SecondLeg], rates: Sequence[Rates]) -> SecondLegCells:
    """The cells of second legs at the rates of the model; extra time is left out.

    Goals fall in the middle of their minute. Those of stoppage time stand at 45 or 90 in the source, so the last minute
    and the stoppage of a half are one.
    """
    rows: list[tuple[float, ...]] = []
    for number, (leg, pair) in enumerate(zip(legs, rates, strict=True)):
        brought = leg.first_leg[0] - leg.first_leg[1]
        home = away = 0
        for period in (1, 2):
            length, last = _length(pair.clock, period), 0.0
            fell = sorted((_when(pair.clock, period, minute, length), by) for p, minute, by in leg.goals if p == period)
            for time, by in [*fell, (length, None)]:
                row = pair.score_state.row(Moment(period, 0.0))
                states = pair.score_state.lattice(row, (1, 1), score=(home, away), carried=brought)[:, 0, 0]
                lead = brought + home - away
                for host, sign, base, state in ((1, 1, pair.home, states[0]), (0, -1, pair.away, states[1])):
                    expected = float(base) * float(state) * (time - last)
                    scored = by is not None and by == bool(host)
                    rows.append((number, host, sign * lead, sign * brought, np.log(state), expected, scored))
                last = time
                home, away = home + (by is True), away + (by is False)
    table = np.array(rows, dtype=float)
    return SecondLegCells(table[:, 0].astype(int), *(table[:, column] for column in range(1, 7)))


def _length(clock: Clock, period: int) -> float:
    """Expected operational time of a half."""
    times, weights = clock.left(Moment(period, 0.0))
    return float(times @ weights)


def _when(clock: Clock, period: int, minute: int, length: float) -> float:
    played = minute - (LAST_MINUTE if period == 2 else 0)
    if played < LAST_MINUTE:
        return float(clock.elapsed(period, 60.0 * (played - 0.5)))
    return (float(clock.elapsed(period, 60.0 * (LAST_MINUTE - 1))) + length) / 2.0
