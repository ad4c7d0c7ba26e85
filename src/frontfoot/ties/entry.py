"""Entries of the ledger of a tie: the events of `frontfoot.ties.document`, each with an identifier and its match.

The same entry sent twice is recorded once. The order of arrival does not matter for events of play, because
every event carries its match and minute.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from frontfoot.core.errors import InputError
from frontfoot.ties.document import (
    CardEvent,
    DocumentPart,
    EntryId,
    GoalEvent,
    KickEvent,
    LegNumber,
    NoteEvent,
    PeriodNumber,
    Speed,
    StoppageEvent,
    Text,
    TieDocument,
    VarEvent,
)


class TieOpening(TieDocument):
    """The entry that opens a tie: the document of a tie file, with an identifier."""

    kind: Literal["tie"] = "tie"
    id: EntryId


class _Entry(DocumentPart):
    id: EntryId


class _OfMatch(_Entry):
    leg: LegNumber


class GoalEntry(_OfMatch, GoalEvent):
    """A goal that counts for `club` (an own goal: the club that profits)."""


class VarEntry(_OfMatch, VarEvent):
    """The last goal of `club` is taken back by the referee."""


class CardEntry(_OfMatch, CardEvent):
    """A card for a player of `club`; with `bench` for one who is not on the pitch (substituted, unused, a coach)."""


class NoteEntry(_OfMatch, NoteEvent):
    """A remark on a moment."""


class KickEntry(_OfMatch, KickEvent):
    """A kick of the shoot-out; `number` counts the kicks of both sides from 1 where they may arrive out of order."""


class StoppageEntry(_OfMatch, StoppageEvent):
    """The minutes of stoppage time announced for a period, which its number or a minute of it names."""


class PeriodEntry(_OfMatch):
    """A period begins or ends: kick-off, half-time, full-time. The clock starts or stops with it."""

    kind: Literal["period"]
    period: PeriodNumber
    state: Literal["start", "end"]
    at: AwareDatetime
    speed: Speed = 1.0


class ClockEntry(_OfMatch):
    """A setting of the clock: at `at` it showed `second` of `period`, and was running or stopped."""

    kind: Literal["clock"]
    period: PeriodNumber
    second: Annotated[float, Field(ge=0.0, le=4500.0)]
    running: bool
    at: AwareDatetime
    speed: Speed = 1.0


class FrontFootIndex(DocumentPart):
    """A side's front-foot index with its 90% interval, in standard deviations of team-matches."""

    value: Annotated[float, Field(ge=-10.0, le=10.0)]
    low: Annotated[float, Field(ge=-20.0, le=20.0)]
    high: Annotated[float, Field(ge=-20.0, le=20.0)]


class FrontFootEntry(_OfMatch):
    """How both sides defended around a moment, as a feed measured it from the play so far."""

    kind: Literal["front-foot"]
    period: PeriodNumber
    second: Annotated[float, Field(ge=0.0, le=4500.0)]
    home: FrontFootIndex
    away: FrontFootIndex


Happening: TypeAlias = Annotated[
    GoalEntry
    | VarEntry
    | CardEntry
    | NoteEntry
    | KickEntry
    | PeriodEntry
    | ClockEntry
    | StoppageEntry
    | FrontFootEntry,
    Field(discriminator="kind"),
]
"""All entries that corrections and removals can refer to."""


class CorrectionEntry(_Entry):
    """A correction: the entry `of` is replaced by `entry`. It keeps its own identifier; the last correction counts."""

    kind: Literal["correction"]
    of: EntryId
    entry: Happening


class RemovalEntry(_Entry):
    """A removal of the entry `of` (entered by mistake). Removing a removal or a correction undoes it."""

    kind: Literal["removal"]
    of: EntryId
    reason: Text = ""


Entry: TypeAlias = Annotated[
    GoalEntry
    | VarEntry
    | CardEntry
    | NoteEntry
    | KickEntry
    | PeriodEntry
    | ClockEntry
    | StoppageEntry
    | FrontFootEntry
    | CorrectionEntry
    | RemovalEntry,
    Field(discriminator="kind"),
]

_ADAPTER: Final[TypeAdapter[Entry]] = TypeAdapter(Entry)


def entry_of(body: Any) -> Entry:
    """An entry from its JSON document.

    Raises:
        InputError: the value is not an entry; the place names the field.

    >>> entry_of({"id": "g1", "kind": "goal", "leg": 2, "minute": "7", "club": "Liverpool"}).minute
    '7'
    """
    try:
        return _ADAPTER.validate_python(body)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"This is no entry: {first['msg']}", place=place or "entry", remedy="See the schema of entries"
        ) from None


def body_of(entry: Entry) -> dict[str, Any]:
    """The JSON document of an entry, defaults left out; `entry_of` turns it back.

    >>> goal = {"id": "g1", "kind": "goal", "leg": 2, "minute": "7", "club": "Liverpool"}
    >>> body_of(entry_of({**goal, "note": ""})) == goal
    True
    """
    document: dict[str, Any] = entry.model_dump(mode="json", exclude_defaults=True)
    return document
