"""Tracking files on disk or in memory: their first bytes for recognition, their content for the reader.

A file on disk is read only when its content is needed: a match of Hawk-Eye is seven gigabytes in two hundred files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from frontfoot.core.errors import ReadError
from frontfoot.match.files import (
    BOM,
    Source,
    check_pointer,
    is_archive,
    is_packed,
    memory_sources,
    packed_head,
    packed_name,
    read_sources,
)
from frontfoot.match.signs import HEAD


@dataclass(frozen=True, slots=True)
class TrackingFile:
    """One file of a match.

    Attributes:
        place: how errors name it.
        name: the file's own name without the ending of its packing.
        path: on the disk; None for a file in memory.
        held: its unpacked content, for one in memory or of an archive.
    """

    place: str
    name: str
    path: Path | None = None
    held: bytes | None = None

    def __str__(self) -> str:
        """How errors name it."""
        return self.place

    def error(self, problem: str, remedy: str) -> ReadError:
        """The error of this file, for the caller to raise."""
        return ReadError(problem, place=self.place, remedy=remedy)

    def head(self) -> bytes:
        """The first `HEAD` bytes, unpacked."""
        if self.held is not None:
            return self.held[:HEAD]
        assert self.path is not None
        if is_packed(self.path):
            return packed_head(self.path, HEAD)
        with self.path.open("rb") as stream:
            return stream.read(HEAD).removeprefix(BOM)

    def content(self) -> bytes:
        """The whole content, unpacked, without a byte order mark.

        Raises:
            ReadError: the file cannot be read, or is packed and damaged or too large.
        """
        if self.held is not None:
            return self.held
        assert self.path is not None
        try:
            if is_packed(self.path):
                return read_sources([self.path])[0].content
            return self.path.read_bytes().removeprefix(BOM)
        except OSError as error:
            raise _unreadable(self.place, error) from error

    def source(self) -> Source:
        """Place, name and content together."""
        return Source(self.place, self.path or Path("memory"), self.name, self.content())


def files_of(items: Iterable[Any]) -> list[TrackingFile]:
    """The files of a match as they were given; a zip archive gives one for each member.

    Args:
        items: paths, or, in memory, bytes, streams or decoded JSON.

    Raises:
        ReadError: a file is missing, empty, not readable, a pointer of Git LFS, or an archive that is damaged.
        InputError: an item is not a file.
    """
    files: list[TrackingFile] = []
    for number, item in enumerate(items, start=1):
        if not isinstance(item, str | PathLike):
            files += map(_in_memory, memory_sources(item, number))
            continue
        path = Path(item)
        if not path.is_file():
            raise ReadError("There is no such file", place=str(path), remedy="Check the name")
        if not path.stat().st_size:
            raise ReadError("The file is empty", place=str(path), remedy="Download or export the file again")
        try:
            if is_archive(path):
                files += map(_in_memory, read_sources([path]))
                continue
            files.append(TrackingFile(str(path), packed_name(path), path))
            check_pointer(files[-1].head(), str(path))
        except OSError as error:
            raise _unreadable(str(path), error) from error
    return files


def _unreadable(place: str, error: OSError) -> ReadError:
    return ReadError(f"The file cannot be read ({error.strerror})", place=place, remedy="Check the file")


def _in_memory(source: Source) -> TrackingFile:
    return TrackingFile(source.place, source.name, None, source.content)
