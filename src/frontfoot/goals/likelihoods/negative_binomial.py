"""Independent negative binomial goals: more spread than Poisson (Reep, Pollard and Benjamin 1971, JRSS A 134)."""

from __future__ import annotations

import numpy as np

from frontfoot.goals.likelihoods.base import Array, Derivatives, Rates, Sample


class NegativeBinomial:
    """Mean lambda and size k: variance lambda + lambda^2 / k. The extra parameter is log k."""

    name = "negative_binomial"
    extra = "log_size"
    start = 4.0
    whole_scores = False
    # League goals are hardly more spread than Poisson: without a prior log k runs off to infinity.
    weak_prior: tuple[float, float] | None = (4.0, 1.5)

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

    def means(self, home: Array, away: Array, theta: float) -> tuple[Array, Array]:
        """The rates themselves."""
        return home, away

    def matrix(self, home: Rates, away: Rates, theta: float, size: int) -> Array:
        """Product of two negative binomial distributions."""
        k = float(np.exp(theta))
        goals = np.arange(size)
        ways = np.concatenate(([0.0], np.cumsum(np.log((k + goals[:-1]) / goals[1:]))))
        one, other = (np.atleast_1d(rate)[:, None] for rate in (home, away))
        rows, columns = (
            np.exp(ways + k * np.log(k / (rate + k)) + goals * np.log(rate / (rate + k))) for rate in (one, other)
        )
        result: Array = rows.T @ columns / len(rows)
        return result
