"""Wyscout v3's names for events, mapped to the event table."""

from __future__ import annotations

from typing import Final

STARTS: Final = {"1H": (1, 0), "2H": (2, 2700), "1E": (3, 5400), "E1": (3, 5400), "2E": (4, 6300), "E2": (4, 6300)}
SHOOT_OUT: Final = (5, 7200)
RESTARTS: Final = ("free_kick", "throw_in", "goal_kick", "corner", "penalty")
KINDS: Final = {
    "pass": "pass",
    "shot": "shot",
    "own_goal": "own_goal",
    "touch": "touch",
    "acceleration": "touch",
    "interception": "interception",
    "clearance": "clearance",
    "infraction": "foul",
    "offside": "offside",
    "game_interruption": "out",
    "fairplay": "pass",
    "shot_against": "keeper",
    "goalkeeper_exit": "keeper",
    "postmatch_penalty": "shot",
    "postmatch_penalty_faced": "keeper",
}
BOOKINGS: Final = ("protest_foul", "late_card_foul", "out_of_play_foul", "time_lost_foul")
UNTOUCHED: Final = ("foul", "offside", "out", "card", "substitution")
CONTESTED: Final = ("tackle", "aerial", "loose_ball")
BODY: Final = {"head_or_other": "head", "left_foot": "left_foot", "right_foot": "right_foot"}
SECONDARY: Final = (
    *("aerial_duel", "defensive_duel", "offensive_duel", "carry", "loss", "recovery", "interception"),
    *("cross", "free_kick_cross", "free_kick_shot", "through_pass", "shot_assist", "assist", "under_pressure"),
    *("sliding_tackle", "head_pass", "head_shot", "hand_pass", "red_card", "yellow_card"),
    *("save", "save_with_reflex", "conceded_goal"),
)
