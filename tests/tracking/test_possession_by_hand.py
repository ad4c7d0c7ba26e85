"""Who has the ball, and how fast everybody is, against plain loops and at every limit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import InputError
from frontfoot.match.tracking import Frames
from frontfoot.match.tracking.possession import carriers, nearest_to_ball, with_possession
from frontfoot.match.tracking.velocity import ball_velocity, slopes, velocities
from tests.tracking.scenes import scene

NAN = float("nan")


def chance(seed: int, *, count: int = 60, rate: float = 10.0, possession: object = -1) -> Frames:
    """Two players of each side near a ball that flies, lies, dies and is lost, in two periods."""
    rng = np.random.default_rng(seed)
    hold = np.repeat(np.arange(count // 4 + 1), 4)[:count]

    def steady(values: np.ndarray) -> np.ndarray:
        return values[hold]

    blocks = hold.max() + 1
    ball = steady(rng.choice([30.0, 32.0, 50.0], (blocks, 2)))
    ball[rng.random(count) < 0.05] = np.nan
    home = np.stack([steady(rng.choice([30.0, 31.0, 90.0], (blocks, 2))) for _ in range(2)], axis=1)
    away = np.stack([steady(rng.choice([30.5, 51.0, 80.0], (blocks, 2))) for _ in range(2)], axis=1)
    home[rng.random(count) < 0.1, 0] = np.nan
    frames = scene(home, away, ball=ball, possession=possession, period=np.repeat([1, 2], [count - 25, 25]), rate=rate)
    high = frames.ball.copy()
    high[:, 2] = steady(rng.choice([NAN, 0.0, 2.5, 2.6], blocks))
    high[np.isnan(high[:, 0]), 2] = np.nan
    alive = steady(rng.random(blocks) < 0.85)
    table = frames.table.with_columns(alive=pl.Series(alive.tolist() if seed % 3 else [None] * count, dtype=pl.Boolean))
    return replace(frames, ball=high, table=table)


def near_by_hand(frames: Frames, row: int, allowed: list[int]) -> tuple[int | None, float]:
    gaps = {
        slot: float(np.hypot(*(frames.xy[row, slot] - frames.ball[row, :2])))
        for slot in allowed
        if np.isfinite(frames.xy[row, slot, 0]) and np.isfinite(frames.ball[row, 0])
    }
    slot = min(gaps, key=gaps.__getitem__, default=None)
    return slot, np.inf if slot is None else gaps[slot]


@pytest.mark.parametrize("rate", [10.0, 2.0])
@pytest.mark.parametrize("seed", range(25))
def test_the_ball_is_won_as_by_hand(seed: int, rate: float) -> None:
    frames = chance(seed, rate=rate)
    sides: list[int] = []
    for row in range(len(frames)):
        slot, gap = near_by_hand(frames, row, list(range(4)))
        dead = frames.table["alive"][row] is False
        low = not frames.ball[row, 2] > 2.5
        sides.append(-1 if slot is None or gap > 2.0 or dead or not low else int(frames.side_of[slot]))
    need = max(1, round(0.3 * rate))
    expected: list[int] = []
    owner = -1
    for row, side in enumerate(sides):
        if row and frames.period[row] != frames.period[row - 1]:
            owner = -1
        if frames.table["alive"][row] is False:
            owner = -1
        begins = row == 0 or sides[row - 1] != side
        if side >= 0 and begins and len(sides[row : row + need]) == need and set(sides[row : row + need]) == {side}:
            owner = side
        expected.append(owner if np.isfinite(frames.ball[row, 0]) else -1)
    inferred = with_possession(frames)
    assert inferred.possession.tolist() == expected
    assert inferred.table["possession"].to_list() == [{0: "home", 1: "away", -1: None}[side] for side in expected]
    finding = inferred.findings[-1]
    share = sum(side >= 0 for side in expected) / len(expected)
    assert (finding.rule, finding.level) == ("possession-inferred", "warning")
    assert finding.events == int(share * len(expected))
    assert f"in {share:.0%} of the frames" in finding.what


@pytest.mark.parametrize("seed", range(15))
def test_the_carrier_is_the_nearest_of_the_side_in_possession(seed: int) -> None:
    rng = np.random.default_rng(seed + 100)
    frames = chance(seed, possession=rng.integers(-1, 2, 60))
    stated = rng.choice([-1, -1, -1, 0, 1, 2, 3], 60)
    table = frames.table.with_columns(possessor=pl.Series([int(s) if s >= 0 else None for s in stated], dtype=pl.Int16))
    frames = replace(frames, table=table)
    expected: list[int] = []
    for row in range(60):
        owner = int(frames.possession[row])
        if stated[row] >= 0:
            named = int(stated[row])
            holds = np.isfinite(frames.xy[row, named, 0]) and frames.side_of[named] == owner
            expected.append(named if holds else -1)
            continue
        near, gap = near_by_hand(frames, row, [slot for slot in range(4) if frames.side_of[slot] == owner])
        on_it = near is not None and owner >= 0 and gap <= 2.0 and not frames.ball[row, 2] > 2.5
        expected.append(near if on_it and near is not None else -1)
    assert carriers(frames).tolist() == expected
    slot, distance = nearest_to_ball(frames)
    for row in range(60):
        near, gap = near_by_hand(frames, row, list(range(4)))
        assert distance[row] == pytest.approx(gap)
        assert near is None or slot[row] == near


# --- velocities ----------------------------------------------------------------------------------------------------


def moving(speed: float, count: int = 12, rate: float = 10.0) -> tuple[np.ndarray, np.ndarray]:
    x = 20.0 + speed / rate * np.arange(count)
    breaks = np.zeros((count, 1), dtype=bool)
    breaks[0] = True
    return np.column_stack((x, np.full(count, 30.0)))[:, None].astype(np.float32), breaks


@pytest.mark.parametrize("speed", [0.0, 3.0, -7.5])
@pytest.mark.parametrize("rate", [2.0, 5.0, 10.0, 25.0])
@pytest.mark.parametrize("window", [0.1, 0.3, 0.7, 2.0])
def test_a_straight_run_has_its_speed_everywhere(speed: float, rate: float, window: float) -> None:
    slope = slopes(*moving(speed, rate=rate), rate, window)[:, 0]
    # With the shortest window of three samples the first and the last have no two neighbours.
    half = max(1, round((window * rate - 1) / 2))
    inner = slope if half > 1 else slope[1:-1]
    np.testing.assert_allclose(inner, np.broadcast_to([speed, 0.0], inner.shape), atol=1e-3)
    assert np.isnan(slope[[0, -1]]).all() == (half == 1)


@pytest.mark.parametrize("window", [0.0, -1.0, NAN])
def test_a_window_holds_some_time(window: float) -> None:
    with pytest.raises(InputError, match=r"A window of .* s holds no movement\. Give a length above zero"):
        slopes(*moving(1.0), 10.0, window)


@pytest.mark.parametrize(("speed", "known"), [(11.9, True), (12.1, False), (-11.9, True), (-12.1, False)])
def test_nobody_runs_faster_than_twelve_metres_a_second(speed: float, known: bool) -> None:
    track = moving(speed)[0]
    keeper = np.broadcast_to([50.0, 34.0], (12, 1, 2))
    frames = scene(np.concatenate([keeper, track], axis=1), keeper, ball=moving(speed * 50 / 12)[0][:, 0])
    assert np.isfinite(velocities(frames)[5, 1]).all() == known
    assert np.isfinite(ball_velocity(frames)[5]).all() == known
    if known:
        assert velocities(frames)[5, 1, 0] == pytest.approx(speed, abs=1e-3)
        assert ball_velocity(frames)[5, 0] == pytest.approx(speed * 50 / 12, abs=1e-2)


def test_the_window_of_the_ball_is_three_tenths_of_a_second_and_of_a_player_seven() -> None:
    """A single place apart is seen by the frames within the window alone: one beside it for the ball, three else."""
    track = moving(0.0, 20)[0]
    track[10, 0, 1] += 0.3
    keeper = np.broadcast_to([50.0, 34.0], (20, 1, 2))
    frames = scene(np.concatenate([keeper, track], axis=1), keeper, ball=track[:, 0])
    seen = np.flatnonzero(np.abs(velocities(frames)[:, 1, 1]) > 1e-4).tolist()
    assert seen == [7, 8, 9, 11, 12, 13]
    assert np.flatnonzero(np.abs(ball_velocity(frames)[:, 1]) > 1e-4).tolist() == [9, 11]
