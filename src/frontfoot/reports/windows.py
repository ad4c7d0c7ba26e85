"""The windows of a report: the match, its halves, score states, and numbers of players."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from frontfoot.core.minute import NAMES
from frontfoot.match.facts import PLAYERS_OF_A_SIDE, match_facts
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

    Halves add up to the match, and so do the score states, and the numbers of men where a man was sent off.
    """
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
        *_by_men(match),
    )


def _by_men(match: Match) -> tuple[View, ...]:
    """ "11 v 11", "11 v 10" and so on, the home side first; none where nobody was sent off."""
    states = list(dict.fromkeys([(PLAYERS_OF_A_SIDE,) * 2, *(card.men for card in match_facts(match).sendings_off)]))
    at_home = pl.col("side") == "home"
    home = pl.when(at_home).then("own_men").otherwise("opponent_men")
    away = pl.when(at_home).then("opponent_men").otherwise("own_men")
    return tuple(
        View(f"men_{ours}_{theirs}", f"{ours} v {theirs}", "men", (home == ours) & (away == theirs))
        for ours, theirs in (states if len(states) > 1 else ())
    )
