"""Pairs of opponents against plain loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.approach.tracking.pressure import pairs


@settings(max_examples=40)
@given(st.integers(0, 5), st.integers(1, 5), st.integers(0, 2**32 - 1), st.floats(0.0, 1.0))
def test_every_attacker_meets_every_defender_of_his_frame_in_order(
    frames: int, players: int, seed: int, share: float
) -> None:
    attacking, defending = np.random.default_rng(seed).random((2, frames, players)) < share
    expected = [
        (row, attacker, defender)
        for row in range(frames)
        for attacker in range(players)
        for defender in range(players)
        if attacking[row, attacker] and defending[row, defender]
    ]
    assert list(zip(*(column.tolist() for column in pairs(attacking, defending)), strict=True)) == expected
