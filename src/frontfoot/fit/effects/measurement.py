"""The latent approach: one level that explains four noisy measures, net of the usual level in the situation.

For series i, spell b and measure k

    y_ibk = usual_k(situation) + opponent_k + loading_k (team_i + theta_ib) + style_ik + noise_ibk,
    theta_ib = match_i + process_ib,   process: autoregressive,   Var(noise) = level_k + sampling_k / count_ibk.

The variances come from the covariances of different spells, which noise within a spell does not affect: between
measures j and k at a distance of d spells the expectation is
loading_j loading_k (v_match + v_process phi^d) + [j = k] style_k.
That matters because a spell of attacks moves every measure of the same spell. The levels are then filtered (Kalman
1960): what is used at spell b is the forecast from spells before b and the team's other matches, never spell b itself.
Regressing on such a forecast is free of attenuation (Berkson 1950; Carroll et al. 2006, ch. 4).

One unit is the standard deviation of the mean level of a side over a match, equal to a front-foot index of 1 of a
team-match.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from frontfoot.core.arrays import Bools, Floats
from frontfoot.core.errors import InputError
from frontfoot.fit.effects.spells import PER_HALF, SPELLS, ScoreSpells

LEADS = 3
"""Leads beyond this many goals count as this many."""


@dataclass(frozen=True, eq=False)
class Measurement:
    """The fitted measurement model.

    Attributes:
        loading: of each measure per unit of approach, shape (K,).
        noise_level, noise_sampling: variance of the noise is level + sampling / count, shape (K,) each.
        style: variance of each measure's own match level, shape (K,).
        team, match, process: variances of the three parts of approach, in squared units.
        phi: autoregression of the process from spell to spell.
        shift: usual level by lead -3 ... 3 against level, in units, shape (7,).
    """

    loading: Floats
    noise_level: Floats
    noise_sampling: Floats
    style: Floats
    team: float
    match: float
    process: float
    phi: float
    shift: Floats


def situation_columns(spells: ScoreSpells) -> Floats:
    """Dummies of the situation, on which the usual approach depends: spell, lead, men, home, league; (N, B, P)."""
    shape = spells.lead.shape
    lead = np.clip(spells.lead, -LEADS, LEADS)
    late = np.arange(SPELLS) >= PER_HALF + 5
    columns = [np.broadcast_to(np.arange(SPELLS) == b, shape) for b in range(SPELLS)]
    columns += [lead == value for value in range(-LEADS, LEADS + 1) if value != 0]
    columns += [(np.sign(lead) == sign) & late for sign in (-1, 1)]
    columns += [np.clip(spells.men, -2, 2) == value for value in (-2, -1, 1, 2)]
    columns += [np.broadcast_to(spells.home[:, None], shape)]
    columns += [np.broadcast_to((spells.league == code)[:, None], shape) for code in range(1, len(spells.leagues))]
    return np.stack(columns, axis=-1).astype(float)


def fit_measurement(spells: ScoreSpells) -> tuple[Measurement, Floats]:
    """Fit the measurement model; also the residuals, shape (N, B, K), NaN where nothing was counted.

    Residuals are net of the situation and of the opponent, with the own team's level left in.

    Raises:
        InputError: fewer than 40 series.
    """
    if len(spells.match) < 40:
        raise InputError("Too few matches to fit", place="fit_measurement", remedy="Give at least 20 matches")
    columns = situation_columns(spells)
    flat = columns.reshape(-1, columns.shape[-1])
    measures = spells.measures.reshape(len(flat), -1)
    counts = spells.counts.reshape(len(flat), -1)
    kept = np.flatnonzero(flat.any(axis=0))
    residuals = np.full_like(measures, np.nan)
    usual = np.zeros((flat.shape[1], measures.shape[1]))
    for k in range(measures.shape[1]):
        seen = np.isfinite(measures[:, k])
        weight = counts[seen, k] / (counts[seen, k] + np.median(counts[seen, k]))
        residuals[seen, k], usual[kept, k] = _net_of(spells, flat[:, kept], measures[:, k], seen, weight)
    table = residuals.reshape(spells.measures.shape)
    measurement = _moments(spells, table)
    shift = _shift(usual, measurement, first=SPELLS)
    return replace(measurement, shift=shift), table


def _net_of(spells: ScoreSpells, flat: Floats, y: Floats, seen: Bools, weight: Floats) -> tuple[Floats, Floats]:
    """Residuals net of situation and opponent (shrunk), and the situation's coefficients."""
    team = np.repeat(spells.team, SPELLS)[seen]
    opponent = np.repeat(spells.opponent, SPELLS)[seen]
    size = len(spells.teams)
    own_effect: Floats = np.zeros(size)
    opponent_effect: Floats = np.zeros(size)
    rows, target = flat[seen], y[seen]
    gram = rows.T @ (rows * weight[:, None]) + 1e-8 * np.eye(rows.shape[1])
    # Backfitting (Breiman and Friedman 1985): situation, own team, opponent in turn; it settles within a few rounds.
    beta: Floats = np.zeros(rows.shape[1])
    for _ in range(12):
        known = own_effect[team] + opponent_effect[opponent]
        beta = np.asarray(np.linalg.solve(gram, rows.T @ (weight * (target - known))), dtype=np.float64)
        rest = np.asarray(target - rows @ beta, dtype=np.float64)
        own_effect = _means(rest - opponent_effect[opponent], team, weight, size)
        opponent_effect = _means(rest - own_effect[team], opponent, weight, size)
    return target - rows @ beta - opponent_effect[opponent], beta


