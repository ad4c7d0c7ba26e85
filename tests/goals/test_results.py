"""The one results table from CSV and JSON: known counts, known matches, clear refusals."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.goals.results import football_data, openfootball_json, read_folder
from frontfoot.goals.results.schema import NAMES, polars_schema


@pytest.fixture(scope="session")
def results(data: Path) -> pl.DataFrame:
    return read_folder(data)


@pytest.mark.slow
def test_the_table_keeps_its_schema(results: pl.DataFrame) -> None:
    assert tuple(results.columns) == NAMES
    assert dict(results.schema) == polars_schema()
    assert not results.select(pl.struct("date", "home", "away").is_duplicated().any()).item()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("league", "season", "matches"),
    [
        # n clubs play n (n - 1) matches; England and Spain had 22 clubs in 1993/94.
        ("Premier League", 1993, 22 * 21),
        ("Serie A", 1993, 18 * 17),
        ("Premier League", 2023, 20 * 19),
        ("La Liga", 2023, 20 * 19),
        ("Bundesliga", 2023, 18 * 17),
        ("Ligue 1", 2023, 18 * 17),
        # Stopped in March 2020, one match of matchday 28 unplayed: 279 (LFP).
        ("Ligue 1", 2019, 279),
        ("Eredivisie", 2023, 18 * 17),
        ("Primeira Liga", 2023, 18 * 17),
    ],
)
def test_matches_of_a_season(results: pl.DataFrame, league: str, season: int, matches: int) -> None:
    played = results.filter(
        (pl.col("competition") == league) & (pl.col("season") == season) & (pl.col("status") == "played")
    )
    assert played.filter(pl.col("stage") == "league").height == matches


@pytest.mark.slow
def test_a_table_of_points_agrees_with_the_league(results: pl.DataFrame) -> None:
    # Final table of Serie A 2023/24 (Lega Serie A): Inter 94 points, 89-22 goals.
    own = results.filter((pl.col("competition") == "Serie A") & (pl.col("season") == 2023))
    home, away = own.filter(pl.col("home") == "Inter"), own.filter(pl.col("away") == "Inter")
    scored = [*home["home_goals"], *away["away_goals"]]
    against = [*home["away_goals"], *away["home_goals"]]
    points = sum(3 * (x > y) + (x == y) for x, y in zip(scored, against, strict=True))
    assert (points, sum(scored), sum(against)) == (94, 89, 22)


@pytest.mark.slow
def test_what_was_not_played_is_kept(results: pl.DataFrame) -> None:
    # The Eredivisie of 2019/20 was abandoned after 232 of 306 matches (KNVB).
    dutch = results.filter((pl.col("competition") == "Eredivisie") & (pl.col("season") == 2019))
    assert dict(dutch["status"].value_counts().iter_rows()) == {"played": 232, "cancelled": 74}


def csv_file(folder: Path, text: str, name: str = "serie-a/season-2324.csv") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_british_dates_and_absent_half_times(tmp_path: Path) -> None:
    text = "Date,HomeTeam,AwayTeam,FTHG,FTAG\n19/08/23,Empoli,Verona,0,1\n,,,,\n"
    row = football_data.read(csv_file(tmp_path, text)).row(0, named=True)
    assert (str(row["date"]), row["home_half_time"], row["season"]) == ("2023-08-19", None, 2023)


def test_leipzig_of_1993_is_another_club(tmp_path: Path) -> None:
    text = "Date,HomeTeam,AwayTeam,FTHG,FTAG\n1993-08-07,Leipzig,Dresden,3,3\n"
    row = football_data.read(csv_file(tmp_path, text, "bundesliga/season-9394.csv")).row(0, named=True)
    assert (row["home"], row["away"]) == ("VfB Leipzig", "Dynamo Dresden")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("serie-a/season-2324.csv", "Date,HomeTeam\n", "missing"),
        ("serie-a/season-2324.csv", "Date,HomeTeam,AwayTeam,FTHG,FTAG\n2023-13-01,A,B,0,1\n", "no match"),
        ("serie-a/season-2324.csv", "Date,HomeTeam,AwayTeam,FTHG,FTAG\n2023-12-01,A,B,x,1\n", "no match"),
        ("serie-a/season-2324.csv", "Date,HomeTeam,AwayTeam,FTHG,FTAG\n2023-12-01,A,B\n", "no match"),
        ("serie-a/season-2324.csv", "Date,HomeTeam,AwayTeam,FTHG,FTAG\n2023-12-01,A,B,-1,1\n", "negative"),
        ("serie-z/season-2324.csv", "", "no known league"),
        ("serie-a/2024.csv", "", "no known league"),
    ],
)
def test_bad_csv_is_refused(tmp_path: Path, name: str, text: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        football_data.read(csv_file(tmp_path, text, name))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"matches": [{"date": "x"}]}', '{"name": 1}'])
def test_bad_json_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match=r"no football\.json"):
        openfootball_json.read(csv_file(tmp_path, text, "2023-24/at.1.json"))


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no result files"):
        read_folder(tmp_path)


def test_a_fixture_without_a_score_is_scheduled_and_half_a_score_is_refused(tmp_path: Path) -> None:
    from frontfoot.goals.results import football_data

    folder = tmp_path / "premier-league"
    folder.mkdir()
    path = folder / "season-2526.csv"
    head = "Date,HomeTeam,AwayTeam,FTHG,FTAG,HTHG,HTAG\n15/08/2025,Liverpool,Bournemouth,4,2,1,0\n"
    path.write_text(head + "16/08/2025,Aston Villa,Newcastle,,,,\n", encoding="utf-8")
    matches = football_data.read(path)
    assert matches["status"].to_list() == ["played", "scheduled"]
    assert matches["home_goals"].to_list() == [4, None]
    path.write_text(head + "16/08/2025,Aston Villa,Newcastle,1,,,\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no match with date and score"):
        football_data.read(path)


def test_one_unknown_state_sets_one_match_aside(tmp_path: Path) -> None:
    from frontfoot.goals.results import openfootball_json

    folder = tmp_path / "2025-26"
    folder.mkdir()
    match = '{"round": "Matchday 1", "date": "2025-08-01", "team1": "%s", "team2": "%s"%s}'
    played = ', "score": {"ft": [1, 0]}'
    texts = [
        match % ("Rapid Wien", "Sturm Graz", played),
        match % ("LASK", "Austria Wien", ', "status": "frozen over"' + played),
        match % ("Hartberg", "Altach", ', "status": "walkover"' + played),
    ]
    path = folder / "at.1.json"
    path.write_text('{"name": "x", "matches": [' + ",".join(texts) + "]}", encoding="utf-8")
    matches = openfootball_json.read(path)
    assert matches["status"].to_list() == ["played", "postponed", "awarded"]
    assert "frozen over" in matches["note"][1]
    assert matches["home_goals"].to_list() == [1, None, 1]
