"""Columns of how a shot was struck, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from frontfoot.chances.situation import situations
from frontfoot.chances.strike import strike_columns
from tests.chances.chances_tables import events, shot
from tests.chances.made_situations import made_situations
from tests.chances.slow_xg import slow_strike


def struck(**rest: Any) -> dict[str, float]:
    columns = strike_columns(situations(events(shot(**rest))))
    return {name: float(values[0]) for name, values in columns.items() if values[0]}


def test_a_shot_of_which_nothing_is_known_has_nothing() -> None:
    assert struck() == {}
    assert struck(technique="normal", first_time=False, under_pressure=False) == {}


@pytest.mark.parametrize(
    ("x", "y", "far"), [(94.0, 34.0, 1.1), (85.0, 34.0, 2.0), (81.0, 27.0, 2.5), (40.0, 34.0, 2.5), (101.0, 31.0, 0.5)]
)
def test_distance_counts_in_tens_of_metres_up_to_25(x: float, y: float, far: float) -> None:
    assert struck(x=x, y=y, technique="volley") == pytest.approx({"volley": 1.0, "volley:distance": far})
    found = struck(x=x, y=y, technique="half_volley", first_time=True, under_pressure=True)
    assert found == pytest.approx(
        dict.fromkeys(("half_volley", "first_time", "pressed"), 1.0)
        | {f"{name}:distance": far for name in ("half_volley", "first_time", "pressed")}
    )


@pytest.mark.parametrize("technique", ["lob", "backheel", "overhead_kick", "diving_header"])
def test_other_techniques_count_alike_from_everywhere(technique: str) -> None:
    assert struck(technique=technique) == {technique: 1.0}


def test_a_header_is_no_first_touch_of_note_and_a_free_kick_not_pressed() -> None:
    header = struck(body_part="head", first_time=True, under_pressure=True)
    assert header == pytest.approx({"pressed": 1.0, "pressed:head": 1.0, "pressed:distance": 1.1})
    free_kick = struck(set_piece="free_kick", first_time=True, under_pressure=True)
    assert free_kick == pytest.approx({"first_time": 1.0, "first_time:distance": 1.1})


def test_a_shot_at_once_from_a_cross() -> None:
    cross = {"kind": "pass", "seconds": 98.0, "side": "home", "outcome": "success", "cross": True, "x": 95.0,
             "y": 5.0, "end_x": 94.0, "end_y": 34.0}  # fmt: skip
    columns = strike_columns(situations(events(cross, shot(first_time=True))))
    assert columns["first_time:cross"].tolist() == [1.0]


@pytest.mark.parametrize("seed", [1, 2])
def test_made_situations(seed: int) -> None:
    made = made_situations(seed)
    columns = strike_columns(made)
    for place, row in enumerate(made.frame().iter_rows(named=True)):
        expected = slow_strike(row)
        assert set(columns) == set(expected)
        if None not in (row["x"], row["y"]):
            off = np.abs(np.array([columns[name][place] for name in expected]) - list(expected.values()))
            assert off.max() < 1e-12, (list(expected)[off.argmax()], row)
