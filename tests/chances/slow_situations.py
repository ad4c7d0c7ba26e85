"""How each shot came about, event by event: the slow way that `frontfoot.chances.situation` is held against."""

from __future__ import annotations

from typing import Any

import polars as pl

from frontfoot.chances.situation import SITUATION
from frontfoot.match.schema import PITCH_LENGTH

_LOOK_BACK_SECONDS = 60.0
_LOOK_BACK_EVENTS = 100
_SKIPPED = frozenset({"pressure", "card", "substitution", "other", "foul_won", "carry"})
_CONTROLLED = frozenset({"pass", "clearance", "keeper", "shot", "recovery", "interception"})
_RECEIPT = "Ball Receipt*"
_STOPPED = frozenset({"out", "foul", "offside", "period_start", "period_end", "own_goal"})
_DEAD_BALLS = frozenset({"corner", "free_kick", "throw_in", "goal_kick", "kick_off", "penalty"})
_READ = (
    "period", "seconds", "side", "player", "kind", "outcome", "x", "y", "end_x", "end_y", "body_part", "set_piece",
    "counter_attack", "cross", "through_ball", "high", "type_name", "technique", "first_time", "under_pressure",
)  # fmt: skip


def by_event(events: pl.DataFrame) -> pl.DataFrame:
    """One row per shot, with the columns of `SITUATION`."""
    columns = {name: events[name].to_list() for name in _READ}
    shots = events["kind"].eq("shot").arg_true().to_list()
    numbers = events["index"].to_list()
    rows = [_situation(columns, row) for row in shots]
    table = {name: [row.get(name) for row in rows] for name in SITUATION}
    table["index"] = [numbers[row] for row in shots]
    return pl.DataFrame(table, schema=SITUATION)


def _situation(c: dict[str, list[Any]], row: int) -> dict[str, Any]:
    now, side = c["seconds"][row], c["side"][row]
    found: dict[str, Any] = {
        "x": c["x"][row],
        "y": c["y"][row],
        "body_part": c["body_part"][row],
        "set_piece": c["set_piece"][row],
        "technique": c["technique"][row],
        "first_time": c["first_time"][row],
        "pressed": c["under_pressure"][row],
        "counter_flag": c["counter_attack"][row],
        "setup": False,
        "attack_passes": 0,
    }
    if found["set_piece"] is not None:
        return found
    attacking = True  # walking back, still inside this attack
    for back in range(row - 1, max(row - 1 - _LOOK_BACK_EVENTS, -1), -1):
        elapsed = now - c["seconds"][back]
        if c["period"][back] != c["period"][row] or elapsed > _LOOK_BACK_SECONDS:
            break
        kind = c["kind"][back]
        if kind in _SKIPPED or elapsed < 0 or c["type_name"][back] == _RECEIPT:
            continue
        own = c["side"][back] == side
        # Who picks up a loose ball and shoots has had no contact before the shot: the one before that is looked for.
        if "before_kind" not in found and not (own and kind == "recovery"):
            x = c["x"][back]
            found["before_kind"], found["before_own"], found["before_seconds"] = kind, own, elapsed
            found["before_won"] = c["outcome"][back] == "success"
            found["before_x"] = x if own or x is None else PITCH_LENGTH - x
        _since(found, c, back, row, own=own, elapsed=elapsed)
        if attacking:
            attacking = _within_attack(found, c, back, own=own, elapsed=elapsed)
    return found


def _since(found: dict[str, Any], c: dict[str, list[Any]], back: int, row: int, *, own: bool, elapsed: float) -> None:
    """Note how long ago the nearest event of each interesting sort was."""
    kind = c["kind"][back]
    name = None
    if kind == "shot":
        name = "rebound_seconds" if own else None
    elif kind == "take_on":
        won = c["outcome"][back] == "success" and c["player"][back] == c["player"][row]
        name = "take_on_seconds" if own and won else None
    elif kind == "keeper":
        name = None if own else "keeper_out_seconds"
    elif kind == "aerial":
        name = "aerial_seconds"
    elif kind == "loose_ball":
        name = "loose_seconds"
    elif kind == "pass" and own and c["set_piece"][back] in ("corner", "free_kick", "throw_in"):
        name = f"{c['set_piece'][back]}_seconds"
    if name is not None:
        found.setdefault(name, elapsed)


def _within_attack(found: dict[str, Any], c: dict[str, list[Any]], back: int, *, own: bool, elapsed: float) -> bool:
    """Follow the attack back by one event; False when it began after that event."""
    kind = c["kind"][back]
    if kind in _STOPPED or (not own and kind in _CONTROLLED):
        return False
    if not own:
        return True
    found["attack_seconds"], found["attack_restart"] = elapsed, c["set_piece"][back]
    if c["x"][back] is not None:
        found["attack_x"] = c["x"][back]
        for name, age in (("x_5", 5.0), ("x_10", 10.0)):
            if found.get(f"age_{name}", 0.0) < age:
                found[name], found[f"age_{name}"] = c["x"][back], elapsed
    if kind == "pass":
        found["attack_passes"] += 1
        if not found["setup"] and c["outcome"][back] != "failure":
            found["setup"], found["setup_seconds"] = True, elapsed
            for name in ("x", "y", "end_x", "end_y"):
                found[f"setup_{name}"] = c[name][back]
            found["setup_cross"], found["setup_through"] = c["cross"][back], c["through_ball"][back]
            found["setup_high"], found["setup_head"] = c["high"][back], c["body_part"][back] == "head"
            found["setup_restart"] = c["set_piece"][back]
    return c["set_piece"][back] not in _DEAD_BALLS and kind != "shot"
