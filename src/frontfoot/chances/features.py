"""The design matrix of the expected-goals model: the situation of a shot as numbers.

Everything is a fixed function of `frontfoot.chances.situation.Situations`; a logistic regression on these columns is
piecewise linear in distance, angle and the times, so that it can bend without being more than a logistic regression.
How the shot came about counts in full close to the goal and fades out with distance.
Where the record lacks something (no pass before the shot, nothing within the look-back, a provider without the flag)
its columns are 0: the value of the shot then depends on the other columns.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.chances.geometry import distance, opening_angle
from frontfoot.chances.situation import SITUATION, Situations
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

Array = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]
Columns = dict[str, Array]

_CONTACTS: Final = (
    ("tackle", False), ("take_on", True), ("aerial", True), ("aerial", False), ("clearance", False), ("touch", True),
    ("touch", False), ("loose_ball", True), ("loose_ball", False), ("keeper", False), ("pass", False), ("shot", True),
)  # fmt: skip
_WITH_HEAD: Final = (
    "setup", "through", "cross", "setup_time", "swing", "length", "high", "advance", "keeper_3", "keeper_1.5",
    "rebound_3", "corner", "free_kick_phase", "before_time", "after_clearance_theirs", "after_touch_theirs", "aerial",
    "progress_5", "progress_10",
)  # fmt: skip
_WITH_DISTANCE: Final = ("through", "cross", "after_clearance_theirs", "keeper_3", "aerial", "corner")


def features(situations: Situations) -> Columns:
    """Columns of the design matrix, by name, in a fixed order, one value per shot."""
    raw = _Raw(situations)
    # From far out it hardly matters how the ball came: what is known of that fades out around 24 m, where otherwise
    # many small effects would add up to spread the long shots too widely.
    fading = 1.0 / (1.0 + np.exp((raw.distance - 24.0) / 5.0))
    story = {name: values * fading for name, values in (_delivery(raw) | _attack(raw)).items()}
    far = (np.minimum(raw.distance, 20.0) - 12.0) / 8.0
    columns = _shot(raw) | story
    columns |= {f"{name}:distance": story[name] * far for name in _WITH_DISTANCE}
    columns |= {f"{name}:head": story[name] * raw.head for name in _WITH_HEAD}
    return columns


def shot_columns() -> frozenset[str]:
    """Names of the columns for place and body part of the shot, without those for its origin."""
    return frozenset(_shot(_Raw(Situations.of(pl.DataFrame(schema=SITUATION)))))


class _Raw:
    """Situations, with what is used again and again."""

    def __init__(self, how: Situations) -> None:
        self.how = how
        self.x = np.clip(how.number("x"), 0.0, PITCH_LENGTH)
        self.y = np.clip(how.number("y"), 0.0, PITCH_WIDTH)
        self.distance = distance(self.x, self.y)
        self.angle = opening_angle(self.x, self.y)
        self.across = np.abs(self.y - PITCH_WIDTH / 2)
        self.head = how.is_word("body_part", "head", "other").astype(np.float64)
        self.left = how.is_word("body_part", "left_foot").astype(np.float64)
        self.right = how.is_word("body_part", "right_foot").astype(np.float64)
        self.open = 1.0 - how.is_known("set_piece")


def _known(values: Array) -> Array:
    return np.nan_to_num(values, nan=0.0)


def _shot(raw: _Raw) -> Columns:
    """Place, body part and restart."""
    far, wide = raw.distance, raw.across
    near_log = np.log(np.maximum(far, 1.0))
    columns: Columns = {"distance": far, "log_distance": near_log, "angle": raw.angle, "angle_squared": raw.angle**2}
    for knot in (4, 8, 12, 16, 20, 25, 33):
        columns[f"distance_over_{knot}"] = np.maximum(far - knot, 0.0)
    for knot in (15, 30, 60, 100):
        columns[f"angle_over_{knot / 100:g}"] = np.maximum(raw.angle - knot / 100, 0.0)
    columns["across"] = wide / 10
    columns["across_squared"] = np.minimum(wide, 15.0) ** 2 / 100
    columns["across:angle"] = wide * raw.angle
    columns["across:depth"] = wide * (PITCH_LENGTH - raw.x) / 100
    columns["head"] = raw.head
    columns["head:log_distance"] = raw.head * near_log
    columns["head:distance"] = raw.head * far
    columns["head:distance_over_8"] = raw.head * np.maximum(far - 8, 0.0)
    columns["head:distance_over_12"] = raw.head * np.maximum(far - 12, 0.0)
    columns["head:across"] = raw.head * wide / 10
    columns["head:angle"] = raw.head * raw.angle
    # The right foot from the left of the goal, the left foot from its right: the whole goal is open to the inside.
    inside = np.where(raw.y > PITCH_WIDTH / 2, raw.right, raw.left)
    columns["inside_foot"] = inside * raw.open * np.minimum(wide, 10.0) / 10
    restart = 1.0 - raw.open
    columns["direct"] = restart
    columns["direct:distance"] = restart * (far - 25)
    columns["direct:angle"] = restart * raw.angle
    return columns


def _delivery(raw: _Raw) -> Columns:
    """The pass or contact from which the ball came to the shooter."""
    flag, number = raw.how.flag, raw.how.number
    setup = flag("setup")
    time = _known(number("setup_seconds"))
    from_x, from_y, to_x, to_y = (number(f"setup_{name}") for name in ("x", "y", "end_x", "end_y"))
    length = _known(np.hypot(from_x - to_x, from_y - to_y)) / 10
    carried = setup * _known(np.hypot(raw.x - to_x, raw.y - to_y))
    # How far the goal-keeper has to turn: the angle at the goal between where the pass and where the shot came from.
    swing = setup * _known(np.abs(_bearing(from_x, from_y) - _bearing(raw.x, raw.y)))
    foot = (1.0 - raw.head) * raw.open
    columns: Columns = {
        "setup": setup,
        "cross": setup * flag("setup_cross"),
        "through": setup * flag("setup_through"),
        "high": setup * flag("setup_high"),
        "headed_on": setup * flag("setup_head"),
        "setup_time": setup * np.minimum(time, 6.0),
        "setup_time_to_1.5": setup * np.minimum(time, 1.5),
        "length": length,
        "length_to_15": np.minimum(length, 1.5),
        "from_distance_to_15": setup * np.minimum(_known(distance(from_x, from_y)), 15.0) / 10,
        "swing": swing,
        "swing_to_0.5": np.minimum(swing, 0.5),
        "swing_fast": swing * np.exp(-time / 1.5),
        "cut_back": setup * ((from_x > raw.x + 2) & (from_x > PITCH_LENGTH - 12)) * foot,
        "backwards": setup * (from_x > raw.x),
        "advance": setup * _known(raw.x - from_x) / 10,
        "carried": np.minimum(carried, 20.0) / 10,
        "carried_to_5": np.minimum(carried, 5.0) / 5,
    }
    own = flag("before_own") > 0
    for name, ours in _CONTACTS:
        columns[f"after_{name}_{'ours' if ours else 'theirs'}"] = (
            raw.how.is_word("before_kind", name) & (own == ours)
        ).astype(np.float64)
    before = _known(number("before_seconds"))
    columns["before_time"] = np.minimum(before, 5.0)
    columns["before_time_to_1.5"] = np.minimum(before, 1.5)
    columns["before_won"] = flag("before_won") * ~raw.how.is_word("before_kind", "pass")
    columns["before_back"] = _known(np.abs(number("before_x"))) / 10
    return columns


def _attack(raw: _Raw) -> Columns:
    """Rebounds, phases after restarts, duels on the way, and the speed of the attack."""
    columns: Columns = {}
    number = raw.how.number
    for name, column, seconds in (
        ("keeper_3", "keeper_out_seconds", 3.0),
        ("keeper_1.5", "keeper_out_seconds", 1.5),
        ("rebound_3", "rebound_seconds", 3.0),
        ("rebound_6", "rebound_seconds", 6.0),
        ("take_on", "take_on_seconds", 3.0),
        ("aerial", "aerial_seconds", 2.5),
        ("loose", "loose_seconds", 2.5),
        ("corner", "corner_seconds", 10.0),
        ("corner_3", "corner_seconds", 3.0),
        ("free_kick_phase", "free_kick_seconds", 10.0),
        ("throw_in_phase", "throw_in_seconds", 10.0),
    ):
        columns[name] = (number(column) <= seconds).astype(np.float64)
    columns["keeper_3:angle"] = columns["keeper_3"] * raw.angle
    columns["counter"] = counter(raw.how).astype(np.float64)
    time, start = number("attack_seconds"), number("attack_x")
    # The look-back ends after 60 seconds.
    columns["attack_time"] = _known(time) / 10
    columns["attack_time_to_4"] = _known(np.minimum(time, 4.0))
    columns["attack_time_over_10"] = _known(np.maximum(time - 10, 0.0)) / 10
    columns["attack_time_over_25"] = _known(np.maximum(time - 25, 0.0)) / 10
    columns["speed"] = _known(np.clip((raw.x - start) / np.maximum(time, 1.0), 0.0, 12.0)) / 10
    columns["passes"] = np.minimum(number("attack_passes"), 15.0) / 3
    columns["start"] = _known(start) / 50
    for age, most in ((5, 40.0), (10, 60.0)):
        columns[f"progress_{age}"] = _known(np.clip(raw.x - number(f"x_{age}"), -20.0, most)) / 10
    columns["deep_5"] = _known(np.maximum(80 - number("x_5"), 0.0)) / 10
    columns["deep_10"] = _known(np.maximum(70 - number("x_10"), 0.0)) / 10
    return columns


def counter(situations: Situations) -> Bools:
    """Whether the shot ended a counter-attack, from the events alone: ball won in the own half, shot within 15 s.

    A convention; the providers' own flags follow rules that they do not publish.
    """
    restarted = situations.is_known("attack_restart") | situations.is_known("set_piece")
    # What is not known is NaN, and no counter-attack.
    quick, deep = situations.number("attack_seconds") <= 15.0, situations.number("attack_x") <= PITCH_LENGTH / 2
    countered: Bools = quick & deep & ~restarted
    return countered


def _bearing(x: Array, y: Array) -> Array:
    return np.arctan2(y - PITCH_WIDTH / 2, PITCH_LENGTH + 0.01 - x)
