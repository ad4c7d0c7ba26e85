"""`stage`: measures one match and stages its tables for writing."""

from __future__ import annotations

import io
import zlib
from typing import Final

import msgspec
import polars as pl

from frontfoot.core.errors import FrontfootError
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.seasons.folder import Folder, open_folder
from frontfoot.seasons.layout import staged_name
from frontfoot.seasons.tables import tables_of
from frontfoot.seasons.tasks import SetAside, Staged, Task

_LONG: Final = 1_000
_SUM_BYTES: Final = 4


class _Content(msgspec.Struct):
    head: Staged
    tables: dict[str, bytes]


def stage(task: Task) -> Staged | SetAside:
    """What `frontfoot.seasons.work.measure` does."""
    folder = open_folder(task.store)
    name = staged_name(task.files.fingerprint)
    if (ready := folder.read(name)) is not None and (known := _known(ready, task)) is not None:
        return known
    try:
        match = load(*task.files.paths)
        if match.progress.unfinished:
            return _unfinished(match, task)
        tables = tables_of(match, task.files.fingerprint)
    except FrontfootError as error:
        return SetAside(task.files.paths, error.problem, error.place, error.remedy)
    except Exception as error:
        # A file that trips over a fault of ours must not stop the thousand others; it is distinguished by its words.
        return SetAside(
            task.files.paths,
            f"Measuring failed ({type(error).__name__}: {error})",
            task.files.paths[0],
            "Report this file as a fault of frontfoot",
        )
    info = match.info
    head = Staged(info.match_id, info.provider, info.competition, info.season, task.files.fingerprint, task.files.paths)
    packed = {table: _packed(frame, far="://" in task.store) for table, frame in tables.items()}
    content = msgspec.msgpack.encode(_Content(head, packed))
    # To wait for the disk takes a fifth of a match's time: a later run knows by the sum whether all of it got there.
    folder.write(name, content + _sum(content), lasting=False)
    return head


def _unfinished(match: Match, task: Task) -> SetAside:
    """A season counts whole matches only."""
    return SetAside(
        task.files.paths,
        f"{match.home.name} - {match.away.name} is not finished: the record ends at {match.progress.minute}",
        task.files.paths[0],
        "Give the whole file when the match is over",
    )


def _known(ready: bytes, task: Task) -> Staged | None:
    """The match that an interrupted run left there; None where its content is not whole."""
    ready, stated = ready[:-_SUM_BYTES], ready[-_SUM_BYTES:]
    if _sum(ready) != stated:
        return None
    head = msgspec.msgpack.decode(ready, type=_Content).head
    return msgspec.structs.replace(head, files=task.files.paths)


def unstage(folder: Folder, fingerprint: str, tables: tuple[str, ...]) -> dict[str, pl.DataFrame]:
    """The named tables of a staged match.

    Raises:
        FrontfootError: it is not there any more.
    """
    content = folder.read(staged_name(fingerprint))
    if content is None:
        raise FrontfootError(
            "A measured match is gone from the store's staging folder",
            place=f"{folder.address}/{staged_name(fingerprint)}",
            remedy="Run the same command again, and only one at a time on a store",
        )
    packed = msgspec.msgpack.decode(memoryview(content)[:-_SUM_BYTES], type=_Content).tables
    return {table: pl.read_ipc_stream(io.BytesIO(packed[table])) for table in tables}


def _sum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM_BYTES)


def _packed(frame: pl.DataFrame, *, far: bool) -> bytes:
    stream = io.BytesIO()
    # Without a network, to pack a column takes longer than to write it, unless it is as long as those of the events.
    frame.write_ipc_stream(stream, compression="lz4" if far or len(frame) >= _LONG else "uncompressed")
    return stream.getvalue()
