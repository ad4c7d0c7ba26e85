"""What each side did in each match of a store, as sums that figures are made of."""

from __future__ import annotations

from typing import Final

import polars as pl

from frontfoot.approach.style import STYLE
from frontfoot.core.errors import InputError
from frontfoot.scouting.figures import FIGURES
from frontfoot.seasons.store import Store

KEYS: Final = ("competition", "season", "match_id", "provider", "side")
_MADE: Final = ("matches", "front_foot")


def team_matches(store: Store, competition: str | None = None, season: str | None = None) -> pl.DataFrame:
    """One row per side of each match, by date: keys, `date`, `team`, `opponent`, and every column that figures need.

    Args:
        store: a season's store.
        competition, season: only these.

    Returns:
        Float64 sums of the match; `opponent_...` is the same of the other side; `matches` is 1; `front_foot` the raw
        index of the match. A column is null if the provider does not record its fields.

    Raises:
        InputError: the store holds nothing of that competition and season.
    """
    needed = {name for figure in FIGURES for name in figure.columns} - set(_MADE)
    styled = {name for name in needed if name.removeprefix("opponent_") in STYLE}
    counted = sorted(needed - styled)
    where = {"competition": competition, "season": season}
    mirrored = [
        name for name in counted if name.removeprefix("opponent_") in _OWN_ONLY and name.startswith("opponent_")
    ]
    direct = [name for name in counted if name not in mirrored]
    columns = ["match_id", "provider", "side", *direct, *(name.removeprefix("opponent_") for name in mirrored)]
    minutes = store.read("minutes", columns=list(dict.fromkeys(columns)), **where)
    keys = list(KEYS)
    sums = minutes.group_by(keys, maintain_order=True).agg(
        # A sum over nothing recorded is nothing, not zero.
        pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum().cast(pl.Float64)).alias(name)
        for name in dict.fromkeys(columns)
        if name not in keys
    )
    style = store.read("style", **where)
    table = sums.join(style, on=keys, how="left")
    other = (
        pl.when(pl.col("side") == "home").then(pl.lit("away")).otherwise(pl.lit("home")).cast(pl.Enum(["home", "away"]))
    )
    names = {name.removeprefix("opponent_") for name in {*mirrored, *styled} if name.startswith("opponent_")}
    against = table.select(
        *keys[:-1], other.alias("side"), *(pl.col(name).alias(f"opponent_{name}") for name in sorted(names))
    )
    table = table.join(against, on=keys, how="left")
    index = store.read("approach", columns=["match_id", "provider", "side", "front_foot_raw"], **where)
    table = table.join(index.rename({"front_foot_raw": "front_foot"}), on=keys, how="left")
    matches = store.read(
        "matches",
        columns=["match_id", "provider", "date", "home", "away", "home_goals", "away_goals", "trusted"],
        **where,
    )
    table = table.join(matches, on=keys[:-1], how="left")
    home = pl.col("side") == "home"
    if table.is_empty():
        raise InputError("The store holds no matches", place=store.folder.address, remedy="Name another store")
    return table.with_columns(
        team=pl.when(home).then("home").otherwise("away"),
        opponent=pl.when(home).then("away").otherwise("home"),
        goals=pl.when(home).then("home_goals").otherwise("away_goals"),
        goals_against=pl.when(home).then("away_goals").otherwise("home_goals"),
        matches=pl.lit(1.0),
    ).drop("home", "away", "home_goals", "away_goals").sort("date", "match_id", "provider", "side")  # fmt: skip


_OWN_ONLY: Final = frozenset({"high_turnovers", "xg_set_pieces"})
"""Columns of `minutes` that are not there for the opponent, and are taken from its row."""
