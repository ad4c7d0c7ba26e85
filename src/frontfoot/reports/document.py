"""The content of a report of a match, as one frozen value.

`Story` is at once what the page, the terminal and the Markdown are made from and, encoded, the JSON document: there
is no figure on the page that the JSON does not hold. The written schema, `match.schema.json`, is generated from these
types. Units: metres, seconds, shares as 0-1; `minute` is what people say ("45+2'").
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from frontfoot.reports.tie_parts import TieStory

SideName = Literal["home", "away"]
VERSION: Final = 1


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the document."""


class Span(_Part, frozen=True, kw_only=True):
    """A period of play: 1, 2 halves; 3, 4 extra time; 5 shoot-out. `seconds` is its real length."""

    number: int
    seconds: float


class Goal(_Part, frozen=True, kw_only=True):
    """A goal, as it counts: `side` is the side it counts for, `score` the score after it, (home, away)."""

    side: SideName
    player: str
    minute: str
    period: int
    seconds: float
    how: Literal["goal", "penalty", "own_goal"]
    score: tuple[int, int]
    xg: float | None


class Card(_Part, frozen=True, kw_only=True):
    """A card.

    `on_pitch` says whether the man was on the pitch, null where the record does not tell; `costs_man` whether his side
    has one man less from then on; `men` are the (home, away) men on the pitch after it.
    """

    side: SideName
    player: str
    minute: str
    period: int
    seconds: float
    card: Literal["yellow", "second_yellow", "red"]
    on_pitch: bool | None
    costs_man: bool
    men: tuple[int, int]


class Substitution(_Part, frozen=True, kw_only=True):
    """A change of players."""

    side: SideName
    off: str
    on: str
    minute: str
    period: int
    seconds: float


class ShootOutKick(_Part, frozen=True, kw_only=True):
    """A kick of a shoot-out: `order` from 1, `score` the (home, away) kicks scored so far, this one included."""

    order: int
    side: SideName
    player: str
    outcome: Literal["scored", "saved", "missed"]
    score: tuple[int, int]


class ReportShot(_Part, frozen=True, kw_only=True):
    """An attempt at goal; own goals are none. `xg` is the one that the report uses."""

    index: int
    side: SideName
    player: str
    minute: str
    period: int
    seconds: float
    x: float | None
    y: float | None
    xg: float | None
    own_xg: float | None
    provider_xg: float | None
    body_part: str | None
    set_piece: str | None
    counter: bool
    big_chance: bool
    outcome: str | None


class Counter(_Part, frozen=True, kw_only=True):
    """A counter-attack and what came of it."""

    side: SideName
    minute: str
    period: int
    seconds: float
    duration: float
    start_x: float
    metres: float | None
    shot: bool
    goal: bool
    player: str


class Turnover(_Part, frozen=True, kw_only=True):
    """A ball won high, within 40 m of the opponent's goal, and what came of it."""

    side: SideName
    minute: str
    period: int
    seconds: float
    x: float
    y: float
    shot: bool
    goal: bool


class PitchPlace(_Part, frozen=True, kw_only=True):
    """Where something was done, in the acting side's direction of attack."""

    kind: str
    player: str
    minute: str
    x: float
    y: float


class ReportMoment(_Part, frozen=True, kw_only=True):
    """The front-foot index at one moment: 0 = league average, 1 = one standard deviation; 90% interval."""

    period: int
    seconds: float
    value: float
    low: float
    high: float


