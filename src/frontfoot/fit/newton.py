"""Newton's method for log-linear Poisson regressions with normal priors."""

from __future__ import annotations

import numpy as np

from frontfoot.core.arrays import Floats


def poisson_regression(
    design: Floats, counts: Floats, exposure: Floats, prior: Floats, start: Floats
) -> tuple[Floats, Floats]:
    """Weights of highest posterior density of log mean = log exposure + design @ weights, and their standard errors.

    Args:
        design: shape (rows, weights).
        counts: shape (rows,).
        exposure: shape (rows,), positive.
        prior: precision of each weight about zero, shape (weights,); 0 for none.
        start: where the search starts, shape (weights,).
    """
    weights = start
    for _ in range(50):
        mean = exposure * np.exp(design @ weights)
        information = (design * mean[:, None]).T @ design + np.diag(prior)
        step = np.linalg.solve(information, design.T @ (counts - mean) - prior * weights)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights, np.sqrt(np.diag(np.linalg.inv(information)))
