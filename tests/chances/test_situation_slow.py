"""Situations taken from arrays are those that following the events one by one gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from frontfoot.chances.situation import Situations, situations
from frontfoot.match.load import load
from frontfoot.match.schema import BODY_PARTS, KINDS, OUTCOMES, SET_PIECES, TECHNIQUES
from tests.chances.chances_tables import WHEEL, events
from tests.chances.slow_situations import by_event


@pytest.mark.parametrize("names", WHEEL)
def test_real_matches(kloppy_files: Path, names: tuple[str, ...]) -> None:
    table = load(*(kloppy_files / name for name in names)).events
    assert_frame_equal(situations(table).frame(), by_event(table), check_exact=True)


@pytest.mark.parametrize("seed", range(12))
def test_matches_of_chance(seed: int) -> None:
    """Rows drawn at random meet every rule: nulls, equal times, sideless rows, changes of period, long gaps."""
    rng = np.random.default_rng(seed)
    size = 300

    def some(values: tuple[object, ...], known: float = 0.7) -> list[object]:
        drawn = rng.integers(0, len(values), size)
        return [values[place] if keep else None for place, keep in zip(drawn, rng.random(size) < known, strict=True)]

    often = (*KINDS, *("pass", "shot", "take_on", "recovery") * 8)
    columns = {
        "kind": some(often, 1.0),
        "side": some(("home", "away"), 0.97),
        "outcome": some((*OUTCOMES, "success", "success")),
        "player": some(("7", "9", "11")),
        "set_piece": some(SET_PIECES, 0.08),
        "body_part": some(BODY_PARTS),
        "technique": some(TECHNIQUES),
        "x": some(tuple(rng.uniform(0.0, 105.0, 40))),
        "y": some(tuple(rng.uniform(0.0, 68.0, 40))),
        "end_x": some(tuple(rng.uniform(0.0, 105.0, 40))),
        "end_y": some(tuple(rng.uniform(0.0, 68.0, 40))),
        "type_name": some(("Ball Receipt*", "Pass"), 0.2),
        **{name: some((True, False)) for name in ("cross", "through_ball", "high", "first_time", "under_pressure")},
        "counter_attack": some((True, False)),
    }
    period = np.repeat([1, 2, 5], size // 3)
    seconds = np.concatenate([np.cumsum(rng.choice([0.0, 0.5, 1.0, 3.0, 40.0], size // 3)) for _ in range(3)])
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    table = events(
        *({**row, "period": int(p), "seconds": float(s)} for row, p, s in zip(rows, period, seconds, strict=True))
    )
    assert table.filter(pl.col("kind") == "shot").height > 20
    frame = situations(table).frame()
    assert_frame_equal(frame, by_event(table), check_exact=True)
    assert_frame_equal(Situations.of(frame).frame(), frame, check_exact=True)


def test_an_event_table_without_shots_has_no_situations() -> None:
    table = events({"kind": "pass", "side": "home", "seconds": 3.0})
    assert not len(situations(table))
    assert_frame_equal(situations(table).frame(), by_event(table))
