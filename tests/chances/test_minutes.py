"""Sums by minute agree with the shots themselves, in any window."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from frontfoot.chances.minutes import CHANCES, minute_chances
from frontfoot.chances.shots import shots, states_xg
from frontfoot.core.errors import InputError
from frontfoot.match.load import load
from frontfoot.match.match import Period
from tests.chances.chances_tables import match, shot


@pytest.mark.parametrize("name", ["serie-a/2576338", "premier-league/2499719", "ligue-1/2501065"])
def test_sums_are_the_match(data: Path, name: str) -> None:
    played = load(data / "wyscout" / f"{name}.json.gz")
    table, each = minute_chances(played), shots(played)
    assert table.columns == ["period", "minute", "side", *CHANCES]
    assert table["shots"].sum() == each.height
    assert table["xg"].sum() == pytest.approx(each["xg"].sum())
    parts = table.select(pl.sum_horizontal("xg_open_play", "xg_set_pieces", "xg_penalties"))
    assert parts.to_series().to_list() == pytest.approx(table["xg"].to_list())
    goals = table.group_by("side").agg((pl.col("goals") + pl.col("own_goals")).sum())
    assert tuple(dict(goals.iter_rows())[side] for side in ("home", "away")) == played.score
    # Every minute of every period once for each side, in order.
    order = table.select("period", "minute", pl.col("side").to_physical())
    assert order.equals(order.unique().sort("period", "minute", "side"))
    lengths = table.group_by("period").agg(pl.col("minute").max() + 1)["minute"]
    assert table.height == 2 * int(lengths.sum())


def test_a_window_by_hand() -> None:
    played = match(
        shot(seconds=59.9),
        shot(seconds=60.0, outcome="goal", side="away"),
        shot(seconds=2699.0, set_piece="penalty", outcome="goal"),
        {"kind": "own_goal", "seconds": 130.0, "side": "home", "x": 3.0, "y": 34.0},
        shot(seconds=10.0, period=2),
        periods=(Period(1, 2700.0), Period(2, 30.0)),
    )
    table = minute_chances(played)
    assert table.height == 2 * (45 + 1)

    def at(period: int, minute: int, side: str) -> dict[str, float]:
        return table.row(
            by_predicate=(pl.col("period") == period) & (pl.col("minute") == minute) & (pl.col("side") == side),
            named=True,
        )

    assert at(1, 0, "home")["shots"] == 1
    assert at(1, 1, "away")["goals"] == 1
    assert at(1, 2, "away")["own_goals"] == 1
    assert at(1, 44, "home")["penalty_goals"] == 1
    assert at(1, 44, "home")["xg"] == at(1, 44, "home")["xg_penalties"] > 0.7
    assert at(2, 0, "home")["box_touches"] == 1
    assert at(2, 0, "away")["xg"] == 0.0


def test_a_clock_beyond_the_stated_end_extends_the_period() -> None:
    table = minute_chances(match(shot(seconds=2750.0), periods=(Period(1, 2700.0),)))
    assert table.filter(pl.col("shots") > 0)["minute"].to_list() == [45]


def test_no_periods() -> None:
    with pytest.raises(InputError):
        minute_chances(match(periods=()))


def test_rows_are_those_of_the_approach_counts(data: Path) -> None:
    counts = pytest.importorskip("frontfoot.approach.counts")
    played = load(data / "wyscout" / "serie-a" / "2576338.json.gz")
    key = ("period", "minute", "side")
    theirs = counts.minute_counts(played).select(pl.col(name).cast(pl.String) for name in key)
    assert minute_chances(played).select(pl.col(name).cast(pl.String) for name in key).equals(theirs)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_what_happens_on_the_final_whistle_belongs_to_the_last_minute(number: int) -> None:
    """At 2,700.0 seconds of a period of 45 minutes: its minute 44, and no minute of the period after it."""
    lengths = {1: 2700.0, 2: 2700.0, 3: 900.0, 4: 900.0}
    last = shot(seconds=lengths[number], period=number, side="away")
    table = minute_chances(match(last, periods=tuple(Period(*length) for length in lengths.items())))
    with_shots = table.filter(pl.col("shots") > 0).select("period", "minute", "side", "shots")
    assert with_shots.rows() == [(number, lengths[number] // 60 - 1, "away", 1.0)]


def test_a_period_without_play_has_one_minute_and_of_no_shot_no_value_is_stated() -> None:
    played = match(shot(seconds=100.0), periods=(Period(1, 130.0), Period(2, 0.0)))
    minutes = minute_chances(played).group_by("period").agg(pl.col("minute").max() + 1).sort("period")
    assert minutes.rows() == [(1, 3), (2, 1)]
    assert not states_xg(pl.DataFrame({"provider_xg": []}, schema={"provider_xg": pl.Float64}))
    assert states_xg(pl.DataFrame({"provider_xg": [0.1]}))
    assert not states_xg(pl.DataFrame({"provider_xg": [0.1, None]}))
