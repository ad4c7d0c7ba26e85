"""Counts of style against loops over rows, on made matches with places and moments on and beside every limit."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from frontfoot.approach.style import STYLE, goalkeepers, style_counts
from frontfoot.match import schema
from frontfoot.match.match import Match
from tests.approach.approach_matches import EVERYTHING, build
from tests.approach.by_row import Row, in_box, made, sequences_by_row

SEEDS = range(16)
POSITIONS = {"keeperhome": "Goalkeeper", "keeperaway": "GK", "2home": "Centre back", "2away": None}


def squad(match: Match, positions: dict[str, str | None] = POSITIONS) -> Match:
    empty = pl.DataFrame(schema=schema.PLAYERS)
    named = pl.DataFrame({"player": list(positions), "position": list(positions.values())})
    return replace(match, players=pl.concat([empty, named.cast({"position": pl.String})], how="diagonal"))


def attempts(match: Match) -> pl.DataFrame:
    """Every shot, with a worth of its own, one of five without."""
    rows = [row for row in match.events.iter_rows(named=True) if row["kind"] == "shot"]
    return pl.DataFrame(
        [
            {
                "period": row["period"],
                "seconds": row["seconds"],
                "side": row["side"],
                "penalty": row["set_piece"] == "penalty",
                "xg": None if number % 5 == 4 else 0.01 * (number + 1),
            }
            for number, row in enumerate(rows)
        ]
    )


def style_by_row(match: Match, shots: pl.DataFrame, keepers: tuple[str, ...]) -> Counter[tuple[str, str]]:
    count: Counter[tuple[str, str]] = Counter()
    rows = [row for row in match.events.iter_rows(named=True) if row["period"] <= 4]
    found, belongs = sequences_by_row(match)
    for row in rows:
        _event(count, row, row["player"] in keepers)
    before: dict[int, Row] = {}
    for row, number in zip(rows, belongs, strict=True):
        if number < 0 or row["x"] is None:
            continue
        if number in before and before[number]["x"] < 70 <= row["x"] and found[number]["open_play"]:
            third = "right" if row["y"] < 68 / 3 else "left" if row["y"] > 2 * 68 / 3 else "centre"
            count[row["side"], "entries"] += 1
            count[row["side"], f"entries_{third}"] += 1
        before[number] = row
    _sequences(count, found, rows)
    for shot in shots.iter_rows(named=True):
        wins = [
            sequence["start"]
            for sequence in found
            if sequence["regain"]
            and (sequence["side"], sequence["period"]) == (shot["side"], shot["period"])
            and sequence["start"] <= shot["seconds"]
        ]
        if wins and shot["seconds"] - max(wins) <= 15 and shot["xg"] is not None and not shot["penalty"]:
            count[shot["side"], "regain_xg"] += shot["xg"]
    return count


def _event(count: Counter[tuple[str, str]], row: Row, keeper: bool) -> None:
    def add(name: str, chosen: bool = True) -> None:
        count[row["side"], name] += bool(chosen)

    x = math.nan if row["x"] is None else row["x"]
    end = {"x": row["end_x"], "y": row["end_y"]}
    ended = row["end_x"] is not None
    length = math.hypot(end["x"] - x, end["y"] - row["y"]) if ended and row["x"] is not None else math.nan
    kind, restart = row["kind"], row["set_piece"]
    for wanted, name in (("take_on", "take_ons"), ("offside", "offsides")):
        add(name, kind == wanted)
    add("headers", kind == "shot" and row["body_part"] == "head")
    if kind == "pass" and restart is None:
        add("open_passes")
        add("high_passes", x >= 70)
        add("high_crosses", x >= 70 and row["cross"])
        add("keeper_passes", keeper and not math.isnan(length))
        add("keeper_long", keeper and length >= 32)
        add("outfield_passes", not keeper and not math.isnan(length) and x <= 52.5)
        add("outfield_long", not keeper and length >= 32 and x <= 52.5)
    add("goal_kicks", restart == "goal_kick" and ended)
    add("goal_kicks_long", restart == "goal_kick" and ended and end["x"] > 40)
    add("corners", restart == "corner")
    if kind == "pass" and ended:
        add("high_throw_ins", restart == "throw_in" and x >= 70)
        add("long_throws", restart == "throw_in" and x >= 70 and in_box(end))
        add("high_free_kicks", restart == "free_kick" and x >= 52.5)
        add("free_kicks_into_box", restart == "free_kick" and x >= 52.5 and in_box(end))
        add("placed_corners", restart == "corner")
        add("short_corners", restart == "corner" and (math.isnan(length) or length < 15))


def _sequences(count: Counter[tuple[str, str]], found: list[Row], rows: list[Row]) -> None:
    for number, sequence in enumerate(found):
        side, x = sequence["side"], sequence["start_x"]
        if sequence["regain"]:
            count[side, "regains"] += 1
            if x is not None:
                count[side, f"regains_to_{min(105, 15 * (int(x // 15) + 1))}"] += 1
        if sequence["possession"] >= 0 and sequence["possession"] not in [one["possession"] for one in found[:number]]:
            whole = [one for one in found if one["possession"] == sequence["possession"]]
            low = x is not None and x <= 42
            if sequence["open_play"] and (low or sequence["starts_with"] == "goal_kick"):
                count[side, "build_ups"] += 1
                count[side, "build_ups_to_box"] += any(one["entries"] for one in whole)
        if sequence["starts_with"] == "throw_in":
            lost = [
                one
                for one in found
                if one["side"] != side
                and one["control"]
                and one["period"] == sequence["period"]
                and 0 < one["start"] - sequence["start"] <= 7
            ]
            count[side, "throw_ins"] += 1
            count[side, "throw_ins_kept"] += not lost


@pytest.mark.parametrize("seed", SEEDS)
def test_made_matches(seed: int) -> None:
    match = squad(build(made(seed)))
    shots = attempts(match)
    slow = style_by_row(match, shots, ("keeperhome", "keeperaway"))
    table = style_counts(match, shots)
    assert table["side"].to_list() == ["home", "away"]
    for row in table.iter_rows(named=True):
        for name in STYLE:
            assert row[name] == pytest.approx(slow[row["side"], name], abs=1e-12), name


def test_made_matches_hold_every_case() -> None:
    total: Counter[str] = Counter()
    for seed in SEEDS:
        match = squad(build(made(seed)))
        for (_, name), amount in style_by_row(match, attempts(match), ("keeperhome", "keeperaway")).items():
            total[name] += amount
    assert [name for name in STYLE if not total[name]] == []


@pytest.mark.parametrize("missing", ["set_piece", "end_x", "pass", "take_on", "cross", "offside", "shot", "body_part"])
def test_what_the_provider_does_not_record_is_null(missing: str) -> None:
    match = squad(build(made(1), provides=EVERYTHING - {missing}))
    table = style_counts(match, attempts(match))
    for name, (_, needs) in STYLE.items():
        assert table[name].null_count() == (2 if missing in needs else 0), name


def test_without_a_named_goalkeeper_who_passes_is_not_known() -> None:
    match = build(made(1))
    table = style_counts(match, attempts(match))
    unknown = [name for name in STYLE if table[name].null_count()]
    assert unknown == ["keeper_passes", "keeper_long", "outfield_passes", "outfield_long"]
    other = squad(match, {"2home": "Left wing", "keeperhome": None})
    assert goalkeepers(other) == frozenset()


@pytest.mark.parametrize(
    ("position", "keeps"),
    [
        *(("Goalkeeper", True), ("GOALKEEPER", True), ("goalkeeper (1)", True), ("gk", True), ("GK", True)),
        *(("gka", False), ("sub", False), ("", False), (None, False)),
    ],
)
def test_positions_of_goalkeepers(position: str | None, keeps: bool) -> None:
    match = squad(build(made(1)), {"9": position})
    assert goalkeepers(match) == (frozenset({"9"}) if keeps else frozenset())


def test_a_match_without_sequences_has_no_style() -> None:
    rows: list[dict[str, Any]] = [{"seconds": 1.0, "side": "home", "kind": "foul", "x": 50.0}]
    match = squad(build(rows))
    empty = attempts(build(made(1))).clear()
    table = style_counts(match, empty)
    assert [table[name].to_list() for name in STYLE] == [[0.0, 0.0]] * len(STYLE)
