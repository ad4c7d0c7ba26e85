"""Many draws are computed in blocks: each has the value it has alone, wherever the blocks are cut."""

from __future__ import annotations

import numpy as np
import pytest

from frontfoot.goals.clock import Moment
from frontfoot.goals.forecast import BLOCK, score_distribution, values
from frontfoot.goals.rates import Rates

SIZE = 6
FULL = BLOCK // SIZE**2
LATE = Moment(2, 2640.0)


@pytest.mark.parametrize("count", [1, FULL - 1, FULL, FULL + 1, 2 * FULL, 2 * FULL + 3])
def test_values_of_many_draws_are_those_of_each(count: int) -> None:
    home, away = np.linspace(0.5, 2.5, count), np.linspace(2.0, 0.7, count)
    payoff = np.tril(np.ones((SIZE, SIZE)), -1)
    blocks = values(Rates(home, away), payoff[None], moments=[LATE])
    assert blocks.shape == (1, count, SIZE, SIZE)
    for draw in sorted({0, count // 2, min(FULL, count) - 1, min(FULL, count - 1), count - 1}):
        alone = values(Rates(float(home[draw]), float(away[draw])), payoff, moments=[LATE])
        assert blocks[:, draw] == pytest.approx(alone, abs=1e-6)


def test_distributions_of_many_draws_are_those_of_each() -> None:
    count = BLOCK // 40
    home, away = np.linspace(0.5, 2.5, count), np.linspace(2.0, 0.7, count)
    probabilities = score_distribution(Rates(home, away), LATE, (1, 0)).probabilities
    assert probabilities.shape[0] == count
    assert probabilities.sum(axis=(1, 2)) == pytest.approx(np.ones(count), abs=1e-5)
    height, width = probabilities.shape[1:]
    for draw in (0, count // 3, count // 2, count - 1):
        alone = score_distribution(Rates(float(home[draw]), float(away[draw])), LATE, (1, 0)).probabilities
        high, wide = min(height, alone.shape[0]), min(width, alone.shape[1])
        assert probabilities[draw, :high, :wide] == pytest.approx(alone[:high, :wide], abs=2e-6)
