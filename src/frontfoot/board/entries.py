"""What can be written into the ledger of a tie: the documented entries, checked at the door.

Every entry has an `id` that its writer chooses. The same entry sent twice is recorded once; the order of arrival does
not matter for what happened in play, because every event carries its leg and minute.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import MOST_ANNOUNCED, Moment

MOST_ENTRIES: Final = 500
"""Entries in one request."""

EntryId: TypeAlias = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,63}$", description="Chosen by the writer, once for ever.")
]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
Text: TypeAlias = Annotated[str, Field(max_length=500)]
LegNumber: TypeAlias = Annotated[int, Field(ge=1, le=2, description="Number of the match in the tie.")]
PeriodNumber: TypeAlias = Annotated[int, Field(ge=1, le=4, description="1, 2 halves; 3, 4 of extra time.")]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    id: EntryId


class _Minuted(_Entry):
    leg: LegNumber
    minute: Annotated[str, Field(max_length=12, examples=["38", "45+2", "ET 105"])]

    @field_validator("minute")
    @classmethod
    def _is_minute(cls, text: str) -> str:
        try:
            Moment.of_event(text)
        except InputError as error:
            raise ValueError(f"{error.problem}. {error.remedy}") from None
        return text


class Goal(_Minuted):
    """A goal that counts for `club` (an own goal: the club that profits)."""

    kind: Literal["goal"]
    club: Name
    player: Text = ""
    note: Text = ""


class Var(_Minuted):
    """The last goal of `club` is taken back by the referee."""

    kind: Literal["var"]
    club: Name
    note: Text = ""


class Card(_Minuted):
    """A card for a player of `club`."""

    kind: Literal["yellow card", "second yellow", "red card"]
    club: Name
    player: Text = ""
    note: Text = ""


class Note(_Minuted):
    """A remark on a moment."""

    kind: Literal["note"]
    note: Annotated[str, Field(min_length=1, max_length=500)]


class Kick(_Entry):
    """A kick of the shoot-out; `number` counts the kicks of both sides from 1 where they may arrive out of order."""

    kind: Literal["kick"]
    leg: LegNumber
    club: Name
    converted: bool
    number: Annotated[int, Field(ge=1, le=200)] | None = None
    player: Text = ""


Speed: TypeAlias = Annotated[
    float, Field(ge=0.1, le=100.0, description="Seconds of the match in a second; above 1 in a replay.")
]


class Period(_Entry):
    """A period begins or ends: kick-off, half-time, full-time. The clock starts or stops with it."""

    kind: Literal["period"]
    leg: LegNumber
    period: PeriodNumber
    state: Literal["start", "end"]
    at: AwareDatetime
    speed: Speed = 1.0


class Clock(_Entry):
    """The clock is set: at `at` it showed `second` of `period`, and ran or stood."""

    kind: Literal["clock"]
    leg: LegNumber
    period: PeriodNumber
    second: Annotated[float, Field(ge=0.0, le=4500.0)]
    running: bool
    at: AwareDatetime
    speed: Speed = 1.0


class Stoppage(_Entry):
    """The minutes of stoppage time that were announced."""

    kind: Literal["stoppage"]
    leg: LegNumber
    period: PeriodNumber
    minutes: Annotated[int, Field(ge=0, le=MOST_ANNOUNCED)]


class Index(BaseModel):
    """A side's front-foot index with its 90% interval, in standard deviations of team-matches."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    value: Annotated[float, Field(ge=-10.0, le=10.0)]
    low: Annotated[float, Field(ge=-20.0, le=20.0)]
    high: Annotated[float, Field(ge=-20.0, le=20.0)]


class FrontFoot(_Entry):
    """How both sides defended around a moment, as a feed measured it from the play so far."""

    kind: Literal["front-foot"]
    leg: LegNumber
    period: PeriodNumber
    second: Annotated[float, Field(ge=0.0, le=4500.0)]
    home: Index
    away: Index


Happening: TypeAlias = Annotated[
    Goal | Var | Card | Note | Kick | Period | Clock | Stoppage | FrontFoot, Field(discriminator="kind")
]
"""Everything that can happen; corrections and removals speak of these."""


class Correction(_Entry):
    """The entry `of` should have read `entry`. It keeps its own identifier; the last correction counts."""

    kind: Literal["correction"]
    of: EntryId
    entry: Happening


class Removal(_Entry):
    """The entry `of` is taken out (a slip of the finger). Removing a removal or a correction undoes it."""

    kind: Literal["removal"]
    of: EntryId
    reason: Text = ""


Entry: TypeAlias = Annotated[
    Goal | Var | Card | Note | Kick | Period | Clock | Stoppage | FrontFoot | Correction | Removal,
    Field(discriminator="kind"),
]

_ADAPTER: Final[TypeAdapter[Entry]] = TypeAdapter(Entry)


def entry_of(body: Any) -> Entry:
    """An entry from its JSON document.

    Raises:
        InputError: it is none; the place names the field.

    >>> entry_of({"id": "g1", "kind": "goal", "leg": 2, "minute": "7", "club": "Liverpool"}).minute
    '7'
    """
    try:
        return _ADAPTER.validate_python(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"This is no entry: {first['msg']}", place=place or "entry", remedy="See the schema of entries"
        ) from None


def body_of(entry: Entry) -> dict[str, Any]:
    """The JSON document of an entry, defaults left out; `entry_of` turns it back.

    >>> body_of(entry_of({"id": "g1", "kind": "goal", "leg": 2, "minute": "7", "club": "Liverpool", "note": ""}))
    {'id': 'g1', 'leg': 2, 'minute': '7', 'kind': 'goal', 'club': 'Liverpool'}
    """
    found: dict[str, Any] = entry.model_dump(mode="json", exclude_defaults=True)
    return found
