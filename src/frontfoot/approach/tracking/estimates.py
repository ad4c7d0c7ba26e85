"""Estimates with their uncertainty: shares, means over dependent frames, times that may not be seen to the end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.intervals import Z95, wilson


@dataclass(frozen=True, slots=True)
class MeanWithInterval:
    """A number with its 95% interval and its sample size.

    Attributes:
        value, low, high: None where nothing was seen; `low` and `high` None if there is no interval.
        n: observations.
        pieces: independent pieces they came from (phases of possession).
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    pieces: int


def clustered_mean(values: NDArray[np.float64], piece: NDArray[np.int64]) -> MeanWithInterval:
    """Mean over all observations; pieces, not observations, count as independent.

    The variance of the ratio of sums over pieces: G / (G - 1) sum_g (sum_i in g (x_i - mean))^2 / n^2. Fewer than five
    pieces give no interval.

    Args:
        values: (n,), NaN left out.
        piece: (n,) which piece each observation belongs to.
    """
    finite = np.isfinite(values)
    values, piece = values[finite], piece[finite]
    n = len(values)
    if not n:
        return MeanWithInterval(None, None, None, 0, 0)
    mean = float(values.mean())
    _, number = np.unique(piece, return_inverse=True)
    sums = np.bincount(number, weights=values - mean)
    groups = len(sums)
    if groups < 5:
        return MeanWithInterval(mean, None, None, n, groups)
    half = Z95 * math.sqrt(groups / (groups - 1) * float((sums**2).sum())) / n
    return MeanWithInterval(mean, mean - half, mean + half, n, groups)


def share(hits: int, n: int) -> MeanWithInterval:
    """A share of n independent trials with its Wilson interval."""
    low, high = wilson(hits, n, Z95) if n else (None, None)
    return MeanWithInterval(hits / n if n else None, low, high, n, n)


def time_until(times: Sequence[float | None], watched: Sequence[float], horizon: float) -> MeanWithInterval:
    """Mean time until something happens, within `horizon` seconds, when some are not watched long enough.

    The restricted mean: the area under Kaplan and Meier's curve (J. Am. Stat. Assoc. 53, 1958) up to the horizon,
    with Greenwood's variance. A touch that ends before the man is pressed is censored then.

    Args:
        times: seconds until it happened, None where it was not seen to happen.
        watched: seconds each was watched.
        horizon: seconds.

    >>> time_until([1.0, 3.0], [1.0, 3.0], 4.0).value
    2.0
    """
    happened = np.array([t is not None and t <= horizon for t in times], dtype=bool)
    at = np.array([min(w if t is None else t, horizon) for t, w in zip(times, watched, strict=True)], dtype=np.float64)
    n = len(at)
    if not n:
        return MeanWithInterval(None, None, None, 0, 0)
    points = np.unique(at[happened])
    survival, terms, curve = 1.0, [], []
    for point in points:
        risk, events = int((at >= point).sum()), int((happened & (at == point)).sum())
        survival *= 1 - events / risk
        curve.append(survival)
        terms.append(events / (risk * (risk - events)) if risk > events else 0.0)
    edges = np.concatenate(([0.0], points, [horizon]))
    heights = np.concatenate(([1.0], curve))
    pieces = heights * np.diff(edges)
    value = float(pieces.sum())
    areas = [float(pieces[k + 1 :].sum()) for k in range(len(points))]
    half = Z95 * math.sqrt(sum(a * a * t for a, t in zip(areas, terms, strict=True)))
    return MeanWithInterval(value, max(0.0, value - half), min(horizon, value + half), n, n)
