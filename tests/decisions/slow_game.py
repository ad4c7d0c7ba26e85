"""The worth of kept levels by matrix exponentials over (lead, sent off), written apart from the game."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.linalg import expm

from frontfoot.decisions.costs import Costs

MOST = 11
Level: TypeAlias = float | Callable[[int], float]
"""Units of approach, everywhere or by our lead."""
FREE = Costs()


@dataclass(frozen=True)
class Chain:
    """Constant rates of a match, multiplied by effects, men and costs.

    Attributes:
        rates: goals of (us, them) in 90 minutes.
        effects: (own, opponent) log multipliers of a unit of approach.
        men: (own, opponent) multipliers by how many more of us than of them are missing, from 0 on.
        costs: of pressing.
        reds: how many more red cards of ours are looked at.
    """

    rates: tuple[float, float]
    effects: tuple[float, float]
    men: tuple[tuple[float, ...], tuple[float, ...]] = ((1.0,), (1.0,))
    costs: Costs = FREE
    reds: int = 0

    def value(self, spells: list[float], levels: Sequence[tuple[Level, Level]], lead: int, tiring: int | None) -> float:
        """Odds of being ahead at the end, half of being level: spells in minutes, levels of (us, them) in each.

        A level may depend on our lead; `tiring` counts the spells of pressing, at whatever lead, after which the legs
        go.
        """
        pressed, steps = 0, []
        for minutes, (x, y) in zip(spells, levels, strict=True):
            tired = tiring is not None and pressed >= tiring
            steps.append((minutes, x, y, tired))
            pressed += at(x, lead) >= 0.5
        leads = np.arange(-MOST, MOST + 1)
        value = np.tile((leads > 0) + 0.5 * (leads == 0), self.reds + 1)
        for minutes, x, y, tired in reversed(steps):
            value = expm(self._generator(x, y, tired=tired) * minutes / 90.0) @ value
        return float(value[MOST + lead])

    def _generator(self, ours: Level, theirs: Level, *, tired: bool) -> np.ndarray:
        own, opponent = self.effects
        size = 2 * MOST + 1
        q = np.zeros((size * (self.reds + 1),) * 2)
        costs = self.costs
        for off in range(self.reds + 1):
            missing = min(off, len(self.men[0]) - 1)
            for k in range(size):
                x, y = at(ours, k - MOST), at(theirs, k - MOST)
                press = x >= 0.5
                up = self.rates[0] * np.exp(own * x + opponent * y) * self.men[0][missing]
                down = self.rates[1] * np.exp(own * y + opponent * x) * self.men[1][missing]
                if press and tired:
                    up, down = up * costs.tired_own, down * costs.tired_opponent
                down += press * costs.penalties * costs.conversion
                here = off * size + k
                moves = [(here + 1, up)] if k + 1 < size else []
                moves += [(here - 1, down)] if k > 0 else []
                moves += [(here + size, press * costs.red_cards)] if off < self.reds else []
                for to, rate in moves:
                    q[here, to] += rate
                    q[here, here] -= rate
        return q


def at(level: Level, lead: int) -> float:
    return level(lead) if callable(level) else level
