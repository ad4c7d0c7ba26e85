"""The measures on scenes whose answer is known by construction, and against scipy."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import ConvexHull
from scipy.stats import CensoredData, binomtest, ecdf

from frontfoot.approach.tracking import Measured, goals_of, measure, summarise
from frontfoot.approach.tracking.block import block, hull_area, line_distances
from frontfoot.approach.tracking.estimates import clustered_mean, time_until
from frontfoot.approach.tracking.marking import clustered_ols, marking
from frontfoot.approach.tracking.runs import pressing_runs, trigger_rates
from frontfoot.approach.tracking.touches import touches
from frontfoot.core.errors import InputError
from frontfoot.core.intervals import Z95, wilson
from frontfoot.match.tracking import mend
from tests.tracking.scenes import scene

SIZE = np.array([105.0, 68.0])


def ranks(n: int) -> tuple[np.ndarray, np.ndarray]:
    """A 4-4-2 of each side, standing still: back line at 30 m, midfield at 40, front at 52 of the own goal."""
    places = [(5, 34), *((30, y) for y in (10, 26, 42, 58)), *((40, y) for y in (10, 26, 42, 58)), (52, 28), (52, 40)]
    home = np.broadcast_to(np.array(places, float), (n, 11, 2)).copy()
    return home, SIZE - home


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.integers(5, 11))
def test_hull_area_is_scipys(seed: int, count: int) -> None:
    xy = np.random.default_rng(seed).uniform(0, 60, (4, count, 2))
    np.testing.assert_allclose(hull_area(xy), [ConvexHull(one).volume for one in xy], rtol=1e-9)


def test_hull_of_a_lattice_with_many_on_one_line() -> None:
    lattice = np.array([(x, y) for x in (0, 5, 10) for y in (0, 4, 8)], float)[None]
    assert hull_area(lattice) == pytest.approx([80.0])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.integers(4, 9), st.integers(1, 3))
def test_two_on_one_spot_do_not_change_the_hull(seed: int, count: int, twice: int) -> None:
    xy = np.random.default_rng(seed).uniform(0, 60, (3, count, 2))
    doubled = np.concatenate((xy, xy[:, :twice]), axis=1)
    np.testing.assert_allclose(hull_area(doubled), [ConvexHull(one).volume for one in xy], rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.integers(8, 10))
def test_lines_are_the_best_of_all_cuts(seed: int, count: int) -> None:
    x = np.sort(np.random.default_rng(seed).uniform(0, 60, count))
    best = min(
        (sum(((g - g.mean()) ** 2).sum() for g in groups), [g.mean() for g in groups])
        for a, b in itertools.combinations(range(2, count), 2)
        if b - a >= 2
        for groups in [(x[:a], x[a:b], x[b:])]
    )[1]
    back, front = line_distances(x[None])
    assert (back[0], front[0]) == pytest.approx((best[1] - best[0], best[2] - best[1]))


def test_the_block_of_a_known_formation() -> None:
    home, away = ranks(20)
    table = block(measure(scene(home, away, ball=[60, 34], possession=1)))
    for side, with_ball in (("home", False), ("away", True)):
        row = table.filter((pl.col("side") == side) & (pl.col("with_ball") == with_ball)).row(0, named=True)
        assert row["line_height"] == pytest.approx(30)
        assert row["front_height"] == pytest.approx(52)
        assert (row["length"], row["width"]) == pytest.approx((22, 48))
        assert (row["back_to_middle"], row["middle_to_front"]) == pytest.approx((10, 12))
        assert row["outfield"] == 10


def test_a_block_with_three_unseen_is_not_measured() -> None:
    home, away = ranks(20)
    home[:, 8:] = np.nan
    table = block(measure(scene(home, away, ball=[60, 34], possession=1)))
    assert table.filter(pl.col("side") == "home").is_empty()
    assert table.filter(pl.col("side") == "away").height == 20


def closing(n: int = 60) -> Measured:
    """Away player a9 has the ball at home's 60 m; home player h9 runs at him from 25 m off at 5 m/s from row 10."""
    home, away = ranks(n)
    away[:, 9] = [70.0, 4.0]
    for row in range(n):
        home[row, 9] = [45 + min(max(row - 10, 0) * 0.5, 24), 4]
    return measure(mend(scene(home, away, ball=[70.5, 4], possession=1, possessor=["a9"] * n)))


def test_time_on_the_ball_until_pressed() -> None:
    measured = closing()
    (touch,) = touches(measured).iter_rows(named=True)
    assert (touch["side"], touch["duration"]) == ("away", pytest.approx(6.0))
    # 25 m apart; within 4.57 m after 20.43 m, that is 41 steps of half a metre from row 10 on.
    assert touch["until"] == pytest.approx(5.1)
    assert touch["pressed"]
    assert touch["side_line"]  # four metres from the touchline
    assert not touch["back_pass"]


