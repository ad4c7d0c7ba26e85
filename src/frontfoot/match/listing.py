"""What a list of matches beside the file says about it: `matches.csv` with match_id, label and kick-off.

The open Wyscout files carry no score; their list does, as "Atalanta - Roma, 0 - 1".
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from frontfoot.match import limits

_LABEL: Final = re.compile(r"^(?P<home>.+?) - (?P<away>.+), (?P<h>\d{1,2}) - (?P<a>\d{1,2})$")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY: Final = re.compile(r"^(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4})")


class Listed(NamedTuple):
    """One line of the list."""

    competition: str
    season: str
    date: str
    score: tuple[int, int] | None
    home: str = ""
    away: str = ""


def listed_beside(path: Path, match_id: str) -> Listed | None:
    """The line of `matches.csv` in the file's folder for this match, or None when there is none."""
    beside = path.parent / "matches.csv"
    try:
        status = beside.stat()
    except OSError:
        return None
    if status.st_size > limits.MAX_LIST_BYTES:
        return None
    return _lines(beside, status.st_mtime_ns).get(match_id)


@lru_cache(maxsize=16)
def _lines(path: Path, changed: int) -> dict[str, Listed]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("match_id")]
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    competition = path.parent.name.replace("-", " ").title()
    return {row["match_id"]: _line(row, competition) for row in rows}


def _line(row: dict[str, str], competition: str) -> Listed:
    label = _LABEL.match(row.get("label") or "")
    day = _DAY.match(row.get("kick_off") or "")
    score = (int(label["h"]), int(label["a"])) if label else None
    home, away = (label["home"], label["away"]) if label else ("", "")
    if day is None or day["month"] not in _MONTHS:
        return Listed(competition, "", "", score, home, away)
    year, month = int(day["year"]), _MONTHS.index(day["month"]) + 1
    first = year if month >= 7 else year - 1
    season, date = f"{first}/{(first + 1) % 100:02d}", f"{year}-{month:02d}-{int(day['day']):02d}"
    return Listed(competition, season, date, score, home, away)
