"""The windows a report looks through: the match, its halves, and who was ahead."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from frontfoot.match.match import Match
from frontfoot.report.clock import NAMES


@dataclass(frozen=True, slots=True)
class View:
    """A part of the match as a set of rows of `minute_counts`.

    Attributes:
        key, label: its name for machines and for people.
        partition: windows of one partition do not overlap ("match", "half", "score").
        rows: which rows belong to it. A minute counts for the score at its start.
    """

    key: str
    label: str
    partition: str
    rows: pl.Expr


def views(match: Match) -> tuple[View, ...]:
    """The windows of a match, in the order in which they are shown."""
    lead = pl.col("own_goals").cast(pl.Int16) - pl.col("opponent_goals").cast(pl.Int16)
    home_lead = pl.when(pl.col("side") == "home").then(lead).otherwise(-lead)
    keys = {1: "first_half", 2: "second_half", 3: "extra_time_first_half", 4: "extra_time_second_half"}
    halves = [
        View(keys[period.number], NAMES[period.number], "half", pl.col("period") == period.number)
        for period in match.periods
        if period.number in keys
    ]
    return (
        View("match", "Match", "match", pl.lit(value=True)),
        *halves,
        View("level", "Level", "score", home_lead == 0),
        View("home_ahead", f"{match.home.name} ahead", "score", home_lead > 0),
        View("away_ahead", f"{match.away.name} ahead", "score", home_lead < 0),
    )
