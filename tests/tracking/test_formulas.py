"""Pressing intensity, pressure and pitch control against their equations, written out one player at a time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from frontfoot.approach.tracking import Measured
from frontfoot.approach.tracking.pitch_control import NODES, STEEP, cells, pitch_control
from frontfoot.approach.tracking.pressing_intensity import pressing_intensity, time_to_intercept
from frontfoot.approach.tracking.pressure import pressure
from frontfoot.core.errors import InputError
from tests.tracking.scenes import scene

metres = st.floats(-50, 50)
speeds = st.floats(-9, 9)


def bekkers(p1: list[float], v1: list[float], p2: list[float], v2: list[float]) -> float:
    """arXiv:2501.04712, in plain arithmetic."""
    gone = [p2[k] + v2[k] - p1[k] for k in (0, 1)]
    speed, way = math.hypot(*v1), math.hypot(*gone)
    cosine = (v1[0] * gone[0] + v1[1] * gone[1]) / (speed * way) if speed * way else 1.0
    theta = math.acos(max(-1.0, min(1.0, cosine)))
    rest = math.hypot(*(p2[k] + v2[k] - (p1[k] + 0.7 * v1[k]) for k in (0, 1)))
    return speed * theta / math.pi + 0.7 + rest / 12


def andrienko(player: list[float], opponents: list[list[float]], goal: list[float]) -> float:
    total = 0.0
    for opponent in opponents:
        d = math.dist(player, opponent)
        phi = math.atan2(goal[1] - player[1], goal[0] - player[0]) - math.atan2(
            opponent[1] - player[1], opponent[0] - player[0]
        )
        z = (1 + math.cos(phi)) / 2
        reach = 3 + (9 - 3) * (z**3 + 0.3 * z) / 1.3
        if d < reach:
            total += (1 - d / reach) ** 1.75 * 100
    return total


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(*[st.tuples(metres, metres), st.tuples(speeds, speeds)] * 2)
def test_time_to_intercept(p1, v1, p2, v2) -> None:  # type: ignore[no-untyped-def]
    ours = float(time_to_intercept(*(np.array(a) for a in (p1, v1, p2, v2))))
    # acos loses digits near 0 and pi, where atan2 does not.
    assert ours == pytest.approx(bekkers(list(p1), list(v1), list(p2), list(v2)), abs=1e-6)


@pytest.mark.slow
def test_pressing_intensity_and_pressure_on_the_real_match(measured: Measured) -> None:
    frames = measured.frames
    plain = pressing_intensity(frames, measured.velocity)
    rng = np.random.default_rng(3)
    rows = rng.choice(np.flatnonzero(plain.attackers > 3), 150, replace=False)
    goal = {0: [frames.length, frames.width / 2], 1: [0.0, frames.width / 2]}
    compared = 0
    for row in rows:
        seen = np.flatnonzero(np.isfinite(frames.xy[row, :, 0]))
        holder = int(frames.possession[row])
        attackers = [s for s in seen if frames.side_of[s] == holder]
        defenders = [s for s in seen if frames.side_of[s] != holder]
        xy = frames.xy[row].astype(float).tolist()
        v = np.nan_to_num(measured.velocity[row]).astype(float).tolist()
        for a in attackers:
            missed = 1.0
            for d in defenders:
                t = bekkers(xy[d], v[d], xy[a], v[a])
                missed *= 1 - 1 / (1 + math.exp(-math.pi / (math.sqrt(3) * 0.45) * (1.5 - t)))
            assert plain.intensity[row, a] == pytest.approx(1 - missed, abs=1e-5)
            compared += 1
        for s in seen:
            others = [xy[o] for o in seen if frames.side_of[o] != frames.side_of[s]]
            if others:
                pressures = andrienko(xy[s], others, goal[int(frames.side_of[s])])
                assert measured.pressure[row, s] == pytest.approx(pressures, abs=1e-2)
        assert np.isnan(plain.intensity[row, defenders]).all()
    assert compared > 500


@pytest.mark.slow
def test_the_ball_can_only_raise_the_intensity_on_its_carrier(measured: Measured) -> None:
    plain = pressing_intensity(measured.frames, measured.velocity).intensity
    with_ball = measured.pressing.intensity
    changed = np.nan_to_num(plain) != np.nan_to_num(with_ball)
    assert changed.any()
    slot = np.nonzero(changed)
    assert (measured.carrier[slot[0]] == slot[1]).all()
    assert (with_ball[slot] >= plain[slot]).all()


def spearman(
    reached: np.ndarray, rate: np.ndarray, mine: np.ndarray, ball: np.ndarray, point: np.ndarray
) -> tuple[float, float]:
    """The differential equation itself, by an adaptive integrator: control of the side, and of the other."""
    tau = 0.7 + np.hypot(*(point - reached).T) / 5
    start = float(np.hypot(*(point - ball))) / 15

    def change(t: float, p: np.ndarray) -> np.ndarray:
        z = np.pi * (t - tau) / (math.sqrt(3) * 0.45)
        return np.asarray((1 - p.sum()) / (1 + np.exp(-np.clip(z, -500, 500))) * rate)

    end = max(start, float(tau.min())) + 10
    p = solve_ivp(change, (start, end), np.zeros(len(tau)), rtol=1e-8, atol=1e-10, max_step=0.5).y[:, -1]
    return float(p[mine].sum()), float(p[~mine].sum())


@pytest.mark.slow
def test_pitch_control_solves_spearmans_equation(measured: Measured) -> None:
    frames, velocity = measured.frames, measured.velocity
    rng = np.random.default_rng(11)
    seen = np.isfinite(frames.xy[..., 0])
    rows = rng.choice(np.flatnonzero(np.isfinite(frames.ball[:, 0]) & (seen.sum(axis=1) >= 12)), 12, replace=False)
    surface = pitch_control(frames, velocity, rows, "home").reshape(len(rows), -1)
    other = pitch_control(frames, velocity, rows, "away").reshape(len(rows), -1)
    points = cells(frames.length, frames.width).astype(float)
    errors = []
    for index, row in enumerate(rows):
        there = np.flatnonzero(seen[row])
        reached = frames.xy[row, there].astype(float) + 0.7 * np.nan_to_num(velocity[row, there])
        rate = np.where(frames.keeper[there], 4.3 * 3, 4.3)
        for cell in rng.choice(len(points), 12, replace=False):
            home, away = spearman(reached, rate, frames.side_of[there] == 0, frames.ball[row, :2], points[cell])
            errors += [abs(surface[index, cell] - home), abs(other[index, cell] - away)]
    assert max(errors) < 2e-3
    assert np.mean(errors) < 4e-4
    np.testing.assert_allclose(surface + other, 1, atol=1e-4)


def in_double_precision(
    reached: np.ndarray, rate: np.ndarray, mine: np.ndarray, ball: np.ndarray, points: np.ndarray
) -> np.ndarray:
    """The closed form between the same nodes, all cells at once, every player's logistic function written out."""
    tau = 0.7 + np.hypot(*(points[None] - reached[:, None]).transpose(2, 0, 1)) / 5
    flight = np.hypot(*(points - ball).T) / 15
    start = np.maximum(flight, tau.min(axis=0) - 0.75)
    times = np.array(NODES)[:, None, None]
    arrived = 1 / (1 + np.exp(np.clip(STEEP * (tau - start - times), -500, 500)))
    total, share = (arrived * rate[:, None]).sum(axis=1), (arrived * (rate * mine)[:, None]).sum(axis=1)
    share /= total
    waited = np.log1p(np.exp(STEEP * (start + times - tau))) - np.log1p(np.exp(STEEP * (start - tau)))
    log_left = -(waited * rate[:, None]).sum(axis=1) / STEEP
    log_left -= total[0] * (1 - np.exp(-STEEP * (start - flight))) / STEEP
    survival = np.exp(log_left)
    won, hazard = -np.diff(survival, axis=0), -np.diff(log_left, axis=0)
    late = np.clip(won / np.maximum(hazard, 3e-4) - survival[1:], 0, won * 0.5)
    control = (1 - survival[0]) * share[0] + survival[-1] * share[-1]
    return np.asarray(control + (won * share[:-1] + late * np.diff(share, axis=0)).sum(axis=0))


