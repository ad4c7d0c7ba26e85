"""What is read before a shot, and that nothing is read after it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from frontfoot.chances.features import counter
from frontfoot.chances.situation import situations
from frontfoot.match.load import load
from tests.chances.chances_tables import events, shot


def test_the_attack_is_followed_back_to_the_ball_won() -> None:
    table = events(
        {"kind": "pass", "seconds": 80.0, "side": "away", "outcome": "failure", "x": 60.0, "y": 30.0},
        {"kind": "recovery", "seconds": 88.0, "side": "home", "x": 40.0, "y": 30.0, "outcome": "success"},
        {"kind": "pass", "seconds": 90.0, "side": "home", "x": 42.0, "y": 30.0, "end_x": 80.0, "end_y": 10.0,
         "outcome": "success"},
        {"kind": "take_on", "seconds": 94.0, "side": "home", "player": "9", "x": 82.0, "y": 12.0, "outcome": "success"},
        {"kind": "tackle", "seconds": 94.0, "side": "away", "x": 23.0, "y": 56.0, "outcome": "failure"},
        shot(player="9"),
    )  # fmt: skip
    row = situations(table).frame().row(0, named=True)
    assert (row["setup"], row["setup_seconds"], row["setup_end_x"]) == (True, 10.0, 80.0)
    assert (row["attack_seconds"], row["attack_x"], row["attack_passes"]) == (12.0, 40.0, 1)
    assert (row["before_kind"], row["before_own"], row["before_x"]) == ("tackle", False, 82.0)
    assert row["take_on_seconds"] == 6.0
    assert (row["x_5"], row["x_10"]) == (82.0, 42.0)
    assert counter(situations(table)).tolist() == [True]


def test_a_rebound_and_a_corner() -> None:
    table = events(
        {"kind": "pass", "seconds": 95.0, "side": "home", "set_piece": "corner", "outcome": "success", "x": 105.0},
        shot(seconds=97.0, outcome="saved"),
        {"kind": "keeper", "seconds": 98.0, "side": "away", "outcome": "success"},
        shot(),
    )
    first, second = situations(table).frame().iter_rows(named=True)
    assert (first["corner_seconds"], first["setup_restart"], first["rebound_seconds"]) == (2.0, "corner", None)
    assert (second["rebound_seconds"], second["keeper_out_seconds"], second["corner_seconds"]) == (3.0, 2.0, 5.0)
    assert not second["setup"]  # the keeper had it in between
    assert not counter(situations(table)).any()


def test_a_counter_needs_a_ball_won_in_play() -> None:
    restart = {"kind": "pass", "seconds": 92.0, "side": "home", "x": 5.0, "set_piece": "goal_kick"}
    assert not counter(situations(events(restart, shot()))).any()
    assert counter(situations(events({**restart, "set_piece": None}, shot()))).all()


def test_the_end_of_a_pass_and_a_ball_picked_up_hide_nothing() -> None:
    """What a provider that writes these down adds is no contact: the situation is that of one that does not."""
    earlier = {"kind": "clearance", "seconds": 97.0, "side": "away", "x": 8.0, "y": 30.0}
    short = {"kind": "pass", "seconds": 98.0, "side": "home", "outcome": "success", "end_x": 92.0, "end_y": 30.0}
    receipt = {"kind": "touch", "seconds": 99.5, "side": "home", "x": 92.0, "type_name": "Ball Receipt*"}
    assert_frame_equal(
        situations(events(earlier, short, receipt, shot())).frame().drop("index"),
        situations(events(earlier, short, shot())).frame().drop("index"),
    )
    picked_up = {"kind": "recovery", "seconds": 99.0, "side": "home", "x": 92.0, "y": 30.0}
    row = situations(events(earlier, picked_up, shot())).frame().row(0, named=True)
    assert (row["before_kind"], row["before_own"], row["before_seconds"]) == ("clearance", False, 3.0)


def test_another_period_is_another_story() -> None:
    table = events(
        {"kind": "pass", "seconds": 99.0, "side": "home", "x": 80.0, "period": 1, "outcome": "success"},
        shot(period=2),
    )
    assert not situations(table).frame()["setup"].any()


def test_restarts_taken_at_goal_have_no_story() -> None:
    before = {"kind": "pass", "seconds": 99.0, "side": "home", "x": 80.0, "outcome": "success"}
    row = situations(events(before, shot(set_piece="free_kick"))).frame().row(0, named=True)
    assert row["before_kind"] is None
    assert not row["setup"]


@pytest.mark.parametrize("name", ["2576338", "2575959"])
def test_nothing_that_tells_the_outcome_is_read(data: Path, name: str) -> None:
    """Blank everything written down about the shot's end and everything after it: the situations stay the same."""
    table = load(data / "wyscout" / "serie-a" / f"{name}.json.gz").events
    told = situations(table).frame()
    marks = [pl.lit(None, dtype=table.schema[c]).alias(c) for c in ("key_pass", "assist", "xg", "high", "touched")]
    for place, index in enumerate(told["index"]):
        is_it = pl.col("index") == index
        cut = table.filter(pl.col("index") <= index).with_columns(
            [pl.when(is_it).then(None).otherwise(pl.col(c)).alias(c) for c in ("outcome", "end_x", "end_y", "high")],
        )
        cut = cut.with_columns(mark for mark in marks if mark.meta.output_name() != "high")
        assert_frame_equal(situations(cut).frame().tail(1), told.slice(place, 1))
