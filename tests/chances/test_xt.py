"""Expected threat: the linear system, against iteration, simulation and counts by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.chances.xt import CELLS, CELLS_LONG, CELLS_WIDE, cell, succeeded, surface, threat, xt
from frontfoot.fit.chances import Tally
from frontfoot.match.load import load
from frontfoot.match.schema import KINDS
from tests.chances.chances_tables import events, match
from tests.chances.made_events import made_events

Floats = np.ndarray[Any, np.dtype[np.float64]]


def iterate(shots: Floats, goals: Floats, lost: Floats, moves: Floats) -> Floats:
    """Singh's own way: start from nothing and substitute until nothing changes."""
    actions = np.maximum(shots + lost + moves.sum(axis=1), 1.0)
    values = np.zeros(len(shots))
    for _ in range(10_000):
        following = np.array([(goals[z] + moves[z] @ values) / actions[z] for z in range(len(shots))])
        if np.abs(following - values).max() < 1e-15:
            return following
        values = following
    raise AssertionError("did not converge")


@pytest.fixture(scope="module")
def tally(data: Path) -> Tally:
    counted = Tally()
    for path in sorted((data / "wyscout" / "premier-league").glob("*.json.gz"))[:12]:
        counted.add(load(path).events)
    return counted


@pytest.mark.slow
def test_solving_is_iterating_to_the_end(tally: Tally) -> None:
    arguments = tally.shots, tally.goals, tally.lost, tally.moves
    assert np.allclose(threat(*arguments), iterate(*arguments), atol=1e-12)


def test_two_cells_by_hand() -> None:
    # A moves to B three times in four and loses it once; B shoots half the time, scores one in five, else plays back.
    values = threat(np.array([0.0, 10.0]), np.array([0.0, 2.0]), np.array([1.0, 0.0]), np.array([[0, 3.0], [10.0, 0]]))
    # b = .1 + .5 a and a = .75 b, so b = .1 / .625.
    assert values == pytest.approx([0.12, 0.16])


@given(st.integers(0, 2**32 - 1))
def test_values_are_probabilities_below_the_best_finish(seed: int) -> None:
    generator = np.random.default_rng(seed)
    shots = generator.integers(0, 20, 6).astype(float)
    goals = np.floor(shots * generator.random(6))
    lost, moves = generator.integers(1, 5, 6).astype(float), generator.integers(0, 30, (6, 6)).astype(float)
    values = threat(shots, goals, lost, moves)
    assert np.all(values >= 0)
    assert values.max() <= (goals / np.maximum(shots, 1)).max() + 1e-12


def test_counts_of_a_match_counted_again(data: Path) -> None:
    """The same cells counted from the raw file without any reader, polars or NumPy."""
    import gzip
    import json

    path = data / "wyscout" / "premier-league" / "2499719.json.gz"
    counted = Tally()
    counted.add(load(path).events)
    shots, lost = [0] * CELLS, [0] * CELLS
    kept: dict[tuple[int, int], int] = {}
    for event in json.loads(gzip.decompress(path.read_bytes()))["events"]:
        tags = {tag["id"] for tag in event["tags"]}
        place = [
            min(int(p["x"] / 100 * 16), 15) * 12 + min(int((100 - p["y"]) / 100 * 12), 11) for p in event["positions"]
        ]
        if event["eventId"] == 10:
            shots[place[0]] += 1
        elif event["eventId"] == 8 and 1802 in tags:
            lost[place[0]] += 1
        elif event["eventId"] == 8 and 1801 in tags:
            kept[place[0], place[1]] = kept.get((place[0], place[1]), 0) + 1
    assert counted.shots.tolist() == shots
    # Take-ons come on top of the passes.
    assert np.all(counted.lost >= np.array(lost))
    assert counted.goals.sum() == 7  # Arsenal - Leicester City 4-3, all from open play or corners
    for (start, end), number in kept.items():
        assert counted.moves[start, end] >= number
    assert sum(kept.values()) > 0.85 * counted.moves.sum()


def test_the_shipped_surface_looks_like_football() -> None:
    values = surface()
    assert values.shape == (CELLS_LONG, CELLS_WIDE)
    along = values.mean(axis=1)
    assert np.all(np.diff(along[3:]) > 0)  # nearer to the goal is better, from the own third on
    assert values.argmax() // CELLS_WIDE == CELLS_LONG - 1  # best in front of the goal
    assert values.argmax() % CELLS_WIDE in (5, 6)
    # Singh's surface (Premier League 2017/18) runs from below .01 at the own end to about .3-.4 before the goal.
    assert values[0].max() < 0.02
    assert 0.2 < values.max() < 0.5
    assert values == pytest.approx(values[:, ::-1], abs=0.06)  # both wings are about alike


def test_cells_cover_the_pitch_once() -> None:
    x, y = np.meshgrid((np.arange(16) + 0.5) * 105 / 16, (np.arange(12) + 0.5) * 68 / 12, indexing="ij")
    assert cell(x.ravel(), y.ravel()).tolist() == list(range(CELLS))
    for out in (1.0, 30.0):
        assert cell(np.array([-out, 105.0 + out]), np.array([-out, 68.0 + out])).tolist() == [0, CELLS - 1]


