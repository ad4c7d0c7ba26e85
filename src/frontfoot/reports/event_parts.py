"""What happened in a match and when, as parts of the document, see `frontfoot.reports.document`.

Units: metres, seconds from the start of the period; `minute` is the running minute ("45+2'").
"""

from __future__ import annotations

from typing import Literal, Protocol, TypedDict, TypeVar

import msgspec

from frontfoot.core.minute import minute_of_event

SideName = Literal["home", "away"]
_T_co = TypeVar("_T_co", covariant=True)


class BothSides(Protocol[_T_co]):
    """Anything that has one value of the home side and one of the away side."""

    @property
    def home(self) -> _T_co:
        """Of the home side."""

    @property
    def away(self) -> _T_co:
        """Of the away side."""


def of_side(both: BothSides[_T_co], side: SideName) -> _T_co:
    """The value of a side: its name, of a match; its figures, of the figures of both."""
    return both.home if side == "home" else both.away


class ReportPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the document."""


class WhenPlayed(TypedDict):
    """The fields that say when something happened: the running minute, the period, and seconds since it began."""

    minute: str
    period: int
    seconds: float


def when(period: int, seconds: float) -> WhenPlayed:
    """When something happened, as fields of a part of the document."""
    return {"minute": minute_of_event(period, seconds), "period": period, "seconds": round(seconds, 3)}


class Span(ReportPart, frozen=True, kw_only=True):
    """A period of play: 1, 2 halves; 3, 4 extra time; 5 shoot-out. `seconds` is its real length."""

    number: int
    seconds: float


class Goal(ReportPart, frozen=True, kw_only=True):
    """A goal, as it counts: `side` is the side it counts for, `score` the score after it, (home, away)."""

    side: SideName
    player: str
    minute: str
    period: int
    seconds: float
    how: Literal["goal", "penalty", "own_goal"]
    score: tuple[int, int]
    xg: float | None


class Card(ReportPart, frozen=True, kw_only=True):
    """A card.

    `on_pitch`: whether the player was on the pitch, null if the record does not show it; `costs_man`: whether the side
    has one player less from then on; `men`: (home, away) players on the pitch after it.
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


class Substitution(ReportPart, frozen=True, kw_only=True):
    """A change of players."""

    side: SideName
    off: str
    on: str
    minute: str
    period: int
    seconds: float


class ShootOutKick(ReportPart, frozen=True, kw_only=True):
    """A kick of a shoot-out: `order` from 1, `score` the (home, away) kicks scored so far, this one included."""

    order: int
    side: SideName
    player: str
    outcome: Literal["scored", "saved", "missed"]
    score: tuple[int, int]


class ReportShot(ReportPart, frozen=True, kw_only=True):
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


class Counter(ReportPart, frozen=True, kw_only=True):
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


class Turnover(ReportPart, frozen=True, kw_only=True):
    """A ball won high, within 40 m of the opponent's goal, and what came of it."""

    side: SideName
    minute: str
    period: int
    seconds: float
    x: float
    y: float
    shot: bool
    goal: bool


class PitchPlace(ReportPart, frozen=True, kw_only=True):
    """Where something was done, in the acting side's direction of attack."""

    kind: str
    player: str
    minute: str
    x: float
    y: float


class Tilt(ReportPart, frozen=True, kw_only=True):
    """Both sides' final-third passes in one minute of play."""

    period: int
    seconds: float
    home: int
    away: int


class PeriodStart(ReportPart, frozen=True, kw_only=True):
    """Where a period starts in the video, in seconds; `stated` is false where it is assumed from the usual breaks."""

    period: int
    seconds: float
    stated: bool


class Video(ReportPart, frozen=True, kw_only=True):
    """The video of the match: `address` is percent-encoded, a path in it starts at the folder of the page.

    A moment lies `seconds` of its own after the start of its period; the page links `address#t=SECONDS`.
    """

    address: str
    starts: tuple[PeriodStart, ...]
