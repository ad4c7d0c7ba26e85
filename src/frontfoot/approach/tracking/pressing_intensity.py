"""Pressing intensity: the probability that each attacker is reached within a given time.

J. Bekkers, "Pressing Intensity: An Intuitive Measure for Pressing in Soccer" (2024), arXiv:2501.04712. A defender at
p1 with velocity v1 reaches an attacker at p2 with velocity v2 after

    t = |v1| theta / pi + r + |p2 + v2 - (p1 + r v1)| / s,

theta being the angle between v1 and p2 + v2 - p1, r = 0.7 s the reaction time, s = 12 m/s the top speed. He gets
there in time with probability

    p = 1 / (1 + exp(-pi / (sqrt(3) 0.45) (1.5 - t))),

and the attacker feels 1 - prod(1 - p) over the defenders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.approach.tracking.pressure import CHUNK, pairs
from frontfoot.match.tracking.frames import Frames

REACTION: Final = 0.7  # seconds
TOP_SPEED: Final = 12.0  # m/s
SIGMA: Final = 0.45  # seconds
IN_TIME: Final = 1.5  # seconds


@dataclass(frozen=True, slots=True)
class Pressing:
    """Pressing intensity on every attacker of the side in possession.

    Attributes:
        intensity: (F, P) float32, probability; NaN for defenders, for unseen players, and for every player in
            frames without a side in possession or without a defender in sight.
        nearest: (F, P) float32, seconds the first defender needs to reach the attacker; NaN likewise.
        defenders: (F,) uint8, defenders seen.
        attackers: (F,) uint8, attackers seen.
    """

    intensity: NDArray[np.float32]
    nearest: NDArray[np.float32]
    defenders: NDArray[np.uint8]
    attackers: NDArray[np.uint8]


def time_to_intercept(p1: NDArray[Any], v1: NDArray[Any], p2: NDArray[Any], v2: NDArray[Any]) -> NDArray[Any]:
    """Seconds until a defender reaches an attacker.

    Args:
        p1, v1: (..., 2) defender's position and velocity, m and m/s.
        p2, v2: (..., 2) attacker's.

    >>> import numpy as np
    >>> stands = np.zeros(2)
    >>> float(time_to_intercept(stands, stands, np.array([12.0, 0.0]), stands))
    1.7
    """
    gone_x, gone_y = p2[..., 0] + v2[..., 0] - p1[..., 0], p2[..., 1] + v2[..., 1] - p1[..., 1]
    # Metres and m/s neither overflow nor vanish: a plain root is several times faster than hypot.
    speed = np.sqrt(v1[..., 0] ** 2 + v1[..., 1] ** 2)
    # The angle by its sine and cosine: near 0 and pi the arc cosine alone loses half the digits.
    cross = v1[..., 0] * gone_y - v1[..., 1] * gone_x
    dot = v1[..., 0] * gone_x + v1[..., 1] * gone_y
    # Adding 0.0 makes -0.0 positive: on the very spot, or standing, there is nothing to turn.
    angle = np.arctan2(np.abs(cross), dot + 0.0)
    way = np.sqrt((gone_x - REACTION * v1[..., 0]) ** 2 + (gone_y - REACTION * v1[..., 1]) ** 2)
    result: NDArray[Any] = speed * angle / np.pi + REACTION + way / TOP_SPEED
    return result


def probability_in_time(seconds: NDArray[Any]) -> NDArray[Any]:
    """Probability that a defender who needs `seconds` is there in time.

    >>> import numpy as np
    >>> float(probability_in_time(np.array(1.5)))
    0.5
    """
    result: NDArray[Any] = 1 / (1 + np.exp(-np.pi / (np.sqrt(3) * SIGMA) * (IN_TIME - seconds)))
    return result


def pressing_intensity(
    frames: Frames,
    velocity: NDArray[np.float32],
    *,
    ball_velocity: NDArray[np.float32] | None = None,
    carrier: NDArray[np.int16] | None = None,
) -> Pressing:
    """Pressing intensity on every attacker in every frame with a side in possession.

    A player without a known velocity counts as standing. With `ball_velocity` and `carrier`, the time to the man on
    the ball is the shorter of the times to him and to the ball, as in the author's own programme.

    Args:
        frames: mended frames.
        velocity: (F, P, 2) from `velocities`.
        ball_velocity: (F, 2) from `ball_velocity`.
        carrier: (F,) slot of the man on the ball, -1 for none.

    Returns:
        Intensities, and the numbers of players in sight.
    """
    shape = frames.seen.shape
    intensity = np.full(shape, np.nan, dtype=np.float32)
    nearest = np.full(shape, np.nan, dtype=np.float32)
    there = np.isfinite(frames.xy[..., 0])
    attacking = there & (frames.side_of == frames.possession[:, None])
    defending = there & (frames.side_of == 1 - frames.possession[:, None]) & (frames.possession >= 0)[:, None]
    attacking &= defending.any(axis=1)[:, None]
    for start in range(0, len(frames), CHUNK):
        rows = slice(start, start + CHUNK)
        row, attacker, defender = pairs(attacking[rows], defending[rows])
        if not len(row):
            continue
        state = np.concatenate((frames.xy[rows], np.nan_to_num(velocity[rows])), axis=-1).reshape(-1, 4)
        pressed = row * shape[1] + attacker
        theirs, mine = state.take(row * shape[1] + defender, axis=0), state.take(pressed, axis=0)
        p1, v1 = theirs[:, :2], theirs[:, 2:]
        t = time_to_intercept(p1, v1, mine[:, :2], mine[:, 2:])
        if ball_velocity is not None and carrier is not None:
            ball = frames.ball[rows, :2]
            on_it = np.flatnonzero((carrier[rows][row] == attacker) & np.isfinite(ball[row, 0]))
            r = row[on_it]
            to_ball = time_to_intercept(p1[on_it], v1[on_it], ball[r], np.nan_to_num(ball_velocity[rows])[r])
            t[on_it] = np.minimum(t[on_it], to_ball)
        starts = np.flatnonzero(np.diff(pressed, prepend=-1))
        at = (row[starts] + start, attacker[starts])
        intensity[at] = 1 - np.multiply.reduceat(1 - probability_in_time(t), starts)
        nearest[at] = np.minimum.reduceat(t, starts)
    return Pressing(intensity, nearest, defending.sum(axis=1).astype(np.uint8), attacking.sum(axis=1).astype(np.uint8))