def test_a_line_between_two_cells_belongs_to_the_farther_one() -> None:
    """Whole percentages: 16 cells of 6.25% along, 12 cells of 8 1/3% across the pitch."""
    for percent in range(101):
        along, across = min(percent * 16 // 100, 15), min(percent * 12 // 100, 11)
        assert cell(np.array(percent * 105 / 100), np.array(percent * 68 / 100)) == 12 * along + across
    for line in range(1, 16):
        assert cell(np.array([105 * line / 16, 105 * line / 16 - 0.001]), np.zeros(2)).tolist() == [
            12 * line,
            12 * line - 12,
        ]
    for line in range(1, 12):
        assert cell(np.zeros(2), np.array([68 * line / 12, 68 * line / 12 - 0.001])).tolist() == [line, line - 1]


def test_a_cell_without_actions_is_worth_nothing_and_one_with_one_its_own() -> None:
    nothing, shot_once = threat(np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.zeros(2), np.zeros((2, 2)))
    assert (nothing, shot_once) == (0.0, 1.0)


def test_made_matches_move_by_move() -> None:
    played = match()
    values = surface()
    for seed in range(3):
        table = made_events(seed)
        moves = {}
        for row in table.iter_rows(named=True):
            ends = [row[name] for name in ("x", "y", "end_x", "end_y")]
            won = row["kind"] in ("pass", "take_on") and row["outcome"] == "success"
            if (row["kind"] == "carry" or won) and None not in ends:
                places = [
                    (min(int(x * 16 / 105 + 1e-9), 15), min(int(y * 12 / 68 + 1e-9), 11))
                    for x, y in (ends[:2], ends[2:])
                ]
                moves[row["index"]] = float(values[places[1]] - values[places[0]])
        got = xt(replace(played, events=table))
        assert dict(got.select("index", "xt").iter_rows()) == moves
        assert got.drop("xt").equals(table.filter(pl.col("index").is_in(list(moves))).select(got.columns[:-1]))


def test_whether_a_move_kept_the_ball() -> None:
    kinds = ("carry", "carry", "carry", "pass", "pass", "pass", "take_on", "take_on")
    outcomes = (None, "failure", "success", "success", "failure", None, "success", "neutral")
    table = events(*({"kind": k, "outcome": o, "seconds": 1.0} for k, o in zip(kinds, outcomes, strict=True)))
    kept = table.select(succeeded()).to_series().to_list()
    assert kept == [True, True, True, True, False, False, True, False]


def test_what_counts_as_a_move() -> None:
    ends = {"x": 50.0, "y": 34.0, "end_x": 99.0, "end_y": 34.0, "seconds": 1.0, "side": "home"}
    table = xt(
        match(
            {"kind": "pass", "outcome": "success", **ends},
            {"kind": "pass", "outcome": "failure", **ends},
            {"kind": "carry", **ends},
            {"kind": "take_on", "outcome": "success", **ends},
            {"kind": "take_on", "outcome": "neutral", **ends},
            {"kind": "shot", "outcome": "goal", **ends},
            {"kind": "pass", "outcome": "success", **ends, "end_x": None},
        )
    )
    assert table["index"].to_list() == [0, 2, 3]
    gained = surface()[15, 6] - surface()[7, 6]
    assert table["xt"].to_list() == pytest.approx([gained] * 3)


def test_only_passes_carries_and_take_ons_move_the_ball() -> None:
    ends = {"x": 50.0, "y": 34.0, "end_x": 99.0, "end_y": 34.0, "seconds": 1.0, "side": "home", "outcome": "success"}
    assert xt(match(*({"kind": kind, **ends} for kind in KINDS)))["kind"].to_list() == ["pass", "carry", "take_on"]


def test_restarts_are_not_fitted_on() -> None:
    ends = {"x": 50.0, "y": 34.0, "end_x": 99.0, "end_y": 34.0, "seconds": 1.0, "side": "home"}
    counted = Tally()
    counted.add(events({"kind": "pass", "outcome": "success", "set_piece": "free_kick", **ends}))
    counted.add(events({"kind": "shot", "outcome": "goal", "set_piece": "penalty", **ends}))
    assert counted.moves.sum() == counted.shots.sum() == 0
    assert isinstance(counted.values(), np.ndarray)
    assert not counted.values().any()


def test_an_empty_match_adds_nothing() -> None:
    assert xt(match()).is_empty()
    assert xt(match()).schema["xt"] == pl.Float64


def test_added_values_are_those_of_a_walk_over_the_events(kloppy_files: Path) -> None:
    # The file of StatsBomb has carries as well, and events whose outcome is null.
    for name in ("wyscout_events_v3.json", "statsbomb_15986_event.json"):
        played = load(kloppy_files / name)
        values, walked = surface().ravel(), []
        for row in played.events.iter_rows(named=True):
            kept = row["kind"] == "carry" or (row["kind"] in ("pass", "take_on") and row["outcome"] == "success")
            places = [row[end] for end in ("x", "y", "end_x", "end_y")]
            if kept and None not in places:
                x, y, end_x, end_y = (np.array(place) for place in places)
                named = (row[column] for column in ("index", "period", "seconds", "side", "player", "kind"))
                walked.append((*named, values[cell(end_x, end_y)] - values[cell(x, y)]))
        assert xt(played).rows() == walked
        assert len(walked) > 500
