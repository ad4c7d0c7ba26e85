"""Odds at every limit, and rates from them against an independent search for the least sum of squares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq, least_squares

from frontfoot.core.errors import InputError
from frontfoot.fitted import read
from frontfoot.goals.forecast import score_distribution
from frontfoot.goals.market import (
    MatchOdds,
    forecast,
    log_rates,
    rates_of_odds,
    spread,
    usual_home_advantage,
    usual_total,
    without_margin,
)
from frontfoot.goals.rates import Rates


def model(logs: Any, line: float) -> Any:
    """Probabilities of a home win, a draw, an away win and of a total over the line, given that it is not on it."""
    scores = score_distribution(Rates(*np.exp(logs)))
    goals = np.add.outer(*(np.arange(size) for size in scores.probabilities.shape))
    over, under = (float(scores.probabilities[side].sum()) for side in (goals > line, goals < line))
    return np.array([*(float(p) for p in scores.outcome), over / (over + under)])


@pytest.mark.parametrize("line", [0.5, 2.5, 3.0, 7.5])
def test_the_fast_forecast_is_that_of_the_model(line: float) -> None:
    logs = np.log([[1.6, 1.1], [0.4, 2.2], [3.0, 0.3]])
    got = forecast(logs, line)
    assert got.shape == (3, 4)
    for row, one in zip(got, logs, strict=True):
        assert row == pytest.approx(model(one, line), abs=4e-4)
    np.testing.assert_array_equal(forecast(logs), forecast(logs, 2.5))


PARAMETERS = {
    "draw_weight": 2.5, "total_curvature": 0.12, "total_of_level": 1.08, "total_weight": 0.2, "totals": {"*": 2.8},
}  # fmt: skip


@pytest.mark.parametrize("total", [None, 2.3])
def test_rates_are_the_least_squares_of_the_probabilities(total: float | None) -> None:
    """Of odds that no rates give exactly: with a price of the total, and with the usual total in its place."""
    results = np.array([[0.46, 0.30, 0.24], [0.20, 0.22, 0.58], [0.70, 0.17, 0.13], [0.36, 0.27, 0.37]])
    over = np.array([0.47, np.nan, np.nan, 0.62])
    got = log_rates(results, over, line=2.5, total=total, parameters=PARAMETERS)
    assert got.shape == (4, 2)
    usual = np.log((total or 2.8) / 1.08)
    for fair, price, logs in zip(results, over, got, strict=True):

        def residual(x: Any, fair: Any = fair, price: float = price) -> Any:
            probabilities = forecast(x[None])[0]
            parts = np.sqrt([1.0, 2.5, 1.0]) * (fair - probabilities[:3])
            if np.isnan(price):
                ratio = x[0] - x[1]
                last = 0.2 * (usual + 0.12 * ratio**2 - np.log(np.exp(x[0]) + np.exp(x[1])))
            else:
                last = price - probabilities[3]
            return np.append(parts, last)

        best = least_squares(residual, np.log([1.3, 1.3]), xtol=1e-12, ftol=1e-14, gtol=1e-12)
        assert logs == pytest.approx(best.x, abs=2e-5)


def test_rates_stay_within_what_odds_can_imply() -> None:
    extreme = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    logs = log_rates(extreme, np.array([0.999, 0.999]))
    assert (logs >= -3.0).all()
    assert (logs <= 2.0).all()


def test_by_default_the_fitted_figures_count() -> None:
    fitted = read("market")["parameters"]
    results, none = np.array([[0.5, 0.27, 0.23]]), np.array([np.nan])
    plain = log_rates(results, none)
    np.testing.assert_array_equal(
        plain, log_rates(results, none, line=2.5, total=fitted["totals"]["*"], parameters=fitted)
    )
    assert usual_total() == usual_total("Nowhere League") == fitted["totals"]["*"]
    assert usual_total("Eredivisie") == fitted["totals"]["Eredivisie"]
    assert usual_home_advantage() == fitted["home_advantage"]
    odds = MatchOdds(2.1, 3.4, 3.6)
    for competition in ("", "Eredivisie"):
        rates = rates_of_odds(odds, competition=competition)
        expected = log_rates(odds.probabilities[None], none, total=usual_total(competition))[0]
        assert [float(rates.home), float(rates.away)] == pytest.approx(np.exp(expected))
    priced = MatchOdds(2.1, 3.4, 3.6, (3.5, 2.9, 1.4))
    expected = log_rates(priced.probabilities[None], np.array([priced.over]), line=3.5)[0]
    rates = rates_of_odds(priced)
    assert [float(rates.home), float(rates.away)] == pytest.approx(np.exp(expected))


@pytest.mark.parametrize(("priced", "error"), [(True, "total_error"), (False, "total_error_unpriced")])
def test_draws_move_total_and_ratio_apart_each_with_its_mirror_image(priced: bool, error: str) -> None:
    fitted = read("market")["parameters"]
    generator = np.random.default_rng(3)
    normal = np.random.default_rng(3).standard_normal((2, 3))
    got = spread(priced, 5, generator)
    assert got.shape == (2, 5)
    for k in range(5):
        ratio = fitted["ratio_error"] * normal[0, k // 2] * (-1) ** k
        total = fitted[error] * normal[1, k // 2] * (-1) ** k
        assert got[:, k] == pytest.approx([total + ratio / 2, total - ratio / 2])
    odds = MatchOdds(2.1, 3.4, 3.6, (2.5, 1.9, 1.95) if priced else None)
    sure, drawn = rates_of_odds(odds), rates_of_odds(odds, draws=4, generator=np.random.default_rng(1))
    moved = spread(priced, 4, np.random.default_rng(1))
    np.testing.assert_allclose(np.log([drawn.home, drawn.away]), np.log([[sure.home], [sure.away]]) + moved, atol=1e-12)
    with pytest.raises(InputError, match="Draws need a generator") as refused:
        rates_of_odds(odds, draws=1)
    assert refused.value.place == "generator"


def test_odds_keep_their_order_and_lose_their_margin() -> None:
    odds = MatchOdds.of(["2.0", "3.5", "4.0"], ["2.5", "1.8", "2.1"])  # type: ignore[list-item]
    assert (odds.home, odds.draw, odds.away, odds.over_under) == (2.0, 3.5, 4.0, (2.5, 1.8, 2.1))
    assert odds.swapped() == MatchOdds(4.0, 3.5, 2.0, (2.5, 1.8, 2.1))
    power = brentq(lambda k: 1.8**-k + 2.1**-k - 1.0, 0.5, 3.0, xtol=1e-14)
    assert odds.over == pytest.approx(1.8**-power)
    assert MatchOdds(2.0, 3.5, 4.0).over is None
    power = brentq(lambda k: 2.0**-k + 3.5**-k + 4.0**-k - 1.0, 0.5, 3.0, xtol=1e-14)
    assert odds.probabilities == pytest.approx([2.0**-power, 3.5**-power, 4.0**-power])
    # Of many events at once, each with its own power.
    both = without_margin([[2.0, 3.5, 4.0], [1.2, 7.0, 15.0]])
    assert both[0] == pytest.approx(odds.probabilities)
    assert both.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert both[1] == pytest.approx(without_margin([1.2, 7.0, 15.0]))


def with_sum(total: float) -> tuple[float, float, float]:
    """Odds whose implied probabilities have this sum."""
    return (2.0 / total, 4.0 / total, 4.0 / total)


@pytest.mark.parametrize(
    ("total", "fits"), [(0.9 + 1e-9, True), (0.9 - 1e-9, False), (1.6 - 1e-9, True), (1.6 + 1e-9, False)]
)
def test_implied_probabilities_sum_to_90_to_160_percent(total: float, fits: bool) -> None:
    if fits:
        assert MatchOdds(*with_sum(total)).probabilities.sum() == pytest.approx(1.0)
        return
    with pytest.raises(
        InputError, match=f"imply {100 * total:.0f}% together, and a match has 100% and a margin"
    ) as refused:
        MatchOdds(*with_sum(total))
    remedy = "Give the odds of a home win, a draw and an away win, of the same bookmaker"
    assert (refused.value.place, refused.value.remedy) == ("odds", remedy)


@pytest.mark.parametrize(
    ("line", "fits"), [(0.5, True), (7.5, True), (3.0, True), (0.0, False), (8.0, False), (2.25, False), (2.75, False)]
)
def test_a_line_is_whole_or_half_from_a_half_to_seven_and_a_half(line: float, fits: bool) -> None:
    if fits:
        assert MatchOdds(2.0, 3.5, 4.0, (line, 1.9, 1.9)).over == pytest.approx(0.5)
        return
    with pytest.raises(InputError, match=f"A line of {line:g} goals cannot be used") as refused:
        MatchOdds(2.0, 3.5, 4.0, (line, 1.9, 1.9))
    assert refused.value.remedy == "Give a whole or half line from 0.5 to 7.5: 2.5, say"


@pytest.mark.parametrize(
    ("odds", "total", "words", "place"),
    [
        ((1.0, 3.5, 4.0), None, "Decimal odds are above 1, not 1, 3.5, 4", "odds"),
        ((2.0, np.inf, 4.0), None, "Decimal odds are above 1, not 2, inf, 4", "odds"),
        ((2.0, 3.5), None, "2 odds are given", "odds"),
        ((2.0, 3.5, 4.0, 5.0), None, "4 odds are given", "odds"),
        ((2.0, 3.5, 4.0), (2.5, 1.9), "Over and under need three numbers", "over_under"),
        ((2.0, 3.5, 4.0), (2.5, 1.0, 1.9), "Decimal odds are above 1, not 1, 1.9", "over_under"),
        ((2.0, 3.5, 4.0), (2.5, 4.0, 4.0), "imply 50% together", "over_under"),
    ],
)
def test_what_are_no_odds_is_named(odds: Any, total: Any, words: str, place: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        MatchOdds.of(odds, total)
    assert refused.value.place == place
