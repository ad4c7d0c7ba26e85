"""Fetching results files from their public addresses into a folder, with a record of their dates and checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl

from frontfoot.core.errors import FrontfootError, ReadError
from frontfoot.seasons.open_data.download import PAUSE, SILENCE, NetworkError, text, unwritable
from frontfoot.updates.sources import ResultsFile

RECORD = "record.json"
_AT_ONCE = 6

Progress = Callable[[int, int], object]
"""Called with files done and files in all."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result of a fetch.

    Attributes:
        new, same: paths of fetched files that differ from the previous copy, and of those that are equal to it.
        absent: addresses that the source does not have (of a season that has not begun, say).
        problems: sources that could not be reached or read, in words; their previous copies are used.
    """

    new: tuple[str, ...]
    same: tuple[str, ...]
    absent: tuple[str, ...]
    problems: tuple[str, ...]


def fetch(
    wanted: Sequence[ResultsFile],
    folder: Path,
    today: date,
    *,
    mirror: str | None = None,
    pause: float = PAUSE,
    silence: float = SILENCE,
    progress: Progress = lambda done, of: None,
) -> Fetched:
    """Fetch files; a file replaces the previous copy only if it can be read and has at least as many results.

    Args:
        wanted: see `frontfoot.updates.sources.files_between`.
        folder: of results; holds `record.json` with the address, licence, day and SHA-256 of every copy.
        today: written into the record.
        mirror: address of a server with the same paths as the public ones.
        pause, silence: see `frontfoot.seasons.open_data.download`.
        progress: called after each file.

    Raises:
        FrontfootError: the folder cannot be written.
    """
    outcome: dict[str, list[str]] = {"new": [], "same": [], "absent": [], "problems": []}
    record = _record(folder)
    silent: set[str] = set()

    def content_of(file: ResultsFile) -> bytes | NetworkError:
        host = urlsplit(file.address).netloc
        if host in silent:
            return NetworkError("The server cannot be reached", place=file.address, remedy="Check the network")
        address = mirror.rstrip("/") + urlsplit(file.address).path if mirror else file.address
        try:
            return text(address, pause=pause, silence=silence)
        except NetworkError as error:
            if "status" not in error.problem:
                silent.add(host)
            return error

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for done, (file, content) in enumerate(zip(wanted, threads.map(content_of, wanted), strict=True), start=1):
            progress(done, len(wanted))
            if isinstance(content, NetworkError):
                gone = "status 404" in content.problem
                outcome["absent" if gone else "problems"].append(
                    file.address if gone else f"{file.address}: {content.problem}"
                )
                continue
            try:
                changed = _place(file, content, folder)
            except ReadError as error:
                outcome["problems"].append(f"{file.address}: {error.problem}")
                continue
            outcome["new" if changed else "same"].append(file.path)
            checksum = hashlib.sha256(content).hexdigest()
            record[file.path] = {
                "address": file.address,
                "licence": file.source.licence,
                "fetched": today.isoformat(),
                "sha256": checksum,
            }
    _write(folder / RECORD, (json.dumps(record, indent=1, sort_keys=True) + "\n").encode())
    return Fetched(**{name: tuple(_one_a_server(values)) for name, values in outcome.items()})


def kept(folder: Path, wanted: Sequence[ResultsFile]) -> tuple[pl.DataFrame | None, list[str]]:
    """The results of the stored copies, without those whose checksum differs from the record; and the problems."""
    record, tables, problems = _record(folder), [], []
    for file in wanted:
        path = folder / file.path
        if not path.is_file():
            continue
        try:
            if hashlib.sha256(path.read_bytes()).hexdigest() != record.get(file.path, {}).get("sha256"):
                raise ReadError("The copy was changed after it was fetched", place=str(path), remedy="Fetch it again")
            tables.append(file.read(folder))
        except (OSError, FrontfootError) as error:
            problems.append(f"{path}: {getattr(error, 'problem', error)}")
    return (pl.concat(tables) if tables else None), problems


def _place(file: ResultsFile, content: bytes, folder: Path) -> bool:
    """Store a copy if it can be read; returns whether it differs from the previous one."""
    path, trial = folder / file.path, folder / ".trial"
    if path.is_file() and path.read_bytes() == content:
        return False
    _write(trial / file.path, content)
    try:
        now = file.count(trial)
    finally:
        (trial / file.path).unlink(missing_ok=True)
    if path.is_file():
        try:
            before = file.count(folder)
        except ReadError:
            before = 0
        if now < before:
            raise ReadError(
                f"What came holds {now} results where {before} were known: broken off, or changed",
                place=file.address,
                remedy="Fetch it again later",
            )
    _write(path, content)
    return True


def _record(folder: Path) -> dict[str, dict[str, str]]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise unwritable(path, error) from None


def _one_a_server(lines: list[str]) -> list[str]:
    """The lines with one line for each server that cannot be reached, however many files it has."""
    seen, once = set(), []
    for line in lines:
        subject = urlsplit(line.split(": ")[0]).netloc if "cannot be reached" in line else line
        if subject not in seen:
            seen.add(subject)
            once.append(line)
    return once
