"""The state of a tie from its opening and the entries of its ledger; every list of entries has a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontfoot.board.effective import PlacedEntry, effect
from frontfoot.board.state import BoardState
from frontfoot.ties.entry import FrontFootEntry
from frontfoot.ties.event import Event, Occurrence
from frontfoot.ties.tie_course import tie_course
from frontfoot.ties.tie_file import TieFile


def fold(opening: TieFile, entries: Sequence[PlacedEntry], revision: int) -> BoardState:
    """The state of a tie.

    Args:
        opening: the tie as it was opened; matches with a score were already over.
        entries: of the ledger, in the order in which they were recorded.
        revision: place of the last entry.
    """
    effective = effect(entries)
    problems = [f"'{name}' is spoken of and has not arrived" for name in sorted(effective.unknown)]
    count = len(opening.tie.legs)
    recorded: list[list[Occurrence]] = [[] for _ in range(count)]
    strip: list[FrontFootEntry] = []
    beyond: set[int] = set()
    for item in sorted(effective.happenings, key=_order):
        if isinstance(item.statement, FrontFootEntry):
            strip.append(item.statement)
        elif item.leg > count:
            beyond.add(item.leg)
        elif item.statement is not None:
            recorded[item.leg - 1].append(item.statement)
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


def _order(item: PlacedEntry) -> tuple[bool, int, int]:
    """The key by which events are sorted: place in the ledger; kicks last, by their number if it is stated."""
    return isinstance(item.statement, Event) and item.statement.kind == "kick", item.number, item.sequence
