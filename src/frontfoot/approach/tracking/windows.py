"""Which window of the match, and which state of the score, every frame belongs to."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from frontfoot.approach.windows import SCORE_STATES, by_half, by_minutes
from frontfoot.core.errors import InputError
from frontfoot.core.minute import STARTS
from frontfoot.match.match import Side
from frontfoot.match.tracking.frames import Frames

QUARTER: Final = 15  # minutes
SPLITS: Final = ("match", "half", "quarter hour", "score state")


def labels(frames: Frames, side: Side, goals: pl.DataFrame | None = None) -> pl.DataFrame:
    """One column a split, one row a frame; the score state is `side`'s, and its column is missing when unknown.

    Args:
        frames: the match, without a shoot-out.
        side: whose score state.
        goals: `period`, `seconds`, `side` of every goal, None when unknown.
    """
    clock = pl.DataFrame({"period": frames.table["period"], "minute": frames.minute})
    split = by_minutes(by_half(clock), QUARTER)
    period_end = split.group_by("period").agg(pl.col("block").max().alias("last"))
    start = pl.col("period").replace_strict(STARTS, return_dtype=pl.Int64) + pl.col("block")
    end = pl.when(pl.col("block") == pl.col("last")).then(pl.lit("end")).otherwise((start + QUARTER).cast(pl.String))
    out = split.join(period_end, on="period", maintain_order="left").select(
        pl.lit("all").alias("match"),
        pl.col("half").cast(pl.String),
        pl.concat_str(start.cast(pl.String), pl.lit("-"), end).alias("quarter hour"),
    )
    if not score_known(frames, goals):
        return out
    lead = np.zeros(len(frames), dtype=np.int64)
    if goals is not None:
        for period, seconds, scorer in goals.select("period", "seconds", "side").iter_rows():
            if scorer not in ("home", "away"):
                raise InputError(f"A goal counts for '{scorer}'", place="goals", remedy="Name the side: home or away")
            after = (frames.period > period) | ((frames.period == period) & (frames.seconds >= seconds))
            lead[after] += 1 if scorer == side else -1
    return out.with_columns(pl.Series("score state", np.array(SCORE_STATES)[np.sign(lead) + 1].tolist()))


def score_known(frames: Frames, goals: pl.DataFrame | None) -> bool:
    """Whether the score is known at every moment: the goals are given, or the match ended goalless."""
    return goals is not None or frames.info.stated_score == (0, 0)
