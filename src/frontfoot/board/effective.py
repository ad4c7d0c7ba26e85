"""Which entries count: removals and corrections applied, whatever order they arrived in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from frontfoot.ties.entry import (
    ClockEntry,
    CorrectionEntry,
    Entry,
    FrontFootEntry,
    Happening,
    KickEntry,
    PeriodEntry,
    RemovalEntry,
)
from frontfoot.ties.event import ClockSetting, Occurrence, Whistle
from frontfoot.ties.file import event_of

Statement: TypeAlias = Occurrence | FrontFootEntry


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with its place in the ledger, reduced to the event it states; it takes a fifth of the checked entry.

    Attributes:
        sequence: its place.
        id: its identifier.
        of: identifier of the entry that a correction or a removal refers to; None for an event.
        leg: number of the match; 0 for a removal.
        number: of a kick of the shoot-out, 0 where it is not stated.
        statement: the event, for a correction the corrected one; None for a removal.
    """

    sequence: int
    id: str
    of: str | None
    leg: int
    number: int
    statement: Statement | None

    @classmethod
    def at(cls, sequence: int, entry: Entry, recorded: float | None = None) -> PlacedEntry:
        """The placed entry of a checked one.

        Args:
            sequence: its place in the ledger.
            entry: the checked entry.
            recorded: when it was recorded, seconds since the epoch; None where that is not known.
        """
        if isinstance(entry, RemovalEntry):
            return cls(sequence, entry.id, entry.of, 0, 0, None)
        of, item = (entry.of, entry.entry) if isinstance(entry, CorrectionEntry) else (None, entry)
        number = (item.number or 0) if isinstance(item, KickEntry) else 0
        content = item if isinstance(item, FrontFootEntry) else occurrence(item, recorded)
        return cls(sequence, entry.id, of, item.leg, number, content)

    def corrected_by(self, correction: PlacedEntry) -> PlacedEntry:
        """This entry with the event of a correction; identifier and place among the events of one moment stay."""
        content = correction.statement
        if isinstance(content, FrontFootEntry):
            content = content.model_copy(update={"id": self.id})
        elif content is not None:
            content = replace(content, id=self.id)
        return PlacedEntry(self.sequence, self.id, None, correction.leg, correction.number, content)


@dataclass(frozen=True, slots=True)
class EntryEffect:
    """The entries of a tie after removals and corrections.

    Attributes:
        happenings: all events that are not removed, as corrected, in the order of recording.
        removed: identifiers of entries that do not count because of a removal.
        corrected: identifier of an entry to that of the correction that holds.
        unknown: identifiers that removals and corrections refer to and that have not arrived.
    """

    happenings: tuple[PlacedEntry, ...]
    removed: frozenset[str]
    corrected: dict[str, str]
    unknown: frozenset[str]


def effect(placed: Sequence[PlacedEntry]) -> EntryEffect:
    """The entries that count.

    A removal undoes the entry it refers to: an event, a correction or an earlier removal. Of two that contradict each
    other the one recorded later holds.
    A correction may arrive before the entry it corrects.
    """
    there = {item.id: item for item in placed}
    removed: set[str] = set()
    # From the latest on: whether a removal holds is known before those it could undo are looked at.
    for item in sorted(placed, key=lambda item: -item.sequence):
        if item.of is not None and item.statement is None and item.id not in removed:
            target = there.get(item.of)
            if not (target is not None and target.statement is None and target.sequence > item.sequence):
                removed.add(item.of)
    corrections = {
        item.of: item
        for item in placed
        if item.of is not None and item.statement is not None and item.id not in removed
    }
    happenings = []
    for item in placed:
        if item.of is None and item.id not in removed:
            correction = corrections.get(item.id)
            happenings.append(item if correction is None else item.corrected_by(correction))
    spoken = {item.of for item in placed if item.of is not None}
    return EntryEffect(
        tuple(happenings),
        frozenset(removed & there.keys()),
        {of: correction.id for of, correction in corrections.items() if of in there},
        frozenset(spoken - there.keys()),
    )


def occurrence(item: Happening, recorded: float | None) -> Occurrence:
    """The event that an entry states.

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
