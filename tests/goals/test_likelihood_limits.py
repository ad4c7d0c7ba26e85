"""Likelihoods at their limits: scores not seen, corrections at their bounds, draws, and what they are called."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from frontfoot.core.errors import InputError
from frontfoot.goals.likelihoods import LIKELIHOODS, likelihood, poisson_rows
from tests.goals.test_strengths_likelihoods import sample_of

# Name of the extra parameter, its start, its weak prior, and whether whole scores are needed.
FACTS = {
    "poisson": ("", 0.0, None, False),
    "dixon_coles": ("rho", -0.05, (-0.05, 0.2), False),
    "bivariate_poisson": ("log_common", -2.5, (-2.5, 1.5), True),
    "negative_binomial": ("log_size", 4.0, (4.0, 1.5), False),
}


def test_what_each_likelihood_is_called_and_where_it_starts() -> None:
    assert {n: (m.extra, m.start, m.weak_prior, m.whole_scores) for n, m in LIKELIHOODS.items()} == FACTS
    assert {n: m.name for n, m in LIKELIHOODS.items()} == {n: n for n in FACTS}
    with pytest.raises(InputError, match="no likelihood 'x'") as refused:
        likelihood("x")
    expected = ("likelihood", "Choose one of poisson, dixon_coles, bivariate_poisson, negative_binomial")
    assert (refused.value.place, refused.value.remedy) == expected


CELLS = {(0, 0): 0, (0, 1): 1, (1, 0): 2, (1, 1): 3}


@pytest.mark.parametrize("cell", list(CELLS))
def test_a_correction_is_impossible_only_where_its_score_was_seen(cell: tuple[int, int]) -> None:
    """Of 0-0 from 1 / (lambda mu) on, of 0-1 down to -1 / lambda, of 1-0 down to -1 / mu, of 1-1 from 1 on."""
    model, home, away = likelihood("dixon_coles"), 3.0, 2.0
    bound = {(0, 0): 1 / 6, (0, 1): -1 / 3, (1, 0): -1 / 2, (1, 1): 1.0}[cell]
    logs = np.log([home]), np.log([away])

    def value(x: int, y: int, rho: float) -> float:
        sample = sample_of(np.array([float(x)]), np.array([float(y)]), np.ones(1))
        return model.derivatives(sample, *logs, rho).value

    inside, outside = (bound - np.sign(bound) * 1e-9, bound + np.sign(bound) * 1e-9)
    plain = float(stats.poisson.logpmf(cell[0], home) + stats.poisson.logpmf(cell[1], away))
    tau = {(0, 0): 1 - 6 * inside, (0, 1): 1 + 3 * inside, (1, 0): 1 + 2 * inside, (1, 1): 1 - inside}[cell]
    assert value(*cell, inside) == pytest.approx(plain + np.log(tau), abs=1e-5)
    assert value(*cell, outside) == -np.inf
    if cell == (1, 1):
        # rho of 1 leaves no 1-1, seen or not.
        assert value(*cell, 1.0) == value(2, 2, 1.0) == -np.inf
    else:
        assert np.isfinite(value(2, 2, outside))


@pytest.mark.parametrize("rho", [-2.0, -0.6, -0.45, -0.2, 0.0, 0.1, 0.16, 0.3, 2.0])
@pytest.mark.parametrize(("home", "away"), [(3.0, 2.0), (0.5, 0.4), (2.5, 0.3), (0.2, 4.0)])
def test_a_correction_moves_the_four_low_scores_and_stops_at_its_bounds(rho: float, home: float, away: float) -> None:
    bounded = min(max(rho, -1 / home, -1 / away, -1.0), 1 / (home * away), 1.0)
    truth = np.outer(stats.poisson.pmf(np.arange(12), home), stats.poisson.pmf(np.arange(12), away))
    for (x, y), tau in zip(
        CELLS, (1 - home * away * bounded, 1 + home * bounded, 1 + away * bounded, 1 - bounded), strict=True
    ):
        truth[x, y] *= tau
    matrix = likelihood("dixon_coles").matrix(home, away, rho, 12)
    np.testing.assert_allclose(matrix, truth, atol=1e-14)
    assert (matrix >= 0.0).all()


@pytest.mark.parametrize("name", FACTS)
@pytest.mark.parametrize("size", [2, 3, 9])
def test_a_matrix_of_draws_is_the_mean_of_theirs(name: str, size: int) -> None:
    model, theta = (
        likelihood(name),
        {"poisson": 0.0, "dixon_coles": -0.1, "bivariate_poisson": -1.5, "negative_binomial": 1.2}[name],
    )
    home, away = np.array([0.7, 1.9, 3.1]), np.array([1.4, 0.6, 2.2])
    mean = np.mean([model.matrix(float(h), float(a), theta, size) for h, a in zip(home, away, strict=True)], axis=0)
    np.testing.assert_allclose(model.matrix(home, away, theta, size), mean, atol=1e-13)
    assert mean.shape == (size, size)


def test_rows_of_goals_are_the_distributions() -> None:
    rates, goals = np.array([0.3, 1.0, 2.7]), np.arange(7)
    np.testing.assert_allclose(poisson_rows(rates, 7), stats.poisson.pmf(goals, rates[:, None]), atol=1e-14)
    np.testing.assert_allclose(poisson_rows(1.3, 1), [[np.exp(-1.3)]])
    k = np.exp(0.7)
    rows = likelihood("negative_binomial").side(rates, 0.7, 7)
    np.testing.assert_allclose(rows, stats.nbinom.pmf(goals, k, k / (k + rates[:, None])), atol=1e-13)
    np.testing.assert_allclose(likelihood("negative_binomial").side(1.3, 0.7, 1), [[(k / (k + 1.3)) ** k]])
    one: Any = likelihood("poisson").means(rates, rates * 2, 0.4)
    assert [part.tolist() for part in one] == [rates.tolist(), (rates * 2).tolist()]
    common = likelihood("bivariate_poisson").means(rates, rates * 2, 0.4)
    np.testing.assert_allclose(common, [rates + np.exp(0.4), rates * 2 + np.exp(0.4)])


def test_a_score_of_the_bivariate_poisson_shares_up_to_the_lower_goals() -> None:
    """Value, mean and variance of the common goals of single scores, by the sum over them."""
    model, (home, away, common) = likelihood("bivariate_poisson"), (1.2, 0.8, 0.3)
    for x in range(5):
        for y in range(5):
            for weight in (1.0, 0.4):
                sample = sample_of(np.array([float(x)]), np.array([float(y)]), np.array([weight]))
                d = model.derivatives(sample, np.log([home]), np.log([away]), float(np.log(common)))
                parts = np.array([
                    stats.poisson.pmf(c, common) * stats.poisson.pmf(x - c, home) * stats.poisson.pmf(y - c, away)
                    for c in range(min(x, y) + 1)
                ])  # fmt: skip
                shares = parts / parts.sum()
                mean = shares @ np.arange(len(shares))
                variance = shares @ np.arange(len(shares)) ** 2 - mean**2
                assert d.value == pytest.approx(weight * np.log(parts.sum()))
                assert d.h[0] == pytest.approx(weight * (x - mean - home))
                assert d.a[0] == pytest.approx(weight * (y - mean - away))
                assert d.hh[0] == pytest.approx(weight * (variance - home))
                assert d.aa[0] == pytest.approx(weight * (variance - away))
                assert d.ha[0] == pytest.approx(weight * variance)
                assert d.ht is not None
                assert d.at is not None
                assert d.ht[0] == d.at[0] == pytest.approx(-weight * variance)
                assert d.t == pytest.approx(weight * (mean - common))
                assert d.tt == pytest.approx(weight * (variance - common))
