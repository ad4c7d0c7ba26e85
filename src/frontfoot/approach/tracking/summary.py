"""All measures of both sides over the match, by half, by quarter of an hour and by the state of the score.

Tracking measures are reported beside the front-foot index and do not enter it: the index is put on its scale by a
reference sample of seasons of events, and no open reference sample of tracking data exists that would do the same for
a line height or a share of touches pressed. `REFERENCES` has the published values that exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.approach.tracking.block import MEASURES as BLOCK_MEASURES
from frontfoot.approach.tracking.block import block
from frontfoot.approach.tracking.estimates import MeanWithInterval, clustered_mean, share, time_until
from frontfoot.approach.tracking.marking import Marking, judge, steps
from frontfoot.approach.tracking.measured import Measured
from frontfoot.approach.tracking.runs import pressing_runs, trigger_rates
from frontfoot.approach.tracking.touches import touches
from frontfoot.approach.tracking.windows import SPLITS, labels, score_known
from frontfoot.core.intervals import Z95
from frontfoot.match.facts import match_facts
from frontfoot.match.match import Match, Side, opponent

_SIDES: Final[tuple[Side, Side]] = ("home", "away")
HORIZON: Final = 3.0  # seconds: up to here the time until pressed is counted

UNITS: Final[dict[str, str]] = {
    "line_height": "m",
    "front_height": "m",
    "length": "m",
    "width": "m",
    "area": "m2",
    "back_to_middle": "m",
    "middle_to_front": "m",
    "touches_pressed": "share",
    "time_until_pressed": "s",
    "pressing_intensity": "probability",
    "pressure": "percent",
    "runs_per_minute": "1/min",
    "runs_regained": "share",
    "marking_kept": "share",
    "follows_man": "m per m",
    "follows_block": "m per m",
}
"""Measure -> unit. The block's are given with and without the ball, the others without."""

REFERENCES: Final[dict[str, str]] = {
    "line_height": "World Cup 2022, mid-blocks: about 33.5 m from goal",
    "length": "World Cup 2022, mid-blocks: 40.1 x 27.2 m",
    "width": "World Cup 2022, mid-blocks: 40.1 x 27.2 m",
}
"""Measure -> the published value to compare it with."""


@dataclass(frozen=True, slots=True)
class TrackingSummary:
    """The tracking measures of both sides of a match.

    Attributes:
        measures: one row a side, measure, phase of play and window: `side`, `measure`, `unit`, `with_ball`, `split`
            ("match", "half", "quarter hour", "score state"), `window`, `value`, `low`, `high` (95%), `n`, `pieces`
            (independent possessions), `seen` (share of the frames concerned that the measure is computed from).
        touches, runs, block: the rows that the measures are computed from.
        triggers: from `trigger_rates`.
        marking: the verdict for each side over the match.
        notes: measures that are missing, with the reason.
    """

    measures: pl.DataFrame
    touches: pl.DataFrame
    runs: pl.DataFrame
    block: pl.DataFrame
    triggers: pl.DataFrame
    marking: dict[Side, Marking]
    notes: tuple[str, ...]


def summarise(measured: Measured, goals: pl.DataFrame | None = None) -> TrackingSummary:
    """All measures, for both sides and all windows.

    Args:
        measured: frames and what was measured on them.
        goals: `period`, `seconds`, `side` of every goal (`goals_of` a match with events); None when unknown, and then
            the state of the score is known only for a goalless match.
    """
    frames = measured.frames
    touched, blocks = touches(measured), block(measured)
    runs = pressing_runs(measured, touched)
    followed = {side: steps(measured, side) for side in _SIDES}
    rows: list[dict[str, Any]] = []
    notes: list[str] = []
    if not score_known(frames, goals):
        notes.append(
            "The times of the goals are not known from frames alone: nothing is split by the state of the score."
        )
    for side in _SIDES:
        window_of = labels(frames, side, goals)
        for split in SPLITS:
            if split not in window_of.columns:
                continue
            column = window_of[split]
            for window in column.drop_nulls().unique(maintain_order=True):
                where = (column == window).fill_null(False).to_numpy()
                for measure, with_ball, estimate, seen in _estimates(
                    measured, side, where, touched, runs, blocks, followed[side]
                ):
                    rows.append(
                        {
                            "side": side,
                            "measure": measure,
                            "unit": UNITS[measure],
                            "with_ball": with_ball,
                            "split": split,
                            "window": str(window),
                            **asdict(estimate),
                            "seen": seen,
                        }
                    )
    return TrackingSummary(
        pl.DataFrame(rows, schema_overrides=dict.fromkeys(("value", "low", "high", "seen"), pl.Float64)),
        touched,
        runs,
        blocks,
        trigger_rates(touched, runs),
        {side: judge(followed[side], side) for side in _SIDES},
        tuple(notes),
    )


