"""The entry of a match in a list beside its file: `matches.csv` with match_id, label and kick-off.

The open Wyscout files carry no score; their list does, as "Atalanta - Roma, 0 - 1", home side first.
"""

from __future__ import annotations

import csv
import datetime
import re
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from frontfoot.core.wording import MONTHS
from frontfoot.match import limits
from frontfoot.match.match import Finding, Repair, Team

# "Switzerland - Poland, 1 - 1 (P)": decided in a shoot-out; "(E)": after extra time, which the score includes.
_LABEL: Final = re.compile(
    r"^(?P<home>.+?) - (?P<away>.+), (?P<h>\d{1,2}) - (?P<a>\d{1,2})(?: ?\((?P<ending>[^()]*)\))?$"
)
_PERIODS: Final = {"E": frozenset({3, 4}), "P": frozenset({5})}
_TOURNAMENT_DAYS: Final = 62  # a list that spans the first of July and no more days than this is one tournament's
_SEASON_STARTS: Final = 7  # the month from which a match belongs to the season that begins in its year
_DAY: Final = re.compile(r"^(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4})")


class ListedMatch(NamedTuple):
    """One line of the list.

    Attributes:
        score: (home, away) after extra time and without the shoot-out.
        periods: the periods beyond 90 minutes that were played according to the list.
    """

    competition: str
    season: str
    date: str
    score: tuple[int, int] | None
    home: str = ""
    away: str = ""
    periods: frozenset[int] = frozenset()


def listed_beside(path: Path, match_id: str) -> ListedMatch | None:
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
def _lines(path: Path, changed: int) -> dict[str, ListedMatch]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("match_id")]
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    competition = path.parent.name.replace("-", " ").title()
    days = [_day(row) for row in rows]
    tournament = _is_tournament([day for day in days if day is not None])
    return {
        row["match_id"]: _line(row, day, competition, tournament=tournament)
        for row, day in zip(rows, days, strict=True)
    }


def _day(row: dict[str, str]) -> datetime.date | None:
    written = _DAY.match(row.get("kick_off") or "")
    if written is None or written["month"] not in MONTHS:
        return None
    try:
        return datetime.date(int(written["year"]), MONTHS.index(written["month"]) + 1, int(written["day"]))
    except ValueError:
        return None


def _is_tournament(days: list[datetime.date]) -> bool:
    """Whether the matches are those of one summer, which is one season although it spans the first of July."""
    if not days or (max(days) - min(days)).days > _TOURNAMENT_DAYS:
        return False
    return min(days).month < _SEASON_STARTS <= max(days).month


def season_of(day: datetime.date) -> str:
    """The season of a league that runs from summer to summer.

    >>> season_of(datetime.date(2018, 5, 13)), season_of(datetime.date(2017, 8, 19))
    ('2017/18', '2017/18')
    """
    first = day.year if day.month >= _SEASON_STARTS else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def _line(row: dict[str, str], day: datetime.date | None, competition: str, *, tournament: bool) -> ListedMatch:
    label = _LABEL.match(row.get("label") or "")
    score = (int(label["h"]), int(label["a"])) if label else None
    home, away = (label["home"], label["away"]) if label else ("", "")
    periods = _PERIODS.get(label["ending"] or "", frozenset()) if label else frozenset()
    if day is None:
        return ListedMatch(competition, "", "", score, home, away, periods)
    season = str(day.year) if tournament else season_of(day)
    return ListedMatch(competition, season, day.isoformat(), score, home, away, periods)


def settle(first: Team, second: Team, listed: ListedMatch | None) -> tuple[Team, Team, list[Repair], list[Finding]]:
    """The teams as (home, away), and the finding to report where that is an assumption.

    The first team is assumed to be the home side. The names in the list of matches beside the file, home first, confirm
    that or turn it round; one name is enough, since the two often write the other differently.

    Args:
        first, second: the teams in the file's order.
        listed: the list's line for this match, if there is one.

    >>> from frontfoot.match.match import Team
    >>> home, away, repairs, findings = settle(Team("1", "Liverpool"), Team("2", "Leicester"), None)
    >>> home.name, [finding.rule for finding in findings]
    ('Liverpool', ['home-unknown'])
    """
    if listed is not None and (listed.home == first.name or listed.away == second.name):
        return first, second, [], []
    if listed is not None and (listed.home == second.name or listed.away == first.name):
        text = f"The file names the away side first; the list of matches beside it puts {second.name} at home"
        return second, first, [Repair("home-away", text, 0)], []
    return first, second, [], [unknown(first)]


def unknown(first: Team) -> Finding:
    """The finding that the home side was only assumed from the order of the teams."""
    text = f"Nothing tells which side was at home; {first.name or first.id} was taken, whom the file names first"
    return Finding("home-unknown", "warning", text)
