"""Goals, cards and substitutions with their minutes, from open files, in two tables.

Two sources of schochastics/football-data (ODC-BY 1.0) are read: league seasons (`LEAGUE/SEASON.json.gz`) here, European
cups (`champions-league.csv`, `europa-league.csv`) in `frontfoot.fit.goal_times_europe`. Both give `GoalTimes`.

Minutes are the running ones: the 33rd minute is from 32:00 to 32:59, and 90+4 is the fourth minute of stoppage. Before
2009/10 the league files state goals in stoppage as 45 and 90; European files mostly still do.
"""

from __future__ import annotations

import datetime
import gzip
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.identity import canonical
from frontfoot.goals.results.competitions import LEAGUES

MATCH_COLUMNS: dict[str, str] = {
    "match": "Int32",  # number of the match in this table
    "competition": "String",  # canonical name, see frontfoot.goals.results.competitions
    "season": "Int32",  # year in which the season starts
    "date": "Date",
    "home": "String",  # canonical club names
    "away": "String",
    "home_goals": "Int16",  # when play ended, extra time included, shoot-out not
    "away_goals": "Int16",
    "extra_time": "Boolean",
    "shoot_out": "Boolean",
    "home_first_leg": "Int16",  # first-leg goals of the club at home now; null without a first leg
    "away_first_leg": "Int16",
    "complete": "Boolean",  # the goals listed add up to the score
}
INCIDENT_COLUMNS: dict[str, str] = {
    "match": "Int32",
    "period": "Int8",  # 1 and 2, in extra time 3 and 4
    "minute": "Int16",  # as written, counted from 1; 45, 90, 105 or 120 in stoppage
    "added": "Int16",  # minute of stoppage, counted from 1; 0 outside
    "home_side": "Boolean",  # goals: the side they count for; otherwise the side of the player
    "kind": "String",  # goal, own goal, penalty, missed penalty, red card, yellow card, substitution,
    # off-pitch red card (of a man who was substituted, sent off before, or came on later: it costs no man)
}
GOALS = ("goal", "own goal", "penalty")
FOLDERS = ("serie-a", "premier-league", "la-liga", "ligue-1")

_KINDS = {
    "Goal": "goal",
    "Own goal": "own goal",
    "Penalty Awarded": "penalty",
    "Red Card": "red card",
    "Yellow Card": "yellow card",
    "Substitution": "substitution",
}


@dataclass(frozen=True, slots=True)
class GoalTimes:
    """Matches and their incidents, in two tables that share the column `match`.

    Attributes:
        matches: one row a match, `MATCH_COLUMNS`.
        incidents: one row a goal, card or substitution, in order, `INCIDENT_COLUMNS`.
    """

    matches: pl.DataFrame
    incidents: pl.DataFrame

    def goals(self) -> pl.DataFrame:
        """The incidents that count as goals."""
        return self.incidents.filter(pl.col("kind").is_in(GOALS))


class _Incident(msgspec.Struct):
    team: str
    incident_type: str
    minute: str = ""
    home_score: str | None = None
    player_name: str | None = None
    player_out: str | None = None
    player_in: str | None = None


class _Incidents(msgspec.Struct):
    incidents: list[_Incident]


class _Match(msgspec.Struct):
    home: str
    away: str
    GH: int
    GA: int
    date: datetime.date
    incident: _Incidents


def frames(matches: Iterable[Sequence[Any]], incidents: Iterable[Sequence[Any]]) -> GoalTimes:
    """`GoalTimes` from rows in the order of the columns."""

    def build(rows: Iterable[Sequence[Any]], columns: dict[str, str]) -> pl.DataFrame:
        schema = {name: getattr(pl, kind)() for name, kind in columns.items()}
        return pl.DataFrame(list(rows), schema=schema, orient="row")

    return GoalTimes(build(matches, MATCH_COLUMNS), build(incidents, INCIDENT_COLUMNS))


def place_minute(text: str, *, extra_time: bool) -> tuple[int, int, int] | None:
    """Period, minute and minute of stoppage of a written minute; None if it is not a minute.

    Without extra time a minute above 90 is stoppage.

    >>> place_minute("90+4'", extra_time=False), place_minute("92", extra_time=True)
    ((2, 90, 4), (3, 92, 0))
    """
    parts = re.fullmatch(r"(\d+)(?:\+(\d+))?'?|(\d+):\d\d'?", text.strip())
    if parts is None:
        return None
    minute, added = int(parts[1] or parts[3]), int(parts[2] or 0)
    if minute > 90 and not extra_time:
        minute, added = 90, added + minute - 90
    minute = max(minute, 1)  # "0'" stands for a goal in the first minute
    if minute > 120:
        return None
    period = 1 + (minute > 45) + (minute > 90) + (minute > 105)
    return period, minute, added if minute in (45, 90, 105, 120) else 0


