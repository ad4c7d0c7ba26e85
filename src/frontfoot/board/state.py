"""The state of a tie by its ledger, from which everything shown is made."""

from __future__ import annotations

from dataclasses import dataclass

from frontfoot.goals.clock import Moment
from frontfoot.ties.course import Stoppages
from frontfoot.ties.entry import FrontFootEntry
from frontfoot.ties.match_clock import ClockState
from frontfoot.ties.settle import Settlement
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.tie_course import Phase
from frontfoot.ties.tie_file import TieFile


@dataclass(frozen=True, slots=True)
class BoardState:
    """A tie by its ledger.

    Attributes:
        file: the tie; matches that are over carry their score, and each its events in order of play.
        leg: the match under way, else the next, else the last.
        phase: of that match: before kick-off, in play, between periods, in the shoot-out, or over.
        clock: of that match.
        score, men: of that match, home side first.
        last: the latest moment of an event of that match.
        shoot_out: once there is one.
        stoppages: announced minutes of that match, by period.
        strip: front-foot measures of all matches, in order of play.
        settlement: who goes through, or why that is open.
        problems: entries that contradict one another, in words; they stay in the ledger.
        revision: place in the ledger of the last entry.
    """

    file: TieFile
    leg: int
    phase: Phase
    clock: ClockState
    score: tuple[int, int]
    men: tuple[int, int]
    last: Moment
    shoot_out: ShootOut | None
    stoppages: Stoppages
    strip: tuple[FrontFootEntry, ...]
    settlement: Settlement
    problems: tuple[str, ...]
    revision: int

    def moment(self, now: float) -> Moment:
        """The moment of the match at `now`: the reading of the clock, or the last event if it is later."""
        return max(self.clock.moment(now), self.last)
