"""The limits of a stretch of reversed places: between two clear places they follow from the movement of the ball.

Ends of events are no evidence (see `frontfoot.match.flips`); starts are. The ball goes a short way from the start of
one action to the start of the next, and the two halves of a duel start at the same place.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.match.codes import Array
from frontfoot.match.columns import Columns
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

CLEAR: Final = 3.0
"""Log odds from which a place counts as clear."""

_STEP_METRES: Final = 12.0  # mean distance between the starts of two actions that follow each other
_STEP_STRAY: Final = 0.05  # share of such steps of any length
_STEP_SECONDS: Final = 8.0  # after longer pauses the distance is no evidence
_CHANGE: Final = 5.0  # cost of a change of state, of one side or of both at once
_LEANING: Final = 0.1  # cost of every reversed event, so that events without evidence stay as recorded
_SHORT_SECONDS: Final = 300.0  # in a stretch up to this long the other side may have no clear place of its own
_CERTAIN: Final = 1e6  # cost of leaving the state that clear places show


def steps(events: Columns, before: Array, after: Array) -> tuple[Array, Array]:
    """Log likelihoods of the ways between the starts of pairs of events.

    Args:
        events: all events.
        before, after: rows of the pairs.

    Returns:
        When both places are recorded alike, and when one of them is reversed; 0 and 0 if the pair is no evidence.
    """
    other = events.side[before] != events.side[after]
    x, y = events.x[after], events.y[after]
    x, y = np.where(other, PITCH_LENGTH - x, x), np.where(other, PITCH_WIDTH - y, y)
    alike = np.hypot(x - events.x[before], y - events.y[before])
    differ = np.hypot(PITCH_LENGTH - x - events.x[before], PITCH_WIDTH - y - events.y[before])
    informative = events.seconds[after] - events.seconds[before] <= _STEP_SECONDS

    def likelihood(distance: Array) -> Array:
        near = (1 - _STEP_STRAY) * np.exp(-distance / _STEP_METRES) / _STEP_METRES
        return np.where(informative, np.log(near + _STEP_STRAY / PITCH_LENGTH), 0.0)

    return likelihood(alike), likelihood(differ)


def settle_borders(events: Columns, rows: Array, odds: Array, wrong: Array) -> Array:
    """Which events of a period were reversed, with the borders of the stretches put where the ball's way breaks.

    Args:
        events: all events.
        rows: those of the period that carry a place, in the order of play.
        odds: log odds that the place of each of them is reversed.
        wrong: for each of them, whether the clear places of its own side show that it is reversed.

    Returns:
        As `wrong`. Only events between a clear place of the one state and a clear place of the other may change, and
        those of a side without a clear place in a short reversed stretch of the other side.
    """
    side, seconds = events.side[rows].astype(np.int64), events.seconds[rows]
    open_ = np.zeros(len(rows), dtype=bool)
    for one in (0, 1):
        mine = np.flatnonzero(side == one)
        clear = np.abs(odds[mine]) >= CLEAR
        open_[mine] |= _between(wrong[mine], clear)
        for first, last in _short_stretches(wrong[mine], clear, seconds[mine]):
            theirs = np.flatnonzero((side != one) & (seconds >= first) & (seconds <= last))
            if not bool((np.abs(odds[theirs]) >= CLEAR).any()):
                open_[theirs] = True
    return _joint_path(side, open_, odds, wrong, *steps(events, rows[:-1], rows[1:]))


def _between(wrong: Array, clear: Array) -> Array:
    """The events of a side whose stretch between two clear places holds a change of state."""
    segment = np.cumsum(clear)
    changed = np.unique(segment[1:][(wrong[1:] != wrong[:-1])] - clear[1:][wrong[1:] != wrong[:-1]])
    opened: Array = np.isin(segment, changed) & ~clear
    return opened


def _short_stretches(wrong: Array, clear: Array, seconds: Array) -> list[tuple[float, float]]:
    """From the first to the last clear place of every reversed stretch; from the period's start or to its end there."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], wrong.astype(int), [0]))))
    spans = []
    for first, end in edges.reshape(-1, 2).tolist():
        places = first + np.flatnonzero(clear[first:end])
        first, last = (first if first == 0 else places[0]), (end - 1 if end == len(wrong) else places[-1])
        spans.append((float(seconds[first]), float(seconds[last])))
    return [(first, last) for first, last in spans if last - first <= _SHORT_SECONDS]


def _joint_path(side: Array, open_: Array, odds: Array, wrong: Array, alike: Array, differ: Array) -> Array:
    """The most likely states of both sides along the period (bit 0 home, bit 1 away), by the Viterbi algorithm."""
    n = len(side)
    bit = (np.arange(4)[:, None] >> np.arange(2)[None, :]) & 1  # (state, side) -> reversed?
    cost = _CHANGE * (1.0 - np.eye(4))
    informative = (side[1:] == side[:-1]) | open_[1:] | open_[:-1]
    alike, differ = np.where(informative, alike, 0.0), np.where(informative, differ, 0.0)
    sign = np.where(open_, odds - _LEANING, np.where(wrong, _CERTAIN, -_CERTAIN))
    back = np.zeros((n, 4), dtype=np.int64)
    score = bit[:, side[0]] * sign[0]
    for i in range(1, n):
        before, after = bit[:, side[i - 1]], bit[:, side[i]]
        total = score[:, None] - cost + np.where(before[:, None] == after[None, :], alike[i - 1], differ[i - 1])
        back[i] = total.argmax(axis=0)
        score = total.max(axis=0) + after * sign[i]
    path = np.empty(n, dtype=np.int64)
    path[-1] = int(score.argmax())
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    settled: Array = (path >> side) & 1 == 1
    return settled