def read_leagues(folder: Path, leagues: Sequence[str] = FOLDERS) -> GoalTimes:
    """The matches and incidents of league seasons.

    A goal states the running score; if a season lacks it, goals (then penalties) without it count as far as they are
    needed to reach the final score, and a penalty that is not needed was missed. Matches that still do not add up,
    mostly awarded ones, have `complete` false.

    Args:
        folder: the folder `goal-times`.
        leagues: their folders, as in `FOLDERS`.

    Raises:
        ReadError: the folder is empty, or a file is malformed.
        InputError: a league that is not known.
    """
    matches: list[tuple[Any, ...]] = []
    incidents: list[tuple[Any, ...]] = []
    decode = msgspec.json.Decoder(list[_Match], strict=False).decode
    for league in leagues:
        if league not in LEAGUES:
            raise InputError(
                f"There is no league '{league}'", place="leagues", remedy=f"Known are {', '.join(LEAGUES)}"
            )
        competition, country = LEAGUES[league]
        for path in sorted((folder / league).glob("[0-9][0-9][0-9][0-9]-*.json.gz")):
            season = int(path.name[:4])
            try:
                with gzip.open(path) as file:
                    decoded = decode(file.read())
            except (OSError, EOFError, msgspec.DecodeError) as error:
                raise ReadError(
                    f"Not a file of goal times ({error})", place=str(path), remedy="Fetch the file again"
                ) from None
            for match in decoded:
                number = len(matches)
                rows, extra_time, shoot_out, complete = _incidents(match)
                names = (canonical(match.home, country), canonical(match.away, country))
                score = (match.GH, match.GA)
                flags = (extra_time, shoot_out, None, None, complete)
                matches.append((number, competition, season, match.date, *names, *score, *flags))
                incidents.extend((number, *row) for row in rows)
    if not matches:
        raise ReadError("No league seasons found", place=str(folder), remedy="Name the folder that holds serie-a/")
    return frames(matches, incidents)


def _incidents(match: _Match) -> tuple[list[tuple[int, int, int, bool, str]], bool, bool, bool]:
    """Rows of a match (without its number), and whether it had extra time, had a shoot-out, and adds up."""
    known = [item for item in match.incident.incidents if item.incident_type in _KINDS and item.minute]
    # Kicks of a shoot-out stand with their number and without the minute's mark.
    kicks = [item for item in known if item.incident_type == "Penalty Awarded" and item.minute.isdigit()]
    known = [item for item in known if item not in kicks]
    extra_time = any(re.match(r"9[1-9]|1[01]\d|120", item.minute) for item in known) or bool(kicks)
    counts = [item.home_score is not None and _KINDS[item.incident_type] in GOALS for item in known]
    for kinds in (("goal", "own goal"), ("penalty",)):
        for home, goals in ((True, match.GH), (False, match.GA)):
            short = goals - sum(c and (i.team == "home") is home for i, c in zip(known, counts, strict=True))
            for index, item in enumerate(known):
                if (
                    short > 0
                    and not counts[index]
                    and _KINDS[item.incident_type] in kinds
                    and (item.team == "home") is home
                ):
                    counts[index] = True
                    short -= 1
    rows = []
    for item, counted in zip(known, counts, strict=True):
        placed = place_minute(item.minute, extra_time=extra_time)
        kind = _KINDS[item.incident_type]
        if placed is None or (kind in ("goal", "own goal") and not counted):
            continue
        if kind == "penalty" and not counted:
            kind = "missed penalty"
        elif kind == "red card" and not _on_pitch(item, placed, known, extra_time=extra_time):
            kind = "off-pitch red card"
        rows.append((*placed, item.team == "home", kind))
    rows.sort(key=lambda row: row[:3])
    sides = [row[3] for row in rows if row[4] in GOALS]
    complete = (sum(sides), len(sides) - sum(sides)) == (match.GH, match.GA)
    # Awarded matches carry made-up goals in the last minutes, one a minute.
    made_up = [item.minute for item in known if item.home_score is None] == ["88'", "89'", "90'"] and len(sides) == 3
    return rows, extra_time, bool(kicks), complete and not made_up


def _on_pitch(card: _Incident, moment: tuple[int, int, int], items: Sequence[_Incident], *, extra_time: bool) -> bool:
    """Whether a player who is sent off was on the pitch, by the incidents of the match."""
    if not card.player_name:
        return True
    here = next(place for place, item in enumerate(items) if item is card)
    for place, item in enumerate(items):
        if item is card or item.team != card.team:
            continue
        when = place_minute(item.minute, extra_time=extra_time)
        if when is None:
            continue
        before = when < moment or (when == moment and place < here)
        again = _KINDS[item.incident_type] == "red card" and item.player_name == card.player_name
        if before and (again or item.player_out == card.player_name):
            return False
        if not before and item.player_in == card.player_name and when > moment:
            return False
    return True
