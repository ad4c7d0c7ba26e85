"""Freeze frames of StatsBomb: those of shots, inside the events, and the 360 file's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import polars as pl

from frontfoot.errors import ReadError
from frontfoot.match import limits
from frontfoot.match import statsbomb_codes as s
from frontfoot.match.decode import decode
from frontfoot.match.files import Source
from frontfoot.match.places import LENGTH_MARKS, WIDTH_MARKS, between_marks
from frontfoot.match.schema import FREEZE_FRAMES

if TYPE_CHECKING:
    from frontfoot.match.statsbomb import Event


class _Id(msgspec.Struct, gc=False):
    id: int


class Shown(msgspec.Struct, gc=False):
    """A player in the freeze frame of a shot (the shooter is not among them)."""

    location: list[float]
    teammate: bool
    position: _Id | None = None


class _Seen(msgspec.Struct, gc=False):
    location: tuple[float, float]
    teammate: bool
    actor: bool = False
    keeper: bool = False


class _Frame(msgspec.Struct, gc=False):
    event: str = msgspec.field(name="event_uuid")
    seen: list[_Seen] = msgspec.field(name="freeze_frame", default=[])


def read(
    events: list[Event], frames: Source | None, positions: np.ndarray[Any, Any], shot_cell: float
) -> pl.DataFrame | None:
    """All freeze frames of a match, in the order of the event table.

    A shot keeps its own frame, which names the goalkeeper and covers the whole pitch, with the shooter added; every
    other event gets the frame of the 360 file. 360 places are exact, shot places are cells whose middle is taken.

    Args:
        events: the match's events.
        frames: the 360 file, if given.
        positions: row of every event in the event table.
        shot_cell: width of a shot's cell in yards.
    """
    rows: list[np.ndarray[Any, Any]] = []
    row_of = dict(zip((e.id for e in events), positions.tolist(), strict=True))
    shots = _of_shots(events, row_of, shot_cell)
    rows.append(shots)
    if frames is not None:
        rows.append(_of_360(frames, row_of, set(np.unique(shots[:, 0]).astype(int).tolist())))
    table = np.concatenate(rows)
    if not len(table):
        return None
    table = table[np.argsort(table[:, 0], kind="stable")]
    columns = [
        pl.Series("index", table[:, 0]).cast(pl.UInt32),
        *(pl.Series(name, table[:, place] > 0) for place, name in ((1, "teammate"), (2, "actor"), (3, "keeper"))),
        pl.Series("x", between_marks(table[:, 4], s.LENGTH_MARKS, LENGTH_MARKS)),
        pl.Series("y", between_marks(80.0 - table[:, 5], s.WIDTH_MARKS, WIDTH_MARKS)),
    ]
    return pl.DataFrame(columns).select(list(FREEZE_FRAMES))


def _of_shots(events: list[Event], row_of: dict[str, int], cell: float) -> np.ndarray[Any, Any]:
    rows = []
    half = cell / 2
    for e in events:
        if e.shot is None or not e.shot.freeze_frame:
            continue
        row = row_of[e.id]
        if e.location and len(e.location) > 1 and e.location[0] is not None and e.location[1] is not None:
            rows.append((row, 1, 1, 0, e.location[0] - half, e.location[1] - half))
        for player in e.shot.freeze_frame:
            keeper = player.position is not None and player.position.id == s.GOALKEEPER
            rows.append((row, player.teammate, 0, keeper, player.location[0] - half, player.location[1] - half))
    return np.array(rows, dtype=np.float64).reshape(-1, 6)


def _of_360(frames: Source, row_of: dict[str, int], taken: set[int]) -> np.ndarray[Any, Any]:
    decoded = decode(frames, list[_Frame], what="StatsBomb 360 frames")
    known = [(row, f.seen) for f in decoded if (row := row_of.get(f.event)) is not None]
    if decoded and not known:
        raise ReadError(
            "None of the 360 frames belongs to these events",
            place=frames.place,
            remedy="Name events and frames of the same match",
        )
    wanted = [(row, seen) for row, seen in known if row not in taken]
    seen = [player for _, players in wanted for player in players]
    if len(seen) > limits.MAX_FRAME_POSITIONS:
        raise ReadError(
            f"The file holds {len(seen):,} positions, more than any match ({limits.MAX_FRAME_POSITIONS:,})",
            place=frames.place,
            remedy="Name the frames of one match",
        )
    table = np.empty((len(seen), 6))
    table[:, 0] = np.repeat(
        np.array([row for row, _ in wanted], dtype=np.float64), np.array([len(p) for _, p in wanted], dtype=np.int64)
    )
    table[:, 1] = [p.teammate for p in seen]
    table[:, 2] = [p.actor for p in seen]
    table[:, 3] = [p.keeper for p in seen]
    table[:, 4:] = np.array([p.location for p in seen], dtype=np.float64).reshape(-1, 2)
    return table
