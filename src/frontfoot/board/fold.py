"""The state of a tie from its opening and the entries of its ledger. Total: no list of entries makes it fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontfoot.board.effective import PlacedEntry, effect
from frontfoot.board.state import BoardState
from frontfoot.ties.entry import FrontFootEntry
from frontfoot.ties.event import Event, Occurrence
from frontfoot.ties.file import TieFile
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
    for item in sorted(effective.happenings, key=_order):
        if isinstance(item.said, FrontFootEntry):
            strip.append(item.said)
        elif item.leg > count:
            beyond.add(item.leg)
        elif item.said is not None:
            recorded[item.leg - 1].append(item.said)
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
    """By place in the ledger; kicks last, by their number where they have one."""
    return isinstance(item.said, Event) and item.said.kind == "kick", item.number, item.sequence