def test_a_pressing_run_is_found_and_answers_its_touch() -> None:
    measured = closing()
    taken = touches(measured)
    runs = pressing_runs(measured, taken)
    (run,) = runs.iter_rows(named=True)
    assert run["side"] == "home"
    assert measured.frames.players["player"][run["slot"]] == "h9"
    # It counts from 20 m on, which he passes after ten steps.
    assert run["start_distance"] == pytest.approx(20, abs=1)
    assert run["end_distance"] < 4
    assert run["top_speed"] == pytest.approx(5, abs=0.1)
    assert run["touch"] == 0
    assert run["side_line"]
    assert not run["regained"]
    rates = trigger_rates(taken, runs).filter((pl.col("side") == "home") & (pl.col("trigger") == "side_line"))
    assert rates.filter(pl.col("present"))["share"].to_list() == [1.0]
    assert rates.filter(~pl.col("present"))["touches"].to_list() == [0]


def test_what_no_touch_was_seen_of_is_unknown() -> None:
    """No share, and no interval either: (0, 1) would be drawn as a measurement."""
    measured = closing()
    seen = touches(measured)
    nothing = trigger_rates(seen.clear(), pressing_runs(measured, seen))
    assert nothing["touches"].sum() == 0
    for rates in (nothing, trigger_rates(seen, pressing_runs(measured, seen))):
        without = rates.filter(pl.col("touches") == 0)
        assert not without.is_empty()
        for name in ("share", "low", "high"):
            assert without[name].null_count() == without.height
        within = rates.filter(pl.col("touches") > 0)
        assert (within["low"] <= within["share"]).all()
        assert (within["share"] <= within["high"]).all()


def test_runs_are_counted_by_the_minute_of_possession_that_was_seen() -> None:
    rows = summarise(closing()).measures.filter((pl.col("measure") == "runs_per_minute") & (pl.col("split") == "match"))
    # One run of the home side in six seconds of the away side's possession, which has no turn to press.
    home, away = (rows.row(by_predicate=pl.col("side") == side, named=True) for side in ("home", "away"))
    assert home["value"] == pytest.approx(10)
    assert (home["n"], home["seen"]) == (1, 1.0)
    assert (away["value"], away["n"]) == (None, 0)


@pytest.mark.parametrize("rate", [10.0, 25.0])
def test_a_bad_touch_leaves_the_ball_three_metres_off(rate: float) -> None:
    home, away = ranks(100)
    ball = np.broadcast_to([52.0, 28.0], (100, 2)).copy()

    def bad(possessor: list[str | None] | None) -> list[bool | None]:
        frames = scene(home, away, ball=ball, possession=0, possessor=possessor, rate=rate)
        return touches(measure(frames))["bad_touch"].to_list()

    assert bad(["h9"] * 100) == [False]
    ball[60:, 0] += 3.1
    assert bad(["h9"] * 100) == [True]
    # On its way to him, for less than two tenths of a second, it may be anywhere.
    ball[60:, 0] -= 3.1
    ball[: int(0.19 * rate), 0] += 10
    assert bad(["h9"] * 100) == [False]
    # Unless somebody says who is on the ball he is by definition near it, and without a ball nobody can tell.
    assert bad(None) == [None]
    ball[1:] = np.nan
    assert bad(["h9"] * 100) == [None]


def test_the_man_of_a_side_that_has_not_the_ball_is_not_on_it() -> None:
    home, away = ranks(40)
    side = np.repeat([0, -1, 0, 1], 10)
    spells_on_ball = touches(measure(scene(home, away, possession=side, possessor=["h9"] * 40)))
    assert spells_on_ball.select("first", "last").rows() == [(0, 9), (20, 29)]


def test_dead_time_that_is_not_in_the_record_ends_a_touch_and_brings_no_ball_back() -> None:
    """A foul on a9 while h9 runs at him; 20 s later, the next frame of the record, he plays on; then home have it."""
    whole = closing(400)
    keep = np.r_[0:45, 245:260]
    frames = replace(whole.frames, possession=np.where(np.arange(400) < 250, 1, 0).astype(np.int8))
    measured = measure(frames.rows(np.isin(np.arange(400), keep)))
    first, second = touches(measured).iter_rows(named=True)
    assert (first["duration"], second["duration"]) == (pytest.approx(4.5), pytest.approx(0.5))
    run = pressing_runs(measured, touches(measured)).row(0, named=True)
    assert run["last"] < 45
    assert not run["regained"]  # in the record fifteen frames, on the clock more than 20 s


