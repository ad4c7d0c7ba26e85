"""Rates from odds: the margin, the solution, and the log scores of real odds."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import brentq

from frontfoot.core.errors import InputError
from frontfoot.goals.forecast import score_distribution
from frontfoot.goals.market import MatchOdds, forecast, log_rates, rates_of_odds, usual_total, without_margin
from frontfoot.goals.rates import Rates

DATA = Path(os.environ.get("FRONTFOOT_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.mark.parametrize("odds", [(2.1, 3.4, 3.6), (1.05, 15.0, 60.0), (9.0, 5.0, 1.35), (1.9, 1.95)])
def test_the_margin_goes_by_one_power(odds: tuple[float, ...]) -> None:
    implied = 1.0 / np.array(odds)
    power = brentq(lambda k: (implied**k).sum() - 1.0, 0.2, 5.0, xtol=1e-14)
    assert np.allclose(without_margin(odds), implied**power, atol=1e-12)


@pytest.mark.parametrize("home", [0.4, 1.0, 1.7, 3.2])
@pytest.mark.parametrize("away", [0.3, 1.2, 2.4])
def test_fair_odds_of_a_forecast_give_its_rates_back(home: float, away: float) -> None:
    scores = score_distribution(Rates(home, away))
    goals = np.add.outer(*(np.arange(size) for size in scores.probabilities.shape))
    over = float(scores.probabilities[goals > 2.5].sum())
    odds = MatchOdds.of([1 / float(p) for p in scores.outcome], [2.5, 1 / over, 1 / (1 - over)])
    rates = rates_of_odds(odds)
    assert np.allclose([rates.home, rates.away], [home, away], rtol=2e-4)


def test_a_whole_line_gives_stakes_back_when_the_total_is_on_it() -> None:
    scores = score_distribution(Rates(1.8, 1.3))
    goals = np.add.outer(*(np.arange(size) for size in scores.probabilities.shape))
    over, under = (float(scores.probabilities[side].sum()) for side in (goals > 3, goals < 3))
    share = over / (over + under)
    odds = MatchOdds.of([1 / float(p) for p in scores.outcome], [3.0, 1 / share, 1 / (1 - share)])
    rates = rates_of_odds(odds)
    assert np.allclose([rates.home, rates.away], [1.8, 1.3], rtol=2e-4)


def test_odds_told_from_the_other_side_give_the_same_rates_turned_round() -> None:
    odds = MatchOdds(1.8, 3.7, 4.9, (2.5, 1.85, 2.0))
    one, other = rates_of_odds(odds), rates_of_odds(odds.swapped())
    # The fitted effect of the score is not the same for both sides.
    assert np.allclose([one.home, one.away], [other.away, other.home], rtol=0.05)


def test_without_a_price_of_the_total_the_league_decides() -> None:
    odds = MatchOdds(2.5, 3.4, 2.9)
    low = rates_of_odds(odds, competition="Russian Premier League")
    high = rates_of_odds(odds, competition="Bundesliga")
    assert usual_total("Bundesliga") > usual_total("Russian Premier League")
    assert high.home + high.away > low.home + low.away


def test_draws_are_centred_and_spread_as_measured() -> None:
    odds = MatchOdds(2.1, 3.4, 3.6, (2.5, 1.9, 1.95))
    sure, drawn = rates_of_odds(odds), rates_of_odds(odds, draws=1000, generator=np.random.default_rng(0))
    ratio = np.log(drawn.home / drawn.away)
    assert ratio.mean() == pytest.approx(float(np.log(sure.home / sure.away)), abs=1e-9)
    assert 0.1 < ratio.std() < 0.16


@pytest.mark.parametrize(
    ("odds", "total"),
    [
        ((1.0, 3.4, 3.6), None),
        ((2.1, 1.4, 1.6), None),
        ((20.0, 30.0, 40.0), None),
        ((float("nan"), 3.4, 3.6), None),
        ((2.1, 3.4), None),
        ((2.1, 3.4, 3.6), (2.25, 1.9, 1.9)),
        ((2.1, 3.4, 3.6), (2.5, 1.9)),
        ((2.1, 3.4, 3.6), (40.0, 1.9, 1.9)),
    ],
)
def test_what_are_no_odds_is_refused(odds: tuple[float, ...], total: tuple[float, ...] | None) -> None:
    with pytest.raises(InputError):
        MatchOdds.of(odds, total)


@pytest.mark.slow
def test_rates_score_as_well_as_the_odds_they_come_from() -> None:
    if not (DATA / "odds").is_dir():
        pytest.skip("needs odds/ of the open data")
    from frontfoot.fit.market import read_odds

    prices = read_odds(DATA)
    results = without_margin(prices.select("home_close", "draw_close", "away_close").to_numpy())
    over = without_margin(prices.select("over_2.5_close", "under_2.5_close").to_numpy())[:, 0]
    values = forecast(log_rates(results, over))
    home, away = prices["FTHG"].to_numpy(), prices["FTAG"].to_numpy()
    outcome, high = np.where(home > away, 0, np.where(home == away, 1, 2)), home + away > 2

    def log_score(table: np.ndarray, total: np.ndarray) -> tuple[float, float]:
        result = -np.log(table[np.arange(len(outcome)), outcome]).mean()
        return float(result), float(-np.log(np.where(high, total, 1.0 - total)).mean())

    own, ours = log_score(results, over), log_score(values[:, :3], values[:, 3])
    assert ours[0] - own[0] < 0.0005
    assert ours[1] - own[1] < 0.0002
