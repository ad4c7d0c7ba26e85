"""Poisson goals with the low-score correction of Dixon and Coles (1997, Applied Statistics 46)."""

from __future__ import annotations

import numpy as np

from frontfoot.goals.likelihoods.base import Array, Derivatives, Rates, Sample
from frontfoot.goals.likelihoods.poisson import Poisson


class DixonColes(Poisson):
    """tau(0,0) = 1 - lambda mu rho, tau(0,1) = 1 + lambda rho, tau(1,0) = 1 + mu rho, tau(1,1) = 1 - rho."""

    name = "dixon_coles"
    extra = "rho"
    start = -0.05
    # Without low scores rho is not identified; a season of 380 matches outweighs this prior sixteen to one.
    weak_prior: tuple[float, float] | None = (-0.05, 0.2)

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
