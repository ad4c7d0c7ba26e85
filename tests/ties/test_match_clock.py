"""The clock of a match from its whistles and settings, by hand at every limit."""

from __future__ import annotations

from itertools import permutations

import pytest

from frontfoot.goals.clock import LONGEST_STOPPAGE, Moment
from frontfoot.ties.event import ClockSetting, Whistle
from frontfoot.ties.match_clock import MOST_AHEAD, ClockState, clock_course

KICK_OFF = 1_000_000.0


def start(period: int, at: float, **more: float) -> Whistle:
    return Whistle(period, False, KICK_OFF + at, **more)  # type: ignore[arg-type]


def end(period: int, at: float) -> Whistle:
    return Whistle(period, True, KICK_OFF + at)


WHOLE = [start(1, 0), end(1, 2_800), start(2, 3_700), end(2, 6_600), start(3, 6_900), end(3, 7_820), start(4, 7_900)]


@pytest.mark.parametrize(
    ("running", "speed", "gone", "second"),
    [
        (True, 1.0, 30.0, 90.0),
        (False, 1.0, 30.0, 60.0),
        # A replay at double speed; a clock that is asked before it was set shows what it was set to.
        (True, 2.0, 30.0, 120.0),
        (True, 1.0, -30.0, 60.0),
    ],
)
def test_a_clock_goes_on_while_it_runs(running: bool, speed: float, gone: float, second: float) -> None:
    assert ClockState(1, 60.0, running, KICK_OFF, speed).moment(KICK_OFF + gone) == Moment(1, second)


@pytest.mark.parametrize(("period", "regular"), [(1, 2_700.0), (2, 2_700.0), (3, 900.0), (4, 900.0)])
def test_a_clock_that_nobody_stops_shows_the_longest_stoppage(period: int, regular: float) -> None:
    clock = ClockState(period, 0.0, True, KICK_OFF)
    last = regular + LONGEST_STOPPAGE
    assert clock.moment(KICK_OFF + last - 1.0) == Moment(period, last - 1.0)
    assert clock.moment(KICK_OFF + last + 1.0) == clock.moment(KICK_OFF + 1e6) == Moment(period, last)


@pytest.mark.parametrize(
    ("whistles", "period", "second", "running"),
    [
        (0, 1, 0.0, False),
        (1, 1, 0.0, True),
        (2, 2, 0.0, False),
        (3, 2, 0.0, True),
        # After 90 minutes nobody knows yet whether extra time follows; at its half-time that is known.
        (4, 2, 2_700.0, False),
        (5, 3, 0.0, True),
        (6, 4, 0.0, False),
        (7, 4, 0.0, True),
    ],
)
def test_after_each_whistle(whistles: int, period: int, second: float, running: bool) -> None:
    course = clock_course(WHOLE[:whistles], 4)
    assert (course.clock.period, course.clock.second, course.clock.running) == (period, second, running)
    assert course.started == {whistle.period for whistle in WHOLE[:whistles]}
    assert course.ended == {whistle.period for whistle in WHOLE[:whistles] if whistle.ends}
    assert course.problems == ()


def test_the_end_of_extra_time() -> None:
    clock = clock_course([*WHOLE, end(4, 8_830)], 4).clock
    assert (clock.period, clock.second, clock.running) == (4, 900.0, False)


def test_the_order_of_arrival_does_not_count() -> None:
    expected = clock_course(WHOLE[:4], 4)
    assert all(clock_course(order, 4) == expected for order in permutations(WHOLE[:4]))


def test_periods_beyond_the_last_are_named_once_and_ignored() -> None:
    course = clock_course([*WHOLE, end(3, 7_820)], 2)
    assert course.problems == tuple(
        f"Period {period} has whistles, and this match has no extra time" for period in (3, 4)
    )
    assert course.clock.period == 2
    assert course.started == course.ended == {1, 2}


@pytest.mark.parametrize(
    ("second", "running", "started"), [(0.0, False, {1}), (0.0, True, {1, 2}), (0.5, False, {1, 2})]
)
def test_a_setting_begins_a_period_where_it_runs_or_has_run(second: float, running: bool, started: set[int]) -> None:
    course = clock_course([ClockSetting(2, second, running, KICK_OFF)], 2)
    assert course.started == started
    assert course.clock == ClockState(2, second, running, KICK_OFF)


def test_a_setting_back_into_a_period_takes_its_end_back() -> None:
    back = ClockSetting(1, 2_650.0, True, KICK_OFF + 2_900)
    course = clock_course([start(1, 0), end(1, 2_800), back], 2)
    assert (course.ended, course.clock.moment(KICK_OFF + 2_910)) == (frozenset(), Moment(1, 2_660.0))
    kept = clock_course([start(1, 0), end(1, 2_800), ClockSetting(2, 5.0, True, KICK_OFF + 3_705)], 2)
    assert kept.ended == {1}


def test_a_second_kick_off_takes_the_end_of_its_period_back() -> None:
    course = clock_course([start(1, 0), end(1, 2_800), start(1, 2_900)], 2)
    assert (course.ended, course.clock) == (frozenset(), ClockState(1, 0.0, True, KICK_OFF + 2_900))


@pytest.mark.parametrize(("ends", "word", "ended"), [(True, "end", {1}), (False, "start", set())])
def test_a_whistle_stamped_after_the_next_period_began_is_named(ends: bool, word: str, ended: set[int]) -> None:
    course = clock_course([start(2, 3_700), Whistle(1, ends, KICK_OFF + 3_800)], 2)
    assert course.problems == (f"The {word} of period 1 is stamped after the start of period 2",)
    assert (course.clock.period, course.clock.running) == (2, True)
    assert course.started == {1, 2}
    assert course.ended == ended


@pytest.mark.parametrize(("ahead", "moved"), [(-5.0, False), (MOST_AHEAD, False), (MOST_AHEAD + 0.5, True)])
def test_a_time_stamp_may_be_two_minutes_ahead_of_its_recording(ahead: float, moved: bool) -> None:
    course = clock_course([start(1, ahead, recorded=KICK_OFF)], 2)
    assert course.clock.at == KICK_OFF + (0.0 if moved else ahead)
    problem = "A time stamp lies after it was recorded; the time of recording counts"
    assert course.problems == ((problem,) if moved else ())
    assert MOST_AHEAD == 120.0
