"""Players and line-ups, as parts of the document, see `frontfoot.reports.document`."""

from __future__ import annotations

from typing import Literal

from frontfoot.reports.event_parts import ReportPart, SideName


class Player(ReportPart, frozen=True, kw_only=True):
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


class Starter(ReportPart, frozen=True, kw_only=True):
    """A player of the starting eleven."""

    name: str
    shirt: int | None
    position: str | None


class LineUpChange(ReportPart, frozen=True, kw_only=True):
    """A change of a side: a substitution, another formation, a sending-off. `text` says which."""

    kind: Literal["substitution", "formation", "sending_off"]
    minute: str
    period: int
    seconds: float
    text: str


class LineUp(ReportPart, frozen=True, kw_only=True):
    """The starters of a side, its formation, and the changes.

    `estimated`: the record names no line-ups; starters and substitutes are estimated from touches of the ball.
    """

    formation: str | None
    estimated: bool
    starters: tuple[Starter, ...]
    changes: tuple[LineUpChange, ...]


class LineUps(ReportPart, frozen=True, kw_only=True):
    """Both sides."""

    home: LineUp
    away: LineUp
