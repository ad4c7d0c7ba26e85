"""The intervals against independent calculations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, binomtest, poisson

from frontfoot.core.intervals import Z90, wilson
from frontfoot.reports import intervals


@pytest.mark.parametrize(("successes", "trials"), [(0, 5), (3, 17), (8, 10), (38, 273), (20, 20)])
def test_share_is_wilsons(successes: int, trials: int) -> None:
    reference = binomtest(successes, trials).proportion_ci(0.90, method="wilson")
    assert wilson(successes, trials, Z90) == pytest.approx((reference.low, reference.high), abs=1e-12)


def test_share_of_nothing_is_everything() -> None:
    assert wilson(0, 0, Z90) == (0.0, 1.0)


def test_passes_per_action_turns_the_share_round() -> None:
    low, high = intervals.passes_per_action(300, 30)
    reference = binomtest(30, 330).proportion_ci(0.90, method="wilson")
    assert low == pytest.approx((1 - reference.high) / reference.high)
    assert high == pytest.approx((1 - reference.low) / reference.low)
    assert low < 10.0 < high
    assert intervals.passes_per_action(50, 0)[1] == float("inf")


def test_goals_of_equal_chances_are_binomial() -> None:
    assert intervals.goals([0.2] * 10) == (binom.ppf(0.05, 10, 0.2), binom.ppf(0.95, 10, 0.2))
    assert intervals.goals([]) == (0.0, 0.0)


def test_mean_coverage_of_the_share_interval() -> None:
    # Exact, no drawing: at single rates the coverage swings with the grid of counts, on average it must be 90%.
    counts = np.arange(61)
    ends = np.array([wilson(int(count), 60, Z90) for count in counts])
    rates = np.linspace(0.05, 0.95, 181)
    inside = (ends[:, :1] <= rates) & (rates <= ends[:, 1:])
    coverage = (binom.pmf(counts[:, None], 60, rates) * inside).sum(axis=0)
    assert abs(coverage.mean() - 0.90) < 0.01


@pytest.mark.parametrize("expected", [0.0, 0.04, 0.15, 0.27, 1.0, 3.0, 12.5])
def test_poisson_range(expected: float) -> None:
    low, high = poisson.ppf([0.05, 0.95], expected)
    # SciPy calls the quantile of a certain zero -1.
    assert intervals.poisson(expected) == (max(low, 0), max(high, 0))
