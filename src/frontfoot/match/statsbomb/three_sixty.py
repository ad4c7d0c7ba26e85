"""StatsBomb 360 frames without their events: positions of players, and the visible area of the pitch.

Without events the time, the side and the event of a frame are unknown, so that `frontfoot.match.load.load` refuses a
360 file alone. Loaded together with the events, the frames are the match's `freeze_frames`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import msgspec
import numpy as np
import polars as pl

from frontfoot.match import limits
from frontfoot.match.codes import Array
from frontfoot.match.decode import decode
from frontfoot.match.files import one_source
from frontfoot.match.places import LENGTH_MARKS, WIDTH_MARKS, between_marks
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.file import Frame

PLAYERS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "event_id": pl.String,
    "teammate": pl.Boolean,  # of the player who acts
    "actor": pl.Boolean,
    "keeper": pl.Boolean,
    "x": pl.Float64,  # metres, in the acting side's direction of attack
    "y": pl.Float64,
}
"""Columns of the table of positions."""

AREAS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "event_id": pl.String,
    "x": pl.List(pl.Float64),
    "y": pl.List(pl.Float64),
    "share": pl.Float64,
}
"""Columns of the table of visible areas: the corners of a polygon, and its share of the pitch."""


class _Seen(Frame, gc=False):
    area: list[float] = msgspec.field(name="visible_area", default=[])


@dataclass(frozen=True, slots=True)
class ThreeSixty:
    """A 360 file as tables.

    Attributes:
        players: one row for every player in sight in every frame, with the columns of `PLAYERS`.
        areas: one row for every frame, with the columns of `AREAS`.
    """

    players: pl.DataFrame
    areas: pl.DataFrame


def read(file: Any) -> ThreeSixty:
    """The frames of a 360 file.

    Args:
        file: a path (plain or packed), bytes, a stream, or decoded JSON.

    Raises:
        ReadError: it is not whole, of another shape, or holds more than any match.

    >>> frames = read([{"event_uuid": "a", "visible_area": [0, 0, 120, 0, 120, 80, 0, 80],
    ...     "freeze_frame": [{"teammate": True, "actor": True, "keeper": False, "location": [102.0, 40.0]}]}])
    >>> frames.players.row(0), frames.areas["share"].item()
    (('a', True, True, False, 88.5, 34.0), 1.0)
    """
    source = one_source(file)
    frames = decode(source, list[_Seen], content="StatsBomb 360 frames")
    seen = [player for frame in frames for player in frame.seen]
    limits.check_events(len(frames), source.place)
    if len(seen) > limits.MAX_FRAME_POSITIONS:
        raise source.error(f"The file holds {len(seen):,} positions", "Give the frames of one match")
    x, y = _metres(np.array([(player.location.x, player.location.y) for player in seen]).reshape(-1, 2))
    players = pl.DataFrame(
        {
            "event_id": [frame.event for frame in frames for _ in frame.seen],
            **{name: [getattr(player, name) for player in seen] for name in ("teammate", "actor", "keeper")},
            "x": x,
            "y": y,
        },
        schema=dict(PLAYERS),
    )
    corners = [_metres(np.array(frame.area[: len(frame.area) // 2 * 2]).reshape(-1, 2)) for frame in frames]
    areas = pl.DataFrame(
        {
            "event_id": [frame.event for frame in frames],
            "x": [x.tolist() for x, _ in corners],
            "y": [y.tolist() for _, y in corners],
            "share": [_share(x, y) for x, y in corners],
        },
        schema=dict(AREAS),
    )
    return ThreeSixty(players, areas)


def _metres(places: Array) -> tuple[Array, Array]:
    return (
        between_marks(places[:, 0], s.LENGTH_MARKS, LENGTH_MARKS),
        between_marks(80.0 - places[:, 1], s.WIDTH_MARKS, WIDTH_MARKS),
    )


def _share(x: Array, y: Array) -> float | None:
    """Gauss's area formula over 105 x 68 m; None where there is no polygon."""
    if len(x) < 3:
        return None
    double = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))
    return double / (2 * LENGTH_MARKS[-1] * WIDTH_MARKS[-1])
