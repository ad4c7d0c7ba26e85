"""The journal: every entry of the ledger once more, as JSON lines that any editor can read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from frontfoot.board.record import Record
from frontfoot.errors import FrontfootError


class Journal:
    """An append-only file of JSON lines beside the ledger.

    It is opened for appending, so several processes may write to it; the order of lines is then that of arrival, and
    each says its own place.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            _end_with_line(path)
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError as error:
            raise FrontfootError(
                f"The journal cannot be written ({error.strerror})",
                place=str(path),
                remedy="Name a ledger in a folder you can write to",
            ) from None

    def last_sequence(self) -> int:
        """The last place up to which the journal holds every entry."""
        there = {record.sequence for record in read(self.path)}
        last = 0
        while last + 1 in there:
            last += 1
        return last

    def bring_up(self, records: Sequence[Record]) -> None:
        """Write what the journal lacks of `records`: a crash may have come between the two."""
        there = {record.sequence for record in read(self.path)} if records else set()
        self.write([record for record in records if record.sequence not in there])

    def write(self, records: Sequence[Record]) -> None:
        """Append entries; when this returns they are on the disk."""
        if not records:
            return
        lines = b"".join(record.line() for record in records)
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

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)


def read(path: Path) -> Iterator[Record]:
    """The entries of a journal in the order of its lines; lines that are none are passed over."""
    try:
        with path.open("rb") as file:
            yield from _records(file)
    except FileNotFoundError:
        return


def _records(lines: Iterable[bytes]) -> Iterator[Record]:
    for line in lines:
        try:
            yield Record.of_line(line)
        except ValueError:
            continue


def _end_with_line(path: Path) -> None:
    """A crash may have cut the last line: close it, so that the next entry begins a line of its own."""
    if not path.exists() or not path.stat().st_size:
        return
    with path.open("rb+") as file:
        file.seek(-1, os.SEEK_END)
        if file.read(1) != b"\n":
            file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())
