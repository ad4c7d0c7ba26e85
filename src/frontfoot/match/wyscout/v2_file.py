"""The shape of a Wyscout v2 file, as far as it is read."""

from __future__ import annotations

import msgspec


class Tag(msgspec.Struct, gc=False):
    """A tag of an event."""

    id: int


class Position(msgspec.Struct, gc=False):
    """A place in percent of the pitch."""

    x: float | None = None
    y: float | None = None


class Event(msgspec.Struct, gc=False):
    """One event of Wyscout v2."""

    id: int | str
    team: int = msgspec.field(name="teamId")
    period: str = msgspec.field(name="matchPeriod")
    seconds: float = msgspec.field(name="eventSec")
    player: int | None = msgspec.field(name="playerId", default=None)
    match: int | str = msgspec.field(name="matchId", default="")
    event: int | None = msgspec.field(name="eventId", default=None)
    # Some exports write the numbers where others write the names.
    event_name: int | str = msgspec.field(name="eventName", default="")
    sub_event: int | str | None = msgspec.field(name="subEventId", default=None)
    sub_event_name: int | str | None = msgspec.field(name="subEventName", default=None)
    positions: list[Position] = []
    tags: list[Tag] = []


class Role(msgspec.Struct):
    """What a player plays."""

    name: str | None = None


class Person(msgspec.Struct):
    """A player."""

    id: int = msgspec.field(name="wyId")
    short_name: str = msgspec.field(name="shortName", default="")
    role: Role | None = None


class Squad(msgspec.Struct):
    """A player's place in a squad."""

    player: Person | None = None


class Club(msgspec.Struct):
    """A club or national team."""

    name: str = ""
    official_name: str = msgspec.field(name="officialName", default="")


class Entry(msgspec.Struct):
    """A team of the match."""

    team: Club | None = None


class File(msgspec.Struct):
    """A match file."""

    events: list[Event]
    teams: dict[str, Entry]
    players: dict[str, list[Squad | None]] = {}
