"""Results of a user's own cup: one CSV file next to its format file.

Columns: date (ISO 8601, or day/month/year), round (group, league, or the round's code or name), home, away, home_goals
and away_goals (after 90 minutes; both empty for a match to come). Optional: group, home_extra_time and away_extra_time
(all goals after 120 minutes), home_shoot_out and away_shoot_out (kicks converted), neutral (1 where nobody is at home).
The other names of columns and the kinds of file are those of `frontfoot.goals.results.own`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import polars as pl

from frontfoot.core.errors import FrontfootError, ReadError
from frontfoot.core.identity import canonical
from frontfoot.cups.format import CupFormat
from frontfoot.goals.results.csv_file import csv_rows
from frontfoot.goals.results.football_data import day_of, whole_number
from frontfoot.goals.results.schema import table
from frontfoot.ties.rounds import round_code

NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "date": (),
    "round": (),
    "home": ("hometeam", "home_team"),
    "away": ("awayteam", "away_team"),
    "home_goals": ("fthg", "home_score"),
    "away_goals": ("ftag", "away_score"),
}
_GOALS: Final = ("home_extra_time", "away_extra_time", "home_shoot_out", "away_shoot_out")
_MORE: Final[dict[str, tuple[str, ...]]] = {"group": (), "neutral": (), **dict.fromkeys(_GOALS, ())}


def read_own_cup(form: CupFormat) -> pl.DataFrame:
    """The matches of a user's own cup as the results table; none where its format names no file.

    Raises:
        ReadError: the file is not there, a column is missing, or a row is no match; file and line are named.
    """
    if not form.file:
        return table([])
    path = Path(form.file)
    check = f"Check 'file' in {form.own}; it is looked for in the same folder"
    return table(_match(row, form, f"{path}:{number}") for number, row in csv_rows(path, NEEDED, _MORE, check=check))


def _match(row: dict[str, str | None], form: CupFormat, place: str) -> dict[str, Any]:
    try:
        day = day_of((row["date"] or "").strip())
        written = (row["round"] or "").strip()
        stage = written if written in ("group", "league") else round_code(written)
        goals = {name: _number(row.get(name)) for name in ("home_goals", "away_goals", *_GOALS)}
    except (ValueError, FrontfootError) as error:
        problem = getattr(error, "problem", None) or f"This is no match: {error}"
        raise ReadError(problem, place=place, remedy="Write date 2026-11-27, a round, and whole numbers") from None
    # One of the two alone is a slip, which the table names.
    played = goals["home_goals"] is not None or goals["away_goals"] is not None
    home, away = ((row[side] or "").strip() for side in ("home", "away"))
    if not home or not away:
        raise ReadError(
            "A side has no name", place=place, remedy="Write home and away; a line that is cut was not saved whole"
        )
    return {
        "date": day,
        "competition": form.name,
        "season": form.season,
        "stage": stage,
        "round": written,
        "group": (row.get("group") or "").strip() or None,
        "home": canonical(home),
        "away": canonical(away),
        **goals,
        "neutral": (row.get("neutral") or "").strip().lower() in ("1", "true", "yes"),
        "status": "played" if played else "scheduled",
        "note": "",
        "source": place,
    }


def _number(text: str | None) -> int | None:
    return whole_number(text.strip()) if text is not None and text.strip() else None
