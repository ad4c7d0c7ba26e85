"""Mixtures of normal distributions, of a number and of a pair: exact chances, means, quantiles and losses."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats

POINT = 1e-12
"""A component narrower than this is treated as a point, and a value closer than this as equal to it."""
_BISECTIONS = 80
_WIDEST = 9.0
"""Errors to either side of a mean beyond which nothing of a component is looked for."""


@dataclass(frozen=True, slots=True)
class NormalMixture:
    """A mixture of normal distributions of one number.

    Attributes:
        weights: of the components; they sum to 1.
        means, errors: of each component; an error of 0 is a point.
    """

    weights: tuple[float, ...]
    means: tuple[float, ...]
    errors: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean."""
        return math.fsum(w * m for w, m in zip(self.weights, self.means, strict=True))

    def below(self, value: float) -> float:
        """Probability of less than `value`; half the weight of a point at `value` counts.

        >>> NormalMixture((1.0,), (0.0,), (0.0,)).below(0.0)
        0.5
        """
        return math.fsum(
            w * (_below((value - m) / e) if e > POINT else 0.5 + 0.5 * _sign(value - m))
            for w, m, e in zip(self.weights, self.means, self.errors, strict=True)
        )

    def quantile(self, share: float) -> float:
        """The value below which lies `share` of the distribution, by bisection.

        >>> round(NormalMixture((1.0,), (2.0,), (3.0,)).quantile(0.95), 6)
        6.934561
        """
        low = min(m - _WIDEST * e for m, e in zip(self.means, self.errors, strict=True))
        high = max(m + _WIDEST * e for m, e in zip(self.means, self.errors, strict=True))
        for _ in range(_BISECTIONS):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return 0.5 * (low + high)

    @property
    def gain(self) -> float:
        """Expected value of the positive part, E max(x, 0): what is lost on average by not taking x.

        >>> round(NormalMixture((1.0,), (0.0,), (1.0,)).gain, 6)
        0.398942
        """
        parts = []
        for weight, mean, error in zip(self.weights, self.means, self.errors, strict=True):
            if error > POINT:
                z = mean / error
                parts.append(weight * (mean * _below(z) + error * math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)))
            else:
                parts.append(weight * max(mean, 0.0))
        return math.fsum(parts)

    def moved(self, by: float) -> NormalMixture:
        """The distribution of x + by."""
        return NormalMixture(self.weights, tuple(mean + by for mean in self.means), self.errors)

    def negative(self) -> NormalMixture:
        """The distribution of -x."""
        return NormalMixture(self.weights, tuple(-mean for mean in self.means), self.errors)


@dataclass(frozen=True, eq=False)
class PairMixture:
    """A mixture of normal distributions of a pair of numbers (balance, total).

    Attributes:
        weights: shape (K,).
        means: shape (K, 2).
        covariances: shape (K, 2, 2).
    """

    weights: Floats
    means: Floats
    covariances: Floats

    @property
    def mean(self) -> Floats:
        """The mean pair, shape (2,)."""
        return np.asarray(self.weights @ self.means)

    @property
    def covariance(self) -> Floats:
        """The covariance of the whole mixture, shape (2, 2)."""
        apart = self.means - self.mean
        inside = self.covariances + apart[:, :, None] * apart[:, None, :]
        return np.asarray(np.tensordot(self.weights, inside, axes=1))

    @property
    def errors(self) -> Floats:
        """Standard deviations of the pair, shape (2,)."""
        return np.sqrt(np.diag(self.covariance))

    def along(self, value: float, gradient: Floats) -> NormalMixture:
        """The distribution of value + gradient . (pair - mean).

        Args:
            value: at the mean.
            gradient: shape (2,).
        """
        means = value + (self.means - self.mean) @ gradient
        variances = np.einsum("i,kij,j->k", gradient, self.covariances, gradient)
        return NormalMixture(
            tuple(map(float, self.weights)),
            tuple(map(float, means)),
            tuple(map(float, np.sqrt(np.maximum(variances, 0.0)))),
        )


def _below(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def _sign(value: float) -> float:
    return math.copysign(1.0, value) if abs(value) > POINT else 0.0
