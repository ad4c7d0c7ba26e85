"""The state of a match's clock, computed from its whistles and settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from frontfoot.goals.clock import LONGEST_STOPPAGE, Moment, regular_length
from frontfoot.ties.event import ClockSetting, Whistle

MOST_AHEAD: Final = 120.0
"""Seconds by which a sender's clock may be ahead of the clock that records."""


@dataclass(frozen=True, slots=True)
class ClockState:
    """The clock: at `at` (seconds since the epoch) it showed `second` of `period`; since then it runs or is stopped.

    `speed` is seconds of the match per second.

    >>> ClockState(1, 60.0, True, 100.0).moment(130.0)
    Moment(period=1, second=90.0)
    """

    period: int = 1
    second: float = 0.0
    running: bool = False
    at: float = 0.0
    speed: float = 1.0

    def moment(self, now: float) -> Moment:
        """The moment that the clock shows at `now`, at most the longest possible stoppage."""
        gone = self.speed * max(now - self.at, 0.0) if self.running else 0.0
        return Moment(self.period, min(self.second + gone, regular_length(self.period) + LONGEST_STOPPAGE))


@dataclass(frozen=True, slots=True)
class ClockCourse:
    """The clock after all whistles and settings, the periods that have begun and ended, and contradictions."""

    clock: ClockState
    ended: frozenset[int]
    started: frozenset[int]
    problems: tuple[str, ...]


def clock_course(ticks: Sequence[Whistle | ClockSetting], last_period: int) -> ClockCourse:
    """The clock of a match from its whistles and settings, in any order of arrival. Never fails.

    Args:
        ticks: in the order of recording.
        last_period: 2, or 4 if the match can have extra time; later periods are listed as problems and ignored.
    """
    problems: list[str] = []
    known = [_bounded(tick, problems) for tick in ticks]
    beyond = sorted({tick.period for tick in known if tick.period > last_period})
    problems += [f"Period {period} has whistles, and this match has no extra time" for period in beyond]
    in_order = sorted((tick for tick in known if tick.period <= last_period), key=lambda tick: tick.at)
    clock = ClockState()
    ended: set[int] = set()
    started: set[int] = set()
    for tick in in_order:
        latest = max(started, default=0)
        if isinstance(tick, ClockSetting):
            clock = ClockState(tick.period, tick.second, tick.running, tick.at, tick.speed)
            started |= set(range(1, tick.period + (tick.running or tick.second > 0)))
            # Setting the clock back into a period means that the period goes on.
            ended = {period for period in ended if period < tick.period}
        elif tick.period < latest:
            # A later period has begun by its own time stamp: the clock stays there.
            end_or_start = "end" if tick.ends else "start"
            problems.append(f"The {end_or_start} of period {tick.period} is stamped after the start of period {latest}")
            started.add(tick.period)
            ended |= {tick.period} if tick.ends else set()
        elif tick.ends:
            ended.add(tick.period)
            started.add(tick.period)
            end = regular_length(tick.period)
            following = tick.period in (1, 3)
            clock = ClockState(tick.period + 1, 0.0) if following else ClockState(tick.period, end)
        else:
            clock = ClockState(tick.period, 0.0, True, tick.at, tick.speed)
            started.add(tick.period)
            ended.discard(tick.period)
    return ClockCourse(clock, frozenset(ended), frozenset(started), tuple(problems))


def _bounded(tick: Whistle | ClockSetting, problems: list[str]) -> Whistle | ClockSetting:
    """The same tick, moved to its time of recording if its own time stamp is impossibly late."""
    if tick.recorded is None or tick.at <= tick.recorded + MOST_AHEAD:
        return tick
    name = f"The time of '{tick.id}'" if tick.id else "A time stamp"
    problems.append(f"{name} lies after it was recorded; the time of recording counts")
    return replace(tick, at=tick.recorded)
