"""The odds of going through, along the front-foot strip: a tie file laid over the match it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from frontfoot.errors import InputError
from frontfoot.goals.clock import Moment
from frontfoot.goals.clubs import canonical
from frontfoot.report.clock import axis
from frontfoot.report.svg import element, line, linear, picture, polyline, title, words
from frontfoot.tie.file import Event, TieFile
from frontfoot.tie.leg import Leg
from frontfoot.tie.replay import replay
from frontfoot.tie.situation import Tie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from frontfoot.goals.rates import Rates
    from frontfoot.report.document import Story

TOP: Final = 22.0
HEIGHT: Final = 104.0


@dataclass(frozen=True, slots=True)
class Swing:
    """A goal or a sending-off with the home side's odds before and after it."""

    period: int
    seconds: float
    text: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class TieOdds:
    """The odds of a tie through one of its matches.

    Attributes:
        team: the home side of the match, whose odds these are.
        leg: number of the match in the tie.
        points: (period, seconds, odds), in order.
        swings: what changed them at once.
        sentence: competition, rules, aggregate and how the tie ended, in words.
    """

    team: str
    leg: int
    points: tuple[tuple[int, float, float], ...]
    swings: tuple[Swing, ...]
    sentence: str


def tie_odds(story: Story, file: TieFile, rates: Sequence[Rates], known: str) -> TieOdds:
    """The odds through a match: the tie, its rules and its other leg from the file, this match's events from itself.

    Args:
        story: the match.
        file: the tie; one of its legs must be this match.
        rates: of each leg, home side first.
        known: where the rates come from, in words.

    Raises:
        InputError: the match is no leg of the tie, or the file has another score for it.
    """
    number = _leg_number(story, file)
    here = file.tie.legs[number - 1]
    goals, cards = story.goals, [card for card in story.cards if card.card != "yellow"]
    full = _score(story, last_period=2)
    extra = _score(story, last_period=4) if any(span.number in (3, 4) for span in story.periods) else None
    if here.full_time is not None and here.full_time != full:
        raise InputError(
            f"The tie file says {here.full_time[0]}-{here.full_time[1]} after 90 minutes, the match ended "
            f"{full[0]}-{full[1]}",
            place=f"leg {number}",
            remedy="Correct the score in the tie file",
        )
    told = [
        Event(Moment(goal.period, goal.seconds), "goal", _club(here, goal.side), goal.player)
        for goal in goals
        if goal.period <= 4
    ]
    told += [
        Event(Moment(card.period, card.seconds), "red card", _club(here, card.side), card.player)
        for card in cards
        if card.period <= 4
    ]
    told.sort(key=lambda event: (event.moment.period, event.moment.second) if event.moment else (9, 0.0))
    leg = replace(here, full_time=full, extra_time=extra)
    legs = tuple(leg if k == number - 1 else other for k, other in enumerate(file.tie.legs))
    events = tuple(tuple(told) if k == number - 1 else other for k, other in enumerate(file.events))
    played = replay(replace(file, tie=Tie(file.tie.rules, legs, file.tie.ruling), events=events), rates)
    turned = played.clubs[0] != here.home
    points = [
        (point.moment.period, point.moment.second, 1.0 - point.through if turned else point.through)
        for point in played.points
        if point.leg == number
    ]
    if played.settlement.settled and number == len(legs):
        period, _, odds = points[-1]
        end = max((span.seconds for span in story.periods if span.number == period), default=0.0)
        points[-1] = (period, end, odds)
    swings = tuple(
        Swing(
            swing.event.moment.period,
            swing.event.moment.second,
            swing.event.text(),
            1.0 - swing.before if turned else swing.before,
            1.0 - swing.after if turned else swing.after,
        )
        for swing in played.swings
        if swing.leg == number and swing.event.moment is not None
    )
    return TieOdds(story.home, number, tuple(points), swings, _sentence(played.tie, played.settlement.winner, known))


def draw(story: Story, odds: TieOdds, width: float) -> Markup:
    """The odds of the home side on the axis of the front-foot strip, `width` drawing units wide."""
    place = axis(story, 44.0, width - 6)
    scale = linear(0.0, 1.0, TOP + HEIGHT, TOP)
    parts: list[Markup] = []
    for number, _ in place.periods:
        start, end = place.span(number)
        parts.append(element("rect", x=start, y=TOP, width=end - start, height=HEIGHT, class_="period"))
    for level in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(line(44, scale(level), width - 6, scale(level), "grid"))
        parts.append(words(38, scale(level) + 4, f"{level:.0%}", "axis", "end"))
    for at, label in place.ticks():
        parts += [line(at, TOP + HEIGHT, at, TOP + HEIGHT + 4, "tick")]
        parts += [words(at, TOP + HEIGHT + 17, label + "'", "axis", "middle")]
    known = {number for number, _ in place.periods}
    runs: dict[int, list[tuple[float, float]]] = {}
    for period, seconds, value in odds.points:
        if period in known:
            runs.setdefault(period, []).append((place.at(period, seconds), scale(value)))
    parts += [polyline(run, "curve home") for run in runs.values() if len(run) > 1]
    for swing in odds.swings:
        if swing.period not in known:
            continue
        at = place.at(swing.period, swing.seconds)
        note = title(f"{swing.text}: {swing.before:.1%} to {swing.after:.1%}")
        parts.append(element("circle", note, cx=at, cy=scale(swing.after), r=5.0, class_="ball home"))
    parts.append(words(44, TOP - 7, f"{odds.team} go through", "lane-name home"))
    label = f"Odds of {odds.team} going through, minute by minute"
    return picture(width, TOP + HEIGHT + 24, *parts, label=label, class_="strip")


def _leg_number(story: Story, file: TieFile) -> int:
    names = (canonical(story.home), canonical(story.away))
    for number, leg in enumerate(file.tie.legs, start=1):
        if (canonical(leg.home), canonical(leg.away)) == names:
            return number
    legs = " and ".join(f"{leg.home} - {leg.away}" for leg in file.tie.legs)
    raise InputError(
        f"{story.home} - {story.away} is no match of this tie", place="--tie", remedy=f"The file has {legs}"
    )


def _club(leg: Leg, side: str) -> str:
    return leg.home if side == "home" else leg.away


def _score(story: Story, *, last_period: int) -> tuple[int, int]:
    counted = [goal for goal in story.goals if goal.period <= last_period]
    home = sum(goal.side == "home" for goal in counted)
    return home, len(counted) - home


def _sentence(tie: Tie, winner: str | None, known: str) -> str:
    first = "".join(
        f" {leg.home} - {leg.away} {leg.last_score[0]}-{leg.last_score[1]}." for leg in tie.legs if leg.played
    )
    ended = f" {winner} went through." if winner else ""
    return f"{tie.rules.competition}. {tie.rules.describe()}{first}{ended} Rates: {known}."