def test_a_shoot_out_is_no_play() -> None:
    frames = scene(*ranks(40), ball=[60, 34], possession=1, period=np.repeat([2, 5], [30, 10]))
    measured = measure(frames)
    assert set(measured.frames.period) == {2}
    assert summarise(measured).measures["n"].max() == 30
    with pytest.raises(InputError, match="No frame"):
        measure(frames.rows(frames.period == 5))


def test_a_clock_that_starts_before_the_period_does_counts_as_its_first_minute() -> None:
    frames = closing().frames
    early = replace(frames, table=frames.table.with_columns(pl.col("seconds") - 2))
    summary = summarise(measure(early))
    for table in (summary.touches, summary.runs, summary.block):
        assert set(table["minute"]) == {0}
    assert set(summary.measures["window"]) == {"all", "first half", "0-end"}


def test_sides_that_never_move_are_neither_man_oriented_nor_zonal() -> None:
    possession = np.where(np.arange(600) % 100 < 90, 1, -1)
    verdict = marking(measure(scene(*ranks(600), possession=possession)), "home")
    assert (verdict.verdict, verdict.alpha.value, verdict.man_share) == ("undecided", None, None)
    assert (verdict.possessions, verdict.persistence.value) == (6, 1.0)


def test_a_back_pass_is_one_towards_the_own_goal() -> None:
    home, away = ranks(40)
    holder = ["h9"] * 15 + [None] * 5 + ["h2"] * 20
    spells_on_ball = touches(measure(scene(home, away, possession=0, possessor=holder)))
    assert spells_on_ball["back_pass"].to_list() == [False, True]
    holder = ["h2"] * 15 + [None] * 5 + ["h9"] * 20
    assert touches(measure(scene(home, away, possession=0, possessor=holder)))["back_pass"].to_list() == [False, False]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["man-oriented", "zonal"])
def test_marking_is_told_apart(scheme: str) -> None:
    rng = np.random.default_rng(17)
    n, rate = 6000, 10
    walk = np.cumsum(rng.normal(0, 0.12, (n, 10, 2)), axis=0)
    walk -= np.linspace(0, 1, n)[:, None, None] * walk[-1]
    together = np.cumsum(rng.normal(0, 0.1, (n, 1, 2)), axis=0)
    together -= np.linspace(0, 1, n)[:, None, None] * together[-1]
    home, away = ranks(n)
    home, away = home.copy(), away.copy()
    attackers = home[:, 1:] + [3.0, 0.0] + walk + together
    away[:, 1:] = attackers
    noise = rng.normal(0, 0.02, (n, 10, 2))
    own = np.cumsum(rng.normal(0, 0.1, (n, 1, 2)), axis=0)
    home[:, 1:] = attackers - [3.0, 0.0] + noise if scheme == "man-oriented" else home[:, 1:] + own + noise
    possession = np.where(np.arange(n) % 200 < 190, 1, -1)
    verdict = marking(measure(scene(home, away, possession=possession, rate=rate)), "home")
    assert verdict.verdict == scheme
    strong = verdict.alpha if scheme == "man-oriented" else verdict.beta
    assert strong.value == pytest.approx(1, abs=0.1)
    assert verdict.possessions == 30


def test_clustered_errors_of_single_observations_are_whites() -> None:
    rng = np.random.default_rng(2)
    design, error = rng.normal(size=(400, 2)), rng.normal(size=400)
    target = design @ [0.4, -1.2] + error
    coefficients, covariance = clustered_ols(design, target, np.arange(400))
    np.testing.assert_allclose(coefficients, np.linalg.lstsq(design, target, rcond=None)[0])
    bread = np.linalg.inv(design.T @ design)
    meat = (design * (target - design @ coefficients)[:, None] ** 2).T @ design
    np.testing.assert_allclose(covariance, bread @ meat @ bread * 400 / 399, rtol=1e-9)


@pytest.mark.slow
@given(st.integers(0, 300), st.integers(1, 300))
def test_wilson_is_scipys(hits: int, n: int) -> None:
    hits = min(hits, n)
    reference = binomtest(hits, n).proportion_ci(method="wilson")
    assert wilson(hits, n, Z95) == pytest.approx((reference.low, reference.high), abs=1e-6)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 5), st.booleans()), min_size=2, max_size=40))
