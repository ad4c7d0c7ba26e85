"""Distributions of scores behind one fit: Poisson, Dixon-Coles, bivariate Poisson, negative binomial.

Every distribution has its value and exact derivatives. A sample holds matches grouped by pairing (home, away,
competition, ground): every likelihood here depends on the scores of a pairing only through a few weighted sums, so tens
of thousands of matches become a few thousand rows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError

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


class Likelihood(ABC):
    """A distribution of scores given two log rates and at most one extra parameter.

    Attributes:
        name: as `fit` takes it.
        extra: name of the extra parameter as reported; empty when there is none.
        start: where the extra parameter starts.
        whole_scores: rows must be split by score as well.
        weak_prior: mean and standard deviation of a weak normal prior on the extra parameter; None for no prior.
    """

    name: str
    extra: str = ""
    start: float = 0.0
    whole_scores: bool = False
    weak_prior: tuple[float, float] | None = None

    @abstractmethod
    def derivatives(self, sample: Sample, log_home: Array, log_away: Array, theta: float) -> Derivatives:
        """Value and derivatives; the value is -inf where the parameters give a seen score no probability."""

    def means(self, home: Array, away: Array, theta: float) -> tuple[Array, Array]:
        """Expected goals of both sides from the two rates: the rates themselves unless a likelihood has more."""
        return home, away

    def side(self, rates: Rates, theta: float, size: int) -> Array:
        """Probabilities of 0, ..., size - 1 goals of one side for each rate, shape (n, size); Poisson by default."""
        return poisson_rows(rates, size)

    def matrix(self, home: Rates, away: Rates, theta: float, size: int) -> Array:
        """Probabilities of the scores 0-0 to (size-1)-(size-1), home goals in rows; larger scores are left out.

        Rates are two numbers, or two arrays of draws of shape (n,) over which the probabilities are averaged. By
        default the goals of the two sides are independent.
        """
        rows, columns = self.side(home, theta, size), self.side(away, theta, size)
        result: Array = rows.T @ columns / len(rows)
        return result


def poisson_rows(rates: Rates, size: int) -> Array:
    """Poisson probabilities of 0, ..., size - 1 goals for each rate, shape (n, size)."""
    each = np.atleast_1d(rates)[:, None]
    goals = np.arange(size)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, size)))))
    result: Array = np.exp(goals * np.log(each) - each - factorials)
    return result


class Poisson(Likelihood):
    """Goals of the two sides are independent Poisson numbers (Maher 1982, Statistica Neerlandica 36)."""

    name = "poisson"

    def derivatives(self, sample: Sample, log_home: Array, log_away: Array, theta: float) -> Derivatives:
        """l = x eta_h - exp(eta_h) + y eta_a - exp(eta_a) - log x! - log y!, summed with weights."""
        home, away = sample.weight * np.exp(log_home), sample.weight * np.exp(log_away)
        value = sample.home_goals @ log_home + sample.away_goals @ log_away - home.sum() - away.sum()
        return Derivatives(
            value=float(value) - sample.constant,
            h=sample.home_goals - home,
            a=sample.away_goals - away,
            hh=-home,
            ha=np.zeros_like(home),
            aa=-away,
        )


class DixonColes(Poisson):
    """Poisson goals with low scores corrected by tau (Dixon and Coles 1997, Applied Statistics 46).

    tau(0,0) = 1 - lambda mu rho, tau(0,1) = 1 + lambda rho, tau(1,0) = 1 + mu rho, tau(1,1) = 1 - rho.
    """

    name = "dixon_coles"
    extra = "rho"
    start = -0.05
    # Without low scores rho is not identified; a season of 380 matches outweighs this prior sixteen to one.
    weak_prior = (-0.05, 0.2)

    def derivatives(self, sample: Sample, log_home: Array, log_away: Array, theta: float) -> Derivatives:
        """Those of the Poisson likelihood and, exactly, those of log tau."""
        rho = theta
        base = super().derivatives(sample, log_home, log_away, theta)
        w00, w01, w10, w11 = sample.low
        home, away = np.exp(log_home), np.exp(log_away)
        product = home * away
        t00, t01, t10, t11 = 1.0 - rho * product, 1.0 + rho * home, 1.0 + rho * away, 1.0 - rho
        # Only scores that were seen have to be possible: at a rate of 15 goals no correction but 0 leaves all of them
        # so, and the search would end at that edge, short of a maximum.
        t00, t01, t10 = (np.where(w > 0.0, t, 1.0) for w, t in ((w00, t00), (w01, t01), (w10, t10)))
        if t11 <= 0.0 or t00.min() <= 0.0 or t01.min() <= 0.0 or t10.min() <= 0.0:
            return Derivatives(-np.inf, base.h, base.a, base.hh, base.ha, base.aa, 0.0, -1.0, base.ha, base.ha)
        s11 = w11.sum()
        value = w00 @ np.log(t00) + w01 @ np.log(t01) + w10 @ np.log(t10) + s11 * np.log(t11)
        # Of w log tau: first derivative by rho, and by rho and a log rate that the tau depends on.
        r00, r01, r10 = -w00 * product / t00, w01 * home / t01, w10 * away / t10
        m00, m01, m10 = r00 / t00, r01 / t01, r10 / t10
        return Derivatives(
            value=base.value + float(value),
            h=base.h + rho * (r00 + r01),
            a=base.a + rho * (r00 + r10),
            hh=base.hh + rho * (m00 + m01),
            ha=rho * m00,
            aa=base.aa + rho * (m00 + m10),
            t=float(r00.sum() + r01.sum() + r10.sum() - s11 / t11),
            tt=float(m00 @ product - m01 @ home - m10 @ away - s11 / t11**2),
            ht=m00 + m01,
            at=m00 + m10,
        )

    def matrix(self, home: Rates, away: Rates, theta: float, size: int) -> Array:
        """The four low scores corrected; a correction that would turn a probability negative stops at zero."""
        scores = super().matrix(home, away, theta, size)
        one, other = np.atleast_1d(home), np.atleast_1d(away)
        low = np.maximum(np.maximum(-1.0 / one, -1.0 / other), -1.0)
        rho = np.minimum(np.maximum(theta, low), np.minimum(1.0 / (one * other), 1.0))
        # Each low score moves by rho lambda mu exp(-lambda - mu), up or down.
        moved = float((rho * one * other * np.exp(-one - other)).mean())
        scores[:2, :2] += moved * np.array([[-1.0, 1.0], [1.0, -1.0]])
        return np.maximum(scores, 0.0)


class BivariatePoisson(Likelihood):
    """A common part lifts the goals of both sides (Karlis and Ntzoufras 2003, The Statistician 52).

    X = U + C, Y = V + C with U, V, C independent Poisson numbers.
    The log rates are those of U and V; the extra parameter is the log rate of C.
    """

    name = "bivariate_poisson"
    extra = "log_common"
    start = -2.5
    whole_scores = True
    # A common part of zero is the border of the model, where log rates run off.
    weak_prior = (-2.5, 1.5)

    def derivatives(self, sample: Sample, log_home: Array, log_away: Array, theta: float) -> Derivatives:
        """Through the mean m and variance v of C given the scores: d/d eta_h = x - m - lambda, second ones add v."""
        weight = sample.weight
        x, y = np.rint(sample.home_goals / weight), np.rint(sample.away_goals / weight)
        home, away, common = np.exp(log_home), np.exp(log_away), float(np.exp(theta))
        ratio = theta - log_home - log_away
        terms = [np.zeros_like(x)]
        with np.errstate(divide="ignore"):
            for c in range(int(np.minimum(x, y).max(initial=0.0))):
                # From c to c + 1 common goals: lambda_c (x - c)(y - c) / (lambda mu (c + 1)).
                step = np.log(np.maximum(x - c, 0.0)) + np.log(np.maximum(y - c, 0.0)) - np.log(c + 1.0)
                terms.append(terms[-1] + ratio + step)
        logs = np.stack(terms)
        top = logs.max(axis=0)
        likely = np.exp(logs - top)
        total = likely.sum(axis=0)
        likely /= total
        counts = np.arange(len(terms), dtype=float)
        mean = counts @ likely
        spread = weight * (counts**2 @ likely - mean**2)
        lost = weight * (home + away + common)
        value = (
            sample.home_goals @ log_home + sample.away_goals @ log_away - lost.sum() + weight @ (top + np.log(total))
        )
        return Derivatives(
            value=float(value) - sample.constant,
            h=weight * (x - mean - home),
            a=weight * (y - mean - away),
            hh=spread - weight * home,
            ha=spread,
            aa=spread - weight * away,
            t=float(weight @ (mean - common)),
            tt=float(spread.sum() - common * weight.sum()),
            ht=-spread,
            at=-spread,
        )

    def means(self, home: Array, away: Array, theta: float) -> tuple[Array, Array]:
        """The own part and the common part."""
        common = float(np.exp(theta))
        return home + common, away + common

    def matrix(self, home: Rates, away: Rates, theta: float, size: int) -> Array:
        """Convolution of the independent scores with the common part along the diagonal."""
        own = super().matrix(home, away, theta, size)
        scores = np.zeros_like(own)
        for c, likely in enumerate(poisson_rows(float(np.exp(theta)), size)[0]):
            scores[c:, c:] += likely * own[: size - c, : size - c]
        return scores


class NegativeBinomial(Likelihood):
    """Independent goals with more spread than Poisson (Reep, Pollard and Benjamin 1971, JRSS A 134).

    Mean lambda and size k: variance lambda + lambda^2 / k. The extra parameter is log k.
    """

    name = "negative_binomial"
    extra = "log_size"
    start = 4.0
    # League goals are hardly more spread than Poisson: without a prior log k runs off to infinity.
    weak_prior = (4.0, 1.5)

    def derivatives(self, sample: Sample, log_home: Array, log_away: Array, theta: float) -> Derivatives:
        """l = log G(x+k)/G(k) + k log k + x eta - (x+k) log(lambda+k) - log x!, for both sides."""
        k = float(np.exp(theta))
        # log G(x+k)/G(k) = sum over j < x of log(k+j): each j counts every side with more than j goals.
        more = sample.histogram[::-1].cumsum()[::-1][1:]
        steps = k + np.arange(len(more))
        value = float(more @ np.log(steps)) - sample.constant
        first, second = float((more / steps).sum()), -float((more / steps**2).sum())
        by_side: list[tuple[Array, Array, Array]] = []
        for log_rate, goals in ((log_home, sample.home_goals), (log_away, sample.away_goals)):
            rate = np.exp(log_rate)
            both, total = rate + k, goals + sample.weight * k
            value += float(goals @ log_rate + k * np.log(k) * sample.weight.sum() - total @ np.log(both))
            share = (goals - sample.weight * rate) / both
            by_side.append((goals - total * rate / both, -total * rate * k / both**2, k * share * rate / both))
            first += float((sample.weight * (np.log(k / both) + 1.0) - total / both).sum())
            second += float((sample.weight * (1.0 / k - 1.0 / both) + share / both).sum())
        (h, hh, ht), (a, aa, at) = by_side
        return Derivatives(
            value, h, a, hh, np.zeros_like(hh), aa, t=k * first, tt=k * k * second + k * first, ht=ht, at=at
        )

    def side(self, rates: Rates, theta: float, size: int) -> Array:
        """Negative binomial probabilities of 0, ..., size - 1 goals for each rate, shape (n, size)."""
        k, goals, each = float(np.exp(theta)), np.arange(size), np.atleast_1d(rates)[:, None]
        ways = np.concatenate(([0.0], np.cumsum(np.log((k + goals[:-1]) / goals[1:]))))
        result: Array = np.exp(ways + k * np.log(k / (each + k)) + goals * np.log(each / (each + k)))
        return result


LIKELIHOODS: Final[dict[str, Likelihood]] = {
    each.name: each for each in (Poisson(), DixonColes(), BivariatePoisson(), NegativeBinomial())
}


def likelihood(name: str) -> Likelihood:
    """The likelihood with this name.

    Raises:
        InputError: there is no likelihood with that name.

    >>> likelihood("poisson").matrix(1.5, 1.2, 0.0, 2).round(3).tolist()
    [[0.067, 0.081], [0.101, 0.121]]
    """
    if name not in LIKELIHOODS:
        raise InputError(
            f"There is no likelihood '{name}'", place="likelihood", remedy=f"Choose one of {', '.join(LIKELIHOODS)}"
        )
    return LIKELIHOODS[name]
