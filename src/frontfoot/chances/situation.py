"""How each shot came about: what the record says before the ball is struck, and nothing that it says afterwards.

Only events that stand before the shot in the order of play and not after it on the clock are read. Of the shot itself
only its place, body part, set piece, technique and the flags for a first touch, pressure and a counter-attack are
read: where it ended, whether it was blocked or
on target, and the provider's own marks for key passes, assists and chances are all written down by people who know
how it ended.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from frontfoot.match.schema import PITCH_LENGTH

LOOK_BACK_SECONDS: Final = 60.0
LOOK_BACK_EVENTS: Final = 100

# Kinds that are no contact with the ball, or a second record of somebody else's contact.
_SKIPPED: Final = frozenset({"pressure", "card", "substitution", "other", "foul_won", "carry"})
# After one of these by the other side the ball was theirs: the attack begins afterwards.
_CONTROLLED: Final = frozenset({"pass", "clearance", "keeper", "shot", "recovery", "interception"})
# A pass that arrives is written down twice by StatsBomb; as a contact of its own it would hide what came before.
_RECEIPT: Final = "Ball Receipt*"
_STOPPED: Final = frozenset({"out", "foul", "offside", "period_start", "period_end", "own_goal"})
_DEAD_BALLS: Final = frozenset({"corner", "free_kick", "throw_in", "goal_kick", "kick_off", "penalty"})

SITUATION: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "index": pl.UInt32,
    "x": pl.Float64,
    "y": pl.Float64,
    "body_part": pl.String,
    "set_piece": pl.String,  # the restart the shot itself is
    "technique": pl.String,  # how it was struck, as the provider tells it
    "first_time": pl.Boolean,  # struck with the first touch
    "pressed": pl.Boolean,  # the shooter was under pressure, as the provider tells it
    "counter_flag": pl.Boolean,  # the provider's, null where there is none
    # The completed pass or delivery that the shot followed, while no opponent controlled the ball in between.
    "setup": pl.Boolean,
    "setup_seconds": pl.Float64,  # from the pass to the shot
    "setup_x": pl.Float64,
    "setup_y": pl.Float64,
    "setup_end_x": pl.Float64,
    "setup_end_y": pl.Float64,
    "setup_cross": pl.Boolean,
    "setup_through": pl.Boolean,
    "setup_high": pl.Boolean,
    "setup_head": pl.Boolean,
    "setup_restart": pl.String,
    # The contact right before the shot.
    "before_kind": pl.String,
    "before_own": pl.Boolean,
    "before_won": pl.Boolean,
    "before_seconds": pl.Float64,
    "before_x": pl.Float64,  # seen by the shooting side
    # Seconds since, null where there was none within LOOK_BACK_SECONDS.
    "rebound_seconds": pl.Float64,  # own shot that did not score
    "take_on_seconds": pl.Float64,  # own take-on won by the shooter
    "keeper_out_seconds": pl.Float64,  # opponent's keeper acted: save, claim, leaving his line
    "aerial_seconds": pl.Float64,  # aerial duel of either side
    "loose_seconds": pl.Float64,  # duel for a loose ball
    "corner_seconds": pl.Float64,
    "free_kick_seconds": pl.Float64,
    "throw_in_seconds": pl.Float64,
    # The attack: since the opponent last controlled the ball or play was stopped.
    "attack_seconds": pl.Float64,
    "attack_x": pl.Float64,
    "attack_restart": pl.String,  # the dead ball it began with, null for a ball won in play
    "attack_passes": pl.UInt8,
    # Where the attack had the ball at least five and ten seconds before the shot; its start when it is younger.
    "x_5": pl.Float64,
    "x_10": pl.Float64,
}
"""Column name -> type of the frame that `situations` returns."""

_READ: Final = (
    "period", "seconds", "side", "player", "kind", "outcome", "x", "y", "end_x", "end_y", "body_part", "set_piece",
    "counter_attack", "cross", "through_ball", "high", "type_name", "technique", "first_time", "under_pressure",
)  # fmt: skip


def situations(events: pl.DataFrame) -> pl.DataFrame:
    """One row per shot of an event table, in order, with the columns of `SITUATION`.

    Args:
        events: frame with the columns of `frontfoot.match.schema.EVENTS`.
    """
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
    for back in range(row - 1, max(row - 1 - LOOK_BACK_EVENTS, -1), -1):
        elapsed = now - c["seconds"][back]
        if c["period"][back] != c["period"][row] or elapsed > LOOK_BACK_SECONDS:
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
