"""Announced stoppage: so much is played, and half a minute."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.decisions.from_tie import situation_of
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.rates import Men, Rates, ScoreState
from frontfoot.ties import Leg, Model, Situation, Tie, outlook, rules
from frontfoot.ties.file import parse_tie
from frontfoot.ties.replay import replay

CLOCK = Clock.fitted(2023)
LEVEL = ScoreState((Moment(1, 0.0),), np.ones((1, 7)), np.ones((1, 7)), np.ones(1))
PLAIN = Rates(1.5, 1.2, clock=CLOCK, score_state=LEVEL, men=Men((1.0,), (1.0,)))
FITTED = Rates(1.5, 1.2, clock=CLOCK)
FINAL = Tie(rules("ucl", 2023, "F"), (Leg("Borussia Dortmund", "Real Madrid", neutral=True),))
TIE = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))


@pytest.mark.parametrize(
    ("minutes", "gone", "left"),
    [(0, 0.0, 30.0), (3, 0.0, 210.0), (7, 120.0, 330.0), (4, 300.0, 30.0), (12, 60.0, 690.0)],
)
def test_no_goal_falls_in_what_is_left_with_its_closed_form_probability(minutes: int, gone: float, left: float) -> None:
    """Poisson goals at one rate, for what was announced and half a minute; half a minute where that is over."""
    odds = outlook(FINAL, Situation(1, Moment(2, 2700.0 + gone), (1, 0), announced=minutes), PLAIN)
    none = 1.0 - sum(coming.probability for coming in odds.next_scores)
    assert none == pytest.approx(math.exp(-2.7 * CLOCK.in_stoppage[1] / 5400.0 * left), abs=1e-9)


def test_nothing_else_of_the_clock_changes() -> None:
    known = CLOCK.announced(2, 9)
    assert known.between(Moment(1, 0.0), Moment(2, 0.0)) == CLOCK.between(Moment(1, 0.0), Moment(2, 0.0))
    assert known.elapsed(2, 2700.0) == CLOCK.elapsed(2, 2700.0)
    assert [known.stoppages[place] is CLOCK.stoppages[place] for place in range(4)] == [True, False, True, True]
    assert np.array_equal(known.in_stoppage, CLOCK.in_stoppage)


@pytest.mark.slow
@given(st.integers(0, 14), st.integers(0, 10), st.sampled_from([(0, 1), (0, 2), (1, 2)]))
@settings(deadline=None, max_examples=40)
def test_more_time_helps_the_side_behind(minutes: int, more: int, score: tuple[int, int]) -> None:
    """In a final the side behind has the more of it the longer it lasts."""
    behind = [
        outlook(FINAL, Situation(1, Moment.at(90), score, announced=announced), FITTED).through["Borussia Dortmund"]
        for announced in (minutes, minutes + more)
    ]
    assert behind[1] >= behind[0] - 1e-9


def test_it_may_be_shorter_than_expected_too() -> None:
    """About six minutes are played on average in 2023/24: two announced help the side in front, nine do not."""
    here = Situation(1, Moment.at(90), (1, 0))
    short, plain, long = (
        outlook(FINAL, replace(here, announced=announced), FITTED).through["Borussia Dortmund"]
        for announced in (2, None, 9)
    )
    assert short > plain > long


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize("moment", [Moment.at(90), Moment.at("90+3"), Moment.at(45)])
def test_model_outlook_and_decision_know_the_same(moment: Moment, drawn: bool) -> None:
    """By the situation, or by rates whose clock has been told: one and the same."""
    base = Rates(np.array([1.4, 1.6]), np.array([1.1, 1.3]), clock=CLOCK) if drawn else FITTED
    longer = replace(base, clock=CLOCK.announced(moment.period, 8))
    here = Situation(2, moment, (0, 2))
    known = replace(here, announced=8)
    assert outlook(TIE, known, base) == outlook(TIE, here, longer) != outlook(TIE, here, base)
    by_model = situation_of(Model(TIE, base), known, "Atalanta")
    assert by_model.rates.clock.stoppages[moment.period - 1].lengths.tolist() == [510.0]
    assert np.allclose(by_model.payoff, situation_of(Model(TIE, longer), here, "Atalanta").payoff)


def test_both_legs_to_play_only_the_one_under_way_is_longer() -> None:
    tie = Tie(TIE.rules, (Leg("Liverpool", "Atalanta"), Leg("Atalanta", "Liverpool")))
    longer = replace(FITTED, clock=CLOCK.announced(2, 9))
    here = Situation(1, Moment.at(90), (0, 1))
    assert outlook(tie, replace(here, announced=9), [FITTED, FITTED]).through == pytest.approx(
        outlook(tie, here, [longer, FITTED]).through, abs=1e-12
    )


def document(*events: dict[str, Any]) -> dict[str, Any]:
    first = {"home": "Liverpool", "away": "Atalanta", "score": [0, 3]}
    return {
        "competition": "uel",
        "season": 2023,
        "leg": [first, {"home": "Atalanta", "away": "Liverpool", "event": list(events)}],
    }


def test_a_tie_told_again_knows_it_from_when_it_was_said() -> None:
    goals = [{"minute": minute, "kind": "goal", "club": "Liverpool"} for minute in (7, 60)]
    stoppage = {"minute": 90, "kind": "stoppage", "minutes": 9}
    last = {"minute": "90+8", "kind": "note", "note": "still on"}
    pair = [FITTED, FITTED]
    without = replay(parse_tie(document(*goals, last)), pair)
    replayed = replay(parse_tie(document(*goals, stoppage, last)), pair)
    before = [[point.through for point in way.points if point.moment < Moment.at(90)] for way in (replayed, without)]
    assert before[0] == pytest.approx(before[1], abs=1e-12)
    (swing,) = [swing for swing in replayed.swings if swing.event.kind == "stoppage"]
    here = Situation(2, Moment.at(90), (0, 2))
    assert swing.before == pytest.approx(outlook(TIE, here, FITTED).through["Atalanta"], abs=1e-6)
    assert swing.after == pytest.approx(outlook(TIE, replace(here, announced=9), FITTED).through["Atalanta"], abs=1e-6)
    late = Situation(2, Moment.at("90+8"), (0, 2), announced=9)
    assert replayed.points[-1].through == pytest.approx(outlook(TIE, late, FITTED).through["Atalanta"], abs=1e-6)
    assert (swing.event.text(), replayed.points[-1].announced) == ("9 minutes of stoppage announced", 9)


def test_the_first_half_forgets_it_at_half_time() -> None:
    stoppage = {"minute": 45, "kind": "stoppage", "minutes": 6}
    half_time = {"minute": "HT", "kind": "half-time"}
    replayed = replay(parse_tie(document(stoppage, half_time)), [FITTED, FITTED])
    assert replayed.points[-1].moment == Moment(2, 0.0)
    assert replayed.points[-1].announced is None
    expected = outlook(TIE, Situation(2, Moment(2, 0.0)), FITTED).through["Atalanta"]
    assert replayed.points[-1].through == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ({"minute": 90, "kind": "stoppage"}, "minutes announced"),
        ({"minute": 90, "kind": "stoppage", "minutes": 31}, "minutes announced"),
        ({"minute": 90, "kind": "stoppage", "minutes": True}, "minutes announced"),
        ({"minute": 90, "kind": "stoppage", "minutes": "4"}, "minutes announced"),
        ({"kind": "stoppage", "minutes": 4}, "no minute"),
        ({"minute": 90, "kind": "goal", "club": "Atalanta", "minutes": 4}, "A goal has no 'minutes'"),
    ],
)
def test_what_cannot_be_announced_is_refused(event: dict[str, Any], text: str) -> None:
    with pytest.raises(InputError, match=text) as caught:
        parse_tie(document(event))
    assert caught.value.remedy


def test_a_number_that_is_no_announcement_is_refused() -> None:
    with pytest.raises(InputError, match="not announced"):
        Situation(announced=31)
    with pytest.raises(InputError, match="not announced"):
        CLOCK.announced(2, -1)
    with pytest.raises(InputError, match="no period"):
        CLOCK.announced(5, 1)
