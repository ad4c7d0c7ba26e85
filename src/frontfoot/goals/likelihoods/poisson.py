"""Independent Poisson goals (Maher 1982, Statistica Neerlandica 36)."""

from __future__ import annotations

import numpy as np

from frontfoot.goals.likelihoods.base import Array, Derivatives, Rates, Sample, poisson_rows


class Poisson:
    """Goals of the two sides are independent Poisson numbers."""

    name = "poisson"
    extra = ""
    start = 0.0
    whole_scores = False
    weak_prior: tuple[float, float] | None = None

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

    def means(self, home: Array, away: Array, theta: float) -> tuple[Array, Array]:
        """The rates themselves."""
        return home, away

    def matrix(self, home: Rates, away: Rates, theta: float, size: int) -> Array:
        """Product of two Poisson distributions."""
        rows, columns = poisson_rows(home, size), poisson_rows(away, size)
        result: Array = rows.T @ columns / len(rows)
        return result
