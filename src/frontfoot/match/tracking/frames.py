"""`Frames`: tracking data as dense arrays of positions, a table of frames, and the origin of each position.

Coordinates are metres on the real pitch, from the home side's point of view in every period: the origin is the home
side's own goal line at its right-hand corner, `x` grows towards the goal the home side attacks, `y` towards the home
side's left touchline. `positions("away")` turns the pitch round, as in the event table of the away side.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.match.match import Finding, Info, Period, Repair, Side, Team
from frontfoot.match.schema import SideType

HOME: Final = 0
AWAY: Final = 1
NOBODY: Final = -1


class SeenCode(IntEnum):
    """The origin of a position.

    Values above `REMOVED` have a position; only `DETECTED` ones were measured.
    """

    MISSING = 0  # the player is not seen in this frame
    REMOVED = 1  # the record held an impossible position (a jump, far off the pitch) that was removed
    BRIDGED = 2  # a short gap closed on a straight line
    EXTRAPOLATED = 3  # the provider's own estimate, stated as such
    DETECTED = 4


TABLE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "frame": pl.Int64,  # the provider's own frame number
    "period": pl.UInt8,
    "seconds": pl.Float64,  # since the start of the period
    "possession": SideType,  # null: nobody, or not stated
    "possessor": pl.Int16,  # slot of the player on the ball where the provider states it
    "alive": pl.Boolean,  # the ball is in play; null where not stated
    "players": pl.UInt8,  # how many players carry a position
    "ball": pl.Boolean,  # the ball carries a position
}
"""Columns of the frame table."""

PLAYERS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "slot": pl.Int16,  # column in the arrays
    "side": SideType,
    "player": pl.String,  # the provider's identifier; null for a slot of unidentified players
    "name": pl.String,
    "shirt": pl.UInt8,
    "position": pl.String,  # as the provider names it
    "keeper": pl.Boolean,
    "starter": pl.Boolean,
}
"""Columns of the player table, one row a slot."""

TRACKS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "slot": pl.Int16,
    "track": pl.String,  # the provider's name of the unidentified player
    "first": pl.Int64,  # row of the first and the last frame
    "last": pl.Int64,
}
"""Columns of the unidentified tracks, which share slots one after the other."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of one match.

    F is the number of frames, P the number of player slots.

    Attributes:
        info: provider, identifiers, competition, date, stated score.
        home, away: the teams.
        periods: the periods that were recorded, in order.
        rate: frames per second.
        length, width: of the pitch, metres.
        table: one row a frame, columns of `TABLE`.
        players: one row a slot, columns of `PLAYERS`.
        tracks: the unidentified players behind the slots without an identifier, columns of `TRACKS`.
        xy: (F, P, 2) float32, metres, NaN where unknown.
        seen: (F, P) uint8, values of `SeenCode`.
        ball: (F, 3) float32, metres, NaN where unknown (z is often unknown alone).
        ball_seen: (F,) uint8, values of `SeenCode`.
        possession: (F,) int8, 0 home, 1 away, -1 nobody (a dead ball always) or not stated.
        breaks: (F, P) bool, true where a sample must not be joined with the one before it (a jump, another person).
        ball_breaks: (F,) bool, the same for the ball.
        repairs: errors that were repaired.
        findings: errors and doubts that remain.
    """

    info: Info
    home: Team
    away: Team
    periods: tuple[Period, ...]
    rate: float
    length: float
    width: float
    table: pl.DataFrame
    players: pl.DataFrame
    tracks: pl.DataFrame
    xy: NDArray[np.float32]
    seen: NDArray[np.uint8]
    ball: NDArray[np.float32]
    ball_seen: NDArray[np.uint8]
    possession: NDArray[np.int8]
    breaks: NDArray[np.bool_]
    ball_breaks: NDArray[np.bool_]
    repairs: tuple[Repair, ...] = field(default=())
    findings: tuple[Finding, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.xy)

    @property
    def period(self) -> NDArray[np.uint8]:
        """(F,) period of every frame."""
        return self.table["period"].to_numpy()

    @property
    def seconds(self) -> NDArray[np.float64]:
        """(F,) seconds since the start of the period."""
        return self.table["seconds"].to_numpy()

    @property
    def minute(self) -> NDArray[np.uint16]:
        """(F,) whole minutes since the start of the period; a clock before it counts as 0."""
        return (self.seconds.clip(0) // 60).astype(np.uint16)

    @property
    def starts(self) -> NDArray[np.bool_]:
        """(F,) true where a frame does not follow on from the one before: a period starts, or the clock leaps."""
        return starts_anew(self.period, self.seconds, self.rate)

    @property
    def side_of(self) -> NDArray[np.int8]:
        """(P,) 0 for a slot of the home side, 1 for the away side."""
        return (self.players["side"] == "away").cast(pl.Int8).to_numpy()

    @property
    def keeper(self) -> NDArray[np.bool_]:
        """(P,) true for goalkeepers."""
        return self.players["keeper"].to_numpy()

    def slots(self, side: Side) -> NDArray[np.intp]:
        """The columns of one side."""
        return np.flatnonzero(self.side_of == (AWAY if side == "away" else HOME))

    def positions(self, side: Side) -> NDArray[np.float32]:
        """(F, P, 2) positions as `side` sees them: it attacks towards growing x, its own goal is at x = 0."""
        return self.xy if side == "home" else self.turned(self.xy)

    def turned(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Points seen from the other end: half a turn round the middle of the pitch."""
        out = points.copy()
        out[..., 0] = self.length - points[..., 0]
        out[..., 1] = self.width - points[..., 1]
        return out

    def rows(self, mask: NDArray[np.bool_] | slice) -> Frames:
        """The same match with some of its frames only.

        Slots keep their numbers. A frame whose neighbour was left out starts a new stretch of movement.

        Raises:
            InputError: no frame is left.
        """
        keep = np.arange(len(self))[mask]
        if not len(keep):
            raise InputError("No frame is left", remedy="Choose a window that the record covers")
        cut = np.diff(keep, prepend=-2) != 1
        inside = self.tracks.with_columns(
            first=np.searchsorted(keep, self.tracks["first"].to_numpy()),
            last=np.searchsorted(keep, self.tracks["last"].to_numpy(), side="right") - 1,
        ).filter(pl.col("first") <= pl.col("last"))
        return replace(
            self,
            table=self.table[keep],
            tracks=inside.select(pl.col(name).cast(kind) for name, kind in TRACKS.items()),
            xy=self.xy[keep],
            seen=self.seen[keep],
            ball=self.ball[keep],
            ball_seen=self.ball_seen[keep],
            possession=self.possession[keep],
            breaks=self.breaks[keep] | cut[:, None],
            ball_breaks=self.ball_breaks[keep] | cut,
        )

    def coverage(self) -> dict[str, float]:
        """How completely the record shows the match, over its frames.

        Returns:
            Shares of frames with any player (`frames`), with the ball (`ball`), with a stated side in possession
            (`possession`), and the mean number of players in frames that show any (`players`).
        """
        count = (self.seen > SeenCode.REMOVED).sum(axis=1)
        some = count > 0
        return {
            "frames": float(some.mean()),
            "players": float(count[some].mean()) if some.any() else 0.0,
            "ball": float((self.ball_seen > SeenCode.REMOVED).mean()),
            "possession": float((self.possession != NOBODY).mean()),
        }


def starts_anew(period: NDArray[np.uint8], seconds: NDArray[np.float64], rate: float) -> NDArray[np.bool_]:
    """(F,) true where a period starts, or the clock leaps by more than one frame and a half."""
    out: NDArray[np.bool_] = (np.diff(period, prepend=-1) != 0) | (np.diff(seconds, prepend=seconds[:1]) > 1.5 / rate)
    return out


def side_column(possession: NDArray[np.int8]) -> pl.Series:
    """Sides as an Enum column from 0, 1, -1."""
    return pl.Series("possession", np.where(possession < 0, 255, possession).astype(np.uint8)).replace_strict(
        {HOME: "home", AWAY: "away"}, default=None, return_dtype=SideType
    )
