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

Said: TypeAlias = Occurrence | FrontFootEntry


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with its place in the ledger, as what it says happened; the checked entry takes five times the memory.

    Attributes:
        sequence: its place.
        id: its identifier.
        of: identifier of the entry that a correction or a removal speaks of; None for what happened.
        leg: number of the match; 0 for a removal.
        number: of a kick of the shoot-out, 0 where it is not stated.
        said: what happened, or should have been recorded; None for a removal.
    """

    sequence: int
    id: str
    of: str | None
    leg: int
    number: int
    said: Said | None

    @classmethod
    def at(cls, sequence: int, entry: Entry, recorded: float | None = None) -> PlacedEntry:
        """An entry at a place.

        Args:
            sequence: its place in the ledger.
            entry: it.
            recorded: when it was recorded, seconds since the epoch; None where that is not known.
        """
        if isinstance(entry, RemovalEntry):
            return cls(sequence, entry.id, entry.of, 0, 0, None)
        of, item = (entry.of, entry.entry) if isinstance(entry, CorrectionEntry) else (None, entry)
        number = (item.number or 0) if isinstance(item, KickEntry) else 0
        content = item if isinstance(item, FrontFootEntry) else occurrence(item, recorded)
        return cls(sequence, entry.id, of, item.leg, number, content)

    def corrected_by(self, correction: PlacedEntry) -> PlacedEntry:
        """What counts of it: it keeps its identifier, and its own place among the events of one moment."""
        content = correction.said
        if isinstance(content, FrontFootEntry):
            content = content.model_copy(update={"id": self.id})
        elif content is not None:
            content = replace(content, id=self.id)
        return PlacedEntry(self.sequence, self.id, None, correction.leg, correction.number, content)


@dataclass(frozen=True, slots=True)
class EntryEffect:
    """What the entries of a tie amount to.

    Attributes:
        happenings: everything that happened and is not removed, as corrected, in the order of recording.
        removed: identifiers of entries that do not count because of a removal.
        corrected: identifier of an entry to that of the correction that holds.
        unknown: identifiers that removals and corrections speak of and that have not arrived.
    """

    happenings: tuple[PlacedEntry, ...]
    removed: frozenset[str]
    corrected: dict[str, str]
    unknown: frozenset[str]


def effect(placed: Sequence[PlacedEntry]) -> EntryEffect:
    """The entries that count.

    A removal undoes what it speaks of, be it an event, a correction or an earlier removal; what is recorded later wins.
    A correction may arrive before the entry it corrects.
    """
    there = {item.id: item for item in placed}
    removed: set[str] = set()
    # From the latest on: whether a removal holds is known before those it could undo are looked at.
    for item in sorted(placed, key=lambda item: -item.sequence):
        if item.of is not None and item.said is None and item.id not in removed:
            target = there.get(item.of)
            if not (target is not None and target.said is None and target.sequence > item.sequence):
                removed.add(item.of)
    corrections = {
        item.of: item for item in placed if item.of is not None and item.said is not None and item.id not in removed
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
