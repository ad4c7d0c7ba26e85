"""`Likelihood`: base class of the distributions of scores, with value and exact derivatives for the fit.

A sample holds matches grouped by pairing (home, away, competition, ground): every likelihood here depends on the scores
of a pairing only through a few weighted sums, so tens of thousands of matches become a few thousand rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Rates = float | Array


@dataclass(frozen=True, slots=True)
class Sample:
    """Weighted results, one row a pairing (a pairing and a score for likelihoods that need whole scores).

    Attributes:
        home, away: index of the club, shape (rows,).
        competition: index of the competition, shape (rows,).
        advantage: +1/2 where the home side is at home, 0 on neutral ground, shape (rows,).
        weight: sum of the weights of the matches, shape (rows,).
        home_goals, away_goals: weighted sums of goals, shape (rows,).
        low: weights of the scores 0-0, 0-1, 1-0 and 1-1, shape (4, rows).
        histogram: weight of a side scoring 0, 1, 2, ... goals, both sides together.
        constant: weighted sum of log x! + log y!.
    """

    home: Index
    away: Index
    competition: Index
    advantage: Array
    weight: Array
    home_goals: Array
    away_goals: Array
    low: Array
    histogram: Array
    constant: float


@dataclass(frozen=True, slots=True)
class Derivatives:
    """Log-likelihood with derivatives by the two log rates (h, a) of each row and by the extra parameter (t)."""

    value: float
    h: Array
    a: Array
    hh: Array
    ha: Array
    aa: Array
    t: float = 0.0
    tt: float = 0.0
    ht: Array | None = None
    at: Array | None = None


class Likelihood(Protocol):
    """A distribution of scores given two log rates and at most one extra parameter.

    Attributes:
        name: as `fit` takes it.
        extra: name of the extra parameter as reported; empty when there is none.
        start: where the extra parameter starts.
        whole_scores: rows must be split by score as well.
        weak_prior: mean and standard deviation of a weak normal prior on the extra parameter; None for no prior.
    """

    name: str
    extra: str
    start: float
    whole_scores: bool
    weak_prior: tuple[float, float] | None

    def derivatives(self, sample: Sample, log_home: Array, log_away: Array, theta: float) -> Derivatives:
        """Value and derivatives; the value is -inf where the parameters give a seen score no probability."""
        ...

    def means(self, home: Array, away: Array, theta: float) -> tuple[Array, Array]:
        """Expected goals of both sides from the two rates."""
        ...

    def matrix(self, home: Rates, away: Rates, theta: float, size: int) -> Array:
        """Probabilities of the scores 0-0 to (size-1)-(size-1), home goals in rows; what lies beyond is left out.

        Rates are two numbers, or two arrays of draws of shape (n,) over which the probabilities are averaged.
        """
        ...


def poisson_rows(rates: Rates, size: int) -> Array:
    """Poisson probabilities of 0, ..., size - 1 goals for each rate, shape (n, size)."""
    each = np.atleast_1d(rates)[:, None]
    goals = np.arange(size)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, size)))))
    result: Array = np.exp(goals * np.log(each) - each - factorials)
    return result
