"""Columns of the model for one shot in plain arithmetic: what `frontfoot.chances.features` is held against."""

from __future__ import annotations

import math
from typing import Any

CONTACTS = {
    "after_tackle_theirs": ("tackle", False), "after_take_on_ours": ("take_on", True),
    "after_aerial_ours": ("aerial", True), "after_aerial_theirs": ("aerial", False),
    "after_clearance_theirs": ("clearance", False), "after_touch_ours": ("touch", True),
    "after_touch_theirs": ("touch", False), "after_loose_ball_ours": ("loose_ball", True),
    "after_loose_ball_theirs": ("loose_ball", False), "after_keeper_theirs": ("keeper", False),
    "after_pass_theirs": ("pass", False), "after_shot_ours": ("shot", True),
}  # fmt: skip
# Column -> the time it looks at and the seconds within which the event counts, the limit included.
RECENT = {
    "keeper_3": ("keeper_out", 3.0), "keeper_1.5": ("keeper_out", 1.5), "rebound_3": ("rebound", 3.0),
    "rebound_6": ("rebound", 6.0), "take_on": ("take_on", 3.0), "aerial": ("aerial", 2.5), "loose": ("loose", 2.5),
    "corner": ("corner", 10.0), "corner_3": ("corner", 3.0), "free_kick_phase": ("free_kick", 10.0),
    "throw_in_phase": ("throw_in", 10.0),
}  # fmt: skip
WITH_DISTANCE = ("through", "cross", "after_clearance_theirs", "keeper_3", "aerial", "corner")
WITH_HEAD = (
    "setup", "through", "cross", "setup_time", "swing", "length", "high", "advance", "keeper_3", "keeper_1.5",
    "rebound_3", "corner", "free_kick_phase", "before_time", "after_clearance_theirs", "after_touch_theirs", "aerial",
    "progress_5", "progress_10",
)  # fmt: skip


def goal_distance(x: float, y: float) -> float:
    return math.sqrt((105.0 - x) ** 2 + (y - 34.0) ** 2)


def post_angle(x: float, y: float) -> float:
    """The angle between the directions to both posts; on the goal line pi between them and 0 beside them."""
    if x >= 105.0:
        return math.pi if abs(y - 34.0) < 3.66 else 0.0
    return math.atan((37.66 - y) / (105.0 - x)) - math.atan((30.34 - y) / (105.0 - x))


def bearing(x: float, y: float) -> float:
    return math.atan2(y - 34.0, 105.01 - x)


def or_zero(function: Any, *values: float | None) -> float:
    """What a function gives, 0 where one of its arguments is not known."""
    return 0.0 if None in values else float(function(*values))


def counted_as_counter(shot: dict[str, Any]) -> bool:
    if shot["attack_restart"] is not None or shot["set_piece"] is not None:
        return False
    if shot["attack_seconds"] is None or shot["attack_x"] is None:
        return False
    return bool(shot["attack_seconds"] <= 15.0 and shot["attack_x"] <= 52.5)


def shot_itself(shot: dict[str, Any]) -> dict[str, float]:
    x, y = min(max(shot["x"], 0.0), 105.0), min(max(shot["y"], 0.0), 68.0)
    far, angle, wide = goal_distance(x, y), post_angle(x, y), abs(y - 34.0)
    head, direct = float(shot["body_part"] in ("head", "other")), float(shot["set_piece"] is not None)
    log_far = math.log(max(far, 1.0))
    foot_inside = "right_foot" if y > 34.0 else "left_foot"
    columns = {"distance": far, "log_distance": log_far, "angle": angle, "angle_squared": angle * angle}
    columns |= {f"distance_over_{knot}": max(far - knot, 0.0) for knot in (4, 8, 12, 16, 20, 25, 33)}
    knots = {"0.15": 0.15, "0.3": 0.3, "0.6": 0.6, "1": 1.0}
    columns |= {f"angle_over_{name}": max(angle - knot, 0.0) for name, knot in knots.items()}
    return columns | {
        "across": wide / 10.0,
        "across_squared": min(wide, 15.0) ** 2 / 100.0,
        "across:angle": wide * angle,
        "across:depth": wide * (105.0 - x) / 100.0,
        "head": head,
        "head:log_distance": head * log_far,
        "head:distance": head * far,
        "head:distance_over_8": head * max(far - 8.0, 0.0),
        "head:distance_over_12": head * max(far - 12.0, 0.0),
        "head:across": head * wide / 10.0,
        "head:angle": head * angle,
        "inside_foot": float(shot["body_part"] == foot_inside and not direct) * min(wide, 10.0) / 10.0,
        "direct": direct,
        "direct:distance": direct * (far - 25.0),
        "direct:angle": direct * angle,
    }


