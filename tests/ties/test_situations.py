"""Situations and ties at their limits and in words, and the blocks of scores that a model keeps."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import MOST_ANNOUNCED, Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.ties.block import Block
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.pairing import competition_of, season_clock
from frontfoot.ties.rulebook import Rules, Step, rules
from frontfoot.ties.settle import Decision, Ruling
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie, aggregate, check_course, check_fit
from frontfoot.ties.solved import make_room, rates_given


@pytest.mark.parametrize(
    ("wrong", "problem", "place"),
    [
        ({"leg": 0}, "There is no leg 0", "leg"),
        ({"leg": 3}, "There is no leg 3", "leg"),
        ({"score": (1,)}, "(1,) is not a score", "score"),
        *(
            ({"men": men}, f"{men} men on the two sides cannot be", "men")
            for men in ((6, 11), (12, 11), (11, 6), (11, 12))
        ),
        ({"announced": -1}, "-1 minutes of stoppage are not announced", "announced"),
        ({"announced": MOST_ANNOUNCED + 1}, f"{MOST_ANNOUNCED + 1} minutes of stoppage are not announced", "announced"),
    ],
)
def test_situations_that_cannot_be(wrong: dict[str, Any], problem: str, place: str) -> None:
    with pytest.raises(InputError) as refused:
        Situation(**wrong)
    assert (refused.value.problem, refused.value.place) == (problem, place)
    assert refused.value.remedy


def test_situations_at_their_limits() -> None:
    for men in ((7, 11), (11, 7), (8, 9), (10, 10)):
        assert Situation(men=men).men == men
    assert Situation(announced=0).when.endswith("0 minutes of stoppage announced")
    assert Situation(moment=Moment(2, 900.0), announced=1).when.startswith("60', 1 minute")
    assert Situation(announced=MOST_ANNOUNCED).announced == MOST_ANNOUNCED
    start = Situation()
    assert (start.leg, start.moment, start.score, start.men) == (1, Moment(1, 0.0), (0, 0), (11, 11))
    assert (start.shoot_out, start.announced) == (None, None)


STEPS = (Step.EXTRA_TIME, Step.SHOOT_OUT)
TWO = Tie(Rules(2, STEPS), (Leg("B", "A", (1, 2)), Leg("A", "B")))
SILVER = Tie(Rules(1, (Step.SILVER_GOAL, Step.SHOOT_OUT)), (Leg("A", "B"),))
GOLDEN = Tie(Rules(1, (Step.GOLDEN_GOAL, Step.SHOOT_OUT)), (Leg("A", "B"),))
LEAGUE = Tie(Rules(1, ()), (Leg("A", "B"),))


@pytest.mark.parametrize(
    ("tie", "situation", "problem", "place"),
    [
        (LEAGUE, Situation(2), "Leg 2 does not exist", "leg"),
        (Tie(TWO.rules, (Leg("B", "A"), Leg("A", "B"))), Situation(2), "The first leg has no score", "legs"),
        (TWO, Situation(1, Moment(3, 0.0)), "The first leg has no extra time", "moment"),
        (TWO, Situation(1, shoot_out=ShootOut()), "The first leg has no extra time", "moment"),
        (LEAGUE, Situation(1, shoot_out=ShootOut()), "These rules have no shoot-out", "shoot-out"),
        (LEAGUE, Situation(1, Moment(3, 0.0)), "These rules have no extra time", "moment"),
        (TWO, Situation(2, shoot_out=ShootOut()), "A shoot-out is held when the tie is level, and it is not", "score"),
        (
            GOLDEN,
            Situation(1, Moment(3, 60.0), (1, 0)),
            "Under the golden goal the match is over at this score",
            "score",
        ),
        (
            SILVER,
            Situation(1, Moment(4, 0.0), (1, 0)),
            "Under the silver goal the match is over at this score",
            "score",
        ),
        (TWO, Situation(2, Moment(3, 0.0)), "Extra time begins level, and the tie is not", "score"),
    ],
)
def test_situations_that_do_not_fit_their_tie(tie: Tie, situation: Situation, problem: str, place: str) -> None:
    with pytest.raises(InputError) as refused:
        check_fit(tie, situation)
    assert (refused.value.problem, refused.value.place) == (problem, place)
    assert refused.value.remedy
    with pytest.raises(InputError):
        check_course(tie, situation)


def test_situations_that_do() -> None:
    for tie, situation in (
        (SILVER, Situation(1, Moment(3, 60.0), (1, 0))),
        (SILVER, Situation(1, Moment(4, 0.0), (1, 1))),
        (GOLDEN, Situation(1, Moment(4, 0.0), (1, 1))),
        (TWO, Situation(2, Moment(3, 0.0), (0, 1))),
        (TWO, Situation(2, Moment(3, 60.0), (3, 1))),
        (TWO, Situation(2, shoot_out=ShootOut(), score=(0, 1))),
        (TWO, Situation(2, Moment(2, 2700.0), (4, 0))),
    ):
        check_course(tie, situation)
    assert aggregate(TWO, Situation(2, score=(3, 1))) == (5, 2)
    assert aggregate(TWO, Situation(1, score=(3, 1))) == (3, 1)
    assert (TWO.carried(1), TWO.carried(2), TWO.clubs) == (0, 1, ("A", "B"))


@pytest.mark.parametrize(
    ("legs", "problem", "remedy"),
    [
        ((Leg("A", "B"),), "1 match is given, and the rules have 2", "Two legs; if level: extra time, then shoot-out"),
        ((Leg("A", "B"),) * 3, "3 matches are given, and the rules have 2", "Two legs"),
        ((Leg("A", "B"), Leg("C", "A")), "The legs are not between the same two clubs", "Name the same clubs in both"),
        ((Leg("A", "B"), Leg("A", "B")), "A is at home in both legs", "Turn the clubs of one leg round"),
    ],
)
def test_ties_that_cannot_be(legs: tuple[Leg, ...], problem: str, remedy: str) -> None:
    with pytest.raises(InputError) as refused:
        Tie(Rules(2, STEPS), legs)
    assert (refused.value.problem, refused.value.place) == (problem, "legs")
    assert refused.value.remedy.startswith(remedy)


def test_a_tie_in_words() -> None:
    rule = rules("uel", 2023, "QF")
    legs = (Leg("Lyon", "Ajax", (0, 1), date=datetime.date(2024, 4, 11)), Leg("Ajax", "Lyon", (1, 0)))
    whole = Tie(rule, legs)
    assert repr(whole) == "<Tie: Lyon 0-1 Ajax; Ajax 1-0 Lyon; UEFA Europa League 2023/24 Quarter-final>"
    page = whole._repr_html_()
    for words in ("first leg", "second leg", "2024-04-11", "Ajax went through in 90 minutes.", "Two legs; if level"):
        assert words in page
    assert "decided by" not in page
    late = Tie(rule, (Leg("Lyon", "Ajax", (0, 0)), Leg("Ajax", "Lyon", (0, 0), (1, 0))))._repr_html_()
    assert "decided by" in late
    assert "after extra time" in late
    assert "Ajax went through by extra time." in late
    assert ">date<" not in late
    ahead = Tie(Rules(1, STEPS), (Leg("A", "B"),))
    assert repr(ahead) == "<Tie: A - B; own rules>"
    assert "went through" not in ahead._repr_html_()
    assert ">match<" in ahead._repr_html_()
    ruled = Tie(Rules(1, STEPS), (Leg("A", "B"),), Ruling("B", Decision.AWARD))
    assert ruled.settle().winner == "B"


# What a model keeps.


def test_the_oldest_solutions_make_room() -> None:
    kept = {1: "a", 2: "b", 3: "c"}
    make_room(kept, 4)
    assert list(kept) == [1, 2, 3]
    make_room(kept, 3)
    assert list(kept) == [2, 3]
    make_room(kept, 1)
    assert kept == {}


def test_rates_that_are_missing_are_named() -> None:
    pair = rates_from_expected(1.0, 1.0, clock=season_clock(Rules(1, ())))
    assert rates_given((None, pair), 2) is pair
    with pytest.raises(InputError) as refused:
        rates_given((None, pair), 1)
    assert (refused.value.problem, refused.value.place) == ("The rates of leg 1 are not given", "rates")


def test_a_model_keeps_eight_announced_lengths() -> None:
    model = Model(LEAGUE, rates_from_expected(1.4, 1.1, clock=season_clock(LEAGUE.rules)))
    assert model.knowing(1, 1, None) is model
    for minutes in range(10):
        model.knowing(1, 1, minutes)
    assert sorted(model._knowing) == [(1, 1, minutes) for minutes in range(2, 10)]
    assert model.knowing(1, 1, 9) is model.knowing(1, 1, 9)


@pytest.mark.parametrize("score", [(0, 0), (3, 3), (4, 7), (8, 0), (13, 2)])
def test_blocks_hold_four_scores_of_each_side_and_the_goals_to_come(score: tuple[int, int]) -> None:
    first = Block.first_of(score)
    assert all(low <= goals < low + 4 and low % 4 == 0 for low, goals in zip(first, score, strict=True))
    block = Block(first, (5, 6))
    home, away = np.indices((5, 6))
    for carried in (-2, 0, 1):
        lead = carried + first[0] + home - first[1] - away
        assert np.array_equal(block.lead(carried), lead)
        ahead, behind = block.ahead_and_behind(carried)
        assert np.array_equal(ahead, (lead > 0).ravel().astype(float))
        assert np.array_equal(behind, (lead < 0).ravel().astype(float))
        at = list(zip(*(part.tolist() for part in block.level(carried)), strict=True))
        assert at == sorted(((int(h), int(a)) for h, a in np.argwhere(lead == 0)), key=lambda pair: pair[1])


def test_competitions_of_league_matches_are_those_of_the_home_clubs_country() -> None:
    league = rules("league", 2023)
    assert competition_of(Tie(league, (Leg("Arsenal", "Milan"),))) == "Premier League"
    assert competition_of(Tie(league, (Leg("Milan", "Arsenal"),))) == "Serie A"
    assert competition_of(Tie(league, (Leg("Atlantis", "Arsenal"),))) == league.competition
    assert competition_of(Tie(rules("uel", 2023, "F"), (Leg("Milan", "Arsenal"),))) == "UEFA Europa League"
