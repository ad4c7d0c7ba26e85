"""`at_events`: measures from the frames at the moment of every event, for a match with both."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.approach.tracking.measured import Measured
from frontfoot.core.errors import NotProvided
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

NEAR: Final = 0.5  # seconds between an event and the frame taken for it
LONGEST_OFFSET: Final = 10.0  # seconds
ENOUGH: Final = 30  # events with a place and a ball
STRIDES: Final = 5.0  # metres: a team-mate farther from the event's place is not the actor


def clock_offset(measured: Measured, events: pl.DataFrame, period: int) -> float:
    """Seconds to add to the events' clock of a period so that they fall on the right frames.

    The offset, of at most 10 s either way, at which the ball lies nearest to where the events happened: the one with
    the least median distance between an event and the ball in its frame.

    Raises:
        NotProvided: fewer than 30 events of the period have a place and a frame with the ball.
    """
    here = events.filter((pl.col("period") == period) & pl.col("touched").fill_null(True))
    here = here.drop_nulls(["side", "x", "y"])
    place = _home_view(measured, here)
    seconds = here["seconds"].to_numpy()
    steps = np.arange(-LONGEST_OFFSET, LONGEST_OFFSET + 1e-9, 1 / measured.frames.rate)
    best, best_offset = np.inf, None
    for offset in steps[np.argsort(np.abs(steps), kind="stable")]:
        row = _rows(measured, np.full(len(seconds), period), seconds + offset)
        ball = measured.frames.ball[row, :2]
        gap = np.hypot(*(ball - place).T)[(row >= 0) & np.isfinite(ball[:, 0])]
        if len(gap) >= ENOUGH and (median := float(np.median(gap))) < best - 1e-9:
            best, best_offset = median, float(offset)
    if best_offset is None:
        raise NotProvided(
            f"Period {period} has too few events with a place and a frame that shows the ball",
            remedy="Give `at_events` the offset of the clocks yourself, in `offsets`",
        )
    return round(best_offset, 3)


def at_events(measured: Measured, events: pl.DataFrame, offsets: dict[int, float] | None = None) -> pl.DataFrame:
    """The measures from the frames at every event.

    Args:
        measured: frames and what was measured on them.
        events: an event table (`frontfoot.match.schema.EVENTS`).
        offsets: period -> seconds to add to the events' clock (`clock_offset`); 0 where missing.

    Returns:
        One row an event, in order: `index`, `row` (of the frame, null when none lies within 0.5 s), `opponents` (of
        the side that acts, seen; null without a frame), `nearest` (opponent seen nearest to the place of the event, m),
        `pressure` (percent) and `intensity` (probability) on the acting side's player nearest to the place, if he is
        within 5 m of it; null where not seen, and all but `row` null for an event of neither side.
    """
    frames = measured.frames
    shift = np.array([(offsets or {}).get(period, 0.0) for period in events["period"].to_list()])
    row = _rows(measured, events["period"].to_numpy(), events["seconds"].to_numpy() + shift)
    place = _home_view(measured, events)
    away = (events["side"] == "away").fill_null(False).to_numpy()
    xy = frames.xy[row]
    gap = np.hypot(xy[..., 0] - place[:, :1], xy[..., 1] - place[:, 1:])
    has_frame = (row >= 0) & events["side"].is_not_null().to_numpy()
    ok = np.isfinite(gap) & has_frame[:, None]
    mate = frames.side_of[None] == away[:, None]
    opponents = np.where(ok & ~mate, gap, np.inf)
    own = np.where(ok & mate, gap, np.inf)
    actor, at = own.argmin(axis=1), np.arange(len(row))
    seen = own[at, actor] <= STRIDES
    count = (np.isfinite(xy[..., 0]) & ~mate).sum(axis=1)
    nan = np.float32(np.nan)
    columns = {
        "nearest": np.where(np.isfinite(opponents.min(axis=1)), opponents.min(axis=1), np.nan),
        "pressure": np.where(seen, measured.pressure[row, actor], nan),
        "intensity": np.where(seen, measured.pressing.intensity[row, actor], nan),
    }
    return pl.DataFrame(
        {
            "index": events["index"],
            "row": pl.Series(row).replace(-1, None),
            "opponents": pl.Series(np.where(has_frame, count, -1)).replace(-1, None),
            **{name: pl.Series(values.astype(np.float64)).fill_nan(None) for name, values in columns.items()},
        }
    )


def _rows(measured: Measured, period: NDArray[np.generic], seconds: NDArray[np.float64]) -> NDArray[np.intp]:
    """The nearest frame of the period within half a second, else -1."""
    frames = measured.frames
    out = np.full(len(seconds), -1, dtype=np.intp)
    for number in np.unique(period):
        rows = np.flatnonzero(frames.period == number)
        mine = np.flatnonzero(period == number)
        if not len(rows):
            continue
        clock = frames.seconds[rows]
        after = np.searchsorted(clock, seconds[mine]).clip(0, len(rows) - 1)
        before = (after - 1).clip(0)
        nearer = np.where(np.abs(clock[before] - seconds[mine]) <= np.abs(clock[after] - seconds[mine]), before, after)
        near = np.abs(clock[nearer] - seconds[mine]) <= NEAR
        out[mine[near]] = rows[nearer[near]]
    return out


def _home_view(measured: Measured, events: pl.DataFrame) -> NDArray[np.float64]:
    """(n, 2) places of events in the frames' coordinates: the real pitch, from the home side's view."""
    frames = measured.frames
    size = np.array([frames.length, frames.width])
    place = (
        events.select("x", "y").cast(pl.Float64).fill_null(float("nan")).to_numpy() / [PITCH_LENGTH, PITCH_WIDTH] * size
    )
    away = (events["side"] == "away").fill_null(False).to_numpy()
    out: NDArray[np.float64] = np.where(away[:, None], size - place, place)
    return out
