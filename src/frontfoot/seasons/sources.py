"""Which files belong to which match, and the fingerprint that tells whether a match was done."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from frontfoot import __version__
from frontfoot.core.errors import FrontfootError, InputError, ReadError
from frontfoot.match.files import Source, read_sources
from frontfoot.match.recognise import recognise
from frontfoot.seasons.tables import DOCUMENT

_SUFFIXES: Final = (".json", ".xml", ".gz", ".xz", ".bz2", ".zip")
_HEAD: Final = 16_384
_NUMBER: Final = re.compile(r"\d{3,}")
_LIST: Final = "matches.csv"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one match.

    Attributes:
        paths: absolute, the events first.
        fingerprint: of their contents, of what the lists beside them say, and of the version that measures them.
    """

    paths: tuple[str, ...]
    fingerprint: str


@dataclass(slots=True)
class Found:
    """What lies in the folders.

    Attributes:
        matches: in the order of the folders and names.
        astray: files that belong to no match, and why.
        ignored: number of files that are no match files by their names.
    """

    matches: list[Files] = field(default_factory=list)
    astray: list[tuple[str, FrontfootError]] = field(default_factory=list)
    ignored: int = 0


class _Entry(msgspec.Struct):
    match_id: int


def find_matches(folders: Sequence[str | Path], salt: str = "") -> Found:
    """Look through folders (or single files) for matches of any provider.

    Every file with events is a match. Line-ups, 360 files and match information belong to the match whose file name
    holds the same number, as in `events/3788741.json` and `lineups/3788741.json`; StatsBomb's lists of matches to
    those whose identifier they hold.

    Args:
        folders: searched with all folders below them.
        salt: goes into every fingerprint.

    Raises:
        InputError: a folder does not exist.
    """
    found = Found()
    events: dict[str, list[Path]] = {}
    companions: list[Path] = []
    lists: list[tuple[Path, dict[str, bytes]]] = []
    for path in _walk(folders, found):
        try:
            parts = _parts(path)
        except FrontfootError as error:
            found.astray.append((str(path), error))
            continue
        if "events" in parts:
            events[str(path)] = [path]
        elif parts == {"matches"}:
            lists.append((path, _entries(path)))
        else:
            companions.append(path)
    owners: dict[str, list[str]] = {}
    for name in events:
        for number in set(_NUMBER.findall(Path(name).name)):
            owners.setdefault(number, []).append(name)
    for path in companions:
        named = {owner for number in _NUMBER.findall(path.name) for owner in owners.get(number, ())}
        if len(named) == 1:
            events[named.pop()].append(path)
        else:
            found.astray.append((str(path), _lost(path, len(named))))
    said: dict[str, bytes] = {}
    for path, entries in lists:
        for number, entry in entries.items():
            for owner in owners.get(number, ()):
                events[owner].append(path)
                said[owner] = said.get(owner, b"") + entry
    listed = {path for path, _ in lists}
    for name, paths in events.items():
        fingerprint = hashlib.sha256(f"{__version__} {salt}".encode())
        for path in paths:
            if path not in listed:
                fingerprint.update(hashlib.sha256(path.read_bytes()).digest())
        fingerprint.update(said.get(name, b"") + _lines(paths[0]))
        found.matches.append(Files(tuple(str(path) for path in paths), fingerprint.hexdigest()))
    return found


def _walk(folders: Sequence[str | Path], found: Found) -> Iterable[Path]:
    seen = set()
    for given in folders:
        root = Path(given).absolute()
        if not root.exists():
            raise InputError("There is no such folder", place=str(given), remedy="Check the path")
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
                found.ignored += 1
            else:
                yield path


def _parts(path: Path) -> set[str]:
    """What a file holds; most show it in their first bytes, only the others are unpacked whole."""
    if path.suffix != ".zip":
        try:
            with path.open("rb") as raw:
                head = raw.read(_HEAD)
                if head.startswith(b"\x1f\x8b"):
                    raw.seek(0)
                    with gzip.open(raw) as unpacked:
                        head = unpacked.read(_HEAD)
            return {recognise(Source(str(path), path, path.name, head))[1]}
        except (OSError, EOFError, ReadError, ValueError):
            pass
    return {recognise(source)[1] for source in read_sources([path])}


def _entries(path: Path) -> dict[str, bytes]:
    """The entries of a list of matches, by match identifier."""
    content = read_sources([path])[0].content
    try:
        raw = msgspec.json.decode(content, type=list[msgspec.Raw])
        return {str(msgspec.json.decode(entry, type=_Entry).match_id): bytes(entry) for entry in raw}
    except msgspec.MsgspecError:
        return {}


def _lines(path: Path) -> bytes:
    """The lines about this match in the list beside its file: a change in them is a change of the match."""
    beside = path.parent / _LIST
    numbers = [number.encode() for number in _NUMBER.findall(path.name)]
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


def _lost(path: Path, owners: int) -> FrontfootError:
    what = "no events file has" if owners == 0 else "more than one events file has"
    return InputError(
        f"This file holds no events, and {what} the same match number in its name",
        place=str(path),
        remedy="Give it the number of its match, or leave it out",
    )
