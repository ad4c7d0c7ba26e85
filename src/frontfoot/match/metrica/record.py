"""Metrica's table of events as rows: one for every line, with the words of its subtype apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from frontfoot.match import limits
from frontfoot.match.files import Source
from frontfoot.match.schema import SIDES
from frontfoot.match.tables import read_table

NEEDED: Final = (
    *("Team", "Type", "Subtype", "Period", "Start Time [s]", "From", "To", "Start X", "Start Y", "End X", "End Y"),
    "End Time [s]",
)
_SIDES: Final = dict(zip(("home", "away"), SIDES, strict=True))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        line: its number in the table, from 0: the event's identifier.
        team: as the file names it.
        sort: the event's type: PASS, BALL LOST, SET PIECE, ...
        words: of its subtype: {"HEAD", "ON TARGET", "GOAL"}.
        name: type and subtype, as the file writes them.
        period, start, end: when; seconds on the file's clock, which runs through.
        player, receiver: None where the file names nobody.
        x, y, end_x, end_y: shares of the pitch from the left-hand top corner; NaN where there is none.
    """

    line: int
    team: str
    sort: str
    words: frozenset[str]
    name: str
    period: int
    start: float
    end: float
    player: str | None
    receiver: str | None
    x: float
    y: float
    end_x: float
    end_y: float


def read_rows(source: Source) -> list[Row]:
    """The rows of the table in the file's order.

    Raises:
        ReadError: the file is no such table, was cut, or holds no event, or an invalid time or period.
    """
    table = read_table(source, NEEDED, content="Metrica events")
    limits.check_events(table.height, source.place)
    period = table.periods("Period")
    start, end = table.numbers("Start Time [s]"), table.numbers("End Time [s]")
    for row in np.flatnonzero(~(start >= 0)).tolist():
        raise table.wrong(row, "Start Time [s]", "a time in seconds")
    places = [table.numbers(name) for name in ("Start X", "Start Y", "End X", "End Y")]
    texts = [table.text(name) for name in ("Team", "Type", "Subtype", "From", "To")]
    rows = []
    for line, (team, sort, subtype, player, receiver) in enumerate(zip(*texts, strict=True)):
        x, y, end_x, end_y = (float(values[line]) for values in places)
        rows.append(
            Row(
                line=line,
                team=team,
                sort=sort.upper(),
                words=frozenset(word.strip() for word in subtype.upper().split("-") if word.strip()),
                name=f"{sort} {subtype}".strip(),
                period=period[line],
                start=float(start[line]),
                end=float(end[line]) if end[line] >= start[line] else float(start[line]),
                player=_person(player),
                receiver=_person(receiver),
                x=x,
                y=y,
                end_x=end_x,
                end_y=end_y,
            )
        )
    return rows


def teams_of(rows: list[Row], source: Source) -> tuple[str, str]:
    """(home, away) as the file names them; "Home" and "Away" in the open games, in any order.

    Raises:
        ReadError: the file names one team, or more than two.
    """
    names = list(dict.fromkeys(row.team for row in rows if row.team))
    if len(names) != 2:
        raise source.error(
            f"The file names {len(names)} teams: {', '.join(names[:4])}", "Name the file of one match of two teams"
        )
    first, second = names
    return (second, first) if _SIDES.get(first.casefold()) == "away" else (first, second)


def is_anonymous(home: str, away: str) -> bool:
    """Whether the teams are only called Home and Away."""
    return _SIDES.get(home.casefold()) == "home" and _SIDES.get(away.casefold()) == "away"


def _person(cell: str) -> str | None:
    """The identifier of a player; 'Player 26' and 'Player26' are one player in the open games."""
    return cell.replace(" ", "") or None
