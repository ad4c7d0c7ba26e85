"""Files in, bounded bytes out: plain, .gz, .xz, .bz2 and .zip, from the disk or from memory."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match import limits

BOM: Final = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which some programs put before the text."""

_CHUNK: Final = 2**20
_AGAIN: Final = "Download or export the file again"
_POINTER: Final = b"version https://git-lfs"
_MAGIC: Final = {b"\x1f\x8b": "gz", b"\xfd7zXZ\x00": "xz", b"BZh": "bz2", b"PK\x03\x04": "zip"}
_OPENERS: Final[dict[str, Callable[..., Any]]] = {"gz": gzip.open, "xz": lzma.open, "bz2": bz2.open}


@dataclass(frozen=True, slots=True)
class Source:
    """The content of one file.

    Attributes:
        place: how errors name it: the path, and the member for an archive.
        path: of the file on the disk (of the archive, for a member).
        name: the file's own name without the suffix of the packing.
        content: the unpacked bytes, without a byte order mark of UTF-8.
    """

    place: str
    path: Path
    name: str
    content: bytes

    def error(self, problem: str, remedy: str) -> ReadError:
        """The error of this file, for the caller to raise."""
        return ReadError(problem, place=self.place, remedy=remedy)


def read_sources(paths: Iterable[str | Path]) -> list[Source]:
    """Read and unpack every file; a zip archive gives one source per member.

    Raises:
        ReadError: a file is missing, a directory, not permitted, empty, truncated, or larger than `limits` allows.
    """
    sources: list[Source] = []
    for path in paths:
        sources.extend(_read(Path(path)))
    return sources


def packed_name(path: Path) -> str:
    """The file's own name, without the ending of its compression.

    >>> packed_name(Path("league/2516989.json.gz"))
    '2516989.json'
    """
    return path.stem if path.suffix.lower() in {".gz", ".xz", ".bz2"} else path.name


def check_pointer(head: bytes, place: str) -> None:
    """Check that a file is not the pointer that a clone without Git LFS has instead of a large file.

    Raises:
        ReadError: the first bytes are those of such a pointer.
    """
    if head.startswith(_POINTER):
        raise ReadError(
            "This is a pointer of Git LFS, not the file itself", place=place, remedy="Fetch the file: git lfs pull"
        )