def test_time_until_is_the_area_under_kaplan_and_meiers_curve(rows: list[tuple[float, bool]]) -> None:
    rows = [(round(t, 1), happened) for t, happened in rows]
    mean = time_until([t if h else None for t, h in rows], [t for t, _ in rows], 3.0)
    seen = [t for t, h in rows if h]
    curve = ecdf(CensoredData(uncensored=seen, right=[t for t, h in rows if not h])).sf
    steps = np.append(0.0, np.arange(0.1, 3.0, 0.1).round(1))
    area = sum(0.1 * float(curve.evaluate(t)) for t in steps)
    assert mean.value == pytest.approx(area, abs=1e-9)
    assert None not in (mean.low, mean.high)
    assert float(mean.low or 0) <= float(mean.value or 0) <= float(mean.high or 0)


def test_pieces_not_frames_are_independent() -> None:
    rng = np.random.default_rng(4)
    piece = np.repeat(np.arange(30), 50)
    values = rng.normal(size=30)[piece]
    mean = clustered_mean(values, piece)
    alone = clustered_mean(values[::50], piece[::50])
    assert mean.n == 1500
    assert mean.pieces == 30
    assert (mean.low, mean.high) == pytest.approx((alone.low, alone.high))
    assert clustered_mean(np.array([np.nan]), np.array([0])).value is None


@pytest.mark.slow
def test_windows_and_score_states_add_up(measured: Measured) -> None:
    goals = pl.DataFrame({"period": [1, 2], "seconds": [1000.0, 60.0], "side": ["home", "home"]})
    summary = summarise(measured, goals)
    assert summary.notes == ()
    table = summary.measures.filter((pl.col("measure") == "line_height") & ~pl.col("with_ball"))
    for side in ("home", "away"):
        mine = table.filter(pl.col("side") == side)
        total = mine.filter(pl.col("split") == "match")
        for split in ("half", "quarter hour", "score state"):
            part = mine.filter(pl.col("split") == split)
            assert part["n"].sum() == total["n"].item()
            mean = np.average(part["value"].to_numpy(), weights=part["n"].to_numpy())
            assert mean == pytest.approx(total["value"].item())
    states = set(table.filter((pl.col("split") == "score state") & (pl.col("side") == "away"))["window"])
    assert states == {"level", "trailing"}
    assert summary.measures["seen"].drop_nulls().is_between(0, 1).all()
    # A measure stands inside its interval.
    sure = summary.measures.drop_nulls(["value", "low", "high"])
    assert (sure["value"].is_between(sure["low"] - 1e-9, sure["high"] + 1e-9)).all()


@pytest.mark.slow
def test_without_goal_times_the_score_is_not_guessed(measured: Measured) -> None:
    summary = summarise(measured)
    assert "score state" not in set(summary.measures["split"])
    assert "not known" in summary.notes[0]


def test_seen_from_the_other_end_nothing_changes() -> None:
    measured = closing()
    frames = measured.frames
    slots = np.argsort(frames.side_of, kind="stable")
    home, away = (frames.xy[:, slots[frames.side_of[slots] == s]] for s in (0, 1))
    turned = scene(
        SIZE - away, SIZE - home, ball=SIZE - frames.ball[:, :2], possession=0, possessor=["h9"] * len(frames)
    )
    other = measure(mend(turned))
    a, b = touches(measured).row(0, named=True), touches(other).row(0, named=True)
    for name in ("until", "nearest", "intensity", "pressure", "x", "y", "duration"):
        assert a[name] == pytest.approx(b[name], abs=1e-3), name


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**31), st.floats(0, 1), st.sampled_from([-1, 0, 1]))
def test_never_fails_on_gaps(seed: int, missing: float, possession: int) -> None:
    rng = np.random.default_rng(seed)
    home, away = ranks(80)
    home, away = (side + rng.normal(0, 0.3, side.shape).cumsum(axis=0) for side in (home, away))
    home[rng.random(home.shape[:2]) < missing] = np.nan
    away[rng.random(away.shape[:2]) < missing] = np.nan
    home[0, 0] = (5, 34)  # a record holds at least one player
    ball = rng.uniform((0, 0), SIZE, (80, 2))
    ball[rng.random(80) < missing] = np.nan
    frames = mend(scene(home, away, ball=ball, possession=possession, period=np.repeat([1, 2], 40)))
    summary = summarise(measure(frames))
    assert summary.measures.height > 0
    assert set(summary.marking) == {"home", "away"}


def test_goals_of_a_match_count_for_the_right_side(kloppy_files) -> None:  # type: ignore[no-untyped-def]
    load = pytest.importorskip("frontfoot.match.load")
    # Turkey - Italy 0-3, the first an own goal by Turkey's Demiral (UEFA EURO 2020, 11 June 2021).
    match = load.load(*(kloppy_files / f"statsbomb_3788741_{part}.json" for part in ("event", "lineup")))
    goals = goals_of(match)
    assert (int((goals["side"] == "home").sum()), int((goals["side"] == "away").sum())) == match.score
    assert goals.height == 3
