"""The windows a report looks through: the match, its halves, who was ahead, who had been reduced."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from frontfoot.core.minute import NAMES
from frontfoot.match.match import Match


@dataclass(frozen=True, slots=True)
class View:
    """A part of the match as a set of rows of `minute_counts`.

    Attributes:
        key, label: its name for machines and for people.
        partition: windows of one partition do not overlap ("match", "half", "score", "men").
        rows: which rows belong to it. A minute counts for the score at its start.
    """

    key: str
    label: str
    partition: str
    rows: pl.Expr


def views(match: Match) -> tuple[View, ...]:
    """The windows of a match, in the order in which they are shown.

    Halves add up to the match, and so do the score states; the minutes with a man short are a part of it.
    """
    lead = pl.col("own_goals").cast(pl.Int16) - pl.col("opponent_goals").cast(pl.Int16)
    home_lead = pl.when(pl.col("side") == "home").then(lead).otherwise(-lead)
    keys = {1: "first_half", 2: "second_half", 3: "extra_time_first_half", 4: "extra_time_second_half"}
    halves = [
        View(keys[period.number], NAMES[period.number], "half", pl.col("period") == period.number)
        for period in match.periods
        if period.number in keys
    ]
    men = pl.col("own_men").cast(pl.Int16) - pl.col("opponent_men").cast(pl.Int16)
    home_men = pl.when(pl.col("side") == "home").then(men).otherwise(-men)
    return (
        View("match", "Match", "match", pl.lit(value=True)),
        *halves,
        View("level", "Level", "score", home_lead == 0),
        View("home_ahead", f"{match.home.name} ahead", "score", home_lead > 0),
        View("away_ahead", f"{match.away.name} ahead", "score", home_lead < 0),
        View("home_fewer", f"{match.home.name} a man short", "men", home_men < 0),
        View("away_fewer", f"{match.away.name} a man short", "men", home_men > 0),
    )
