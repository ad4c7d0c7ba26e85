"""The documents that the board sends of a tie: state, timeline, front foot, decision and pause, and their schema.

State, timeline and front foot are plain dictionaries of the types here; pages and programs receive the same ones. A
decision is the document of `frontfoot.decisions.advice.Advice`, a pause that of `HalfTime`: their schema is made from
those types. Every schema is closed: a field that is not declared here is not sent.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from frontfoot.decisions.advice import Advice
from frontfoot.reports.half_time.document import HalfTime
from frontfoot.ties.entry import FrontFootEntry, FrontFootIndex
from frontfoot.ties.tie_course import Phase

REFERENCES: Final = "#/components/schemas/"
OF_TIE: Final = "/api/v1/ties/{tie}"
_closed = with_config(ConfigDict(extra="forbid"))
Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Goals = Annotated[int, Field(ge=0)]
MatchScore = tuple[Goals, Goals]
Second = Annotated[float, Field(ge=0.0, description="Seconds on the clock of the period.")]


@_closed
class BoardLeg(TypedDict):
    """A match of the tie: its score once it is over."""

    home: str
    away: str
    date: str | None
    neutral: bool
    score: MatchScore | None
    shoot_out: MatchScore | None


@_closed
class BoardClock(TypedDict):
    """The clock of the match: its reading at the time `at`, and whether it runs; `label` is the minute in words."""

    period: Annotated[int, Field(ge=1, le=4)]
    second: Second
    running: bool
    speed: float
    at: str
    label: str


@_closed
class BoardShootOut(TypedDict):
    """The shoot-out so far, home side first."""

    scored: MatchScore
    taken: MatchScore
    home_next: bool
    begun: bool
    over: bool


@_closed
class BoardNext(TypedDict):
    """Who scores next with which probability (None: a kick that is missed), and everyone's odds after it."""

    club: str | None
    probability: Probability
    through: dict[str, Probability]


@_closed
class BoardStrengths(TypedDict):
    """Which strengths the odds rest on: date, age at the match, clubs without a result of their own, doubtful names."""

    date: str
    age_days: int
    placeholders: list[str]
    doubts: list[str]


@_closed
class BoardHead(TypedDict):
    """The state of a tie.

    `settles`: true if one side goes through, false if a draw can stand; `last`: whether it is the last match of a cup,
    so that `through` holds the odds of winning the cup. In two legs `aggregate` names the away side of the first leg
    first. `stoppage` holds the announced minutes by period. `strengths` is null if rates or odds were given. `by` holds
    the odds of every way; if there are no odds they are null, and the reason is among the problems.
    """

    revision: int
    competition: str
    season: int
    round: str
    rules: str
    rules_checked: bool
    settles: bool
    last: bool
    clubs: tuple[str, str]
    legs: list[BoardLeg]
    leg: Annotated[int, Field(ge=1, le=2)]
    home: str
    away: str
    phase: Phase
    clock: BoardClock
    score: MatchScore
    aggregate: MatchScore
    men: tuple[int, int]
    stoppage: dict[str, int]
    rates_from: str
    strengths: BoardStrengths | None
    problems: list[str]
    winner: str | None
    way: str | None
    shoot_out: BoardShootOut | None
    through: dict[str, Probability] | None
    draw: Probability
    by: dict[str, dict[str, Probability]]
    next: list[BoardNext]


BoardPoint = tuple[int, int, float, Goals, Goals, Probability]
"""Match, period, second, goals of the home and away side, odds of the first club."""


@_closed
class BoardSwing(TypedDict):
    """An event, and the odds of the first club before and after it; `period` is 5 in a shoot-out."""

    leg: int
    id: str | None
    minute: str
    period: Annotated[int, Field(ge=1, le=5)]
    second: Second
    kind: str
    club: str | None
    player: str
    note: str
    converted: bool
    minutes: int | None
    score: MatchScore
    before: Probability
    after: Probability


@_closed
class BoardLine(TypedDict):
    """The odds of the first club minute by minute, and what every event changed."""

    points: list[BoardPoint]
    swings: list[BoardSwing]


@_closed
class BoardIndex(TypedDict):
    """A side's front-foot index with its 90% interval, in standard deviations of team-matches."""

    value: float
    low: float
    high: float


@_closed
class BoardMeasure(TypedDict):
    """How both sides defended around a moment, as a feed measured it."""

    leg: int
    period: int
    second: Second
    home: BoardIndex
    away: BoardIndex


class Undecided(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no decision."""

    reason: str


def measure(item: FrontFootEntry) -> BoardMeasure:
    """A front-foot entry as it is shown."""
    return BoardMeasure(
        leg=item.leg, period=item.period, second=item.second, home=_index(item.home), away=_index(item.away)
    )


def _index(item: FrontFootIndex) -> BoardIndex:
    return BoardIndex(value=item.value, low=item.low, high=item.high)


def described(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with the schemas of decisions and pauses, which are made from their own types."""
    document["components"]["schemas"] |= closed_schemas()
    paths = document["paths"]
    decision, pause = paths[f"{OF_TIE}/decision"]["get"], paths[f"{OF_TIE}/pause"]
    _json(decision["responses"]["200"])["schema"] = {"anyOf": [_reference(Advice), _reference(Undecided)]}
    _json(pause["get"]["responses"]["200"])["schema"] = {"anyOf": [_reference(HalfTime), {"type": "null"}]}
    _json(pause["put"]["requestBody"])["schema"] = _reference(HalfTime)
    return document


def closed_schemas() -> dict[str, Any]:
    """The schemas of decisions and pauses and of their parts, by name; none allows undeclared fields."""
    _, schemas = msgspec.json.schema_components([Advice, Undecided, HalfTime], ref_template=f"{REFERENCES}{{name}}")
    return {
        name: {**schema, "additionalProperties": False} if "properties" in schema else schema
        for name, schema in schemas.items()
    }


def _reference(kind: type) -> dict[str, str]:
    return {"$ref": f"{REFERENCES}{kind.__name__}"}


def _json(answer: dict[str, Any]) -> dict[str, Any]:
    """The JSON content of an answer or a body."""
    content: dict[str, Any] = answer["content"]["application/json"]
    return content
