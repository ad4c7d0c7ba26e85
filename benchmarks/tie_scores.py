"""Calibration of the odds of ties: parts of `benchmarks.ties`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def row(*cells: str) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"


def calibration_error(odds: Array, truth: Array) -> float:
    """Expected calibration error in ten bins of equal width."""
    bins = np.minimum((odds * 10).astype(int), 9)
    error = 0.0
    for k in range(10):
        inside = bins == k
        if inside.any():
            error += inside.mean() * abs(odds[inside].mean() - truth[inside].mean())
    return float(error)


def perfect_error(odds: Array, rng: np.random.Generator, draws: int = 1000) -> tuple[float, float]:
    """Mean and 95% point of the calibration error if these odds were exactly right."""
    errors = [calibration_error(odds, (rng.random(len(odds)) < odds).astype(float)) for _ in range(draws)]
    return float(np.mean(errors)), float(np.quantile(errors, 0.95))
