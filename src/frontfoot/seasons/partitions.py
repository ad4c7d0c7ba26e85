"""The tables of one competition and season: a pure function of the set of its matches."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

import polars as pl

from frontfoot.core.errors import FrontfootError
from frontfoot.seasons.folder import Folder, open_folder
from frontfoot.seasons.staging import unstage
from frontfoot.seasons.tables import PARTITION, approach_table

NEXT: Final = ".next"
"""Suffix of a table that is written and not yet in place."""

ROW_GROUP: Final = 65_536
_UNKNOWN: Final = "__HIVE_DEFAULT_PARTITION__"

Key = tuple[str, str]
"""(match_id, provider)."""

GROUPS: Final = (("events",), ("minutes", "approach"), ("chances", "players", "style", "matches"))
"""Tables that one task writes: three tasks of like length for each competition and season."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Tables of one competition and season to write again.

    Attributes:
        store: address.
        competition, season: of the partition.
        tables: which of them.
        staged: matches to add, with their fingerprints.
        gone: matches to remove from the present table.
    """

    store: str
    competition: str
    season: str
    tables: tuple[str, ...]
    staged: tuple[tuple[Key, str], ...]
    gone: frozenset[Key]


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


def rewrite(task: Rewrite) -> tuple[str, ...]:
    """Write tables of one partition beside those that stand, each under its name with `NEXT`.

    Returns:
        The names written, without the suffix; nothing is in place before the caller moves it there.
    """
    folder = open_folder(task.store)
    stored = tuple(table for table in task.tables if table != "approach")
    matches: dict[Key, dict[str, pl.DataFrame]] = {}
    for table in stored:
        for key, frame in _standing(folder, partition_name(table, task.competition, task.season)):
            if key not in task.gone:
                matches.setdefault(key, {})[table] = frame
    for key, fingerprint in task.staged:
        matches[key] = unstage(folder, fingerprint, stored)
    written = []
    order = sorted(matches)
    for table in stored if order else ():
        whole = pl.concat([matches[key].pop(table) for key in order], rechunk=True)
        written.append(_write(folder, table, task, whole))
        if table == "minutes" and "approach" in task.tables:
            written.append(_write(folder, "approach", task, approach_table(whole, task.competition, task.season)))
    return tuple(written)


def _standing(folder: Folder, name: str) -> list[tuple[Key, pl.DataFrame]]:
    content = folder.read(name)
    if content is None:
        return []
    try:
        frame = pl.read_parquet(io.BytesIO(content), hive_partitioning=False)
    except pl.exceptions.PolarsError as error:
        raise FrontfootError(
            f"This table is damaged ({error})",
            place=f"{folder.address}/{name}",
            remedy="Delete the store's files of this competition and season in every table and run again",
        ) from None
    parts = frame.partition_by("match_id", "provider", as_dict=True, maintain_order=True)
    return [((str(match), str(provider)), part) for (match, provider), part in parts.items()]


def _write(folder: Folder, table: str, task: Rewrite, frame: pl.DataFrame) -> str:
    name = partition_name(table, task.competition, task.season)
    stream = io.BytesIO()
    frame.write_parquet(stream, compression="zstd", compression_level=3, row_group_size=ROW_GROUP, statistics=True)
    folder.write(name + NEXT, stream.getvalue())
    return name
