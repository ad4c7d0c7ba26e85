"""The columns of the table of players: what each one counts, and what a provider must record for it."""

from __future__ import annotations

from typing import Final

import polars as pl

from frontfoot.match.schema import SideType

IDENTITY: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "player": pl.String,
    "side": SideType,
    "team": pl.String,
    "name": pl.String,
    "shirt": pl.UInt8,
    "position": pl.String,
    "starter": pl.Boolean,
    "minutes": pl.Float64,
    "minutes_estimated": pl.Boolean,
}
"""Columns that identify the player, and the time played; `minutes` include stoppage and extra time."""

FIGURES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "touches": ("events in which he played the ball", ()),
    "box_touches": ("those in the other side's penalty area", ()),
    "shots": ("shots, penalties included", ("shot",)),
    "goals": ("goals, penalties included", ("shot",)),
    "own_goals": ("own goals", ("own_goal",)),
    "penalties_taken": ("penalties taken, shoot-outs left out", ("shot", "set_piece")),
    "penalties_scored": ("those that went in", ("shot", "set_piece")),
    "xg": ("expected goals of his shots, penalties included", ("shot",)),
    "npxg": ("the same without penalties", ("shot",)),
    "xt": ("expected threat added by his passes, carries and take-ons that added some", ("pass", "end_x")),
    "assists": ("passes from which the next shot was a goal, as the provider says", ("assist",)),
    "key_passes": ("passes that led to a shot, as the provider says", ("key_pass",)),
    "passes": ("passes attempted", ("pass",)),
    "passes_completed": ("passes completed", ("pass",)),
    "progressive_passes": (
        "completed passes in open play that bring the ball nearer to the goal by 30 m inside the own half, 15 m from "
        "one half to the other, 10 m in the other half (Wyscout)",
        ("pass", "end_x"),
    ),
    "long_passes": ("passes in open play of at least 32 m", ("pass", "end_x")),
    "crosses": ("crosses", ("cross",)),
    "take_ons": ("attempts to go past an opponent", ("take_on",)),
    "take_ons_won": ("those that succeeded", ("take_on",)),
    "turnovers": ("balls lost on the foot: bad touches, dispossessions, take-ons that failed", ("take_on",)),
    "turnovers_under_pressure": ("turnovers and failed passes under pressure", ("under_pressure",)),
    "tackles": ("defending ground duels", ("tackle",)),
    "tackles_won": ("those that were won", ("tackle",)),
    "aerials": ("aerial duels", ("aerial",)),
    "aerials_won": ("those that were won", ("aerial",)),
    "duels": ("tackles, take-ons, aerial duels and duels for loose balls", ("tackle", "aerial")),
    "duels_won": ("those that were won", ("tackle", "aerial")),
    "interceptions": ("passes of an opponent cut out", ("interception",)),
    "clearances": ("clearances", ("clearance",)),
    "blocks": ("passes and shots blocked", ("block",)),
    "regains": ("balls won in open play without a stoppage before: he makes the first controlled action", ("pass",)),
    "regains_own_third": ("regains less than 35 m from the own goal", ("pass",)),
    "regains_middle_third": ("regains between the two", ("pass",)),
    "regains_final_third": ("regains more than 70 m from the own goal", ("pass",)),
    "high_regains": ("regains within 40 m of the other goal (high turnovers)", ("pass",)),
    "counterpress_regains": ("regains within 5 s of a loss in the attacking 60%", ("pass",)),
    "pressures": ("closing down without touching the ball", ("pressure",)),
    "high_pressures": ("pressures more than 42 m from the own goal", ("pressure",)),
    "pressure_regains": ("pressures after which his side wins the ball within 5 s", ("pressure", "pass")),
    "counterpressures": ("pressures within 5 s of a loss, as the provider says", ("pressure", "counterpress")),
    "fouls": ("fouls committed", ("foul",)),
    "fouls_won": ("fouls suffered", ("foul_won",)),
    "penalties_won": ("fouls suffered for which a penalty was given", ("foul_won", "penalty_foul")),
    "penalties_conceded": (
        "fouls for which a penalty was given: as the provider says, else his side's last foul in its own box in the "
        "three minutes before the kick",
        ("foul", "set_piece"),
    ),
    "offsides": ("times caught offside", ("offside",)),
    "yellow_cards": ("first yellow cards", ("card",)),
    "red_cards": ("sendings-off, second yellow cards included", ("card",)),
}
"""Column -> (what is counted, what the provider must record); null where it does not."""

COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {**IDENTITY, **dict.fromkeys(FIGURES, pl.Float64)}
"""Column name -> type of the table of players."""
