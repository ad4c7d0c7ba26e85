"""The attacks that a report lists: shots, counter-attacks, balls won high; and the places where balls were won."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from frontfoot.core.minute import minute_of_event
from frontfoot.match.match import Match, Side
from frontfoot.reports.event_parts import Counter, PitchPlace, ReportShot, Turnover, when
from frontfoot.reports.figure_parts import figure
from frontfoot.reports.play import UNKNOWN


def report_shots(shots: pl.DataFrame, named: Mapping[str, str]) -> tuple[ReportShot, ...]:
    """Every shot, from the frame of `frontfoot.chances.shots`."""
    return tuple(
        ReportShot(
            index=row["index"],
            side=row["side"],
            player=named.get(row["player"], UNKNOWN),
            **when(row["period"], row["seconds"]),
            x=figure(row["x"], 2),
            y=figure(row["y"], 2),
            xg=figure(row["xg"]),
            own_xg=figure(row["own_xg"]),
            provider_xg=figure(row["provider_xg"]),
            body_part=row["body_part"],
            set_piece=row["set_piece"],
            counter=bool(row["counter_attack"]),
            big_chance=bool(row["big_chance"]),
            outcome=row["outcome"],
        )
        for row in shots.iter_rows(named=True)
    )


def report_counters(match: Match, sequences: pl.DataFrame, named: Mapping[str, str]) -> tuple[Counter, ...]:
    """Every counter-attack with its length, gain and end."""
    players = match.events["player"]
    rows = sequences.filter("counter_attack")
    return tuple(
        Counter(
            side=row["side"],
            **when(row["period"], row["start"]),
            duration=round(row["seconds"], 3),
            start_x=round(row["start_x"], 2),
            metres=figure(row["metres"], 2),
            shot=row["ends_with"] == "shot",
            goal=row["goal"],
            player=named.get(players[row["first_index"]], UNKNOWN),
        )
        for row in rows.iter_rows(named=True)
    )


def report_turnovers(sequences: pl.DataFrame) -> tuple[Turnover, ...]:
    """Every ball won in open play within 40 m of the opponent's goal."""
    return tuple(
        Turnover(
            side=row["side"],
            **when(row["period"], row["start"]),
            x=round(row["start_x"], 2),
            y=round(row["start_y"], 2),
            shot=row["ends_with"] == "shot",
            goal=row["goal"],
        )
        for row in sequences.filter("high_turnover").iter_rows(named=True)
    )


def regains(match: Match, sequences: pl.DataFrame, side: Side, named: Mapping[str, str]) -> tuple[PitchPlace, ...]:
    """Where open-play possessions of a side started after the ball was won without a stoppage."""
    players = match.events["player"]
    rows = sequences.filter((pl.col("side") == side) & pl.col("regain") & pl.col("start_x").is_not_nan())
    return tuple(
        PitchPlace(
            kind="ball won",
            player=named.get(players[row["first_index"]], UNKNOWN),
            minute=minute_of_event(row["period"], row["start"]),
            x=round(row["start_x"], 2),
            y=round(row["start_y"], 2),
        )
        for row in rows.iter_rows(named=True)
    )
