"""Reads Football.TXT, the plain-text format of openfootball: rounds, dates and matches, one a line.

Source of the format: openfootball (football.txt), as used in openfootball/champions-league. A line is a title
(`= UEFA Champions League 2011/12`), a comment (`# Teams 32`), a round (`» Group A`, `1. Round`), a date
(`Wed Sep/14 2011`), a match, or blank. Every other line is kept in `unread`, with its
number. A match that was [abandoned] or [suspended] has no result; a [walkover] is awarded.

Scores, in the order the format writes them: `4-2 pen. 1-1 a.e.t. (1-1, 0-1)` is a shoot-out of 4-2 after 1-1 in extra
time, 1-1 after 90 minutes and 0-1 at half-time. A bracket with one score holds half-time in a match of 90 minutes and
the score after 90 minutes in a match with extra time. No goals after 90 minutes means none at half-time either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from frontfoot.core.errors import ReadError
from frontfoot.core.identity import canonical
from frontfoot.core.late import pl
from frontfoot.goals.results.competitions import EUROPEAN
from frontfoot.goals.results.schema import KNOCK_OUT, table

_TITLE = re.compile(r"=\s*(?P<name>.+?)(?P<quali>\s+-\s+Quali)?\s+(?P<year>\d{4})(?:/\d{2,4})?$")
_ROUND = re.compile(r"[»▪]\s*(?P<round>\S.*)$|(?P<numbered>\d+\.\s*(?:Round|Matchday|Spieltag))$")
_DAY = re.compile(
    r"(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+(?P<month>[A-Z][a-z]{2})/(?P<dom>\d{1,2})(?:\s+(?P<year>\d{4}))?$"
)
_MATCH = re.compile(
    r"(?:(?P<time>\d{1,2}[.:]\d{2})\s+)?"
    r"(?P<home>\S.*?)(?:\s+\((?P<home_country>[A-Z]{3})\))?\s+v\s+"
    r"(?P<away>\S.*?)(?:\s+\((?P<away_country>[A-Z]{3})\))?"
    r"(?:\s+(?P<score>\d+-\d+(?!\S).*?))?(?:\s+(?P<note>\[[^\]]*\]))?$"
)
_SCORE = re.compile(
    r"(?:(?P<kicks>\d+-\d+)\s+pen\.\s+)?(?P<score>\d+-\d+)(?:\s+(?P<extra>a\.e\.t\.))?"
    r"(?:\s+\((?P<first>\d+-\d+)(?:,\s*(?P<second>\d+-\d+))?\))?(?:\s*,\s*(?P<kicks_after>\d+-\d+)\s+pen\.)?$"
)
_BEGUN = ("abandoned", "suspended")
_AWARDED = ("awarded", "walkover")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STATED = re.compile(r"#\s*Matches\s+(\d+)")
_STAGES = (
    ("round of 32", "R32"),
    ("sechzehntelfinale", "R32"),
    ("round of 16", "R16"),
    ("quarterfinals", "QF"),
    ("semifinals", "SF"),
    ("final", "F"),
)


@dataclass(frozen=True, slots=True)
class TextResults:
    """The contents of one Football.TXT file.

    Attributes:
        matches: the results table, in the order of the file.
        unread: (line number, text) of every line of an unknown kind.
        stated: the number of matches the file's own header states; None when it does not.
    """

    matches: pl.DataFrame
    unread: tuple[tuple[int, str], ...]
    stated: int | None


def read(path: Path, *, name: Callable[[str, str | None], str] = canonical) -> TextResults:
    """The contents of one Football.TXT file.

    Args:
        path: the file, UTF-8.
        name: gives the canonical name of a club from its written name and country code; the table of clubs
            (`frontfoot.core.identity.canonical`) by default.

    Raises:
        ReadError: the file is missing, is not text, has no title, or a date that does not exist.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"The file cannot be read: {error}", place=str(path), remedy="Give a UTF-8 text file") from None
    return parse(text, source="/".join(path.parts[-3:]), name=name)


