"""The conventions of the approach measures, in one place: zones, times and thresholds.

Positions are metres in the acting side's own direction of attack on a pitch of 105 x 68 m. Marks as in the docs:
[src] stated by the provider or author who named the measure, [conv] ours where the source is silent.
"""

from __future__ import annotations

from typing import Final

from frontfoot.match.play import Bools, Floats
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

BUILD_UP_END: Final = 0.60 * PITCH_LENGTH
"""A side builds up in its own 60% of the pitch (PPDA of Trainor 2014, Understat, Wyscout) [src]."""

PRESSING_START: Final = PITCH_LENGTH - BUILD_UP_END
"""The same line seen by the pressing side: 42 m from its own goal [src]."""

THIRD: Final = PITCH_LENGTH / 3
"""A side's own third ends here; Opta's PPDA leaves out the pressing side's defensive third [src]."""

FINAL_THIRD: Final = PITCH_LENGTH - THIRD
"""The final third starts here."""

HALF: Final = PITCH_LENGTH / 2

HIGH_TURNOVER_START: Final = PITCH_LENGTH - 40.0
"""High turnover (Opta): an open-play possession that starts within 40 m of the opponent's goal [src]."""

PRESSED_END: Final = 40.0
"""Pressed sequence (Opta): it ends within 40 m of its own goal ... [src]"""

PRESSED_PASSES: Final = 3
"""... after at most three passes [src]."""

COUNTERPRESS_SECONDS: Final = 5.0
"""Counter-press: the ball is won back within five seconds [src]; losses in the attacking 60% [conv]."""

COUNTER_SECONDS: Final = 15.0
"""Counter-attack: from a regain in the own half into the final third or to a shot within 15 s ... [conv]"""

COUNTER_FORWARD: Final = 0.5
"""... with at least half of the ball's path going forward [conv]."""

DIRECT_SPEED_SECONDS: Final = 1.0
"""Direct speed is taken over sequences longer than one second [src]."""

BUILD_UP_PASSES: Final = 10
"""Build-up attack (Opta): ten or more passes to a shot or a touch in the box [src]."""

LAST_PASS_SECONDS: Final = 3.0
"""A sequence that ends with a pass ends when the next touch is made, but at most this long after the pass [conv]."""

BOX_START: Final = PITCH_LENGTH - 16.5
BOX_LOW: Final = PITCH_WIDTH / 2 - 20.16
BOX_HIGH: Final = PITCH_WIDTH / 2 + 20.16
"""The opponent's penalty area (IFAB Law 1: 16.5 m deep, 40.32 m wide)."""


def in_box(x: Floats, y: Floats) -> Bools:
    """Which places lie in the opponent's penalty area."""
    inside: Bools = (x >= BOX_START) & (y >= BOX_LOW) & (y <= BOX_HIGH)
    return inside
