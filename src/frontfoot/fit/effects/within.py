"""The log-linear mean with a free effect of every side of every match, which is eliminated from the likelihood.

The estimate of the effect a_i of a series, given the other parameters, is log(sum y / sum mean), so that a_i is no
parameter of the iteration (Hausman, Hall and Griliches 1984): spells of one side in one match are compared.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import FrontfootError
from frontfoot.fit.effects.regression import Regression


def fit_within(
    x: Floats, y: Floats, exposure: Floats, series: NDArray[np.intp], cluster: NDArray[np.intp]
) -> Regression:
    """Fit log E y = log exposure + a[series] + x b; errors by the sandwich over clusters.

    Args:
        x: shape (R, P); coefficients of columns that do not vary within a series are 0.
        y, exposure: shape (R,).
        series, cluster: numbers of the side of a match and of the match of each row.

    Raises:
        FrontfootError: the iteration does not converge.
    """
    size = int(series.max()) + 1
    total = np.bincount(series, y, size)
    beta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], 1e-6)
    for _ in range(60):
        raw = exposure * np.exp(x @ beta)
        mean = raw * (total / np.bincount(series, raw, size))[series]
        weight = np.maximum(np.bincount(series, mean, size), 1e-12)
        centre = np.stack([np.bincount(series, mean * column, size) / weight for column in x.T], axis=1)
        inside = x - centre[series]
        hessian = inside.T @ (inside * mean[:, None])
        inverse = np.linalg.inv(hessian + np.diag(ridge))
        step = inverse @ (inside.T @ (y - mean) - ridge * beta)
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-7:
            break
    else:
        raise FrontfootError("The regression did not settle", place="fit_within", remedy="Drop columns that never vary")
    used = mean > 0.0
    free = int(used.sum()) - x.shape[1] - int((total > 0.0).sum())
    dispersion = float(((y - mean)[used] ** 2 / mean[used]).sum() / max(free, 1))
    count = int(cluster.max()) + 1
    scores = np.stack([np.bincount(cluster, column * (y - mean), count) for column in inside.T], axis=1)
    clusters = len(np.unique(cluster))
    meat = scores.T @ scores * clusters / max(clusters - 1, 1)
    return Regression(beta, inverse @ meat @ inverse, dispersion, (), scores @ inverse)
