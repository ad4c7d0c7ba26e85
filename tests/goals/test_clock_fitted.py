"""The shipped effects against published ones, and the clock's own promises."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.fitted import read
from frontfoot.goals.clock import Clock, Moment, Stoppage
from frontfoot.goals.forecast import expected_goals, score_distribution
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Approach, Men, Rates, ScoreState


def test_minutes_as_people_say_them() -> None:
    assert Moment.at("45+2") == Moment(1, 2820.0)
    assert Moment.at(45) == Moment(2, 0.0)
    assert Moment.of_event(45) == Moment.at("45+0") == Moment(1, 2700.0)
    assert Moment.at("90+4'") == Moment(2, 2940.0)
    assert Moment.at("ET 105") == Moment(3, 900.0)
    assert [Moment.at(m).minute for m in ("0", "45+2", "60", "90+4", "ET 119")] == [
        "0'",
        "45+2'",
        "60'",
        "90+4'",
        "119'",
    ]


@pytest.mark.parametrize("minute", ["300", "60+2", "-1", "", "half past", "nan", "121"])
def test_impossible_minutes_are_refused(minute: str) -> None:
    with pytest.raises(InputError):
        Moment.at(minute)


@pytest.mark.parametrize(("period", "second"), [(0, 0.0), (5, 0.0), (1, -1.0), (1, 9000.0), (2, float("nan"))])
def test_impossible_moments_are_refused(period: int, second: float) -> None:
    with pytest.raises(InputError):
        Moment(period, second)


@pytest.mark.parametrize("rate", [float("nan"), float("inf"), 0.0, -1.0, 300.0])
def test_impossible_rates_are_refused(rate: float) -> None:
    with pytest.raises(InputError, match="base rate"):
        Rates(rate, 1.0)


def test_fourteen_red_cards_are_refused() -> None:
    with pytest.raises(InputError, match="7 to 11"):
        score_distribution(Rates(1.0, 1.0), men=(11, 4))


@pytest.mark.parametrize("season", [None, 2005, 2017, 2020])
def test_a_regulation_match_lasts_one_unit(season: int | None) -> None:
    clock = Clock.fitted(season)
    halves = [clock.left(Moment(period, 0.0)) for period in (1, 2)]
    assert sum(float(times @ weights) for times, weights in halves) == pytest.approx(1.0, abs=1e-12)


def test_stoppages_got_longer_and_are_as_long_as_others_measured_them() -> None:
    then, now = Clock.fitted(2017), Clock.fitted(2023)
    # Opta's figures for the second half of the Premier League: about four minutes in 2017/18, about six in 2023/24.
    assert 3.4 < then.stoppages[1].mean / 60 < 4.4
    assert 5.2 < now.stoppages[1].mean / 60 < 7.0
    assert now.stoppages[0].mean > then.stoppages[0].mean


def test_a_stoppage_that_goes_on_is_what_was_left_of_it() -> None:
    stoppage = Stoppage(np.array([60.0, 120.0, 240.0]), np.array([0.5, 0.3, 0.2]))
    lengths, weights = stoppage.remaining(60.0)
    np.testing.assert_allclose(lengths, [60.0, 180.0])
    np.testing.assert_allclose(weights, [0.6, 0.4])
    assert stoppage.remaining(1000.0)[0].tolist() == [30.0]


def test_goals_by_quarter_hour_agree_with_world_cups() -> None:
    # World Cups 1970-2022, %: 12.7 13.4 14.0 (45+ 1.7) 17.0 18.5 18.7 (90+ 4.1); 2,000 goals or so, a standard error
    # of about .8 each. Leagues are another population: agreement within 3 points, and the order is the same.
    rates = rates_from_expected(1.4, 1.2, clock=Clock.fitted(2017))
    ends = [Moment(1, 900), Moment(1, 1800), Moment(1, 2700), Moment(2, 0), Moment(2, 900), Moment(2, 1800)]
    ends += [Moment(2, 2700)]
    clock = rates.clock
    share = [clock.between(Moment(1, 0), end) for end in ends]
    parts = 100 * np.diff([0.0, *share, 1.0])
    published = np.array([12.7, 13.4, 14.0, 1.7, 17.0, 18.5, 18.7, 4.1])
    assert np.abs(parts - published).max() < 3.0
    assert parts[0] < parts[1] < parts[2] < parts[5]


def test_the_side_behind_presses_as_published() -> None:
    # Maia 2023: behind by one +10 %, by two +20 %. Ours must hold the published figure within two standard errors of
    # the mean over sides and halves (behind by one), and be positive (by two, where strengths are shrunk).
    errors = read("in_play")["parameters"]["errors"]
    one = np.array([errors[f"{side} {half} lead -1"] for side in ("home", "away") for half in (0, 1)])
    two = np.array([errors[f"{side} {half} lead -2"] for side in ("home", "away") for half in (0, 1)])
    weights = one[:, 1] ** -2.0
    mean, error = (one[:, 0] * weights).sum() / weights.sum(), weights.sum() ** -0.5
    assert abs(mean - np.log(1.10)) < 2.0 * error
    assert 0.0 < two[:, 0].mean() < np.log(1.25)


def test_men_sent_off_count_as_published() -> None:
    # Own rate: 0.67 (Vecer 2009), down by more than 30 % (Maia 2023). Opponent's: 1.25 (Vecer) to 1.88 (Ridder 1994).
    men = Men.fitted()
    assert 0.55 < men.own[1] < 0.70
    assert 1.25 < men.opponent[1] < 1.88
    assert men.own[2] < men.own[1]
    assert men.opponent[2] > men.opponent[1]


def test_extra_time_brings_as_many_goals_as_counted() -> None:
    # Open results: .76 goals a match in extra time 1955-2015, .99 since 2021.
    rates = rates_from_expected(1.45, 1.25)
    goals = float(expected_goals(rates, Moment(3, 0.0), until=4).sum())
    assert 0.76 < goals < 1.05


def test_expected_goals_come_back() -> None:
    home, away = np.meshgrid(np.linspace(0.4, 3.5, 20), np.linspace(0.3, 2.5, 20))
    rates = rates_from_expected(home.ravel(), away.ravel())
    np.testing.assert_allclose(expected_goals(rates), np.stack([home.ravel(), away.ravel()]), rtol=2e-5)
    assert rates_from_expected(1.7, 0.9).home == pytest.approx(
        rates_from_expected(np.full(300, 1.7), np.full(300, 0.9)).home[7], rel=1e-6
    )


def test_the_fitted_file_says_where_it_comes_from() -> None:
    record = read("in_play")["record"]
    assert record["rows"]["matches"] > 29_000
    assert "ODC-BY" in record["licence"]
    # Beats both rivals at every minute, on leagues left out, and is calibrated better than constant rates.
    scores = record["held_out"]["by_minute"]
    for minute, score in scores["model"].items():
        assert score["rps"] <= scores["constant_rate"][minute]["rps"]
        assert score["rps"] < scores["score_table"][minute]["rps"]
        assert score["calibration_error"] < scores["constant_rate"][minute]["calibration_error"]
    assert record["held_out"]["calibration_error_all_minutes"] <= 0.0055


def test_score_states_that_make_no_sense_are_refused() -> None:
    with pytest.raises(InputError):
        ScoreState((Moment(1, 0),), np.ones((1, 2)), np.ones((1, 2)), np.ones(1))
    with pytest.raises(InputError):
        ScoreState((Moment(2, 0),), np.ones((1, 3)), np.ones((1, 3)), np.ones(1))
    with pytest.raises(InputError, match="positive"):
        ScoreState((Moment(1, 0),), np.zeros((1, 3)), np.ones((1, 3)), np.ones(1))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Rates([], []),
        lambda: Rates([1.0, 1.2], [1.0]),
        lambda: Approach(own=float("inf")),
        lambda: Approach(opponent=0.0),
        lambda: Men((1.0, float("inf")), (1.0,)),
        lambda: Men((1.0, float("nan")), (1.0,)),
        lambda: Men((0.9,), (1.0,)),
    ],
)
def test_multipliers_that_make_no_sense_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(InputError) as caught:
        wrong()
    assert caught.value.place
    assert caught.value.remedy
