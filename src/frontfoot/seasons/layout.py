"""Where a store keeps what: its tables and their parts, its staging folder, its version and its lock."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.core.writing import json_bytes
from frontfoot.seasons.folder import Folder

DOCUMENT = "store.json"
"""The file that makes a folder a store."""

SCHEMA: Final = 5
"""Version of the tables; raised whenever a column changes its name, type or meaning."""

TABLES: Final = ("events", "players", "chances", "minutes", "style", "approach", "matches")
"""`matches` is written last: a match listed there is in all other tables."""

PARTITION: Final = ("competition", "season")

LOCK = ".lock"
STAGING: Final = ".staging"
NEXT: Final = ".next"
"""Suffix of a table that is written and not yet in place."""

_UNKNOWN: Final = "__HIVE_DEFAULT_PARTITION__"


def partition_name(table: str, competition: str, season: str) -> str:
    """Where a table's part lies, in the way that DuckDB, Polars and Spark know as Hive partitions.

    >>> partition_name("minutes", "Serie A", "2017/18")
    'minutes/competition=Serie%20A/season=2017%2F18/part.parquet'
    """
    values = (quote(value, safe="") or _UNKNOWN for value in (competition, season))
    return "/".join(
        [table, *(f"{name}={value}" for name, value in zip(PARTITION, values, strict=True)), "part.parquet"]
    )


def partition_values(name: str) -> tuple[str, str]:
    """(competition, season) of a part's name; empty where unknown."""
    values = dict(part.split("=", 1) for part in name.split("/")[1:-1])
    competition, season = ("" if values[key] == _UNKNOWN else unquote(values[key]) for key in PARTITION)
    return competition, season


def parts_of(folder: Folder, table: str) -> list[str]:
    """Names of all parts of a table in a store."""
    return [name for name in folder.names(table) if name.endswith("/part.parquet")]


def staged_name(fingerprint: str) -> str:
    """Name of a staged match in the store."""
    return f"{STAGING}/{fingerprint}.match"


def make(folder: Folder) -> None:
    """Make an empty store if there is none; else check the version of the existing one.

    Raises:
        InputError: the folder holds a store of another version, or something else.
    """
    content = folder.read(DOCUMENT)
    if content is not None:
        check_version(content, folder.address)
        return
    if [name for name in folder.names() if name != LOCK]:
        raise InputError(
            "The folder is not empty and is no store", place=folder.address, remedy="Name a new folder for the store"
        )
    document = {"schema": SCHEMA, "tables": list(TABLES), "partitioned by": list(PARTITION)}
    folder.write(DOCUMENT, json_bytes(document, indent=1))


def check_version(content: bytes, place: str) -> None:
    """Refuse a store whose tables have another version.

    Raises:
        InputError: they have.
    """
    try:
        schema = json.loads(content)["schema"]
    except (ValueError, KeyError, TypeError):
        raise InputError(
            "The store's description is damaged", place=f"{place}/{DOCUMENT}", remedy="Make the store again"
        ) from None
    if schema != SCHEMA:
        raise InputError(
            f"The tables of this store have version {schema}; this frontfoot writes and reads version {SCHEMA}",
            place=place,
            remedy="Make the store again from the files, or use the frontfoot that made it",
        )


@contextmanager
def locked(folder: Folder) -> Iterator[None]:
    """A context in which a local store is locked against a second run; the lock ends with the process.

    Stores at an address have no lock: the user has to make sure that only one run writes at a time.

    Raises:
        FrontfootError: another run holds it.
    """
    if "://" in folder.address or sys.platform == "win32":
        yield
        return
    import fcntl

    path = Path(folder.address)
    try:
        path.mkdir(parents=True, exist_ok=True)
        handle = (path / LOCK).open("w")
    except OSError as error:
        raise FrontfootError(
            f"The store cannot be written ({error.strerror})", place=str(path), remedy="Name another folder"
        ) from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FrontfootError(
                "Another run is writing this store", place=str(path), remedy="Wait for it, or stop it"
            ) from None
        yield
