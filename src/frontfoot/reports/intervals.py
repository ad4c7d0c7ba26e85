"""90% intervals of single-match figures, for the sample they rest on.

They treat every pass, action or chance as made on its own. Real play is clustered, so they are, if anything, a little
narrow; the front-foot index has an interval of its own that knows this (`frontfoot.approach`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sqrt

import numpy as np

from frontfoot.approach.front_foot import Z90
from frontfoot.reports.headline import goal_counts


def share(successes: float, trials: float) -> tuple[float, float]:
    """Wilson's 90% interval of a share (E. B. Wilson, JASA 22, 1927).

    >>> low, high = share(8, 10)
    >>> round(low, 3), round(high, 3)
    (0.541, 0.931)
    """
    if trials <= 0:
        return 0.0, 1.0
    rate, square = successes / trials, Z90**2
    centre = (rate + square / (2 * trials)) / (1 + square / trials)
    half = Z90 * sqrt(rate * (1 - rate) / trials + square / (4 * trials**2)) / (1 + square / trials)
    return max(0.0, centre - half), min(1.0, centre + half)


def passes_per_action(passes: float, actions: float) -> tuple[float, float]:
    """90% interval of PPDA: Wilson's for the share of actions among passes and actions, turned into the ratio."""
    low, high = share(actions, passes + actions)
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
