"""Time on the ball: one row for every spell of a player on the ball, with the time until pressed.

A touch here is an unbroken spell of one man on the ball (`carriers`), holes of up to half a second included. He is
pressed from the first moment an opponent is within 4.57 m of him: five yards, the radius at which StatsBomb records a
pressure. A touch during which no opponent came that near is censored: he may simply have passed the ball.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.approach.tracking.measured import Measured
from frontfoot.match.schema import SideType

HOLE: Final = 0.5  # seconds
PRESSED: Final = 4.57  # metres
BACK_PASS: Final = 3.0  # metres towards the own goal
RECENT: Final = 3.0  # seconds between the passer's and the receiver's touch
BAD_TOUCH: Final = 3.0  # metres between the man and the ball
ARRIVAL: Final = 0.2  # seconds at the start of a touch that still show the ball on its way to the man
SIDE_LINE: Final = 8.0  # metres from the touchline


def touches(measured: Measured) -> pl.DataFrame:
    """Every touch of the match, in order.

    Returns:
        One row a touch: `touch`, `side` and `slot` of the man on the ball, `period`, `minute`, `seconds` (start),
        `duration`, `first` and `last` (rows of frames), `phase`, `x`, `y` (start, as his side attacks), `end_x`,
        `end_y`, `opponents` (mean number seen), `nearest` (least distance of an opponent, m), `pressed`, `until`
        (seconds until pressed; null when not), `intensity` and `pressure` (highest during the touch), and the triggers
        `back_pass`, `bad_touch`, `side_line`. `bad_touch` is null where the ball is not seen after its arrival, and
        where the provider does not state the player on it, who is then the one within 2 m.
    """
    frames, carrier = measured.frames, measured.carrier
    rows = np.flatnonzero(carrier >= 0)
    slot = carrier[rows]
    hole = max(1, round(HOLE * frames.rate))
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (
        (slot[1:] != slot[:-1])
        | (np.diff(rows) > hole + 1)
        | (frames.period[rows[1:]] != frames.period[rows[:-1]])
        | (measured.phase[rows[1:]] != measured.phase[rows[:-1]])
    )
    away = frames.side_of[slot] == 1
    xy = frames.xy[rows, slot]
    x = np.where(away, frames.length - xy[:, 0], xy[:, 0])
    y = np.where(away, frames.width - xy[:, 1], xy[:, 1])
    has_ball = (frames.table["possessor"].fill_null(-1).to_numpy() == carrier)[rows]
    ball_gap = np.where(has_ball, np.hypot(*(frames.ball[rows, :2] - xy).T), np.nan)
    nearest, opponents = _opponents(measured, rows, slot)
    table = pl.DataFrame(
        {
            "touch": np.cumsum(new) - 1,
            "row": rows,
            "slot": slot,
            "away": away,
            "phase": measured.phase[rows],
            "period": frames.period[rows],
            "seconds": frames.seconds[rows],
            "minute": frames.minute[rows],
            "x": x,
            "y": y,
            "gap": ball_gap,
            "nearest": nearest,
            "opponents": opponents,
            "intensity": measured.pressing.intensity[rows, slot],
            "pressure": measured.pressure[rows, slot],
        }
    ).with_columns(pl.col("gap", "nearest", "intensity", "pressure", "x", "y").cast(pl.Float64).fill_nan(None))
    out = (
        table.group_by("touch", maintain_order=True)
        .agg(
            pl.when(pl.col("away").first()).then(pl.lit("away")).otherwise(pl.lit("home")).cast(SideType).alias("side"),
            pl.col("slot", "period", "phase", "minute").first(),
            (pl.col("seconds").last() - pl.col("seconds").first() + 1 / frames.rate).round(3).alias("duration"),
            pl.col("seconds").first(),
            pl.col("row").first().alias("first"),
            pl.col("row").last().alias("last"),
            pl.col("x", "y").first(),
            pl.col("x").last().alias("end_x"),
            pl.col("y").last().alias("end_y"),
            pl.col("opponents").mean(),
            pl.col("nearest").min(),
            (pl.col("seconds").filter(pl.col("nearest") <= PRESSED).first() - pl.col("seconds").first())
            .round(3)
            .alias("until"),
            pl.col("intensity", "pressure").max(),
            (pl.col("gap").slice(round(ARRIVAL * frames.rate)).max() >= BAD_TOUCH).alias("bad_touch"),
        )
        # Without an opponent in sight it is unknown whether the player was pressed.
        .with_columns(
            pressed=pl.when(pl.col("nearest").is_not_null()).then(pl.col("until").is_not_null()),
            side_line=pl.min_horizontal(pl.col("y"), frames.width - pl.col("y")) <= SIDE_LINE,
        )
    )
    return out.with_columns(_back_pass())


def _back_pass() -> pl.Expr:
    """From a team-mate, in the same spell of possession, at least 3 m towards the own goal."""
    gap = pl.col("seconds") - (pl.col("seconds") + pl.col("duration")).shift(1)
    same = (pl.col("phase") == pl.col("phase").shift(1)) & (pl.col("slot") != pl.col("slot").shift(1))
    back = pl.col("end_x").shift(1) - pl.col("x") >= BACK_PASS
    return (same & back & (gap <= RECENT)).fill_null(False).alias("back_pass")


def _opponents(
    measured: Measured, rows: NDArray[np.intp], slot: NDArray[np.int16]
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Distance of the nearest opponent seen (NaN: none), and how many are seen."""
    frames = measured.frames
    xy = frames.xy[rows]
    here = xy[np.arange(len(rows)), slot]
    gap = np.hypot(xy[..., 0] - here[:, :1], xy[..., 1] - here[:, 1:])
    theirs = np.isfinite(gap) & (frames.side_of[None] != frames.side_of[slot][:, None])
    nearest = np.where(theirs, gap, np.inf).min(axis=1)
    return np.where(np.isfinite(nearest), nearest, np.nan).astype(np.float32), theirs.sum(axis=1)
