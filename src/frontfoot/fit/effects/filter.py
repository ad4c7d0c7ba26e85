"""Forecasts of each side's approach from earlier spells by the Kalman filter, for all series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.fit.effects.measurement import Measurement
from frontfoot.fit.effects.spells import ScoreSpells


@dataclass(frozen=True, eq=False)
class Levels:
    """Forecasts of approach in units, for each spell from earlier spells only.

    Attributes:
        team: the team's level from its other matches, shape (N,).
        within: the match's deviation from it, forecast from the earlier spells, shape (N, B).
        variance: of `within`, shape (N, B).
    """

    team: Floats
    within: Floats
    variance: Floats

    @property
    def forecast(self) -> Floats:
        """Team and match together, shape (N, B)."""
        return self.team[:, None] + self.within


def forecast_levels(spells: ScoreSpells, measurement: Measurement, residuals: Floats) -> tuple[Levels, Floats]:
    """Filter the residuals of `fit_measurement` (N, B, K) into forecasts; also the teams' usual measures (N, K)."""
    means = _other_matches(spells, residuals, measurement)
    team = _team_levels(means, measurement)
    within, variance = _filter(residuals - means[:, None, :], spells.counts, measurement)
    return Levels(team, within, variance), means


def _noise(counts: Floats, measurement: Measurement) -> Floats:
    return np.asarray(measurement.noise_level + measurement.noise_sampling / np.maximum(counts, 0.5))


def _other_matches(spells: ScoreSpells, residuals: Floats, measurement: Measurement) -> Floats:
    """Mean residual of the team in its other matches, shrunk by its noise, shape (N, K)."""
    seen = np.isfinite(residuals)
    weight = np.where(seen, 1.0 / _noise(spells.counts, measurement), 0.0)
    total = np.where(seen, residuals, 0.0) * weight
    size = len(spells.teams)
    sums, weights = np.zeros((size, residuals.shape[2])), np.zeros((size, residuals.shape[2]))
    np.add.at(sums, spells.team, total.sum(axis=1))
    np.add.at(weights, spells.team, weight.sum(axis=1))
    others = weights[spells.team] - weight.sum(axis=1)
    matches = np.maximum(np.bincount(spells.team, minlength=size)[spells.team] - 1, 0)
    mean = (sums[spells.team] - total.sum(axis=1)) / np.maximum(others, 1e-9)
    spread = measurement.loading**2 * (measurement.match + measurement.process) + measurement.style
    between = measurement.loading**2 * measurement.team
    reliability = between / (between + spread / np.maximum(matches, 1)[:, None])
    return np.asarray(np.where(matches[:, None] > 0, mean * reliability, 0.0))


def _team_levels(means: Floats, measurement: Measurement) -> Floats:
    weight = measurement.loading / (measurement.loading**2 * measurement.match + measurement.style)
    return np.asarray(means @ weight / (measurement.loading @ weight))


def _filter(y: Floats, counts: Floats, measurement: Measurement) -> tuple[Floats, Floats]:
    """One step ahead mean and variance of match level + process, shape (N, B) each.

    The state is (match level, process, style of each measure); measures are taken in one at a time, which needs no
    matrix inverse (Durbin and Koopman 2012, section 6.4).
    """
    series, spells, k = y.shape
    size = 2 + k
    state = np.zeros((series, size))
    start = np.concatenate([[measurement.match, measurement.process], measurement.style])
    covariance = np.broadcast_to(np.diag(start), (series, size, size)).copy()
    move = np.ones(size)
    move[1] = measurement.phi
    fresh = measurement.process * (1.0 - measurement.phi**2)
    noise = _noise(counts, measurement)
    mean, variance = np.zeros((series, spells)), np.zeros((series, spells))
    for b in range(spells):
        if b > 0:
            state = state * move
            covariance = covariance * np.outer(move, move)
            covariance[:, 1, 1] += fresh
        mean[:, b] = state[:, 0] + state[:, 1]
        variance[:, b] = covariance[:, :2, :2].sum(axis=(1, 2))
        for j in range(k):
            seen = np.isfinite(y[:, b, j])
            direction = np.zeros(size)
            direction[:2], direction[2 + j] = measurement.loading[j], 1.0
            along = covariance @ direction
            total = along @ direction + noise[:, b, j]
            gain = np.where(seen[:, None], along / total[:, None], 0.0)
            surprise = np.where(seen, y[:, b, j], 0.0) - state @ direction
            state = state + gain * surprise[:, None]
            covariance = covariance - gain[:, :, None] * along[:, None, :]
    return mean, variance
