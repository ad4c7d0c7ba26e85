"""The words of every moment, chance, goal and end, from odds made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontfoot.goals.clock import Moment
from frontfoot.ties.event import Event
from frontfoot.ties.leg import Leg
from frontfoot.ties.outlook import NextScore, Outlook
from frontfoot.ties.replay import Replay, ReplayPoint, Swing
from frontfoot.ties.rulebook import Rules, Step, rules
from frontfoot.ties.sentences import chance, moment_sentence, replay_sentence, when
from frontfoot.ties.settle import Settlement, Way
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie

STEPS = (Step.EXTRA_TIME, Step.SHOOT_OUT)
FINAL = Tie(rules("ucl", 2018, "F"), (Leg("Lyon", "Ajax"),))
MATCH = Tie(rules("euro", 2016, "QF"), (Leg("Italy", "Spain"),))
TWO = Tie(rules("uel", 2023, "QF"), (Leg("Ajax", "Lyon", (1, 0)), Leg("Lyon", "Ajax")))


@pytest.mark.parametrize(
    ("tie", "leg", "moment", "words"),
    [
        (FINAL, 1, Moment(1, 0.0), "before the final"),
        (MATCH, 1, Moment(1, 0.0), "before the match"),
        (TWO, 1, Moment(1, 0.0), "before the first leg"),
        (TWO, 2, Moment(1, 0.0), "before the second leg"),
        (FINAL, 1, Moment(1, 0.5), "in the 1st minute"),
        (FINAL, 1, Moment(1, 60.0), "in the 1st minute"),
        (FINAL, 1, Moment(1, 2640.0), "in the 44th minute"),
        (FINAL, 1, Moment(1, 2700.0), "at the end of the first half"),
        (FINAL, 1, Moment(1, 2760.0), "in stoppage time of the first half"),
        (FINAL, 1, Moment(2, 0.0), "at half-time"),
        (FINAL, 1, Moment(2, 1320.0), "in the 67th minute"),
        (FINAL, 1, Moment(2, 2700.0), "at the end of the 90 minutes"),
        (FINAL, 1, Moment(2, 2701.0), "in stoppage time of the second half"),
        (FINAL, 1, Moment(3, 0.0), "before extra time"),
        (FINAL, 1, Moment(3, 660.0), "in the 101st minute, in extra time"),
        (FINAL, 1, Moment(3, 900.0), "at half-time of extra time"),
        (FINAL, 1, Moment(3, 960.0), "in stoppage time of extra time"),
        (FINAL, 1, Moment(4, 0.0), "at half-time of extra time"),
        (FINAL, 1, Moment(4, 420.0), "in the 112th minute, in extra time"),
        (FINAL, 1, Moment(4, 900.0), "at the end of extra time"),
        (FINAL, 1, Moment(4, 901.0), "in stoppage time of extra time"),
        (TWO, 1, Moment(2, 0.0), "at half-time of the first leg"),
        (TWO, 1, Moment(2, 1320.0), "in the 67th minute of the first leg"),
        (TWO, 1, Moment(1, 2700.0), "at the end of the first half of the first leg"),
        (TWO, 1, Moment(2, 2760.0), "in stoppage time of the second half of the first leg"),
        (TWO, 2, Moment(2, 0.0), "at half-time"),
        (TWO, 2, Moment(2, 1320.0), "in the 67th minute"),
    ],
)
def test_each_moment_in_words(tie: Tie, leg: int, moment: Moment, words: str) -> None:
    assert when(tie, Situation(leg, moment)) == words


@pytest.mark.parametrize(
    ("home", "away", "words"),
    [
        ("", "", "before the shoot-out"),
        ("x", "", "in the shoot-out, at 1-0 after one and no kicks"),
        ("x", "-", "in the shoot-out, at 1-0 after one kick each"),
        ("xx-", "xx", "in the shoot-out, at 2-2 after three and two kicks"),
        ("xx-x", "xx-x", "in the shoot-out, at 3-3 after four kicks each"),
        ("x" * 10, "x" * 10, "in the shoot-out, at 10-10 after ten kicks each"),
        ("x" * 11, "x" * 11, "in the shoot-out, at 11-11 after 11 kicks each"),
    ],
)
def test_the_stand_of_a_shoot_out_in_words(home: str, away: str, words: str) -> None:
    assert when(FINAL, Situation(1, shoot_out=ShootOut.of(home, away))) == words


@pytest.mark.parametrize(
    ("value", "interval", "words"),
    [
        (0.0, None, "no chance"),
        (1e-9, None, "no chance"),
        (2e-9, None, "less than a 1% chance"),
        (0.0049, None, "less than a 1% chance"),
        (0.005, None, "less than a 1% chance"),
        (0.0051, None, "a 1% chance"),
        (0.995, None, "more than a 99% chance"),
        (0.9949, None, "a 99% chance"),
        (0.9951, None, "more than a 99% chance"),
        (1.0 - 2e-9, None, "more than a 99% chance"),
        (0.07, None, "a 7% chance"),
        (0.08, None, "an 8% chance"),
        (0.09, None, "a 9% chance"),
        (0.10, None, "a 10% chance"),
        (0.11, None, "an 11% chance"),
        (0.12, None, "a 12% chance"),
        (0.18, None, "an 18% chance"),
        (0.79, None, "a 79% chance"),
        (0.80, (0.7, 0.9), "an 80% chance (70 to 90)"),
        (0.89, (0.856, 0.944), "an 89% chance (86 to 94)"),
        (0.90, None, "a 90% chance"),
    ],
)
def test_chances_in_words(value: float, interval: Any, words: str) -> None:
    assert chance(value, interval) == words


def outlook(lyon: float, *coming: tuple[str | None, float], draw: float = 0.0, interval: Any = None) -> Outlook:
    scores = tuple(NextScore(club, 0.3, {"Lyon": then, "Ajax": 1.0 - then}) for club, then in coming)
    spans = {"Lyon": interval, "Ajax": (1.0 - interval[1], 1.0 - interval[0])} if interval else {}
    return Outlook({"Lyon": lyon, "Ajax": 1.0 - lyon - draw}, {}, scores, spans, draw)


HALF = Situation(1, Moment(2, 0.0), (0, 1))
GOALS = (("Lyon", 0.9), ("Ajax", 0.3))
CUT = "; a second Ajax goal would have cut it to 30%."


@pytest.mark.parametrize(
    ("odds", "club", "words"),
    [
        (outlook(0.6, *GOALS), "Lyon", "Lyon had a 60% chance of winning the final at half-time" + CUT),
        (outlook(0.5, *GOALS), "Lyon", "; a second Ajax goal would have cut it to 30%."),
        (outlook(0.45, *GOALS), "Lyon", "; a Lyon goal would have raised it to 90%."),
        (outlook(0.6, *GOALS), "Ajax", "; a second Ajax goal would have raised it to 70%."),
        (outlook(0.6, ("Lyon", 0.9), ("Ajax", 0.5951)), "Lyon", "; a Lyon goal would have raised it to 90%."),
        (outlook(0.6, ("Lyon", 0.604), ("Ajax", 0.597)), "Lyon", "chance of winning the final at half-time."),
        (outlook(0.3, ("Ajax", 0.1)), "Lyon", "; a second Ajax goal would have cut it to 10%."),
        (outlook(1.0), "Lyon", "Lyon were certain of winning the final at half-time."),
        (outlook(1.0 - 2e-9), "Lyon", "Lyon had more than a 99% chance of winning the final at half-time."),
        (outlook(0.6, interval=(0.5, 0.7)), "Lyon", "a 60% chance (50 to 70) of winning the final at half-time."),
        (outlook(0.5, draw=0.25), "Lyon", "of winning the final at half-time, and a draw was 25% likely."),
    ],
)
def test_the_goal_that_matters_most_is_said(odds: Outlook, club: str, words: str) -> None:
    assert moment_sentence(FINAL, HALF, odds, club).endswith(words)


@pytest.mark.parametrize(
    ("tie", "leg", "odds", "words"),
    [
        (FINAL, 1, outlook(0.5), "Lyon have a 50% chance of winning the final."),
        (FINAL, 1, outlook(1.0), "Lyon are certain of winning the final."),
        (FINAL, 1, outlook(0.5, draw=0.25), "Lyon have a 50% chance of winning the final; a draw is 25% likely."),
        (TWO, 2, outlook(0.5), "Lyon have a 50% chance of going through, with the second leg still to come."),
        (TWO, 1, outlook(0.5), "Lyon have a 50% chance of going through, with the first leg still to come."),
        (
            Tie(Rules(1, STEPS, best_of=3), (Leg("Lyon", "Ajax"),)),
            1,
            outlook(0.5),
            "Lyon have a 50% chance of winning the match, with the match still to come.",
        ),
    ],
)
def test_what_is_said_before_kick_off(tie: Tie, leg: int, odds: Outlook, words: str) -> None:
    assert moment_sentence(tie, Situation(leg), odds, "Lyon") == words


@pytest.mark.parametrize(
    ("score", "words"),
    [
        ((0, 0), "an Ajax goal"),
        ((0, 1), "a second Ajax goal"),
        ((0, 7), "an eighth Ajax goal"),
        ((0, 9), "a tenth Ajax goal"),
        ((0, 10), "a 11th Ajax goal"),
        ((3, 2), "a third Ajax goal"),
    ],
)
def test_goals_are_counted_by_their_side(score: tuple[int, int], words: str) -> None:
    text = moment_sentence(FINAL, replace(HALF, score=score), outlook(0.6, ("Ajax", 0.3)), "Lyon")
    assert f"; {words} would have cut it to 30%." in text


@pytest.mark.parametrize(
    ("state", "club", "words"),
    [
        (ShootOut(), None, "a miss by Lyon"),
        (ShootOut(), "Lyon", "a converted kick by Lyon"),
        (ShootOut(home_next=False), None, "a miss by Ajax"),
        (ShootOut(home_next=False), "Ajax", "a converted kick by Ajax"),
    ],
)
def test_kicks_are_said_by_who_takes_them(state: ShootOut, club: str | None, words: str) -> None:
    situation = Situation(1, Moment(4, 900.0), (1, 1), shoot_out=state)
    text = moment_sentence(FINAL, situation, outlook(0.6, (club, 0.3)), "Lyon")
    assert text.endswith(f"before the shoot-out; {words} would have cut it to 30%.")


def sentence_of(tie: Tie, settlement: Settlement, *points: ReplayPoint, swings: Any = ()) -> str:
    return replay_sentence(Replay(tie, tie.clubs, points, tuple(swings), settlement))


def point(second: float, through: float, *, leg: int = 1, period: int = 2) -> ReplayPoint:
    return ReplayPoint(leg, Moment(period, second), (0, 0), (11, 11), through)


def won(way: Way, goals: tuple[int, int], winner: str = "Lyon") -> Settlement:
    return Settlement(winner, way, None, {"Lyon": goals[0], "Ajax": goals[1]})


OPEN = Settlement(None, None, None, {})
CURVE = (point(0.0, 0.5, period=1), point(60.0, 0.25), point(1320.0, 0.4), point(2700.0, 1.0))


@pytest.mark.parametrize(
    ("way", "goals", "match", "words"),
    [
        (Way.REGULATION, (2, 1), {}, "Lyon won 2-1"),
        (Way.EXTRA_TIME, (2, 1), {"full_time": (1, 1), "extra_time": (2, 1)}, "Lyon won 2-1 after extra time"),
        (Way.GOLDEN_GOAL, (2, 1), {"full_time": (1, 1), "extra_time": (2, 1)}, "Lyon won 2-1 by a golden goal"),
        (Way.SILVER_GOAL, (2, 1), {"full_time": (1, 1), "extra_time": (2, 1)}, "Lyon won 2-1 by a silver goal"),
        (
            Way.SHOOT_OUT,
            (1, 1),
            {"full_time": (1, 1), "extra_time": (1, 1), "shoot_out": (5, 3)},
            "Lyon won 5-3 on penalties after a 1-1 draw",
        ),
        (Way.TOSS, (1, 1), {"full_time": (1, 1)}, "Lyon won by the toss of a coin after a 1-1 draw"),
        (Way.REPLAY, (1, 1), {"full_time": (1, 1)}, "Lyon won in a replay after a 1-1 draw"),
        (Way.AWARDED, (1, 1), {"full_time": (1, 1)}, "Lyon won by a decision after a 1-1 draw"),
    ],
)
def test_how_a_final_ended(way: Way, goals: tuple[int, int], match: dict[str, Any], words: str) -> None:
    tie = Tie(FINAL.rules, (Leg("Lyon", "Ajax", **{"full_time": goals, **match}),))
    assert (
        sentence_of(tie, won(way, goals), *CURVE)
        == f"{words}; the lowest chance on the way was 25%, in the 46th minute."
    )
    # A curve of fewer than three moments before the whistle says nothing of the way.
    assert sentence_of(tie, won(way, goals), *CURVE[:2], CURVE[-1]) == f"{words}."
    turned = Tie(
        FINAL.rules,
        (Leg("Ajax", "Lyon", **{key: value[::-1] for key, value in {"full_time": goals, **match}.items()}),),
    )
    # The curve is that of the home side, Ajax: Lyon's lowest chance is 1 less the highest.
    assert (
        sentence_of(turned, won(way, goals), *CURVE)
        == f"{words}; the lowest chance on the way was 50%, before the final."
    )


def test_how_two_legs_ended() -> None:
    legs = (Leg("Ajax", "Lyon", (1, 0)), Leg("Lyon", "Ajax", (2, 0)))
    late = (*CURVE[:2], replace(CURVE[2], leg=2, through=0.1), replace(CURVE[3], leg=2))
    text = sentence_of(Tie(TWO.rules, legs), won(Way.REGULATION, (2, 1)), *late)
    assert (
        text == "Lyon went through 2-1 on aggregate; the lowest chance on the way was 10%, "
        "in the 67th minute of the second leg."
    )
    kicks = (legs[0], Leg("Lyon", "Ajax", (1, 0), (1, 0), (4, 2)))
    at_kicks = ReplayPoint(2, Moment(4, 900.0), (1, 0), (11, 11), 0.05)
    text = sentence_of(
        Tie(TWO.rules, kicks), won(Way.SHOOT_OUT, (1, 1)), *CURVE[:3], at_kicks, replace(CURVE[3], leg=2)
    )
    assert text == (
        "Lyon went through 4-2 on penalties after 1-1 on aggregate; "
        "the lowest chance on the way was 5%, in the shoot-out."
    )


def test_what_is_told_of_a_tie_that_is_open() -> None:
    assert sentence_of(FINAL, OPEN) == "The tie of Lyon and Ajax has not begun."
    assert sentence_of(FINAL, OPEN, CURVE[0]) == "Lyon have a 50% chance of winning the final."
    assert sentence_of(FINAL, OPEN, *CURVE[:3]) == "Lyon had a 40% chance of winning the final in the 67th minute."
    whole = Replay(FINAL, FINAL.clubs, (replace(CURVE[2], interval=(0.3, 0.5)),), (), OPEN)
    assert replay_sentence(whole, "Ajax") == "Ajax had a 60% chance (50 to 70) of winning the final in the 67th minute."
    assert replay_sentence(whole) == "Lyon had a 40% chance (30 to 50) of winning the final in the 67th minute."
    assert "in the 67th minute of the first leg." in sentence_of(TWO, OPEN, *CURVE[:3])
    league = Tie(rules("league", 2023), (Leg("Lyon", "Ajax", (1, 1)),))
    drawn = Settlement(None, Way.DRAW, None, {"Lyon": 1, "Ajax": 1})
    assert sentence_of(league, drawn, *CURVE) == "Lyon and Ajax drew 1-1."
    kick = Event(None, "kick", "Lyon")
    swings = [Swing(1, kick, (1, 0), 0.5, 0.6), Swing(1, replace(kick, club="Ajax"), (1, 1), 0.6, 0.4)]
    assert sentence_of(FINAL, OPEN, CURVE[2], swings=swings) == (
        "Lyon had a 40% chance of winning the final in the shoot-out, at 1-1 after one kick each."
    )
