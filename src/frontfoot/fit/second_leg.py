"""European second legs with rates known before them, for the effect of leads (`frontfoot.fit.effects`)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from frontfoot.core.arrays import Bools, Ints
from frontfoot.fit.known_results import all_results, expected_goals
from frontfoot.fit.second_legs import SecondLeg, second_legs
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
