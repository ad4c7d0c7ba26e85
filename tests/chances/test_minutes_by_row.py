"""The sums by minute are those of going through shots, events and moves one by one."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from frontfoot.chances.minutes import CHANCES, TOUCHES, minute_chances
from frontfoot.chances.shots import shots, states_xg
from frontfoot.chances.xt import surface, xt
from frontfoot.core.errors import InputError
from frontfoot.match.load import load
from frontfoot.match.match import Match, Period
from frontfoot.match.play import play
from frontfoot.match.schema import KINDS
from tests.chances.chances_tables import WHEEL, shot
from tests.chances.chances_tables import match as made_match
from tests.chances.made_events import made_events

OTHER = {"home": "away", "away": "home"}


def by_row(match: Match) -> dict[tuple[int, int, str], dict[str, float]]:
    latest = by_period(match)
    sums: dict[tuple[int, int, str], dict[str, float]] = defaultdict(lambda: dict.fromkeys(CHANCES, 0.0))

    def cell(row: dict[str, object], side: str) -> dict[str, float]:
        period, seconds = int(str(row["period"])), float(str(row["seconds"]))
        return sums[period, min(max(int(seconds // 60), 0), latest[period]), side]

    def in_box(row: dict[str, object]) -> bool:
        return None not in (row["x"], row["y"]) and row["x"] >= 88.5 and abs(row["y"] - 34.0) <= 20.16  # type: ignore[operator]

    for row in shots(match).iter_rows(named=True):
        to, penalty = cell(row, row["side"]), row["penalty"]
        goal, counter = row["outcome"] == "goal", bool(row["counter_attack"])
        worth = row["xg"] or 0.0
        to["shots"] += 1
        to["goals"] += goal
        to["penalties"] += penalty
        to["penalty_goals"] += penalty and goal
        to["big_chances"] += bool(row["big_chance"])
        to["headers"] += row["body_part"] == "head"
        to["box_shots"] += in_box(row) and not penalty
        to["counter_shots"] += counter
        to["xg"] += worth
        to["own_xg"] += row["own_xg"] or 0.0
        to["provider_xg"] += row["provider_xg"] or 0.0
        to["xg_counter"] += worth if counter and not penalty else 0.0
        kind = "penalties" if penalty else "open_play" if row["phase"] is None else "set_pieces"
        to[f"xg_{kind}"] += worth
    for row in match.events.iter_rows(named=True):
        if row["period"] > 4 or row["side"] is None:
            continue
        if row["kind"] == "own_goal":
            cell(row, OTHER[row["side"]])["own_goals"] += 1
        if row["kind"] in TOUCHES and row["touched"] is not False and in_box(row):
            cell(row, row["side"])["box_touches"] += 1
    for row in xt(match).iter_rows(named=True):
        if row["period"] <= 4 and row["side"] is not None:
            cell(row, row["side"])["xt"] += max(row["xt"], 0.0)
    return sums


def agree(match: Match) -> None:
    expected, table = by_row(match), minute_chances(match)
    stated = states_xg(shots(match))
    seen = set()
    for row in table.iter_rows(named=True):
        key = (row["period"], row["minute"], row["side"])
        seen.add(key)
        for name, value in expected[key].items():
            if name == "provider_xg" and not stated:
                assert row[name] is None
            else:
                assert abs(row[name] - value) < 1e-11, (key, name)
    assert set(expected) <= seen
    assert len(seen) == table.height
    assert seen == {
        (number, minute, side)
        for number, last in by_period(match).items()
        for minute in range(last + 1)
        for side in ("home", "away")
    }


def by_period(match: Match) -> dict[int, int]:
    """The last minute of each period: the later of its stated end and its last event, begun minutes counted whole."""
    latest = {}
    for period in match.periods:
        if period.number > 4:
            continue
        times = match.events.filter(pl.col("period") == period.number)["seconds"].to_list()
        latest[period.number] = max(1, math.ceil(max([period.seconds, *times]) / 60)) - 1
    return latest


@pytest.mark.parametrize("names", WHEEL)
def test_real_matches(kloppy_files: Path, names: tuple[str, ...]) -> None:
    agree(load(*(kloppy_files / name for name in names)))


@pytest.mark.parametrize("flagged", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_made_matches(seed: int, flagged: bool) -> None:
    """Events on the minute and on the lines of the penalty area, of neither side, of a shoot-out, and with gaps."""
    table = made_events(seed, steps=(0.0, 0.5, 3.0, 20.0, 60.0))
    # A clock that starts below nothing belongs to the first minute.
    table = table.with_columns(seconds=pl.when(pl.col("seconds") < 20.0).then(-5.0).otherwise("seconds"))
    if flagged:
        table = table.with_columns(xg=(pl.col("index") % 97) / 97.0)
    provides = frozenset({"counter_attack"}) if flagged else frozenset()
    periods = (Period(1, 2700.0), Period(2, 100.0), Period(3, 900.0), Period(4, 60.0), Period(5, 300.0))
    agree(replace(made_match(periods=periods), events=table, provides=provides))


@pytest.mark.parametrize("kind", KINDS)
def test_a_touch_in_the_penalty_area(kind: str) -> None:
    """Every kind in which the actor plays the ball; the lines of the area belong to it."""
    no_touch = {
        "carry", "pressure", "foul", "foul_won", "offside", "card", "out", "substitution", "period_start",
        "period_end", "other",
    }  # fmt: skip
    places = ((88.5, 13.84), (88.49, 34.0), (105.0, 54.16 - 1e-9), (100.0, 13.83), (100.0, 54.17))
    rows = [{"kind": kind, "side": "away", "seconds": 60.0 * n, "x": x, "y": y} for n, (x, y) in enumerate(places)]
    touches = minute_chances(made_match(*rows))
    found = touches.filter(pl.col("box_touches") > 0).select("minute", "side").rows()
    assert found == ([] if kind in no_touch else [(0, "away"), (2, "away")])
    untouched = [{**row, "touched": False} for row in rows]
    assert minute_chances(made_match(*untouched))["box_touches"].sum() == 0.0


def test_what_the_caller_has_already_gives_the_same(kloppy_files: Path) -> None:
    match = load(kloppy_files / WHEEL[1][0])
    assert minute_chances(match, shots(match), xt(match), play(match)).equals(minute_chances(match))


def test_threat_lost_is_not_taken_off() -> None:
    ahead = {"kind": "carry", "side": "home", "x": 50.0, "y": 34.0, "end_x": 95.0, "end_y": 34.0}
    back = {**ahead, "x": 95.0, "end_x": 50.0}
    both = minute_chances(made_match({**ahead, "seconds": 1.0}, {**back, "seconds": 2.0}))
    assert both["xt"].sum() == pytest.approx(surface()[14, 6] - surface()[7, 6])


def test_a_match_without_periods_of_play_is_refused_by_name() -> None:
    with pytest.raises(InputError) as refused:
        minute_chances(made_match(shot(period=5), periods=(Period(5, 300.0),)))
    assert (refused.value.place, refused.value.remedy) == ("1", "Check the file")


def test_moves_of_a_shoot_out_and_of_neither_side_belong_to_no_minute() -> None:
    ahead = {"kind": "carry", "side": "home", "x": 50.0, "y": 34.0, "end_x": 95.0, "end_y": 34.0, "seconds": 1.0}
    assert minute_chances(made_match(ahead))["xt"].sum() > 0.0
    for nowhere in ({**ahead, "period": 5}, {**ahead, "side": None}):
        assert minute_chances(made_match(nowhere))["xt"].sum() == 0.0
