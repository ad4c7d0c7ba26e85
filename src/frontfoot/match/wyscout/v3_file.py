"""The fields of a Wyscout v3 file that are read."""

from __future__ import annotations

from typing import Any

import msgspec

from frontfoot.match.decode import Whole


class V3Point(msgspec.Struct, gc=False):
    """A place in percent of the pitch."""

    x: float | None = None
    y: float | None = None


class V3Person(msgspec.Struct, gc=False):
    """A player who is named in an event."""

    id: Whole | None = None


class V3Team(msgspec.Struct, gc=False):
    """The team that acts."""

    id: Whole


class Type(msgspec.Struct, gc=False):
    """The sorts of an event: one primary, any number of secondary ones."""

    primary: str
    secondary: list[str] = []


class Pass(msgspec.Struct, gc=False):
    """The details of a pass."""

    accurate: bool | None = None
    height: str | None = None
    recipient: V3Person | None = None
    end: V3Point | None = msgspec.field(name="endLocation", default=None)


class V3Shot(msgspec.Struct, gc=False):
    """The details of a shot."""

    body: str | None = msgspec.field(name="bodyPart", default=None)
    goal: bool | None = msgspec.field(name="isGoal", default=None)
    on_target: bool | None = msgspec.field(name="onTarget", default=None)
    zone: str | None = msgspec.field(name="goalZone", default=None)
    xg: float | None = None


class Ground(msgspec.Struct, gc=False):
    """The details of a duel on the ground."""

    opponent: V3Person | None = None
    kept: bool | None = msgspec.field(name="keptPossession", default=None)
    progressed: bool | None = msgspec.field(name="progressedWithBall", default=None)
    stopped: bool | None = msgspec.field(name="stoppedProgress", default=None)
    recovered: bool | None = msgspec.field(name="recoveredPossession", default=None)
    partner: Whole | None = msgspec.field(name="relatedDuelId", default=None)


class Aerial(msgspec.Struct, gc=False):
    """The details of a duel in the air."""

    opponent: V3Person | None = None
    first_touch: bool | None = msgspec.field(name="firstTouch", default=None)
    partner: Whole | None = msgspec.field(name="relatedDuelId", default=None)


class Infraction(msgspec.Struct, gc=False):
    """The details of a foul."""

    yellow: bool | None = msgspec.field(name="yellowCard", default=None)
    red: bool | None = msgspec.field(name="redCard", default=None)
    type: str | None = None


class Carry(msgspec.Struct, gc=False):
    """The details of a carry."""

    end: V3Point | None = msgspec.field(name="endLocation", default=None)


class Possession(msgspec.Struct, gc=False):
    """The possession that an event belongs to."""

    id: Whole | None = None
    types: list[str] = []


class V3Event(msgspec.Struct, gc=False):
    """One event of Wyscout v3."""

    id: Whole | str
    period: str = msgspec.field(name="matchPeriod")
    clock: str = msgspec.field(name="matchTimestamp")
    type: Type
    team: V3Team
    match: Whole | str = msgspec.field(name="matchId", default="")
    location: V3Point | None = None
    player: V3Person | None = None
    pass_: Pass | None = msgspec.field(name="pass", default=None)
    shot: V3Shot | None = None
    ground: Ground | None = msgspec.field(name="groundDuel", default=None)
    aerial: Aerial | None = msgspec.field(name="aerialDuel", default=None)
    infraction: Infraction | None = None
    carry: Carry | None = None
    possession: Possession | None = None


class _Lined(msgspec.Struct, gc=False):
    id: Whole = msgspec.field(name="playerId")
    shirt: Whole | None = msgspec.field(name="shirtNumber", default=None)


class _Formation(msgspec.Struct, gc=False):
    lineup: list[_Lined] = []
    bench: list[_Lined] = []


class V3Side(msgspec.Struct, gc=False):
    """One side of the match entry."""

    side: str = ""
    score: Whole | None = None
    score_extra: Whole | None = msgspec.field(name="scoreET", default=None)
    formation: _Formation | None = None


class V3Match(msgspec.Struct, gc=False):
    """The match of the file."""

    id: Whole | str = msgspec.field(name="wyId", default="")
    date: str = msgspec.field(name="dateutc", default="")
    competition: Whole | str | None = msgspec.field(name="competitionId", default=None)
    season: Whole | str | None = msgspec.field(name="seasonId", default=None)
    venue: str | None = None
    status: str = ""
    sides: dict[str, V3Side] = msgspec.field(name="teamsData", default_factory=dict)


class _Club(msgspec.Struct, gc=False):
    name: str = ""


class _Entry(msgspec.Struct, gc=False):
    team: _Club | None = None


class _Role(msgspec.Struct, gc=False):
    name: str | None = None


class _Profile(msgspec.Struct, gc=False):
    id: Whole = msgspec.field(name="wyId")
    name: str = msgspec.field(name="shortName", default="")
    role: _Role | None = None


class _Member(msgspec.Struct, gc=False):
    player: _Profile | None = None


class _Changed(msgspec.Struct, gc=False):
    id: Whole = msgspec.field(name="playerId")


class _Change(msgspec.Struct, gc=False):
    on: list[_Changed] = msgspec.field(name="in", default_factory=list)
    off: list[_Changed] = msgspec.field(name="out", default_factory=list)


class Stood(msgspec.Struct, gc=False):
    """The position of a player in a formation."""

    id: Whole = msgspec.field(name="playerId")
    position: str | None = None


class Shape(msgspec.Struct, gc=False):
    """A formation from a moment on: its name, and one entry for each player, by identifier."""

    scheme: str | None = None
    players: list[dict[str, Stood]] = []


# An empty object is written as an empty list.
Shapes = dict[str, dict[str, dict[str, dict[str, Shape] | list[Any]] | list[Any]] | list[Any]] | list[Any]
"""Team, period, second of the period, name of the formation."""


class V3File(msgspec.Struct, gc=False):
    """A match file."""

    events: list[V3Event]
    teams: dict[str, _Entry] = {}
    match: V3Match | None = None
    players: dict[str, list[_Member | None]] = {}
    substitutions: dict[str, dict[str, dict[str, _Change]]] | None = None
    formations: Shapes | None = None
