"""Situations taken from arrays are those that following the events one by one gives."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from frontfoot.chances.situation import Situations, situations
from frontfoot.match.load import load
from frontfoot.match.schema import KINDS
from tests.chances.chances_tables import WHEEL, events, shot
from tests.chances.made_events import made_events
from tests.chances.slow_situations import by_event


@pytest.mark.parametrize("names", WHEEL)
def test_real_matches(kloppy_files: Path, names: tuple[str, ...]) -> None:
    table = load(*(kloppy_files / name for name in names)).events
    assert_frame_equal(situations(table).frame(), by_event(table), check_exact=True)


@pytest.mark.parametrize("seed", range(12))
def test_matches_of_chance(seed: int) -> None:
    """Rows drawn at random meet every rule: nulls, equal times, sideless rows, changes of period, long gaps."""
    table = made_events(seed)
    assert table.filter(pl.col("kind") == "shot").height > 20
    frame = situations(table).frame()
    assert_frame_equal(frame, by_event(table), check_exact=True)
    assert_frame_equal(Situations.of(frame).frame(), frame, check_exact=True)


@pytest.mark.parametrize("seed", range(3))
def test_matches_whose_events_crowd_and_whose_clock_goes_back(seed: int) -> None:
    table = made_events(seed, steps=(0.0, 0.25, 0.5, 1.0, -0.5))
    assert_frame_equal(situations(table).frame(), by_event(table), check_exact=True)


PASS = {"kind": "pass", "side": "home", "outcome": "success", "x": 60.0, "y": 30.0}


def test_the_look_back_ends_after_60_seconds() -> None:
    for seconds, reached in ((40.0, True), (39.99, False)):
        told = situations(events({**PASS, "seconds": seconds}, shot(seconds=100.0)))
        assert told.flag("setup").tolist() == [reached]


def test_the_look_back_ends_after_100_events() -> None:
    between = {"kind": "pressure", "side": "away", "seconds": 99.0}
    for count, reached in ((99, True), (100, False)):
        told = situations(events({**PASS, "seconds": 98.0}, *[between] * count, shot(seconds=100.0)))
        assert told.flag("setup").tolist() == [reached]


@pytest.mark.parametrize("kind", KINDS)
def test_what_ends_an_attack_and_what_is_no_contact(kind: str) -> None:
    """A pass, then an event of each kind by either side, then the shot: whether the pass is still of its attack."""
    no_contact = {"pressure", "card", "substitution", "other", "foul_won", "carry"}
    stops = {"out", "foul", "offside", "period_start", "period_end", "own_goal"}
    theirs = {"pass", "clearance", "keeper", "shot", "recovery", "interception"}
    for side in ("home", "away"):
        event = {"kind": kind, "side": side, "seconds": 99.0, "x": 10.0, "outcome": "failure"}
        row = situations(events({**PASS, "seconds": 98.0}, event, shot())).frame().row(-1, named=True)
        over = kind in stops or (kind in theirs and side == "away") or (kind == "shot" and side == "home")
        assert row["setup"] is not over, (kind, side)
        picked_up = kind == "recovery" and side == "home"
        expected = ("pass", True, 60.0) if kind in no_contact or picked_up else None
        expected = expected or (kind, side == "home", 10.0 if side == "home" else 95.0)
        assert (row["before_kind"], row["before_own"], row["before_x"]) == expected


def test_an_event_table_without_shots_has_no_situations() -> None:
    table = events({"kind": "pass", "side": "home", "seconds": 3.0})
    assert not len(situations(table))
    assert_frame_equal(situations(table).frame(), by_event(table))
