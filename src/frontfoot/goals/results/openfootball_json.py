"""Result files of openfootball/football.json: one JSON document a league and season.

A match holds its round, date, the two clubs and a score with full time (`ft`), half-time (`ht`), extra time (`et`,
goals of the 90 minutes included) and shoot-out (`p`). Matches without a score are kept, as cancelled, postponed or
scheduled.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from frontfoot.core.errors import ReadError
from frontfoot.core.identity import canonical
from frontfoot.core.late import pl
from frontfoot.goals.results.competitions import LEAGUES, MORE_LEAGUES
from frontfoot.goals.results.schema import STATUSES, table

# Placeholder for a club that is not known yet.
_NOBODY = ("N.N.",)
_PLAY_OFF = ("Final", "Semifinals", "Europa League Finals", "ECL Playoff")


class _Score(msgspec.Struct):
    ft: tuple[int, int] | None = None
    ht: tuple[int, int] | None = None
    et: tuple[int, int] | None = None
    p: tuple[int, int] | None = None


class _Match(msgspec.Struct):
    date: date
    team1: str
    team2: str
    round: str = ""
    stage: str = ""
    status: str = ""
    score: _Score = msgspec.field(default_factory=_Score)


class _Document(msgspec.Struct):
    matches: list[_Match]


def read(path: Path) -> pl.DataFrame:
    """The results of one file `SEASON/CODE.json`; the folder names the season (2023-24), the file the league (`at.1`).

    Raises:
        ReadError: the file is missing, is no JSON of this form, or its place names no known league and season.
    """
    league = LEAGUES.get(path.stem) or MORE_LEAGUES.get(path.stem, ())[:2]
    season = path.parent.name[:4]
    if len(league) != 2 or not season.isdigit():
        raise ReadError(
            "The path names no known league and season",
            place=str(path),
            remedy="Name it 2023-24/CODE.json, with a code such as at.1 or nl.1",
        )
    try:
        document = msgspec.json.decode(path.read_bytes(), type=_Document)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise ReadError(
            f"The file is no football.json: {error}", place=str(path), remedy="Fetch the file again"
        ) from None
    source = "/".join(path.parts[-3:])
    return table(
        _row(match, *league, int(season), f"{source}:match {number}")
        for number, match in enumerate(document.matches, start=1)
        if match.team1 not in _NOBODY and match.team2 not in _NOBODY
    )


_STATES = {"abandoned": "postponed", "suspended": "postponed", "walkover": "awarded"}
"""Other words for the status of a match, and their meaning here: a match begun and not ended has no result yet."""


def _status(written: str, *, scored: bool) -> tuple[str, str]:
    """The status in the terms of the schema, and a note; a match of unknown status counts as postponed."""
    if not written:
        return "played" if scored else "scheduled", ""
    status = _STATES.get(written.casefold(), written.casefold())
    if status not in STATUSES:
        return "postponed", f"its state '{written}' is not known"
    return status, "" if status == written else written


def _row(match: _Match, competition: str, country: str, season: int, place: str) -> dict[str, Any]:
    score = match.score
    status, note = _status(match.status, scored=score.ft is not None)
    written = f"{match.stage}, {match.round}" if match.stage else match.round
    row: dict[str, Any] = {
        "date": match.date,
        "competition": competition,
        "season": season,
        "stage": "PO" if written.startswith(_PLAY_OFF) else "league",
        "round": written,
        "home": canonical(match.team1, country),
        "away": canonical(match.team2, country),
        "neutral": False,
        "status": status,
        "note": note,
        "source": place,
    }
    if status not in ("played", "awarded"):
        return row
    half = (0, 0) if score.ft == (0, 0) else score.ht
    for part, value in (("goals", score.ft), ("half_time", half), ("extra_time", score.et), ("shoot_out", score.p)):
        if value is not None:
            row[f"home_{part}"], row[f"away_{part}"] = value
    return row
