"""`Sequences`: the sequences of a match as arrays, computed by `cutting`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from frontfoot.approach import conventions as conv
from frontfoot.match.play import Bools, Floats, Ints
from frontfoot.match.schema import SET_PIECES

STARTS: Final = (*SET_PIECES, "open_play")
ENDS: Final = ("shot", "stoppage", "opponent", "period")
OPEN_PLAY: Final = STARTS.index("open_play")
IN_PLAY: Final = (OPEN_PLAY, STARTS.index("throw_in"), STARTS.index("goal_kick"))


@dataclass(frozen=True, slots=True)
class Sequences:
    """All sequences of a match, one array per column, in order of play.

    Attributes:
        first, last: rows (of `Play`) of the first and the last action.
        period, side: as in `Play`.
        start, end: seconds since the start of the period.
        start_x, start_y, end_x, end_y: metres; the end is where the last action was, or its completed
            pass arrived.
        starts_with: position in `STARTS`.
        ends_with: position in `ENDS`.
        actions, passes, completed: controlled actions, attempted passes and completed passes.
        control: the side gained control, so the sequence belongs to a possession.
        regain: first sequence of a possession that was won in open play, without a stoppage before it.
        possession: number of the possession, -1 without control.
        goal: a shot in it was scored.
        box: it holds a touch in the opponent's box.
        counter, direct: counter-attack; direct attack.
        loss, counterpress: ended by an opponent's touch in the attacking 60%; won back within 5 s.
        entries: times the ball went into the box.
        row: for every row of `Play`, the number of its sequence, or -1.
    """

    first: Ints
    last: Ints
    period: Ints
    side: Ints
    start: Floats
    end: Floats
    start_x: Floats
    start_y: Floats
    end_x: Floats
    end_y: Floats
    starts_with: Ints
    ends_with: Ints
    actions: Ints
    passes: Ints
    completed: Ints
    control: Bools
    regain: Bools
    possession: Ints
    goal: Bools
    box: Bools
    counter: Bools
    direct: Bools
    loss: Bools
    counterpress: Bools
    entries: Ints
    row: Ints

    @property
    def open_play(self) -> Bools:
        """First touch in play, or a throw-in or goal kick; not a corner, free kick, kick-off or penalty [conv]."""
        open_play: Bools = np.isin(self.starts_with, IN_PLAY)
        return open_play

    @property
    def shot(self) -> Bools:
        """The sequence ended with a shot."""
        ended: Bools = self.ends_with == ENDS.index("shot")
        return ended

    @property
    def high_turnover(self) -> Bools:
        """A regain within 40 m of the opponent's goal (Opta)."""
        return self.regain & (self.start_x >= conv.HIGH_TURNOVER_START)

    @property
    def pressed(self) -> Bools:
        """At most three passes, in open play, ending within 40 m of its own goal (Opta)."""
        short = (self.passes <= conv.PRESSED_PASSES) & (self.end_x <= conv.PRESSED_END)
        return self.open_play & short & ~self.shot

    @property
    def build_up(self) -> Bools:
        """Build-up attack: ten or more passes to a shot or a touch in the box (Opta)."""
        return self.open_play & (self.passes >= conv.BUILD_UP_PASSES) & (self.shot | self.box)
