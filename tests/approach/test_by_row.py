"""Sequences and counts by minute against loops over rows, on made matches with places and moments on every line."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.approach.columns import COUNTS, DEFENDING, OWN
from frontfoot.approach.counts import minute_counts
from frontfoot.approach.cutting import ENDS, STARTS, passages
from frontfoot.approach.sequences import sequences
from frontfoot.match.load import load
from frontfoot.match.match import Match
from tests.approach.approach_matches import build
from tests.approach.by_row import counts_by_row, made, sequences_by_row

SEEDS = range(24)
COLUMNS = (
    "first", "last", "period", "start", "end", "start_x", "start_y", "end_x", "end_y", "actions", "passes",
    "completed", "control", "regain", "possession", "goal", "box", "counter", "direct", "loss", "counterpress",
    "entries",
)  # fmt: skip


def numbers(values: list[Any]) -> np.ndarray[Any, Any]:
    return np.array([math.nan if value is None else float(value) for value in values])


def compare_sequences(match: Match) -> int:
    cut = passages(match).sequences
    slow, belongs = sequences_by_row(match)
    for name in COLUMNS:
        np.testing.assert_allclose(
            np.asarray(getattr(cut, name), dtype=np.float64),
            numbers([row[name] for row in slow]),
            1e-12,
            1e-9,
            err_msg=name,
        )
    assert cut.row.tolist() == belongs
    assert [("home", "away")[side] for side in cut.side] == [row["side"] for row in slow]
    assert [STARTS[code] for code in cut.starts_with] == [row["starts_with"] or "open_play" for row in slow]
    assert [ENDS[code] for code in cut.ends_with] == [row["ends_with"] for row in slow]
    table = sequences(match)
    assert table["seconds"].to_list() == pytest.approx([row["end"] - row["start"] for row in slow])
    for fast, row in zip(table.iter_rows(named=True), slow, strict=True):
        metres = None if None in (row["start_x"], row["end_x"]) else row["end_x"] - row["start_x"]
        seconds = row["end"] - row["start"]
        speed = None if metres is None or seconds <= 1 else metres / seconds
        assert (fast["direct_speed"] is None) == (speed is None)
        assert speed is None or fast["direct_speed"] == pytest.approx(speed)
        assert fast["possession"] == (None if row["possession"] < 0 else row["possession"])
        assert (fast["open_play"], fast["counter_attack"]) == (row["open_play"], row["counter"])
        assert (fast["direct_attack"], fast["goal"]) == (row["direct"], row["goal"])
    return len(slow)


def compare_counts(match: Match) -> None:
    table, slow = minute_counts(match), counts_by_row(match)
    seen: set[tuple[int, int, str, str]] = set()
    clock = match.events.group_by("period").agg(pl.col("seconds").max()).rows()
    stated = {period.number: period.seconds for period in match.periods}
    ends = {number: max(last, stated[number]) for number, last in clock}
    for row in table.iter_rows(named=True):
        other = "away" if row["side"] == "home" else "home"
        for name in (*OWN, *DEFENDING):
            key = (row["period"], row["minute"], row["side"], name)
            if name == "pressures_high" and "pressure" not in match.provides:
                assert row[name] is None
                continue
            assert row[name] == pytest.approx(slow[key], abs=1e-9), key
            seen.add(key)
        before = [key for key in slow if key[:2] < (row["period"], row["minute"]) and key[3] == "scored"]
        assert row["own_goals"] == sum(slow[key] for key in before if key[2] == row["side"])
        assert row["opponent_goals"] == sum(slow[key] for key in before if key[2] == other)
        assert row["seconds"] == min(60.0, ends[row["period"]] - 60.0 * row["minute"])
        assert (row["own_men"], row["opponent_men"]) == (11, 11)
        for name in OWN:
            assert row[f"opponent_{name}"] == pytest.approx(slow[row["period"], row["minute"], other, name], abs=1e-9)
    assert not [key for key, amount in slow.items() if amount and key not in seen]


@pytest.mark.parametrize("seed", SEEDS)
def test_sequences_of_made_matches(seed: int) -> None:
    assert compare_sequences(build(made(seed))) > 50


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_counts_of_made_matches(seed: int) -> None:
    compare_counts(build(made(seed)))


def test_made_matches_hold_every_case() -> None:
    counts = pl.concat([minute_counts(build(made(seed))) for seed in SEEDS])
    assert [name for name in COUNTS if not counts[name].sum()] == []


@pytest.mark.slow
def test_sequences_and_counts_of_real_matches(some_files: list[Path]) -> None:
    for path in some_files[:2]:
        assert compare_sequences(load(path)) > 200
        compare_counts(load(path))
