"""The hierarchical estimate of a measure: windows within matches within seasons.

A ratio of sums `y` over some minutes is modelled as

    y = season + match + within + noise

with independent, normal deviations: the team's season from the league mean (covariance `team`), the match from the
season (`match`), the minutes from the match (`within`, smooth in time: an Ornstein-Uhlenbeck process whose memory
fades over `timescale` minutes) and counting noise (`noise / exposure`, with the ratio's denominator as exposure).
The data of the same side are used in turn: its other matches, the rest of the match, the window itself (normal-normal
updating; the linear Bayes estimator of Efron and Morris 1975). Without data the estimate is the league mean; with many
data it approaches the ratio of sums.

All functions work on stacks of `n` windows and `k` measures at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Variances:
    """The components of variance of `k` measures.

    Attributes:
        mean: (k,) the league mean of each ratio.
        team, match, within: (k, k) covariances of the three kinds of true deviation.
        noise: (k, k) covariance of the noise at an exposure of one.
        timescale: minutes after which a deviation within a match has faded to 1/e.
    """

    mean: Floats
    team: Floats
    match: Floats
    within: Floats
    noise: Floats
    timescale: float


@dataclass(frozen=True, slots=True, eq=False)
class WindowEvidence:
    """Sums over `n` windows.

    Attributes:
        top, bottom: (n, k) sums of numerators and denominators; a zero denominator means: not observed.
        exposure: (n, k) effective denominators (equal to `bottom` unless minutes are weighted).
        minutes: (n,) minutes of play.
        matches: (n,) number of matches of one side they come from, 0 where there is nothing.
    """

    top: Floats
    bottom: Floats
    exposure: Floats
    minutes: Floats
    matches: Floats

    @property
    def ratio(self) -> Floats:
        """(n, k) ratios of sums; NaN where not observed."""
        return np.asarray(np.divide(self.top, self.bottom, out=np.full(self.top.shape, np.nan), where=self.bottom > 0))


@dataclass(frozen=True, slots=True, eq=False)
class PooledEstimate:
    """Estimates for `n` windows.

    Attributes:
        mean: (n, k) posterior means. cov: (n, k, k) posterior covariances.
        prior: (n, k, k) covariances before any data: how much such windows differ from the league mean.
    """

    mean: Floats
    cov: Floats
    prior: Floats


def smoothness(minutes: Floats, timescale: float) -> Floats:
    """Variance of the average of a unit Ornstein-Uhlenbeck process over a stretch of `minutes`.

    2 / a^2 (a - 1 + exp(-a)) with a = minutes / timescale.

    >>> bool(abs(smoothness(np.array([1e-9]), 20.0)[0] - 1.0) < 1e-6)
    True
    """
    ratio = np.maximum(np.asarray(minutes, dtype=np.float64) / timescale, 1e-6)
    small = ratio < 1e-3
    safe = np.where(small, 1.0, ratio)
    return np.where(small, 1.0 - ratio / 3.0, 2.0 / safe**2 * (safe - 1.0 + np.exp(-safe)))


def estimate(
    variances: Variances,
    window: WindowEvidence,
    rest: WindowEvidence,
    others: WindowEvidence,
    teams: Floats | None = None,
) -> PooledEstimate:
    """Estimate the true ratios of `n` windows.

    Args:
        variances: the fitted variances.
        window: sums in the windows.
        rest: sums in the same matches outside the windows.
        others: sums in other matches of the same team and season.
        teams: (n,) number of different teams pooled in each window; 1 where None.
    """
    n = len(window.minutes)
    share = np.ones(n) if teams is None else np.maximum(teams, 1.0)
    mean = np.broadcast_to(variances.mean, window.top.shape).copy()
    cov = variances.team / share[:, None, None]
    mean, cov = _update(variances, mean, cov, others, _spread(variances, others, match=True))
    games = np.maximum(window.matches, 1.0)[:, None, None]
    cov = cov + variances.match / games
    mean, cov = _update(variances, mean, cov, rest, _spread(variances, rest, match=False))
    within = _spread(variances, window, match=False)
    cov = cov + within
    mean, cov = _update(variances, mean, cov, window, np.zeros_like(cov))
    prior = variances.team / share[:, None, None] + variances.match / games + within
    return PooledEstimate(mean, cov, prior)


def _spread(variances: Variances, evidence: WindowEvidence, *, match: bool) -> Floats:
    """Covariance of the average deviation of the observed minutes from the level above."""
    games = np.maximum(evidence.matches, 1.0)
    factor = smoothness(evidence.minutes / games, variances.timescale) / games
    spread: Floats = factor[:, None, None] * variances.within
    return spread + variances.match / games[:, None, None] if match else spread


def _update(
    variances: Variances, mean: Floats, cov: Floats, evidence: WindowEvidence, spread: Floats
) -> tuple[Floats, Floats]:
    """One normal-normal step; a measure with exposure zero carries no information, nor does its noise."""
    root = np.sqrt(np.maximum(evidence.exposure, 0.0))
    seen = root > 0.0
    # The noise of what is not observed is no part of the noise of the rest, which its correlations would narrow.
    noise = np.where(seen[:, :, None] & seen[:, None, :], variances.noise, np.eye(seen.shape[1]))
    precision = np.linalg.inv(noise) * root[:, :, None] * root[:, None, :]
    eye = np.eye(mean.shape[1])[None]
    # (noise + spread)^-1 written so that infinite noise (exposure zero) is allowed.
    precision = precision @ np.linalg.inv(eye + spread @ precision)
    observed_any = evidence.bottom > 0.0
    observed = np.divide(evidence.top, evidence.bottom, out=mean.copy(), where=observed_any)
    posterior = cov @ np.linalg.inv(eye + precision @ cov)
    posterior = (posterior + posterior.transpose(0, 2, 1)) / 2.0
    step = (posterior @ (precision @ (observed - mean)[:, :, None]))[:, :, 0]
    return mean + step, posterior
