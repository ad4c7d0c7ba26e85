"""90% intervals of single-match figures by their sample size.

They treat every pass, action or chance as made on its own. Real play is clustered, so they are, if anything, a little
narrow; the front-foot index has an interval of its own that knows this (`frontfoot.approach`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sqrt

import numpy as np

from frontfoot.core.intervals import Z90, wilson
from frontfoot.reports.headline import goal_counts


def passes_per_action(passes: float, actions: float) -> tuple[float, float]:
    """90% interval of PPDA: Wilson's for the share of actions among passes and actions, turned into the ratio."""
    low, high = wilson(actions, passes + actions, Z90)
    return (1 - high) / high if high > 0 else float("inf"), (1 - low) / low if low > 0 else float("inf")


def mean(values: Sequence[float]) -> tuple[float, float] | None:
    """90% interval of a mean, normal approximation; None for fewer than ten values."""
    if len(values) < 10:
        return None
    middle, spread = float(np.mean(values)), float(np.std(values, ddof=1)) / sqrt(len(values))
    return middle - Z90 * spread, middle + Z90 * spread


def poisson(expected: float) -> tuple[int, int]:
    """The middle 90% of a Poisson count with this mean.

    >>> poisson(0.2), poisson(3.0)
    ((0, 1), (1, 6))
    """
    ends, count, term = [], 0, exp(-expected)
    below = term
    for quantile in (0.05, 0.95):
        while below < quantile:
            count += 1
            term *= expected / count
            below += term
        ends.append(count)
    return ends[0], ends[1]


def goals(chances: Sequence[float]) -> tuple[float, float]:
    """The middle 90% of the goals that these chances give (exact, Poisson-binomial)."""
    below = np.cumsum(goal_counts(chances))
    return float(np.searchsorted(below, 0.05)), float(np.searchsorted(below, 0.95))
