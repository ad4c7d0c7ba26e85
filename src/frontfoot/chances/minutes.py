"""Chances minute by minute: sums over any rows are meaningful, so any window is a sum of rows."""

from __future__ import annotations

import math
from typing import Final

import polars as pl

from frontfoot.chances.geometry import BOX_DEPTH, BOX_WIDTH
from frontfoot.chances.shots import shots, states_xg
from frontfoot.chances.xt import xt
from frontfoot.core.errors import InputError
from frontfoot.match.match import Match
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH, SIDES, SideType

CHANCES: Final[dict[str, str]] = {
    "shots": "shots, penalties included; own goals are none",
    "goals": "shots that scored",
    "own_goals": "own goals by the other side, which count for this side",
    "penalties": "penalties taken",
    "penalty_goals": "penalties scored",
    "big_chances": "shots worth at least 0.30, penalties apart",
    "headers": "shots with the head",
    "box_shots": "shots from inside the penalty area, penalties apart",
    "counter_shots": "shots that ended a counter-attack",
    "xg": "expected goals, penalties included: the provider's where it states one for every shot, else ours",
    "own_xg": "ours, whichever are used",
    "provider_xg": "the provider's; null where it does not state one for every shot",
    "xg_penalties": "expected goals from penalties",
    "xg_set_pieces": "expected goals from direct free kicks and within 10 s of a corner, free kick or throw-in",
    "xg_open_play": "expected goals from all other shots",
    "xg_counter": "expected goals from counter-attacks",
    "box_touches": "touches in the other side's penalty area",
    "xt": "expected threat added by moves that added some",
}
"""Column of `minute_chances` -> what is counted. The three of set pieces, open play and penalties add up to `xg`."""

# Events in which the actor plays the ball.
TOUCHES: Final = (
    "pass", "take_on", "shot", "aerial", "loose_ball", "tackle", "interception", "recovery", "clearance", "block",
    "keeper", "touch", "lost", "own_goal",
)  # fmt: skip


def minute_chances(
    match: Match, attempts: pl.DataFrame | None = None, moves: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Count what the chances of a match were worth, for every minute and side.

    Args:
        match: any match.
        attempts: its `shots(match)`, where the caller has them already.
        moves: its `xt(match)`, where the caller has them already.

    Returns:
        One row per (`period`, `minute`, `side`) in that order, home first: `period` 1-4, `minute` whole minutes since
        the period's start (stoppage time runs on), then the columns of `CHANCES` as Float64. A minute without a
        chance is a row of zeros.

    Raises:
        InputError: the match has no periods.

    >>> from frontfoot.match.load import load
    >>> chances = minute_chances(load("2575959.json.gz"))  # doctest: +SKIP
    >>> chances.filter(pl.col("minute") >= 30).group_by("side").agg(pl.col("xg").sum())  # doctest: +SKIP
    """
    rows = _minutes(match)
    last = dict(rows.group_by("period").agg(pl.col("minute").max()).iter_rows())
    minute = (
        pl.min_horizontal(
            (pl.col("seconds") // 60).clip(0),
            pl.col("period").replace_strict(last, default=None, return_dtype=pl.Int64),
        )
        .cast(pl.UInt16)
        .alias("minute")
    )
    key = ("period", minute, "side")
    inside = (pl.col("x") >= PITCH_LENGTH - BOX_DEPTH) & ((pl.col("y") - PITCH_WIDTH / 2).abs() <= BOX_WIDTH / 2)
    penalty, xg = pl.col("penalty"), pl.col("xg")
    set_piece = pl.col("phase").is_not_null() & ~penalty
    goal = (pl.col("outcome") == "goal").fill_null(False)
    taken = shots(match) if attempts is None else attempts
    shot_sums = taken.group_by(*key).agg(
        shots=pl.len(),
        goals=goal.sum(),
        penalties=penalty.sum(),
        penalty_goals=(penalty & goal).sum(),
        big_chances=pl.col("big_chance").sum(),
        headers=(pl.col("body_part") == "head").sum(),
        box_shots=(inside & ~penalty).sum(),
        counter_shots=pl.col("counter_attack").sum(),
        xg=xg.sum(),
        own_xg=pl.col("own_xg").sum(),
        provider_xg=pl.col("provider_xg").sum(),
        xg_penalties=xg.filter(penalty).sum(),
        xg_set_pieces=xg.filter(set_piece).sum(),
        xg_open_play=xg.filter(~penalty & ~set_piece).sum(),
        xg_counter=xg.filter(pl.col("counter_attack") & ~penalty).sum(),
    )
    play = match.events.filter((pl.col("period") <= 4) & pl.col("side").is_not_null())
    other = pl.when(pl.col("side") == "home").then(pl.lit("away")).otherwise(pl.lit("home")).cast(SideType)
    own_goals = play.filter(pl.col("kind") == "own_goal").with_columns(side=other)
    touched = pl.col("kind").is_in(TOUCHES) & pl.col("touched").fill_null(True)
    moves = (xt(match) if moves is None else moves).filter(pl.col("period") <= 4, pl.col("xt") > 0)
    table = rows
    for sums in (
        shot_sums,
        own_goals.group_by(*key).agg(own_goals=pl.len()),
        play.filter(touched & inside).group_by(*key).agg(box_touches=pl.len()),
        moves.group_by(*key).agg(xt=pl.col("xt").sum()),
    ):
        table = table.join(sums, on=["period", "minute", "side"], how="left", maintain_order="left")
    sums = table.with_columns(pl.col(name).fill_null(0).cast(pl.Float64) for name in CHANCES)
    if not states_xg(taken):
        sums = sums.with_columns(provider_xg=pl.lit(None, dtype=pl.Float64))
    return sums.select("period", "minute", "side", *CHANCES)


def _minutes(match: Match) -> pl.DataFrame:
    """Every (period, minute, side); a clock that runs past the stated end of a period extends it."""
    lengths = {period.number: period.seconds for period in match.periods if period.number <= 4}
    if not lengths:
        raise InputError("The match has no play to measure", place=match.info.match_id, remedy="Check the file")
    seen = dict(match.events.group_by("period").agg(pl.col("seconds").max()).iter_rows())
    rows = [
        (number, minute, side)
        for number, seconds in lengths.items()
        for minute in range(max(1, math.ceil(max(seconds, seen.get(number) or 0.0) / 60)))
        for side in SIDES
    ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {"period": pl.UInt8, "minute": pl.UInt16, "side": SideType}
    return pl.DataFrame(rows, schema=schema, orient="row")
