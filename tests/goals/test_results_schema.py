"""What a row of results may be, at every limit, and the days up to which a league is known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.goals.results.schema import NAMES, check, table
from frontfoot.goals.strengths import fit_history
from frontfoot.goals.strengths.filter import Filter, ordinal
from frontfoot.goals.strengths.leagues import known_before
from frontfoot.goals.strengths.matches import Matches

ROW: dict[str, Any] = {
    "date": date(2024, 4, 18),
    "competition": "Premier League",
    "season": 2023,
    "stage": "league",
    "home": "Arsenal",
    "away": "Chelsea",
    "home_goals": 2,
    "away_goals": 1,
    "neutral": False,
    "status": "played",
    "source": "x.csv:7",
}


@pytest.mark.parametrize(
    "change",
    [
        {"home_goals": 149, "away_goals": 0},
        {"home_shots": 200, "away_shots": 200, "home_on_target": 200, "away_on_target": 0},
        {"home_half_time": 2, "away_half_time": 1},
        {"home_extra_time": 2, "away_extra_time": 1, "home_shoot_out": 5, "away_shoot_out": 4},
        {"home_extra_time": 3, "away_extra_time": 1},
        {"status": "scheduled", "home_goals": None, "away_goals": None},
        {"status": "cancelled", "home_goals": None},
        # The score at half-time of a match that was awarded need not be below that of the decision.
        {"status": "awarded", "home_half_time": 3},
        {"stage": "QF", "leg": 2},
    ],
)
def test_what_can_be_is_kept(change: dict[str, Any]) -> None:
    row = ROW | change
    assert table([row]).row(0, named=True) == {name: row.get(name) for name in NAMES}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"home_goals": 150}, "has 150 goals"),
        ({"away_goals": 150}, "has 150 goals"),
        ({"home_goals": -150}, "has -150 goals"),
        ({"away_half_time": 150}, "has 150 goals at half-time"),
        ({"home_extra_time": 150}, "has 150 goals after extra time"),
        ({"home_shoot_out": 150}, "has 150 kicks scored in the shoot-out"),
        ({"home_shots": 201}, "has 201 shots"),
        ({"away_on_target": 201}, "has 201 shots on target"),
        ({"date": None}, "has no date"),
        ({"away": "Arsenal"}, "has a club that plays itself"),
        ({"status": "over"}, "has an unknown status"),
        ({"stage": "last 16"}, "has an unknown stage"),
        ({"home_goals": None}, "is played but has no score"),
        ({"away_goals": None}, "is played but has no score"),
        ({"home_goals": -1}, "has a negative score"),
        ({"away_goals": -1}, "has a negative score"),
        ({"home_half_time": 3}, "has more goals at half-time than at full time"),
        ({"away_half_time": 2}, "has more goals at half-time than at full time"),
        ({"home_extra_time": 1, "away_extra_time": 1}, "has fewer goals after extra time than after 90 minutes"),
        ({"home_extra_time": 2, "away_extra_time": 0}, "has fewer goals after extra time than after 90 minutes"),
        ({"home_shoot_out": 4, "away_shoot_out": 4}, "has a shoot-out without a winner"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as refused:
        table([ROW, ROW | change])
    assert refused.value.place == "x.csv:7"
    assert str(refused.value.problem).startswith("The match Arsenal - ")


def test_the_first_row_that_breaks_a_rule_is_named() -> None:
    rows = [ROW, ROW | {"stage": "x", "source": "x.csv:8"}, ROW | {"stage": "y", "source": "x.csv:9"}]
    with pytest.raises(ReadError, match="unknown stage") as refused:
        table(rows)
    assert refused.value.place == "x.csv:8"


def test_a_table_that_lacks_columns_is_refused_by_their_names() -> None:
    with pytest.raises(ReadError, match="lack the columns leg, note"):
        check(table([ROW]).drop("leg", "note"))


@pytest.mark.parametrize(
    ("last", "known"),
    [
        (0, 0),
        (30, 0),
        # After a month without a result nobody knows whether matches are missing: known to the day of the last one.
        (31, 30),
        (40, 39),
        (61, 61),
    ],
)
def test_a_league_is_known_to_the_day_while_its_last_result_is_a_month_old(last: int, known: int) -> None:
    day = date(2024, 6, 1)
    since = day - timedelta(days=61)
    expected = day - timedelta(days=known)
    assert known_before(day - timedelta(days=last), since, day) == (
        expected if last < 61 else since + timedelta(days=1)
    )
    assert known_before(None, since, day) == since
    # A result from before the strengths' own day takes nothing back.
    assert known_before(since - timedelta(days=9), since, day) == since


def test_how_many_matches_were_learnt_and_from_when() -> None:
    days = [date(2024, 3, 30), date(2024, 4, 6), date(2024, 4, 6), date(2024, 4, 13)]
    pairs = [("Arsenal", "Chelsea"), ("Chelsea", "Arsenal"), ("Everton", "Fulham"), ("Fulham", "Chelsea")]
    results = table(
        ROW | {"date": day, "home": one, "away": other} for day, (one, other) in zip(days, pairs, strict=True)
    )
    state = Filter()
    assert (state.matches, state.first) == (0, None)
    state.run(Matches.of(results), until=ordinal(days[3]))
    assert (state.matches, state.first) == (3, ordinal(days[0]))
    early, late = fit_history(results, [days[1], days[3] + timedelta(days=1)])
    assert (early.matches, late.matches) == (1, 4)
    assert early.since == late.since == days[0]


def test_rows_keep_their_order() -> None:
    rows = [ROW | {"date": date(2024, 4, day)} for day in (20, 18, 19)]
    assert table(rows)["date"].to_list() == [row["date"] for row in rows]
    assert table([]).schema == table(rows).schema
    assert isinstance(table([]), pl.DataFrame)