def test_single_precision_and_blocks_of_cells_change_nothing(measured: Measured) -> None:
    frames, velocity = measured.frames, measured.velocity
    seen = np.isfinite(frames.xy[..., 0])
    rows = np.flatnonzero(np.isfinite(frames.ball[:, 0]) & (seen.sum(axis=1) >= 12))[::401][:12]
    for grid in ((50, 32), (33, 17)):
        surface = pitch_control(frames, velocity, rows, "away", grid).reshape(len(rows), -1)
        points = cells(frames.length, frames.width, grid).astype(float)
        for index, row in enumerate(rows):
            there = np.flatnonzero(seen[row])
            reached = frames.xy[row, there].astype(float) + 0.7 * np.nan_to_num(velocity[row, there])
            rate = np.where(frames.keeper[there], 4.3 * 3, 4.3)
            expected = in_double_precision(reached, rate, frames.side_of[there] == 1, frames.ball[row, :2], points)
            np.testing.assert_allclose(surface[index], expected, atol=1e-4)


@pytest.mark.slow
def test_pitch_control_against_the_published_steps_of_004_seconds(measured: Measured) -> None:
    """The tutorial's own scheme: Euler steps of 0.04 s until less than 1% of the ball is left.

    It is unstable where many are at the point before the ball (a step times the sum of rates exceeds 1), and stops
    after 10 s, before anybody reaches the far corners of a frame that shows few players. Points are compared where the
    product stays below one half and the scheme converged.
    """
    frames, velocity = measured.frames, measured.velocity
    rng = np.random.default_rng(5)
    seen = np.isfinite(frames.xy[..., 0])
    rows = rng.choice(np.flatnonzero(np.isfinite(frames.ball[:, 0]) & (seen.sum(axis=1) >= 12)), 6, replace=False)
    surface = pitch_control(frames, velocity, rows, "home").reshape(len(rows), -1)
    points = cells(frames.length, frames.width).astype(float)
    gaps = []
    for index, row in enumerate(rows):
        there = np.flatnonzero(seen[row])
        reached = frames.xy[row, there].astype(float) + 0.7 * np.nan_to_num(velocity[row, there])
        rate = np.where(frames.keeper[there], 4.3 * 3, 4.3)[:, None]
        tau = 0.7 + np.hypot(points[:, 0] - reached[:, :1], points[:, 1] - reached[:, 1:]) / 5
        flight = np.hypot(*(points - frames.ball[row, :2]).T) / 15
        p = np.zeros_like(tau)
        steep = np.zeros(len(points))
        for step in range(250):
            f = 1 / (1 + np.exp(-np.pi * np.clip(flight + 0.04 * step - tau, -50, 50) / (math.sqrt(3) * 0.45)))
            left = 1 - p.sum(axis=0)
            live = left > 0.01
            steep = np.maximum(steep, np.where(live, (f * rate).sum(axis=0) * 0.04, 0))
            p += np.where(live, left * f * rate * 0.04, 0)
        stable = (steep < 0.5) & (p.sum(axis=0) > 0.99)
        gaps.append(np.abs(p[frames.side_of[there] == 0].sum(axis=0) - surface[index])[stable])
    gap = np.concatenate(gaps)
    assert len(gap) > 2000
    assert np.median(gap) < 0.01
    assert np.quantile(gap, 0.99) < 0.03


