"""Expected goals of one shot from the fitted files in plain arithmetic: what `frontfoot.chances.xg` is held against."""

from __future__ import annotations

import math
from typing import Any

from frontfoot import fitted
from tests.chances.slow_features import goal_distance, shot_itself, slow_features
from tests.chances.slow_frames import slow_frame

TECHNIQUES = ("volley", "half_volley", "lob", "backheel", "overhead_kick", "diving_header")


def slow_strike(shot: dict[str, Any]) -> dict[str, float]:
    """How the shot was struck."""
    head, direct = shot["body_part"] in ("head", "other"), shot["set_piece"] is not None
    # The columns of a shot without a place are never used.
    far = 0.0 if None in (shot["x"], shot["y"]) else min(goal_distance(shot["x"], shot["y"]), 25.0) / 10.0
    columns = {name: float(shot["technique"] == name) for name in TECHNIQUES}
    columns["first_time"] = float(shot["first_time"] is True and not head)
    columns["first_time:cross"] = columns["first_time"] if shot["setup_cross"] is True else 0.0
    columns["pressed"] = float(shot["pressed"] is True and not direct)
    columns["pressed:head"] = columns["pressed"] if head else 0.0
    return columns | {
        f"{name}:distance": columns[name] * far for name in ("volley", "half_volley", "first_time", "pressed")
    }


def log_odds(columns: dict[str, float], model: dict[str, Any]) -> float:
    return float(model["intercept"]) + math.fsum(weight * columns[name] for name, weight in model["weights"].items())


def slow_xg(shot: dict[str, Any], provider: str, frame: list[dict[str, Any]]) -> float | None:
    """Expected goals of a shot, a row of a frame with the columns of `SITUATION`; None for one without a place."""
    wyscout = fitted.read("xg")["parameters"]
    if shot["set_piece"] == "penalty":
        return float(wyscout["penalty"]["rate"])
    if None in (shot["x"], shot["y"]):
        return None
    columns = slow_features(shot)
    score = log_odds(columns, wyscout["open"])
    if provider == "statsbomb":
        models = fitted.read("xg_statsbomb")["parameters"]
        prior = log_odds(columns, models["prior"])
        columns = {"prior": prior, **shot_itself(shot), **slow_strike(shot)}
        score = log_odds(columns, models["plain"])
        if frame:
            score = log_odds(columns | slow_frame(shot, frame), models["framed"])
    return 1.0 / (1.0 + math.exp(-score))
