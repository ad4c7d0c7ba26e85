"""The design columns of a shot's freeze frame: who stood between the ball and the goal, and where the goalkeeper was.

All distances are metres and saturate, so that a frame that is odd or incomplete moves the value of a shot by a bounded
amount. A frame without a goalkeeper has its own column and takes the keeper's columns as 0.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.chances.geometry import BOX_DEPTH, BOX_WIDTH, GOAL_WIDTH, distance, opening_angle
from frontfoot.chances.situation import Situations
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

Array = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]
Columns = dict[str, Array]

RAYS: Final = 41
"""Straight lines from the ball to the goal, evenly spread over the opening angle, that a body may cover."""
BODY_METRES: Final = 0.5
"""Half the width that an outfield player covers of the rays (a convention)."""
KEEPER_METRES: Final = 1.0
"""Half the width that a goalkeeper covers of the rays (a convention)."""

_MIDDLE: Final = PITCH_WIDTH / 2
_LINE: Final = PITCH_LENGTH + 0.01
_WITH_HEAD: Final = ("cone", "within_2", "near_to_2", "open", "keeper_aside", "goal_side", "cone_near")
_OF_FREE_KICKS: Final = ("keeper_line", "keeper_aside")


def frame_columns(situations: Situations, frames: pl.DataFrame) -> tuple[Columns, Bools]:
    """Columns of the frames by name, one value for every shot, and which shots have a frame.

    Args:
        situations: of every shot.
        frames: frame with the columns of `frontfoot.match.schema.FREEZE_FRAMES`; rows of other events are left out.

    Returns:
        Float columns of shape (number of shots,), all 0 for a shot without a frame, and a mask of the same shape.
    """
    index = situations.columns["index"]
    order = np.argsort(index, kind="stable")
    owner = frames["index"].to_numpy()
    place = np.minimum(np.searchsorted(index[order], owner), len(index) - 1)
    known = index[order][place] == owner if len(index) else np.zeros(len(owner), dtype=bool)
    seen = _Seen(situations, frames.filter(pl.Series(known)), order[place[known]])
    with_frame = np.zeros(len(index), dtype=bool)
    with_frame[seen.row] = True
    columns = _outfield(seen) | _keeper(seen)
    head = situations.is_word("body_part", "head", "other")
    columns |= {f"{name}:head": columns[name] * head for name in _WITH_HEAD}
    # A free kick is struck over a wall, whose men are neither near nor surprising: only they and the keeper count.
    direct = situations.is_word("set_piece", "free_kick")
    columns = {name: values if name in _OF_FREE_KICKS else values * ~direct for name, values in columns.items()}
    columns["wall"] = seen.count(seen.defender & (seen.away < 11.0)) * direct
    return {name: values * with_frame for name, values in columns.items()}, with_frame


class _Seen:
    """The players of the frames as arrays, each with the shot that its row belongs to."""

    def __init__(self, situations: Situations, frames: pl.DataFrame, row: Any) -> None:
        self.shots = len(situations)
        self.row = row
        self.ball_x = np.nan_to_num(situations.number("x"), nan=PITCH_LENGTH / 2)
        self.ball_y = np.nan_to_num(situations.number("y"), nan=_MIDDLE)
        self.goal_away = distance(self.ball_x, self.ball_y)
        self.x, self.y = (frames[name].to_numpy().astype(np.float64) for name in ("x", "y"))
        forward, across = self.x - self.ball_x[row], self.y - self.ball_y[row]
        self.away = np.hypot(forward, across)
        mate = frames["teammate"].to_numpy().astype(bool)
        self.keeper = frames["keeper"].to_numpy().astype(bool) & ~mate
        self.defender = ~mate & ~self.keeper
        self.mate = mate & ~frames["actor"].to_numpy().astype(bool)
        self.ahead = forward > 0
        self.bearing = np.arctan2(across, forward)
        self.left = np.arctan2(_MIDDLE + GOAL_WIDTH / 2 - self.ball_y, _LINE - self.ball_x)
        self.right = np.arctan2(_MIDDLE - GOAL_WIDTH / 2 - self.ball_y, _LINE - self.ball_x)
        self.in_cone = (self.bearing > self.right[row]) & (self.bearing < self.left[row]) & self.ahead

    def count(self, chosen: Bools) -> Array:
        """How many of the chosen players each shot has."""
        return np.bincount(self.row[chosen], minlength=self.shots).astype(np.float64)

    def nearest(self, chosen: Bools, none: float) -> Array:
        """Metres from the ball to the nearest of the chosen players, `none` where there is none."""
        least = np.full(self.shots, none)
        np.minimum.at(least, self.row[chosen], self.away[chosen])
        return least

    def covered(self, chosen: Bools, metres: float) -> Bools:
        """Which rays the chosen players cover, shape (shots, RAYS)."""
        players = np.flatnonzero(chosen & (self.x > self.ball_x[self.row] - 0.3) & (self.away > 0.05))
        shot = self.row[players]
        width = np.arctan2(metres, np.maximum(self.away[players], metres))
        rays = self.right[shot, None] + (self.left - self.right)[shot, None] * np.linspace(0.0, 1.0, RAYS)
        hit = np.abs(rays - self.bearing[players, None]) < width[:, None]
        rays_hit = np.zeros((self.shots, RAYS), dtype=bool)
        np.logical_or.at(rays_hit, shot, hit)
        return rays_hit


def _outfield(seen: _Seen) -> Columns:
    defender, ahead = seen.defender, seen.ahead
    near = seen.nearest(defender, 10.0)
    in_cone = seen.count(defender & seen.in_cone)
    box = (seen.x > PITCH_LENGTH - BOX_DEPTH) & (np.abs(seen.y - _MIDDLE) < BOX_WIDTH / 2)
    bodies, keepers = seen.covered(defender, BODY_METRES), seen.covered(seen.keeper, KEEPER_METRES)
    free, free_of_bodies = 1.0 - (bodies | keepers).mean(axis=1), 1.0 - bodies.mean(axis=1)
    angle = opening_angle(seen.ball_x, seen.ball_y)
    return {
        "cone": np.minimum(in_cone, 6.0),
        "cone_some": (in_cone > 0).astype(np.float64),
        "cone_close": np.minimum(in_cone, 6.0) * (seen.goal_away < 12.0),
        "cone_near": np.exp(-seen.nearest(defender & seen.in_cone, 30.0) / 3.0),
        "cone_mates": np.minimum(seen.count(seen.mate & seen.in_cone), 4.0),
        "near": np.minimum(near, 8.0),
        "near_to_2": np.minimum(near, 2.0),
        "near_log": np.log(near + 0.3),
        "near_ahead": np.minimum(seen.nearest(defender & ahead, 10.0), 6.0),
        "within_1": np.minimum(seen.count(defender & (seen.away < 1.0)), 3.0),
        "within_2": np.minimum(seen.count(defender & (seen.away < 2.0)), 4.0),
        "within_4": np.minimum(seen.count(defender & (seen.away < 4.0)), 6.0),
        "goal_side": np.minimum(seen.count(defender & ahead), 10.0),
        "in_box": np.minimum(seen.count(defender & box), 10.0),
        "mates_ahead": np.minimum(seen.count(seen.mate & ahead), 6.0),
        "mates_in_box": np.minimum(seen.count(seen.mate & box), 6.0),
        "on_line": np.minimum(seen.count(defender & (seen.x > 103.5) & (np.abs(seen.y - _MIDDLE) < 4.0)), 3.0),
        "open": free,
        "open_of_bodies": free_of_bodies,
        "open_of_keeper": 1.0 - keepers.mean(axis=1),
        "open:angle": free * angle,
        "open_of_bodies:angle": free_of_bodies * angle,
        "open_log": np.log(free * GOAL_WIDTH + 0.5),
    }


def _keeper(seen: _Seen) -> Columns:
    x, y, there = np.zeros(seen.shots), np.zeros(seen.shots), np.zeros(seen.shots, dtype=bool)
    row = seen.row[seen.keeper]
    x[row], y[row], there[row] = seen.x[seen.keeper], seen.y[seen.keeper], True
    line = np.where(there, distance(x, y), 0.0)
    away = np.where(there, np.hypot(x - seen.ball_x, y - seen.ball_y), 0.0)
    # Metres off the line that halves the opening angle, where the keeper covers both posts alike.
    off = np.abs(np.arctan2(y - seen.ball_y, x - seen.ball_x) - (seen.left + seen.right) / 2)
    aside = np.where(there, np.minimum(away * np.sin(np.minimum(off, np.pi / 2)), 6.0), 0.0)
    return {
        "keeper_missing": (~there).astype(np.float64),
        "keeper_line": np.minimum(line, 20.0) / 5,
        "keeper_line_to_3": np.minimum(line, 3.0),
        "keeper_away": np.minimum(away, 20.0) / 5,
        "keeper_away_to_3": np.minimum(away, 3.0),
        "keeper_aside": aside,
        "keeper_aside_over_1": np.maximum(aside - 1.0, 0.0),
        "keeper_aside_over_2.5": np.maximum(aside - 2.5, 0.0),
        "keeper_in_cone": np.minimum(seen.count(seen.keeper & seen.in_cone), 1.0),
        "keeper_share": np.where(there, np.clip(away / np.maximum(seen.goal_away, 1.0), 0.0, 1.5), 1.0),
        "keeper_beaten": (there & (line > seen.goal_away)).astype(np.float64),
    }