def parse(text: str, *, source: str, name: Callable[[str, str | None], str] = canonical) -> TextResults:
    """The contents of Football.TXT in a string; `source` names it in the rows and in errors. See `read`."""
    rows: list[dict[str, Any]] = []
    unread: list[tuple[int, str]] = []
    title: re.Match[str] | None = None
    round_name, day, stated = "", None, None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        place = f"{source}:{number}"
        if not line:
            continue
        if line.startswith("#"):
            if line_match := _STATED.match(line):
                stated = int(line_match[1])
        elif line_match := _TITLE.match(line):
            title = line_match
        elif title is None:
            raise ReadError("No title stands before the first line", place=place, remedy="Start with '= NAME 2011/12'")
        elif line_match := _ROUND.match(line):
            round_name, day = line_match["round"] or line_match["numbered"], None
        elif line_match := _DAY.match(line):
            day = _date(line_match, int(title["year"]), place)
        elif day is not None and (line_match := _MATCH.match(line)) and (score := _score(line_match)) is not None:
            rows.append(
                {
                    "date": day,
                    "competition": title["name"],
                    "season": int(title["year"]),
                    "round": round_name,
                    "home": name(line_match["home"], line_match["home_country"]),
                    "away": name(line_match["away"], line_match["away_country"]),
                    **_stage(round_name, qualifying=bool(title["quali"])),
                    **score,
                    "neutral": False,
                    "source": place,
                }
            )
        else:
            unread.append((number, raw))
    if title is None:
        raise ReadError("The file has no title", place=source, remedy="Start with '= NAME 2011/12'")
    _legs(rows)
    return TextResults(matches=table(rows), unread=tuple(unread), stated=stated)


def _date(parts: re.Match[str], season: int, place: str) -> date:
    """The date; without a year the weekday decides which of the season's two calendar years is meant."""
    years = [int(parts["year"])] if parts["year"] else [season, season + 1]
    for year in years:
        try:
            day = date(year, _MONTHS.index(parts["month"]) + 1, int(parts["dom"]))
        except ValueError:
            continue
        if _DAYS[day.weekday()] == parts["day"]:
            return day
    raise ReadError(
        f"There is no {parts[0]} in season {season}/{(season + 1) % 100:02d}", place=place, remedy="Correct the date"
    )


def _stage(round_name: str, *, qualifying: bool) -> dict[str, str]:
    """The stage that a round's name means, with the group's letter."""
    low = round_name.lower()
    if group := re.match(r"(?:group|gruppe) ([a-z])$", low):
        return {"stage": "group", "group": group[1].upper()}
    if low.startswith("league"):
        return {"stage": "league"}
    if low.startswith("group"):
        return {"stage": "group"}
    if qualifying:
        return {"stage": f"Q{low[-1]}" if re.match(r"round [123]$", low) else "QPO"}
    last = low.rsplit(", ", 1)[-1]
    for written, stage in _STAGES:
        if last == written:
            return {"stage": stage}
    return {"stage": "PO" if low.startswith("playoffs") else "league"}


def _score(matched: re.Match[str]) -> dict[str, Any] | None:
    """The score columns of a match line; None if the text after the clubs is not a readable score."""
    note = (matched["note"] or "").strip("[]")
    if matched["score"] is None:
        status = note if note in ("cancelled", "postponed") else "postponed" if note in _BEGUN else "scheduled"
        return {"status": status, "note": note}
    if note in _BEGUN:
        # The score when play stopped is not a result: the match may be finished, replayed or awarded.
        return {"status": "postponed", "note": f"{note} at {matched['score'].strip()}"}
    parts = _SCORE.match(matched["score"].strip())
    if parts is None:
        return None
    columns: dict[str, Any] = {"status": "awarded" if note.startswith(_AWARDED) else "played", "note": note}
    first, second = parts["first"], parts["second"]
    full, half = (first, second) if parts["extra"] else (parts["score"], first)
    if full is None or (second is not None and not parts["extra"]):
        return None
    if half is None and full == "0-0":
        half = "0-0"
    written = {
        "goals": full,
        "half_time": half,
        "extra_time": parts["score"] if parts["extra"] else None,
        "shoot_out": parts["kicks"] or parts["kicks_after"],
    }
    for part, value in written.items():
        if value is not None:
            home, away = value.split("-")
            columns[f"home_{part}"], columns[f"away_{part}"] = int(home), int(away)
    return columns


def _legs(rows: list[dict[str, Any]]) -> None:
    """The matches with legs numbered, and with single-match ties of the European cups marked as on neutral ground.

    The shared seasons hold one-match ties only at neutral grounds: every final, and the 2020 final tournaments.
    """

    def tie(row: dict[str, Any]) -> tuple[str, frozenset[str]]:
        return row["stage"], frozenset((row["home"], row["away"]))

    matches = Counter(tie(row) for row in rows if row["stage"] in KNOCK_OUT)
    seen: Counter[tuple[str, frozenset[str]]] = Counter()
    for row in sorted((row for row in rows if row["stage"] in KNOCK_OUT), key=lambda row: row["date"]):
        seen[tie(row)] += 1
        row["leg"] = seen[tie(row)]
        row["neutral"] = matches[tie(row)] == 1 and row["competition"] in EUROPEAN
