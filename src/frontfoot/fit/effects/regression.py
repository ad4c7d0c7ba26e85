"""Quasi-Poisson regression with shrunk effects and errors clustered by match.

Expected goals of a spell are non-negative with a variance that grows with the mean; the log-linear estimating equation

    sum over rows of x (y - exp(x'b)) = penalty b

is consistent whenever the mean is right (Gourieroux, Monfort and Trognon 1984), whatever the variance. Errors come
from the sandwich over matches (Liang and Zeger 1986), so that spells of one match may depend on each other in any way.

With a free effect of every side of every match (`within`), that effect is eliminated from the likelihood: given the
other parameters, its estimate for a series is log(sum y / sum mean), so that it is no parameter of the iteration
(Hausman, Hall and Griliches 1984), and spells of one side in one match are compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import FrontfootError


@dataclass(frozen=True, eq=False)
class Regression:
    """A fitted log-linear mean.

    Attributes:
        beta: coefficients, shape (P,).
        covariance: of `beta`, by the sandwich over clusters, shape (P, P).
        dispersion: Pearson chi-square per degree of freedom.
        variances: of each group of shrunk effects.
        influence: of each cluster on `beta`, shape (clusters, P): minus the change of `beta` without the cluster.
    """

    beta: Floats
    covariance: Floats
    dispersion: float
    variances: tuple[float, ...]
    influence: Floats


@dataclass(frozen=True, eq=False)
class Group:
    """An effect of each member of a group (an attack of every team), normal around zero.

    Attributes:
        code: the member each row belongs to, shape (R,).
        size: number of members.
    """

    code: NDArray[np.intp]
    size: int


@dataclass(frozen=True, eq=False)
class Design:
    """Rows of a regression: columns, and groups whose dummies are implicit.

    Attributes:
        x: shape (R, P).
        groups: of shrunk effects.
        penalty: known prior precision of each column, shape (P,); 0 for none.
    """

    x: Floats
    groups: tuple[Group, ...]
    penalty: Floats

    @property
    def size(self) -> int:
        """Number of coefficients: columns, then the members of each group."""
        return int(self.x.shape[1]) + sum(group.size for group in self.groups)

    def linear(self, beta: Floats) -> Floats:
        """X b."""
        start = self.x.shape[1]
        total = self.x @ beta[:start]
        for group in self.groups:
            total = total + beta[start : start + group.size][group.code]
            start += group.size
        return np.asarray(total)

    def sums(self, rows: Floats) -> Floats:
        """X'r."""
        return np.concatenate([self.x.T @ rows, *(np.bincount(g.code, rows, g.size) for g in self.groups)])

    def gram(self, weight: Floats) -> Floats:
        """X'WX."""
        weighted = self.x * weight[:, None]
        full = np.zeros((self.size, self.size))
        p = self.x.shape[1]
        full[:p, :p] = self.x.T @ weighted
        start = p
        for number, group in enumerate(self.groups):
            here = slice(start, start + group.size)
            for column in range(p):
                full[column, here] = np.bincount(group.code, weighted[:, column], group.size)
            full[here, :p] = full[:p, here].T
            full[here, here] = np.diag(np.bincount(group.code, weight, group.size))
            other_start = start + group.size
            for other in self.groups[number + 1 :]:
                there = slice(other_start, other_start + other.size)
                pair = np.bincount(group.code * other.size + other.code, weight, group.size * other.size)
                full[here, there] = pair.reshape(group.size, other.size)
                full[there, here] = full[here, there].T
                other_start += other.size
            start += group.size
        return full

    def cluster_sums(self, rows: Floats, cluster: NDArray[np.intp]) -> Floats:
        """X'r within each cluster, shape (clusters, size)."""
        count = int(cluster.max()) + 1
        columns = [np.bincount(cluster, self.x[:, k] * rows, count) for k in range(self.x.shape[1])]
        tables = [np.stack(columns, axis=1)]
        for group in self.groups:
            table = np.bincount(cluster * group.size + group.code, rows, count * group.size)
            tables.append(table.reshape(count, group.size))
        return np.concatenate(tables, axis=1)


def fit_rates(design: Design, y: Floats, exposure: Floats, cluster: NDArray[np.intp]) -> Regression:
    """Fit log E y = log exposure + X b.

    Variances of groups are estimated by penalised quasi-likelihood (Breslow and Clayton 1993) with the update of MacKay
    (1992): sum of squares over the effective number of effects.

    Args:
        design: columns and groups.
        y: non-negative outcomes, shape (R,).
        exposure: positive, shape (R,).
        cluster: number of the cluster (match) of each row.

    Raises:
        FrontfootError: the iteration does not converge.
    """
    beta = np.zeros(design.size)
    exposure = exposure * (y.sum() / exposure.sum())
    variances = [0.03] * len(design.groups)
    dispersion = 1.0
    for _ in range(100):
        penalty = _penalty(design, variances, dispersion)
        mean = exposure * np.exp(design.linear(beta))
        hessian = design.gram(mean)
        inverse = np.linalg.inv(hessian + np.diag(penalty))
        step = inverse @ (design.sums(y - mean) - penalty * beta)
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        moved = float(np.abs(step).max())
        if moved < 0.1:
            dispersion = float(((y - mean) ** 2 / mean).sum() / (len(y) - np.trace(inverse @ hessian)))
            start = design.x.shape[1]
            for number, group in enumerate(design.groups):
                part = slice(start, start + group.size)
                effective = float((1.0 - penalty[part] * np.diag(inverse)[part]).sum())
                variances[number] = max(float((beta[part] ** 2).sum()) / max(effective, 1e-9), 1e-5)
                start += group.size
        if moved < 1e-6:
            break
    else:
        raise FrontfootError("The regression did not settle", place="fit_rates", remedy="Drop columns that never vary")
    scores = design.cluster_sums(y - mean, cluster)
    clusters = len(np.unique(cluster))
    # The priors carry information of their own, which the sandwich would not see.
    meat = scores.T @ scores * clusters / max(clusters - 1, 1) + np.diag(
        np.where(penalty > 1e-6, dispersion * penalty, 0.0)
    )
    return Regression(beta, inverse @ meat @ inverse, dispersion, tuple(variances), scores @ inverse)


def _penalty(design: Design, variances: list[float], dispersion: float) -> Floats:
    groups = [np.full(g.size, dispersion / v) for g, v in zip(design.groups, variances, strict=True)]
    return np.concatenate([np.maximum(design.penalty * dispersion, 1e-8), *groups])


def deviances(y: Floats, mean: Floats) -> Floats:
    """Poisson deviance of each row, 2 (y log(y / mean) - y + mean); 0 log 0 is 0.

    >>> deviances(np.array([0.0, 2.0]), np.array([0.5, 2.0])).tolist()
    [1.0, 0.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.where(y > 0.0, y * np.log(y / mean), 0.0)
    return np.asarray(2.0 * (log - y + mean))


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