class Cell(_Part, frozen=True, kw_only=True):
    """One measure of one side in one window.

    `numerator` and `denominator` are the counts behind it; `low` and `high` its 90% interval where one is given.
    `value` is None where the window holds nothing to divide by or the provider does not record what is needed;
    `reason` then says which.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    reason: str = ""


def cell(
    value: float | None,
    *,
    low: float | None = None,
    high: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    reason: str = "",
) -> Cell:
    """A cell with its figures rounded to six decimals, so that the last bits of a sum never show in a document."""
    return Cell(
        value=figure(value),
        low=figure(low),
        high=figure(high),
        numerator=figure(numerator),
        denominator=figure(denominator),
        reason=reason,
    )


def figure(value: float | None, places: int = 6) -> float | None:
    """A number rounded, or none where there is none (null or NaN)."""
    return None if value is None or value != value else round(float(value), places) + 0.0


class ReportWindow(_Part, frozen=True, kw_only=True):
    """A part of the match: `seconds` of play; `key` names it in `Side.measures`."""

    key: str
    label: str
    seconds: float


class ReportMeasure(_Part, frozen=True, kw_only=True):
    """What a measure is: its unit, how it is shown ("share" as a percentage, "count" or "number"), what it means.

    `sample` says what the counts behind it are: "numerator / denominator" in words, "denominator" alone, or nothing.
    """

    key: str
    group: str
    label: str
    unit: str = ""
    form: Literal["number", "share", "count"]
    decimals: int
    sample: str = ""
    about: str


class Conceded(_Part, frozen=True, kw_only=True):
    """Penalties conceded, against what the leagues' rate per opponent box entry leads one to expect.

    `low` and `high` hold the middle 90% of such matches (Poisson).
    """

    penalties: int
    box_entries: int
    expected: float
    low: int
    high: int


class ReportSide(_Part, frozen=True, kw_only=True):
    """The figures of one side over the whole match, and by window (`measures[window][measure]`)."""

    team: str
    goals: int
    ppda: float | None
    front_foot: float | None
    front_foot_interval: tuple[float, float] | None
    xg: float | None
    measures: dict[str, dict[str, Cell]]
    strip: tuple[ReportMoment, ...]
    press: tuple[PitchPlace, ...]
    regains: tuple[PitchPlace, ...]
    zones: tuple[tuple[int, ...], ...]
    conceded: Conceded | None


class Sides(_Part, frozen=True, kw_only=True):
    """Both sides."""

    home: ReportSide
    away: ReportSide


class Note(_Part, frozen=True, kw_only=True):
    """Something that was put right in the record, or found wrong and left."""

    rule: str
    what: str
    events: int
    level: Literal["repaired", "note", "warning", "error"]


class Player(_Part, frozen=True, kw_only=True):
    """A player: `minutes` of play, and the figures by name; None if the provider does not record one.

    What each figure counts stands in `frontfoot.players.definitions.FIGURES`.
    """

    player: str
    side: SideName
    name: str
    shirt: int | None
    position: str | None
    starter: bool
    minutes: float
    figures: dict[str, float | None]


class Starter(_Part, frozen=True, kw_only=True):
    """A player of the starting eleven."""

    name: str
    shirt: int | None
    position: str | None


class LineUpChange(_Part, frozen=True, kw_only=True):
    """A change of a side: a substitution, another formation, a sending-off. `text` says which."""

    kind: Literal["substitution", "formation", "sending_off"]
    minute: str
    period: int
    seconds: float
    text: str


class LineUp(_Part, frozen=True, kw_only=True):
    """The starters of a side, its formation, and the changes.

    `estimated`: the record names no line-ups; who started and who came on when is told from touches of the ball.
    """

    formation: str | None
    estimated: bool
    starters: tuple[Starter, ...]
    changes: tuple[LineUpChange, ...]


class LineUps(_Part, frozen=True, kw_only=True):
    """Both sides."""

    home: LineUp
    away: LineUp


class ExpectedGoals(_Part, frozen=True, kw_only=True):
    """Totals of the match, (home, away), by our model and by the provider.

    `used` says which of them stand in the headline and every sum; `provider` is None where it does not state one for
    every shot; `model` names the fitted file made from this provider's events, None where there is none.
    """

    used: Literal["own", "provider"]
    model: str | None
    own: tuple[float | None, float | None]
    provider: tuple[float | None, float | None] | None
    text: str


class NormsNote(_Part, frozen=True, kw_only=True):
    """Whose matches put the front-foot index on its scale: None where there are none for this provider.

    `matches` is how many they are; without norms zero is not the average of the provider's matches.
    """

    standardised: bool
    provider: str | None
    matches: int | None
    text: str


class Tilt(_Part, frozen=True, kw_only=True):
    """Both sides' final-third passes in one minute of play."""

    period: int
    seconds: float
    home: int
    away: int


