"""Stretches recorded from the wrong end, and pairs of players whose identities are exchanged."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frontfoot.match.match import Repair
from frontfoot.match.tracking.direction import home_is_left, keepers_at_home
from frontfoot.match.tracking.frames import Frames

NEAR = 3.0  # metres: how well half a turn must explain the positions
FAR = 15.0  # metres: how far the players must seem to have gone without it
LOOK_BACK = 10.0  # seconds: the last known positions are compared over a gap of at most this
HOLE = 1.0  # seconds without enough players, after which nothing is taken to go on as before
MANY = 4  # players that must be seen on both sides of the turn
ENOUGH = 20  # frames with a goalkeeper in sight that settle the direction of a stretch


def unswap(frames: Frames) -> tuple[Frames, tuple[Repair, ...]]:
    """Turn round the stretches of a period that were recorded from the other end.

    A turn is a frame at which most players jump far and half a turn of the pitch brings them back to where they were:
    the stretches on its two sides have opposite directions. A hole, longer than 1 s without enough players, may hide
    a turn: the frames after it are judged by the positions of the goalkeepers, or keep the direction if none is seen.

    Returns:
        The frames, and a repair for every stretch that was turned round.
    """
    middle = np.array([frames.length, frames.width], dtype=np.float32)
    turns, seconds = _turns(frames), frames.seconds
    keepers = np.nan_to_num(keepers_at_home(frames.xy, frames.side_of, frames.keeper, frames.length))
    evidence = np.nan_to_num(home_is_left(frames.xy, frames.side_of, frames.keeper, frames.length)).clip(-20, 20)
    wrong = np.zeros(len(frames), dtype=bool)
    for number in np.unique(frames.period):
        rows = np.flatnonzero(frames.period == number)
        turned = False  # a period begins the way most of it was judged to go
        for first, last in _chains(frames, rows):
            edges = [first, *(t for t in turns if first < t <= last), last + 1]
            turned ^= first in turns
            parity = np.ones(last + 1 - first)
            for start, end in pairwise(edges[1:]):
                parity[start - first : end - first] = -parity[start - first - 1]
            by_keeper = keepers[first : last + 1]
            if (by_keeper != 0).sum() >= ENOUGH:
                turned = float((parity * by_keeper.clip(-20, 20)).sum()) < 0
            elif len(edges) > 2:
                turned = float((parity * evidence[first : last + 1]).sum()) < 0
            wrong[first : last + 1] = (parity < 0) != turned
            turned = bool(wrong[last])
    if not wrong.any():
        return frames, ()
    xy, ball = frames.xy.copy(), frames.ball.copy()
    xy[wrong] = middle - xy[wrong]
    ball[wrong, :2] = middle - ball[wrong, :2]
    repairs = []
    edge = np.flatnonzero(np.diff(wrong.astype(int) * frames.period, prepend=0, append=0))
    for a, b in pairwise(edge):
        if wrong[a]:
            text = (
                f"Period {frames.period[a]}, {seconds[a]:.1f} to {seconds[b - 1]:.1f} s was recorded from the other end"
            )
            repairs.append(Repair("swapped-stretch", text, int(b - a)))
    return replace(frames, xy=xy, ball=ball), tuple(repairs)


def _chains(frames: Frames, rows: NDArray[np.intp]) -> list[tuple[int, int]]:
    """First and last row of the stretches of a period between holes, in order."""
    enough = rows[np.isfinite(frames.xy[rows, :, 0]).sum(axis=1) >= MANY]
    cuts = enough[1:][np.diff(frames.seconds[enough]) > HOLE + 0.5 / frames.rate]
    starts = [int(rows[0]), *map(int, cuts)]
    return list(zip(starts, [*(s - 1 for s in starts[1:]), int(rows[-1])], strict=True))


def _turns(frames: Frames) -> list[int]:
    """Rows at which half a turn explains the jump of most players."""
    xy, rows = frames.xy, np.arange(len(frames))
    placed = np.isfinite(xy[..., 0])
    middle = np.array([frames.length, frames.width], dtype=np.float32)
    last = np.maximum.accumulate(np.where(placed, rows[:, None], -1), axis=0)
    previous = np.vstack((np.full((1, xy.shape[1]), -1), last[:-1]))
    pairs = placed & (previous >= 0) & (rows[:, None] - previous <= LOOK_BACK * frames.rate)
    pairs &= frames.period[np.maximum(previous, 0)] == frames.period[:, None]
    # A slot of unidentified players may have changed hands over the gap.
    pairs &= ~frames.breaks
    row, slot = np.nonzero(pairs)
    here, before = xy[row, slot], xy[previous[row, slot], slot]
    straight = np.hypot(*(here - before).T)
    turned = np.hypot(*(middle - here - before).T)
    # The centre circle looks the same from both ends: only players away from the middle are evidence.
    votes = np.bincount(row, weights=(straight > FAR) & (turned < NEAR), minlength=len(xy))
    against = np.bincount(row, weights=straight < FAR / 2, minlength=len(xy))
    return [int(r) for r in np.flatnonzero((votes >= MANY) & (votes > against))]


def swapped_identities(
    xy: NDArray[np.float32],
    jumps: NDArray[np.bool_],
    side_of: NDArray[np.int8],
    rate: float,
    speed: float,
    noise: float,
) -> tuple[int, int]:
    """How often two players jump into each other's place in the same frame: (team-mates, opponents).

    `jumps` (F, P) is true where a player's step is impossible; `speed` (m/s) and `noise` (m) are its limits.
    """
    reach = speed / rate + noise
    same = other = 0
    jumping = np.zeros_like(jumps)
    jumping[1:] = jumps[1:] & np.isfinite(xy[1:, :, 0]) & np.isfinite(xy[:-1, :, 0])
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
