"""PFF's codes, mapped to the terms of Frontfoot."""

from __future__ import annotations

from typing import Final

SET_PIECES: Final = {
    "C": "corner",
    "F": "free_kick",
    "G": "goal_kick",
    "K": "kick_off",
    "P": "penalty",
    "T": "throw_in",
}
"""`setpieceType`; a drop ball (D) and open play (O) are not restarts in the event table."""

SHOTS: Final = {
    "G": "goal",
    "S": "saved",
    "F": "off_target",  # saved, but it was going wide
    "B": "blocked",
    "C": "blocked",
    "L": "blocked",  # cleared off the line
    "O": "off_target",
}
"""`shotOutcomeType`."""

TECHNIQUES: Final = {"B": "overhead_kick", "D": "diving_header", "L": "lob", "V": "volley"}
"""`shotType`; the other values state the part of the foot."""

CARDS: Final = {"Y": "yellow", "S": "second_yellow", "R": "red"}
"""`finalFoulOutcomeType`; F is no foul, N none with a card, W a warning."""

COMPLETE: Final = "C"
STOPPED: Final = "S"
"""Outcomes of passes and crosses; a stopped one neither came nor failed to come."""

INTERCEPTED: Final = "D"
BLOCKED: Final = "B"

BROKE_OFF: Final = frozenset({"L", "C"})
"""`ballCarryOutcome`: the ball was lost, or a challenge ended the carry."""

FAILED_TOUCHES: Final = frozenset({"C", "F", "G", "H", "L", "P", "S"})
"""`touchType`: a touch that was to be something else, or one too heavy."""

PRESSED: Final = {"P": "success", "A": "failure"}
"""`pressureType`: the player was pressed, or an opponent attempted to press; L only closes a passing lane."""

PERIOD_ENDS: Final = "END"
SUBSTITUTION: Final = "SUB"
OUT: Final = "OUT"
WOODWORK: Final = "G"
"""`gameEventType`."""

SCORED: Final = {"H": "home", "A": "away"}
"""`outType` of a ball that went out because it was in a goal."""

AERIAL: Final = "A"
DRIBBLE: Final = "D"
"""`challengeType`."""


def body_part(letters: str | None) -> str | None:
    """`bodyType` in our words: the first letter is the side, the second the part.

    >>> body_part("R"), body_part("LB"), body_part("HE"), body_part("CH"), body_part(None)
    ('right_foot', 'left_foot', 'head', 'other', None)
    """
    if not letters or letters == "VM":
        return None
    return {
        **dict.fromkeys(("R", "RB"), "right_foot"),
        **dict.fromkeys(("L", "LB"), "left_foot"),
        "HE": "head",
    }.get(letters, "other")
