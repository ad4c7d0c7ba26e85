"""Swaps: a stretch recorded from the wrong end, and two players who take each other's name."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from frontfoot.match.match import Repair
from frontfoot.match.tracking.direction import home_is_left

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from frontfoot.match.tracking.frames import Frames

NEAR = 3.0  # metres: how well half a turn must explain the positions
FAR = 15.0  # metres: how far the players must seem to have gone without it
LOOK_BACK = 10.0  # seconds: the last known positions are compared over a gap of at most this
MANY = 4  # players that must be seen on both sides of the turn


def unswap(frames: Frames) -> tuple[Frames, tuple[Repair, ...]]:
    """Turn round the stretches of a period that were recorded from the other end.

    A turn is a frame at which most players jump far and half a turn of the pitch brings them back to where they were.
    The stretches between turns alternate; which of the two kinds is wrong is told by where the keepers stand.

    Returns:
        The frames, and a repair for every stretch that was turned round.
    """
    middle = np.array([frames.length, frames.width], dtype=np.float32)
    period, seconds = frames.period, frames.seconds
    turns = _turns(frames)
    if not turns:
        return frames, ()
    evidence = home_is_left(frames.xy, frames.side_of, frames.keeper, frames.length)
    xy, ball = frames.xy.copy(), frames.ball.copy()
    repairs = []
    for number in np.unique(period):
        rows = np.flatnonzero(period == number)
        inside = [t for t in turns if rows[0] < t <= rows[-1]]
        edges = [rows[0], *inside, rows[-1] + 1]
        parity = [
            (-1) ** k * np.nan_to_num(evidence[a:b]).clip(-20, 20).sum() for k, (a, b) in enumerate(pairwise(edges))
        ]
        wrong = 1 if sum(parity) >= 0 else 0
        for k, (a, b) in enumerate(pairwise(edges)):
            if inside and k % 2 == wrong:
                xy[a:b] = middle - xy[a:b]
                ball[a:b, :2] = middle - ball[a:b, :2]
                what = f"Period {number}, {seconds[a]:.1f} s to {seconds[b - 1]:.1f} s was recorded from the other end"
                repairs.append(Repair("swapped-stretch", what, int(b - a)))
    return replace(frames, xy=xy, ball=ball), tuple(repairs)


def _turns(frames: Frames) -> list[int]:
    """Rows at which half a turn explains the jump of most players."""
    xy, rows = frames.xy, np.arange(len(frames))
    known = np.isfinite(xy[..., 0])
    middle = np.array([frames.length, frames.width], dtype=np.float32)
    last = np.maximum.accumulate(np.where(known, rows[:, None], -1), axis=0)
    previous = np.vstack((np.full((1, xy.shape[1]), -1), last[:-1]))
    pairs = known & (previous >= 0) & (rows[:, None] - previous <= LOOK_BACK * frames.rate)
    pairs &= frames.period[np.maximum(previous, 0)] == frames.period[:, None]
    # A slot of unidentified players may have changed hands over the gap.
    pairs &= ~frames.breaks
    row, slot = np.nonzero(pairs)
    here, before = xy[row, slot], xy[previous[row, slot], slot]
    straight = np.hypot(*(here - before).T)
    turned = np.hypot(*(middle - here - before).T)
    # The centre circle looks the same from both ends: only players who stand off the middle can tell.
    votes = np.bincount(row, weights=(straight > FAR) & (turned < NEAR), minlength=len(xy))
    against = np.bincount(row, weights=straight < FAR / 2, minlength=len(xy))
    return [int(r) for r in np.flatnonzero((votes >= MANY) & (votes > against))]


def swapped_identities(
    xy: NDArray[np.float32],
    breaks: NDArray[np.bool_],
    side_of: NDArray[np.int8],
    rate: float,
    speed: float,
    noise: float,
) -> tuple[int, int]:
    """How often two players jump into each other's place in the same frame: (team-mates, opponents)."""
    reach = speed / rate + noise
    same = other = 0
    jumping = np.zeros_like(breaks)
    jumping[1:] = breaks[1:] & np.isfinite(xy[1:, :, 0]) & np.isfinite(xy[:-1, :, 0])
    for row in np.flatnonzero(jumping.sum(axis=1) >= 2):
        slots = np.flatnonzero(jumping[row])
        for index, a in enumerate(slots):
            for b in slots[index + 1 :]:
                crossed = np.hypot(*(xy[row, a] - xy[row - 1, b])) < reach and (
                    np.hypot(*(xy[row, b] - xy[row - 1, a])) < reach
                )
                if crossed:
                    same += int(side_of[a] == side_of[b])
                    other += int(side_of[a] != side_of[b])
    return same, other
