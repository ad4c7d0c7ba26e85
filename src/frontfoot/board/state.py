"""The state of a tie from its opening and the entries of its ledger, from which everything shown is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontfoot.board.effective import PlacedEntry, effect
from frontfoot.goals.clock import Moment
from frontfoot.ties.entry import FrontFootEntry
from frontfoot.ties.event import Event, Occurrence
from frontfoot.ties.tie_course import TieCourse, tie_course
from frontfoot.ties.tie_file import TieFile


@dataclass(frozen=True, slots=True)
class BoardState:
    """A tie by its ledger.

    Attributes:
        file: the tie; matches that are over carry their score, and each its events in order of play.
        course: of the tie: number, phase, clock and score of the match under way, else of the next, else of the last.
        strip: front-foot measures of all matches, in order of play.
        problems: entries that contradict one another, in words; they stay in the ledger.
        revision: place in the ledger of the last entry.
    """

    file: TieFile
    course: TieCourse
    strip: tuple[FrontFootEntry, ...]
    problems: tuple[str, ...]
    revision: int

    def moment(self, now: float) -> Moment:
        """The moment of the match at `now`: the reading of the clock, or the last event if it is later."""
        return max(self.course.clock.moment(now), self.course.last)


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
    file = replace(opening, tie=course.tie, events=course.events)
    return BoardState(file, course, tuple(strip), tuple(problems), revision)


def _order(item: PlacedEntry) -> tuple[bool, int, int]:
    """The key by which events are sorted: place in the ledger; kicks last, by their number if it is stated."""
    return isinstance(item.statement, Event) and item.statement.kind == "kick", item.number, item.sequence
