"""The model's columns of every shot are those of plain arithmetic, shot by shot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from frontfoot.chances.features import counter, features, shot_columns
from frontfoot.chances.situation import SITUATION, Situations, situations
from frontfoot.match.load import load
from tests.chances.chances_tables import WHEEL
from tests.chances.made_situations import made_frame
from tests.chances.slow_features import counted_as_counter, shot_itself, slow_features

PLAIN = {"x": 94.0, "y": 34.0, "body_part": "right_foot", "setup": False, "attack_passes": 0}


def agree(frame: pl.DataFrame) -> None:
    frame = frame.drop_nulls(["x", "y"])
    columns = features(Situations.of(frame))
    for place, shot in enumerate(frame.iter_rows(named=True)):
        expected = slow_features(shot)
        assert set(columns) == set(expected)
        got = [columns[name][place] for name in expected]
        off = np.abs(np.array(got) - list(expected.values()))
        assert off.max() < 1e-11, (list(expected)[off.argmax()], shot)
    assert counter(Situations.of(frame)).tolist() == [counted_as_counter(shot) for shot in frame.iter_rows(named=True)]


@pytest.mark.parametrize("seed", range(3))
def test_made_situations(seed: int) -> None:
    agree(made_frame(seed))


@pytest.mark.parametrize("names", WHEEL)
def test_real_matches(kloppy_files: Path, names: tuple[str, ...]) -> None:
    agree(situations(load(*(kloppy_files / name for name in names)).events).frame())


def test_the_order_of_the_columns_is_fixed_and_the_shot_itself_comes_first() -> None:
    columns = features(Situations.of(pl.DataFrame([PLAIN], schema=SITUATION)))
    own = list(shot_itself({**PLAIN, "set_piece": None}))
    assert list(columns)[: len(own)] == own
    assert shot_columns() == frozenset(own)


@pytest.mark.parametrize(
    ("name", "column", "limit"),
    [
        ("keeper_3", "keeper_out_seconds", 3.0),
        ("keeper_1.5", "keeper_out_seconds", 1.5),
        ("rebound_3", "rebound_seconds", 3.0),
        ("rebound_6", "rebound_seconds", 6.0),
        ("take_on", "take_on_seconds", 3.0),
        ("aerial", "aerial_seconds", 2.5),
        ("loose", "loose_seconds", 2.5),
        ("corner", "corner_seconds", 10.0),
        ("corner_3", "corner_seconds", 3.0),
        ("free_kick_phase", "free_kick_seconds", 10.0),
        ("throw_in_phase", "throw_in_seconds", 10.0),
    ],
)
def test_what_happened_counts_up_to_its_limit_and_not_beyond(name: str, column: str, limit: float) -> None:
    times = [0.0, limit - 0.01, limit, limit + 0.01, None]
    frame = pl.DataFrame([{**PLAIN, column: time} for time in times], schema=SITUATION)
    assert (features(Situations.of(frame))[name] > 0).tolist() == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("seconds", "x", "restart", "counts"),
    [
        (15.0, 52.5, None, True),
        (15.01, 52.5, None, False),
        (15.0, 52.51, None, False),
        (0.0, 0.0, None, True),
        (15.0, 52.5, "goal_kick", False),
        (None, 52.5, None, False),
        (15.0, None, None, False),
    ],
)
def test_a_counter_attack_begins_in_the_own_half_within_15_seconds(
    seconds: float | None, x: float | None, restart: str | None, counts: bool
) -> None:
    row = {**PLAIN, "attack_seconds": seconds, "attack_x": x, "attack_restart": restart}
    assert counter(Situations.of(pl.DataFrame([row], schema=SITUATION))).tolist() == [counts]


def test_how_the_ball_came_counts_half_at_24_metres() -> None:
    rows = [{**PLAIN, "x": 105.0 - metres, "setup": True} for metres in (24.0, 0.0, 105.0)]
    half, near, far = features(Situations.of(pl.DataFrame(rows, schema=SITUATION)))["setup"]
    assert half == pytest.approx(0.5)
    assert near == pytest.approx(1.0 / (1.0 + np.exp(-4.8)))
    assert far < 1e-6
