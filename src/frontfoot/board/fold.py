"""The state of a tie from its opening and the entries of its ledger. Total: no list of entries makes it fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontfoot.board.effective import PlacedEntry, effect
from frontfoot.board.state import BoardState
from frontfoot.ties.entry import ClockEntry, FrontFootEntry, Happening, KickEntry, PeriodEntry
from frontfoot.ties.event import ClockSetting, Occurrence, Whistle
from frontfoot.ties.file import TieFile, event_of
from frontfoot.ties.tie_course import tie_course


def fold(opening: TieFile, entries: Sequence[PlacedEntry], revision: int) -> BoardState:
    """Where the tie stands.

    Args:
        opening: the tie as it was opened; matches with a score were over then.
        entries: of the ledger, in the order in which they were recorded.
        revision: place of the last entry.
    """
    effective = effect(entries)
    problems = [f"'{name}' is spoken of and has not arrived" for name in sorted(effective.unknown)]
    count = len(opening.tie.legs)
    recorded: list[list[Occurrence]] = [[] for _ in range(count)]
    strip: list[FrontFootEntry] = []
    beyond: set[int] = set()
    for placed, item in _in_order(effective.happenings):
        if isinstance(item, FrontFootEntry):
            strip.append(item)
        elif item.leg > count:
            beyond.add(item.leg)
        else:
            recorded[item.leg - 1].append(occurrence(item, placed.recorded))
    strip.sort(key=lambda item: (item.leg, item.period, item.second))
    course = tie_course(opening.tie, opening.events, recorded)
    problems += course.problems
    problems += [f"Match {leg} has entries, and the tie has {count}" for leg in sorted(beyond)]
    return BoardState(
        replace(opening, tie=course.tie, events=course.events),
        course.leg,
        course.phase,
        course.clock,
        course.score,
        course.men,
        course.last,
        course.shoot_out,
        course.stoppages,
        tuple(strip),
        course.settlement,
        tuple(problems),
        revision,
    )


def occurrence(item: Happening, recorded: float | None) -> Occurrence:
    """What an entry says happened.

    Args:
        item: the entry, not a front-foot measure.
        recorded: when, seconds since the epoch; None where that is not known.
    """
    if isinstance(item, PeriodEntry):
        return Whistle(item.period, item.state == "end", item.at.timestamp(), recorded, item.speed, item.id)
    if isinstance(item, ClockEntry):
        at = item.at.timestamp()
        return ClockSetting(item.period, item.second, item.running, at, recorded, item.speed, item.id)
    assert not isinstance(item, FrontFootEntry)
    return event_of(item)


def _in_order(happenings: Sequence[tuple[PlacedEntry, Happening]]) -> list[tuple[PlacedEntry, Happening]]:
    """By place in the ledger; kicks by their number, where they have one."""

    def key(pair: tuple[PlacedEntry, Happening]) -> tuple[int, int, int]:
        placed, item = pair
        kick = isinstance(item, KickEntry)
        return int(kick), (item.number or 0) if isinstance(item, KickEntry) else 0, placed.sequence

    return sorted(happenings, key=key)
