"""The days on which rounds usually begin: never after the round's first match, and near it."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl
import pytest

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.goals.results import read_folder
from frontfoot.goals.results.competitions import EUROPEAN
from frontfoot.ties import rules
from frontfoot.ties.rule_files import checked

KNOCK_OUT = ("PO", "R32", "R16", "QF", "SF", "F")
TOURNAMENTS = {
    "FIFA World Cup": "world-cup",
    "UEFA Euro": "euro",
    "Copa América": "copa-america",
    "African Cup of Nations": "afcon",
    "Gold Cup": "gold-cup",
    "AFC Asian Cup": "asian-cup",
}
NAMED_LATER = {"euro": {2021: 2020}, "afcon": {2022: 2021, 2024: 2023}, "asian-cup": {2024: 2023}}
"""Tournaments played in the year after the one in their names."""
RULES_FROM = {"copa-america": 2011, "asian-cup": 2004}
"""The first tournament whose rules are known, where that is later than 2003."""


@pytest.mark.slow
def test_days_of_european_rounds_are_never_after_their_first_match_and_within_six_weeks_of_it(data: Path) -> None:
    rounds = (
        read_folder(data)
        .filter(pl.col("competition").is_in(EUROPEAN) & pl.col("round").is_not_null() & pl.col("date").is_not_null())
        .group_by("competition", "season", "stage")
        .agg(pl.col("date").min())
    )
    early, seen = [], 0
    for row in rounds.filter(pl.col("stage").is_in(KNOCK_OUT)).iter_rows(named=True):
        day = rules(row["competition"], row["season"], row["stage"]).usual_day
        assert day is not None
        assert day <= row["date"], row
        seen += 1
        # The last rounds of 2019/20 were played in August.
        if row["season"] != 2019:
            early.append((row["date"] - day).days)
    assert seen > 100
    assert max(early) <= 42


def test_days_of_tournaments_are_within_six_weeks_before_their_first_match(data: Path) -> None:
    matches = pl.read_csv(data / "internationals" / "results.csv", try_parse_dates=True, null_values="NA")
    seen = 0
    for tournament, code in TOURNAMENTS.items():
        for (year,), edition in (
            matches.filter(pl.col("tournament") == tournament, pl.col("date").dt.year() >= 2003)
            .with_columns((pl.col("date") - pl.duration(days=20)).dt.year().alias("year"))
            .group_by("year")
        ):
            first: datetime.date = edition["date"].min()  # type: ignore[assignment]
            season = NAMED_LATER.get(code, {}).get(first.year, first.year)
            if season < RULES_FROM.get(code, 0):
                continue
            day = rules(code, season, "F" if code == "copa-america" else None).usual_day
            assert day is not None, (code, season, year)
            assert datetime.timedelta(0) <= first - day <= datetime.timedelta(days=42), (code, season, first, day)
            seen += 1
    assert seen > 35


@pytest.mark.parametrize(
    ("competition", "season", "round", "played"),
    [  # first day of the round, as the organisers' records have it
        ("super-cup", 2023, "F", "2023-08-16"),
        ("libertadores", 2023, "F", "2023-11-04"),
        ("libertadores", 2016, "SF", "2016-07-06"),
        ("recopa", 2023, "F", "2023-02-21"),
        ("mls", 2023, "F", "2023-12-09"),
        ("nations-league", 2020, "SF", "2021-10-06"),
        ("nations-league", 2024, "QF", "2025-03-20"),
        ("world-cup-play-offs", 2018, None, "2017-11-09"),
        ("world-cup-play-offs", 2022, None, "2022-03-24"),
        ("euro-play-offs", 2024, None, "2024-03-21"),
        ("afc", 2019, "F", "2019-11-09"),
        ("afc", 2023, "F", "2024-05-11"),
        ("fa-cup", 2023, "F", "2024-05-25"),
        ("efl-cup", 2023, "F", "2024-02-25"),
        ("dfb-pokal", 2023, "F", "2024-05-25"),
        ("copa-del-rey", 2023, "SF", "2024-02-06"),
        ("efl-play-offs", 2023, "F", "2024-05-18"),
        ("relegation-germany", 2023, None, "2024-05-23"),
    ],
)
def test_days_known_from_records(competition: str, season: int, round: str | None, played: str) -> None:
    day = rules(competition, season, round).usual_day
    assert day is not None
    assert datetime.timedelta(0) <= datetime.date.fromisoformat(played) - day <= datetime.timedelta(days=50)


def test_without_a_season_that_of_the_day_is_taken_and_a_tournament_needs_its_year() -> None:
    placed = frontfoot.tie("Atalanta", "Liverpool", competition="uel", date="2024-04-18", first_leg=(3, 0))
    assert (placed.tie.rules.season, placed.season_of) == (2023, datetime.date(2024, 4, 18))
    same = frontfoot.tie("Atalanta", "Liverpool", competition="uel", season=2023, date="2024-04-18", first_leg=(3, 0))
    assert same.season_of is None
    assert same.outlook.through == placed.outlook.through
    autumn = frontfoot.tie("Atalanta", "Liverpool", competition="uel", date="2024-11-01")
    assert autumn.tie.rules.season == 2024
    one_year = frontfoot.tie("Arsenal", "Chelsea", competition="super-cup", round="F", date="2024-03-01")
    assert one_year.tie.rules.season == 2024
    with pytest.raises(InputError) as refused:
        frontfoot.tie("Spain", "England", competition="euro", date="2024-07-14")
    assert refused.value.place == "season"


def test_strengths_of_nations_are_known_in_the_play_offs_for_their_tournaments() -> None:
    assert frontfoot.tie("Italy", "North Macedonia", competition="world-cup-play-offs", season=2022).outlook.through


def test_a_round_whose_day_is_not_known_has_none() -> None:
    assert rules("league", 2023).usual_day is None
    assert rules("afcon", 2027).usual_day is None


@pytest.mark.parametrize(
    ("days", "place"),
    [
        ({"QF": "13-01"}, "my-cup.toml, calendar 1, days, QF"),
        ({"QF": "02-30"}, "my-cup.toml, calendar 1, days, QF"),
        ({"QF": 5}, "my-cup.toml, calendar 1, days, QF"),
        ({"Quarter": "03-01"}, "my-cup.toml, calendar 1, days"),
    ],
)
def test_a_day_that_is_none_or_of_no_round_is_refused_with_its_place(days: dict[str, object], place: str) -> None:
    cup = {"name": "My Cup", "rule": [{"legs": 1, "steps": ["shoot-out"]}], "calendar": [{"days": days}]}
    with pytest.raises(InputError) as refused:
        checked(cup, "my-cup.toml")
    assert refused.value.place == place
