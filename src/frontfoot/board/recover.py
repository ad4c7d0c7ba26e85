"""Recovery of a damaged ledger from its journal and from its own readable entries."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from frontfoot.board.journal import journal_of, read, shared_journal_of
from frontfoot.board.migrations import migrate
from frontfoot.board.record import NOTHING, LedgerRecord, chained
from frontfoot.core.errors import FrontfootError

SMALLEST: Final = 100
"""The fewest bytes that an entry takes in the ledger."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The result of a recovery.

    Attributes:
        entries: in the new ledger.
        lost: places of entries of which neither file held an undamaged copy; later entries are kept under new places.
        kept: the old files, moved aside.
        unproved: old places of entries that are kept although the entry before is lost, so that their digest cannot be
            checked.
    """

    entries: int
    lost: tuple[int, ...]
    kept: tuple[Path, ...]
    unproved: tuple[int, ...] = ()


def recover(path: Path, *, now: datetime | None = None) -> Recovery:
    """Write a new ledger from a damaged one and its journal; the old files are moved aside, unchanged.

    An entry is taken if its digest follows from the one before; after a place that is missing in both files, entries
    are taken if both files agree on them, and the gap is reported.

    Raises:
        FrontfootError: neither the ledger nor its journal is there, or the place cannot be written.
    """
    journal = journal_of(path)
    source = journal if journal.exists() else shared_journal_of(path)
    if not path.exists() and not source.exists():
        raise FrontfootError("There is no ledger and no journal", place=str(path), remedy="Check the path")
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S.%f")
    fresh = path.with_name(f"{path.name}.recovered-{stamp}")
    try:
        chosen = choose([*_of_ledger(path), *(read(source) if source != path else ())])
        _write(fresh, chosen.records)
        kept = []
        for old in (path, journal, Path(f"{path}-wal"), Path(f"{path}-shm")):
            if old.exists():
                aside = old.with_name(f"{old.name}.damaged-{stamp}")
                old.rename(aside)
                kept.append(aside)
        fresh.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise FrontfootError(
            f"The ledger cannot be made again ({error})",
            place=str(path.parent),
            remedy="Make room on the disk or mend the permissions of the folder, and try again; nothing is lost",
        ) from None
    return Recovery(len(chosen.records), chosen.lost, tuple(kept), chosen.unproved)


def _of_ledger(path: Path) -> Iterator[LedgerRecord]:
    """The rows that can still be read, from a copy, since SQLite would change the file by opening it."""
    if not path.exists():
        return
    with TemporaryDirectory(dir=path.parent, prefix=".recover-") as folder:
        copy = Path(folder) / path.name
        for end in ("", "-wal"):
            if Path(f"{path}{end}").exists():
                shutil.copyfile(f"{path}{end}", f"{copy}{end}")
        with closing(sqlite3.connect(copy)) as connection:
            connection.text_factory = lambda text: text.decode(errors="replace")
            # With this SQLite reads a file that ends too early as far as it goes.
            connection.execute("PRAGMA writable_schema = ON")
            most = copy.stat().st_size // SMALLEST + 1
            for row in _rows(connection, most):
                if type(row[0]) is int and all(isinstance(part, str) for part in row[1:]):
                    yield LedgerRecord(*row)


def _rows(connection: sqlite3.Connection, most: int) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    """Rows from the front and from the back until damage, and one by one in between."""
    there: set[int] = set()
    for order in ("", " DESC"):
        try:
            for row in connection.execute(f"SELECT * FROM entry ORDER BY sequence{order}"):
                if row[0] in there:
                    break
                there.add(row[0])
                yield row
        except sqlite3.DatabaseError:
            continue
    for sequence in range(1, most):
        if sequence not in there:
            try:
                yield from connection.execute("SELECT * FROM entry WHERE sequence = ?", (sequence,))
            except sqlite3.DatabaseError:
                continue


@dataclass(frozen=True, slots=True)
class ChosenLedger:
    """Entries in order, the lost places, and the places of kept entries whose digest cannot be checked."""

    records: tuple[LedgerRecord, ...]
    lost: tuple[int, ...]
    unproved: tuple[int, ...]


def choose(copies: Iterable[LedgerRecord]) -> ChosenLedger:
    """The chain of entries, from copies that may be damaged in any way.

    A copy is proved by the digest of the entry before; if that entry is damaged its stated digest is used, since damage
    does not produce matching digests. If the entry before is lost, a copy is taken unproved if both files have it, if
    the entry after it matches it, or if it is the only one.
    """
    by_place: dict[int, list[LedgerRecord]] = {}
    for record in copies:
        by_place.setdefault(record.sequence, []).append(record)
    linked, loose = _sorted_out(by_place)
    last = max((record.sequence for record in linked), default=0)
    proved = {(record.tie, record.id) for record in linked}
    records: list[LedgerRecord] = []
    lost: list[int] = []
    unproved: list[int] = []
    befores = {NOTHING}
    for place in count(1):
        own = by_place.get(place, [])
        # Its number may be what was damaged.
        again = (replace(record, sequence=place) for record in loose)
        good = next((copy for copy in (*own, *again) if _follows(copy, befores)), None)
        if good is None and place > last:
            last = place - 1
            break
        if good is None and place - 1 in lost[-1:]:
            good = _likely([copy for copy in own if (copy.tie, copy.id) not in proved], by_place.get(place + 1, []))
            unproved += [] if good is None else [place]
        if good is None:
            lost.append(place)
            befores = {copy.digest for copy in own}
        else:
            records.append(good)
            befores = {good.digest}
    # Beyond the last that is proved: a gap can be as long as there are entries, a longer one is a damaged number.
    names = {(record.tie, record.id) for record in records}
    most = last + len(linked) + len(loose)
    tail = sorted(
        {copy.sequence for copy in loose if last < copy.sequence <= most and (copy.tie, copy.id) not in names}
    )
    for place in tail:
        lost += range(last + 1, place)
        last = place
        good = None
        # Right after an entry that is there, what does not follow it is not what was written.
        if place - 1 in lost[-1:]:
            good = _likely(by_place[place], [])
        if good is None:
            lost.append(place)
        else:
            records.append(good)
            unproved.append(place)
    unique: dict[tuple[str, str], LedgerRecord] = {}
    for record in records:
        unique.setdefault((record.tie, record.id), record)
    return ChosenLedger(tuple(unique.values()), tuple(lost), tuple(unproved))


def _sorted_out(
    by_place: Mapping[int, Sequence[LedgerRecord]],
) -> tuple[list[LedgerRecord], list[LedgerRecord]]:
    """The copies that follow from a digest stated at the place before them, and all others."""
    linked: list[LedgerRecord] = []
    loose: list[LedgerRecord] = []
    for place, own in by_place.items():
        befores = {NOTHING} if place == 1 else {before.digest for before in by_place.get(place - 1, [])}
        for copy in own:
            (linked if _follows(copy, befores) else loose).append(copy)
    return linked, loose


def _follows(copy: LedgerRecord, befores: Iterable[str]) -> bool:
    return any(copy.follows(before) for before in befores)


def _likely(copies: Sequence[LedgerRecord], after: Sequence[LedgerRecord]) -> LedgerRecord | None:
    """The copy of a place that is most likely undamaged."""
    confirmed = next((copy for copy in copies if any(later.follows(copy.digest) for later in after)), None)
    twice = next((copy for copy in copies if copies.count(copy) > 1), None)
    return twice or confirmed or (copies[0] if len(copies) == 1 else None)


def _write(path: Path, records: Sequence[LedgerRecord]) -> None:
    """Write a new ledger with the entries; digests are calculated anew after a lost entry."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path)
        connection.execute("BEGIN IMMEDIATE")
        digest = NOTHING
        for sequence, record in enumerate(records, start=1):
            again = chained(digest, sequence, record.tie, record.id, record.recorded, record.author, record.body)
            connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", again.row)
            digest = again.digest
        connection.execute("COMMIT")
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
