"""The course of a match: score, players, cards, announced stoppage and kicks at any moment, from a list of events.

The functions are pure and never fail. Impossible events (a goal taken back that was not scored, a fifth red
card) are left out and listed in words. Tie files, replays, the board and the report all compute a match's state here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from frontfoot.core.score import MOST_GOALS
from frontfoot.goals.clock import Moment
from frontfoot.ties.event import OF_A_CLUB, SENT_OFF, Event
from frontfoot.ties.leg import Score
from frontfoot.ties.shoot_out import ShootOut

Stoppages: TypeAlias = tuple[int | None, int | None, int | None, int | None]
"""Minutes of stoppage announced for the periods 1 to 4; None before that."""

KICK_OFF: Final = Moment(1, 0.0)
MOST_SENT_OFF: Final = 4
"""Smallest number of players of one side: with fewer than 7 a match is abandoned."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a match right after an event, home side first.

    Attributes:
        moment: moment of the event; kick-off before the first event.
        score, men: score and players on the pitch then.
        stoppages: stoppages announced by then.
        event: the event; None before the first.
    """

    moment: Moment = KICK_OFF
    score: Score = (0, 0)
    men: tuple[int, int] = (11, 11)
    stoppages: Stoppages = (None, None, None, None)
    event: Event | None = None

    def announced(self, moment: Moment) -> int | None:
        """Minutes of stoppage announced for the period of a moment."""
        return self.stoppages[moment.period - 1]


@dataclass(frozen=True, slots=True)
class MatchCourse:
    """The course of a match.

    Attributes:
        standings: before kick-off, and after each event of play that counts, in order of play.
        kicks: the possible kicks of the shoot-out, in order.
        shoot_out: the shoot-out after these kicks; None without kicks.
        problems: the impossible events in words; they are not in the other attributes.
    """

    standings: tuple[Standing, ...]
    kicks: tuple[Event, ...]
    shoot_out: ShootOut | None
    problems: tuple[str, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of play that count, in order."""
        return tuple(standing.event for standing in self.standings if standing.event is not None)

    @property
    def last(self) -> Standing:
        """The state after the last event."""
        return self.standings[-1]

    @property
    def regulation(self) -> Score:
        """The score after the events of the first 90 minutes."""
        return [standing.score for standing in self.standings if standing.moment.period <= 2][-1]

    def at(self, moment: Moment) -> Standing:
        """The state right after a moment, events at that moment included."""
        return [standing for standing in self.standings if standing.moment <= moment][-1]


def match_course(clubs: tuple[str, str], events: Sequence[Event], *, extra_time: bool = True) -> MatchCourse:
    """The course of a match from its events, in any order. Never fails.

    Args:
        clubs: (home, away).
        events: events of play and of a shoot-out; events of one moment in the order in which they happened.
        extra_time: whether the match can have extra time; without it events of it are left out.

    >>> goal = Event(Moment(1, 600.0), "goal", "Atalanta")
    >>> match_course(("Atalanta", "Liverpool"), [goal]).at(Moment(2, 0.0)).score
    (1, 0)
    """
    problems: list[str] = []
    standings = [Standing()]
    sent_off: set[tuple[str | None, str]] = set()
    play = sorted((event for event in events if event.moment is not None), key=_moment)
    for event in play:
        problem = _impossible(event, clubs, standings, extra_time=extra_time)
        if problem:
            problems.append(problem)
            continue
        man = (event.club, " ".join(event.player.casefold().split()))
        costs_man = event.kind in SENT_OFF and not event.bench and not (man[1] and man in sent_off)
        side = 0 if event.club == clubs[0] else 1
        if costs_man and standings[-1].men[side] == 11 - MOST_SENT_OFF:
            problems.append(f"More than {MOST_SENT_OFF} men of {event.club} are sent off; the match would be abandoned")
            continue
        if event.kind in SENT_OFF:
            sent_off.add(man)
        standings.append(_after(standings[-1], event, side, costs_man=costs_man))
    kicks, shoot_out = _kicks([event for event in events if event.moment is None], clubs, problems)
    return MatchCourse(tuple(standings), kicks, shoot_out, tuple(problems))


def _moment(event: Event) -> Moment:
    return event.moment or KICK_OFF


def _impossible(event: Event, clubs: tuple[str, str], standings: Sequence[Standing], *, extra_time: bool) -> str:
    """The reason why an event is impossible; empty if it is possible."""
    when = _moment(event).minute
    if event.kind in OF_A_CLUB and event.club not in clubs:
        return f"'{event.club}' does not play in this match; the {event.kind} at {when} does not count"
    if _moment(event).period > 2 and not extra_time:
        return f"This match has no extra time; the {event.kind} at {when} does not count"
    if event.kind not in ("goal", "var"):
        return ""
    side = clubs.index(event.club or "")
    goals = standings[-1].score[side]
    if event.kind == "goal":
        return f"More than {MOST_GOALS} goals of {event.club} are no score" if goals >= MOST_GOALS else ""
    before = 0
    if _moment(event).period > 2:
        before = [standing.score[side] for standing in standings if standing.moment.period <= 2][-1]
    if goals <= before:
        return f"More goals of {event.club} are taken back at {when} than were scored until then"
    return ""


def _after(standing: Standing, event: Event, side: int, *, costs_man: bool) -> Standing:
    score, men = list(standing.score), list(standing.men)
    score[side] += (event.kind == "goal") - (event.kind == "var")
    men[side] -= costs_man
    stoppages = list(standing.stoppages)
    if event.minutes is not None:
        stoppages[_moment(event).period - 1] = event.minutes
    announced = (stoppages[0], stoppages[1], stoppages[2], stoppages[3])
    return Standing(_moment(event), (score[0], score[1]), (men[0], men[1]), announced, event)


def _kicks(
    taken: Sequence[Event], clubs: tuple[str, str], problems: list[str]
) -> tuple[tuple[Event, ...], ShootOut | None]:
    """The possible kicks of the shoot-out, in order."""
    kicks: list[Event] = []
    state: ShootOut | None = None
    for number, event in enumerate(taken, start=1):
        kick = f"Kick {number}, of {event.club},"
        if event.club not in clubs:
            problems.append(f"{kick} does not count: the club does not play in this match")
            continue
        home = event.club == clubs[0]
        now = state or ShootOut(home_next=home)
        if now.over or now.home_next != home:
            why = "comes after the end of the shoot-out" if now.over else "is out of turn"
            problems.append(f"{kick} {why}")
            continue
        if now.taken[0 if home else 1] >= MOST_GOALS:
            problems.append(f"{kick} does not count: no shoot-out has so many")
            continue
        state = now.kick(event.converted)
        kicks.append(event)
    return tuple(kicks), state


def without_extra_time(course: MatchCourse) -> MatchCourse:
    """The course of the first 90 minutes alone; events of extra time are listed as problems."""
    kept = tuple(standing for standing in course.standings if standing.moment.period <= 2)
    late = course.standings[len(kept) :]
    if not late:
        return course
    problems = tuple(
        f"The tie was settled after 90 minutes; the {standing.event.kind} at {standing.moment.minute} does not count"
        for standing in late
        if standing.event is not None
    )
    return replace(course, standings=kept, problems=(*course.problems, *problems))