def is_packed(path: Path) -> bool:
    """Whether a file is packed, by its first bytes."""
    return _packing(path) is not None


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive, by its first bytes."""
    return _packing(path) == "zip"


def _packing(path: Path) -> str | None:
    with path.open("rb") as file:
        first = file.read(8)
    return next((kind for magic, kind in _MAGIC.items() if first.startswith(magic)), None)


def packed_head(path: Path, size: int) -> bytes:
    """The first bytes of the unpacked content of a packed file that is not a zip archive.

    Raises:
        ReadError: the file is damaged before there.
    """
    try:
        with _OPENERS[_packing(path) or ""](path) as stream:
            return bytes(stream.read(size)).removeprefix(BOM)
    except Exception as error:  # gzip, lzma and bz2 each raise their own set on damaged input
        raise ReadError(f"The packed file is damaged ({error})", place=str(path), remedy=_AGAIN) from error


def _read(path: Path) -> list[Source]:
    place = str(path)
    try:
        known = path.stat()
        if stat.S_ISDIR(known.st_mode):
            raise ReadError("This is a directory, not a match file", place=place, remedy="Name a file inside it")
        if not stat.S_ISREG(known.st_mode):
            raise ReadError("This is not a regular file", place=place, remedy="Name a match file")
        size = known.st_size
        if size > limits.MAX_FILE_BYTES:
            raise ReadError(
                f"The file has {size / 2**20:.0f} MiB, more than any match needs ({limits.MAX_FILE_BYTES >> 20} MiB)",
                place=place,
                remedy="Name a file that holds one match",
            )
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError("There is no such file", place=place, remedy="Check the path") from error
    except PermissionError as error:
        raise ReadError("The file may not be read", place=place, remedy="Check its permissions") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"The file cannot be read ({error})", place=place, remedy=_AGAIN) from error
    return unpack(raw, path, place)


def unpack(raw: bytes, path: Path, place: str) -> list[Source]:
    """The files inside some bytes: themselves, what they unpack to, or the members of a zip archive.

    Raises:
        ReadError: they are empty, damaged, or unpack to more than `limits` allows.
    """
    if not raw:
        raise ReadError("The file is empty", place=place, remedy=_AGAIN)
    check_pointer(raw, place)
    packing = next((kind for magic, kind in _MAGIC.items() if raw.startswith(magic)), None)
    if packing == "zip":
        return _members(raw, path, place)
    if packing is None:
        return [Source(place, path, path.name, raw.removeprefix(BOM))]
    opened = _OPENERS[packing](io.BytesIO(raw))
    return [Source(place, path, packed_name(path), _stream(opened, place).removeprefix(BOM))]


def _members(raw: bytes, path: Path, place: str) -> list[Source]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ReadError(f"The zip archive is damaged ({error})", place=place, remedy=_AGAIN) from error
    members = [item for item in archive.infolist() if not item.is_dir() and not item.filename.startswith("__MACOSX/")]
    if not members:
        raise ReadError("The zip archive holds no file", place=place, remedy=_AGAIN)
    if len(members) > limits.MAX_ARCHIVE_MEMBERS:
        raise ReadError(
            f"The zip archive holds {len(members)} files, more than {limits.MAX_ARCHIVE_MEMBERS}",
            place=place,
            remedy="Unpack it and name the files of one match",
        )
    sources = []
    left = limits.MAX_CONTENT_BYTES
    for item in members:
        inside = f"{place}:{item.filename}"
        try:
            opened = archive.open(item)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
            raise ReadError(f"The zip archive is damaged or locked ({error})", place=inside, remedy=_AGAIN) from error
        content = _stream(opened, inside, limit=left)
        left -= len(content)
        sources.append(Source(inside, path, Path(item.filename).name, content.removeprefix(BOM)))
    return sources


def _stream(opened: IO[bytes], place: str, *, limit: int | None = None) -> bytes:
    """The unpacked content, read piece by piece so that reading stops at the limit."""
    most = limits.MAX_CONTENT_BYTES if limit is None else limit
    pieces: list[bytes] = []
    total = 0
    try:
        with opened:
            while piece := opened.read(_CHUNK):
                total += len(piece)
                if total > most:
                    raise ReadError(
                        f"The file unpacks to more than {limits.MAX_CONTENT_BYTES >> 20} MiB",
                        place=place,
                        remedy="Name a file that holds one match",
                    )
                pieces.append(piece)
    except ReadError:
        raise
    except Exception as error:  # gzip, lzma, bz2 and zipfile each raise their own set on damaged input
        raise ReadError(f"The packed file is truncated or damaged ({error})", place=place, remedy=_AGAIN) from error
    if not total:
        raise ReadError("The file is empty", place=place, remedy=_AGAIN)
    return b"".join(pieces)


NOWHERE: Final = Path("memory")
"""Folder name used for files in memory."""

# Names in every object of a StatsBomb list, which `statsbombpy` returns as an object keyed by identifier.
_KEYED: Final = ("play_pattern", "lineup", "event_uuid", "home_team")


def one_source(file: Any) -> Source:
    """The one file that a path (plain or packed), bytes, a stream or decoded JSON holds.

    Raises:
        ReadError: it cannot be read, or is an archive of several files.
    """
    sources = read_sources([file]) if isinstance(file, str | Path) else memory_sources(file, 1)
    if len(sources) != 1:
        raise ReadError(f"The archive holds {len(sources)} files", place=str(file), remedy="Give one of them")
    return sources[0]


def memory_sources(value: Any, number: int) -> list[Source]:
    """The files that a value holds, unpacked; a zip archive gives one for each member.

    Args:
        value: bytes, a binary or text stream, or decoded JSON (a list or an object).
        number: of the argument, from 1, for errors.

    Raises:
        InputError: it is nothing of these.
        ReadError: it is empty, damaged or larger than `limits` allows.
    """
    place = f"argument {number}"
    if isinstance(value, bytes | bytearray | memoryview):
        return _bounded(bytes(value), place)
    if hasattr(value, "read"):
        content = value.read(limits.MAX_FILE_BYTES + 1)
        return _bounded(content.encode() if isinstance(content, str) else content, _name(value, place))
    if isinstance(value, dict | list):
        try:
            return _bounded(msgspec.json.encode(_listed(value)), place)
        except (TypeError, ValueError, OverflowError, RecursionError) as error:
            raise ReadError(
                f"The object is no JSON ({error})", place=place, remedy="Give the provider's file as it was decoded"
            ) from None
    raise InputError(
        f"A {type(value).__name__} is no match file",
        place=place,
        remedy="Give a path, bytes, a stream, decoded JSON or an EventDataset of kloppy",
    )


def _bounded(content: bytes, place: str) -> list[Source]:
    if len(content) > limits.MAX_FILE_BYTES:
        raise ReadError(f"It has more than {limits.MAX_FILE_BYTES >> 20} MiB", place=place, remedy="Give one match")
    return unpack(content, NOWHERE, place)


def _name(stream: Any, place: str) -> str:
    name = getattr(stream, "name", None)
    return f"{place} ({name})" if isinstance(name, str) else place


def _listed(value: Any) -> Any:
    """An object keyed by identifiers as the list of its values, as the provider writes it."""
    if not isinstance(value, dict) or not value:
        return value
    inner = list(value.values())
    if all(isinstance(item, dict) and any(name in item for name in _KEYED) for item in inner):
        return inner
    return value
