"""The tie of a report: the odds of a tie file through the match, and the worth of approach in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import msgspec

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import TieRates
from frontfoot.match.match import Match
from frontfoot.match.state import Progress
from frontfoot.reports.crossroads import crossroads
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import SideName, of_side
from frontfoot.reports.figure_parts import figure
from frontfoot.reports.tie_parts import TiePoint, TieSwing
from frontfoot.reports.tie_parts import TieStory as Told
from frontfoot.ties.event import Event
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.replay import Replay, replay
from frontfoot.ties.situation import Tie
from frontfoot.ties.tie_file import TieFile


def with_tie(story: Story, match: Match, file: TieFile, rates: TieRates) -> Story:
    """The story with its tie: rules and other leg from the file, this match's events from the match itself.

    Args:
        story: of the match.
        match: the match itself, for the index before and after each moment.
        file: the tie; one of its legs must be this match.
        rates: of its legs, with draws where strengths are uncertain.

    Raises:
        InputError: the match is no leg of the tie, or the file has another score or date for it.
    """
    number = leg_number(story.home, story.away, file)
    here = file.tie.legs[number - 1]
    check_date(story.date, here, number)
    full = _score(story, last_period=2)
    extra = _score(story, last_period=4) if any(span.number in (3, 4) for span in story.periods) else None
    running = story.state != "finished"
    now = moment_of_break(match.progress)
    if running:
        # Whatever the file says of this match and of later ones lies in the future.
        leg = here.unplayed
        legs = (*file.tie.legs[: number - 1], leg, *(later.unplayed for later in file.tie.legs[number:]))
    else:
        _check_score(here, full, number)
        leg = replace(here, full_time=full, extra_time=extra)
        legs = tuple(leg if k == number - 1 else other for k, other in enumerate(file.tie.legs))
    stoppage = [event for event in file.events[number - 1] if event.minutes is not None]
    if running:
        stoppage = [event for event in stoppage if event.moment is not None and event.moment <= now]
    own = _in_order([*_events(story, here), *stoppage, *([Event(now, "note")] if running else [])])
    later: tuple[tuple[Event, ...], ...] = tuple(() if running else other for other in file.events[number:])
    events = (*file.events[: number - 1], own, *later)
    played = replay(replace(file, tie=Tie(file.tie.rules, legs, file.tie.ruling), events=events), rates)
    before = Tie(file.tie.rules, (*legs[: number - 1], *(later.unplayed for later in legs[number - 1 :])))
    model = Model(before, rates.under_way[number - 1])
    rule = file.tie.rules
    tie_story = Told(
        competition=rule.competition,
        season=rule.season,
        round=rule.round,
        leg=number,
        rules=rule.describe(),
        payoff="through" if rule.steps else "points",
        rates_from=rates.source,
        sentence=_sentence(played, rates.source),
        points=_points(story, played, number, model),
        swings=_swings(story, played, number),
        crossroads=crossroads(story, match, model, number, rates.source_of(number), stoppage),
    )
    return msgspec.structs.replace(story, tie=tie_story)


def moment_of_break(progress: Progress) -> Moment:
    """The moment of a tie at which the record of a match ends; a pause is the kick-off after it.

    >>> moment_of_break(Progress("half-time", 1, 2790.0)), moment_of_break(Progress("in play", 2, 900.0))
    (Moment(period=2, second=0.0), Moment(period=2, second=900.0))
    """
    if progress.state == "half-time":
        return Moment(progress.period + 1, 0.0)
    return Moment(min(progress.period, 4), progress.seconds)


def _in_order(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda e: (e.moment.period, e.moment.second) if e.moment else (9, 0.0)))


def _events(story: Story, leg: Leg) -> list[Event]:
    """Goals and sendings-off of play."""
    events = [(goal, "goal") for goal in story.goals] + [(card, "red card") for card in story.cards if card.costs_man]
    return [
        Event(
            Moment(event.period, event.seconds),
            kind,
            of_side(leg, event.side),
            player=event.player,
        )
        for event, kind in events
        if event.period <= 4
    ]


def _points(story: Story, played: Replay, number: int, model: Model) -> tuple[TiePoint, ...]:
    """The odds through the match, home side's first; the last point lies at the final whistle."""
    points = [point for point in played.points if point.leg == number]
    home_first = played.clubs[0] == played.tie.legs[number - 1].home
    # Where a draw can stand, the odds are those of winning, and the away side has its own.
    away = None if played.tie.rules.steps else [model.through(point.situation)[1] for point in points]
    tie_points = []
    for row, point in enumerate(points):
        first = point.through if home_first else 1.0 - point.through
        other = 1.0 - first if away is None else away[row]
        tie_points.append(TiePoint(period=point.moment.period, seconds=point.moment.second, home=first, away=other))
    last = tie_points[-1]
    lengths = {span.number: span.seconds for span in story.periods}
    end = max(lengths.get(last.period, last.seconds), last.seconds)
    if away is not None:
        home, guest = played.tie.legs[number - 1].last_score
        over = TiePoint(period=last.period, seconds=end, home=float(home > guest), away=float(guest > home))
        tie_points = [*(tie_points[:-1] if played.settlement.winner else tie_points), over]
    elif played.settlement.winner and number == len(played.tie.legs):
        tie_points[-1] = msgspec.structs.replace(last, seconds=end)
    return tuple(
        msgspec.structs.replace(
            point,
            seconds=round(point.seconds, 3),
            home=figure(point.home) or 0.0,
            away=figure(point.away) or 0.0,
        )
        for point in tie_points
    )


