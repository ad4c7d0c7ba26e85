"""StatsBomb's numbers for events and their details, mapped to the event table.

Source: "StatsBomb Open Data Specification" v1.1 and "StatsBomb Events" v4 (the documents beside the open data).
"""

from __future__ import annotations

from typing import Final

PASS: Final = 30
SHOT: Final = 16
CARRY: Final = 43
DRIBBLE: Final = 14
DRIBBLED_PAST: Final = 39
DUEL: Final = 4
FIFTY_FIFTY: Final = 33
INTERCEPTION: Final = 10
RECOVERY: Final = 2
KEEPER: Final = 23
RECEIPT: Final = 42
SUBSTITUTION: Final = 19
CLEARANCE: Final = 9
MISCONTROL: Final = 38
FOUL: Final = 22
FOUL_WON: Final = 21
BAD_BEHAVIOUR: Final = 24
STARTING_XI: Final = 35
HALF_END: Final = 34
TACTICAL_SHIFT: Final = 36

# Event -> kind. Those without a kind of their own (line-ups, tactical shifts, cameras) are "other".
KINDS: Final = {
    PASS: "pass",
    SHOT: "shot",
    CARRY: "carry",
    DRIBBLE: "take_on",
    DRIBBLED_PAST: "tackle",
    DUEL: "tackle",
    FIFTY_FIFTY: "loose_ball",
    INTERCEPTION: "interception",
    RECOVERY: "recovery",
    CLEARANCE: "clearance",
    6: "block",
    17: "pressure",
    FOUL: "foul",
    FOUL_WON: "foul_won",
    8: "offside",
    BAD_BEHAVIOUR: "card",
    KEEPER: "keeper",
    RECEIPT: "touch",
    MISCONTROL: "lost",
    3: "lost",
    37: "lost",
    40: "out",
    SUBSTITUTION: "substitution",
    18: "period_start",
    HALF_END: "period_end",
    20: "own_goal",
}

# Events in which the actor does not touch the ball.
UNTOUCHED: Final = (17, DRIBBLED_PAST, 22, 21, 8, 24, 40, SUBSTITUTION, STARTING_XI, 36, 18, HALF_END, 26, 27, 41, 25)

# Which events carry which detail.
CARRIERS: Final = {
    "outcome": (PASS, SHOT, DRIBBLE, DUEL, INTERCEPTION, KEEPER, RECEIPT, FIFTY_FIFTY),
    "type": (PASS, SHOT, DUEL, KEEPER),
    "body_part": (PASS, SHOT, CLEARANCE, KEEPER),
    "technique": (PASS, SHOT, KEEPER),
    "height": (PASS,),
    "card": (FOUL, BAD_BEHAVIOUR),
    "recipient": (PASS,),
    "replacement": (SUBSTITUTION,),
    "end_location": (PASS, SHOT, CARRY, KEEPER),
    "cross": (PASS,),
    "through_ball": (PASS,),
    "shot_assist": (PASS,),
    "goal_assist": (PASS,),
    "aerial_won": (PASS, SHOT, CLEARANCE, MISCONTROL),
    "first_time": (SHOT,),
    "penalty": (FOUL, FOUL_WON),
    "recovery_failure": (RECOVERY,),
    "xg": (SHOT,),
}

# Details.
AERIAL_LOST: Final = 10
PASS_SET_PIECES: Final = {61: "corner", 62: "free_kick", 63: "goal_kick", 65: "kick_off", 67: "throw_in"}
SHOT_SET_PIECES: Final = {61: "corner", 62: "free_kick", 65: "kick_off", 88: "penalty"}
PASS_INTERCEPTION: Final = 64
PASS_OUTCOMES: Final = {8: "success", 9: "failure", 75: "failure", 76: "failure"}
SHOT_OUTCOMES: Final = {
    96: "blocked",
    97: "goal",
    98: "off_target",
    99: "post",
    100: "saved",
    101: "off_target",
    115: "saved",
    116: "saved",
}
DUEL_OUTCOMES: Final = {
    1: "failure",  # lost
    2: "failure",  # 50/50: success to the opposition
    13: "failure",  # lost in play
    14: "failure",  # lost, ball out
    148: "failure",  # as 2, in later versions of the data
    3: "success",  # 50/50: success to the team
    4: "success",  # won
    15: "success",
    16: "success",  # in play
    17: "success",  # ball out
    147: "success",  # as 3, in later versions
}
DRIBBLE_OUTCOMES: Final = {8: "success", 9: "failure"}
# Goalkeeper types: 26 goal conceded, 28 penalty conceded; the others that touch the ball; 32 shot faced does not.
CONCEDED: Final = (26, 28)
STOPPED: Final = (25, 27, 29, 30, 31, 33, 34, 109, 110, 113, 114)
FACED: Final = 32
OUT: Final = (75, 14, 17)  # pass out; duel or interception lost out, won out
BODY_PARTS: Final = {
    35: "other",
    36: "other",
    37: "head",
    38: "left_foot",
    39: "other",
    40: "right_foot",
    41: "other",
    68: "foot",
    69: "other",
    70: "other",
}
CARDS: Final = {7: "yellow", 6: "second_yellow", 5: "red", 65: "yellow", 66: "second_yellow", 67: "red"}
TECHNIQUES: Final = {
    89: "backheel",
    90: "diving_header",
    91: "half_volley",
    92: "lob",
    93: "normal",
    94: "overhead_kick",
    95: "volley",
}
HIGH_PASS: Final = 3
THROUGH_BALL: Final = 108
KICK_OFF: Final = 65
GOAL: Final = 97
OWN_GOAL_AGAINST: Final = 20
OWN_GOAL_FOR: Final = 25
FROM_COUNTER: Final = 6
GOALKEEPER: Final = 1

LENGTH_MARKS: Final = (0.0, 6.0, 12.0, 18.0, 60.0, 102.0, 108.0, 114.0, 120.0)
WIDTH_MARKS: Final = (0.0, 18.0, 30.0, 36.0, 40.0, 44.0, 50.0, 62.0, 80.0)

# Every event that the two documents name, and every value of the details that our table is made from.
EVENT_TYPES: Final = frozenset(
    {*KINDS, 5, OWN_GOAL_FOR, 26, 27, 28, 29, STARTING_XI, 36, 41},  # cameras, players off and on, shields, ball drops
)
_DUEL_TYPES: Final = {AERIAL_LOST, 11}
_KEEPER_TYPES: Final = {*CONCEDED, *STOPPED, FACED}
KNOWN_DETAILS: Final[dict[tuple[int, str], frozenset[int]]] = {
    (SHOT, "outcome"): frozenset(SHOT_OUTCOMES),
    (SHOT, "type"): frozenset({*SHOT_SET_PIECES, 87}),
    (PASS, "outcome"): frozenset({*PASS_OUTCOMES, 74, 77}),  # injury clearance, unknown
    (PASS, "type"): frozenset({*PASS_SET_PIECES, PASS_INTERCEPTION, 66}),
    (DUEL, "outcome"): frozenset(DUEL_OUTCOMES),
    (DUEL, "type"): frozenset(_DUEL_TYPES),
    (INTERCEPTION, "outcome"): frozenset(DUEL_OUTCOMES),
    (FIFTY_FIFTY, "outcome"): frozenset(DUEL_OUTCOMES),
    (DRIBBLE, "outcome"): frozenset(DRIBBLE_OUTCOMES),
    (KEEPER, "type"): frozenset(_KEEPER_TYPES),
    (FOUL, "card"): frozenset(CARDS),
    (BAD_BEHAVIOUR, "card"): frozenset(CARDS),
}
