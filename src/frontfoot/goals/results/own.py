"""`read_own`: reads a user's own matches from CSV files in the style of football-data.co.uk, for any league.

| column | meaning | also accepted |
|---|---|---|
| `Date` | day of the match: 2026-11-28, or day/month/year | `date` |
| `HomeTeam`, `AwayTeam` | the sides | `home`, `away`; `home_team`, `away_team` |
| `FTHG`, `FTAG` | goals after 90 minutes; both empty for a match to come | `home_goals`, `away_goals`; `home_score`, `away_score` |
| `League` | optional: a name, or a code such as `E0`, `en.2`, `ucl`; the name of the file when left out | `Div`, `competition`, `tournament` |
| `Country` | optional, of a league that is not known: where it is played (FIFA code: CHI) | `country` |
| `HS`, `AS`, `HST`, `AST` | optional: shots and shots on target | |
| `Neutral` | optional: 1 on neutral ground | `neutral` |

Which club a name means is decided in `frontfoot.goals.results.own_names`. Capitals do not matter. Commas, semicolons or tabs separate the columns; other columns are ignored.
"""  # noqa: E501

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from frontfoot.core.errors import ReadError
from frontfoot.core.late import pl
from frontfoot.core.season import season_on
from frontfoot.goals.results.competitions import (
    CHAMPIONS_LEAGUE,
    CONFERENCE_LEAGUE,
    EUROPA_LEAGUE,
    LEAGUES,
    MORE_LEAGUES,
)
from frontfoot.goals.results.csv_file import csv_rows
from frontfoot.goals.results.football_data import COUNTS, match_of
from frontfoot.goals.results.own_names import settled
from frontfoot.goals.results.schema import table

_DIVISIONS = {
    "E0": "premier-league", "E1": "en.2", "E2": "en.3", "E3": "en.4", "D1": "bundesliga", "D2": "de.2",
    "SP1": "la-liga", "SP2": "es.2", "I1": "serie-a", "I2": "it.2", "F1": "ligue-1", "F2": "fr.2", "N1": "nl.1",
    "B1": "be.1", "P1": "pt.1", "T1": "tr.1", "G1": "gr.1", "SC0": "sco.1",
}  # fmt: skip
_CUPS = {
    "ucl": CHAMPIONS_LEAGUE,
    "uel": EUROPA_LEAGUE,
    "uecl": CONFERENCE_LEAGUE,
    "uwcl": "UEFA Women's Champions League",
}
_NEEDED = {
    "Date": (),
    "HomeTeam": ("home", "home_team"),
    "AwayTeam": ("away", "away_team"),
    "FTHG": ("home_goals", "home_score", "hg"),
    "FTAG": ("away_goals", "away_score", "ag"),
}
_OPTIONAL = {
    "League": ("div", "competition", "tournament"),
    "Country": (),
    "Neutral": (),
    **COUNTS,
}
# Country by the letters before the dot of a league's code.
_COUNTRIES: dict[str, str] = {
    code.split(".")[0]: str(entry[1]) for code, entry in (*LEAGUES.items(), *MORE_LEAGUES.items()) if "." in code
}
_YES = ("1", "true", "yes")


def read_own(place: Path) -> pl.DataFrame:
    r"""The matches of a CSV file, or of every CSV file in a folder, as the results table.

    Raises:
        ReadError: there is no file, a column is missing, a row is no match, or a match has two results; the file and
            the line are named.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "lake-cup.csv")
    ...     _ = file.write_text("Date,HomeTeam,AwayTeam,FTHG,FTAG\n2026-11-28,Lakeside,Harbour,2,1")
    ...     read_own(file).select("competition", "home", "home_goals").row(0)
    ('lake-cup', 'Lakeside', 2)
    """
    if os.path.isdir(place):  # noqa: PTH112 (a name may be too long)
        paths = sorted(path for path in place.iterdir() if path.suffix.lower() == ".csv")
        if not paths:
            raise ReadError("The folder holds no CSV files", place=str(place), remedy="Name a file, or another folder")
    else:
        paths = [place]
    contents = [_read(path) for path in paths]
    countries: dict[str, str] = {}
    for path, (_, stated) in zip(paths, contents, strict=True):
        for competition, country in stated.items():
            _one_country(countries, competition, country, str(path))
    return _checked(settled(pl.concat([matches for matches, _ in contents]), countries))


