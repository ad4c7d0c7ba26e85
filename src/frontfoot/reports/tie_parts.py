"""What is told about the tie that a match belongs to: a part of the document, see `frontfoot.reports.document`."""

from __future__ import annotations

from typing import Literal

import msgspec

from frontfoot.ties.rounds import LAST_ROUNDS


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the document."""


class TiePoint(_Part, frozen=True, kw_only=True):
    """Odds of each side at a moment: of going through, or of winning where a draw can stand (the rest is the draw)."""

    period: int
    seconds: float
    home: float
    away: float


class TieSwing(_Part, frozen=True, kw_only=True):
    """A goal or a sending-off, with the home side's odds right before and right after it."""

    side: Literal["home", "away"]
    minute: str
    period: int
    seconds: float
    text: str
    before: float
    after: float


class Estimated(_Part, frozen=True, kw_only=True):
    """A figure with its 90% interval."""

    value: float
    low: float
    high: float


class Index(_Part, frozen=True, kw_only=True):
    """The front-foot index over a stretch of so many minutes of play, with its 90% interval."""

    minutes: float
    value: float
    low: float
    high: float


class Design(_Part, frozen=True, kw_only=True):
    """One design of the evidence: what it does, its known weakness, and how many matches and spells it rests on."""

    name: str
    title: str
    caution: str
    matches: int
    spells: int


class Rung(_Part, frozen=True, kw_only=True):
    """What one design says here.

    `own` and `opponent` are the relative changes of the two sides' goals per standard deviation of approach (0.05 is
    5% more); `press_less_drop` is what pressing is worth more than dropping back.
    """

    design: str
    own: Estimated
    opponent: Estimated
    press_less_drop: Estimated


class BreakEvenPoint(_Part, frozen=True, kw_only=True):
    """Relative changes of own and opponent's goals at which pressing and dropping are worth the same.

    `opponent` is None where no change up to twelvefold makes up for `own`.
    """

    own: float
    opponent: float | None


class Weighing(_Part, frozen=True, kw_only=True):
    """What a side did around a moment, and what each plan from there was worth to it.

    `before` is its index from the last such moment (or kick-off) to this one, `after` that from here to the next (or
    the end). `press`, `hold` and `drop` are odds or league points, `stake` is in the same unit; the main design comes
    first in `ladder`.
    """

    team: str
    lead: int
    before: Index | None
    after: Index | None
    press: Estimated
    hold: Estimated
    drop: Estimated
    press_less_drop: Estimated
    stake: float
    verdict: str
    sentence: str
    condition: str
    ladder: tuple[Rung, ...]
    break_even: tuple[BreakEvenPoint, ...]


class Crossroads(_Part, frozen=True, kw_only=True):
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
    home: Weighing
    away: Weighing


class Tie(_Part, frozen=True, kw_only=True):
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
    designs: tuple[Design, ...]
    crossroads: tuple[Crossroads, ...]

    @property
    def last(self) -> bool:
        """Whether nothing follows (a final, a league match): it is won, and nobody goes through to anything."""
        return self.round in LAST_ROUNDS or self.payoff == "points"
