"""Pressing runs: the defender who closes down the player on the ball, the distance, and the trigger.

A pressing run is a spell of at least 0.7 s (holes up to 0.3 s included) during which an opponent within 20 m of the
man on the ball runs towards him at 3 m/s or more, by his own movement and not by the ball carrier's, and brings the
distance down by at least 2 m. No published standard exists; these limits are conventions of this module.

Triggers are properties of the touch the run answers (`touches`): a back pass received, a bad touch, a man at the side
line. They are counted for touches with and without a run, since the effect of a trigger is the difference in the share
of touches that are followed by a run.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.approach.tracking.estimates import share
from frontfoot.approach.tracking.measured import Measured
from frontfoot.match.schema import SideType

TOWARDS: Final = 3.0  # m/s towards the man on the ball
REACH: Final = 20.0  # metres
SHORTEST: Final = 0.7  # seconds
HOLE: Final = 0.3  # seconds
GAIN: Final = 2.0  # metres
BEFORE: Final = 0.5  # seconds: a run may start while the ball is on its way to the man
REGAIN: Final = 5.0  # seconds
TRIGGERS: Final = ("back_pass", "bad_touch", "side_line")


def pressing_runs(measured: Measured, touches: pl.DataFrame) -> pl.DataFrame:
    """Every pressing run of the match.

    Args:
        measured: frames and what was measured on them.
        touches: from `touches`.

    Returns:
        One row a run, in order: `side` and `slot` of the runner, `period`, `minute`, `seconds`, `duration`, `first`,
        `last` (rows), `touch` it answers (null: none known), `x`, `y` (start, as the runner's side attacks),
        `start_distance`, `end_distance`, `top_speed`, `regained` (his side has the ball within 5 s after), and the
        three triggers of the touch.
    """
    frames = measured.frames
    target = _target(measured)
    gap, towards = _towards(measured, target)
    pressing = (towards >= TOWARDS) & (gap <= REACH)
    hole = max(1, round(HOLE * frames.rate))
    shortest = max(2, round(SHORTEST * frames.rate))
    parts = []
    for slot in range(pressing.shape[1]):
        rows = np.flatnonzero(pressing[:, slot])
        if not len(rows):
            continue
        cut = np.flatnonzero(
            (np.diff(rows) > hole + 1) | (np.diff(measured.phase[rows]) != 0) | (np.diff(frames.period[rows]) != 0)
        )
        first, last = rows[np.append(0, cut + 1)], rows[np.append(cut, len(rows) - 1)]
        good = (last - first + 1 >= shortest) & (gap[first, slot] - gap[last, slot] >= GAIN)
        parts += [(slot, int(a), int(b)) for a, b in zip(first[good], last[good], strict=True)]
    parts.sort(key=lambda part: (part[1], part[0]))
    slots, first, last = (
        (np.array(column, dtype=np.int64) for column in zip(*parts, strict=True))
        if parts
        else (np.empty(0, np.int64),) * 3
    )
    speed = np.hypot(measured.velocity[..., 0], measured.velocity[..., 1])
    away = frames.side_of[slots] == 1
    xy = frames.xy[first, slots].astype(np.float64)
    table = pl.DataFrame(
        {
            "side": pl.Series(np.where(away, "away", "home").tolist(), dtype=SideType),
            "slot": slots.astype(np.int16),
            "period": frames.period[first],
            "minute": frames.minute[first],
            "seconds": frames.seconds[first],
            "duration": ((last - first + 1) / frames.rate).round(3),
            "first": first,
            "last": last,
            "x": np.where(away, frames.length - xy[:, 0], xy[:, 0]),
            "y": np.where(away, frames.width - xy[:, 1], xy[:, 1]),
            "start_distance": gap[first, slots].astype(np.float64),
            "end_distance": gap[last, slots].astype(np.float64),
            "top_speed": [float(np.nanmax(speed[a : b + 1, s])) for s, a, b in parts],
            "regained": _regained(measured, last, away),
        },
        schema_overrides={"top_speed": pl.Float64, "regained": pl.Boolean},
    )
    answered = _answered(touches, first, last, frames.rate)
    triggers = touches.select("touch", *TRIGGERS)
    return table.with_columns(touch=pl.Series(answered, dtype=pl.Int64)).join(
        triggers, on="touch", how="left", maintain_order="left"
    )


def trigger_rates(touches: pl.DataFrame, runs: pl.DataFrame) -> pl.DataFrame:
    """How often a pressing run answers a touch, with and without each trigger.

    Returns:
        One row a defending side, trigger ("any touch" included) and whether it was there: `side`, `trigger`,
        `present`, `touches`, `answered`, `share`, `low`, `high` (95% Wilson interval; null without touches).
    """
    set_off = touches["touch"].is_in(runs["touch"].drop_nulls().unique().to_list())
    base = touches.with_columns(
        answered=set_off,
        side=pl.col("side").cast(pl.String).replace({"home": "away", "away": "home"}).cast(SideType),
    )
    rows = []
    for side in ("home", "away"):
        mine = base.filter(pl.col("side") == side)
        for trigger in ("any touch", *TRIGGERS):
            for present in (True, False):
                if trigger == "any touch" and not present:
                    continue
                part = mine if trigger == "any touch" else mine.filter(pl.col(trigger) == present)
                hits = int(part["answered"].sum())
                answered = share(hits, part.height)
                rows.append((side, trigger, present, part.height, hits, answered.value, answered.low, answered.high))
    names = ["side", "trigger", "present", "touches", "answered", "share", "low", "high"]
    figures = dict.fromkeys(("share", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides=figures)


def _target(measured: Measured) -> NDArray[np.float32]:
    """(F, 2) where the man on the ball is; the ball itself where he is not known."""
    frames, rows = measured.frames, np.arange(len(measured.frames))
    man = frames.xy[rows, measured.carrier]
    out: NDArray[np.float32] = np.where((measured.carrier >= 0)[:, None], man, frames.ball[:, :2])
    return out


def _towards(measured: Measured, target: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(F, P) distance of every defender to the target, and his speed towards it; NaN for everybody else."""
    frames = measured.frames
    away_from = target[:, None] - frames.xy
    gap = np.hypot(away_from[..., 0], away_from[..., 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        towards = (measured.velocity * away_from).sum(axis=-1) / gap
    defending = (frames.side_of == 1 - frames.possession[:, None]) & (frames.possession >= 0)[:, None]
    defending &= ~frames.keeper
    nan = np.float32(np.nan)
    return np.where(defending, gap, nan), np.where(defending, towards, nan)


def _regained(measured: Measured, last: NDArray[np.int64], away: NDArray[np.bool_]) -> list[bool]:
    frames = measured.frames
    span = round(REGAIN * frames.rate)
    period, seconds = frames.period, frames.seconds
    out = []
    for row, side in zip(last, away, strict=True):
        after = slice(row, row + span + 1)
        # Five seconds by the clock: a record may leave dead time out.
        soon = (period[after] == period[row]) & (seconds[after] <= seconds[row] + REGAIN + 0.5 / frames.rate)
        out.append(bool(((frames.possession[after] == side) & soon).any()))
    return out


def _answered(
    touches: pl.DataFrame, first: NDArray[np.int64], last: NDArray[np.int64], rate: float
) -> list[int | None]:
    """The touch a run answers: under way when it starts, or starting within half a second after."""
    start, end = touches["first"].to_numpy(), touches["last"].to_numpy()
    early = round(BEFORE * rate)
    # The latest touch that has begun by the start of the run, half a second allowed for a ball on its way.
    at = np.searchsorted(start, first + early, side="right") - 1
    numbers = touches["touch"].to_list()
    return [
        numbers[k] if k >= 0 and end[k] >= a and start[k] <= b else None
        for k, a, b in zip(at, first, last, strict=True)
    ]
