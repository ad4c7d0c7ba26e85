"""The schema of a tie and its events, one for tie files (TOML), the ledger (JSON lines) and the board's service (REST).

A tie file holds a `TieDocument`, whose matches hold events. An entry of the ledger is the same event with an identifier
and the number of its match. Text is cleaned here: runs of blanks and line breaks become one blank, other control
characters U+FFFD.
"""

from __future__ import annotations

import datetime
import re
from difflib import get_close_matches
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)

from frontfoot.core.errors import InputError
from frontfoot.core.score import MOST_GOALS
from frontfoot.core.season import season_year
from frontfoot.core.wording import did_you_mean
from frontfoot.goals.clock import MOST_ANNOUNCED, Moment
from frontfoot.goals.market import LINES

MOST_EVENTS: Final = 500
"""Events of one match, and entries in one request."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Text without line breaks and control characters.

    >>> clean(" Inter\n Milan "), clean("A\x00B")
    ('Inter Milan', 'A�B')
    """
    return _CONTROL.sub("\ufffd", re.sub(r"[\s\u2028\u2029]+", " ", text)).strip()


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _day(value: object) -> object:
    # TOML has dates with times: only the day of a kick-off is used.
    return value.date() if isinstance(value, datetime.datetime) else value


def _season(value: object) -> object:
    """The year in which a season begins, from text such as 2023/24; other values are left to the schema."""
    if not isinstance(value, str):
        return value
    try:
        return season_year(value)
    except InputError:
        return value


def _minute(value: str | float) -> str:
    text = str(value) if isinstance(value, str) else f"{value:.6f}".rstrip("0").rstrip(".") or "0"
    try:
        Moment.of_event(text)
    except InputError as error:
        raise ValueError(f"{error.problem}. {error.remedy}") from None
    return text


EntryId: TypeAlias = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,63}$", description="Chosen by the writer, once for ever.")
]
ClubName: TypeAlias = Annotated[str, BeforeValidator(_cleaned), Field(min_length=1, max_length=100)]
Text: TypeAlias = Annotated[str, BeforeValidator(_cleaned), Field(max_length=500)]
Minute: TypeAlias = Annotated[
    Annotated[str, Field(max_length=24)] | Annotated[float, Field(ge=0.0, le=120.0)],
    AfterValidator(_minute),
    Field(examples=["38", "45+2", "ET 105"]),
]
LegNumber: TypeAlias = Annotated[int, Field(ge=1, le=2, description="Number of the match in the tie.")]
PeriodNumber: TypeAlias = Annotated[int, Field(ge=1, le=4, description="1, 2 halves; 3, 4 of extra time.")]
GoalCount: TypeAlias = Annotated[int, Field(ge=0, le=MOST_GOALS, strict=True)]
ScorePair: TypeAlias = tuple[GoalCount, GoalCount]
Price: TypeAlias = Annotated[float, Field(gt=1.0, le=10_000.0)]
TotalLine: TypeAlias = Annotated[float, Field(ge=LINES[0], le=LINES[1])]
ExpectedGoals: TypeAlias = Annotated[float, Field(gt=0.0, le=20.0)]
Speed: TypeAlias = Annotated[
    float, Field(ge=0.1, le=100.0, description="Seconds of the match in a second; above 1 in a replay.")
]


class DocumentPart(BaseModel):
    """A part of a document: frozen, with no other keys than its own."""

    # Validators are built on first use: `frontfoot tie` of two clubs needs none of them.
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


class GoalEvent(DocumentPart):
    """A goal that counts for `club` (an own goal: the club that profits)."""

    kind: Literal["goal"]
    minute: Minute
    club: ClubName
    player: Text = ""
    note: Text = ""


class VarEvent(DocumentPart):
    """The last goal of `club` is taken back by the referee."""

    kind: Literal["var"]
    minute: Minute
    club: ClubName
    player: Text = ""
    note: Text = ""


class CardEvent(DocumentPart):
    """A card for a player of `club`; with `bench` for one who is not on the pitch (substituted, unused, a coach)."""

    kind: Literal["yellow card", "second yellow", "red card"]
    minute: Minute
    club: ClubName
    player: Text = ""
    note: Text = ""
    bench: StrictBool = False


