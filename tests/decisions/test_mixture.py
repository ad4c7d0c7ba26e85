"""Mixtures of normal distributions against SciPy, closed forms and points."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm

from frontfoot.decisions.mixture import POINT, NormalMixture, PairMixture

MIXED = NormalMixture((0.5, 0.3, 0.2), (0.01, -0.02, 0.03), (0.02, 0.005, 0.0))


def below(value: float) -> float:
    """The distribution function of `MIXED`; half of the point at .03 counts at .03."""
    point = 0.5 if value == 0.03 else float(value > 0.03)
    return float(0.5 * norm.cdf(value, 0.01, 0.02) + 0.3 * norm.cdf(value, -0.02, 0.005) + 0.2 * point)


@pytest.mark.parametrize("value", [-0.05, -0.02, 0.0, 0.0299, 0.03, 0.0301, 0.08])
def test_the_chance_of_less(value: float) -> None:
    assert MIXED.below(value) == pytest.approx(below(value), abs=1e-14)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.2, 0.5, 0.6, 0.95, 0.999])
def test_a_quantile_is_where_its_share_lies_below(share: float) -> None:
    expected = brentq(lambda value: below(value) - share, -1.0, 1.0, xtol=1e-15)
    assert MIXED.quantile(share) == pytest.approx(expected, abs=1e-12)


def test_far_quantiles_lie_within_nine_errors() -> None:
    """Of a normal distribution less than 1e-18 lies beyond nine standard deviations."""
    one = NormalMixture((1.0,), (2.0,), (3.0,))
    assert one.quantile(1e-15) == pytest.approx(2.0 + 3.0 * norm.ppf(1e-15), rel=1e-9)
    assert one.quantile(0.0) == pytest.approx(2.0 - 27.0)
    assert one.quantile(1.0) >= 2.0 + 3.0 * 8.2  # from there on less than the spacing of doubles below 1 is left
    point = NormalMixture((1.0,), (2.0,), (0.0,))
    assert point.quantile(0.3) == 2.0


def test_mean_and_gain_are_integrals() -> None:
    def density(value: float) -> float:
        return float(0.5 * norm.pdf(value, 0.01, 0.02) + 0.3 * norm.pdf(value, -0.02, 0.005))

    positive = quad(lambda value: value * density(value), 0.0, 0.3, points=[0.01, 0.05], epsabs=1e-13)[0]
    assert MIXED.gain == pytest.approx(positive + 0.2 * 0.03, abs=1e-11)
    assert MIXED.mean == pytest.approx(0.5 * 0.01 - 0.3 * 0.02 + 0.2 * 0.03)
    assert MIXED.negative().gain == pytest.approx(MIXED.gain - MIXED.mean)
    assert NormalMixture((0.25, 0.75), (-2.0, 4.0), (0.0, 0.0)).gain == 3.0


def test_moving_and_turning_round() -> None:
    assert MIXED.moved(0.5) == NormalMixture(MIXED.weights, (0.51, 0.48, 0.53), MIXED.errors)
    assert MIXED.negative() == NormalMixture(MIXED.weights, (-0.01, 0.02, -0.03), MIXED.errors)


def test_what_is_narrower_than_a_point_is_one() -> None:
    """A component of the width of `POINT` is a step: half at its place, all beyond it."""
    narrow, wide = (NormalMixture((1.0,), (0.0,), (error,)) for error in (POINT, 4.0 * POINT))
    assert [narrow.below(value) for value in (-2 * POINT, 0.0, POINT, 2 * POINT)] == [0.0, 0.5, 0.5, 1.0]
    assert [wide.below(n * POINT) for n in (-4, 0, 4)] == pytest.approx(norm.cdf([-1.0, 0.0, 1.0]).tolist())
    assert narrow.gain == 0.0 < wide.gain


PAIR = PairMixture(
    np.array([0.6, 0.4]),
    np.array([[0.02, 0.01], [-0.03, 0.0]]),
    np.array([[[4e-4, 1e-4], [1e-4, 9e-4]], [[1e-3, 0.0], [0.0, 1e-4]]]),
)


def test_moments_of_a_pair_by_the_law_of_total_covariance() -> None:
    mean = 0.6 * PAIR.means[0] + 0.4 * PAIR.means[1]
    assert PAIR.mean == pytest.approx(mean)
    expected = np.zeros((2, 2))
    for weight, centre, spread in zip(PAIR.weights, PAIR.means, PAIR.covariances, strict=True):
        expected += weight * (spread + np.outer(centre, centre))
    expected -= np.outer(mean, mean)
    assert PAIR.covariance == pytest.approx(expected)
    assert PAIR.errors == pytest.approx([expected[0, 0] ** 0.5, expected[1, 1] ** 0.5])


def test_along_a_gradient_by_hand() -> None:
    along = PAIR.along(0.5, np.array([2.0, -1.0]))
    centre = 2.0 * 0.0 - 0.006  # the mean is (0, .006)
    assert along.weights == (0.6, 0.4)
    assert along.means == pytest.approx((0.5 + 0.04 - 0.01 - centre, 0.5 - 0.06 - centre))
    assert along.errors == pytest.approx((np.sqrt(4 * 4e-4 - 4 * 1e-4 + 9e-4), np.sqrt(4 * 1e-3 + 1e-4)))
    assert along.mean == pytest.approx(0.5)
    # A direction in which a component has no width, but for rounding below nothing, is a point of it.
    flat = PairMixture(np.ones(1), np.zeros((1, 2)), np.array([[[1.0, 1.0], [1.0, 1.0 - 1e-17]]]))
    assert flat.along(0.0, np.array([1.0, -1.0])).errors == (0.0,)
    below_zero = PairMixture(np.ones(1), np.zeros((1, 2)), np.array([[[-1e-30, 0.0], [0.0, 0.0]]]))
    assert below_zero.along(0.0, np.array([1.0, 0.0])).errors == (0.0,)
