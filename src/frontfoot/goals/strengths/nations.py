"""International results for the filter of strengths: nations for clubs, confederations for leagues.

The confederation of a nation is that of the competitions in which it has played most: every qualifying round and
championship named in `CONFEDERATIONS` belongs to one. The weight of a match depends on its kind: friendlies count
less than matches that count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from frontfoot.core.errors import ReadError
from frontfoot.core.late import pl
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths.matches import Matches

CONFEDERATIONS = {
    "UEFA": ("UEFA Euro", "UEFA Euro qualification", "UEFA Nations League"),
    "CONMEBOL": ("Copa América",),
    "CAF": ("African Cup of Nations", "African Cup of Nations qualification", "COSAFA Cup", "CECAFA Cup"),
    "AFC": ("AFC Asian Cup", "AFC Asian Cup qualification", "AFF Championship", "Gulf Cup", "SAFF Cup"),
    "CONCACAF": (
        *("Gold Cup", "Gold Cup qualification", "CONCACAF Championship", "CONCACAF Championship qualification"),
        *("CONCACAF Nations League", "CFU Caribbean Cup", "CFU Caribbean Cup qualification", "UNCAF Cup"),
    ),
    "OFC": ("Oceania Nations Cup", "South Pacific Games", "Pacific Games"),
}
# Guests of another confederation's championship; Australia left Oceania in 2006.
_MOVED = {"Australia": "AFC", "Qatar": "AFC", "Japan": "AFC", "Israel": "UEFA", "Kazakhstan": "UEFA"}
FRIENDLY, OTHER, FINALS = "Friendly", "International", "International finals"
TOURNAMENTS = ("FIFA World Cup", "UEFA Euro", "Copa América", "African Cup of Nations", "AFC Asian Cup", "Gold Cup")
# Weight of a match's goals relative to those of a tournament or a qualifier.
WEIGHTS = {FRIENDLY: 0.5, OTHER: 0.85, FINALS: 1.0}
FIRST_YEAR = 1980
# One level and home advantage a kind of match; results and rules name the tournaments in their own ways.
KIND_OF_COMPETITION = {
    "FIFA World Cup": FINALS,
    "UEFA European Championship": FINALS,
    **dict.fromkeys(TOURNAMENTS, FINALS),
    "Friendly": FRIENDLY,
}


def kind_of(competition: str) -> str:
    """The kind of match by which nations' goal level and home advantage are known."""
    return KIND_OF_COMPETITION.get(competition, OTHER)


def read(path: Path) -> pl.DataFrame:
    """International results (martj42/international_results, `results.csv`) as the results table; scheduled ones too.

    Scores hold extra time, as the source writes them.

    Raises:
        ReadError: the file is missing or holds no such table.
    """
    try:
        rows = pl.read_csv(path, null_values=["NA", ""])
        day, played = pl.col("date").str.to_date(), pl.col("home_score").is_not_null()
        rows = rows.with_columns(date=day, status=pl.when(played).then(pl.lit("played")).otherwise(pl.lit("scheduled")))
        rows = rows.filter(pl.col("date").dt.year() >= FIRST_YEAR, pl.col("home_team") != pl.col("away_team"))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReadError(
            f"The file holds no international results: {error}", place=str(path), remedy="Fetch it again"
        ) from None
    return table(
        {
            "date": row["date"],
            "competition": row["tournament"],
            "season": row["date"].year,
            "stage": "league",
            "round": "",
            "home": row["home_team"],
            "away": row["away_team"],
            "home_goals": row["home_score"],
            "away_goals": row["away_score"],
            "neutral": str(row["neutral"]).upper() == "TRUE",
            "status": row["status"],
            "note": "",
            "source": path.name,
        }
        for row in rows.to_dicts()
    )


def confederations(results: pl.DataFrame) -> dict[str, str]:
    """The confederation of every nation; "" for sides that have played in no competition of one."""
    of = {name: which for which, names in CONFEDERATIONS.items() for name in names}
    counts: dict[str, Counter[str]] = {}
    for home, away, competition in results.select("home", "away", "competition").iter_rows():
        for nation in (home, away):
            played = counts.setdefault(nation, Counter())
            if competition in of:
                played[of[competition]] += 1
    return {n: _MOVED.get(n) or (c.most_common(1)[0][0] if c else "") for n, c in counts.items()}


def tournaments_of(results: pl.DataFrame) -> list[str]:
    """The tournament of every played match, in the order of `matches_of`."""
    kinds = pl.col("competition").map_elements(kind_of, return_dtype=pl.String)
    played = results.filter(pl.col("status") == "played")
    return played.sort("date", kinds, "home", maintain_order=True)["competition"].to_list()


def matches_of(results: pl.DataFrame) -> Matches:
    """International results for the filter of strengths."""
    kinds = results.with_columns(competition=pl.col("competition").map_elements(kind_of, return_dtype=pl.String))
    matches, home = Matches.of(kinds, late_rounds=0), confederations(results)
    weight = np.array([WEIGHTS[name] for name in matches.competitions])[matches.competition]
    groups = tuple(home.get(name, "") for name in matches.clubs)
    own = frozenset((group, int(season)) for group in set(groups) - {""} for season in np.unique(matches.season))
    return replace(matches, home_group=groups, own=own, weight=weight)
