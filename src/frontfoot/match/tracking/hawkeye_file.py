"""The shapes of Hawk-Eye's files, and their decoding into columns, one file at a time."""

from __future__ import annotations

from typing import Annotated, Any, Final, NamedTuple
from xml.etree import ElementTree

import msgspec
import numpy as np
from numpy.typing import NDArray

from frontfoot.match.decode import decode
from frontfoot.match.files import Source
from frontfoot.match.safe_xml import guard_xml
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.tracking.file import TrackingFile

IDENTIFIERS: Final = ("fifa", "uefa", "hawkeye")
"""Identifiers by which a person is known; the first that the files state is used for all."""

PEOPLE: Final = frozenset({"Outfielder", "Goalkeeper"})
"""Roles of the people who play; the others are officials."""

_Minute = Annotated[int, msgspec.Meta(ge=1, le=200)]
_Segment = Annotated[int, msgspec.Meta(ge=0, le=9)]
_Time = Annotated[float, msgspec.Meta(ge=-60, le=3600)]


class Identifiers(msgspec.Struct, gc=False):
    """Identifiers of a person, a team or a match."""

    fifa: str | int | None = msgspec.field(name="fifaId", default=None)
    uefa: str | int | None = msgspec.field(name="uefaId", default=None)
    hawkeye: str | int | None = msgspec.field(name="heId", default=None)


class _Role(msgspec.Struct, gc=False):
    name: str = ""


class _Owner(msgspec.Struct, gc=False):
    team: Identifiers = msgspec.field(name="teamId", default_factory=Identifiers)


class _Ball(msgspec.Struct, gc=False):
    time: _Time
    pos: list[float | None] = []
    possession: _Owner | None = None
    play: str | None = None


class _Centroid(msgspec.Struct, gc=False):
    time: _Time
    pos: list[float | None] = []


class _Person(msgspec.Struct, gc=False):
    person: Identifiers = msgspec.field(name="personId", default_factory=Identifiers)
    role: _Role = msgspec.field(default_factory=_Role)
    centroid: list[_Centroid] = []


class _Samples(msgspec.Struct):
    ball: list[_Ball] | None = None
    people: list[_Person] | None = None


class HawkTeam(msgspec.Struct):
    """A team in the details of a file."""

    id: Identifiers
    name: str = ""
    home: bool = False


class HawkPlayer(msgspec.Struct):
    """A player in the details of a file."""

    id: Identifiers
    team: Identifiers = msgspec.field(name="teamId", default_factory=Identifiers)
    shirt: str | int | None = msgspec.field(name="jerseyNumber", default=None)
    role: _Role = msgspec.field(default_factory=_Role)


class _Named(msgspec.Struct):
    id: Identifiers = msgspec.field(default_factory=Identifiers)
    name: str | None = None
    year: int | str | None = None


class HawkDetails(msgspec.Struct):
    """Competition, match, venue, teams and players in a file."""

    competition: _Named = msgspec.field(default_factory=_Named)
    match: _Named = msgspec.field(default_factory=_Named)
    venue: _Named = msgspec.field(default_factory=_Named)
    teams: list[HawkTeam] = []
    players: list[HawkPlayer] = []


class _Sequence(msgspec.Struct):
    minute: _Minute = msgspec.field(name="match-minute")
    segment: _Segment


class _File(msgspec.Struct):
    sequences: _Sequence
    samples: _Samples
    details: HawkDetails = msgspec.field(default_factory=HawkDetails)


class Minute(NamedTuple):
    """One file: the ball, or the people, in one minute of play.

    Attributes:
        place: the file.
        segment, minute: the period, and the minute of the match from 1.
        details: teams, players, competition, match, venue.
        time: (N,) seconds since the minute began, for each sample.
        xyz: (N, 3) metres from the middle of the pitch, NaN where not stated; people have no z.
        who: for people, the identifier of each sample; None for the ball.
        owner: for the ball, the identifier of the team that has it, as far as stated.
        play: for the ball, whether it is in play, as far as stated.
    """

    place: str
    segment: int
    minute: int
    details: HawkDetails
    time: NDArray[np.float64]
    xyz: NDArray[np.float64]
    who: list[str] | None
    owner: list[str | None]
    play: list[bool | None]


class Metadata(NamedTuple):
    """What the metadata file states: the match, the date, and the pitch in metres."""

    match: str = ""
    date: str = ""
    length: float = PITCH_LENGTH
    width: float = PITCH_WIDTH
    stated: bool = False  # whether the size of the pitch is stated


