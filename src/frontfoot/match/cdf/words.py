"""The terms of the Common Data Format for events, mapped to those of Frontfoot.

The format fixes neither the types nor their sub-types ("e.g. shot, pass, referee, defending, goalkeeping, misc"), so
each word is looked up in both.
"""

from __future__ import annotations

from typing import Final

from frontfoot.match.cdf.file import CdfEvent

_GROUPS: Final = frozenset({"defending", "goalkeeping", "misc", "referee"})
_KINDS: Final = {
    **dict.fromkeys(("pass", "cross", "throw_in", "goal_kick", "kick_off"), "pass"),
    **dict.fromkeys(("shot", "penalty_kick", "header_shot"), "shot"),
    **dict.fromkeys(("carry", "ball_carry", "run_with_ball"), "carry"),
    **dict.fromkeys(("take_on", "dribble", "dribbling"), "take_on"),
    **dict.fromkeys(("tackle", "challenge"), "tackle"),
    **dict.fromkeys(("aerial", "aerial_duel"), "aerial"),
    **dict.fromkeys(("loose_ball", "loose_ball_duel"), "loose_ball"),
    "interception": "interception",
    **dict.fromkeys(("recovery", "ball_recovery"), "recovery"),
    "clearance": "clearance",
    **dict.fromkeys(("block", "shot_block", "pass_block"), "block"),
    **dict.fromkeys(("pressing", "pressure"), "pressure"),
    "foul": "foul",
    **dict.fromkeys(("foul_won", "fouled"), "foul_won"),
    "offside": "offside",
    **dict.fromkeys(("caution", "card", "yellow_card", "red_card", "second_yellow_card"), "card"),
    **dict.fromkeys(("goalkeeping", "save", "save_attempt", "claim", "punch", "sweep", "pick_up"), "keeper"),
    **dict.fromkeys(("other_ball_action", "touch", "reception"), "touch"),
    **dict.fromkeys(("miscontrol", "dispossessed", "turnover", "error"), "lost"),
    **dict.fromkeys(("out", "out_of_play", "injury", "ball_out"), "out"),
    "substitution": "substitution",
}
_SHOTS: Final = {
    **dict.fromkeys(("successful", "goal"), "goal"),
    "saved": "saved",
    "blocked": "blocked",
    **dict.fromkeys(("wide", "off_target", "over"), "off_target"),
    **dict.fromkeys(("woodwork", "post", "bar", "crossbar"), "post"),
}
SET_PIECES: Final = {
    "throw_in": "throw_in",
    "free_kick": "free_kick",
    **dict.fromkeys(("corner_kick", "corner"), "corner"),
    "goal_kick": "goal_kick",
    **dict.fromkeys(("kick_off", "kickoff"), "kick_off"),
    **dict.fromkeys(("penalty_kick", "penalty"), "penalty"),
}
BODY: Final = {"left_foot": "left_foot", "right_foot": "right_foot", "feet": "foot", "head": "head"}
CARDS: Final = {"yellow_card": "yellow", "red_card": "red", "second_yellow_card": "second_yellow"}
_JUDGED: Final = frozenset(
    {"pass", "carry", "take_on", "tackle", "aerial", "loose_ball", "interception", "recovery", "clearance", "keeper"}
)


def kind_of(event: CdfEvent, *, on_the_ball: bool) -> str:
    """The kind of an event; "other" for an unknown word.

    Args:
        event: the event.
        on_the_ball: whether its side had the ball before it, which distinguishes the two sides of a ground duel.
    """
    kind, sub = event.type.casefold(), (event.sub_type or "").casefold()
    if kind == "shot":
        return "own_goal" if event.ending == "own_goal" else "shot"
    if kind == "pass":
        return "pass"
    if kind == "referee":
        if sub in {"final_whistle", "end"} or event.ending == "end":
            return "period_end"
        if event.ending == "start":
            return "period_start"
        if event.ending in CARDS:
            return "card"
    words = (sub, event.ending, kind) if kind in _GROUPS else (kind, sub)
    if kind == "duel" or "ground_duel" in words:
        if sub in _KINDS:
            return _KINDS[sub]
        return "take_on" if on_the_ball else "tackle"
    return next((_KINDS[word] for word in words if word in _KINDS), "other")


def outcome_of(event: CdfEvent, kind: str) -> str | None:
    """How an event ended; None for an unknown word and for kinds without an outcome."""
    if kind == "shot":
        return "goal" if event.successful and event.ending not in _SHOTS else _SHOTS.get(event.ending)
    if kind not in _JUDGED or event.successful is None:
        return None
    return "success" if event.successful else "failure"