def _means(rest: Floats, code: NDArray[np.intp], weight: Floats, size: int) -> Floats:
    total = np.bincount(code, weights=weight, minlength=size)
    mean = np.bincount(code, weights=weight * rest, minlength=size) / np.maximum(total, 1e-9)
    return np.asarray(np.where(total > 0, mean - np.average(mean, weights=total), 0.0))


def _moments(spells: ScoreSpells, residuals: Floats) -> Measurement:
    """Variances by covariances of different spells of one series and of different matches of one team."""
    k = residuals.shape[2]
    weights = np.where(
        np.isfinite(residuals), spells.counts / (spells.counts + np.nanmedian(spells.counts, axis=(0, 1))), 0.0
    )
    values = np.where(np.isfinite(residuals), residuals, 0.0) * weights
    lags = np.zeros((SPELLS, k, k))
    for d in range(1, SPELLS):
        product = np.einsum("nbj,nbk->jk", values[:, d:], values[:, :-d])
        product = 0.5 * (product + product.T)
        lags[d] = product / (0.5 * (w := np.einsum("nbj,nbk->jk", weights[:, d:], weights[:, :-d])) + 0.5 * w.T)
    team = _between_matches(spells, values, weights)
    within = lags[1:] - team

    scale = np.sqrt(np.maximum(np.einsum("dkk->k", within) / (SPELLS - 1), 1e-12))
    pairs = [(i, j) for i in range(k) for j in range(i, k)]
    distance = np.arange(1, SPELLS)
    precision = np.sqrt((SPELLS - distance) / SPELLS)

    def expected(parameters: Floats) -> Floats:
        loading, style = parameters[:k], np.exp(parameters[k : 2 * k])
        lasting, phi = 1.0 / (1.0 + np.exp(-parameters[2 * k :]))
        level = lasting + (1.0 - lasting) * phi**distance
        return np.stack([loading[i] * loading[j] * level + (i == j) * style[i] for i, j in pairs])

    observed = np.stack([within[:, i, j] / (scale[i] * scale[j]) for i, j in pairs])
    start = np.concatenate([np.full(k, 0.7), np.full(k, np.log(0.3)), [0.0, 0.5]])
    fit = least_squares(lambda p: ((expected(p) - observed) * precision).ravel(), start, method="trf", xtol=1e-12)
    style = np.exp(fit.x[k : 2 * k]) * scale**2
    lasting, phi = (float(value) for value in 1.0 / (1.0 + np.exp(-fit.x[2 * k :])))
    loading = fit.x[:k] * np.sign(fit.x[:k].sum()) * scale

    # Team variance: the part of the covariance between a team's matches that follows the loadings.
    outer = np.outer(loading, loading)
    off = ~np.eye(k, dtype=bool)
    between = max(float((team * outer)[off].sum() / (outer**2)[off].sum()), 1e-3)
    noise_level, noise_sampling = _noise(spells, residuals, loading, style, 1.0 + between, team)
    # A match's mean level: lasting parts and the mean of the process over its spells.
    apart = np.abs(np.subtract.outer(np.arange(SPELLS), np.arange(SPELLS)))
    unit = float(np.sqrt(between + lasting + (1.0 - lasting) * (phi**apart).mean()))
    return Measurement(
        loading=loading * unit,
        noise_level=noise_level,
        noise_sampling=noise_sampling,
        style=style,
        team=between / unit**2,
        match=float(lasting) / unit**2,
        process=float(1.0 - lasting) / unit**2,
        phi=float(phi),
        shift=np.zeros(2 * LEADS + 1),
    )


