"""The course of a tie from whistles and events, phase by phase, as a scorer would keep it by hand."""

from __future__ import annotations

from typing import Any

import pytest

from frontfoot.core.score import MOST_GOALS
from frontfoot.goals.clock import Moment
from frontfoot.ties.course import KICK_OFF, MOST_SENT_OFF, match_course, without_extra_time
from frontfoot.ties.event import ClockSetting, Event, Occurrence, Whistle
from frontfoot.ties.leg import Leg
from frontfoot.ties.match_clock import ClockState
from frontfoot.ties.rulebook import Rules, Step
from frontfoot.ties.settle import Reason, Way
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Tie
from frontfoot.ties.tie_course import TieCourse, tie_course

A, B = "Norderhamn", "Vila Seca"
ONE = Tie(Rules(1, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg(A, B),))
LEAGUE = Tie(Rules(1, ()), (Leg(A, B),))
TWO = Tie(Rules(2, (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg(A, B), Leg(B, A)))


def goal(minute: str, club: str = A, **more: Any) -> Event:
    return Event(Moment.of_event(minute), "goal", club, **more)


def kicks(signs: str, first: str = A) -> list[Event]:
    clubs = [first, B if first == A else A]
    return [Event(None, "kick", clubs[n % 2], converted=sign == "x") for n, sign in enumerate(signs)]


def begin(period: int) -> Whistle:
    return Whistle(period, False, 10_000.0 * period, id=f"begin {period}")


def end(period: int) -> Whistle:
    return Whistle(period, True, 10_000.0 * period + 3_000.0, id=f"end {period}")


def played(*periods: int) -> list[Whistle]:
    return [whistle for period in periods for whistle in (begin(period), end(period))]


def course(tie: Tie, *recorded: Any) -> TieCourse:
    return tie_course(tie, [()] * len(tie.legs), recorded)


LEVEL = [goal("10"), goal("20", B)]
EXTRA = [*played(1, 2), *LEVEL]


@pytest.mark.parametrize(
    ("tie", "recorded", "phase", "score", "reason"),
    [
        (ONE, [], "before", (0, 0), Reason.LEG_MISSING),
        (ONE, [begin(1)], "play", (0, 0), Reason.LEG_MISSING),
        (ONE, [goal("10")], "play", (1, 0), Reason.LEG_MISSING),
        # A remark and an announcement do not begin a match.
        (ONE, [Event(Moment(1, 0.0), "note", note="rain")], "before", (0, 0), Reason.LEG_MISSING),
        (ONE, [Event(Moment(1, 2700.0), "stoppage", minutes=4)], "before", (0, 0), Reason.LEG_MISSING),
        (ONE, [Event(Moment(1, 60.0), "yellow card", A)], "play", (0, 0), Reason.LEG_MISSING),
        (ONE, played(1), "break", (0, 0), Reason.LEG_MISSING),
        (ONE, [*played(1), begin(2)], "play", (0, 0), Reason.LEG_MISSING),
        (ONE, [*played(1, 2), goal("80")], "over", (1, 0), None),
        (ONE, EXTRA, "break", (1, 1), Reason.LEG_MISSING),
        (ONE, [*EXTRA, begin(3)], "play", (1, 1), Reason.LEG_MISSING),
        (ONE, [*EXTRA, *played(3)], "break", (1, 1), Reason.LEG_MISSING),
        (ONE, [*EXTRA, *played(3), begin(4), goal("ET 100")], "play", (2, 1), Reason.LEG_MISSING),
        (ONE, [*EXTRA, *played(3, 4), goal("ET 100")], "over", (2, 1), None),
        (ONE, [*EXTRA, *played(3, 4)], "shoot-out", (1, 1), Reason.LEG_MISSING),
        (ONE, [*EXTRA, *played(3, 4), *kicks("xxx-")], "shoot-out", (1, 1), Reason.LEG_MISSING),
        (ONE, [*EXTRA, *played(3, 4), *kicks("x-x-x-")], "over", (1, 1), None),
        (LEAGUE, EXTRA, "over", (1, 1), None),
    ],
)
def test_the_phase_of_one_match(
    tie: Tie, recorded: list[Occurrence], phase: str, score: tuple[int, int], reason: Reason | None
) -> None:
    now = course(tie, recorded)
    assert (now.leg, now.phase, now.score, now.settlement.reason) == (1, phase, score, reason)
    assert now.problems == ()
    assert now.tie.legs[0].played == (phase == "over")


def test_the_scores_of_a_match_that_is_over() -> None:
    extra = course(ONE, [*EXTRA, *played(3, 4), goal("ET 100")])
    assert extra.tie.legs[0] == Leg(A, B, (1, 1), (2, 1))
    assert (extra.settlement.winner, extra.settlement.way) == (A, Way.EXTRA_TIME)
    decided = course(ONE, [*EXTRA, *played(3, 4), *kicks("x-x-x-")])
    assert decided.tie.legs[0] == Leg(A, B, (1, 1), (1, 1), (3, 0))
    assert (decided.settlement.winner, decided.settlement.way) == (A, Way.SHOOT_OUT)
    assert [event.kind for event in decided.events[0]][-6:] == ["kick"] * 6
    assert decided.shoot_out == ShootOut((3, 0), (3, 3))
    drawn = course(LEAGUE, EXTRA)
    assert (drawn.settlement.winner, drawn.settlement.way) == (None, Way.DRAW)


def test_a_shoot_out_is_shown_from_its_beginning() -> None:
    waiting = course(ONE, [*EXTRA, *played(3, 4)])
    assert waiting.shoot_out == ShootOut()
    begun = course(ONE, [*EXTRA, *played(3, 4), *kicks("x-", B)])
    assert begun.shoot_out == ShootOut((0, 1), (1, 1), home_next=False)
    assert len(begun.events[0]) == 2 + 4 + 2
    early = course(ONE, [begin(1), *kicks("x")])
    assert early.shoot_out is None
    assert early.problems == ("Kicks of a shoot-out are recorded, and the tie has not come to one",)
    assert early.events == ((),)


@pytest.mark.parametrize(
    ("kind", "recorded", "phase", "winner"),
    [
        (Step.GOLDEN_GOAL, [*EXTRA, begin(3), goal("ET 95", B)], "over", B),
        (Step.GOLDEN_GOAL, [*EXTRA, begin(3)], "play", None),
        (Step.SILVER_GOAL, [*EXTRA, begin(3), goal("ET 95", B)], "play", None),
        (Step.SILVER_GOAL, [*EXTRA, *played(3), goal("ET 95", B)], "over", B),
        (Step.SILVER_GOAL, [*EXTRA, *played(3)], "break", None),
        (Step.EXTRA_TIME, [*EXTRA, *played(3), goal("ET 95", B)], "break", None),
        (Step.EXTRA_TIME, [*EXTRA, *played(3, 4), goal("ET 95", B)], "over", B),
    ],
)
def test_when_extra_time_is_over(kind: Step, recorded: list[Occurrence], phase: str, winner: str | None) -> None:
    now = course(Tie(Rules(1, (kind, Step.SHOOT_OUT)), (Leg(A, B),)), recorded)
    assert (now.phase, now.settlement.winner) == (phase, winner)


def test_goals_after_a_tie_was_settled_do_not_count() -> None:
    now = course(ONE, [*played(1, 2), goal("80"), goal("ET 95", B)])
    assert (now.phase, now.score, now.settlement.winner) == ("over", (1, 0), A)
    assert now.problems == ("The tie was settled after 90 minutes; the goal at 95' does not count",)
    assert [event.kind for event in now.events[0]] == ["half-time", "goal", "full-time"]


@pytest.mark.parametrize(
    ("recorded", "clock"),
    [
        ([], ClockState()),
        ([begin(1)], ClockState(1, 0.0, True, 10_000.0)),
        (played(1), ClockState(2)),
        # Level after 90 minutes, with extra time to come.
        (EXTRA, ClockState(3)),
        ([*EXTRA, begin(3)], ClockState(3, 0.0, True, 30_000.0)),
        ([*EXTRA, *played(3)], ClockState(4)),
        ([*EXTRA, *played(3, 4)], ClockState(4, 900.0)),
        ([*played(1, 2), goal("80")], ClockState(2, 2700.0)),
        ([ClockSetting(2, 120.0, True, 5.0, speed=2.0)], ClockState(2, 120.0, True, 5.0, 2.0)),
    ],
)
def test_the_clock_shown(recorded: list[Occurrence], clock: ClockState) -> None:
    assert course(ONE, recorded).clock == clock


def test_the_ends_of_periods_are_events_of_the_timeline() -> None:
    late = [goal("45+3"), goal("90+6", B)]
    now = course(ONE, [begin(1), late[0], end(1), begin(2), late[1], end(2), *played(3), begin(4), end(4)])
    shown = [(event.kind, event.moment, event.id) for event in now.events[0] if event.kind != "goal"]
    assert shown == [
        ("half-time", Moment(2, 0.0), "end 1"),
        ("full-time", Moment(2, 3060.0), "end 2"),
        ("half-time", Moment(4, 0.0), "end 3"),
        ("full-time", Moment(4, 900.0), "end 4"),
    ]
    # Without anything later a period ends at its regular length, and the end of one that has not begun is not shown.
    plain = course(ONE, [*played(1, 2), *LEVEL])
    assert [event.moment for event in plain.events[0] if event.kind == "full-time"] == [Moment(2, 2700.0)]
    assert plain.last == LEVEL[1].moment
    # Of one moment, what was recorded first stands first.
    together = [goal("10"), Event(Moment(1, 600.0), "yellow card", B), Event(Moment(1, 600.0), "note", note="x")]
    assert [event.kind for event in course(ONE, together[::-1]).events[0]] == ["note", "yellow card", "goal"]
    assert [event.kind for event in course(ONE, together).events[0]] == ["goal", "yellow card", "note"]


def test_announced_stoppage_is_kept_for_its_period_and_shown_once_that_has_begun() -> None:
    announced = [Event(Moment(period, 60.0), "stoppage", minutes=period + 1) for period in (1, 2)]
    now = course(ONE, [begin(1), *announced])
    assert now.stoppages == (2, 3, None, None)
    assert [event.minutes for event in now.events[0]] == [2]
    later = course(ONE, [*played(1), begin(2), *announced])
    assert sorted(event.minutes or 0 for event in later.events[0]) == [0, 2, 3]
    assert course(LEAGUE, [Event(Moment(3, 0.0), "stoppage", minutes=1)]).stoppages == (None,) * 4


def test_what_is_announced_for_the_period_of_a_moment() -> None:
    announced = [Event(Moment(period, 60.0), "stoppage", minutes=period + 1) for period in (1, 2, 3, 4)]
    standing = match_course((A, B), announced).last
    assert [standing.announced(Moment(period, 0.0)) for period in (1, 2, 3, 4)] == [2, 3, 4, 5]


def test_the_last_moment_and_the_men() -> None:
    off = Event(Moment(2, 60.0), "red card", B, "Costa")
    now = course(ONE, [goal("10"), off, Event(Moment(2, 900.0), "note", note="x")])
    assert (now.last, now.men, now.phase) == (Moment(2, 60.0), (11, 10), "play")
    assert course(ONE, []).last == KICK_OFF


def test_the_second_leg_begins_when_the_first_is_over() -> None:
    first = [*played(1, 2), goal("10"), goal("20", B)]
    waiting = course(TWO, played(1), [])
    assert (waiting.leg, waiting.phase) == (1, "break")
    assert len(waiting.tie.legs) == len(waiting.events) == 2
    before = course(TWO, first, [])
    assert (before.leg, before.phase, before.score) == (2, "before", (0, 0))
    assert before.tie.legs[0] == Leg(A, B, (1, 1))
    # Level after 90 minutes, and A has the goal away.
    over = course(TWO, first, [*played(1, 2)])
    assert (over.leg, over.phase) == (2, "over")
    assert (over.settlement.winner, over.settlement.way) == (B, Way.AWAY_GOALS)
    early = course(TWO, played(1), [goal("10", B)])
    assert early.problems == ("Match 2 has entries and the one before it is not over",)
    assert (early.leg, early.events[1], early.tie.legs[1].played) == (1, (), False)
    # The first leg has no extra time, however level it is.
    late = course(TWO, [*first, begin(3), goal("ET 95")], [])
    assert (late.leg, late.phase) == (2, "before")
    assert late.tie.legs[0].full_time == (1, 1)


def test_matches_that_were_over_when_the_tie_was_opened() -> None:
    opened = Tie(TWO.rules, (Leg(A, B, (2, 1)), Leg(B, A)))
    known = (goal("10"),)
    now = tie_course(opened, [known, ()], [[goal("50")], []])
    assert now.problems == ("Match 1 was over when the tie was opened; entries for it do not count",)
    assert (now.leg, now.phase, now.events) == (2, "before", (known, ()))
    assert tie_course(opened, [known, ()], [[], []]).problems == ()
    for extra, clock in ((None, ClockState(2, 2700.0)), ((2, 1), ClockState(4, 900.0))):
        whole = Tie(TWO.rules, (Leg(A, B, (1, 0)), Leg(B, A, (1, 0), extra)))
        over = tie_course(whole, [(), ()], [[], []])
        assert (over.leg, over.phase, over.clock) == (2, "over", clock)
        assert (over.score, over.men, over.shoot_out) == (extra or (1, 0), (11, 11), None)
        assert over.stoppages == (None,) * 4
        assert over.last == Moment(clock.period, clock.second)


def test_events_are_put_in_the_order_of_play() -> None:
    played = match_course((A, B), [goal("80"), goal("ET 95", B), goal("10", B), Event(Moment(2, 0.0), "note")])
    assert [standing.score for standing in played.standings] == [(0, 0), (0, 1), (0, 1), (1, 1), (1, 2)]
    assert (played.regulation, played.last.score) == ((1, 1), (1, 2))
    assert played.at(Moment(1, 599.0)).event is None
    assert played.at(Moment(1, 600.0)).score == (0, 1)
    short = without_extra_time(played)
    assert (short.last.score, len(short.standings)) == ((1, 1), 4)
    assert short.problems == ("The tie was settled after 90 minutes; the goal at 95' does not count",)
    assert without_extra_time(short) is short


@pytest.mark.parametrize(
    ("events", "problem"),
    [
        ([goal("10", "Ajax")], "'Ajax' does not play in this match; the goal at 10' does not count"),
        (
            [Event(Moment(1, 60.0), "yellow card", "Ajax")],
            "'Ajax' does not play in this match; the yellow card at 1' does not count",
        ),
        ([goal("ET 95")], "This match has no extra time; the goal at 95' does not count"),
        (
            [Event(Moment(3, 60.0), "note", note="x")],
            "This match has no extra time; the note at 91' does not count",
        ),
        ([Event(Moment(1, 60.0), "var", B)], f"More goals of {B} are taken back at 1' than were scored until then"),
        ([goal("10")] * (MOST_GOALS + 1), f"More than {MOST_GOALS} goals of {A} are no score"),
        (
            [Event(Moment(1, 60.0 * n), "red card", A) for n in range(1, MOST_SENT_OFF + 2)],
            f"More than 4 men of {A} are sent off; the match would be abandoned",
        ),
        (kicks("x", "Ajax"), "Kick 1, of Ajax, does not count: the club does not play in this match"),
        ([*kicks("x"), *kicks("x")], f"Kick 2, of {A}, is out of turn"),
        (kicks("x-x-x-x"), f"Kick 7, of {A}, comes after the end of the shoot-out"),
    ],
)
def test_what_cannot_have_happened_is_named_and_left_out(events: list[Event], problem: str) -> None:
    played = match_course((A, B), events, extra_time=False)
    assert played.problems == (problem,)
    assert len(played.events) + len(played.kicks) == len(events) - 1


def test_a_shoot_out_has_a_most_of_kicks() -> None:
    played = match_course((A, B), kicks("x" * (2 * MOST_GOALS + 1)))
    assert played.shoot_out is not None
    assert played.shoot_out.taken == (MOST_GOALS, MOST_GOALS)
    assert played.problems == (f"Kick {2 * MOST_GOALS + 1}, of {A}, does not count: no shoot-out has so many",)
    assert match_course((A, B), kicks("-x", B)).shoot_out == ShootOut((1, 0), (1, 1), home_next=False)


def test_the_order_of_the_names_does_not_matter() -> None:
    played = match_course((B, A), [*kicks("x-", B), goal("10", B), Event(Moment(1, 660.0), "red card", A)])
    assert played.shoot_out == ShootOut((1, 0), (1, 1), home_next=True)
    assert (played.last.score, played.last.men) == ((1, 0), (11, 10))


def test_goals_are_taken_back_within_their_part_of_the_match() -> None:
    back = Event(Moment(3, 120.0), "var", A)
    assert match_course((A, B), [goal("ET 91"), back]).last.score == (0, 0)
    ninety = match_course((A, B), [goal("80"), back])
    assert ninety.last.score == (1, 0)
    both = match_course((A, B), [goal("80"), goal("ET 91"), back])
    assert (both.regulation, both.last.score, both.problems) == ((1, 0), (1, 0), ())
    same = match_course((A, B), [goal("80"), Event(Moment(2, 2640.0), "var", A)])
    assert same.last.score == (0, 0)


def test_who_is_sent_off_costs_a_man_once() -> None:
    def off(*cards: tuple[str, str, bool]) -> tuple[int, int]:
        events = [Event(Moment(1, 60.0 + n), kind, B, man, bench=bench) for n, (kind, man, bench) in enumerate(cards)]
        return match_course((A, B), events).last.men

    # Cards of one name for both sides are those of two men.
    both = [Event(Moment(1, 60.0), "red card", club, "Costa") for club in (A, B)]
    assert match_course((A, B), both).last.men == (10, 10)
    assert off(("yellow card", "Costa", False)) == (11, 11)
    assert off(("second yellow", "Costa", False)) == (11, 10)
    assert off(("second yellow", "Costa", False), ("red card", "costa ", False)) == (11, 10)
    assert off(("red card", "Costa", False), ("red card", "Silva", False)) == (11, 9)
    # Two cards without a name are those of two men.
    assert off(("red card", "", False), ("red card", "", False)) == (11, 9)
    assert off(("red card", "Costa", True)) == (11, 11)
    assert off(*[("red card", "", False)] * 4) == (11, 7)
    assert off(*[("red card", "", False)] * 4, ("red card", "", True)) == (11, 7)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (Event(Moment(1, 60.0), "goal", A, "Berg"), f"goal, {A}, Berg"),
        (Event(Moment(1, 60.0), "goal", A, "Berg", "header"), f"goal, {A}, Berg (header)"),
        (Event(Moment(1, 60.0), "goal", A, note="own goal"), f"goal, {A}, own goal"),
        (Event(Moment(1, 60.0), "var", B), f"goal taken back, {B}"),
        (Event(Moment(1, 60.0), "red card", B, "Costa", bench=True), f"red card on the bench, {B}, Costa"),
        (Event(Moment(1, 60.0), "note", note="rain"), "note, rain"),
        (Event(Moment(1, 60.0), "stoppage", minutes=0), "0 minutes of stoppage announced"),
        (Event(None, "kick", A), f"kick, {A}"),
    ],
)
def test_an_event_in_words(event: Event, text: str) -> None:
    assert event.text() == text


def test_what_an_event_and_a_tick_are_unless_said_otherwise() -> None:
    plain = Event(KICK_OFF, "goal")
    assert (plain.club, plain.player, plain.note, plain.converted, plain.minutes, plain.bench, plain.id) == (
        *(None, "", "", True, None, False, ""),
    )
    # The identifier does not make another event.
    assert Event(KICK_OFF, "goal", id="x") == plain
    for tick in (Whistle(1, False, 0.0), ClockSetting(1, 0.0, False, 0.0)):
        assert (tick.recorded, tick.speed, tick.id) == (None, 1.0, "")
    assert Whistle(1, False, 0.0, id="x") != Whistle(1, False, 0.0)
