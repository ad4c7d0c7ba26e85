"""A provider's match as entries of the board: whistles, goals, cards, kicks, and the front-foot index by minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import polars as pl

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.front_foot import strip
from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.core.minute import START_SECONDS
from frontfoot.goals.clock import LONGEST_STOPPAGE, Moment, regular_length
from frontfoot.match.facts import match_facts
from frontfoot.match.match import Match, Side
from frontfoot.reports import play
from frontfoot.reports.front import refusal
from frontfoot.ties.tie_file import TieFile

CARDS: Final = {"yellow": "yellow card", "second_yellow": "second yellow", "red": "red card"}
HOW: Final = {"goal": "", "penalty": "penalty", "own_goal": "own goal"}
SHOOT_OUT: Final = 5


@dataclass(frozen=True, slots=True)
class Due:
    """An entry and the time at which it is due.

    Attributes:
        period, second: of the match; the shoot-out is period 5.
        elapsed: seconds of play since kick-off.
        body: the entry's document, without `at`; `document` adds it.
        timed: whether the entry carries a time of day.
    """

    period: int
    second: float
    elapsed: float
    body: dict[str, Any]
    timed: bool = False

    def document(self, start: datetime, speed: float) -> dict[str, Any]:
        """The entry as it is sent, for a match that kicked off at `start` and is played `speed` times as fast."""
        if not self.timed:
            return self.body
        at = start + timedelta(seconds=self.elapsed / speed)
        return {**self.body, "at": at.isoformat(timespec="milliseconds")} | ({"speed": speed} if speed != 1.0 else {})


def leg_of(match: Match, tie_legs: Sequence[Mapping[str, Any]]) -> int:
    """The number of the leg of a tie that a match is.

    Args:
        match: the match.
        tie_legs: `home` and `away` of every match of the tie.

    Raises:
        InputError: it is none of them.
    """
    names = (canonical(match.home.name), canonical(match.away.name))
    for number, leg in enumerate(tie_legs, start=1):
        if (canonical(leg["home"]), canonical(leg["away"])) == names:
            return number
    legs = " and ".join(f"{leg['home']} - {leg['away']}" for leg in tie_legs)
    raise InputError(f"{match.home.name} - {match.away.name} is no match of this tie", remedy=f"The tie has {legs}")


def programme(match: Match, leg: int, clubs: tuple[str, str]) -> list[Due]:
    """All entries that a match makes, in the order of play.

    Identifiers are made from the match and the event, so that the same file read again gives the same entries.

    Args:
        match: any match.
        leg: its number in the tie.
        clubs: the names that its home and away side have in the tie.
    """
    club = {"home": clubs[0], "away": clubs[1]}
    named, known = play.names(match), match_facts(match)
    lengths = {period.number: period.seconds for period in match.periods}
    starts: dict[int, float] = {}
    gone = 0.0
    for number in sorted(lengths):
        starts[number] = gone
        gone += lengths[number]
    last = match.events.select("period", "seconds").row(-1) if len(match.events) else (1, 0.0)
    entries_due: list[Due] = []

    def add(period: int, second: float, body: dict[str, Any], *, timed: bool = False) -> None:
        elapsed = starts.get(period, gone) + second
        entries_due.append(Due(period, second, elapsed, {"leg": leg, **body}, timed))

    key = match.info.match_id or f"{match.home.id}-{match.away.id}"
    for number in (n for n in sorted(lengths) if n <= 4):
        body = {"kind": "period", "period": number}
        add(number, 0.0, {"id": f"{key}:start-{number}", **body, "state": "start"}, timed=True)
        if _ended(match, number, last[0]):
            add(number, lengths[number], {"id": f"{key}:end-{number}", **body, "state": "end"}, timed=True)
    for goal in play.goals(known, named, {}):
        body = {"kind": "goal", "club": club[goal.side], "minute": _minute(goal.period, goal.seconds)}
        body |= {"player": goal.player} | ({"note": HOW[goal.how]} if HOW[goal.how] else {})
        add(goal.period, goal.seconds, {"id": f"{key}:goal-{goal.score[0]}-{goal.score[1]}", **body})
    for number, card in enumerate(play.cards(known, named)):
        if card.period <= 4:
            body = {"kind": CARDS[card.card], "club": club[card.side], "minute": _minute(card.period, card.seconds)}
            body |= {"player": card.player} | ({"bench": True} if card.on_pitch is False else {})
            add(card.period, card.seconds, {"id": f"{key}:card-{number}", **body})
    for number, (seconds, side, outcome, player) in enumerate(_kicks(match), start=1):
        body = {"kind": "kick", "club": club[side], "converted": outcome == "goal", "number": number}
        add(SHOOT_OUT, seconds, {"id": f"{key}:kick-{number}", **body, "player": named.get(player, "")})
    for number, (period, second, sides) in enumerate(course(match), start=1):
        body = {"id": f"{key}:front-foot-{number}", "kind": "front-foot", "period": period}
        add(period, second, {**body, "second": round(second, 3), **sides})
    # What happens in the last second of a period comes before its whistle.
    return sorted(entries_due, key=lambda due: (due.period, due.second, due.body.get("state") == "end"))


def programme_of_file(file: TieFile, leg: int, key: str) -> list[Due]:
    """The events of a match of a tie file, with its whistles, in the order of play.

    Args:
        file: the tie.
        leg: number of the match.
        key: first part of its identifiers.
    """
    events = [event for event in file.events[leg - 1] if event.moment is not None]
    last = max((event.moment.period for event in events if event.moment), default=1)
    due = []
    for period in range(1, last + 1):
        start = START_SECONDS[period]
        own = [event for event in events if event.moment and event.moment.period == period]
        played = [event for event in own if event.kind not in ("half-time", "full-time")]
        body: dict[str, Any] = {"leg": leg, "kind": "period"}
        if period > 1:
            end = {**body, "id": f"{key}:end-{period - 1}", "period": period - 1, "state": "end"}
            due.append(Due(period - 1, regular_length(period - 1), start, end, timed=True))
        if period == 1 or played:
            begin = {**body, "id": f"{key}:start-{period}", "period": period, "state": "start"}
            due.append(Due(period, 0.0, start, begin, timed=True))
        for number, event in enumerate(played):
            assert event.moment is not None
            entry: dict[str, Any] = {"leg": leg, "id": f"{key}:{period}-{number}", "kind": event.kind}
            if event.minutes is not None:
                entry |= {"period": period, "minutes": event.minutes}
            else:
                fields = {"club": event.club, "player": event.player, "note": event.note, "bench": event.bench}
                entry |= {"minute": event.moment.written, **{name: value for name, value in fields.items() if value}}
            due.append(Due(period, event.moment.second, start + event.moment.second, entry))
    return due


def course(match: Match) -> list[tuple[int, float, dict[str, dict[str, float]]]]:
    """The front-foot index of both sides minute by minute, each from the play up to that minute.

    Returns:
        (period, second at the end of the minute, side to value, low and high); empty where the provider does not
        record what the index needs.
    """
    if refusal(match):
        return []
    counts = minute_counts(match)
    lengths = {period.number: period.seconds for period in match.periods}
    measures = []
    for period, minute in counts.select("period", "minute").unique(maintain_order=True).iter_rows():
        so_far = counts.filter(
            (pl.col("period") < period) | ((pl.col("period") == period) & (pl.col("minute") <= minute))
        )
        now = strip(so_far).filter((pl.col("period") == period) & (pl.col("minute") == minute))
        sides = {
            side: {"value": round(value, 4), "low": round(low, 4), "high": round(high, 4)}
            for side, value, low, high in now.select("side", "value", "low", "high").iter_rows()
        }
        if len(sides) == 2:
            measures.append((period, min(60.0 * (minute + 1), max(lengths[period], 60.0 * minute)), sides))
    return measures


def _ended(match: Match, period: int, last: int) -> bool:
    """Whether a period is over: a later one has begun, its end is on record, or the record stops at a pause.

    A record that only reaches the end of the 90 minutes may still grow.
    """
    if period < last:
        return True
    progress = match.progress
    return progress.state == "half-time" or (progress.state == "finished" and progress.known_by != "length")


def _kicks(match: Match) -> list[tuple[float, Side, str, str]]:
    taken = match.events.filter((pl.col("period") == SHOOT_OUT) & (pl.col("kind") == "shot"))
    return list(taken.select("seconds", "side", "outcome", "player").iter_rows())


def _minute(period: int, seconds: float) -> str:
    # A provider's 52:00 is in the 53rd minute, a written 52 in the 52nd.
    second = round(min(seconds, regular_length(period) + LONGEST_STOPPAGE), 1)
    return Moment(period, second + 0.1 if second % 60.0 == 0.0 else second).written
