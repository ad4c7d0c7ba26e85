"""`maximise`: Newton's method with the exact Hessian, which also gives the Laplace covariance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.core.errors import FrontfootError
from frontfoot.core.late import lapack
from frontfoot.goals.likelihoods import Array, Derivatives, Index, Likelihood, Sample
from frontfoot.goals.strengths.prior import Layout


@dataclass(frozen=True, slots=True)
class Maximum:
    """A maximum of log-likelihood plus log prior.

    Attributes:
        parameters: the vector, as the layout orders it.
        log_likelihood: of the weighted sample at the maximum, the prior left out.
        precision: minus the Hessian there; its inverse is the Laplace covariance.
        steps: Newton steps taken.
        gradient: largest absolute component of the gradient left.
    """

    parameters: Array
    log_likelihood: float
    precision: Array
    steps: int
    gradient: float


@dataclass(frozen=True, slots=True)
class _Scatter:
    """For each row, the four parameters in the home side's log rate and the four in the away side's, with signs.

    `where` and `products` are the places and signs of the Hessian's three blocks (home-home, mixed, away-away), the
    same in every step.
    """

    at: tuple[Index, Index]
    signs: tuple[Array, Array]
    where: Index
    products: tuple[Array, Array, Array]

    @classmethod
    def of(cls, sample: Sample, layout: Layout) -> _Scatter:
        n = layout.clubs
        level, home = layout.level + sample.competition, layout.home + sample.competition
        ones = np.ones_like(sample.advantage)
        at = (
            np.stack([sample.home, n + sample.away, level, home]),
            np.stack([sample.away, n + sample.home, level, home]),
        )
        signs = (np.stack([ones, -ones, ones, sample.advantage]), np.stack([ones, -ones, ones, -sample.advantage]))
        where, products = [], []
        for p, q in ((0, 0), (0, 1), (1, 1)):
            where.append((at[p][:, None, :] * layout.size + at[q][None, :, :]).ravel())
            # The Hessian is this plus its transpose: blocks on its diagonal come twice, the mixed one once.
            products.append(signs[p][:, None, :] * signs[q][None, :, :] * (1.0 if p != q else 0.5))
        return cls(at, signs, np.concatenate(where), (products[0], products[1], products[2]))

    def log_rates(self, parameters: Array) -> tuple[Array, Array]:
        home, away = (
            np.einsum("ir,ir->r", parameters[at], signs) for at, signs in zip(self.at, self.signs, strict=True)
        )
        return home, away

    def collect(self, d: Derivatives, layout: Layout) -> tuple[Array, Array]:
        """Gradient and minus Hessian of the log-likelihood in the parameters."""
        size, t = layout.size, layout.extra
        gradient = np.zeros(size)
        for at, signs, values in zip(self.at, self.signs, (d.h, d.a), strict=True):
            gradient += np.bincount(at.ravel(), (signs * values).ravel(), size)
        blocks = [(signs * values).ravel() for signs, values in zip(self.products, (d.hh, d.ha, d.aa), strict=True)]
        half = np.bincount(self.where, np.concatenate(blocks), size * size).reshape(size, size)
        hessian: Array = (half + half.T).astype(np.float64, copy=False)
        if d.ht is not None and d.at is not None:
            for at, signs, values in zip(self.at, self.signs, (d.ht, d.at), strict=True):
                column = np.bincount(at.ravel(), (signs * values).ravel(), size)
                hessian[:, t] += column
                hessian[t, :] += column
            gradient[t] += d.t
            hessian[t, t] += d.tt
        return gradient, -hessian


def maximise(
    sample: Sample, layout: Layout, likelihood: Likelihood, start: Array, precision: Array, linear: Array
) -> Maximum:
    """Climb from `start` to the maximum of the log-likelihood and the prior -1/2 x'Px + b'x.

    Steps are Newton's, halved until the value rises; a Hessian that is not negative definite far from the maximum is
    lifted on its diagonal. The end is reached when the next step would gain less than 1e-9 in log-likelihood.

    Raises:
        FrontfootError: the maximum is not reached, which real results do not bring about.
    """
    scatter = _Scatter.of(sample, layout)
    free = np.ones(layout.size, dtype=bool)
    free[layout.extra] = bool(likelihood.extra)

    def value_at(x: Array) -> tuple[float, Derivatives]:
        d = likelihood.derivatives(sample, *scatter.log_rates(x), float(x[layout.extra]))
        return d.value + float(-0.5 * x @ precision @ x + linear @ x), d

    x = start.copy()
    value, d = value_at(x)
    for step_number in range(60):
        gradient, curvature = scatter.collect(d, layout)
        gradient += linear - precision @ x
        curvature += precision
        if not likelihood.extra:
            curvature[layout.extra, layout.extra] = 1.0
            gradient[layout.extra] = 0.0
        step = _solve(curvature, gradient)
        if 0.5 * float(gradient @ step) < 1e-9:
            return Maximum(x, d.value, curvature, step_number, float(np.abs(gradient).max()))
        length = 1.0
        while True:
            new_value, new_d = value_at(x + length * step)
            if new_value > value - 1e-12:
                break
            length *= 0.5
            if length < 1e-9:
                raise FrontfootError(
                    "The fit of strengths does not rise any more", place="results", remedy="Check their scores"
                )
        x, value, d = x + length * step, new_value, new_d
    raise FrontfootError(
        "The fit of strengths does not converge in 60 steps", place="results", remedy="Check their scores"
    )


def _solve(curvature: Array, gradient: Array) -> Array:
    """The Newton step; the curvature is lifted until it is positive definite."""
    lift = 0.0
    while True:
        lifted = curvature + lift * np.eye(len(curvature)) if lift else curvature
        _, step, failed = lapack.dposv(lifted, gradient)
        if not failed:
            result: Array = step
            return result
        lift = max(4.0 * lift, 1e-3 * float(np.abs(np.diag(curvature)).max()))