def test_a_frame_that_cannot_be_told_says_so() -> None:
    home, away = np.full((3, 2, 2), 30.0), np.full((3, 2, 2), 60.0)
    away[1] = np.nan
    frames = scene(home, away, ball=[[50, 30], [50, 30], [np.nan, np.nan]])
    still = np.zeros((*frames.seen.shape, 2), dtype=np.float32)
    surface = pitch_control(frames, still, np.arange(3))
    assert np.isfinite(surface[0]).all()
    assert np.isnan(surface[1:]).all()
    assert np.isnan(pressure(frames)[1]).all()
    assert np.isnan(pressing_intensity(frames, still).intensity[1]).all()
    with pytest.raises(InputError, match="no cell"):
        pitch_control(frames, still, np.arange(1), grid=(0, 3))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31))
def test_mirrored_frames_give_mirrored_control(seed: int) -> None:
    rng = np.random.default_rng(seed)
    home, away = rng.uniform((0, 0), (105, 68), (2, 1, 5, 2))
    ball = rng.uniform((0, 0), (105, 68), (1, 2))
    size = np.array([105.0, 68.0])
    still = np.zeros((1, 10, 2), dtype=np.float32)
    here = scene(home, away, ball=ball)
    there = scene(size - away, size - home, ball=size - ball)
    a = pitch_control(here, still, np.arange(1), "home", (21, 17))
    b = pitch_control(there, still, np.arange(1), "away", (21, 17))
    np.testing.assert_allclose(a[0], b[0, ::-1, ::-1], atol=2e-4)


def test_the_middles_of_the_cells_of_a_pitch() -> None:
    expected = [[1.0, 1.0], [1.0, 3.0], [3.0, 1.0], [3.0, 3.0], [5.0, 1.0], [5.0, 3.0]]
    assert cells(6.0, 4.0, (3, 2)).tolist() == expected
