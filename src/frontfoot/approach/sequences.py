"""Sequences and possessions, after Opta's framework.

A sequence is a passage of play that belongs to one team: it starts with a controlled action and ends at an opponent's
touch, a shot or a stoppage. Possessions are one or more sequences in a row of the same team; a possession ends when
the opponent gains control (Stats Perform, "Possessions and sequences in football", The Analyst, 2021).

Where the source is silent [conv]: controlled actions are passes, carries, recoveries, shots and take-ons that were not
lost; a bare touch, a clearance, a block, an interception or a keeper's save ends the opponent's sequence without
starting one. Control is gained by a completed pass, a second controlled action, a shot or a restart, so that a header
back to the opponent interrupts a sequence but not a possession.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from frontfoot.approach import conventions as conv
from frontfoot.approach.cutting import ENDS, STARTS, Passages, passages
from frontfoot.match.match import Match
from frontfoot.match.schema import SideType


def sequences(match: Match, cut: Passages | None = None) -> pl.DataFrame:
    """All sequences of a match, in order of play.

    Args:
        match: any match.
        cut: its `frontfoot.approach.cutting.passages`, where the caller has them already.

    Returns:
        One row per sequence: `sequence`, `possession` (null where the side did not gain control), `period`, `side`,
        `start`, `end`, `seconds` (s), `start_x`, `start_y`, `end_x`, `end_y`, `metres` upfield (m), `direct_speed`
        (m/s, null up to one second), `starts_with` (a set piece or "open_play"), `ends_with` ("shot", "stoppage",
        "opponent", "period"), `passes`, `completed`, `box_entries`, and the flags `open_play`, `regain`,
        `high_turnover`, `pressed`, `counter_attack`, `build_up_attack`, `direct_attack`, `loss`, `counterpress`,
        `goal`. `first_index` and `last_index` point into the rows of `match.events`.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> sequences(match).filter(pl.col("high_turnover")).group_by("side").len().sort("side").rows()
    [('home', 10), ('away', 6)]
    """
    events, runs = passages(match) if cut is None else cut
    seconds = runs.end - runs.start
    metres = runs.end_x - runs.start_x
    quick = seconds > conv.DIRECT_SPEED_SECONDS
    speed = np.divide(metres, seconds, out=np.full(len(seconds), np.nan), where=quick)
    frame = pl.DataFrame(
        {
            "sequence": np.arange(len(runs.first)),
            "possession": runs.possession,
            "period": runs.period.astype(np.uint8),
            "side": pl.Series(runs.side, dtype=pl.UInt8),
            "start": runs.start,
            "end": runs.end,
            "seconds": seconds,
            "start_x": runs.start_x,
            "start_y": runs.start_y,
            "end_x": runs.end_x,
            "end_y": runs.end_y,
            "metres": metres,
            "direct_speed": speed,
            "starts_with": runs.starts_with,
            "ends_with": runs.ends_with,
            "passes": runs.passes,
            "completed": runs.completed,
            "box_entries": runs.entries,
            "open_play": runs.open_play,
            "regain": runs.regain,
            "high_turnover": runs.high_turnover,
            "pressed": runs.pressed,
            "counter_attack": runs.counter,
            "build_up_attack": runs.build_up,
            "direct_attack": runs.direct,
            "loss": runs.loss,
            "counterpress": runs.counterpress,
            "goal": runs.goal,
            "first_index": events.row[runs.first],
            "last_index": events.row[runs.last],
        }
    )
    return frame.with_columns(
        pl.col("side").replace_strict({0: "home", 1: "away"}, return_dtype=SideType),
        pl.col("starts_with").replace_strict(dict(enumerate(STARTS)), return_dtype=pl.Enum(STARTS)),
        pl.col("ends_with").replace_strict(dict(enumerate(ENDS)), return_dtype=pl.Enum(ENDS)),
        pl.when(pl.col("possession") >= 0).then("possession").alias("possession"),
        pl.col("direct_speed").fill_nan(None),
    )
