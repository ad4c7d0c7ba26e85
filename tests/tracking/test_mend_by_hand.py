"""Repairs of tracks against the same rules in plain loops, at every limit, and what is said about them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.match.tracking import Frames, Limits, SeenCode, mend
from frontfoot.match.tracking.swaps import swapped_identities, unswap
from tests.tracking.scenes import scene

RATE = 8.0  # steps of 0.125 s, exact in binary
NAN = float("nan")
Track = list[tuple[float, float] | None]


def mended_by_hand(
    track: Track, times: list[float], breaks: list[bool], speed: float, away: int, gap: float, noise: float
) -> tuple[Track, list[int], list[bool], list[int]]:
    """Positions, codes, breaks and (removed, jumps, bridged) of one track after `mend`'s rules, step by step."""
    track, breaks = list(track), list(breaks)
    codes = [0 if place is None else 4 for place in track]

    def part(row: int) -> int:
        return sum(breaks[: row + 1])

    def impossible(a: int, b: int) -> bool:
        here, there = track[a], track[b]
        assert here is not None
        assert there is not None
        return float(np.hypot(there[0] - here[0], there[1] - here[1])) > speed * (times[b] - times[a]) + noise

    def steps() -> list[tuple[int, int]]:
        rows = [row for row, place in enumerate(track) if place is not None]
        return list(pairwise(rows))

    bad = [(a, b) for a, b in steps() if part(a) == part(b) and impossible(a, b)]
    gone: list[int] = []
    number = 0
    while number + 1 < len(bad):
        (before, first), (last, after) = bad[number], bad[number + 1]
        if last - before <= away and part(before) == part(after) and not impossible(before, after):
            gone += [row for row in range(first, last + 1) if track[row] is not None]
            number += 2
        else:
            number += 1
    for row in gone:
        track[row], codes[row] = None, 1
    jumped = [b for a, b in steps() if part(a) == part(b) and impossible(a, b)]
    for row in jumped:
        breaks[row] = True
    bridged = 0
    for a, b in steps():
        if b - a == 1:
            continue
        if part(a) == part(b) and times[b] - times[a] <= gap:
            (x, y), (u, v) = track[a], track[b]  # type: ignore[misc]
            for row in range(a + 1, b):
                share = (times[row] - times[a]) / (times[b] - times[a])
                track[row] = (x + (u - x) * share, y + (v - y) * share)
                codes[row] = 2
                bridged += 1
        else:
            breaks[b] = True
    return track, codes, breaks, [len(gone), len(jumped), bridged]


