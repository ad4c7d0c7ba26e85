"""Rates of a return match from those of the first, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from frontfoot.goals.market import MatchOdds, rates_of_odds, usual_home_advantage
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Tie, rules
from frontfoot.ties.market import at_other_ground, rates_with_odds
from frontfoot.ties.pairing import season_clock

ODDS = MatchOdds(1.4, 5.0, 7.5, (2.5, 1.7, 2.2))
TIE = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta"), Leg("Atalanta", "Liverpool")))


@pytest.mark.parametrize("grounds", [0, 1, 2])
@pytest.mark.parametrize(("home", "away"), [(1.5, 1.5), (2.4, 0.6), (0.3, 1.1)])
def test_the_total_stays_and_the_home_advantage_turns(grounds: int, home: float, away: float) -> None:
    there = at_other_ground(Rates(home, away), grounds=grounds)
    assert float(there.home + there.away) == pytest.approx(home + away)
    # log(home / away) = advantage + difference here, and advantage - difference there.
    expected = grounds * usual_home_advantage() - np.log(home / away)
    assert float(np.log(there.home / there.away)) == pytest.approx(expected)


def test_sides_that_are_even_at_both_grounds_have_one_match_twice() -> None:
    half = np.exp(usual_home_advantage() / 2.0)
    there = at_other_ground(Rates(1.3 * half, 1.3 / half))
    assert (float(there.home), float(there.away)) == pytest.approx((1.3 * half, 1.3 / half))


def test_there_and_back_is_where_it_began() -> None:
    draws = Rates(np.array([0.8, 1.6, 2.5]), np.array([1.9, 1.6, 0.4]))
    back = at_other_ground(at_other_ground(draws))
    assert back.home == pytest.approx(draws.home)
    assert back.away == pytest.approx(draws.away)


def test_odds_of_the_first_leg_make_both_and_those_of_the_last_their_own() -> None:
    solved = rates_of_odds(ODDS, competition="UEFA Europa League")
    first, second = rates_with_odds(TIE, 1, ODDS)
    assert (float(first.home), float(first.away)) == pytest.approx((float(solved.home), float(solved.away)))
    assert float(second.home) == pytest.approx(float(at_other_ground(solved).home))
    (last,) = rates_with_odds(TIE, 2, ODDS)
    assert float(last.home) == pytest.approx(float(solved.home))
    assert all(one.clock == season_clock(TIE.rules) for one in (first, second, last))


def test_a_neutral_ground_has_no_home_advantage_to_turn() -> None:
    for neutral in (0, 1):
        legs = tuple(replace(leg, neutral=number == neutral) for number, leg in enumerate(TIE.legs))
        first, second = rates_with_odds(replace(TIE, legs=legs), 1, ODDS)
        assert float(second.home) == pytest.approx(float(at_other_ground(first, grounds=1).home))