def _between_matches(spells: ScoreSpells, values: Floats, weights: Floats) -> Floats:
    """Covariance of measures between different matches of the same team, shape (K, K)."""
    by_match, weight = values.sum(axis=1), weights.sum(axis=1)
    size, k = len(spells.teams), values.shape[2]
    total, total_weight = np.zeros((size, k)), np.zeros((size, k))
    np.add.at(total, spells.team, by_match)
    np.add.at(total_weight, spells.team, weight)
    cross = total.T @ total - by_match.T @ by_match
    cross_weight = total_weight.T @ total_weight - weight.T @ weight
    return np.asarray(cross / cross_weight)


def _noise(
    spells: ScoreSpells, residuals: Floats, loading: Floats, style: Floats, variance: float, team: Floats
) -> tuple[Floats, Floats]:
    """Noise variance = level + sampling / count, by least squares on squared residuals net of the part by approach."""
    level, sampling = np.zeros(len(loading)), np.zeros(len(loading))
    for k in range(len(loading)):
        seen = np.isfinite(residuals[..., k])
        inverse = 1.0 / np.maximum(spells.counts[..., k][seen], 0.5)
        explained = (
            loading[k] ** 2 * variance + style[k] + max(float(team[k, k]) - loading[k] ** 2 * (variance - 1.0), 0.0)
        )
        excess = residuals[..., k][seen] ** 2 - explained
        # Squared residuals of rare counts are wild: weight by the square of the count's inverse variance.
        weight = 1.0 / (0.1 + inverse) ** 2
        design = np.stack([np.ones(len(inverse)), inverse], axis=1)
        coefficients = np.linalg.solve(design.T @ (design * weight[:, None]), design.T @ (weight * excess))
        floor = 0.05 * float(np.average(np.maximum(excess, 0.0), weights=weight))
        level[k], sampling[k] = max(coefficients[0], 0.0), max(coefficients[1], 0.0)
        if level[k] + sampling[k] * float(np.median(inverse)) < floor:
            level[k] = floor
    return level, sampling


def _shift(usual: Floats, measurement: Measurement, first: int) -> Floats:
    """The usual level by lead in units: the measures' coefficients projected on the loadings."""
    by_lead = np.insert(usual[first : first + 2 * LEADS], LEADS, 0.0, axis=0)
    weight = measurement.loading / (measurement.noise_level + measurement.noise_sampling / 5.0 + measurement.style)
    return np.asarray(by_lead @ weight / (measurement.loading @ weight))
