"""Possession of the ball: as the provider states it, else inferred from the positions."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.match.match import Finding
from frontfoot.match.tracking.frames import NOBODY, Frames, side_column

ON_THE_BALL: Final = 2.0  # metres from the ball
OVER_HEAD: Final = 2.5  # metres: nobody is on a ball higher than this
HOLD: Final = 0.3  # seconds a side must be nearest before the ball counts as won


def carriers(frames: Frames) -> NDArray[np.int16]:
    """(F,) slot of the player on the ball, -1 if there is none or it is unknown.

    As the provider states it; where it states nothing, the nearest player of the side in possession within 2 m of a
    ball below 2.5 m. A player who is not seen, or whose side is not in possession, is not on the ball: providers also
    name the player who holds a dead ball.
    """
    stated = frames.table["possessor"].fill_null(-1).to_numpy().astype(np.int16)
    rows = np.arange(len(frames))
    holds = np.isfinite(frames.xy[rows, stated, 0]) & (frames.side_of[stated] == frames.possession)
    slot, distance = nearest_to_ball(frames, frames.side_of == frames.possession[:, None])
    near = (frames.possession != NOBODY) & (distance <= ON_THE_BALL) & ~(frames.ball[:, 2] > OVER_HEAD)
    return np.where(stated >= 0, np.where(holds, stated, -1), np.where(near, slot, -1)).astype(np.int16)


def nearest_to_ball(
    frames: Frames, who: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Slot of the player nearest to the ball in every frame, among `who` (F, P), and the distance (inf: nobody)."""
    gap = np.hypot(frames.xy[..., 0] - frames.ball[:, None, 0], frames.xy[..., 1] - frames.ball[:, None, 1])
    gap = np.where(np.isfinite(gap) if who is None else np.isfinite(gap) & who, gap, np.inf).astype(np.float32)
    slot = gap.argmin(axis=1)
    return slot, gap[np.arange(len(gap)), slot]


def with_possession(frames: Frames) -> Frames:
    """The same frames, with the side in possession inferred from the positions where the provider never states it.

    A side wins the ball when one of its players is nearest to it and within 2 m for 0.3 s, and keeps it until the
    other side does, or the ball is dead. Frames that state a side anywhere are returned as they are.
    """
    if (frames.possession != NOBODY).any():
        return frames
    slot, distance = nearest_to_ball(frames)
    dead = (~frames.table["alive"]).fill_null(False).to_numpy()
    near = (distance <= ON_THE_BALL) & ~(frames.ball[:, 2] > OVER_HEAD) & ~dead
    holder = np.where(near, frames.side_of[slot], NOBODY).astype(np.int8)
    hold = max(1, round(HOLD * frames.rate))
    run_start = np.flatnonzero(np.diff(holder, prepend=-2))
    length = np.diff(np.append(run_start, len(holder)))
    won = np.full(len(holder), -2, dtype=np.int8)
    long = (length >= hold) & (holder[run_start] != NOBODY)
    won[run_start[long]] = holder[run_start[long]]
    won[((np.diff(frames.period, prepend=-1) != 0) & (won == -2)) | dead] = NOBODY
    last = np.maximum.accumulate(np.where(won > -2, np.arange(len(won)), 0))
    possession = np.where(np.isfinite(frames.ball[:, 0]), won[last], NOBODY).astype(np.int8)
    possession[possession < 0] = NOBODY
    share = float((possession != NOBODY).mean())
    text = f"The file states no side in possession: told from the positions in {share:.0%} of the frames"
    return replace(
        frames,
        possession=possession,
        table=frames.table.with_columns(side_column(possession).alias("possession")),
        findings=(*frames.findings, Finding("possession-inferred", "warning", text, int(share * len(frames)))),
    )
