"""Touches, pressing runs, marking and blocks against loops over frames, on walks at random with all that can happen."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.spatial import ConvexHull

from frontfoot.approach.tracking.block import MEASURES, block
from frontfoot.approach.tracking.marking import Steps, judge, steps
from frontfoot.approach.tracking.measured import Measured, measure
from frontfoot.approach.tracking.runs import pressing_runs, trigger_rates
from frontfoot.approach.tracking.touches import touches
from frontfoot.core.intervals import Z95, wilson
from frontfoot.match.match import Side
from tests.tracking.scenes import scene

RATE = 10.0


@pytest.fixture(scope="module", params=[1, 2])
def walk(request: pytest.FixtureRequest) -> Measured:
    """90 s at 10 Hz in two periods: 11 against 11 who walk at random, and opponents who run at the man on the ball."""
    rng = np.random.default_rng(request.param)
    n = 900
    speed = rng.normal(size=(n, 22, 2))
    for k in range(1, n):
        speed[k] = 0.95 * speed[k - 1] + 0.35 * speed[k]
    start = np.column_stack((rng.uniform(25, 80, 22), rng.uniform(4, 64, 22)))
    xy = start + np.cumsum(speed * 0.15, axis=0)
    xy[:, [0, 11]] = [[5.0, 34.0], [100.0, 34.0]]
    possession = np.full(n, -1)
    holder: list[str | None] = [None] * n
    row, ball = 0, np.full((n, 2), np.nan)
    while row < n:
        side = int(rng.integers(2))
        for _ in range(int(rng.integers(1, 5))):
            man = int(rng.integers(1, 11))
            length = int(rng.integers(4, 40))
            spell = slice(row, min(n, row + length))
            possession[spell] = side
            slot = man + 11 * side
            ball[spell] = xy[spell, slot] + rng.normal(scale=rng.choice((0.3, 2.2)), size=2)
            if rng.random() < 0.8:
                for k in range(*spell.indices(n)):
                    if rng.random() < 0.93:
                        holder[k] = f"{'ha'[side]}{man}"
            hunter = int(rng.integers(1, 11)) + 11 * (1 - side)
            for k in range(*spell.indices(n)):
                gap = xy[k, slot] - xy[k, hunter]
                far = math.hypot(*gap)
                if far > 1.0:
                    xy[k + 1 :, hunter] += gap / far * rng.choice((0.3, 0.55))
            row += length + int(rng.choice((0, 0, 2, 5, 6, 7, 12)))
            if row >= n:
                break
    lost = rng.random((n // 30, 22)) < 0.06
    lost[:, [0, 11]] = False
    for part, man in zip(*np.nonzero(lost), strict=True):
        xy[30 * part : 30 * part + int(rng.integers(5, 30)), man] = np.nan
    xy = np.clip(xy, 0.0, (105.0, 68.0))
    period = np.repeat((1, 2), (500, 400))
    return measure(
        scene(xy[:, :11], xy[:, 11:], ball=ball, possession=possession, possessor=holder, rate=RATE, period=period)
    )


def of_side(measured: Measured, slot: int) -> str:
    return "away" if measured.frames.side_of[slot] == 1 else "home"


def attacked(measured: Measured, slot: int, place: Any) -> tuple[float, float]:
    x, y = (float(value) for value in place)
    return (105.0 - x, 68.0 - y) if of_side(measured, slot) == "away" else (x, y)


def touches_by_row(measured: Measured) -> list[dict[str, Any]]:
    frames, last = measured.frames, -1
    spells: list[list[int]] = []
    for row in range(len(frames)):
        slot = int(measured.carrier[row])
        if slot < 0:
            continue
        same = (
            last >= 0
            and measured.carrier[last] == slot
            and row - last <= 6  # five frames, half a second, may be missing
            and frames.period[last] == frames.period[row]
            and measured.phase[last] == measured.phase[row]
        )
        if same:
            spells[-1].append(row)
        else:
            spells.append([row])
        last = row
    out: list[dict[str, Any]] = []
    stated = frames.table["possessor"].to_list()
    for rows in spells:
        slot = int(measured.carrier[rows[0]])
        others = [k for k in range(frames.xy.shape[1]) if of_side(measured, k) != of_side(measured, slot)]
        gaps = [
            [math.dist(frames.xy[r, slot], frames.xy[r, k]) for k in others if np.isfinite(frames.xy[r, k, 0])]
            for r in rows
        ]
        near = [min(gap) if gap else math.inf for gap in gaps]
        pressed = [r for r, gap in zip(rows, near, strict=True) if gap <= 4.57]
        seconds = float(frames.seconds[rows[0]])
        ball = [
            math.dist(frames.ball[r, :2], frames.xy[r, slot])
            for r in rows[2:]
            if stated[r] == slot and np.isfinite(frames.ball[r, 0])
        ]
        x, y = attacked(measured, slot, frames.xy[rows[0], slot])
        end_x, end_y = attacked(measured, slot, frames.xy[rows[-1], slot])
        touch: dict[str, Any] = {
            "touch": len(out), "side": of_side(measured, slot), "slot": slot, "first": rows[0], "last": rows[-1],
            "period": frames.period[rows[0]], "phase": measured.phase[rows[0]], "minute": frames.minute[rows[0]],
            "seconds": seconds, "duration": round(float(frames.seconds[rows[-1]]) - seconds + 0.1, 3),
            "x": x, "y": y, "end_x": end_x, "end_y": end_y, "nearest": min(near),
            "opponents": sum(map(len, gaps)) / len(gaps), "pressed": bool(pressed),
            "until": round(float(frames.seconds[pressed[0]]) - seconds, 3) if pressed else None,
            "intensity": np.nanmax(measured.pressing.intensity[rows, slot]),
            "pressure": np.nanmax(measured.pressure[rows, slot]),
            "bad_touch": max(ball) >= 3.0 if ball else None, "side_line": min(y, 68.0 - y) <= 8.0,
        }  # fmt: skip
        before = out[-1] if out else None
        touch["back_pass"] = (
            before is not None
            and before["phase"] == touch["phase"]
            and before["slot"] != slot
            and before["end_x"] - x >= 3.0
            and seconds - (before["seconds"] + before["duration"]) <= 3.0 + 1e-9
        )
        out.append(touch)
    return out


def test_touches(walk: Measured) -> None:
    table, slow = touches(walk), touches_by_row(walk)
    assert len(table) == len(slow) > 12
    for fast, row in zip(table.iter_rows(named=True), slow, strict=True):
        for name, value in row.items():
            wanted = pytest.approx(value, rel=1e-5, abs=1e-5) if isinstance(value, float | np.floating) else value
            assert fast[name] == wanted, name


def runs_by_row(measured: Measured, taken: list[dict[str, Any]]) -> list[dict[str, Any]]:
    frames, out = measured.frames, []
    for slot in range(frames.xy.shape[1]):
        spells: list[list[int]] = []
        for row in range(len(frames)):
            side = int(frames.possession[row])
            if frames.keeper[slot] or side < 0 or frames.side_of[slot] != 1 - side:
                continue
            man = int(measured.carrier[row])
            goal = frames.xy[row, man] if man >= 0 else frames.ball[row, :2]
            way = goal - frames.xy[row, slot]
            gap = float(math.hypot(*way))
            if not (gap <= 20 and float(measured.velocity[row, slot] @ way) / gap >= 3.0):
                continue
            last = spells[-1][-1] if spells else None
            if (
                last is not None
                and row - last <= 4  # three frames may be missing
                and measured.phase[last] == measured.phase[row]
                and frames.period[last] == frames.period[row]
            ):
                spells[-1].append(row)
            else:
                spells.append([row])

        def gap_at(row: int, slot: int = slot) -> float:
            man = int(measured.carrier[row])
            goal = frames.xy[row, man] if man >= 0 else frames.ball[row, :2]
            return float(math.dist(goal, frames.xy[row, slot]))

        for spell in spells:
            first, last = spell[0], spell[-1]
            if last - first + 1 < 7 or gap_at(first) - gap_at(last) < 2.0:
                continue
            x, y = attacked(measured, slot, frames.xy[first, slot])
            begun = [touch for touch in taken if touch["first"] <= first + 5]
            touch = begun[-1] if begun and begun[-1]["last"] >= first and begun[-1]["first"] <= last else None
            after = [
                r
                for r in range(last, min(len(frames), last + 51))
                if frames.period[r] == frames.period[last] and frames.seconds[r] <= frames.seconds[last] + 5.05
            ]
            speeds = np.hypot(*measured.velocity[first : last + 1, slot].T)
            out.append(
                {
                    "side": of_side(measured, slot),
                    "slot": slot,
                    "first": first,
                    "last": last,
                    "duration": round((last - first + 1) / 10, 3),
                    "x": x,
                    "y": y,
                    "start_distance": gap_at(first),
                    "end_distance": gap_at(last),
                    "top_speed": float(np.nanmax(speeds)),
                    "period": frames.period[first],
                    "minute": frames.minute[first],
                    "seconds": float(frames.seconds[first]),
                    "regained": any(frames.possession[r] == frames.side_of[slot] for r in after),
                    "touch": touch and touch["touch"],
                    **{name: touch and touch[name] for name in ("back_pass", "bad_touch", "side_line")},
                }
            )
    return sorted(out, key=lambda run: (run["first"], run["slot"]))


@pytest.mark.slow
def test_pressing_runs_and_how_often_they_answer(walk: Measured) -> None:
    taken = touches(walk)
    table, slow = pressing_runs(walk, taken), runs_by_row(walk, touches_by_row(walk))
    assert len(table) == len(slow) > 3
    for fast, row in zip(table.iter_rows(named=True), slow, strict=True):
        for name, value in row.items():
            assert fast[name] == (pytest.approx(value, rel=1e-5, abs=1e-5) if isinstance(value, float) else value), name
    answered = {run["touch"] for run in slow}
    for rate in trigger_rates(taken, table).iter_rows(named=True):
        other = "away" if rate["side"] == "home" else "home"
        part = [touch for touch in taken.iter_rows(named=True) if touch["side"] == other]
        if rate["trigger"] != "any touch":
            part = [touch for touch in part if touch[rate["trigger"]] is rate["present"]]
        hits = sum(touch["touch"] in answered for touch in part)
        assert (rate["touches"], rate["answered"]) == (len(part), hits)
        if part:
            assert rate["share"] == pytest.approx(hits / len(part))
            assert (rate["low"], rate["high"]) == pytest.approx(wilson(hits, len(part), Z95))
        else:
            assert (rate["share"], rate["low"], rate["high"]) == (None, None, None)


@pytest.mark.slow
@pytest.mark.parametrize("side", ["home", "away"])
def test_defender_seconds(walk: Measured, side: Side) -> None:
    frames, walked = walk.frames, steps(walk, side)
    number = 0 if side == "home" else 1
    mine = [k for k in range(frames.xy.shape[1]) if frames.side_of[k] == number and not frames.keeper[k]]
    theirs = [k for k in range(frames.xy.shape[1]) if frames.side_of[k] != number and not frames.keeper[k]]
    spells: dict[int, list[int]] = {}
    for row in range(len(frames)):
        if frames.possession[row] == 1 - number:
            spells.setdefault(int(walk.phase[row]), []).append(row)

    def pairs(row: int) -> dict[int, int]:
        here = [k for k in mine if np.isfinite(frames.xy[row, k, 0])]
        there = [k for k in theirs if np.isfinite(frames.xy[row, k, 0])]
        cost = [[math.dist(frames.xy[row, a], frames.xy[row, b]) ** 2 for b in there] for a in here]
        return {here[i]: there[j] for i, j in zip(*linear_sum_assignment(np.array(cost)), strict=True)}

    slow: list[tuple[int, int, list[float], list[float], list[float], float]] = []
    for phase, rows in spells.items():
        samples = rows[::10]
        if len(rows) < 50:
            continue
        for here, there in pairwise(samples):
            before, after = pairs(here), pairs(there)
            whole = [k for k in range(frames.xy.shape[1]) if not frames.breaks[here + 1 : there + 1, k].any()]
            move = {k: frames.xy[there, k].astype(float) - frames.xy[here, k] for k in whole}
            good = [k for k in whole if np.isfinite(move[k][0])]
            block_of = [k for k in mine if k in good]
            if len(before) < 5 or len(block_of) < 5:
                continue
            for defender, attacker in before.items():
                if defender in good and attacker in good:
                    rest = np.mean([move[k] for k in block_of if k != defender], axis=0)
                    kept = float(after[defender] == attacker) if defender in after else math.nan
                    slow.append((here, phase, list(move[defender]), list(move[attacker]), list(rest), kept))
    assert walked.row.tolist() == [row[0] for row in slow]
    assert walked.phase.tolist() == [row[1] for row in slow]
    for place, values in enumerate((walked.moved, walked.man, walked.block), start=2):
        assert values == pytest.approx(np.array([row[place] for row in slow]).reshape(-1, 2), abs=1e-5)
    assert walked.kept == pytest.approx(np.array([row[5] for row in slow]), nan_ok=True)


@pytest.mark.parametrize(("alpha", "beta"), [(0.7, 0.2), (0.1, 0.8), (0.4, 0.4)])
def test_a_verdict_from_its_regression(alpha: float, beta: float) -> None:
    """Shares are what the squares gain by the man, or by the block, over the other alone; errors are of possessions."""
    rng = np.random.default_rng(4)
    man, rest = rng.normal(size=(240, 2)), rng.normal(size=(240, 2))
    phase = np.repeat(np.arange(12), 20)
    moved = alpha * man + beta * rest + 0.6 * rng.normal(size=(240, 2)) + 0.2 * rng.normal(size=(12, 2))[phase]
    kept = (rng.random(240) < 0.8).astype(float)
    half = np.arange(240) < 200
    verdict = judge(Steps(moved, man, rest, np.arange(240), phase, kept), "home", half)
    a, b, y = man[:200].ravel(), rest[:200].ravel(), moved[:200].ravel()
    design = np.column_stack((a, b))
    slope, squares, _, _ = np.linalg.lstsq(design, y, rcond=None)
    residual = y - design @ slope
    bread = np.linalg.inv(design.T @ design)
    meat = np.zeros((2, 2))
    for group in range(10):
        score = design[40 * group : 40 * group + 40].T @ residual[40 * group : 40 * group + 40]
        meat += np.outer(score, score)
    covariance = 10 / 9 * bread @ meat @ bread
    gap = 1.959963984540054 * math.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    assert (verdict.alpha.value, verdict.beta.value) == pytest.approx(tuple(slope))
    for estimate, place in ((verdict.alpha, 0), (verdict.beta, 1)):
        error = 1.959963984540054 * math.sqrt(covariance[place, place])
        assert (estimate.low, estimate.high) == pytest.approx((slope[place] - error, slope[place] + error))
    by_block = y - b * (b @ y) / (b @ b)
    by_man = y - a * (a @ y) / (a @ a)
    assert verdict.man_share == pytest.approx((by_block @ by_block - squares[0]) / (y @ y))
    assert verdict.block_share == pytest.approx((by_man @ by_man - squares[0]) / (y @ y))
    expected = "undecided" if abs(slope[0] - slope[1]) <= gap else "man-oriented" if slope[0] > slope[1] else "zonal"
    assert verdict.verdict == expected
    assert (verdict.possessions, verdict.seconds) == (10, 200)
    assert verdict.persistence.value == pytest.approx(kept[:200].mean())


@pytest.mark.slow
def test_blocks(walk: Measured) -> None:
    table, frames = block(walk), walk.frames
    seen = set()
    for row in table.gather_every(9).iter_rows(named=True):
        number = 0 if row["side"] == "home" else 1
        slots = [k for k in range(frames.xy.shape[1]) if frames.side_of[k] == number and not frames.keeper[k]]
        places = [
            attacked(walk, k, frames.xy[row["row"], k]) for k in slots if np.isfinite(frames.xy[row["row"], k, 0])
        ]
        places.sort()
        depth, across = [x for x, _ in places], [y for _, y in places]
        assert row["outfield"] == len(places) >= 8
        seen.add(len(places))
        assert row["with_ball"] == (frames.possession[row["row"]] == number)
        best = min(
            (
                sum(
                    sum((x - sum(group) / len(group)) ** 2 for x in group)
                    for group in (depth[:a], depth[a:b], depth[b:])
                ),
                (a, b),
            )
            for a, b in combinations(range(1, len(depth)), 2)
            if a >= 2 and b - a >= 2
        )
        a, b = best[1]
        means = [sum(group) / len(group) for group in (depth[:a], depth[a:b], depth[b:])]
        wanted = (
            sum(depth[:4]) / 4, depth[-1] - depth[0], max(across) - min(across), ConvexHull(places).volume,
            means[1] - means[0], means[2] - means[1], sum(depth[-2:]) / 2,
        )  # fmt: skip
        assert [row[name] for name in MEASURES] == pytest.approx(list(wanted), rel=1e-4, abs=1e-3)
    assert seen == {8, 9, 10}
    counted = sum(
        8 <= np.isfinite(frames.xy[r, 11 * n + 1 : 11 * n + 11, 0]).sum() <= 10 and frames.possession[r] >= 0
        for r in range(len(frames))
        for n in (0, 1)
    )
    assert len(table) == counted


def test_blocks_are_sorted_by_frame_and_side(walk: Measured) -> None:
    table = block(walk)
    assert table.select("row", "side").rows() == sorted(
        table.select("row", "side").rows(), key=lambda key: (key[0], ("home", "away").index(key[1]))
    )
    assert table.schema["side"] == pl.Enum(("home", "away"))
