"""Distance and opening angle of the goal from a place on the pitch."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

GOAL_WIDTH: Final = 7.32  # metres between the posts; IFAB Laws of the Game, law 1
BOX_DEPTH: Final = 16.5  # metres, penalty area, law 1
BOX_WIDTH: Final = 40.32

Array = np.ndarray[Any, np.dtype[np.float64]]


def distance(x: Array, y: Array) -> Array:
    """Metres from (x, y) to the centre of the goal that is attacked.

    >>> float(distance(np.array(94.0), np.array(34.0)))
    11.0
    """
    return np.hypot(PITCH_LENGTH - x, y - PITCH_WIDTH / 2)


def opening_angle(x: Array, y: Array) -> Array:
    """Radians between the two posts as seen from (x, y); pi on the line between the posts, 0 on the line beside them.

    tan(angle) = w d_x / (d_x^2 + d_y^2 - (w/2)^2), the inscribed-angle formula for a goal of width w.

    >>> round(float(np.degrees(opening_angle(np.array(94.0), np.array(34.0)))), 1)
    36.8
    """
    depth = np.maximum(PITCH_LENGTH - x, 0.0)
    across = y - PITCH_WIDTH / 2
    half = GOAL_WIDTH / 2
    return np.arctan2(GOAL_WIDTH * depth, depth**2 + across**2 - half**2)
