"""The columns of every freeze frame are those of plain arithmetic, player by player."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.chances.frames import frame_columns
from frontfoot.chances.situation import SITUATION, Situations
from frontfoot.match.schema import FREEZE_FRAMES
from tests.chances.made_situations import made_frame
from tests.chances.slow_frames import slow_frame


def agree(shots: pl.DataFrame, frames: pl.DataFrame) -> None:
    columns, known = frame_columns(Situations.of(shots), frames)
    for place, shot in enumerate(shots.iter_rows(named=True)):
        rows = frames.filter(pl.col("index") == shot["index"]).to_dicts()
        assert known[place] == bool(rows)
        expected = slow_frame(shot, rows)
        if not rows:
            expected = dict.fromkeys(expected, 0.0)
        assert set(columns) == set(expected)
        off = np.abs(np.array([columns[name][place] for name in expected]) - list(expected.values()))
        assert off.max() < 1e-11, (list(expected)[off.argmax()], shot, rows)


def drawn_frames(shots: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Some 15 players a shot around the ball, the goal and every limit; none for every ninth shot."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[Any, ...]] = []
    for number, (index, x, y) in enumerate(shots.select("index", "x", "y").iter_rows()):
        if number % 9 == 0:
            continue
        ball = np.array([52.5 if x is None else x, 34.0 if y is None else y])
        crowd = rng.integers(0, 3)  # which side has many players: all limits of the counts are met
        for player in range(rng.integers(1, 22)):
            near = ball + rng.choice(
                [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [0.0, 4.0], [-0.3, 0.0], [0.0, 0.05], [3.0, 4.0]]
            )
            place = (
                near,
                ball + rng.normal(0.0, 1.5, 2),
                ball + rng.uniform(0.0, 1.0) * (np.array([105.0, rng.uniform(28.0, 40.0)]) - ball),
                rng.choice([88.5, 89.0, 103.5, 104.0, 105.0]) * np.array([1.0, 0.0])
                + np.array([0.0, rng.choice([13.84, 14.0, 30.0, 30.1, 34.0, 37.9, 38.0, 54.16])]),
                rng.uniform([80.0, 5.0], [105.0, 63.0]),
            )[rng.integers(0, 5)]
            mate = bool(rng.random() < (0.3, 0.7, 0.1)[crowd])
            keeper = bool(rng.random() < 0.06)
            rows.append((index, mate, mate and player % 5 == 0, keeper, float(place[0]), float(place[1])))
    rows.append((10_000, False, False, True, 100.0, 34.0))  # of an event that is no shot
    order = rng.permutation(len(rows))
    return pl.DataFrame([rows[place] for place in order], schema=FREEZE_FRAMES, orient="row")


@pytest.mark.parametrize("seed", range(4))
def test_made_frames(seed: int) -> None:
    shots = made_frame(seed, 90)
    agree(shots, drawn_frames(shots, seed))


SHOT = {"index": 7, "x": 95.0, "y": 34.0, "body_part": "right_foot", "setup": False, "attack_passes": 0}


def one(*players: tuple[float, float], keeper: bool = False, mate: bool = False, **rest: Any) -> dict[str, float]:
    shots = pl.DataFrame([SHOT | rest], schema=SITUATION)
    frames = pl.DataFrame([(7, mate, False, keeper, x, y) for x, y in players], schema=FREEZE_FRAMES, orient="row")
    agree(shots, frames)
    return {name: float(values[0]) for name, values in frame_columns(Situations.of(shots), frames)[0].items()}


@pytest.mark.parametrize(("name", "metres"), [("within_1", 1.0), ("within_2", 2.0), ("within_4", 4.0)])
def test_a_defender_is_near_within_and_not_at_the_limit(name: str, metres: float) -> None:
    counted = [one((95.0, 34.0 + away))[name] for away in (metres - 0.01, metres, metres + 0.01)]
    assert counted == [1.0, 0.0, 0.0]


def test_counts_are_cut() -> None:
    crowd = one(*[(95.5, 34.0)] * 12)
    cut = {"cone": 6, "cone_close": 6, "within_1": 3, "within_2": 4, "within_4": 6, "goal_side": 10, "in_box": 10}
    assert {name: crowd[name] for name in cut} == cut
    mates = one(*[(97.0, 34.0)] * 9, mate=True)
    assert [mates[name] for name in ("cone_mates", "mates_ahead", "mates_in_box")] == [4.0, 6.0, 6.0]
    assert one(*[(104.0, 34.0)] * 5)["on_line"] == 3.0


def test_the_penalty_area_and_the_goal_line_exclude_their_limits() -> None:
    assert [one((x, 34.0))["in_box"] for x in (88.5, 88.51)] == [0.0, 1.0]
    assert [one((95.0, y))["in_box"] for y in (13.84, 13.85, 54.15, 54.17)] == [0.0, 1.0, 1.0, 0.0]
    places = ((103.5, 34.0), (103.51, 34.0), (104.0, 30.0), (104.0, 30.01), (104.0, 37.99), (104.0, 38.0))
    assert [one(place)["on_line"] for place in places] == [0.0, 1.0, 0.0, 1.0, 1.0, 0.0]


def test_a_wall_stands_within_11_metres_of_a_free_kick() -> None:
    kicks = [one((95.0, 34.0 + away), set_piece="free_kick")["wall"] for away in (10.99, 11.0)]
    assert kicks == [1.0, 0.0]
    assert one((96.0, 34.0))["wall"] == one((96.0, 34.0), set_piece="penalty")["wall"] == 0.0


def test_a_body_half_a_metre_wide_covers_the_rays_that_pass_it() -> None:
    """From 10 m before the middle of the goal: rays are atan(3.66 / 10.01) / 20 apart, a body 5 m off atan(.1) wide."""
    step = np.arctan(3.66 / 10.01) / 20
    covered = 2 * int(np.arctan(0.5 / 5.0) / step) + 1
    assert one((100.0, 34.0))["open_of_bodies"] == pytest.approx(1.0 - covered / 41)
    keeper = 2 * int(np.arctan(1.0 / 5.0) / step) + 1
    assert one((100.0, 34.0), keeper=True)["open_of_keeper"] == pytest.approx(1.0 - keeper / 41)
    # Who stands on the ball is not in the way.
    assert one((95.0, 34.05))["open_of_bodies"] == 1.0 > one((95.04, 34.04))["open_of_bodies"]


def test_a_keeper_less_than_30_centimetres_behind_the_ball_may_still_be_in_the_way() -> None:
    open_to = [one((x, 34.9), keeper=True, x=104.0)["open_of_keeper"] for x in (103.71, 103.7, 103.69)]
    assert open_to[0] < 1.0 == open_to[1] == open_to[2]


def test_a_ray_at_the_edge_of_a_body_is_free() -> None:
    """Half a right angle to the left and close: the 20 rays left of the middle one are covered, and that one is not."""
    assert one((95.25, 34.25))["open_of_bodies"] == pytest.approx(1.0 - 20 / 41)


def test_no_shots_and_no_frames() -> None:
    nobody = pl.DataFrame(schema=FREEZE_FRAMES)
    columns, known = frame_columns(Situations.of(pl.DataFrame([SHOT], schema=SITUATION)), nobody)
    assert known.tolist() == [False]
    assert not any(values.any() for values in columns.values())
    empty, _ = frame_columns(Situations.of(pl.DataFrame(schema=SITUATION)), nobody)
    assert set(empty) == set(columns)
    assert all(values.shape == (0,) for values in empty.values())
