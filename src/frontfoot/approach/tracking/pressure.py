"""Pressure on a player: an oval around him, longer towards the goal he attacks.

G. Andrienko et al., "Visual analysis of pressure in football", Data Mining and Knowledge Discovery 31 (2017). An
opponent at distance d, seen at the angle phi from the direction of the goal, presses with

    (1 - d / L)^q x 100 inside L,   L = D_b + (D_f - D_b) (z^3 + 0.3 z) / 1.3,   z = (1 + cos phi) / 2,

D_f = 9 m in front of the player, D_b = 3 m behind him, q = 1.75; the pressures of all opponents add up.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.match.tracking.frames import Frames

CHUNK: Final = 4096  # frames: what the intermediate arrays hold at a time


def pairs(
    attacking: NDArray[np.bool_], defending: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Every (row, attacker, defender), sorted by row, then attacker.

    Args:
        attacking, defending: (F, P) who counts as what in every frame.
    """
    a_row, a_slot = np.nonzero(attacking)
    d_row, d_slot = np.nonzero(defending)
    per_row = np.bincount(d_row, minlength=len(attacking))
    first = np.concatenate(([0], np.cumsum(per_row)[:-1]))
    repeat = per_row[a_row]
    row, attacker = np.repeat(a_row, repeat), np.repeat(a_slot, repeat)
    # Position within each attacker's run of defenders.
    offset = np.arange(len(row)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    return row, attacker, d_slot[first[row] + offset]


FRONT: Final = 9.0  # metres
BACK: Final = 3.0
POWER: Final = 1.75


def pressure_of(player: NDArray[Any], opponent: NDArray[Any], goal: NDArray[Any]) -> NDArray[Any]:
    """Pressure of one opponent on one player, percent.

    Args:
        player, opponent, goal: (..., 2) positions, metres; `goal` is the middle of the goal the player attacks.

    >>> import numpy as np
    >>> float(pressure_of(np.zeros(2), np.zeros(2), np.array([50.0, 0.0])))
    100.0
    """
    to_goal, to_opponent = goal - player, opponent - player
    distance = np.sqrt(to_opponent[..., 0] ** 2 + to_opponent[..., 1] ** 2)
    dot = to_goal[..., 0] * to_opponent[..., 0] + to_goal[..., 1] * to_opponent[..., 1]
    length = np.sqrt(to_goal[..., 0] ** 2 + to_goal[..., 1] ** 2) * distance
    # An opponent on the very spot has no direction; at no distance it makes no difference.
    cosine = np.clip(dot / np.where(length > 0, length, 1), -1, 1)
    z = (1 + cosine) / 2
    reach = BACK + (FRONT - BACK) * (z**3 + 0.3 * z) / 1.3
    result: NDArray[Any] = np.maximum(1 - distance / reach, 0) ** POWER * 100
    return result


def pressure(frames: Frames) -> NDArray[np.float32]:
    """Pressure of all opponents on every player in every frame, percent (it may exceed 100).

    Returns:
        (F, P) float32; NaN where the player is unseen, or no opponent is.
    """
    out = np.full(frames.seen.shape, np.nan, dtype=np.float32)
    there = np.isfinite(frames.xy[..., 0])
    middle = frames.width / 2
    for side, goal in ((0, frames.length), (1, 0.0)):
        mine, theirs = there & (frames.side_of == side), there & (frames.side_of == 1 - side)
        mine &= theirs.any(axis=1)[:, None]
        target = np.array([goal, middle], dtype=np.float32)
        for start in range(0, len(frames), CHUNK):
            rows = slice(start, start + CHUNK)
            row, player, opponent = pairs(mine[rows], theirs[rows])
            if not len(row):
                continue
            xy, pressed = frames.xy[rows].reshape(-1, 2), row * there.shape[1] + player
            each = pressure_of(xy.take(pressed, axis=0), xy.take(row * there.shape[1] + opponent, axis=0), target)
            starts = np.flatnonzero(np.diff(pressed, prepend=-1))
            out[row[starts] + start, player[starts]] = np.add.reduceat(each, starts)
    return out
