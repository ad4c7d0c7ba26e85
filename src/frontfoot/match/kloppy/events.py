"""One event of kloppy as one row of our table."""

from __future__ import annotations

import math
from typing import Any, Final

from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

_KINDS: Final = {
    "PASS": "pass",
    "SHOT": "shot",
    "TAKE_ON": "take_on",
    "CARRY": "carry",
    "CLEARANCE": "clearance",
    "INTERCEPTION": "interception",
    "SUBSTITUTION": "substitution",
    "CARD": "card",
    "RECOVERY": "recovery",
    "BALL_OUT": "out",
    "FOUL_COMMITTED": "foul",
    "GOALKEEPER": "keeper",
    "PRESSURE": "pressure",
    "MISCONTROL": "lost",
}
_OUTCOMES: Final = {
    "COMPLETE": "success",
    "INCOMPLETE": "failure",
    "OUT": "failure",
    "OFFSIDE": "failure",
    "GOAL": "goal",
    "SAVED": "saved",
    "OFF_TARGET": "off_target",
    "BLOCKED": "blocked",
    "POST": "post",
    "WON": "success",
    "LOST": "failure",
    "NEUTRAL": "neutral",
    "SUCCESS": "success",
}
_BODY: Final = {"RIGHT_FOOT": "right_foot", "LEFT_FOOT": "left_foot", "HEAD": "head", "HEAD_OTHER": "head"}
_SET_PIECES: Final = {"CORNER_KICK": "corner"}
_CARDS: Final = {"FIRST_YELLOW": "yellow", "SECOND_YELLOW": "second_yellow", "RED": "red"}
_UNTOUCHED: Final = ("pressure", "card", "foul", "out", "substitution", "other")


def row_of(event: Any, sides: dict[str, str], orientation: Any) -> dict[str, Any]:
    """The columns of the event table for one event; places are turned to the acting side's direction of attack."""
    name = event.event_type.name
    qualifiers = _qualifiers(event)
    kind, outcome = _kind(name, event, qualifiers), None
    if kind == "foul" and event.dataset.metadata.provider.value == "metrica":
        kind = "foul_won"  # Metrica records "fault received" with the player who was fouled
    result = getattr(event, "result", None)
    if result is not None:
        if result.name == "OWN_GOAL":
            kind = "own_goal"
        else:
            outcome = _OUTCOMES.get(result.name)
    turned = _turned(event, orientation)
    end = getattr(event, "receiver_coordinates", None) or getattr(event, "end_coordinates", None)
    end = end or getattr(event, "result_coordinates", None)
    other = getattr(event, "receiver_player", None) or getattr(event, "replacement_player", None)
    card = getattr(event, "card_type", None)
    passes = set(qualifiers.get("PassQualifier", ()))
    set_piece = next(iter(qualifiers.get("SetPieceQualifier", ())), None)
    body = next(iter(qualifiers.get("BodyPartQualifier", ())), None)
    x, y = _place(event.coordinates, turned)
    end_x, end_y = _place(end, turned)
    return {
        "event_id": str(event.event_id),
        "period": int(event.period.id),
        "seconds": event.timestamp.total_seconds(),
        "side": sides.get(str(event.team.team_id)) if event.team else None,
        "player": str(event.player.player_id) if event.player else None,
        "related_player": str(other.player_id) if other else None,
        "kind": kind,
        "outcome": outcome,
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
        "body_part": _BODY.get(body, "other") if body else None,
        "set_piece": _SET_PIECES.get(set_piece, set_piece.lower()) if set_piece else None,
        "card": _CARDS.get(card.name) if card else None,
        "cross": "CROSS" in passes if name == "PASS" else None,
        "through_ball": "THROUGH_BALL" in passes if name == "PASS" else None,
        "high": "HIGH_PASS" in passes or "CHIPPED_PASS" in passes if name == "PASS" else None,
        "key_pass": bool(passes & {"SHOT_ASSIST", "ASSIST"}) if name == "PASS" else None,
        "assist": "ASSIST" in passes if name == "PASS" else None,
        "counter_attack": True if "CounterAttackQualifier" in qualifiers else None,
        "under_pressure": True if "UnderPressureQualifier" in qualifiers else None,
        "sliding": "SLIDING_TACKLE" in qualifiers.get("DuelQualifier", ()) if name == "DUEL" else None,
        "interception": kind == "interception",
        "touched": None if name in {"DUEL", "GENERIC"} else kind not in _UNTOUCHED,
        "xg": _xg(event),
        "type_name": getattr(event, "event_name", None) if name == "GENERIC" else name.lower(),
    }


def _qualifiers(event: Any) -> dict[str, list[str]]:
    """Qualifiers by their sort, in the provider's order, which decides where only one can be kept."""
    values: dict[str, list[str]] = {}
    for qualifier in event.qualifiers or ():
        value = qualifier.value
        values.setdefault(type(qualifier).__name__, []).append(getattr(value, "name", str(value)))
    return values


def _kind(name: str, event: Any, qualifiers: dict[str, list[str]]) -> str:
    if name != "DUEL":
        return _KINDS.get(name, "other")
    sorts = qualifiers.get("DuelQualifier", ())
    if "AERIAL" in sorts:
        return "aerial"
    if "LOOSE_BALL" in sorts:
        return "loose_ball"
    owner = event.ball_owning_team
    return "take_on" if owner is not None and owner == event.team else "tackle"


def _turned(event: Any, orientation: Any) -> bool:
    """Whether the acting side plays from right to left in kloppy's orientation."""
    from kloppy.domain import AttackingDirection, Orientation

    if orientation == Orientation.ACTION_EXECUTING_TEAM or event.team is None:
        return False
    direction = AttackingDirection.from_orientation(
        orientation, period=event.period, ball_owning_team=event.ball_owning_team, action_executing_team=event.team
    )
    return bool(direction == AttackingDirection.RTL)


def _place(point: Any, turned: bool) -> tuple[float | None, float | None]:
    if point is None or point.x is None or point.y is None:
        return None, None
    x, y = (math.inf if math.isnan(value) else float(value) for value in (point.x, point.y))
    return (PITCH_LENGTH - x, PITCH_WIDTH - y) if turned else (x, y)


def _xg(event: Any) -> float | None:
    for statistic in getattr(event, "statistics", None) or ():
        if type(statistic).__name__ == "ExpectedGoals":
            return float(statistic.value)
    return None