class Absent(_Part, frozen=True, kw_only=True):
    """A measure that this provider's data do not allow, and why."""

    measure: str
    reason: str


class TermNotes(_Part, frozen=True, kw_only=True):
    """The owner of the data and the terms of use."""

    provider: str
    text: str
    link: str = ""


class Method(_Part, frozen=True, kw_only=True):
    """The method of one figure of the page."""

    name: str
    text: str


class PeriodStart(_Part, frozen=True, kw_only=True):
    """Where a period starts in the video, in seconds; `stated` is false where it is assumed from the usual breaks."""

    period: int
    seconds: float
    stated: bool


class Video(_Part, frozen=True, kw_only=True):
    """The video of the match: `address` is percent-encoded, a path in it starts at the folder of the page.

    A moment lies `seconds` of its own after the start of its period; the page links `address#t=SECONDS`.
    """

    address: str
    starts: tuple[PeriodStart, ...]


class Story(_Part, frozen=True, kw_only=True):
    """The content of a report of a match.

    `score` is counted from the events, extra time included and the shoot-out not, `stated_score` what the file says,
    where it does. `after_90` is the score after 90 minutes of a match that went on, null of any other. `state` says
    whether the match is over, `until` the minute at which the record ends. `tie` is there when a tie file was given
    with the match, `video` when its video was.
    """

    schema: Literal["frontfoot.match"]
    schema_version: int
    frontfoot: str
    home: str
    away: str
    score: tuple[int, int]
    state: Literal["half-time", "in play", "finished"]
    until: str
    stated_score: tuple[int, int] | None
    half_time: tuple[int, int] | None
    after_90: tuple[int, int] | None
    extra_time: bool
    shoot_out: tuple[int, int] | None
    kicks: tuple[ShootOutKick, ...]
    headline: str
    standfirst: tuple[str, ...]
    competition: str
    season: str
    date: str
    venue: str
    provider: str
    match_id: str
    sources: tuple[str, ...]
    periods: tuple[Span, ...]
    sides: Sides
    windows: tuple[ReportWindow, ...]
    measures: tuple[ReportMeasure, ...]
    goals: tuple[Goal, ...]
    cards: tuple[Card, ...]
    substitutions: tuple[Substitution, ...]
    shots: tuple[ReportShot, ...]
    expected_goals: ExpectedGoals
    players: tuple[Player, ...]
    line_ups: LineUps
    norms: NormsNote
    counters: tuple[Counter, ...]
    high_turnovers: tuple[Turnover, ...]
    penalties: tuple[ReportShot, ...]
    tilt: tuple[Tilt, ...]
    repairs: tuple[Note, ...]
    findings: tuple[Note, ...]
    not_recorded: tuple[Absent, ...]
    terms: TermNotes
    methods: tuple[Method, ...]
    tie: TieStory | None = None
    video: Video | None = None


def schema_text() -> str:
    """The JSON schema (draft 2020-12) of the document, as it stands in `match.schema.json`."""
    schema = msgspec.json.encode(msgspec.json.schema(Story), order="deterministic")
    return msgspec.json.format(schema, indent=1).decode() + "\n"


def encode(story: Story) -> bytes:
    """The JSON document: UTF-8, two-space indentation, a final newline; same story, same bytes."""
    return msgspec.json.format(msgspec.json.encode(story), indent=2) + b"\n"
