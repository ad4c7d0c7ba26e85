"""The journal: a second copy of every entry of the ledger, as JSON lines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from frontfoot.board.record import LedgerRecord
from frontfoot.core.errors import FrontfootError


def journal_of(ledger: Path) -> Path:
    """The path of a ledger's journal: beside it, named after the ledger's whole name, so that no two ledgers share one.

    >>> journal_of(Path("evening.db")).name, journal_of(Path("evening.sqlite")).name
    ('evening.db.journal', 'evening.sqlite.journal')
    """
    return ledger.with_name(f"{ledger.name}.journal")


def shared_journal_of(ledger: Path) -> Path:
    """The journal's path in earlier versions: the name without its ending, which two ledgers could share."""
    return ledger.with_suffix(".journal")


class Journal:
    """An append-only file of JSON lines beside the ledger.

    It is opened for appending, so several processes may write to it; the order of lines is then that of arrival, and
    each line states its place in the ledger.
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
        """The lines of the file, unchecked."""
        with self.path.open("rb") as file:
            yield from file

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def read(path: Path) -> Iterator[LedgerRecord]:
    """The entries of a journal in the order of its lines; lines that are no entries are left out."""
    try:
        with path.open("rb") as file:
            for line in file:
                if (record := record_of(line)) is not None:
                    yield record
    except FileNotFoundError:
        return


def record_of(line: bytes) -> LedgerRecord | None:
    """The entry of a line; None if the line is no entry."""
    try:
        return LedgerRecord.of_line(line)
    except ValueError:
        return None


def _end_with_line(path: Path) -> None:
    """End a last line that a crash has cut, so that the next entry starts a new line."""
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
    """Write the folder's entry of a new file to the disk; not needed on systems that cannot open folders."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
