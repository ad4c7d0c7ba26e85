"""Likelihoods: exact derivatives against numerical ones, values against distributions of an independent library."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from frontfoot.core.errors import InputError
from frontfoot.goals.likelihoods import LIKELIHOODS, Array, Derivatives, Sample, likelihood

THETA = {"poisson": 0.0, "dixon_coles": -0.11, "bivariate_poisson": -1.7, "negative_binomial": 1.6}


def sample_of(x: Array, y: Array, weight: Array) -> Sample:
    """One row a match."""
    n = len(x)
    index = np.arange(n)
    histogram = np.bincount(np.concatenate([x, y]).astype(int), np.concatenate([weight, weight])).astype(float)
    cells = ((0, 0), (0, 1), (1, 0), (1, 1))
    return Sample(
        home=index,
        away=index,
        competition=np.zeros(n, dtype=np.intp),
        advantage=np.full(n, 0.5),
        weight=weight,
        home_goals=weight * x,
        away_goals=weight * y,
        low=np.stack([weight * ((x == i) & (y == j)) for i, j in cells]),
        histogram=histogram,
        constant=float(histogram @ stats.poisson.logpmf(np.arange(len(histogram)), 1.0) * -1.0 - histogram.sum()),
    )


@pytest.fixture
def scores() -> tuple[Sample, Array, Array, Array, Array]:
    generator = np.random.default_rng(7)
    n = 60
    x, y = generator.poisson(1.4, n).astype(float), generator.poisson(1.1, n).astype(float)
    logs = generator.normal(0.2, 0.3, (2, n))
    return sample_of(x, y, generator.uniform(0.3, 1.0, n)), logs[0], logs[1], x, y


def log_probability(name: str, x: float, y: float, home: float, away: float, theta: float) -> float:
    """Written from the papers with scipy's distributions."""
    if name == "negative_binomial":
        k = np.exp(theta)
        return float(stats.nbinom.logpmf(x, k, k / (k + home)) + stats.nbinom.logpmf(y, k, k / (k + away)))
    if name == "bivariate_poisson":
        common = np.exp(theta)
        return float(
            np.log(
                sum(
                    stats.poisson.pmf(c, common) * stats.poisson.pmf(x - c, home) * stats.poisson.pmf(y - c, away)
                    for c in range(int(min(x, y)) + 1)
                )
            )
        )
    tau = {(0, 0): 1 - home * away * theta, (0, 1): 1 + home * theta, (1, 0): 1 + away * theta, (1, 1): 1 - theta}
    correction = tau.get((int(x), int(y)), 1.0) if name == "dixon_coles" else 1.0
    return float(stats.poisson.logpmf(x, home) + stats.poisson.logpmf(y, away) + np.log(correction))


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_values_agree_with_scipy(name: str, scores: tuple[Sample, Array, Array, Array, Array]) -> None:
    sample, home, away, x, y = scores
    truth = sum(
        w * log_probability(name, a, b, np.exp(h), np.exp(g), THETA[name])
        for w, a, b, h, g in zip(sample.weight, x, y, home, away, strict=True)
    )
    assert likelihood(name).derivatives(sample, home, away, THETA[name]).value == pytest.approx(truth, abs=1e-8)


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_derivatives_agree_with_differences(name: str, scores: tuple[Sample, Array, Array, Array, Array]) -> None:
    sample, home, away, _, _ = scores
    theta, step = THETA[name], 1e-5
    model = likelihood(name)

    def at(h: Array, a: Array, t: float) -> Derivatives:
        return model.derivatives(sample, h, a, t)

    d = at(home, away, theta)
    for i in range(0, len(home), 7):
        shift = np.zeros_like(home)
        shift[i] = step
        up, down = at(home + shift, away, theta), at(home - shift, away, theta)
        assert (up.value - down.value) / (2 * step) == pytest.approx(d.h[i], abs=1e-5)
        assert (up.h[i] - down.h[i]) / (2 * step) == pytest.approx(d.hh[i], abs=1e-6)
        assert (up.a[i] - down.a[i]) / (2 * step) == pytest.approx(d.ha[i], abs=1e-6)
        up, down = at(home, away + shift, theta), at(home, away - shift, theta)
        assert (up.value - down.value) / (2 * step) == pytest.approx(d.a[i], abs=1e-5)
        assert (up.a[i] - down.a[i]) / (2 * step) == pytest.approx(d.aa[i], abs=1e-6)
    if model.extra:
        assert d.ht is not None
        assert d.at is not None
        up, down = at(home, away, theta + step), at(home, away, theta - step)
        assert (up.value - down.value) / (2 * step) == pytest.approx(d.t, abs=1e-4)
        assert (up.t - down.t) / (2 * step) == pytest.approx(d.tt, rel=1e-5, abs=1e-5)
        np.testing.assert_allclose((up.h - down.h) / (2 * step), d.ht, atol=1e-6)
        np.testing.assert_allclose((up.a - down.a) / (2 * step), d.at, atol=1e-6)


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_score_matrices_are_the_distributions(name: str) -> None:
    model, theta = likelihood(name), THETA[name]
    matrix = model.matrix(1.7, 0.9, theta, 40)
    assert matrix.sum() == pytest.approx(1.0, abs=1e-6)
    assert (matrix >= 0).all()
    for x, y in ((0, 0), (0, 1), (1, 0), (1, 1), (2, 3), (5, 0)):
        assert np.log(matrix[x, y]) == pytest.approx(log_probability(name, x, y, 1.7, 0.9, theta), abs=1e-9)
    goals = np.arange(40)
    means = model.means(np.array([1.7]), np.array([0.9]), theta)
    assert goals @ matrix.sum(axis=1) == pytest.approx(means[0][0], abs=1e-5)
    assert goals @ matrix.sum(axis=0) == pytest.approx(means[1][0], abs=1e-5)


def test_dixon_coles_never_gives_a_negative_probability() -> None:
    for rho in (-1.0, -0.4, 0.3, 1.0):
        matrix = likelihood("dixon_coles").matrix(3.4, 2.9, rho, 30)
        assert (matrix >= 0).all()


def test_an_impossible_correction_is_minus_infinity(scores: tuple[Sample, Array, Array, Array, Array]) -> None:
    sample, home, away, _, _ = scores
    assert likelihood("dixon_coles").derivatives(sample, home, away, 1.5).value == -np.inf


def test_an_unknown_likelihood_is_refused() -> None:
    with pytest.raises(InputError, match="no likelihood 'weibull'"):
        likelihood("weibull")
