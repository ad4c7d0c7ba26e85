"""Labels for the rows of `minute_counts`, so that any window is a `group_by`.

Each function adds one column to a frame of counts and leaves the rest as it is:

>>> import polars as pl
>>> rows = pl.DataFrame({"period": [1, 1, 2], "own_goals": [0, 1, 1], "opponent_goals": [0, 0, 2]})
>>> by_score(by_half(rows))["score_state"].to_list()
['level', 'leading', 'trailing']
"""

from __future__ import annotations

from typing import Final

import polars as pl

from frontfoot.core.errors import InputError

HALVES: Final = ("first half", "second half", "first half of extra time", "second half of extra time")
SCORE_STATES: Final = ("trailing", "level", "leading")
MEN_STATES: Final = ("fewer", "equal", "more")

MATCH: Final = ("match_id", "side", "team")
"""Columns that make one side of one match."""

TEAM: Final = ("provider", "competition", "season", "team")
"""Columns that make one team's season."""


def by_half(counts: pl.DataFrame) -> pl.DataFrame:
    """Add `half`: the period in words."""
    names = dict(enumerate(HALVES, start=1))
    return counts.with_columns(pl.col("period").replace_strict(names, return_dtype=pl.Enum(HALVES)).alias("half"))


def by_minutes(counts: pl.DataFrame, length: int) -> pl.DataFrame:
    """Add `block`: the minute of the period at which a block of `length` minutes starts.

    A last block shorter than half of `length` (stoppage time) is joined to the one before it.

    Raises:
        InputError: `length` is not at least one minute.
    """
    if length < 1:
        raise InputError(
            f"A window of {length} minutes is impossible", place="length", remedy="Give one minute or more"
        )
    period = ["match_id", "period"] if "match_id" in counts.columns else ["period"]
    minutes = pl.col("minute").max().over(period).cast(pl.Int64) + 1
    rest = minutes % length
    short = (rest > 0) & (2 * rest < length) & (minutes > length)
    last = pl.when(short).then(minutes // length - 1).otherwise((minutes - 1) // length)
    block = pl.min_horizontal(pl.col("minute").cast(pl.Int64) // length, last) * length
    return counts.with_columns(block.alias("block"))


_LEAD: Final = pl.col("own_goals").cast(pl.Int16) - pl.col("opponent_goals").cast(pl.Int16)


def by_score(counts: pl.DataFrame) -> pl.DataFrame:
    """Add `score_state`: trailing, level or leading at the minute's start."""
    return counts.with_columns(_three(_LEAD, SCORE_STATES).alias("score_state"))


def by_lead(counts: pl.DataFrame) -> pl.DataFrame:
    """Add `lead`: goals ahead at the minute's start, from -2 (or worse) to 2 (or better)."""
    return counts.with_columns(_LEAD.clip(-2, 2).alias("lead"))


def by_men(counts: pl.DataFrame) -> pl.DataFrame:
    """Add `men_state`: fewer, equal or more men than the opponent at the minute's start."""
    more = pl.col("own_men").cast(pl.Int16) - pl.col("opponent_men").cast(pl.Int16)
    return counts.with_columns(_three(more, MEN_STATES).alias("men_state"))


def _three(difference: pl.Expr, names: tuple[str, ...]) -> pl.Expr:
    return difference.sign().replace_strict(dict(zip((-1, 0, 1), names, strict=True)), return_dtype=pl.Enum(names))
