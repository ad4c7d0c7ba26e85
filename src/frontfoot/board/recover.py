"""A damaged ledger made again, from its journal and from what can still be read of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from frontfoot.board.journal import read
from frontfoot.board.migrations import migrate
from frontfoot.board.record import NOTHING, Record
from frontfoot.errors import FrontfootError


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was recovered.

    Attributes:
        entries: in the new ledger.
        lost: places of entries of which neither file held an undamaged copy; later entries are kept under new places.
        kept: the old files, moved aside.
    """

    entries: int
    lost: tuple[int, ...]
    kept: tuple[Path, ...]


def recover(path: Path, *, now: datetime | None = None) -> Recovery:
    """Make a ledger again; its files are moved aside first and nothing of them is changed.

    An entry is taken where its digest follows from the one before; where a place is missing in both files, the entries
    after it are taken if their own files agree, and the gap is named.

    Raises:
        FrontfootError: neither the ledger nor its journal is there, or the place cannot be written.
    """
    journal = path.with_suffix(".journal")
    if not path.exists() and not journal.exists():
        raise FrontfootError("There is no ledger and no journal", place=str(path), remedy="Check the path")
    found: dict[int, list[Record]] = {}
    for record in (*_of_ledger(path), *read(journal)):
        found.setdefault(record.sequence, []).append(record)
    chosen, lost = _chain(found)
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S")
    fresh = path.with_name(f"{path.name}.recovered-{stamp}")
    _write(fresh, chosen)
    kept = []
    for old in (path, journal, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if old.exists():
            aside = old.with_name(f"{old.name}.damaged-{stamp}")
            old.rename(aside)
            kept.append(aside)
    fresh.rename(path)
    return Recovery(len(chosen), lost, tuple(kept))


def _of_ledger(path: Path) -> Iterator[Record]:
    """Whatever rows can still be read, one by one."""
    if not path.exists():
        return
    try:
        connection = sqlite3.connect(path)
    except sqlite3.Error:
        return
    try:
        last = connection.execute("SELECT max(sequence) FROM entry").fetchone()[0] or 0
    except sqlite3.DatabaseError:
        last = 0
    for sequence in range(1, last + 1):
        try:
            row = connection.execute("SELECT * FROM entry WHERE sequence = ?", (sequence,)).fetchone()
        except sqlite3.DatabaseError:
            continue
        if row is not None and all(isinstance(part, str) for part in row[1:]):
            yield Record(*row)
    connection.close()


def _chain(found: dict[int, list[Record]]) -> tuple[list[Record], tuple[int, ...]]:
    """The unbroken chain through the copies; a gap is bridged only where the digest beyond it is self-consistent."""
    chosen: list[Record] = []
    lost = []
    digest = NOTHING
    for sequence in range(1, max(found, default=0) + 1):
        copies = found.get(sequence, [])
        good = next((copy for copy in copies if copy.follows(digest)), None)
        if good is None and sequence - 1 in lost:
            # The digest of the entry before is lost, so this one cannot be proved; two equal copies are taken.
            good = next((copy for copy in copies if copies.count(copy) > 1 or len(copies) == 1), None)
        if good is None:
            lost.append(sequence)
            continue
        chosen.append(good)
        digest = good.digest
    return chosen, tuple(lost)


def _write(path: Path, records: list[Record]) -> None:
    """A new ledger with the entries, their chain closed again where an entry is lost."""
    from frontfoot.board.record import chained

    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, path)
    connection.execute("BEGIN IMMEDIATE")
    digest = NOTHING
    for sequence, record in enumerate(records, start=1):
        again = chained(digest, sequence, record.tie, record.id, record.recorded, record.author, record.body)
        connection.execute("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", again.row)
        digest = again.digest
    connection.execute("COMMIT")
    connection.close()
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
