"""Pooling of the estimates of several leagues and seasons, allowing for true differences between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from frontfoot.core.arrays import Floats


def between(values: Floats, errors: Floats) -> float:
    """Standard deviation between true values, by moments (DerSimonian and Laird 1986).

    Args:
        values, errors: estimates and their standard errors, shape (k,).

    >>> between(np.array([1.0, 1.0, 1.0]), np.array([0.5, 0.5, 0.5]))
    0.0
    """
    if len(values) < 2:
        return 0.0
    weight = errors**-2.0
    mean = float(np.average(values, weights=weight))
    surplus = float((weight * (values - mean) ** 2).sum()) - (len(values) - 1)
    scale = float(weight.sum() - (weight**2).sum() / weight.sum())
    return float(np.sqrt(max(surplus / scale, 0.0)))


def pooled(values: Sequence[float], errors: Sequence[float]) -> tuple[float, float]:
    """The mean of the true values and its standard error, allowing for differences between the true values."""
    estimates, spread = np.array(values), np.array(errors)
    apart = between(estimates, spread)
    weight = 1.0 / (spread**2 + apart**2)
    return float(np.average(estimates, weights=weight)), float(weight.sum() ** -0.5)
