"""Metrica's JSON of events and the EPTS metadata beside it: the same rows as the CSV's, and who the sides are."""

from __future__ import annotations

import math
from typing import Annotated, Any, NamedTuple
from xml.etree import ElementTree

import msgspec

from frontfoot.match.decode import Whole, decode
from frontfoot.match.files import Source
from frontfoot.match.match import Team
from frontfoot.match.metrica.record import Row
from frontfoot.match.safe_xml import guard_xml, text_of
from frontfoot.match.series import shirt_number

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
