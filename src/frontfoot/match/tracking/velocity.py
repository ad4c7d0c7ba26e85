"""Velocities: the slope of a straight line through a short window, never across a break.

The filter is Savitzky and Golay's (Anal. Chem. 36, 1964) with a window of 0.7 s and degree 1, of which degree 2 gives
the same derivative at the middle of the window. Near the ends of a stretch the window is cut off, and the line is
fitted to what is left (at least three samples); a stretch shorter than that has no velocity, and neither has a
sample that comes out faster than anybody runs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.match.tracking.frames import Frames

WINDOW = 0.7  # seconds
BALL_WINDOW = 0.3  # seconds: a ball changes direction at a touch
LEAST = 3  # samples
TOP_SPEED = 12.0  # m/s, of a player
BALL_TOP_SPEED = 50.0


def velocities(frames: Frames) -> NDArray[np.float32]:
    """Velocities of the players.

    Args:
        frames: mended frames.

    Returns:
        (F, P, 2) float32, m/s, in the direction of `frames.xy`; NaN where unknown.
    """
    return _below(slopes(frames.xy, frames.breaks, frames.rate, WINDOW), TOP_SPEED)


def ball_velocity(frames: Frames) -> NDArray[np.float32]:
    """(F, 2) velocity of the ball along the ground, m/s, NaN where unknown."""
    ball = slopes(frames.ball[:, None, :2], frames.ball_breaks[:, None], frames.rate, BALL_WINDOW)
    return _below(ball[:, 0], BALL_TOP_SPEED)


def _below(velocity: NDArray[np.float32], limit: float) -> NDArray[np.float32]:
    velocity[(velocity**2).sum(axis=-1) > limit**2] = np.nan
    return velocity


def slopes(
    xy: NDArray[np.float32], breaks: NDArray[np.bool_], rate: float, window: float = WINDOW
) -> NDArray[np.float32]:
    """The slope of the least-squares line through the samples around each sample.

    Args:
        xy: (F, P, 2) positions, NaN where unknown.
        breaks: (F, P), true where a stretch begins.
        rate: frames per second.
        window: seconds; the nearest odd number of frames is taken, at least three.

    Returns:
        (F, P, 2) float32; NaN where fewer than three samples of the stretch lie in the window.
    """
    if not window > 0:
        raise InputError(f"A window of {window} s holds no movement", remedy="Give a length above zero")
    half = max(1, round((window * rate - 1) / 2))
    placed = np.isfinite(xy[..., 0])
    # A hole in the positions ends a stretch as well.
    edge = breaks | ~placed
    edge[1:] |= ~placed[:-1]
    stretch = np.cumsum(edge, axis=0, dtype=np.int32)
    stretch[~placed] = -1
    count = placed.astype(np.float32)
    first = np.zeros(placed.shape, dtype=np.float32)  # sums of k and k^2 over the window
    second = np.zeros(placed.shape, dtype=np.float32)
    moment = np.zeros(xy.shape, dtype=np.float32)  # sums of k (x_k - x_0) and of x_k - x_0
    total = np.zeros(xy.shape, dtype=np.float32)
    for k in range(1, half + 1):
        if k >= len(xy):
            break
        same = (stretch[k:] == stretch[:-k]) & placed[k:]
        step = np.where(same[..., None], xy[k:] - xy[:-k], np.float32(0))
        weight = same.astype(np.float32)
        for here, sign in ((slice(None, -k), 1), (slice(k, None), -1)):
            count[here] += weight
            first[here] += sign * k * weight
            second[here] += k * k * weight
            moment[here] += k * step
            total[here] += sign * step
    spread = second - first * first / np.maximum(count, 1)
    enough = placed & (count >= LEAST)
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = (moment - (first / count)[..., None] * total) / spread[..., None]
    return np.where(enough[..., None], slope * np.float32(rate), np.float32(np.nan)).astype(np.float32)
