"""European second legs with rates known before them, for the effect of leads (`frontfoot.fit.effects`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from frontfoot.core.arrays import Bools, Floats, Ints
from frontfoot.fit.known_results import all_results, expected_goals
from frontfoot.fit.second_legs import SecondLeg, second_legs
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates

HOST_ADVANTAGE = 0.104
"""Log ratio of goals of hosts of second legs over their rates, in matches up to 2007/08 (error .064)."""


@dataclass(frozen=True, slots=True)
class Known:
    """Second legs that can be forecast, in order of time.

    Attributes:
        legs: the matches.
        rates: of each from strengths of that day, before any effect of the second leg.
    """

    legs: tuple[SecondLeg, ...]
    rates: tuple[Rates, ...]

    def only(self, keep: Bools) -> Known:
        """Some of them."""
        rows = np.flatnonzero(keep)
        return Known(tuple(self.legs[i] for i in rows), tuple(self.rates[i] for i in rows))

    @property
    def seasons(self) -> Ints:
        """Year in which the season of each began."""
        return np.array([leg.season for leg in self.legs])

    def with_advantage(self, advantage: float) -> Known:
        """The same with another home advantage of second legs."""
        host, visitor = math.exp(advantage / 2.0), math.exp(-advantage / 2.0)
        return Known(self.legs, tuple(replace(r, home=r.home * host, away=r.away * visitor) for r in self.rates))


def load(data: Path, progress: Callable[[str], None] = lambda _: None) -> Known:
    """The second legs of the goal times whose tie is settled and whose clubs are linked on the day."""
    legs = second_legs(data)
    pairs = expected_goals(legs, all_results(data), progress)
    left = [(leg, pair) for leg, pair in zip(legs, pairs, strict=True) if pair is not None]
    settled = [(leg, pair) for leg, pair in left if leg.home_through() is not None]
    return Known(tuple(leg for leg, _ in settled), tuple(rates_from_expected(*pair) for _, pair in settled))


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
