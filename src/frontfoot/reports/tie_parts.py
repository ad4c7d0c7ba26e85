"""The tie that a match belongs to, as a part of the document, see `frontfoot.reports.document`."""

from __future__ import annotations

from typing import Literal

from frontfoot.decisions.advice import Advice
from frontfoot.reports.event_parts import ReportPart


class TiePoint(ReportPart, frozen=True, kw_only=True):
    """Odds of each side at a moment: of going through, or of winning where a draw can stand (the rest is the draw)."""

    period: int
    seconds: float
    home: float
    away: float


class TieSwing(ReportPart, frozen=True, kw_only=True):
    """A goal or a sending-off, with the home side's odds right before and right after it."""

    side: Literal["home", "away"]
    minute: str
    period: int
    seconds: float
    text: str
    before: float
    after: float


class TieIndex(ReportPart, frozen=True, kw_only=True):
    """The front-foot index over a stretch of so many minutes of play, with its 90% interval."""

    minutes: float
    value: float
    low: float
    high: float


class Choice(ReportPart, frozen=True, kw_only=True):
    """What a side did around a moment, and the advice for it there.

    `before` is its index from the last such moment (or kick-off) to this one, `after` that from here to the next (or
    the end).
    """

    team: str
    before: TieIndex | None
    after: TieIndex | None
    advice: Advice


class Crossroads(ReportPart, frozen=True, kw_only=True):
    """Half-time, or the moment right after a goal of regulation time.

    `decider` is the side whose decision the page tells in full: the leader of the tie, at level the home side.
    """

    label: str
    minute: str
    period: int
    seconds: float
    score: tuple[int, int]
    men: tuple[int, int]
    decider: Literal["home", "away"]
    home: Choice
    away: Choice


class TieStory(ReportPart, frozen=True, kw_only=True):
    """The tie: its odds through this match, and what approach was worth at half-time and at each goal.

    `payoff` is "through" (odds of going through) or "points" (a league match, 3-1-0).
    """

    competition: str
    season: int
    round: str
    leg: int
    rules: str
    payoff: Literal["through", "points"]
    rates_from: str
    sentence: str
    points: tuple[TiePoint, ...]
    swings: tuple[TieSwing, ...]
    crossroads: tuple[Crossroads, ...]

    @property
    def last(self) -> bool:
        """Whether nothing follows (a final, a league match): it is won, and nobody goes through to anything."""
        from frontfoot.ties.rounds import LAST_ROUNDS

        return self.round in LAST_ROUNDS or self.payoff == "points"
