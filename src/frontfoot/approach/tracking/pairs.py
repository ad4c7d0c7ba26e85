"""Pairs of opponents: broadcast frames are half empty, so only the pairs that are there are computed."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

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
