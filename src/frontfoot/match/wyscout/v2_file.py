"""The fields of a Wyscout v2 file that are read."""

from __future__ import annotations

import msgspec

from frontfoot.match.decode import Whole


class Tag(msgspec.Struct, gc=False):
    """A tag of an event."""

    id: Whole


class Position(msgspec.Struct, gc=False):
    """A place in percent of the pitch."""

    x: float | None = None
    y: float | None = None


class V2Event(msgspec.Struct, gc=False):
    """One event of Wyscout v2."""

    id: Whole | str
    team: Whole = msgspec.field(name="teamId")
    period: str = msgspec.field(name="matchPeriod")
    seconds: float = msgspec.field(name="eventSec")
    player: Whole | None = msgspec.field(name="playerId", default=None)
    match: Whole | str = msgspec.field(name="matchId", default="")
    event: Whole | None = msgspec.field(name="eventId", default=None)
    # Some exports write the numbers where others write the names.
    event_name: Whole | str = msgspec.field(name="eventName", default="")
    sub_event: Whole | str | None = msgspec.field(name="subEventId", default=None)
    sub_event_name: Whole | str | None = msgspec.field(name="subEventName", default=None)
    positions: list[Position] = []
    tags: list[Tag] = []


class Role(msgspec.Struct):
    """The position of a player."""

    name: str | None = None


class V2Person(msgspec.Struct):
    """A player."""

    id: Whole = msgspec.field(name="wyId")
    short_name: str = msgspec.field(name="shortName", default="")
    role: Role | None = None


class V2Squad(msgspec.Struct):
    """A player's place in a squad."""

    player: V2Person | None = None


class V2Club(msgspec.Struct):
    """A club or national team."""

    name: str = ""
    official_name: str = msgspec.field(name="officialName", default="")


class V2Entry(msgspec.Struct):
    """A team of the match."""

    team: V2Club | None = None


class V2File(msgspec.Struct):
    """A match file."""

    events: list[V2Event]
    teams: dict[str, V2Entry]
    players: dict[str, list[V2Squad | None]] = {}
