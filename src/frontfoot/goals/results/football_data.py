"""Result files in the style of football-data.co.uk: one CSV file per league and season, one match per row.

Columns used: Date (ISO 8601, or day/month/year), HomeTeam, AwayTeam, FTHG and FTAG (goals), HTHG and HTAG (goals at
half-time), HS and AS (shots), HST and AST (shots on target), absent in old seasons. The files do not state
which results were awarded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from frontfoot.core.errors import ReadError
from frontfoot.core.identity import canonical
from frontfoot.core.late import pl
from frontfoot.goals.results.competitions import LEAGUES
from frontfoot.goals.results.csv_file import csv_rows
from frontfoot.goals.results.schema import table

NEEDED: Final = dict.fromkeys(("Date", "HomeTeam", "AwayTeam", "FTHG", "FTAG"), ())
COUNTS: Final = dict.fromkeys(("HTHG", "HTAG", "HS", "AS", "HST", "AST"), ())
"""Columns that a file may lack."""
# These files write RB Leipzig in full; their "Leipzig" is VfB, in the Bundesliga of 1993/94.
_FORMER = {"Leipzig": "VfB Leipzig"}


def read(path: Path) -> pl.DataFrame:
    """The results of one file `LEAGUE/season-YYYY.csv`; the folder names the league, the file the season.

    Raises:
        ReadError: the file is missing, its place does not name a known league and a season, a column is
            missing, or a row holds no date or half a score. A fixture without a score is scheduled.
    """
    league = LEAGUES.get(path.parent.name)
    years = re.fullmatch(r"season-(\d{2})\d{2}", path.stem)
    if league is None or years is None:
        raise ReadError(
            "The path names no known league and season",
            place=str(path),
            remedy=f"Name it LEAGUE/season-2324.csv, with a league of {', '.join(list(LEAGUES)[:5])}",
        )
    competition, country = league
    season = int(years[1]) + (1900 if int(years[1]) >= 50 else 2000)
    source = "/".join(path.parts[-3:])
    rows = [
        {
            **match_of(row, country, f"{source}:{number}"),
            "competition": competition,
            "season": season,
        }
        for number, row in csv_rows(path, NEEDED, COUNTS)
    ]
    return table(rows)


def match_of(row: Mapping[str, str | None], country: str | None, place: str) -> dict[str, Any]:
    """The columns of one match of a league, without its competition and season.

    Raises:
        ReadError: the row holds no date or half a score.
    """
    try:
        half = (row.get("HTHG") or "").strip(), (row.get("HTAG") or "").strip()
        goals = [_cell(row, column) for column in ("FTHG", "FTAG")]
        played = any(goals)  # a fixture to come has neither; one of the two alone is an error
        return {
            "date": day_of(_cell(row, "Date")),
            "home": _name(_cell(row, "HomeTeam"), country),
            "away": _name(_cell(row, "AwayTeam"), country),
            "status": "played" if played else "scheduled",
            "home_goals": whole_number(goals[0]) if played else None,
            "away_goals": whole_number(goals[1]) if played else None,
            "home_half_time": whole_number(half[0]) if all(half) else None,
            "away_half_time": whole_number(half[1]) if all(half) else None,
            **_shots(row),
            "stage": "league",
            "round": "",
            "neutral": False,
            "note": "",
            "source": place,
        }
    except ValueError as error:
        raise ReadError(
            f"The row is no match with date and score: {error}",
            place=place,
            remedy="Write the day as 2026-11-28 or 28/11/2026, two sides, and both goals (or neither before the match)",
        ) from None


_SHOTS = {"home_shots": "HS", "away_shots": "AS", "home_on_target": "HST", "away_on_target": "AST"}


def _shots(row: Mapping[str, str | None]) -> dict[str, int]:
    """Shots and shots on target; null unless all four are present and shots on target do not exceed shots."""
    written = {name: (row.get(column) or "").strip() for name, column in _SHOTS.items()}
    if not all(value.isdigit() for value in written.values()):
        return {}
    counts = {name: int(value) for name, value in written.items()}
    possible = all(counts[f"{side}_on_target"] <= counts[f"{side}_shots"] for side in ("home", "away"))
    return counts if possible and any(counts.values()) else {}


def _cell(row: Mapping[str, str | None], column: str) -> str:
    """The text of a required cell; a line that ends before it is truncated."""
    written = row[column]
    if written is None:
        raise ValueError(f"it ends before {column}")
    return written.strip()


def _name(written: str, country: str | None) -> str:
    if not written:
        raise ValueError("a club's name is empty")
    return canonical(_FORMER.get(written, written), country)


def whole_number(written: str) -> int:
    """A whole number in plain digits.

    Raises:
        ValueError: it is none; the message quotes the text.

    >>> whole_number("12")
    12
    """
    if re.fullmatch(r"-?[0-9]{1,9}", written) is None:
        raise ValueError(f"'{written[:40]}' is no number of goals" if written else "a number of goals is missing")
    return int(written)


def day_of(written: str) -> date:
    """A day as ISO 8601, or day/month/year with two or four digits.

    Raises:
        ValueError: it is none; the message quotes the text.

    >>> day_of("28/11/2026"), day_of("2026-11-28")
    (datetime.date(2026, 11, 28), datetime.date(2026, 11, 28))
    """
    try:
        if "/" not in written:
            return date.fromisoformat(written)
        day, month, year = (int(part) for part in written.split("/"))
        return date(year if year > 99 else year + (1900 if year >= 50 else 2000), month, day)
    except ValueError:
        raise ValueError(f"'{written[:40]}' is no day") from None
