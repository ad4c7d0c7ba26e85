"""Where a tie stands by its ledger: the values that the fold makes and everything shown is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from frontfoot.board.entries import FrontFoot, Happening
from frontfoot.goals.clock import LONGEST_STOPPAGE, Moment, regular_length
from frontfoot.ties.file import Event, TieFile
from frontfoot.ties.settle import Settlement
from frontfoot.ties.shoot_out import ShootOut

Phase: TypeAlias = Literal["before", "play", "break", "shoot-out", "over"]


@dataclass(frozen=True, slots=True)
class ClockState:
    """The clock: at `at` (seconds since the epoch) it showed `second` of `period`, and runs since or stands.

    `speed` is seconds of the match in a second.

    >>> ClockState(1, 60.0, True, 100.0).moment(130.0)
    Moment(period=1, second=90.0)
    """

    period: int = 1
    second: float = 0.0
    running: bool = False
    at: float = 0.0
    speed: float = 1.0

    def moment(self, now: float) -> Moment:
        """What it shows at `now`; it never runs further than the longest stoppage there can be."""
        gone = self.speed * max(now - self.at, 0.0) if self.running else 0.0
        return Moment(self.period, min(self.second + gone, regular_length(self.period) + LONGEST_STOPPAGE))


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it counts.

    Attributes:
        id: of the entry.
        sequence: its place in the ledger.
        entry: what it says after its corrections.
        event: what it is in the tie's timeline; None for clock and measures.
        leg: number of the match.
    """

    id: str
    sequence: int
    entry: Happening
    leg: int
    event: Event | None


@dataclass(frozen=True, slots=True)
class State:
    """A tie by its ledger.

    Attributes:
        file: the tie; matches that are over carry their score, and each its events in order of play.
        told: the entries behind the events of the matches played on the board, by match, in the same order.
        leg: the match under way, else the next, else the last.
        phase: of that match: before kick-off, in play, between periods, in the shoot-out, or over.
        clock: of that match.
        score, men: of that match, home side first.
        last: the latest moment that an event of that match speaks of.
        shoot_out: once there is one.
        stoppage: announced minutes by period of that match.
        strip: front-foot measures of all matches, in order of play.
        settlement: who goes through, or why that is open.
        problems: entries that contradict one another, in words; nothing of them is lost.
        revision: place in the ledger of the last entry.
    """

    file: TieFile
    told: tuple[tuple[Told, ...], ...]
    leg: int
    phase: Phase
    clock: ClockState
    score: tuple[int, int]
    men: tuple[int, int]
    last: Moment
    shoot_out: ShootOut | None
    stoppage: dict[int, int]
    strip: tuple[FrontFoot, ...]
    settlement: Settlement
    problems: tuple[str, ...]
    revision: int

    def moment(self, now: float) -> Moment:
        """The moment of the match at `now`: what the clock shows, or the last event where that is later."""
        return max(self.clock.moment(now), self.last)
