"""The update of what is left by what was seen: against hand calculations, and its record."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.fitted import read
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.forecast import expected_goals
from frontfoot.goals.rates import Men, Rates, ScoreState
from frontfoot.goals.seen import Seen, SeenStanding, Update, expected_so_far, tilt_of

PLAIN = Rates(1.8, 0.9, clock=Clock.constant(), score_state=ScoreState.none(), men=Men.none())
UPDATE = Update(weight=10.0, tilt=0.4, strength=0.174, lead=-0.04)


def test_expected_goals_of_a_plain_half_are_half_the_rates() -> None:
    expected = expected_so_far(PLAIN, Seen((0.0, 0.0), None, ((1, 2700.0),)))
    assert (float(expected.home), float(expected.away), expected.lead) == pytest.approx((0.9, 0.45, 0.0))


def test_expectation_follows_score_and_men_as_they_were() -> None:
    """Twenty minutes at 0-0, ten at 1-0 against ten men, by hand."""
    state = ScoreState((Moment(1, 0.0),), np.array([[1.2, 1.0, 0.8]]), np.array([[1.3, 1.0, 0.7]]), np.ones(1))
    rates = replace(PLAIN, score_state=state, men=Men((1.0, 0.5), (1.0, 1.5)))
    course = (SeenStanding(1, 0.0, (0, 0), (11, 11)), SeenStanding(1, 1200.0, (1, 0), (11, 10)))
    expected = expected_so_far(rates, Seen((0.0, 0.0), None, ((1, 1800.0),), course))
    assert float(expected.home) == pytest.approx(1.8 * (20 + 10 * 0.8 * 1.5) / 90)
    assert float(expected.away) == pytest.approx(0.9 * (20 + 10 * 1.3 * 0.5) / 90)
    assert expected.lead == pytest.approx(1 / 3)


def test_the_first_leg_counts_as_lead() -> None:
    expected = expected_so_far(PLAIN, Seen((0.0, 0.0), None, ((1, 2700.0),), carried=-3))
    assert expected.lead == -3.0


def test_a_half_as_expected_changes_nothing() -> None:
    expected = expected_so_far(PLAIN, Seen((0.0, 0.0), None, ((1, 2700.0),)))
    tilt = 0.5 + UPDATE.strength * math.log(2.0)
    seen = Seen((float(expected.home), float(expected.away)), tilt, ((1, 2700.0),))
    assert UPDATE.factors(seen, PLAIN) == pytest.approx((1.0, 1.0))


def test_the_formula_by_hand() -> None:
    seen = Seen((2.0, 0.1), 0.8, ((1, 2700.0),))
    surplus = 0.8 - 0.5 - 0.174 * math.log(2.0)
    home, away = UPDATE.factors(seen, PLAIN)
    assert float(home) == pytest.approx(12.0 / 10.9 * math.exp(0.4 * surplus))
    assert float(away) == pytest.approx(10.1 / 10.45 * math.exp(-0.4 * surplus))


@given(st.floats(0, 4), st.floats(0, 4), st.floats(0.05, 0.95), st.floats(60, 2700))
def test_one_sides_chances_do_not_touch_the_other(home: float, away: float, tilt: float, seconds: float) -> None:
    first = UPDATE.factors(Seen((home, away), tilt, ((1, seconds),)), PLAIN)
    second = UPDATE.factors(Seen((home, away + 1.0), tilt, ((1, seconds),)), PLAIN)
    assert first[0] == second[0]
    assert second[1] > first[1]


def test_goals_so_far_are_no_evidence() -> None:
    """Only chances, territory and time count; the score enters as the state in which they came about."""
    scored = (SeenStanding(1, 0.0, (0, 0), (11, 11)), SeenStanding(1, 600.0, (2, 0), (11, 11)))
    level = UPDATE.factors(Seen((1.0, 1.0), None, ((1, 2700.0),)), PLAIN)
    assert UPDATE.factors(Seen((1.0, 1.0), None, ((1, 2700.0),), scored), PLAIN) == pytest.approx(level)


def test_draws_are_updated_each_on_its_own() -> None:
    rates = Rates(np.array([1.0, 2.0]), np.array([1.0, 1.0]))
    home, _ = UPDATE.factors(Seen((0.7, 0.5), 0.5, ((1, 2700.0),)), rates)
    assert home.shape == (2,)
    assert home[0] > home[1]


def test_a_tilt_of_few_passes_says_nothing() -> None:
    assert tilt_of((5.0, 4.0)) is None
    assert tilt_of((5.0, 5.0)) == 0.5
    with pytest.raises(InputError, match="Nothing of the match"):
        expected_so_far(PLAIN, Seen((0.0, 0.0), None, ((1, 0.0),)))


def test_what_is_left_moves_by_about_the_factor() -> None:
    rates = Rates(1.4, 1.1)
    seen = Seen((1.6, 0.2), 0.7, ((1, 2760.0),))
    home, away = UPDATE.factors(seen, rates)
    updated = Rates(rates.home * home, rates.away * away)
    before, after = (expected_goals(r, Moment(2, 0.0)) for r in (rates, updated))
    assert after[0] / before[0] == pytest.approx(float(home), rel=0.03)
    assert after[1] / before[1] == pytest.approx(float(away), rel=0.03)


def test_the_record_says_what_it_is_worth() -> None:
    document = read("half_time")
    held_out = document["record"]["held_out"]
    for when in ("30'", "half-time"):
        gain, error = held_out[when]["log score gain, thousandths a match"]
        assert gain > 2.0 * error - 0.5 > 0.0
    assert len(held_out["chosen without"]) == 5
    assert Update.fitted() == Update(**document["parameters"]["update"])
    assert 5.0 <= Update.fitted().weight <= 20.0
    shares = document["parameters"]["persistence"]
    assert shares["pass_completion"]["share"] > shares["field_tilt"]["share"] > shares["shots"]["share"]
    assert abs(shares["cards"]["share"]) < 0.1


@pytest.mark.parametrize(
    ("passes", "tilt"), [((9.0, 0.9), None), ((9.0, 1.0), 0.9), ((1.0, 9.0), 0.1), ((0.0, 10.0), 0.0)]
)
def test_ten_passes_of_both_sides_are_the_fewest(passes: tuple[float, float], tilt: float | None) -> None:
    assert tilt_of(passes) == tilt


@pytest.mark.parametrize(
    ("periods", "share"),
    [
        (((1, 1799.0),), 1799 / 1800),
        (((1, 1800.0),), 1.0),
        (((1, 900.0), (2, 450.0)), 0.75),
        (((1, 2700.0), (2, 9.0)), 1.0),
    ],
)
def test_a_tilt_counts_in_proportion_for_half_an_hour(periods: tuple[tuple[int, float], ...], share: float) -> None:
    seen = Seen((1.0, 0.4), 0.7, periods)
    expected = expected_so_far(PLAIN, seen)
    surplus = 0.4 * share * (0.7 - 0.5 - 0.174 * math.log(2.0) - -0.04 * expected.lead)
    home, away = UPDATE.factors(seen, PLAIN)
    assert float(home) == pytest.approx(11.0 / (10.0 + float(expected.home)) * math.exp(surplus), rel=1e-12)
    assert float(away) == pytest.approx(10.4 / (10.0 + float(expected.away)) * math.exp(-surplus), rel=1e-12)


def test_a_tilt_that_is_not_known_changes_neither_side() -> None:
    rates = replace(PLAIN, home=np.array([1.0, 2.0]), away=np.array([1.5, 0.5]))
    seen = Seen((1.0, 0.4), None, ((1, 2700.0),))
    assert UPDATE.surplus(seen, rates, expected_so_far(rates, seen)).tolist() == [0.0, 0.0]
    home, away = UPDATE.factors(seen, rates)
    assert home == pytest.approx(11.0 / (10.0 + np.array([0.5, 1.0])))
    assert away == pytest.approx(10.4 / (10.0 + np.array([0.75, 0.25])))


def test_expectation_over_periods_second_by_second() -> None:
    """Rows of the tables, goals and red cards at once, over two halves and part of extra time."""
    state = ScoreState(
        (Moment(1, 0.0), Moment(1, 1000.0), Moment(2, 600.0)),
        np.array([[1.2, 1.0, 0.8], [1.3, 1.1, 0.7], [1.4, 0.9, 0.6]]),
        np.array([[1.1, 1.0, 0.9], [1.5, 0.8, 0.5], [1.6, 1.2, 0.4]]),
        np.array([0.9, 1.2, 1.1]),
    )
    men = Men((1.0, 0.5, 0.3), (1.0, 1.5, 1.8))
    rates = replace(PLAIN, clock=Clock.fitted(), score_state=state, men=men)
    standings = (
        SeenStanding(1, 0.0, (0, 0), (11, 11)),
        SeenStanding(1, 1000.0, (0, 1), (11, 11)),
        SeenStanding(1, 2705.0, (1, 1), (11, 10)),
        SeenStanding(2, 0.0, (2, 1), (11, 10)),
        SeenStanding(2, 700.0, (2, 1), (10, 9)),
        SeenStanding(3, 0.0, (2, 2), (9, 9)),
    )
    periods = ((1, 2760.0), (2, 2720.0), (3, 10.0))
    for carried in (0, -1):
        home = away = lead = 0.0
        for period, length in periods:
            for second in range(int(length)):
                now = [s for s in standings if (s.period, s.seconds) <= (period, second)][-1]
                row = sum((m.period, m.second) <= (period, second) for m in state.starts) - 1
                gap = now.score[0] - now.score[1] + carried
                both = state.goalless[row] if now.score == (0, 0) else 1.0
                time = rates.clock.elapsed(period, second + 1.0) - rates.clock.elapsed(period, float(second))
                one, other = men.multipliers(now.men)
                home += 1.8 * both * state.home[row][1 + max(-1, min(1, gap))] * one * time
                away += 0.9 * both * state.away[row][1 + max(-1, min(1, -gap))] * other * time
                lead += gap
        expected = expected_so_far(rates, Seen((0.0, 0.0), None, periods, standings, carried))
        assert float(expected.home) == pytest.approx(home, rel=1e-9)
        assert float(expected.away) == pytest.approx(away, rel=1e-9)
        assert expected.lead == pytest.approx(lead / 5490.0)
    # The first standing holds from the start, and by default there is no goal and no red card.
    late = (SeenStanding(1, 300.0, (1, 0), (11, 10)),)
    whole = (SeenStanding(1, 0.0, (1, 0), (11, 10)),)
    early, always = (expected_so_far(rates, Seen((0.0, 0.0), None, periods, s)) for s in (late, whole))
    assert (float(early.home), early.lead) == (float(always.home), 1.0)
    assert Seen((0.0, 0.0), None, periods) == Seen(
        (0.0, 0.0), None, periods, (SeenStanding(1, 0.0, (0, 0), (11, 11)),), 0
    )