def origin(shot: dict[str, Any]) -> dict[str, float]:
    x, y = min(max(shot["x"], 0.0), 105.0), min(max(shot["y"], 0.0), 68.0)
    from_x, from_y, to_x, to_y = (shot[f"setup_{name}"] for name in ("x", "y", "end_x", "end_y"))
    setup, time = float(shot["setup"] is True), shot["setup_seconds"] or 0.0
    by_foot = float(shot["body_part"] not in ("head", "other") and shot["set_piece"] is None)
    length = or_zero(lambda *ends: math.dist(ends[:2], ends[2:]), from_x, from_y, to_x, to_y) / 10.0
    carried = setup * or_zero(lambda *end: math.dist((x, y), end), to_x, to_y)
    swing = setup * or_zero(lambda *start: abs(bearing(*start) - bearing(x, y)), from_x, from_y)
    marks = {name: setup * float(shot[f"setup_{name}"] is True) for name in ("cross", "through", "high")}
    columns = {
        "setup": setup,
        **marks,
        "headed_on": setup * float(shot["setup_head"] is True),
        "setup_time": setup * min(time, 6.0),
        "setup_time_to_1.5": setup * min(time, 1.5),
        "length": length,
        "length_to_15": min(length, 1.5),
        "from_distance_to_15": setup * min(or_zero(goal_distance, from_x, from_y), 15.0) / 10.0,
        "swing": swing,
        "swing_to_0.5": min(swing, 0.5),
        "swing_fast": swing * math.exp(-time / 1.5),
        "cut_back": setup * or_zero(lambda start: start > x + 2.0 and start > 93.0, from_x) * by_foot,
        "backwards": setup * or_zero(lambda start: start > x, from_x),
        "advance": setup * or_zero(lambda start: x - start, from_x) / 10.0,
        "carried": min(carried, 20.0) / 10.0,
        "carried_to_5": min(carried, 5.0) / 5.0,
    }
    own, before = shot["before_own"] is True, shot["before_seconds"] or 0.0
    for name, (kind, ours) in CONTACTS.items():
        columns[name] = float(shot["before_kind"] == kind and own is ours)
    columns["before_time"], columns["before_time_to_1.5"] = min(before, 5.0), min(before, 1.5)
    columns["before_won"] = float(shot["before_won"] is True and shot["before_kind"] != "pass")
    columns["before_back"] = abs(shot["before_x"] or 0.0) / 10.0
    for name, (event, limit) in RECENT.items():
        columns[name] = or_zero(lambda since, limit=limit: since <= limit, shot[f"{event}_seconds"])
    columns["keeper_3:angle"] = columns["keeper_3"] * post_angle(x, y)
    columns["counter"] = float(counted_as_counter(shot))
    age, start = shot["attack_seconds"], shot["attack_x"]
    columns["attack_time"] = (age or 0.0) / 10.0
    columns["attack_time_to_4"] = min(age or 0.0, 4.0)
    columns["attack_time_over_10"] = max((age or 0.0) - 10.0, 0.0) / 10.0
    columns["attack_time_over_25"] = max((age or 0.0) - 25.0, 0.0) / 10.0
    speed = or_zero(lambda seconds, place: (x - place) / max(seconds, 1.0), age, start)
    columns["speed"] = min(max(speed, 0.0), 12.0) / 10.0
    columns["passes"] = min(shot["attack_passes"], 15) / 3.0
    columns["start"] = (start or 0.0) / 50.0
    for name, most, deep in (("5", 40.0, 80.0), ("10", 60.0, 70.0)):
        moved = or_zero(lambda place: x - place, shot[f"x_{name}"])
        columns[f"progress_{name}"] = min(max(moved, -20.0), most) / 10.0
        columns[f"deep_{name}"] = or_zero(lambda place, deep=deep: max(deep - place, 0.0), shot[f"x_{name}"]) / 10.0
    return columns


def slow_features(shot: dict[str, Any]) -> dict[str, float]:
    """The columns of one shot of which the place is known, a row of a frame with the columns of `SITUATION`."""
    columns = shot_itself(shot)
    far, head = columns["distance"], columns["head"]
    fading = 1.0 / (1.0 + math.exp((far - 24.0) / 5.0))
    story = {name: value * fading for name, value in origin(shot).items()}
    columns |= story
    columns |= {f"{name}:distance": story[name] * (min(far, 20.0) - 12.0) / 8.0 for name in WITH_DISTANCE}
    return columns | {f"{name}:head": story[name] * head for name in WITH_HEAD}