def identifier(identifiers: Identifiers, first: str) -> str:
    """An identifier of a person or a team: the preferred one where it is stated, else the next best.

    >>> identifier(Identifiers(hawkeye="a-b", fifa=487487), "uefa")
    '487487'
    """
    stated = getattr(identifiers, first)
    if not stated:
        stated = next((other for name in IDENTIFIERS if (other := getattr(identifiers, name))), "")
    return str(stated)


def preferred(details: HawkDetails) -> str:
    """The kind of identifier that is used for all people in a file: `fifa`, `uefa` or `hawkeye`."""
    identifiers = details.players[0].id if details.players else details.teams[0].id if details.teams else Identifiers()
    return next((name for name in IDENTIFIERS if getattr(identifiers, name)), IDENTIFIERS[-1])


def read_minute(file: TrackingFile, first: str | None) -> Minute:
    """One `.ball` or `.centroids` file.

    Args:
        file: the file.
        first: the kind of identifier for people; that of `preferred` if None.

    Raises:
        ReadError: it is not whole, or of another shape.
    """
    source = file.source()
    minute = decode(source, _File, content="a Hawk-Eye file")
    samples = minute.samples
    first = first or preferred(minute.details)
    if samples.people is None and samples.ball is None:
        raise source.error("The file holds neither the ball nor people", "Give .ball and .centroids files")
    who: list[str] | None = None
    owner: list[str | None] = []
    play: list[bool | None] = []
    if samples.people is not None:
        people = [person for person in samples.people if person.role.name in PEOPLE]
        centroids = [(person, one) for person in people for one in person.centroid]
        who = [identifier(person.person, first) for person, _ in centroids]
        time, places = [one.time for _, one in centroids], [one.pos for _, one in centroids]
    else:
        ball = samples.ball or []
        time, places = [one.time for one in ball], [one.pos for one in ball]
        owner = [(identifier(one.possession.team, first) if one.possession else None) or None for one in ball]
        play = [None if one.play is None else one.play.casefold() == "in" for one in ball]
    return Minute(
        place=source.place,
        segment=minute.sequences.segment,
        minute=minute.sequences.minute,
        details=minute.details,
        time=np.array(time, dtype=np.float64),
        xyz=_places(places),
        who=who,
        owner=owner,
        play=play,
    )


def _places(positions: list[list[float | None]]) -> NDArray[np.float64]:
    nothing = [None, None, None]
    rows = [position if len(position) == 3 else (*position, *nothing)[:3] for position in positions]
    return np.array(rows, dtype=np.float64).reshape(len(rows), 3)


def read_metadata(file: TrackingFile) -> Metadata:
    """The metadata file, JSON or XML by its content.

    Raises:
        ReadError: it is neither, is damaged, or states a pitch without a size.
    """
    source = file.source()
    stated = _from_xml(source) if source.content.lstrip()[:1] == b"<" else _from_json(source)
    if not (1 < stated.length < 1000 and 1 < stated.width < 1000):
        raise source.error(f"A pitch of {stated.length:g} x {stated.width:g} m has no size", "State its real size")
    return stated


def _from_json(source: Source) -> Metadata:
    document = decode(source, dict[str, Any], content="Hawk-Eye metadata")
    stadium, kick_off = (_object(document.get(name)) for name in ("Stadium", "KickOffTime"))
    return _metadata(
        document.get("MatchId"), kick_off.get("DateTime"), stadium.get("PitchLength"), stadium.get("PitchWidth"), source
    )


def _from_xml(source: Source) -> Metadata:
    guard_xml(source)
    root = ElementTree.fromstring(source.content.lstrip())
    return _metadata(
        root.findtext("id"),
        root.findtext("kickOffTime/dateTime"),
        root.findtext("stadium/pitch/length"),
        root.findtext("stadium/pitch/width"),
        source,
    )


def _metadata(match: Any, date: Any, length: Any, width: Any, source: Source) -> Metadata:
    try:
        size = (float(length or PITCH_LENGTH), float(width or PITCH_WIDTH))
    except (TypeError, ValueError, OverflowError):
        raise source.error(
            f"The pitch is said to be {length!r} by {width!r}"[:120], "State its size in metres"
        ) from None
    return Metadata(str(match or ""), str(date or "")[:10], *size, stated=bool(length and width))


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