def keepers(count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.broadcast_to([5.0, 34.0], (count, 2)), np.broadcast_to([100.0, 34.0], (count, 2))


def record(track: np.ndarray, *, period: Any = 1, ball: Any = None) -> Frames:
    """A keeper of each side, and a home player who goes the given way."""
    home, away = keepers(len(track))
    return scene(np.stack([home, track], axis=1), away[:, None], ball=ball, period=period, rate=RATE)


@pytest.mark.parametrize("seed", range(40))
def test_tracks_are_mended_as_by_hand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = 40
    # Mostly steps that a player can run, some too long ones, some of them taken back, and holes of all lengths.
    step = rng.choice([0.0, 0.5, 1.0, 1.5, 2.5, 4.0, 9.0], (count, 2), p=[0.4, 0.2, 0.2, 0.1, 0.04, 0.03, 0.03])
    track = 40.0 + np.cumsum(step * rng.choice([-1.0, 1.0], (count, 2)), axis=0).clip(-25, 20)
    for start in rng.integers(1, count, 4):
        track[start : start + int(rng.integers(1, 5))] += rng.choice([0.0, 6.0])
    for start in rng.integers(0, count, 3):
        track[start : start + int(rng.choice([1, 2, 7, 8, 10]))] = np.nan
    period = np.repeat([1, 2], [count - 12, 12])
    ball = track[::-1].copy()
    frames = record(track, period=period, ball=ball)
    leap = int(rng.integers(3, count - 14))
    late = frames.seconds + np.where((np.arange(count) >= leap) & (period == 1), rng.choice([0.0, 0.5, 3.0]), 0.0)
    table = frames.table.with_columns(seconds=pl.Series(late))
    frames = replace(frames, table=table)
    mended = mend(frames)
    times = [float(second) + 3600.0 * (half - 1) for second, half in zip(late, period.tolist(), strict=True)]

    def places(values: np.ndarray) -> Track:
        return [None if np.isnan(x) else (float(x), float(y)) for x, y in values.astype(np.float32).tolist()]

    one = mended_by_hand(places(track), times, frames.breaks[:, 1].tolist(), 12.0, 4, 1.125, 0.5)
    # Half a second of the ball is 4 frames: the gap of 5 steps is the longest.
    two = mended_by_hand(places(ball), times, frames.ball_breaks.tolist(), 50.0, 4, 0.625, 0.5)
    for track_mended, codes, breaks, (place, expected, cuts, _) in (
        (mended.xy[:, 1], mended.seen[:, 1], mended.breaks[:, 1], one),
        (mended.ball[:, :2], mended.ball_seen, mended.ball_breaks, two),
    ):
        np.testing.assert_allclose(track_mended, [(NAN, NAN) if at is None else at for at in place], atol=1e-4)
        assert codes.tolist() == expected
        assert breaks.tolist() == cuts
    assert mended.table["ball"].to_list() == [code > 1 for code in two[1]]
    assert mended.table["players"].to_list() == [2 + (code > 1) for code in one[1]]
    repairs = {repair.rule: repair for repair in mended.repairs}
    findings = {finding.rule: finding for finding in mended.findings}
    for rule, number, by_rule in (("outlier", 0, repairs), ("jump", 1, findings), ("bridged", 2, repairs)):
        total = one[3][number] + two[3][number]
        assert (by_rule[rule].events if rule in by_rule else 0) == total
        if total:
            assert by_rule[rule].what.startswith(f"{one[3][number]} ")
            assert f"and {two[3][number]} " in by_rule[rule].what


# --- exactly at the limits -----------------------------------------------------------------------------------------


def straight(count: int = 40) -> np.ndarray:
    return np.column_stack((np.full(count, 30.0), np.full(count, 20.0)))


@pytest.mark.parametrize(("metres", "jumps"), [(2.0, False), (2.001, True)])
def test_a_step_may_be_as_long_as_the_limit_of_speed_and_noise(metres: float, jumps: bool) -> None:
    """12 m/s for 0.125 s and half a metre of noise are two metres."""
    track = straight()
    track[20:, 0] += metres
    assert bool(mend(record(track)).breaks[20, 1]) is jumps
    ball = straight()
    ball[20:, 0] += metres * 6.75 / 2.0  # 50 m/s: 6.25 m and the noise
    assert bool(mend(record(straight(), ball=ball)).ball_breaks[20]) is jumps


@pytest.mark.parametrize(("length", "removed"), [(1, 1), (3, 3), (4, 0)])
def test_an_excursion_is_removed_up_to_half_a_second_from_the_last_sound_place_to_the_last_wrong_one(
    length: int, removed: int
) -> None:
    track = straight()
    track[20 : 20 + length, 0] += 20.0
    mended = mend(record(track), Limits(bridge=0.0, outlier=3 / RATE))
    assert (mended.seen[:, 1] == SeenCode.REMOVED).sum() == removed
    assert mended.breaks[20 + length, 1]


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize(("beyond", "off"), [(10.0, False), (10.01, True)])
@pytest.mark.parametrize("far", [True, False])
def test_ten_metres_off_the_pitch_are_too_far(axis: int, beyond: float, off: bool, far: bool) -> None:
    track = straight()
    edge = (105.0, 68.0)[axis]
    track[:, axis] = edge + beyond if far else -beyond
    mended = mend(record(track))
    assert (mended.seen[:, 1] == SeenCode.REMOVED).all() == off
    assert [one.events for one in mended.repairs if one.rule == "far-outside"] == ([40] if off else [])
    if off:
        assert np.isnan(mended.xy[:, 1]).all()
        assert "40 positions more than 10 m off the pitch" in mended.repairs[0].what


@pytest.mark.parametrize("name", ["bridge", "ball_bridge", "speed", "ball_speed", "outlier", "noise", "outside"])
def test_a_limit_is_a_number_from_zero_on(name: str) -> None:
    Limits(**{name: 0.0})
    for value in (-0.001, NAN):
        with pytest.raises(Exception, match=rf"limit '{name}' is .*Give a number that is >= 0"):
            Limits(**{name: value})
    assert Limits() == Limits(1.0, 0.5, 12.0, 50.0, 0.5, 0.5, 10.0)


# --- what is said --------------------------------------------------------------------------------------------------


def crowd(missing: int, count: int = 10) -> Frames:
    """Eleven against eleven without some of the home side's outfield players."""
    home = np.stack([np.broadcast_to([5.0 + 4 * k, 34.0], (count, 2)) for k in range(11 - missing)], axis=1)
    away = np.stack([np.broadcast_to([100.0 - 4 * k, 30.0], (count, 2)) for k in range(11)], axis=1)
    return scene(home, away, ball=np.broadcast_to([50.0, 30.0], (count, 2)))


def findings_of(frames: Frames) -> dict[str, tuple[str, int]]:
    return {finding.rule: (finding.level, finding.events) for finding in frames.findings}


def test_players_who_are_missing_are_said_below_twenty_one_and_a_half() -> None:
    assert "players-missing" not in findings_of(mend(crowd(0)))
    one = mend(crowd(1))
    assert findings_of(one)["players-missing"] == ("warning", 10)
    assert "21.0 players a frame" in next(one.what for one in one.findings if one.rule == "players-missing")
    # Half of the frames with 21 make 21.5 on average, which is not below it; frames without any do not count.
    whole = crowd(0)
    xy, seen = whole.xy.copy(), whole.seen.copy()
    xy[5:, 10], seen[5:, 10] = np.nan, 0
    assert "players-missing" not in findings_of(mend(replace(whole, xy=xy, seen=seen), Limits(bridge=0)))
    xy[4, 10], seen[4, 10] = np.nan, 0
    assert findings_of(mend(replace(whole, xy=xy, seen=seen), Limits(bridge=0)))["players-missing"] == ("warning", 6)
    xy, seen = whole.xy.copy(), whole.seen.copy()
    xy[6:], seen[6:] = np.nan, 0
    nobody = mend(replace(whole, xy=xy, seen=seen))
    assert "players-missing" not in findings_of(nobody)
    assert findings_of(nobody)["empty-frames"] == ("note", 4)
    assert nobody.table["players"].to_list() == [22] * 6 + [0] * 4
    xy[:], seen[:] = np.nan, 0
    assert findings_of(mend(replace(whole, xy=xy, seen=seen))).keys() >= {"empty-frames"}


@pytest.mark.parametrize(("lost", "level"), [(0, None), (1, "note"), (2, "warning"), (10, "warning")])
def test_a_ball_that_is_missing_is_a_warning_above_a_tenth(lost: int, level: str | None) -> None:
    whole = crowd(0)
    ball, ball_seen = whole.ball.copy(), whole.ball_seen.copy()
    ball[:lost], ball_seen[:lost] = np.nan, 0
    mended = mend(replace(whole, ball=ball, ball_seen=ball_seen))
    assert findings_of(mended).get("ball-missing") == (None if level is None else (level, lost))
    assert mended.table["ball"].to_list() == [row >= lost for row in range(10)]


def test_no_goalkeeper_of_a_side_is_said() -> None:
    whole = crowd(0)
    for side in ("home", "away"):
        players = whole.players.with_columns(keeper=pl.col("keeper") & (pl.col("side") != side))
        findings = [one for one in mend(replace(whole, players=players)).findings if one.rule == "no-keeper"]
        assert [(one.level, one.what) for one in findings] == [
            ("warning", f"No goalkeeper of the {side} side is named")
        ]
    assert "no-keeper" not in findings_of(mend(whole))


# --- stretches from the other end ----------------------------------------------------------------------------------


def play(count: int, *, outfield: int = 6, keepers_seen: bool = True) -> Frames:
    """Both sides stand still, far from the middle of the pitch; a keeper each."""
    home = np.array([[6.0, 34.0], *([12.0 + 4 * k, 8.0 + 3 * k] for k in range(outfield))])
    away = np.array([[99.0, 34.0], *([80.0 + 3 * k, 12.0 + 4 * k] for k in range(outfield))])
    ball = np.broadcast_to([30.0, 20.0], (count, 2))
    home, away = (np.broadcast_to(side, (count, *side.shape)).copy() for side in (home, away))
    if not keepers_seen:
        home[3:, 0] = away[3:, 0] = np.nan
    return scene(home, away, ball=ball, period=np.repeat([1, 2], [count - 20, 20]), rate=RATE)


def turned(frames: Frames, rows: slice) -> Frames:
    xy, ball = frames.xy.copy(), frames.ball.copy()
    middle = np.array([105.0, 68.0], dtype=np.float32)
    xy[rows], ball[rows, :2] = middle - xy[rows], middle - ball[rows, :2]
    return replace(frames, xy=xy, ball=ball)


@pytest.mark.parametrize("keepers_seen", [True, False])
@pytest.mark.parametrize(
    "rows",
    [slice(40, 55), slice(40, 100), slice(100, 110), slice(110, 120), slice(99, 100), slice(119, 120), slice(0, 0)],
)
def test_a_stretch_from_the_other_end_is_turned_back_and_said(rows: slice, keepers_seen: bool) -> None:
    whole = play(120, keepers_seen=keepers_seen)
    fixed, repairs = unswap(turned(whole, rows))
    np.testing.assert_allclose(fixed.xy, whole.xy, atol=1e-4)
    np.testing.assert_allclose(fixed.ball, whole.ball, atol=1e-4)
    if rows.stop == 0:
        assert repairs == ()
        return
    (repair,) = repairs
    number, first = (1, 0) if rows.start < 100 else (2, 100)
    begins, ends = (rows.start - first) / RATE, (rows.stop - 1 - first) / RATE
    assert (repair.rule, repair.events) == ("swapped-stretch", rows.stop - rows.start)
    assert repair.what == f"Period {number}, {begins:.1f} to {ends:.1f} s was recorded from the other end"


def test_two_stretches_are_two_repairs_even_where_a_period_ends_between_them() -> None:
    whole = play(120)
    fixed, repairs = unswap(turned(turned(whole, slice(90, 110)), slice(20, 30)))
    np.testing.assert_allclose(fixed.xy, whole.xy, atol=1e-4)
    assert [repair.events for repair in repairs] == [10, 10, 10]


@pytest.mark.parametrize(("outfield", "turned_back"), [(2, True), (1, False)])
def test_four_players_must_agree_on_a_turn(outfield: int, turned_back: bool) -> None:
    """The keepers hide during the turn and after it: two outfield players of each side are four votes."""
    whole = play(120, outfield=outfield, keepers_seen=False)
    _, repairs = unswap(turned(whole, slice(40, 55)))
    assert bool(repairs) is turned_back


def test_players_who_stay_outvote_those_who_seem_to_turn() -> None:
    """Of the six of each side, five jump to the place half a turn away, and seven stay: nobody turned the pitch."""
    whole = play(120, keepers_seen=False)
    xy = whole.xy.copy()
    moving = [1, 2, 3, 4, 8]
    xy[40:, moving] = np.array([105.0, 68.0], dtype=np.float32) - xy[40:, moving]
    assert unswap(replace(whole, xy=xy))[1] == ()


@pytest.mark.parametrize(("other", "rule", "level"), [(2, "identities", "note"), (4, "sides", "warning")])
def test_an_exchange_of_opponents_is_worse_than_one_of_team_mates(other: int, rule: str, level: str) -> None:
    whole = play(120, outfield=2)
    xy = whole.xy.copy()
    xy[40:, [1, other]] = xy[40:, [other, 1]]
    exchanges = {
        name: value for name, value in findings_of(mend(replace(whole, xy=xy))).items() if name.startswith("swapped")
    }
    assert exchanges == {f"swapped-{rule}": (level, 1)}


@pytest.mark.parametrize("seed", range(30))
def test_pairs_who_exchange_places_are_counted_as_by_hand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count, people = 12, 6
    spots = np.array([[10.0 * k, 5.0 * (k % 2)] for k in range(people)])
    xy = np.empty((count, people, 2))
    order = np.arange(people)
    for row in range(count):
        if rng.random() < 0.6:
            a, b = rng.choice(people, 2, replace=False)
            order[[a, b]] = order[[b, a]]
        xy[row] = spots[order] + rng.choice([0.0, 1.0, 2.0], (people, 2))
    xy[rng.random((count, people)) < 0.1] = np.nan
    jumps = rng.random((count, people)) < 0.7
    side_of = np.array([0, 0, 0, 1, 1, 1], dtype=np.int8)
    expected = [0, 0]
    for row in range(1, count):
        for a in range(people):
            for b in range(a + 1, people):
                gaps = [np.hypot(*(xy[row, m] - xy[row - 1, n])) for m, n in ((a, b), (b, a))]
                stayed = np.isfinite(xy[row - 1 : row + 1, [a, b]]).all()
                if stayed and jumps[row, a] and jumps[row, b] and max(gaps) < 12.0 / 8.0 + 0.5:
                    expected[int(side_of[a] != side_of[b])] += 1
    assert list(swapped_identities(xy.astype(np.float32), jumps, side_of, 8.0, 12.0, 0.5)) == expected
