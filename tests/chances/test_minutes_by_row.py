"""The sums by minute are those of going through shots, events and moves one by one."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

import pytest

from frontfoot.chances.minutes import CHANCES, TOUCHES, minute_chances
from frontfoot.chances.shots import shots
from frontfoot.chances.xt import xt
from frontfoot.match.load import load
from frontfoot.match.match import Match
from tests.chances.chances_tables import WHEEL

OTHER = {"home": "away", "away": "home"}


def by_row(match: Match) -> dict[tuple[int, int, str], dict[str, float]]:
    latest = {period.number: max(1, math.ceil(period.seconds / 60)) - 1 for period in match.periods}
    sums: dict[tuple[int, int, str], dict[str, float]] = defaultdict(lambda: dict.fromkeys(CHANCES, 0.0))

    def cell(row: dict[str, object], side: str) -> dict[str, float]:
        period, seconds = int(str(row["period"])), float(str(row["seconds"]))
        return sums[period, min(max(int(seconds // 60), 0), latest[period]), side]

    def in_box(row: dict[str, object]) -> bool:
        return row["x"] is not None and row["x"] >= 88.5 and abs(row["y"] - 34.0) <= 20.16  # type: ignore[operator]

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


@pytest.mark.parametrize("names", WHEEL)
def test_real_matches(kloppy_files: Path, names: tuple[str, ...]) -> None:
    match = load(*(kloppy_files / name for name in names))
    expected, table = by_row(match), minute_chances(match)
    seen = set()
    for row in table.iter_rows(named=True):
        key = (row["period"], row["minute"], row["side"])
        seen.add(key)
        for name, value in expected[key].items():
            if name != "provider_xg" or row[name] is not None:
                assert row[name] == pytest.approx(value, abs=1e-12), (key, name)
    assert set(expected) <= seen
