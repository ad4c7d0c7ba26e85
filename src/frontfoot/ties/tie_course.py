"""The course of a tie: its matches in order, with whistles, clock and phase, from the recorded events.

The functions are pure and never fail, like those of `frontfoot.ties.course`, which they use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from frontfoot.goals.clock import Moment, regular_length
from frontfoot.ties.course import KICK_OFF, MatchCourse, Stoppages, match_course, without_extra_time
from frontfoot.ties.event import ClockSetting, Event, Occurrence, Whistle
from frontfoot.ties.leg import Leg, Score
from frontfoot.ties.match_clock import ClockCourse, ClockState, clock_course
from frontfoot.ties.rulebook import Step
from frontfoot.ties.settle import Reason, Settlement, settle
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Tie

Phase: TypeAlias = Literal["before", "play", "break", "shoot-out", "over"]


@dataclass(frozen=True, slots=True)
class TieCourse:
    """The state of a tie, computed from recorded events.

    Attributes:
        tie: the tie; matches that are over have their score.
        events: of each match, those that count, in order of play; kicks of a shoot-out last.
        leg: number of the match under way, else of the next, else of the last.
        phase: of that match: before kick-off, in play, between periods, in the shoot-out, or over.
        clock: of that match.
        score, men: of that match, home side first.
        last: the latest moment of an event of that match.
        shoot_out: the shoot-out, once there is one.
        stoppages: announced for that match, by period.
        settlement: the club that goes through, or why that is open.
        problems: contradictions, in words.
    """

    tie: Tie
    events: tuple[tuple[Event, ...], ...]
    leg: int
    phase: Phase
    clock: ClockState
    score: Score
    men: tuple[int, int]
    last: Moment
    shoot_out: ShootOut | None
    stoppages: Stoppages
    settlement: Settlement
    problems: tuple[str, ...]


def tie_course(tie: Tie, known: Sequence[tuple[Event, ...]], recorded: Sequence[Sequence[Occurrence]]) -> TieCourse:
    """The state of a tie from its recorded events. Never fails.

    Args:
        tie: as it was opened; matches with a score were over then.
        known: events of each match that was over then.
        recorded: of each match, in the order of recording.
    """
    legs: list[Leg] = []
    events: list[tuple[Event, ...]] = []
    problems: list[str] = []
    current: _Match | None = None
    number = 0
    for number, (leg, before, own) in enumerate(zip(tie.legs, known, recorded, strict=True), start=1):
        if leg.played:
            if own:
                problems.append(f"Match {number} was over when the tie was opened; entries for it do not count")
            legs.append(leg)
            events.append(before)
            continue
        if current is not None and current.phase != "over":
            if own:
                problems.append(f"Match {number} has entries and the one before it is not over")
            legs.append(leg)
            events.append(())
            number -= 1
            break
        current = _match(tie, legs, number, own)
        problems += current.problems
        legs.append(current.leg)
        events.append(current.events)
    shown = current or _over(legs[-1])
    whole = replace(tie, legs=tuple(legs))
    return TieCourse(
        whole,
        tuple(events),
        number,
        shown.phase,
        shown.clock,
        shown.score,
        shown.men,
        shown.last,
        shown.shoot_out,
        shown.stoppages,
        settle(whole.legs, whole.rules, whole.ruling),
        tuple(problems),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """A match as recorded."""

    leg: Leg
    events: tuple[Event, ...]
    phase: Phase
    clock: ClockState
    score: Score
    men: tuple[int, int]
    last: Moment
    shoot_out: ShootOut | None
    stoppages: Stoppages
    problems: tuple[str, ...]


def _over(leg: Leg) -> _Match:
    """A match that was over when the tie was opened."""
    end = Moment(4 if leg.extra_time else 2, regular_length(4 if leg.extra_time else 2))
    clock = ClockState(end.period, end.second)
    return _Match(leg, (), "over", clock, leg.last_score, (11, 11), end, None, (None,) * 4, ())


def _match(tie: Tie, before: Sequence[Leg], number: int, own: Sequence[Occurrence]) -> _Match:
    leg, last_match = tie.legs[number - 1], number == tie.rules.legs
    extra_time = last_match and tie.rules.extra_time is not None
    clubs = (leg.home, leg.away)
    ticks = [item for item in own if isinstance(item, (Whistle, ClockSetting))]
    happened = [item for item in own if isinstance(item, Event)]
    play = match_course(clubs, [event for event in happened if event.minutes is None], extra_time=extra_time)
    clock = clock_course(ticks, 4 if extra_time else 2)
    played = _Played(tie, tuple(before), leg)
    whole, phase = played.ending(play, clock)
    if phase == "over" and whole.extra_time is None:
        play = without_extra_time(play)
    announced = [event for event in happened if event.minutes is not None]
    facts = [event.moment for event in play.events if event.moment is not None and event.kind != "note"]
    begun = max([*clock.started, *(moment.period for moment in facts)], default=0)
    marks = [_mark(item, play) for item in ticks if isinstance(item, Whistle) and item.ends and item.period <= begun]
    shown = [event for event in announced if event.moment is not None and event.moment.period <= begun]
    places = {id(item): place for place, item in enumerate(own)}
    together = sorted(
        [*((places[id(event)], event) for event in (*play.events, *shown)), *_placed(marks, places)],
        key=lambda pair: pair[0],
    )
    full = match_course(clubs, [event for _, event in together], extra_time=extra_time)
    problems = [*play.problems, *clock.problems]
    taken = (phase == "shoot-out" and tie.rules.shoot_out) or whole.shoot_out is not None
    shoot_out = play.shoot_out if taken else None
    if play.kicks and not taken:
        problems.append("Kicks of a shoot-out are recorded, and the tie has not come to one")
    if phase == "shoot-out" and shoot_out is None:
        shoot_out = ShootOut()
    if phase == "before" and facts:
        phase = "play"
    shows = clock.clock
    if phase == "break" and 2 in clock.ended and 3 not in clock.started:
        shows = ClockState(3)
    stoppages = match_course(clubs, announced, extra_time=extra_time).last.stoppages
    return _Match(
        whole,
        (*full.events, *(play.kicks if taken else ())),
        phase,
        shows,
        play.last.score,
        play.last.men,
        max(facts, default=KICK_OFF),
        shoot_out,
        stoppages,
        tuple(dict.fromkeys(problems)),
    )


def _placed(marks: Sequence[tuple[Whistle, Event]], places: dict[int, int]) -> list[tuple[int, Event]]:
    return [(places[id(whistle)], event) for whistle, event in marks]


def _mark(whistle: Whistle, play: MatchCourse) -> tuple[Whistle, Event]:
    """The end of a period as an event of the timeline, not earlier than what happened before it."""
    if whistle.period in (1, 3):
        return whistle, Event(Moment(whistle.period + 1, 0.0), "half-time", id=whistle.id)
    within = [standing.moment for standing in play.standings if standing.moment.period == whistle.period]
    end = max([Moment(whistle.period, regular_length(whistle.period)), *within])
    return whistle, Event(end, "full-time", id=whistle.id)


@dataclass(frozen=True, slots=True)
class _Played:
    """A match of a tie after the matches before it, and what score and whistles say about its end."""

    tie: Tie
    before: tuple[Leg, ...]
    leg: Leg

    def ending(self, play: MatchCourse, clock: ClockCourse) -> tuple[Leg, Phase]:
        """The match with its score if it is over, and its phase."""
        ended, started = clock.ended, clock.started
        if 2 not in ended:
            return self.leg, "play" if started - ended else "break" if started else "before"
        regular = replace(self.leg, full_time=play.regulation)
        if len(self.before) + 1 < self.tie.rules.legs:
            return regular, "over"
        settled = self._settle(regular)
        if settled.reason is Reason.EXTRA_TIME_MISSING:
            if not self._extra_time_over(play, ended):
                # During extra time the match has no final score yet; it is computed from its events.
                return self.leg, "play" if {3, 4} & (started - ended) else "break"
            regular = replace(regular, extra_time=play.last.score)
            settled = self._settle(regular)
        if settled.reason is Reason.SHOOT_OUT_MISSING:
            if play.shoot_out is None or not play.shoot_out.over:
                return self.leg, "shoot-out"
            regular = replace(regular, shoot_out=play.shoot_out.scored)
        return regular, "over"

    def _settle(self, leg: Leg) -> Settlement:
        return settle((*self.before, leg), self.tie.rules, self.tie.ruling)

    def _extra_time_over(self, play: MatchCourse, ended: frozenset[int]) -> bool:
        kind, score = self.tie.rules.extra_time, play.last.score
        lead = Tie(self.tie.rules, (*self.before, self.leg)).carried(self.tie.rules.legs) + score[0] - score[1]
        if lead and (kind is Step.GOLDEN_GOAL or (kind is Step.SILVER_GOAL and 3 in ended)):
            return True
        return 4 in ended