def _read(place: Path) -> tuple[pl.DataFrame, dict[str, str]]:
    """The matches of a file, and the country of its leagues that are not known, if the user gave it."""
    rows: list[dict[str, Any]] = []
    countries: dict[str, str] = {}
    for number, filled in csv_rows(place, _NEEDED, _OPTIONAL):
        competition, country = _league((filled.get("League") or "").strip() or place.stem)
        stated_country = _country((filled.get("Country") or "").strip(), competition, country, f"{place}:{number}")
        if stated_country:
            _one_country(countries, competition, stated_country, f"{place}:{number}")
        match = match_of(filled, country, f"{place}:{number}")
        day = match["date"]
        rows.append(
            {
                **match,
                "competition": competition,
                "season": season_on(day),
                "neutral": (filled.get("Neutral") or "").strip().lower() in _YES,
            }
        )
    if not rows:
        raise ReadError("The file holds no match", place=str(place), remedy="Write a match a line below the first")
    return table(rows), countries


def _one_country(countries: dict[str, str], competition: str, country: str, place: str) -> None:
    """Note the country of a competition.

    Raises:
        ReadError: another country was stated before.
    """
    if countries.setdefault(competition, country) != country:
        raise ReadError(
            f"'{competition}' is played in {countries[competition]} and in {country}",
            place=place,
            remedy="Write one Country for one league, or names of their own in the column League",
        )


def _country(written: str, competition: str, country: str | None, place: str) -> str:
    """The FIFA code of a league that is not known, as its row or its code states it ("en.5" is in England); else "".

    Raises:
        ReadError: no FIFA code, or not that of a league that is known.
    """
    if written and re.fullmatch(r"[A-Z]{3}", written.upper()) is None:
        raise ReadError(
            f"'{written}' is no code of a country", place=place, remedy="Write three letters, as FIFA does: ENG, CHI"
        )
    if country and written and written.upper() != country:
        raise ReadError(
            f"The {competition} is not played in {written.upper()} but in {country}",
            place=place,
            remedy="Leave Country out, or write another League",
        )
    prefix = re.fullmatch(r"([a-z]{2,3})\.[0-9]", competition)
    return "" if country != "" else written.upper() or (_COUNTRIES.get(prefix[1], "") if prefix else "")


def _checked(results: pl.DataFrame) -> pl.DataFrame:
    """The matches without duplicates; a match to come that has a result elsewhere is left out.

    Raises:
        ReadError: two results of one match.
    """
    key = ["date", "home", "away"]
    played = results.filter(pl.col("status") == "played")
    clash = played.unique([*key, "home_goals", "away_goals"], maintain_order=True)
    twice = clash.filter(clash.select(key).is_duplicated())
    if twice.height:
        one, other = twice.sort(key, maintain_order=True).head(2).iter_rows(named=True)
        raise ReadError(
            f"{one['home']} - {one['away']} of {one['date']} has two results",
            place=f"{one['source']} and {other['source']}",
            remedy="Keep the one that counts",
        )
    return (
        results.sort("status", maintain_order=True)
        .unique(key, keep="first", maintain_order=True)
        .sort("date", maintain_order=True)
    )


def _league(written: str) -> tuple[str, str | None]:
    """Canonical name and country of a league: "" for one that is not known, whose clubs keep their names as written.

    The country is None for a cup of many countries.
    """
    if written.lower() in _CUPS:
        return _CUPS[written.lower()], None
    code = _DIVISIONS.get(written, written)
    if code in LEAGUES:
        return LEAGUES[code]
    if code in MORE_LEAGUES:
        return MORE_LEAGUES[code][:2]
    leagues = [*LEAGUES.values(), *(entry[:2] for entry in MORE_LEAGUES.values())]
    return next((entry for entry in leagues if entry[0].casefold() == code.casefold()), (code, ""))
