"""Metrica's events as rows, from the CSV or the JSON, and teams and players from the EPTS metadata."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any, Final, NamedTuple
from xml.etree import ElementTree

import msgspec
import numpy as np

from frontfoot.match import limits
from frontfoot.match.decode import Whole, decode
from frontfoot.match.files import Source
from frontfoot.match.match import Team
from frontfoot.match.safe_xml import guard_xml, text_of
from frontfoot.match.schema import SIDES
from frontfoot.match.series import shirt_number
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
        player, receiver: None where not stated.
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


_Share = Annotated[float, msgspec.Meta(ge=-100, le=100)]
_Time = Annotated[float, msgspec.Meta(ge=0, le=1e6)]
_Number = Annotated[int, msgspec.Meta(ge=1, le=5)]


class _Named(msgspec.Struct, gc=False):
    name: str = ""
    id: str | int | None = None


class _Point(msgspec.Struct, gc=False):
    time: _Time
    x: _Share | None = None
    y: _Share | None = None


class _Event(msgspec.Struct, gc=False):
    index: Whole
    team: _Named
    type: _Named
    start: _Point
    end: _Point
    period: _Number
    subtypes: _Named | list[_Named] | None = None
    actor: _Named | None = msgspec.field(name="from", default=None)
    to: _Named | None = None


class _File(msgspec.Struct):
    data: list[_Event]


class Squads(NamedTuple):
    """The contents of the metadata: two sides, players as rows of the player table, and the score if it is stated."""

    home: Team
    away: Team
    players: list[dict[str, Any]]
    score: tuple[int, int] | None


def rows_of_json(source: Source) -> tuple[list[Row], dict[str, str]]:
    """The rows of the file in its order, and the names of the players by identifier.

    Raises:
        ReadError: the file is not complete JSON of this shape, or holds no events.
    """
    events = decode(source, _File, content="Metrica events").data
    names: dict[str, str] = {}
    rows = []
    for event in events:
        subtypes = [event.subtypes] if isinstance(event.subtypes, _Named) else event.subtypes or []
        subtype = "-".join(item.name for item in subtypes)
        for person in (event.actor, event.to):
            if person is not None and person.id is not None:
                names.setdefault(str(person.id), person.name)
        rows.append(
            Row(
                line=event.index,
                team=str(event.team.id),
                sort=event.type.name.upper(),
                words=frozenset(word for item in subtypes for word in item.name.upper().split("-")),
                name=f"{event.type.name} {subtype}".strip(),
                period=event.period,
                start=event.start.time,
                end=max(event.end.time, event.start.time),
                player=_identifier(event.actor),
                receiver=_identifier(event.to),
                x=_share(event.start.x),
                y=_share(event.start.y),
                end_x=_share(event.end.x),
                end_y=_share(event.end.y),
            )
        )
    return rows, names


def read_squads(source: Source) -> Squads:
    """The sides and their players from the EPTS metadata.

    Raises:
        ReadError: the XML is damaged, declares what it must not, or does not name two teams.
    """
    guard_xml(source)
    root = ElementTree.fromstring(source.content.lstrip())
    names = {team.get("id", ""): text_of(team.find("Name")) for team in root.iterfind(".//Teams/Team")}
    stated = root.find(".//MatchParameters/Score")
    order = [stated.get("idLocalTeam"), stated.get("idVisitingTeam")] if stated is not None else list(names)
    teams = [Team(team, names[team] or team) for team in order if team in names]
    if len(teams) != 2 or teams[0].id == teams[1].id:
        raise source.error(f"The metadata name {len(teams)} teams", "Name the metadata of the match")
    home, away = teams
    sides = {home.id: "home", away.id: "away"}
    players = [
        {
            "player": player.get("id"),
            "side": sides[player.get("teamId", "")],
            "name": text_of(player.find("Name")) or player.get("id"),
            "shirt": shirt_number(text_of(player.find("ShirtNumber"))),
            "position": _position(player),
        }
        for player in root.iterfind(".//Players/Player")
        if player.get("teamId") in sides and player.get("id")
    ]
    goals = (
        [text_of(stated.find(name)) for name in ("LocalTeamScore", "VisitingTeamScore")] if stated is not None else []
    )
    whole = [int(text) for text in goals if text.isascii() and text.isdigit() and len(text) <= 2]
    return Squads(home, away, players, (whole[0], whole[1]) if len(whole) == 2 else None)


def _position(player: ElementTree.Element) -> str | None:
    for parameter in player.iterfind("ProviderPlayerParameters/ProviderParameter"):
        if text_of(parameter.find("Name")) == "position_type":
            value = text_of(parameter.find("Value"))
            return None if value in {"", "Unknown"} else value
    return None


def _identifier(person: _Named | None) -> str | None:
    return None if person is None or person.id is None else str(person.id)


def _share(stated: float | None) -> float:
    return math.nan if stated is None else stated
