"""Wyscout v2's numbers for events and tags, mapped to the event table.

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

ATTACKING_DUEL: Final = 11
CORNER: Final = 30
LEAVING_LINE: Final = 40
TOUCH: Final = 72
HEAD_PASS: Final = 82

# Groups of sub-events.
GROUPS: Final[dict[str, tuple[int, ...]]] = {
    "is_duel": (10, 11, 12, 13),
    # Bookings without an offence in play: a card shown late, an incident off the ball, protest, time wasting.
    "is_booking": (22, 23, 24, 26),
    "is_cross": (32, 80),
    "is_high": (83, 84),
    "is_plain": (70, 71, 72),  # accurate or not, without being passes
    "is_save": (90, 91),
    "is_thrown": (36, 81),
}


def _one(number: int) -> range:
    return range(number, number + 1)


TAGS: Final[dict[str, range]] = {
    "goal": _one(101),
    "own_goal": _one(102),
    "assist": _one(301),
    "key_pass": _one(302),
    "left_foot": _one(401),
    "right_foot": _one(402),
    "head": _one(403),
    "duel_lost": _one(701),
    "duel_neutral": _one(702),
    "duel_won": _one(703),
    "high": _one(801),
    "through": _one(901),
    "on_target": range(1201, 1210),
    "off_target": range(1210, 1217),
    "post": range(1217, 1224),
    "missed_ball": _one(1302),
    "interception": _one(1401),
    "sliding": _one(1601),
    "red": _one(1701),
    "yellow": _one(1702),
    "second_yellow": _one(1703),
    "accurate": _one(1801),
    "inaccurate": _one(1802),
    "counter_attack": _one(1901),
    "blocked": _one(2101),
}

PERIODS: Final = {"1H": 1, "2H": 2, "E1": 3, "E2": 4, "P": 5}
