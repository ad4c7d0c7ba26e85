"""Faults put into known frames are found, mended up to the limit, and marked; nothing else is touched."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import InputError
from frontfoot.match.tracking import Frames, Limits, SeenCode, mend
from frontfoot.match.tracking.velocity import ball_velocity
from tests.tracking.scenes import scene


def runner(n: int = 60) -> np.ndarray:
    """One man of each side running at 5 m/s along the pitch, and a keeper each: (home, away)."""
    x = 20 + 0.5 * np.arange(n)
    home = np.stack([np.column_stack((np.full(n, 5.0), np.full(n, 34.0))), np.column_stack((x, np.full(n, 30.0)))], 1)
    away = np.stack(
        [np.column_stack((np.full(n, 100.0), np.full(n, 34.0))), np.column_stack((x + 10, np.full(n, 40.0)))], 1
    )
    return np.stack([home, away])


def rules(frames: Frames) -> set[str]:
    return {repair.rule for repair in frames.repairs} | {finding.rule for finding in frames.findings}


def test_a_short_gap_is_bridged_on_the_line_and_marked() -> None:
    home, away = runner()
    truth = home[20:30, 1].copy()
    home[20:30, 1] = np.nan
    mended = mend(scene(home, away))
    np.testing.assert_allclose(mended.xy[20:30, 1], truth, atol=1e-4)
    assert (mended.seen[20:30, 1] == SeenCode.BRIDGED).all()
    assert "bridged" in rules(mended)


def test_a_gap_beyond_the_limit_stays_open_and_breaks_the_movement() -> None:
    home, away = runner()
    home[20:31, 1] = np.nan
    mended = mend(scene(home, away))
    assert np.isnan(mended.xy[20:31, 1]).all()
    assert (mended.seen[20:31, 1] == SeenCode.MISSING).all()
    assert mended.breaks[31, 1]
    assert np.isfinite(mend(scene(home, away), Limits(bridge=1.1)).xy[20:31, 1]).all()


def test_an_outlier_is_removed_and_bridged() -> None:
    home, away = runner()
    home[25, 1] += [0, 20]
    mended = mend(scene(home, away))
    assert mended.seen[25, 1] == SeenCode.BRIDGED
    assert mended.xy[25, 1] == pytest.approx([32.5, 30.0], abs=1e-4)
    assert "outlier" in rules(mended)


def test_a_jump_without_return_becomes_a_break() -> None:
    home, away = runner()
    home[30:, 1] += [0, 20]
    mended = mend(scene(home, away))
    assert mended.breaks[30, 1]
    assert (mended.seen[:, 1] == SeenCode.DETECTED).all()
    assert "jump" in rules(mended)


def test_two_who_swap_names_are_reported() -> None:
    home, away = runner()
    other = home[:, 1] + [0, 15]
    home = np.stack([home[:, 0], np.where(np.arange(60)[:, None] < 30, home[:, 1], other), home[:, 1] + [0, 0]], 1)
    home[:30, 2] = other[:30]
    assert "swapped-identities" in rules(mend(scene(home, away)))
    home, away = runner()
    swap = home[30:, 1].copy()
    home[30:, 1], away[30:, 1] = away[30:, 1], swap
    assert "swapped-sides" in rules(mend(scene(home, away)))


def test_players_who_change_places_over_half_time_swap_nothing() -> None:
    home, away = runner()
    home = np.stack([home[:, 0], home[:, 1], home[:, 1] + [0, 15]], 1)
    home[30:, [1, 2]] = home[30:, [2, 1]]
    assert "swapped-identities" in rules(mend(scene(home, away)))
    assert "swapped-identities" not in rules(mend(scene(home, away, period=np.repeat([1, 2], 30))))


def test_the_ball_has_no_speed_across_a_jump() -> None:
    home, away = runner()
    ball = np.column_stack((20 + 0.5 * np.arange(60), np.full(60, 34.0)))
    ball[30:] += [9, 12]  # 15 m in a tenth of a second, and no way back
    mended = mend(scene(home, away, ball=ball))
    assert np.flatnonzero(mended.ball_breaks).tolist() == [0, 30]
    speed = ball_velocity(mended)
    measured = np.isfinite(speed[:, 0])
    np.testing.assert_allclose(speed[measured], np.broadcast_to([5.0, 0.0], (measured.sum(), 2)), atol=1e-3)
    # With three samples a line: none is left for those at the very edge of a stretch.
    assert np.flatnonzero(~measured).tolist() == [0, 29, 30, 59]


def test_a_leap_of_the_clock_is_a_gap_however_long_the_half_was() -> None:
    home, away = runner()
    whole = scene(home, away, period=np.repeat([1, 2], 30))
    # An hour and a minute of first half; of the second, one second is not in the file.
    late = pl.when(pl.col("period") == 1).then(pl.col("seconds") + 3660).otherwise(pl.col("seconds"))
    whole = replace(whole, table=whole.table.with_columns(seconds=late))
    assert "file-gaps" not in rules(mend(whole))
    keep = np.ones(60, dtype=bool)
    keep[40:50] = False
    (gap,) = (finding for finding in mend(whole.rows(keep)).findings if finding.rule == "file-gaps")
    assert gap.events == 1


def test_far_off_the_pitch_is_removed() -> None:
    home, away = runner()
    home[10:12, 1] = [20, 90]
    mended = mend(scene(home, away), Limits(bridge=0))
    assert (mended.seen[10:12, 1] == SeenCode.REMOVED).all()
    assert "far-outside" in rules(mended)


@pytest.mark.slow
@pytest.mark.parametrize("period", [1, 2])
def test_a_stretch_recorded_from_the_other_end_is_turned_back(raw: Frames, period: int) -> None:
    rows = np.flatnonzero(raw.period == period)
    a, b = rows[6000], rows[12000]
    middle = np.array([raw.length, raw.width], dtype=np.float32)
    xy, ball = raw.xy.copy(), raw.ball.copy()
    xy[a:b], ball[a:b, :2] = middle - xy[a:b], middle - ball[a:b, :2]
    fixed = mend(replace(raw, xy=xy, ball=ball))
    swapped = [repair for repair in fixed.repairs if repair.rule == "swapped-stretch"]
    assert len(swapped) == 1
    there = np.isfinite(raw.xy) & (fixed.seen == SeenCode.DETECTED)[..., None]
    wrong = there & (np.abs(fixed.xy - raw.xy) > 1e-3)
    # Where the edge lies in a hole of the record, nothing but a keeper can tell: up to the first sight of one.
    sighted = np.flatnonzero(np.isfinite(raw.xy[:, raw.keeper, 0]).any(axis=1))
    untold = np.zeros(len(raw), dtype=bool)
    for edge in (a, b):
        untold[edge : sighted[np.searchsorted(sighted, edge) + 20]] = True
    assert not wrong.any(axis=(1, 2))[~untold].any()
    assert untold.sum() < 0.1 * (b - a)


@pytest.mark.slow
def test_the_real_match_has_no_swapped_stretch_and_keeps_what_was_measured(raw: Frames, mended: Frames) -> None:
    assert "swapped-stretch" not in rules(mended)
    kept = mended.seen == SeenCode.DETECTED
    assert np.array_equal(mended.xy[kept], raw.xy[kept])
    assert (mended.seen == SeenCode.BRIDGED).sum() < 0.02 * kept.sum()
    # Mending twice changes nothing more.
    again = mend(mended)
    assert np.array_equal(np.isfinite(again.xy), np.isfinite(mended.xy))


def test_limits_must_make_sense() -> None:
    with pytest.raises(InputError, match="bridge"):
        Limits(bridge=-1)


def test_a_selection_of_frames_keeps_everything_in_step(mended: Frames) -> None:
    mask = (mended.period == 2) & (mended.seconds < 60)
    part = mended.rows(mask)
    assert len(part) == mask.sum() == part.table.height == len(part.ball)
    assert part.breaks[0].all()
    assert part.ball_breaks[0]
    assert len(part.ball_breaks) == len(part)
    for slot, _, first, last in part.tracks.iter_rows():
        assert 0 <= first <= last < len(part)
        assert np.isfinite(part.xy[[first, last], slot]).any()
    with pytest.raises(InputError, match="No frame"):
        mended.rows(np.zeros(len(mended), dtype=bool))
