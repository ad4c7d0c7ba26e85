"""The ledger: one append-only SQLite table of all entries of all ties; no entry is ever changed or deleted.

An entry that `append` has returned is on the disk (write-ahead log, full synchronisation) and in the journal beside
it, a plain file of JSON lines from which the ledger can be made again. Each entry carries a digest of itself and of
the one before, so that damage SQLite cannot see is detected too. The state of a tie is always calculated from its
entries.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal, TypeAlias

from frontfoot.board.journal import Journal, journal_of, read, record_of, shared_journal_of
from frontfoot.board.migrations import migrate, recognised, schema_stands
from frontfoot.board.record import NOTHING, LedgerRecord, canonical, chained
from frontfoot.core.errors import FrontfootError, InputError

Outcome: TypeAlias = Literal["recorded", "known", "conflict"]
WAIT_SECONDS: Final = 10.0
NOT_DAMAGE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""Errors of SQLite that leave the file unchanged."""


class LedgerDamaged(FrontfootError):  # noqa: N818 (a statement about the file)
    """The ledger on the disk is not what was written."""


@dataclass(frozen=True, slots=True)
class LedgerDraft:
    """An entry to be recorded: tie, identifier, author and content."""

    tie: str
    id: str
    author: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome of recording a draft.

    Attributes:
        id: of the entry.
        sequence: its place in the ledger; of the entry that stands under the same identifier in a conflict.
        outcome: "recorded" now, "known" before with the same content, or in "conflict" with another content.
    """

    id: str
    sequence: int
    outcome: Outcome


class Ledger:
    """An open ledger; safe for many threads, and for many processes on one file.

    Args:
        path: the SQLite file; made where there is none. The journal lies beside it.
        now: the time that entries are stamped with.

    Raises:
        LedgerDamaged: the file is damaged, or written by a newer Frontfoot.
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now
        self._writing, self._reading = Lock(), Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from None
        # Who reads does not wait for the disk that someone's entry is being put on.
        self._connection = _connect(path)
        try:
            migrate(self._connection, path)
            check(self._connection, path)
            self._reader = _connect(path)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise trouble(path, error) from None
        except FrontfootError:
            self._connection.close()
            raise
        try:
            _adopt_journal(self.records(), path)
            self.journal = Journal(journal_of(path))
        except FrontfootError:
            self._let_go()
            raise
        self._behind = True
        try:
            self._bring_up()
        except FrontfootError:
            self.close()
            raise

    def append(self, drafts: Sequence[LedgerDraft]) -> list[Receipt]:
        """Record drafts in order, all or none; when this returns they are on the disk.

        Raises:
            InputError: a draft is no text that can be kept; nothing was recorded.
            FrontfootError: the disk is full or the file cannot be written; nothing was then recorded.
        """
        bodies = [_storable(draft) for draft in drafts]
        with self._writing:
            # After a disk that was full: nothing is acknowledged that stands in one file only.
            self._bring_up()
            try:
                receipts, added = self._together(drafts, bodies)
            except sqlite3.Error as error:
                raise FrontfootError(
                    f"The ledger cannot be written ({error}); nothing was recorded",
                    place=str(self.path),
                    remedy="Make room on the disk or mend its permissions, and send the entries again",
                ) from None
            self._behind = bool(added)
            self.journal.write(added)
            self._behind = False
            return receipts

    def _together(
        self, drafts: Sequence[LedgerDraft], bodies: Sequence[str]
    ) -> tuple[list[Receipt], list[LedgerRecord]]:
        """A context in one transaction, which is committed, or rolled back after an error."""
        cursor = self._connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
            done = self._insert(cursor, drafts, bodies)
            cursor.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                cursor.execute("ROLLBACK")
            raise
        return done

    def _insert(
        self, cursor: sqlite3.Cursor, drafts: Sequence[LedgerDraft], bodies: Sequence[str]
    ) -> tuple[list[Receipt], list[LedgerRecord]]:
        row = cursor.execute("SELECT sequence, digest FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
        sequence, digest = row or (0, NOTHING)
        recorded = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        receipts: list[Receipt] = []
        added: list[LedgerRecord] = []
        for draft, body in zip(drafts, bodies, strict=True):
            known = cursor.execute(
                "SELECT sequence, body FROM entry WHERE tie = ? AND id = ?", (draft.tie, draft.id)
            ).fetchone()
            if known is not None:
                receipts.append(Receipt(draft.id, known[0], "known" if known[1] == body else "conflict"))
                continue
            record = chained(digest, sequence + 1, draft.tie, draft.id, recorded, draft.author, body)
            cursor.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", record.row)
            sequence, digest = record.sequence, record.digest
            receipts.append(Receipt(draft.id, sequence, "recorded"))
            added.append(record)
        return receipts, added

    def records(self, tie: str | None = None, *, after: int = 0) -> list[LedgerRecord]:
        """Entries after place `after` in the order of recording, of one tie or of all."""
        where, values = ("tie = ? AND ", [tie]) if tie is not None else ("", [])
        rows = self._read(f"SELECT * FROM entry WHERE {where}sequence > ? ORDER BY sequence", [*values, after])
        return [LedgerRecord(*row) for row in rows]

    def openings(self) -> list[LedgerRecord]:
        """The first entry of every tie, the latest tie first."""
        rows = self._read("SELECT * FROM entry WHERE tie = id ORDER BY sequence DESC", [])
        return [LedgerRecord(*row) for row in rows]

    def opening(self, tie: str) -> LedgerRecord:
        """The entry that opened a tie.

        Raises:
            InputError: there is no such tie.
        """
        rows = self._read("SELECT * FROM entry WHERE tie = ? AND id = tie", [tie])
        if not rows:
            raise InputError(f"There is no tie '{tie}' in this ledger", place="tie", remedy="List the ties, or open it")
        return LedgerRecord(*rows[0])

    def last_sequence(self) -> int:
        """Place of the last entry, 0 in an empty ledger; entries of other processes included."""
        return int(self._read("SELECT coalesce(max(sequence), 0) FROM entry", [])[0][0])

    def close(self) -> None:
        """Write the write-ahead log into the file, and close it."""
        with self._writing:
            self.journal.close()
            self._let_go()

    def _let_go(self) -> None:
        with self._reading:
            self._reader.close()
        self._connection.close()

    def _bring_up(self) -> None:
        """Write entries into the journal that are missing or damaged there after a crash or a full disk.

        Raises:
            LedgerDamaged: the journal holds an entry that goes on where the ledger ends; the ledger has lost it.
            FrontfootError: the journal cannot be written.
        """
        if not self._behind:
            return
        lacking: dict[int, int] = {}
        digest = NOTHING
        records = self.records()
        for record in records:
            lacking[hash(record.line())] = record.sequence
            digest = record.digest
        beyond = False
        for line in self.journal.lines():
            if lacking.pop(hash(line), None) is None and (kept_record := record_of(line)) is not None:
                beyond = beyond or (kept_record.sequence == len(records) + 1 and kept_record.follows(digest))
        if beyond and self.last_sequence() == len(records):
            raise damaged(self.path, f"it ends at entry {len(records)}, and its journal goes on")
        places = set(lacking.values())
        self.journal.write([record for record in records if record.sequence in places])
        self._behind = False

    def _read(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._reading:
            try:
                return self._reader.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise trouble(self.path, error) from None


def _adopt_journal(records: Sequence[LedgerRecord], path: Path) -> None:
    """Copy this ledger's entries from the journal of an earlier version; that file stays unchanged."""
    own, old = journal_of(path), shared_journal_of(path)
    if own.exists() or old == path or not old.exists():
        return
    known = {record.digest for record in records}
    digest = records[-1].digest if records else NOTHING
    lines = []
    for record in read(old):
        # Entries beyond the ledger's end are its own where they follow it.
        if records and record.follows(digest):
            known.add(record.digest)
            digest = record.digest
        if record.digest in known:
            lines.append(record.line())
    try:
        own.write_bytes(b"".join(lines))
    except OSError as error:
        raise _unusable(own, error.strerror or str(error)) from None


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Check the file: by SQLite's own check, and by the chain of digests.

    Raises:
        LedgerDamaged: it is not; the first damaged entry is named.
    """
    faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1)")]
    if faults != ["ok"]:
        raise damaged(path, faults[0].splitlines()[-1])
    # Bytes that are no text must not stop the search for the entry they stand in.
    kept, connection.text_factory = connection.text_factory, lambda text: text.decode(errors="replace")
    try:
        broken = first_broken(LedgerRecord(*row) for row in connection.execute("SELECT * FROM entry ORDER BY sequence"))
    finally:
        connection.text_factory = kept
    if broken is not None:
        raise damaged(path, f"entry {broken} is not what was written")
    if not schema_stands(connection):
        raise damaged(path, "its schema is not what was written")


def first_broken(records: Iterable[LedgerRecord]) -> int | None:
    """The first place at which the chain of digests does not hold."""
    digest, expected = NOTHING, 1
    for record in records:
        if record.sequence != expected or not record.follows(digest):
            return expected
        digest, expected = record.digest, expected + 1
    return None


def _storable(draft: LedgerDraft) -> str:
    """The body of a draft as it is stored.

    Raises:
        InputError: it holds half a surrogate pair, or a number that JSON does not have.
    """
    try:
        body = canonical(draft.body)
        "".join((draft.tie, draft.id, draft.author, body)).encode()
    except ValueError:
        raise InputError(
            "The entry holds something that is no text or no number", place=repr(draft.id), remedy="Write it again"
        ) from None
    return body


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise _unusable(path, str(error)) from None
    try:
        # A file that is not ours is not touched.
        recognised(connection, path)
        with closing(connection.cursor()) as cursor:
            _wait_for(lambda: cursor.execute("PRAGMA journal_mode = WAL"))
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise trouble(path, error) from None
    except FrontfootError:
        connection.close()
        raise
    return connection


def _wait_for(step: Callable[[], object]) -> None:
    """Repeat an action while another process locks the file, for actions at which SQLite itself does not wait."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            step()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def trouble(path: Path, error: Exception) -> FrontfootError:
    """The exception for an error of SQLite: `LedgerDamaged`, or that the file cannot be used at present."""
    if isinstance(error, OSError):
        return _unusable(path, error.strerror or str(error))
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if primary in NOT_DAMAGE:
        return _unusable(path, str(error))
    return damaged(path, str(error))


def _unusable(path: Path, why: str) -> FrontfootError:
    return FrontfootError(
        f"The ledger cannot be opened ({why})",
        place=str(path),
        remedy="Name a file in a folder you can write to, with room on its disk, that no other program holds",
    )


def damaged(path: Path, problem: str) -> LedgerDamaged:
    """The exception for a damaged ledger, with the remedy."""
    return LedgerDamaged(
        f"The ledger is damaged: {problem}",
        place=str(path),
        remedy=f"Make it again from its journal, keeping this file: frontfoot ledger recover '{path}'",
    )