def _swings(story: Story, played: Replay, number: int) -> tuple[TieSwing, ...]:
    leg = played.tie.legs[number - 1]
    turned = played.clubs[0] != leg.home
    swings = []
    for swing in (swing for swing in played.swings if swing.leg == number):
        event, moment = swing.event, swing.event.moment
        if moment is None or event.club is None:
            continue
        side: SideName = "home" if event.club == leg.home else "away"
        before, after = (1.0 - swing.before, 1.0 - swing.after) if turned else (swing.before, swing.after)
        team = of_side(story, side)
        text = f"{event.kind} of {team}, {event.player}" if event.kind == "goal" else f"{event.kind}, {event.player}"
        swings.append(
            TieSwing(
                side=side,
                minute=moment.minute,
                period=moment.period,
                seconds=moment.second,
                text=text,
                before=figure(before) or 0.0,
                after=figure(after) or 0.0,
            )
        )
    return tuple(swings)


def leg_number(home: str, away: str, file: TieFile) -> int:
    """Which match of a tie two sides play, home side first.

    Raises:
        InputError: none.
    """
    names = (canonical(home), canonical(away))
    for number, leg in enumerate(file.tie.legs, start=1):
        if (canonical(leg.home), canonical(leg.away)) == names:
            return number
    legs = " and ".join(f"{leg.home} - {leg.away}" for leg in file.tie.legs)
    raise InputError(f"{home} - {away} is no match of this tie", place="tie", remedy=f"The file has {legs}")


def check_date(played: str, leg: Leg, number: int) -> None:
    """Refuse a match of another day than the file's; one apart is the same evening in another time zone.

    Raises:
        InputError: the days do not agree.
    """
    try:
        day = date.fromisoformat(played[:10])
    except ValueError:
        return
    if leg.date is not None and abs((leg.date - day).days) > 1:
        raise InputError(
            f"The tie file says {leg.date.isoformat()}, the match was on {day.isoformat()}",
            place=f"leg {number}",
            remedy="Take the file of this tie, or correct its date",
        )


def _check_score(leg: Leg, full: tuple[int, int], number: int) -> None:
    if leg.full_time is not None and leg.full_time != full:
        raise InputError(
            f"The tie file says {leg.full_time[0]}-{leg.full_time[1]} after 90 minutes, the match ended "
            f"{full[0]}-{full[1]}",
            place=f"leg {number}",
            remedy="Correct the score in the tie file",
        )


def _score(story: Story, *, last_period: int) -> tuple[int, int]:
    counted = [goal for goal in story.goals if goal.period <= last_period]
    home = sum(goal.side == "home" for goal in counted)
    return home, len(counted) - home


def _sentence(played: Replay, known: str) -> str:
    tie = played.tie
    results = "".join(
        f" {leg.home} {leg.last_score[0]}–{leg.last_score[1]} {leg.away}." for leg in tie.legs if leg.played
    )
    winner = played.settlement.winner
    ended = f" {winner} {'won' if tie.rules.last else 'went through'}." if winner and tie.rules.steps else ""
    return f"{tie.rules.competition}. {tie.rules.describe()}{results}{ended} Rates: {known.removeprefix('rates ')}."
