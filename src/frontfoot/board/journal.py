"""The journal: every entry of the ledger once more, as JSON lines that any editor can read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from frontfoot.board.record import LedgerRecord
from frontfoot.core.errors import FrontfootError


def journal_of(ledger: Path) -> Path:
    """Where the journal of a ledger lies: beside it, under the ledger's whole name, so that no two ledgers share one.

    >>> journal_of(Path("evening.db")).name, journal_of(Path("evening.sqlite")).name
    ('evening.db.journal', 'evening.sqlite.journal')
    """
    return ledger.with_name(f"{ledger.name}.journal")


def shared_journal_of(ledger: Path) -> Path:
    """Where earlier versions kept it: under the name without its ending, which ledgers of one folder could share."""
    return ledger.with_suffix(".journal")


class Journal:
    """An append-only file of JSON lines beside the ledger.

    It is opened for appending, so several processes may write to it; the order of lines is then that of arrival, and
    each says its own place.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._torn = False
        try:
            _end_with_line(path)
            new = not path.exists()
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            if new:
                _keep_name(path)
        except OSError as error:
            raise FrontfootError(
                f"The journal cannot be written ({error.strerror})",
                place=str(path),
                remedy="Name a ledger in a folder you can write to",
            ) from None

    def write(self, records: Sequence[LedgerRecord]) -> None:
        """Append entries; when this returns they are on the disk.

        Raises:
            FrontfootError: the disk is full or broken; some of the entries may be in the file.
        """
        if not records:
            return
        lines = b"".join(record.line() for record in records)
        if self._torn:
            lines = b"\n" + lines
        self._torn = True
        try:
            while lines:
                lines = lines[os.write(self._file, lines) :]
            os.fsync(self._file)
        except OSError as error:
            raise FrontfootError(
                f"The entries are in the ledger, but its journal cannot be written ({error.strerror})",
                place=str(self.path),
                remedy="Make room on the disk and send them again; they are recorded once",
            ) from None
        self._torn = False

    def lines(self) -> Iterator[bytes]:
        """The lines as they are."""
        with self.path.open("rb") as file:
            yield from file

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)


def read(path: Path) -> Iterator[LedgerRecord]:
    """The entries of a journal in the order of its lines; lines that are none are passed over."""
    try:
        with path.open("rb") as file:
            for line in file:
                if (record := record_of(line)) is not None:
                    yield record
    except FileNotFoundError:
        return


def record_of(line: bytes) -> LedgerRecord | None:
    """The entry of a line, None where it holds none."""
    try:
        return LedgerRecord.of_line(line)
    except ValueError:
        return None


def _end_with_line(path: Path) -> None:
    """A crash may have cut the last line: close it, so that the next entry begins a line of its own."""
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        whole = file.read(1) == b"\n"
    if not whole:
        # Appended, not put in place: another process may be writing its line just now.
        with path.open("ab") as file:
            file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())


def _keep_name(path: Path) -> None:
    """Put the name of a new file on the disk; a system that cannot open folders does so by itself."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
