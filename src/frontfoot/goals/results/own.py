"""A user's own matches: CSV files in the style of football-data.co.uk, for any league.

Columns: Date (ISO 8601, or day/month/year), HomeTeam, AwayTeam, FTHG and FTAG (goals after 90 minutes; both empty for a
match to come). Optional: League or Div (a name, or a code such as E0; the name of the file when left out), HS, AS, HST
and AST (shots, shots on target), Neutral (1 where nobody is at home). Also accepted: home, away, home_goals and
away_goals for the names of clubs and goals.
"""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.goals.results.competitions import LEAGUES, MORE_LEAGUES
from frontfoot.goals.results.football_data import match_of
from frontfoot.goals.results.schema import table

_DIVISIONS = {
    "E0": "premier-league", "E1": "en.2", "E2": "en.3", "E3": "en.4", "D1": "bundesliga", "D2": "de.2",
    "SP1": "la-liga", "SP2": "es.2", "I1": "serie-a", "I2": "it.2", "F1": "ligue-1", "F2": "fr.2", "N1": "nl.1",
    "B1": "be.1", "P1": "pt.1", "T1": "tr.1", "G1": "gr.1", "SC0": "sco.1",
}  # fmt: skip
_NAMES = {"HomeTeam": "home", "AwayTeam": "away", "FTHG": "home_goals", "FTAG": "away_goals", "Date": "date"}


def read_own(place: Path) -> pl.DataFrame:
    """The matches of a CSV file, or of every CSV file in a folder, as the results table.

    Raises:
        ReadError: there is no file, a column is missing, or a row is no match; the file and line are named.
    """
    import polars as pl

    if place.is_dir():
        paths = sorted(place.glob("*.csv"))
        if not paths:
            raise ReadError("The folder holds no CSV files", place=str(place), remedy="Name a file, or another folder")
        return pl.concat([read_own(path) for path in paths])
    try:
        lines = place.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"The file cannot be read: {error}", place=str(place), remedy="Give a UTF-8 CSV file") from None
    reader = csv.DictReader(lines)
    columns = reader.fieldnames or ()
    missing = [name for name, other in _NAMES.items() if name not in columns and other not in columns]
    if missing:
        raise ReadError(
            f"The columns {', '.join(missing)} are missing",
            place=str(place),
            remedy="Write Date,HomeTeam,AwayTeam,FTHG,FTAG in the first line",
        )
    rows = []
    for number, row in enumerate(reader, start=2):
        filled = {**row, **{name: row[other] for name, other in _NAMES.items() if row.get(name) is None}}
        if not any((value or "").strip() for value in row.values() if isinstance(value, str)):
            continue
        competition, country = _league(row.get("League") or row.get("Div") or place.stem)
        match = match_of(filled, country, f"{place}:{number}")
        day = match["date"]
        rows.append(
            {
                **match,
                "competition": competition,
                "season": day.year - (day.month < 7),
                "stage": "league",
                "round": "",
                "neutral": (row.get("Neutral") or "").strip().lower() in ("1", "true", "yes"),
                "note": "",
            }
        )
    return table(rows)


def _league(written: str) -> tuple[str, str]:
    """Canonical name and country of a league; as written, without a country, where it is not known."""
    code = _DIVISIONS.get(written.strip(), written.strip())
    if code in LEAGUES:
        return LEAGUES[code]
    if code in MORE_LEAGUES:
        return MORE_LEAGUES[code][:2]
    known = [*LEAGUES.values(), *(entry[:2] for entry in MORE_LEAGUES.values())]
    return next((entry for entry in known if entry[0].casefold() == code.casefold()), (code, ""))
