"""Who has the ball, told from positions where the file does not say it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from frontfoot.match.tracking import Frames
from frontfoot.match.tracking.possession import carriers, with_possession
from tests.tracking.scenes import scene


def passes(alive: list[bool] | None = None) -> Frames:
    """The ball lies at h1's feet, flies, is near a1 for two frames, flies, lies at a2's, ten frames each."""
    n = 42
    home = np.broadcast_to([[5.0, 34.0], [30.0, 34.0]], (n, 2, 2))
    away = np.broadcast_to([[100.0, 34.0], [50.0, 34.0], [70.0, 34.0]], (n, 3, 2))
    ball = np.repeat([[31.0, 34], [40, 34], [50, 35], [60, 34], [70, 33]], [10, 10, 2, 10, 10], axis=0)
    frames = scene(home, away, ball=ball, possession=-1)
    return frames if alive is None else replace(frames, table=frames.table.with_columns(alive=pl.Series(alive)))


def test_a_side_wins_the_ball_by_three_tenths_of_a_second_at_it() -> None:
    inferred = with_possession(passes())
    # The two frames near a1 are too few; home keep the ball until a2 has it.
    assert inferred.possession.tolist() == [0] * 32 + [1] * 10
    assert inferred.table["possession"].to_list() == ["home"] * 32 + ["away"] * 10
    assert [finding.rule for finding in inferred.findings if "possession" in finding.rule] == ["possession-inferred"]
    assert carriers(inferred).tolist() == [1] * 10 + [-1] * 22 + [4] * 10


def test_what_the_file_says_stands() -> None:
    frames = passes()
    stated = replace(frames, possession=np.where(np.arange(42) == 0, 1, -1).astype(np.int8))
    assert with_possession(stated) is stated


def test_a_dead_ball_is_nobodys_until_it_is_won_again() -> None:
    inferred = with_possession(passes([not 15 <= row < 20 for row in range(42)]))
    assert inferred.possession.tolist() == [0] * 15 + [-1] * 17 + [1] * 10


@pytest.mark.parametrize("unseen", [False, True])
def test_the_man_the_file_names_is_on_the_ball_if_he_is_seen(unseen: bool) -> None:
    home = np.broadcast_to([[5.0, 34.0], [30.0, 34.0], [36.0, 34.0]], (5, 3, 2)).copy()
    away = np.broadcast_to([[100.0, 34.0], [50.0, 34.0]], (5, 2, 2))
    if unseen:
        home[2, 2] = np.nan
    frames = scene(home, away, ball=[31, 34], possession=0, possessor=["h2"] * 5)
    assert carriers(frames).tolist() == [2, 2, -1 if unseen else 2, 2, 2]
