"""Which files belong to which match, and the fingerprint by which a finished match is recognised."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from frontfoot.core.errors import FrontfootError, InputError, ReadError
from frontfoot.core.version import __version__
from frontfoot.match.belonging import MatchFile, belonging, part_of, without_twins
from frontfoot.match.files import Source, packed_name, read_sources
from frontfoot.seasons.layout import DOCUMENT

_SUFFIXES: Final = (".json", ".jsonl", ".xml", ".csv", ".gz", ".xz", ".bz2", ".zip")
_HEAD: Final = 16_384
_LIST: Final = "matches.csv"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one match.

    Attributes:
        paths: absolute, the events first.
        fingerprint: of their contents, of the lists beside them, and of the version that measures them.
    """

    paths: tuple[str, ...]
    fingerprint: str


@dataclass(slots=True)
class Found:
    """The matches and other files in the folders.

    Attributes:
        matches: in the order of the folders and names.
        astray: files that belong to no match, and why.
        ignored: number of files that are no match files by their names.
    """

    matches: list[Files] = field(default_factory=list)
    astray: list[tuple[str, FrontfootError]] = field(default_factory=list)
    ignored: int = 0


def find_matches(folders: Sequence[str | Path], salt: str = "") -> Found:
    """Look through folders (or single files) for matches of any provider.

    Which files belong together is told from their content, folders and names (`frontfoot.match.belonging`). A packed
    file beside its unpacked twin of the same content is one file.

    Args:
        folders: searched with all folders below them.
        salt: goes into every fingerprint.

    Raises:
        InputError: a folder does not exist.
    """
    sources = Found()
    parts: list[MatchFile] = []
    for path in without_twins(_walk(folders, sources)):
        try:
            parts.append(_part(path))
        except FrontfootError as error:
            if packed_name(path).lower().endswith(".csv"):  # most tables in a folder are lists and notes of one's own
                sources.ignored += 1
            else:
                sources.astray.append((str(path), error))
    sorted_out = belonging(parts)
    sources.astray += [(str(path), error) for path, error in sorted_out.errors]
    for match in sorted_out.matches:
        fingerprint = hashlib.sha256(f"{__version__} {salt}".encode())
        for part in match:
            if part.entries:
                names = match[0].identifiers | match[0].numbers
                fingerprint.update(b"".join(part.entries[name] for name in sorted(names & part.entries.keys())))
            else:
                fingerprint.update(hashlib.sha256(part.path.read_bytes()).digest())
        fingerprint.update(_lines(match[0]))
        sources.matches.append(Files(tuple(str(part.path) for part in match), fingerprint.hexdigest()))
    return sources


def _walk(folders: Sequence[str | Path], sources: Found) -> Iterable[Path]:
    seen = set()
    for named in folders:
        root = Path(named).absolute()
        if not root.exists():
            raise InputError("There is no such folder", place=str(named), remedy="Check the path")
        if root.is_file():
            files = [root]
        else:
            files = []
            for folder, below, names in os.walk(root):
                if DOCUMENT in names:  # a store holds no match files, and its own are no others
                    below.clear()
                    continue
                below[:] = [name for name in below if not name.startswith(".")]
                files += [Path(folder) / name for name in names]
        for path in sorted(files):
            if path in seen:
                continue
            seen.add(path)
            if path.name.startswith(".") or not path.name.lower().endswith(_SUFFIXES):
                sources.ignored += 1
            else:
                yield path


def _part(path: Path) -> MatchFile:
    """What a file holds; most show it in their first bytes, only the others are unpacked whole."""
    if path.suffix != ".zip":
        try:
            with path.open("rb") as raw:
                head = raw.read(_HEAD)
                if head.startswith(b"\x1f\x8b"):
                    raw.seek(0)
                    with gzip.open(raw) as unpacked:
                        head = unpacked.read(_HEAD)
            part = part_of(path, [Source(str(path), path, packed_name(path), head)])
            if "matches" not in part.holds:
                return part
        except (OSError, EOFError, ReadError, ValueError):
            pass
    return part_of(path, read_sources([path]))


def _lines(events: MatchFile) -> bytes:
    """The lines about this match in the list beside its file: a change in them is a change of the match."""
    beside = events.path.parent / _LIST
    numbers = [number.encode() for number in sorted(events.identifiers | events.numbers)]
    try:
        lines = _list(str(beside), beside.stat().st_mtime_ns)
    except OSError:
        return b""
    return b"".join(lines.get(number, b"") for number in numbers)


@lru_cache(maxsize=64)
def _list(path: str, changed: int) -> dict[bytes, bytes]:
    lines: dict[bytes, bytes] = {}
    for line in Path(path).read_bytes().splitlines():
        lines.setdefault(line.split(b",", 1)[0].strip(b'"'), line)
    return lines
