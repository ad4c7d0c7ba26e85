"""Wyscout v2's numbers for events and tags, and what they are in our table.

Source: the data dictionary of Pappalardo et al., "A public data set of spatio-temporal match events in soccer
competitions", Scientific Data 6, 236 (2019).
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """One sub-event of Wyscout v2."""

    name: str
    kind: str
    set_piece: str | None = None
    touched: bool | None = True


# Keyed by the sub-event; the two events that may come without one stand under ten times their event number.
CODES: Final[dict[int, Code]] = {
    10: Code("Air duel", "aerial", touched=None),
    11: Code("Ground attacking duel", "take_on"),
    12: Code("Ground defending duel", "tackle", touched=None),
    13: Code("Ground loose ball duel", "loose_ball", touched=None),
    20: Code("Foul", "foul", touched=False),
    21: Code("Hand foul", "foul"),
    22: Code("Late card foul", "foul", touched=False),
    23: Code("Out of game foul", "foul", touched=False),
    24: Code("Protest", "foul", touched=False),
    25: Code("Simulation", "foul", touched=False),
    26: Code("Time lost foul", "foul", touched=False),
    27: Code("Violent Foul", "foul", touched=False),
    30: Code("Corner", "pass", "corner"),
    31: Code("Free Kick", "pass", "free_kick"),
    32: Code("Free kick cross", "pass", "free_kick"),
    33: Code("Free kick shot", "shot", "free_kick"),
    34: Code("Goal kick", "pass", "goal_kick"),
    35: Code("Penalty", "shot", "penalty"),
    36: Code("Throw in", "pass", "throw_in"),
    40: Code("Goalkeeper leaving line", "keeper", touched=None),
    50: Code("Ball out of the field", "out", touched=False),
    51: Code("Whistle", "out", touched=False),
    60: Code("Offside", "offside", touched=False),
    70: Code("Acceleration", "touch"),
    71: Code("Clearance", "clearance"),
    72: Code("Touch", "touch"),
    80: Code("Cross", "pass"),
    81: Code("Hand pass", "pass"),
    82: Code("Head pass", "pass"),
    83: Code("High pass", "pass"),
    84: Code("Launch", "pass"),
    85: Code("Simple pass", "pass"),
    86: Code("Smart pass", "pass"),
    90: Code("Reflexes", "keeper"),
    91: Code("Save attempt", "keeper"),
    100: Code("Shot", "shot"),
}
UNKNOWN: Final = Code("Unknown", "other", touched=None)

# Bookings that come without an offence in play: protest, time wasting, a card shown late, an incident off the ball.
BOOKINGS: Final = (22, 23, 24, 26)

OFFSIDE: Final = 6
SAVES: Final = (90, 91)
LEAVING_LINE: Final = 40
CORNER: Final = 30

GOAL: Final = 101
OWN_GOAL: Final = 102
ASSIST: Final = 301
KEY_PASS: Final = 302
LEFT_FOOT: Final = 401
RIGHT_FOOT: Final = 402
HEAD: Final = 403
DUEL_LOST: Final = 701
DUEL_NEUTRAL: Final = 702
DUEL_WON: Final = 703
HIGH: Final = 801
THROUGH: Final = 901
ON_TARGET: Final = range(1201, 1210)
OFF_TARGET: Final = range(1210, 1217)
POST: Final = range(1217, 1224)
MISSED_BALL: Final = 1302
INTERCEPTION: Final = 1401
SLIDING: Final = 1601
RED_CARD: Final = 1701
YELLOW_CARD: Final = 1702
SECOND_YELLOW: Final = 1703
ACCURATE: Final = 1801
INACCURATE: Final = 1802
COUNTER_ATTACK: Final = 1901
BLOCKED: Final = 2101

PERIODS: Final = {"1H": 1, "2H": 2, "E1": 3, "E2": 4, "P": 5}
