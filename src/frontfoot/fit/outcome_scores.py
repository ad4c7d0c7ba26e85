"""Scores of forecasts of home win, draw and away win, match by match, and their calibration."""

from __future__ import annotations

import numpy as np

from frontfoot.core.arrays import Floats, Ints


def ranked_probability(forecasts: Floats, ended: Ints) -> Floats:
    """The ranked probability score of each match (Epstein 1969), shape (n,); 0 is a perfect forecast.

    Args:
        forecasts: probabilities of home win, draw and away win, shape (n, 3).
        ended: 0 home win, 1 draw, 2 away win, shape (n,).

    >>> ranked_probability(np.array([[1.0, 0.0, 0.0], [0.5, 0.3, 0.2]]), np.array([0, 1])).round(3).tolist()
    [0.0, 0.145]
    """
    gap = np.cumsum(forecasts - np.eye(3)[ended], axis=1)[:, :2]
    return np.asarray((gap**2).sum(axis=1) / 2.0)


def calibration_error(probabilities: Floats, happened: Floats) -> float:
    """Expected calibration error: mean distance of frequency and probability in ten bins of equal width.

    Args:
        probabilities: of any events, any shape.
        happened: 1 if the event happened, else 0, of the same shape.

    >>> calibration_error(np.array([0.25, 0.25, 0.25, 0.25]), np.array([1.0, 0.0, 0.0, 0.0]))
    0.0
    """
    probability = probabilities.ravel()
    bins = np.minimum((probability * 10).astype(int), 9)
    gap = np.abs(np.bincount(bins, probability, minlength=10) - np.bincount(bins, happened.ravel(), minlength=10))
    return float(gap.sum() / len(probability))
