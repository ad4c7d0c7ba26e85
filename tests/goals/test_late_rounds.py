"""The last rounds of a league season, by a calendar made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths.matches import Matches

START = date(2023, 8, 5)


def season(clubs: int, *, twice: bool = True, competition: str = "Premier League") -> pl.DataFrame:
    """A round a week by the circle of calendar makers; in the second half of the season the grounds are changed."""
    rounds = []
    for turn in range(clubs - 1):
        circle = [0, *((k + turn) % (clubs - 1) + 1 for k in range(clubs - 1))]
        rounds.append([(circle[k], circle[-1 - k]) for k in range(clubs // 2)])
    rounds += [[(away, home) for home, away in pairs] for pairs in rounds] if twice else []
    return table(
        {
            "date": START + timedelta(weeks=week),
            "competition": competition,
            "season": 2023,
            "stage": "league",
            "home": f"C{home}",
            "away": f"C{away}",
            "home_goals": 1,
            "away_goals": 0,
            "neutral": False,
            "status": "played",
        }
        for week, pairs in enumerate(rounds)
        for home, away in pairs
    )


def late_weeks(results: pl.DataFrame, rounds: int) -> list[int]:
    """The number of late matches of every week."""
    matches = Matches.of(results, late_rounds=rounds)
    week = (matches.day - matches.day.min()) // 7
    return [int(matches.late[week == at].sum()) for at in range(week.max() + 1)]


@pytest.mark.parametrize(("clubs", "rounds"), [(8, 3), (8, 1), (8, 6), (6, 2)])
def test_the_last_rounds_are_late(clubs: int, rounds: int) -> None:
    before = 2 * (clubs - 1) - rounds
    assert late_weeks(season(clubs), rounds) == [0] * before + [clubs // 2] * rounds


def test_few_rounds_have_no_end() -> None:
    # With seven of fourteen rounds asked for, as many sides as have met by then could be those of a first evening.
    assert not any(late_weeks(season(8), 7))
    # A single round robin is over before its last rounds of a double one.
    assert not any(late_weeks(season(8, twice=False), 3))
    # Between groups nobody meets everybody.
    assert not any(late_weeks(season(8, competition="UEFA Europa League"), 3))


def test_sides_that_meet_more_often_have_no_calendar_of_this_kind() -> None:
    again = season(4).with_columns(pl.col("date") + timedelta(weeks=10))
    assert not any(late_weeks(pl.concat([season(4), again]), 1))


def test_a_season_that_is_still_played_has_its_last_rounds_too() -> None:
    # Twelve of fourteen rounds are played: of the last three, the first.
    begun = season(8).filter(pl.col("date") < START + timedelta(weeks=12))
    assert late_weeks(begun, 3) == [0] * 11 + [4]


def test_every_league_and_season_has_its_own_last_rounds() -> None:
    leagues = [
        season(8),
        season(6, competition="Serie A"),
        season(8).with_columns(season=pl.lit(2024, pl.Int32), date=pl.col("date") + timedelta(weeks=52)),
        season(6, competition="Championship", twice=False),
    ]
    matches = Matches.of(pl.concat(leagues), late_rounds=2)
    for results in leagues:
        alone = Matches.of(results, late_rounds=2)
        name, year = results["competition"][0], results["season"][0]
        here = (matches.competition == matches.competitions.index(name)) & (matches.season == year)
        assert matches.late[here].tolist() == alone.late.tolist()
    assert matches.late.sum() == 2 * 4 + 2 * 3 + 2 * 4