class NoteEvent(DocumentPart):
    """A remark on a moment."""

    kind: Literal["note"]
    minute: Minute
    note: Annotated[str, BeforeValidator(_cleaned), Field(min_length=1, max_length=500)]


class StoppageEvent(DocumentPart):
    """The minutes of stoppage time announced for a period, which its number or a minute of it names."""

    kind: Literal["stoppage"]
    minutes: Annotated[int, Field(ge=0, le=MOST_ANNOUNCED, strict=True)]
    period: PeriodNumber | None = None
    minute: Minute | None = None
    note: Text = ""

    @model_validator(mode="after")
    def _names_its_period(self) -> StoppageEvent:
        if self.period is None and self.minute is None:
            raise ValueError("The event has no minute. Write minute = 45")
        return self


class KickEvent(DocumentPart):
    """A kick of the shoot-out; `number` counts the kicks of both sides from 1 where they may arrive out of order."""

    kind: Literal["kick"]
    club: ClubName
    converted: StrictBool
    number: Annotated[int, Field(ge=1, le=400)] | None = None
    player: Text = ""
    note: Text = ""


class BreakEvent(DocumentPart):
    """Half-time or full-time, in a tie file."""

    kind: Literal["half-time", "full-time"]
    minute: Minute
    note: Text = ""


FileEvent: TypeAlias = Annotated[
    GoalEvent | VarEvent | CardEvent | NoteEvent | StoppageEvent | KickEvent | BreakEvent, Field(discriminator="kind")
]
"""An event of a tie file or of an opening."""


class LegDocument(DocumentPart):
    """A match of the tie; without a score it is still to be played.

    `rates` are expected goals of (home, away) in 90 minutes, `odds` those of a bookmaker before kick-off; without both
    the strengths known on the day are taken.
    """

    home: ClubName
    away: ClubName
    date: Annotated[datetime.date | None, BeforeValidator(_day)] = None
    neutral: StrictBool | None = None
    score: ScorePair | None = None
    extra_time: ScorePair | None = None
    shoot_out: ScorePair | None = None
    rates: tuple[ExpectedGoals, ExpectedGoals] | None = None
    odds: Annotated[tuple[Price, Price, Price] | None, Field(description="Decimal odds: home win, draw, away win.")] = (
        None
    )
    over_under: Annotated[
        tuple[TotalLine, Price, Price] | None, Field(description="Line, decimal odds over it, decimal odds under it.")
    ] = None
    event: Annotated[tuple[FileEvent, ...], Field(max_length=MOST_EVENTS)] = ()


class RulingDocument(DocumentPart):
    """A decision that no score explains."""

    winner: ClubName
    kind: Literal["walkover", "exclusion", "award", "toss"]
    note: Text = ""


class TieDocument(DocumentPart):
    """A tie: competition, season, round, and its matches with their events (docs: the tie file)."""

    competition: Annotated[str, BeforeValidator(_cleaned), Field(min_length=1, max_length=60, examples=["uel"])]
    season: Annotated[
        int,
        BeforeValidator(_season),
        Field(ge=1850, le=2200, strict=True, description="The year in which the season begins.", examples=[2023]),
    ]
    round: Annotated[str, BeforeValidator(_cleaned), Field(min_length=1, max_length=40)] | None = None
    leg: Annotated[tuple[LegDocument, ...], Field(min_length=1, max_length=2)]
    ruling: RulingDocument | None = None


_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "file": tuple(TieDocument.model_fields),
    "leg": tuple(LegDocument.model_fields),
    "event": tuple(
        dict.fromkeys(name for model in (GoalEvent, CardEvent, StoppageEvent, KickEvent) for name in model.model_fields)
    ),
    "ruling": tuple(RulingDocument.model_fields),
}
KINDS: Final = (
    *("goal", "var", "red card", "second yellow", "yellow card"),
    *("half-time", "full-time", "note", "stoppage", "kick"),
)
_REMEDIES: Final = {
    "season": 'Give both years or the first: season = "2023/24" or season = 2023',
    "date": "Write date = 2024-04-18",
    "neutral": "Write neutral = true",
    "rates": "Write rates = [1.6, 1.1]",
    "odds": "Write odds = [2.10, 3.40, 3.60] and, where it is known, over_under = [2.5, 1.90, 1.95]",
    "over_under": "Write over_under = [2.5, 1.90, 1.95]",
    "minute": 'Write minute = "38" or "45+2"',
    "minutes": f"Write minutes = 4, from 0 to {MOST_ANNOUNCED}",
    "converted": "Write converted = true or false",
    "score": f"Give two whole numbers from 0 to {MOST_GOALS}",
    "extra_time": f"Give two whole numbers from 0 to {MOST_GOALS}",
    "shoot_out": f"Give two whole numbers from 0 to {MOST_GOALS}",
}
_PROBLEMS: Final = {
    "season": "{} is not a season",
    "date": "{} is not a date",
    "neutral": "{} does not say whether the ground is neutral",
    "rates": "{} is no base rate, a number of goals above 0 and at most 20",
    "odds": "{} are no odds",
    "over_under": "{} are no over_under",
    "minutes": "Stoppage needs the minutes announced",
    "converted": "A kick was converted or not",
    "score": "{} is not a score",
    "extra_time": "{} is not a score after extra time",
    "shoot_out": "{} is not a score of a shoot-out",
}


