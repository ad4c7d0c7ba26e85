"""Which entries count: removals and corrections applied, whatever order they arrived in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontfoot.ties.entry import CorrectionEntry, Entry, Happening, RemovalEntry


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with its place in the ledger, and when it was recorded, seconds since the epoch."""

    sequence: int
    entry: Entry
    recorded: float | None = None


@dataclass(frozen=True, slots=True)
class EntryEffect:
    """What the entries of a tie amount to.

    Attributes:
        happenings: (entry as recorded, what counts) of every happening that is not removed, in the order of recording.
        removed: identifiers of entries that do not count because of a removal.
        corrected: identifier of an entry to that of the correction that holds.
        unknown: identifiers that removals and corrections speak of and that have not arrived.
    """

    happenings: tuple[tuple[PlacedEntry, Happening], ...]
    removed: frozenset[str]
    corrected: dict[str, str]
    unknown: frozenset[str]


def effect(placed: Sequence[PlacedEntry]) -> EntryEffect:
    """The entries that count.

    A removal undoes what it speaks of, be it an event, a correction or an earlier removal; what is recorded later wins.
    A correction may arrive before the entry it corrects.
    """
    there = {item.entry.id: item for item in placed}
    removed: set[str] = set()
    # From the latest on: whether a removal holds is known before those it could undo are looked at.
    for item in sorted(placed, key=lambda item: -item.sequence):
        if isinstance(item.entry, RemovalEntry) and item.entry.id not in removed:
            target = there.get(item.entry.of)
            if not (target is not None and isinstance(target.entry, RemovalEntry) and target.sequence > item.sequence):
                removed.add(item.entry.of)
    corrections: dict[str, tuple[PlacedEntry, CorrectionEntry]] = {}
    for item in placed:
        if isinstance(item.entry, CorrectionEntry) and item.entry.id not in removed:
            corrections[item.entry.of] = item, item.entry
    happenings: list[tuple[PlacedEntry, Happening]] = []
    for item in placed:
        if isinstance(item.entry, (RemovalEntry, CorrectionEntry)) or item.entry.id in removed:
            continue
        correction = corrections.get(item.entry.id)
        if correction is None:
            happenings.append((item, item.entry))
        else:
            # It keeps its own identifier, and its own place among the events of one moment.
            later, corrected = correction
            at_its_place = PlacedEntry(item.sequence, item.entry, later.recorded)
            happenings.append((at_its_place, corrected.entry.model_copy(update={"id": item.entry.id})))
    spoken = {item.entry.of for item in placed if isinstance(item.entry, (RemovalEntry, CorrectionEntry))}
    return EntryEffect(
        tuple(happenings),
        frozenset(removed & there.keys()),
        {of: correction.id for of, (_, correction) in corrections.items() if of in there},
        frozenset(spoken - there.keys()),
    )
