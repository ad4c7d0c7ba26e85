"""The odds of a state: now, after the next goal, and through the match, as documents for pages and programs.

Odds are exact under the in-play model and means over the draws of the strengths, the same that `frontfoot tie FILE`
prints for the exported tie file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from frontfoot.board.answers import (
    BoardClock,
    BoardHead,
    BoardLeg,
    BoardLine,
    BoardNext,
    BoardPoint,
    BoardShootOut,
    BoardSwing,
)
from frontfoot.board.state import BoardState
from frontfoot.core.errors import FrontfootError
from frontfoot.goals.clock import LONGEST_STOPPAGE, Moment, regular_length
from frontfoot.goals.rates import TieRates
from frontfoot.ties.event import Event
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.outlook import Outlook
from frontfoot.ties.replay import Replay, ReplayPoint, course_known, replay
from frontfoot.ties.rounds import round_name
from frontfoot.ties.situation import Situation, Tie, aggregate

MOST_MODELS: Final = 4


@dataclass(frozen=True, slots=True)
class Priced:
    """Rates of a tie, and its models by the results of the matches that are over.

    Attributes:
        rates: of its legs, and where they come from.
        models: by the matches that are over; kept, since most of a model does not depend on the moment.
    """

    rates: TieRates
    models: dict[tuple[Tie, int], Model] = field(default_factory=dict)

    def model(self, tie: Tie, leg: int) -> Model:
        """The model of a tie in match number `leg`."""
        key = (tie, leg)
        if key not in self.models:
            # Corrections of a first leg come now and then: a few are enough.
            while len(self.models) >= MOST_MODELS:
                self.models.pop(next(iter(self.models)))
            self.models[key] = Model(tie, self.rates.under_way[leg - 1])
        return self.models[key]

    def forget_before(self, leg: int) -> None:
        """Delete the models of earlier matches, which are the largest; their results are kept elsewhere."""
        for key in [key for key in self.models if key[1] < leg]:
            self.models.pop(key, None)


def standing(state: BoardState, now: float) -> tuple[Tie, Situation]:
    """The tie with the matches before the one under way, and the situation of that one at `now`."""
    course = state.course
    legs = state.file.tie.legs
    this = legs[course.leg - 1]
    bare = Leg(this.home, this.away, date=this.date, neutral=this.neutral)
    tie = Tie(state.file.tie.rules, (*legs[: course.leg - 1], bare, *legs[course.leg :]))
    kicks = course.shoot_out if course.phase == "shoot-out" else None
    moment = state.moment(now)
    return tie, Situation(course.leg, moment, course.score, course.men, kicks, course.stoppages[moment.period - 1])


def head(state: BoardState, priced: Priced, now: float) -> BoardHead:
    """The document "head": teams, score, clock, odds by way, odds after the next goal."""
    course = state.course
    tie, where = standing(state, now)
    this = tie.legs[course.leg - 1]
    clubs = tie.clubs
    source = priced.rates.source_of(course.leg).document()
    part: BoardHead = {
        "revision": state.revision,
        "competition": tie.rules.competition,
        "season": tie.rules.season,
        "round": round_name(tie.rules.round) if tie.rules.round else "",
        "rules": tie.rules.describe(),
        "rules_checked": tie.rules.checked,
        "settles": bool(tie.rules.steps),
        "last": tie.rules.last,
        "clubs": clubs,
        "legs": [_leg(leg) for leg in state.file.tie.legs],
        "leg": course.leg,
        "home": this.home,
        "away": this.away,
        "phase": course.phase,
        "clock": clock(state, now),
        "score": course.score,
        "aggregate": aggregate(tie, where),
        "men": course.men,
        "stoppage": {
            str(period): minutes for period, minutes in enumerate(course.stoppages, start=1) if minutes is not None
        },
        "rates_from": source["rates_from"],
        "strengths": source["strengths"],
        "problems": list(state.problems),
        "winner": course.settlement.winner,
        "way": None if course.settlement.way is None else str(course.settlement.way),
        "shoot_out": _shoot_out(state),
        "through": None,
        "draw": 0.0,
        "by": {},
        "next": [],
    }
    if course.phase == "over" and (course.leg == tie.rules.legs):
        if course.settlement.way is not None:
            part["through"] = {club: float(club == course.settlement.winner) for club in clubs}
            part["draw"] = float(course.settlement.winner is None)
        return part
    try:
        odds = priced.model(tie, course.leg).ask(where)
    except FrontfootError as error:
        part["problems"].append(f"The odds cannot be calculated: {error}")
        return part
    part["through"], part["draw"] = dict(odds.through), odds.draw
    part["by"], part["next"] = _ways(odds), _next(odds)
    return part


def clock(state: BoardState, now: float) -> BoardClock:
    """The clock, which the page continues: its reading at `at`, and whether it runs."""
    course = state.course
    moment = course.clock.moment(now)
    return {
        "period": moment.period,
        "second": round(moment.second, 3),
        "running": course.clock.running,
        "speed": course.clock.speed,
        "at": datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds"),
        "label": state.moment(now).minute,
    }


def line(state: BoardState, priced: Priced, now: float, *, first_leg: int = 1) -> BoardLine:
    """The odds of the first club minute by minute up to `now`, and what every event changed.

    Args:
        state: of the tie.
        priced: its rates.
        now: seconds since the epoch.
        first_leg: number of the match to begin with.
    """
    try:
        replayed, present = _replayed(state, priced, now, first_leg)
    except FrontfootError:
        # `head` says why.
        return {"points": [], "swings": []}
    swings: list[BoardSwing] = []
    for swing in replayed.swings:
        if swing.event is present:
            continue
        swings.append(
            {
                "leg": swing.leg,
                "id": swing.event.id or None,
                "minute": swing.minute,
                "period": swing.event.moment.period if swing.event.moment else 5,
                "second": swing.event.moment.second if swing.event.moment else 0.0,
                "kind": swing.event.kind,
                "club": swing.event.club,
                "player": swing.event.player,
                "note": swing.event.note,
                "converted": swing.event.converted,
                "minutes": swing.event.minutes,
                "score": swing.score,
                "before": round(swing.before, 6),
                "after": round(swing.after, 6),
            }
        )
    known = {
        number
        for number, (leg, events) in enumerate(zip(state.file.tie.legs, state.file.events, strict=True), start=1)
        if not leg.played or course_known(leg, events)
    }
    return {"points": [_point(point) for point in replayed.points if point.leg in known], "swings": swings}


def _replayed(state: BoardState, priced: Priced, now: float, first_leg: int) -> tuple[Replay, Event]:
    """The replay of the tie up to the present, and its last event."""
    file, place = state.file, state.course.leg - 1
    present = Event(state.moment(now), "note")
    if state.course.phase in ("play", "break"):
        # Stoppage may be announced before its half's time is up: it counts from now on then.
        come = [
            event if event.minutes is None else replace(event, moment=min(_moment(event), _moment(present)))
            for event in file.events[place]
        ]
        own = sorted([*come, present], key=_moment)
        file = replace(file, events=(*file.events[:place], tuple(own), *file.events[place + 1 :]))
    return replay(file, priced.rates, played_only=True, first_leg=first_leg, models=priced.model), present


def _moment(event: Event) -> Moment:
    # Kicks have none and come last.
    return event.moment or Moment(4, regular_length(4) + LONGEST_STOPPAGE)


def of_leg(state: BoardState, leg: int) -> int:
    """A number that changes with every entry that concerns a match."""
    return hash((state.file.tie.legs[leg - 1], state.file.events[leg - 1]))


def _point(point: ReplayPoint) -> BoardPoint:
    return point.leg, point.moment.period, round(point.moment.second, 1), *point.score, round(point.through, 5)


def _leg(leg: Leg) -> BoardLeg:
    return {
        "home": leg.home,
        "away": leg.away,
        "date": None if leg.date is None else leg.date.isoformat(),
        "neutral": leg.neutral,
        "score": None if not leg.played else leg.last_score,
        "shoot_out": leg.shoot_out,
    }


def _shoot_out(state: BoardState) -> BoardShootOut | None:
    kicks = state.course.shoot_out
    if kicks is None:
        return None
    return {
        "scored": kicks.scored,
        "taken": kicks.taken,
        "home_next": kicks.home_next,
        "begun": sum(kicks.taken) > 0,
        "over": kicks.over,
    }


def _ways(odds: Outlook) -> dict[str, dict[str, float]]:
    return {way: dict(clubs) for way, clubs in odds.by.items() if odds.way(way) > 0.0}


def _next(odds: Outlook) -> list[BoardNext]:
    return [{"club": n.club, "probability": n.probability, "through": dict(n.through)} for n in odds.next_scores]
