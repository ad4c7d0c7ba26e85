"""The posterior of balance and total from terms of evidence with different biases, in closed form.

Every observation is linear in the pair theta = (balance, total) and in the biases that it carries:

    y = h . theta + sum of biases + error,   theta, biases and errors normal.

The sizes of the biases are uncertain too: each `Biases` is one assumption on them with a weight, and the posterior is
the mixture over the assumptions, each weighted by the likelihood of the observations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.decisions.mixture import PairMixture


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


@dataclass(frozen=True, slots=True)
class Observation:
    """One measured number.

    Attributes:
        name: of the observation; unique.
        value, error: measured and its standard error.
        balance, total: its expectation at a true balance, and at a true total, of 1.
        biases: names of its biases; two observations with the same name share the bias.
        source: the data it comes from.
    """

    name: str
    value: float
    error: float
    balance: float
    total: float
    biases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Biases:
    """One assumption on the biases: its weight, and mean and standard deviation of each bias by name."""

    weight: float
    normal: Mapping[str, tuple[float, float]]


def posterior(
    observations: Sequence[Observation],
    correlations: Mapping[tuple[str, str], float],
    prior: tuple[float, float],
    views: Sequence[Biases],
) -> PairMixture:
    """The posterior of (balance, total).

    Args:
        observations: the measured numbers; without any the result is the prior.
        correlations: of the errors of two observations, by their names; pairs with a missing observation are ignored.
        prior: standard deviations of balance and total around zero.
        views: of the biases.
    """
    count = len(observations)
    start = np.diag(np.square(prior))
    if not count:
        weights = np.array([view.weight for view in views])
        return PairMixture(weights / weights.sum(), np.zeros((len(views), 2)), np.stack([start] * len(views)))
    design = np.array([[o.balance, o.total] for o in observations])
    seen = np.array([o.value for o in observations])
    noise = _errors(observations, correlations)
    logs, means, covariances = [], [], []
    for view in views:
        names = sorted(view.normal)
        carried = np.array([[float(name in o.biases) for name in names] for o in observations])
        centre = carried @ np.array([view.normal[name][0] for name in names])
        spread = noise + carried @ np.diag([view.normal[name][1] ** 2 for name in names]) @ carried.T
        total = design @ start @ design.T + spread
        gain = start @ design.T @ np.linalg.inv(total)
        apart = seen - centre
        means.append(gain @ apart)
        covariances.append(start - gain @ design @ start)
        logs.append(np.log(view.weight) - 0.5 * (np.linalg.slogdet(total)[1] + apart @ np.linalg.solve(total, apart)))
    weights = np.exp(np.array(logs) - max(logs))
    return PairMixture(weights / weights.sum(), np.stack(means), np.stack(covariances))


def _errors(observations: Sequence[Observation], correlations: Mapping[tuple[str, str], float]) -> Floats:
    errors = np.array([o.error for o in observations])
    place = {o.name: number for number, o in enumerate(observations)}
    table = np.eye(len(errors))
    for (one, two), correlation in correlations.items():
        if one in place and two in place:
            table[place[one], place[two]] = table[place[two], place[one]] = correlation
    return np.asarray(table * np.outer(errors, errors))
