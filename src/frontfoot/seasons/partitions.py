"""The tables of one competition and season: a pure function of the set of its matches."""

from __future__ import annotations

import io
from typing import Final

import polars as pl

from frontfoot.core.errors import FrontfootError
from frontfoot.seasons.folder import Folder, open_folder
from frontfoot.seasons.layout import NEXT, partition_name
from frontfoot.seasons.staging import unstage
from frontfoot.seasons.tables import approach_table
from frontfoot.seasons.tasks import Key, Rewrite

ROW_GROUP: Final = 65_536


def write(task: Rewrite) -> tuple[str, ...]:
    """What `frontfoot.seasons.work.rewrite` does."""
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