def goals_of(match: Match) -> pl.DataFrame:
    """`period`, `seconds`, `side` of every goal of a match with events; `side` is the side it counts for."""
    rows = [(goal.period, goal.seconds, goal.side) for goal in match_facts(match).goals]
    return pl.DataFrame(rows, schema={"period": pl.UInt8, "seconds": pl.Float64, "side": pl.String}, orient="row")


def _estimates(
    measured: Measured,
    side: Side,
    where: NDArray[np.bool_],
    touched: pl.DataFrame,
    runs: pl.DataFrame,
    blocks: pl.DataFrame,
    followed: Any,
) -> Iterator[tuple[str, bool, MeanWithInterval, float | None]]:
    frames = measured.frames
    other = opponent(side)
    own = frames.possession == (0 if side == "home" else 1)
    theirs = frames.possession == (1 if side == "home" else 0)
    mine = blocks.filter(pl.col("side") == side)
    mine = mine.filter(pl.Series(where[mine["row"].to_numpy()]))
    for with_ball, frames_of in ((False, theirs), (True, own)):
        part = mine.filter(pl.col("with_ball") == with_ball)
        total = int((frames_of & where).sum())
        seen = part.height / total if total else None
        piece = part["phase"].to_numpy().astype(np.int64)
        for measure in BLOCK_MEASURES:
            yield measure, with_ball, clustered_mean(part[measure].to_numpy(), piece), seen

    spells = touched.filter(pl.col("side") == other)
    spells = spells.filter(pl.Series(where[spells["first"].to_numpy()]))
    seen_pressed = spells.drop_nulls("pressed")
    total = int((theirs & where).sum())
    carried = theirs & where & (measured.carrier >= 0)
    seen = float(carried.sum()) / total if total else None
    yield "touches_pressed", False, share(int(seen_pressed["pressed"].sum()), seen_pressed.height), seen
    waits = time_until(seen_pressed["until"].to_list(), seen_pressed["duration"].to_list(), HORIZON)
    yield "time_until_pressed", False, waits, seen
    rows = np.flatnonzero(carried)
    slot, piece = measured.carrier[rows], measured.phase[rows].astype(np.int64)
    for measure, values in (("pressing_intensity", measured.pressing.intensity), ("pressure", measured.pressure)):
        yield measure, False, clustered_mean(values[rows, slot].astype(np.float64), piece), seen

    ran = runs.filter(pl.col("side") == side)
    ran = ran.filter(pl.Series(where[ran["first"].to_numpy()]))
    # Only frames that show the man on the ball, or the ball, can show a run at him.
    watched = (
        theirs
        & where
        & ((measured.carrier >= 0) | np.isfinite(frames.ball[:, 0]))
        & (frames.table["players"] > 0).to_numpy()
    )
    yield "runs_per_minute", False, _per_minute(measured, ran, watched), float(watched.sum()) / total if total else None
    yield "runs_regained", False, share(int(ran["regained"].sum()), ran.height), None
    verdict = judge(followed, side, where)
    yield "marking_kept", False, verdict.persistence, None
    yield "follows_man", False, verdict.alpha, None
    yield "follows_block", False, verdict.beta, None


def _per_minute(measured: Measured, ran: pl.DataFrame, watched: NDArray[np.bool_]) -> MeanWithInterval:
    """Runs per minute of the opponent's possession that was seen; possessions count as independent."""
    minutes = float(watched.sum()) / measured.frames.rate / 60
    if not minutes:
        return MeanWithInterval(None, None, None, 0, 0)
    phases, number = np.unique(measured.phase[watched], return_inverse=True)
    exposure = np.bincount(number) / measured.frames.rate / 60
    counts = np.zeros(len(phases))
    at = np.searchsorted(phases, measured.phase[ran["first"].to_numpy()])
    at = at[at < len(phases)]
    np.add.at(counts, at, 1)
    rate = ran.height / minutes
    groups = len(phases)
    if groups < 5:
        return MeanWithInterval(rate, None, None, ran.height, groups)
    half = Z95 * float(np.sqrt(groups / (groups - 1) * ((counts - rate * exposure) ** 2).sum())) / minutes
    return MeanWithInterval(rate, max(0.0, rate - half), rate + half, ran.height, groups)
