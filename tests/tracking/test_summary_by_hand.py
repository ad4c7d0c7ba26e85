"""The summary of a match and the windows of its frames against plain loops over frames, touches and runs."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.approach.tracking.block import MEASURES
from frontfoot.approach.tracking.marking import judge, steps
from frontfoot.approach.tracking.measured import Measured, measure
from frontfoot.approach.tracking.summary import TrackingSummary, summarise
from frontfoot.approach.tracking.windows import labels
from frontfoot.core.errors import InputError
from frontfoot.core.intervals import Z95, wilson
from frontfoot.match.match import Side, opponent
from tests.tracking.scenes import scene

RATE = 10.0
GOALS = pl.DataFrame({"period": [1, 2], "seconds": [20.0, 30.0], "side": ["away", "home"]})
Expected = tuple[float | None, float | None, float | None, int, int, float | None]


@pytest.fixture(scope="module")
def played() -> Measured:
    """Two periods of 60 s at 10 Hz; the side on the ball changes every 4 s, and not all is seen at all times."""
    rng = np.random.default_rng(8)
    n = 1200
    pace = rng.normal(size=(n, 22, 2)).cumsum(axis=0)
    start = np.column_stack((rng.uniform(30, 75, 22), rng.uniform(10, 58, 22)))
    xy = np.clip(start + 6 * np.sin(pace / 40), 0.0, (105.0, 68.0))
    xy[:, [0, 11]] = [[5.0, 34.0], [100.0, 34.0]]
    possession = (np.arange(n) // 40) % 2
    possession[np.arange(n) % 160 < 6] = -1
    man = 1 + (np.arange(n) // 20) % 10
    slot = man + 11 * np.maximum(possession, 0)
    # An opponent runs straight at the man on the ball during every third spell.
    for first in range(0, n - 20, 60):
        on_ball, hunter = int(slot[first]), (5 if slot[first] > 10 else 16)
        way = np.linspace(0.0, 0.9, 20)[:, None]
        xy[first : first + 20, hunter] += way * (xy[first : first + 20, on_ball] - xy[first : first + 20, hunter])
    ball = xy[np.arange(n), slot] + 0.3
    unseen = (np.arange(n) % 100) < 12
    ball[unseen] = np.nan
    xy[200:260, 3] = np.nan
    xy[300:340, 2:6] = np.nan
    xy[700:720, 1:11] = np.nan
    xy[80:90] = np.nan
    ball[80:90] = np.nan
    possessor = [None if p < 0 or gone else f"{'ha'[p]}{k}" for p, k, gone in zip(possession, man, unseen, strict=True)]
    return measure(
        scene(
            xy[:, :11], xy[:, 11:], ball=ball, possession=possession, possessor=possessor, rate=RATE,
            period=np.repeat((1, 2), 600),
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def summary(played: Measured) -> TrackingSummary:
    return summarise(played, GOALS)


def mean_of(values: list[float], pieces: list[int], seen: float | None) -> Expected:
    """Mean with an interval from the sums of its pieces, of which there must be five."""
    known = [(value, piece) for value, piece in zip(values, pieces, strict=True) if not math.isnan(value)]
    if not known:
        return None, None, None, 0, 0, seen
    mean = sum(value for value, _ in known) / len(known)
    sums: dict[int, float] = defaultdict(float)
    for value, piece in known:
        sums[piece] += value - mean
    g = len(sums)
    if g < 5:
        return mean, None, None, len(known), g, seen
    half = Z95 * math.sqrt(g / (g - 1) * sum(total**2 for total in sums.values())) / len(known)
    return mean, mean - half, mean + half, len(known), g, seen


def share_of(hits: list[bool], seen: float | None) -> Expected:
    if not hits:
        return None, None, None, 0, 0, seen
    return sum(hits) / len(hits), *wilson(sum(hits), len(hits), Z95), len(hits), len(hits), seen


def wait_of(spells: list[dict[str, Any]], seen: float | None) -> Expected:
    """Kaplan and Meier's curve up to 3 s with Greenwood's variance, point by point."""
    if not spells:
        return None, None, None, 0, 0, seen
    until = [(s["until"], True) if s["until"] is not None else (s["duration"], False) for s in spells]
    until = [(time, event) if time <= 3.0 else (3.0, False) for time, event in until]
    curve, area, before, drops = 1.0, 0.0, 0.0, []
    for time in sorted({time for time, event in until if event}):
        area += curve * (time - before)
        risk = sum(t >= time for t, _ in until)
        events = sum(event and t == time for t, event in until)
        drops.append((area, risk, events))
        curve, before = curve * (1 - events / risk), time
    area += curve * (3.0 - before)
    variance = sum((area - gone) ** 2 * d / (r * (r - d)) for gone, r, d in drops if r > d)
    half = Z95 * math.sqrt(variance)
    return area, max(0.0, area - half), min(3.0, area + half), len(until), len(until), seen


def by_hand(measured: Measured, summary: TrackingSummary, side: Side, where: list[bool]) -> dict[Any, Expected]:
    frames, other = measured.frames, opponent(side)
    number = {"home": 0, "away": 1}
    rows = [row for row in range(len(where)) if where[row]]
    held = {name: [row for row in rows if frames.possession[row] == number[name]] for name in number}
    found: dict[Any, Expected] = {}
    for with_ball in (False, True):
        total = len(held[side if with_ball else other])
        part = [
            row
            for row in summary.block.iter_rows(named=True)
            if (row["side"], row["with_ball"]) == (side, with_ball) and where[row["row"]]
        ]
        for name in MEASURES:
            seen = len(part) / total if total else None
            found[name, with_ball] = mean_of([row[name] for row in part], [row["phase"] for row in part], seen)
    theirs = held[other]
    carried = [row for row in theirs if measured.carrier[row] >= 0]
    seen = len(carried) / len(theirs) if theirs else None
    spells = [
        touch
        for touch in summary.touches.iter_rows(named=True)
        if touch["side"] == other and where[touch["first"]] and touch["pressed"] is not None
    ]
    found["touches_pressed", False] = share_of([touch["pressed"] for touch in spells], seen)
    found["time_until_pressed", False] = wait_of(spells, seen)
    phases = [int(measured.phase[row]) for row in carried]
    for name, values in (("pressing_intensity", measured.pressing.intensity), ("pressure", measured.pressure)):
        found[name, False] = mean_of([float(values[row, measured.carrier[row]]) for row in carried], phases, seen)

    runs = [run for run in summary.runs.iter_rows(named=True) if run["side"] == side and where[run["first"]]]
    watched = [
        row
        for row in theirs
        if (measured.carrier[row] >= 0 or math.isfinite(frames.ball[row, 0]))
        and any(math.isfinite(x) for x in frames.xy[row, :, 0])
    ]
    found["runs_per_minute", False] = rate_of(measured, runs, watched, len(watched) / len(theirs) if theirs else None)
    found["runs_regained", False] = share_of([run["regained"] for run in runs], None)
    verdict = judge(steps(measured, side), side, np.array(where))
    for name, one in (
        ("marking_kept", verdict.persistence),
        ("follows_man", verdict.alpha),
        ("follows_block", verdict.beta),
    ):
        found[name, False] = (one.value, one.low, one.high, one.n, one.pieces, None)
    return found


def rate_of(measured: Measured, runs: list[dict[str, Any]], watched: list[int], seen: float | None) -> Expected:
    """Runs per minute that was seen; what a possession has beyond rate times its minutes is its error."""
    if not watched:
        return None, None, None, 0, 0, seen
    minutes: dict[int, float] = defaultdict(float)
    for row in watched:
        minutes[int(measured.phase[row])] += 1 / RATE / 60
    total = sum(minutes.values())
    rate, g = len(runs) / total, len(minutes)
    if g < 5:
        return rate, None, None, len(runs), g, seen
    counts = {phase: sum(int(measured.phase[run["first"]]) == phase for run in runs) for phase in minutes}
    half = Z95 * math.sqrt(g / (g - 1) * sum((counts[k] - rate * minutes[k]) ** 2 for k in minutes)) / total
    return rate, max(0.0, rate - half), rate + half, len(runs), g, seen


@pytest.mark.parametrize("side", ["home", "away"])
def test_every_measure_of_every_window(played: Measured, summary: TrackingSummary, side: Side) -> None:
    frames = played.frames
    first = [int(p) == 1 for p in frames.period]
    behind = [
        (1 if p == 1 and s >= 20.0 else 1 if p == 2 and s < 30.0 else 0)
        for p, s in zip(frames.period, frames.seconds, strict=True)
    ]
    led = {"home": "trailing", "away": "leading"}[side]
    windows = {
        ("match", "all"): [True] * len(first),
        ("half", "first half"): first,
        ("half", "second half"): [not here for here in first],
        ("quarter hour", "0-end"): first,
        ("quarter hour", "45-end"): [not here for here in first],
        ("score state", "level"): [not gone for gone in behind],
        ("score state", led): [bool(gone) for gone in behind],
    }
    table = summary.measures.filter(pl.col("side") == side)
    assert set(table.select("split", "window").iter_rows()) == set(windows)
    for (split, window), where in windows.items():
        part = table.filter((pl.col("split") == split) & (pl.col("window") == window))
        expected = by_hand(played, summary, side, where)
        assert part.height == len(expected)
        for row in part.iter_rows(named=True):
            key = (row["measure"], row["with_ball"])
            got = tuple(row[name] for name in ("value", "low", "high", "n", "pieces", "seen"))
            unknown = [value is None for value in expected[key]]
            assert [value is None for value in got] == unknown, (split, window, key)
            known = [value for value in expected[key] if value is not None]
            assert [value for value in got if value is not None] == pytest.approx(known, rel=1e-5, abs=1e-7)


def test_the_scene_shows_runs_and_touches_of_all_kinds(summary: TrackingSummary) -> None:
    assert summary.runs.group_by("side").len().height == 2
    assert set(summary.touches["pressed"].to_list()) >= {True, False}
    whole = summary.measures.filter((pl.col("split") == "match") & (pl.col("n") > 0))
    assert whole.filter(pl.col("seen").is_between(0, 1, closed="none")).height > 20
    assert summary.notes == ()


def still(minutes: dict[int, float], score: tuple[int, int] | None = None) -> Any:
    """A frame every ten seconds of each period."""
    period = np.concatenate([np.full(round(6 * length), number) for number, length in minutes.items()])
    place = np.broadcast_to([[5.0, 34.0]], (len(period), 1, 2))
    return scene(place, [105.0, 68.0] - place, rate=0.1, period=period, score=score)


def test_quarters_of_an_hour_bear_the_minutes_of_the_match_clock() -> None:
    """The rest of a period joins its last quarter unless it is half as long."""
    frames = still({1: 47.0, 2: 53.0, 3: 16.0, 4: 15.0})
    table = labels(frames, "home")
    assert table.columns == ["match", "half", "quarter hour"]
    expected = []
    for period, minute in zip(frames.period, frames.seconds // 60, strict=True):
        ends = {1: (0, (15, 30, None)), 2: (45, (60, 75, 90, None)), 3: (90, (None,)), 4: (105, (None,))}
        offset, marks = ends[int(period)]
        at = min(int(minute) // 15, len(marks) - 1)
        expected.append(f"{offset + 15 * at}-{marks[at] or 'end'}")
    assert table["quarter hour"].to_list() == expected


def test_the_score_counts_from_the_moment_of_the_goal_on() -> None:
    frames = still({1: 2.0, 2: 2.0})
    goals = pl.DataFrame({"period": [1, 1, 2], "seconds": [30.0, 60.0, 90.0], "side": ["home", "away", "away"]})
    states = ["level"] * 3 + ["leading"] * 3 + ["level"] * 6 + ["level"] * 9 + ["trailing"] * 3
    mirrored = [{"leading": "trailing", "trailing": "leading"}.get(state, state) for state in states]
    assert labels(frames, "home", goals)["score state"].to_list() == states
    assert labels(frames, "away", goals)["score state"].to_list() == mirrored
    with pytest.raises(InputError, match="counts for 'both'") as error:
        labels(frames, "home", goals.with_columns(side=pl.lit("both")))
    assert "home or away" in str(error.value)


@pytest.mark.parametrize(("score", "known"), [((0, 0), True), ((1, 0), False), ((0, 1), False), (None, False)])
def test_without_goals_only_a_goalless_match_has_states(score: tuple[int, int] | None, known: bool) -> None:
    table = labels(still({1: 1.0}, score), "home")
    assert ("score state" in table.columns) == known
    assert not known or set(table["score state"]) == {"level"}
