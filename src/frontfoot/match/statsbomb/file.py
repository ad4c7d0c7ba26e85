"""The shape of StatsBomb's event and 360 files, as far as they are read."""

from __future__ import annotations

import msgspec

from frontfoot.match.decode import Count, Whole


class Place(msgspec.Struct, gc=False, array_like=True):
    """A place [x, y], for shots [x, y, z]; unlike a list it is not tracked by the garbage collector."""

    x: float | None = None
    y: float | None = None


class Spot(msgspec.Struct, gc=False, array_like=True, forbid_unknown_fields=True):
    """A place [x, y] in a 360 frame, both of which must be there."""

    x: float
    y: float


class Id(msgspec.Struct, gc=False):
    """A coded value; its name is not needed."""

    id: Whole


class NamedCode(msgspec.Struct, gc=False):
    """A coded value with the name that people read."""

    id: Whole
    name: str = ""


class PlacedPlayer(msgspec.Struct, gc=False):
    """A player of a starting line-up."""

    player: NamedCode
    position: NamedCode
    shirt: Whole | None = msgspec.field(name="jersey_number", default=None)


class Tactics(msgspec.Struct, gc=False):
    """The line-up of a starting eleven or a tactical shift."""

    formation: Whole | None = None
    lineup: list[PlacedPlayer] = []


class Shown(msgspec.Struct, gc=False):
    """A player in the freeze frame of a shot (the shooter is not among them)."""

    location: Place
    teammate: bool
    position: Id | None = None


class Detail(msgspec.Struct, gc=False):
    """The object that carries an event's own details; every event type uses some of these fields."""

    outcome: Id | None = None
    type: Id | None = None
    body_part: Id | None = None
    end_location: Place | None = None
    recipient: Id | None = None
    replacement: NamedCode | None = None
    height: Id | None = None
    technique: Id | None = None
    card: Id | None = None
    cross: bool = False
    through_ball: bool = False
    shot_assist: bool = False
    goal_assist: bool = False
    aerial_won: bool = False
    first_time: bool = False
    penalty: bool = False
    recovery_failure: bool = False
    xg: float | None = msgspec.field(name="statsbomb_xg", default=None)
    freeze_frame: list[Shown] | None = None


class StatsBombEvent(msgspec.Struct, gc=False):
    """One StatsBomb event."""

    id: str
    period: Whole
    timestamp: str
    type: NamedCode
    team: NamedCode
    index: Whole = 0
    possession: Count | None = None
    play_pattern: Id | None = None
    player: NamedCode | None = None
    location: Place | None = None
    duration: float | None = None
    under_pressure: bool = False
    counterpress: bool = False
    out: bool = False
    related_events: list[str] = []
    tactics: Tactics | None = None
    pass_: Detail | None = msgspec.field(name="pass", default=None)
    shot: Detail | None = None
    carry: Detail | None = None
    dribble: Detail | None = None
    duel: Detail | None = None
    interception: Detail | None = None
    goalkeeper: Detail | None = None
    clearance: Detail | None = None
    ball_recovery: Detail | None = None
    ball_receipt: Detail | None = None
    miscontrol: Detail | None = None
    foul_committed: Detail | None = None
    foul_won: Detail | None = None
    bad_behaviour: Detail | None = None
    substitution: Detail | None = None
    fifty_fifty: Detail | None = msgspec.field(name="50_50", default=None)


class FramePlayer(msgspec.Struct, gc=False):
    """A player in a 360 frame."""

    location: Spot
    teammate: bool
    actor: bool = False
    keeper: bool = False


class Frame(msgspec.Struct, gc=False):
    """One frame of the 360 file."""

    event: str = msgspec.field(name="event_uuid")
    seen: list[FramePlayer] = msgspec.field(name="freeze_frame", default=[])
