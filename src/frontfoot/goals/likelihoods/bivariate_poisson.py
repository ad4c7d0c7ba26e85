"""Bivariate Poisson goals (Karlis and Ntzoufras 2003, The Statistician 52): a common part lifts both sides' goals."""

from __future__ import annotations

import numpy as np

from frontfoot.goals.likelihoods.base import Array, Derivatives, Rates, Sample, poisson_rows


class BivariatePoisson:
    """X = U + C, Y = V + C with U, V, C independent Poisson numbers.

    The log rates are those of U and V; the extra parameter is the log rate of C.
    """

    name = "bivariate_poisson"
    extra = "log_common"
    start = -2.5
    whole_scores = True
    # A common part of zero is the border of the model, where log rates run off.
    weak_prior: tuple[float, float] | None = (-2.5, 1.5)

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
        rows, columns = poisson_rows(home, size), poisson_rows(away, size)
        own = rows.T @ columns / len(rows)
        scores = np.zeros_like(own)
        for c, likely in enumerate(poisson_rows(float(np.exp(theta)), size)[0]):
            scores[c:, c:] += likely * own[: size - c, : size - c]
        return scores
