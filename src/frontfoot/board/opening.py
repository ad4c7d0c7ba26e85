"""How a tie is opened on the board: the document of a tie file, checked as the file would be."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from frontfoot.board.entries import EntryId, Name, Text
from frontfoot.core.errors import InputError
from frontfoot.goals.clock import MOST_ANNOUNCED
from frontfoot.goals.clubs import UnknownClub, find
from frontfoot.goals.market import LINES
from frontfoot.ties.file import TieFile, parse_tie
from frontfoot.ties.strengths import file_rates

Goals: TypeAlias = Annotated[int, Field(ge=0, le=149)]
Pair: TypeAlias = tuple[Goals, Goals]
Price: TypeAlias = Annotated[float, Field(gt=1.0, le=10_000.0)]
Line: TypeAlias = Annotated[float, Field(ge=LINES[0], le=LINES[1])]
MOST_EVENTS: Final = 200


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class KnownEvent(_Part):
    """An event of a match that was over before the board began, as in a tie file."""

    kind: Annotated[str, Field(max_length=20)]
    minute: Annotated[str, Field(max_length=12)] | None = None
    club: Name | None = None
    player: Text = ""
    note: Text = ""
    converted: bool | None = None
    minutes: Annotated[int, Field(ge=0, le=MOST_ANNOUNCED)] | None = None


class LegDocument(_Part):
    """A match of the tie; without a score it is still to be played, on the board.

    `rates` are expected goals of (home, away) in 90 minutes, `odds` those of a bookmaker before kick-off; without both
    the strengths known on the day are taken.
    """

    home: Name
    away: Name
    date: datetime.date | None = None
    neutral: bool | None = None
    score: Pair | None = None
    extra_time: Pair | None = None
    shoot_out: Pair | None = None
    rates: tuple[Annotated[float, Field(gt=0.0, le=10.0)], Annotated[float, Field(gt=0.0, le=10.0)]] | None = None
    odds: Annotated[tuple[Price, Price, Price] | None, Field(description="Decimal odds: home win, draw, away win.")] = (
        None
    )
    over_under: Annotated[
        tuple[Line, Price, Price] | None, Field(description="Line, decimal odds over it, decimal odds under it.")
    ] = None
    event: Annotated[tuple[KnownEvent, ...], Field(max_length=MOST_EVENTS)] = ()


class TieDocument(_Part):
    """A tie as a tie file has it (docs: the tie file)."""

    kind: Literal["tie"] = "tie"
    id: EntryId
    competition: Annotated[str, Field(min_length=1, max_length=60, examples=["uel"])]
    season: Annotated[int, Field(ge=1850, le=2200, description="The year in which the season begins.")]
    round: Annotated[str, Field(max_length=40)] | None = None
    leg: Annotated[tuple[LegDocument, ...], Field(min_length=1, max_length=2)]


def body_of_opening(document: TieDocument) -> dict[str, Any]:
    """The entry that opens the tie, clubs under the names of the table.

    Raises:
        InputError: rules, clubs, scores or strengths that cannot be.
    """
    body: dict[str, Any] = document.model_dump(mode="json", exclude_defaults=True)
    body["kind"] = "tie"
    for leg in body["leg"]:
        for side in ("home", "away"):
            leg[side] = _named(leg[side], given=not leg.keys().isdisjoint(("rates", "odds")))
        for event in leg.get("event", ()):
            if "club" in event:
                event["club"] = _named(event["club"], given=not leg.keys().isdisjoint(("rates", "odds")))
    file_rates(file_of_opening(body))
    return body


def file_of_opening(body: dict[str, Any]) -> TieFile:
    """The tie file that an opening entry holds."""
    document = {key: value for key, value in body.items() if key not in ("kind", "id")}
    legs = []
    for leg in document["leg"]:
        changed = dict(leg)
        if "date" in leg:
            changed["date"] = datetime.date.fromisoformat(leg["date"])
        legs.append(changed)
    return parse_tie({**document, "leg": legs}, place="tie")


def _named(name: str, *, given: bool) -> str:
    try:
        return find(name)
    except UnknownClub as error:
        if given:
            return name
        raise InputError(
            error.problem,
            place="tie",
            remedy=f"{error.remedy}, or give the expected goals of every match (rates), with which any club can play",
        ) from None