def tie_document(document: Any, *, place: str) -> TieDocument:
    """A tie document from decoded TOML or JSON.

    Raises:
        InputError: the value is not a tie document; the place names match and event.
    """
    try:
        return TieDocument.model_validate(document)
    except ValidationError as error:
        raise refusal(error, place) from None


def refusal(error: ValidationError, place: str) -> InputError:
    """The first fault of a document as an error with problem, place and remedy."""
    faults = error.errors(include_url=False)
    # A misspelt key is two faults: one key is missing, another is unknown. The second shows the remedy.
    lacking = [str(faults[0]["loc"][-1])] if faults[0]["type"] == "missing" else []
    unknown = (fault for fault in faults if fault["type"] == "extra_forbidden")
    first = next((fault for fault in unknown if get_close_matches(str(fault["loc"][-1]), lacking, n=1)), faults[0])
    path: list[Any] = list(first["loc"])
    level, event, where = "file", "", place
    while path and path[0] in ("leg", "event", "ruling"):
        level = str(path.pop(0))
        if path and isinstance(path[0], int):
            where = f"{where}, {level} {path.pop(0) + 1}"
        elif level == "ruling":
            where = f"{where}, ruling"
        if level == "event" and path and path[0] in KINDS:
            event = str(path.pop(0))
    name = next((part for part in path if part in _KEYS[level]), "")
    remedy = _REMEDIES.get(name, "See docs/tie.md for a whole file")
    kind, value, message = first["type"], first["input"], first["msg"]
    if kind == "extra_forbidden":
        key = clean(str(path[-1]))
        meant = "" if key in _KEYS[level] else did_you_mean(key, _KEYS[level])
        problem = f"A {event} has no '{key}'" if key in _KEYS[level] and event else f"The key '{key}' is not known"
        remedy = f"{meant}Known are {', '.join(sorted(_KEYS[level]))}"
    elif kind.startswith("union_tag"):
        written = value.get("kind") if isinstance(value, dict) else None
        problem = f"There is no kind of event '{written}'" if written is not None else "The event has no kind"
        remedy = f"Known are {', '.join(KINDS)}"
    elif kind == "missing" and isinstance(path[-1], str):
        missing = {"minute": "The event has no minute", "club": f"A {event} needs its club"}
        missing |= {name: _PROBLEMS[name] for name in ("minutes", "converted")}
        problem = missing.get(name, f"'{name}' is missing")
    elif kind == "value_error":
        problem, _, advice = message.removeprefix("Value error, ").partition(". ")
        remedy = advice or remedy
    elif name in _PROBLEMS:
        problem = _PROBLEMS[name].replace("{}", clean(repr(value))[:60])
    elif kind in ("too_short", "too_long") and isinstance(value, str):
        most = first.get("ctx", {}).get("max_length")
        problem = f"'{name}' is longer than {most} characters" if most else f"'{name}' is empty"
        remedy = f'Write {name} = "..."'
    elif kind.startswith("string_"):
        problem, remedy = f"'{name}' must be a text", f'Write {name} = "..."'
    elif kind == "too_long" and level == "leg" and not path:
        problem = f"The file has {len(value)} legs, and a tie has one or two"
    else:
        problem = f"'{name or level}' cannot be: {message[0].lower()}{message[1:]}"
    return InputError(problem, place=where, remedy=remedy)
