"""Readers of goal times against facts from outside: known matches, and the results files of another source."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.fit.goal_times import GOALS, GoalTimes, place_minute, read_leagues
from frontfoot.fit.goal_times_europe import read_europe
from frontfoot.fit.stoppage_lengths import measured


@pytest.fixture(scope="module")
def leagues(data: Path) -> GoalTimes:
    return read_leagues(data / "goal-times")


@pytest.fixture(scope="module")
def europe(data: Path) -> GoalTimes:
    return read_europe(data / "goal-times")


@pytest.mark.slow
def test_goals_agree_with_the_results_of_another_source(leagues: GoalTimes, data: Path) -> None:
    ours = leagues.matches.filter((pl.col("competition") == "Premier League") & (pl.col("season") == 2015))
    theirs = pl.read_csv(data / "results" / "premier-league" / "season-1516.csv")
    assert len(ours) == len(theirs) == 380
    goals = leagues.goals().join(ours, on="match")
    # Half-time goals come from the minutes, theirs from the half-time scores.
    first = goals.filter(pl.col("period") == 1)
    assert first["home_side"].sum() == theirs["HTHG"].sum()
    assert (~first["home_side"]).sum() == theirs["HTAG"].sum()
    assert goals["home_side"].sum() == theirs["FTHG"].sum()
    assert (~goals["home_side"]).sum() == theirs["FTAG"].sum()


@pytest.mark.slow
def test_nearly_every_league_match_adds_up(leagues: GoalTimes) -> None:
    played = leagues.matches.filter(~pl.col("extra_time"))
    assert len(leagues.matches) == 30_178
    assert played["complete"].sum() > 0.999 * len(played)
    sums = (
        leagues.goals()
        .group_by("match")
        .agg(pl.col("home_side").sum().alias("h"), (~pl.col("home_side")).sum().alias("a"))
        .join(leagues.matches.filter("complete"), on="match", how="right")
        .fill_null(0)
    )
    assert sums.filter((pl.col("h") != pl.col("home_goals")) | (pl.col("a") != pl.col("away_goals"))).is_empty()


@pytest.mark.slow
def test_a_known_match(leagues: GoalTimes) -> None:
    # Manchester City - QPR, 13 May 2012: Zabaleta 39, Cisse 48, Mackie 66, Dzeko 90+2, Aguero 90+4; Barton off, 55.
    day = leagues.matches.filter((pl.col("date") == date(2012, 5, 13)) & (pl.col("competition") == "Premier League"))
    played = day.filter((pl.col("home_goals") == 3) & (pl.col("away_goals") == 2))
    rows = leagues.incidents.join(played.filter(pl.col("home").str.contains("(?i)city")), on="match")
    goals = rows.filter(pl.col("kind").is_in(GOALS)).sort("period", "minute", "added")
    assert [(*row,) for row in goals.select("minute", "added", "home_side").iter_rows()] == [
        (39, 0, True),
        (48, 0, False),
        (66, 0, False),
        (90, 2, True),
        (90, 4, True),
    ]
    assert rows.filter(pl.col("kind") == "red card").select("minute", "home_side").rows() == [(55, False)]


@pytest.mark.slow
def test_european_ties_that_everybody_knows(europe: GoalTimes) -> None:
    # Istanbul 2005: 3-3, shoot-out; Barcelona - Paris 6-1 after a 0-4, 8 March 2017.
    final = europe.matches.filter(pl.col("date") == date(2005, 5, 25)).row(0, named=True)
    assert (final["home_goals"], final["away_goals"], final["extra_time"], final["shoot_out"]) == (3, 3, True, True)
    comeback = europe.matches.filter((pl.col("date") == date(2017, 3, 8)) & (pl.col("home_goals") == 6))
    row = comeback.row(0, named=True)
    assert (row["away_goals"], row["home_first_leg"], row["away_first_leg"], row["extra_time"]) == (1, 0, 4, False)
    minutes = europe.goals().filter(pl.col("match") == row["match"])["minute"].to_list()
    assert minutes == [3, 40, 50, 62, 88, 90, 90]


@pytest.mark.slow
def test_awards_are_not_taken_for_play(europe: GoalTimes) -> None:
    # Leeds - Stuttgart 1992 was 4-1 on the pitch and 3-0 at the table.
    row = europe.matches.filter((pl.col("date") == date(1992, 9, 30)) & pl.col("home").str.contains("Leeds")).row(
        0, named=True
    )
    assert (row["home_goals"], row["away_goals"], row["complete"]) == (4, 1, False)


@pytest.mark.parametrize(
    ("text", "extra_time", "place"),
    [
        ("45'", False, (1, 45, 0)),
        ("45+9", False, (1, 45, 9)),
        ("46", False, (2, 46, 0)),
        ("92", False, (2, 90, 2)),
        ("105", True, (3, 105, 0)),
        ("106", True, (4, 106, 0)),
        ("120+2", True, (4, 120, 2)),
        ("73:00", False, (2, 73, 0)),
        ("", False, None),
        ("Wert.", False, None),
        ("121", True, None),
    ],
)
def test_minutes_find_their_place(text: str, extra_time: bool, place: tuple[int, int, int] | None) -> None:
    assert place_minute(text, extra_time=extra_time) == place


def season_file(folder: Path, content: bytes) -> Path:
    (folder / "serie-a").mkdir()
    (folder / "serie-a" / "2020-2021.json.gz").write_bytes(content)
    return folder


def match_with(incidents: list[dict[str, Any]], score: tuple[int, int]) -> bytes:
    match = {"home": "x", "away": "y", "GH": score[0], "GA": score[1], "date": "2020-09-20", "league": "l"}
    return gzip.compress(json.dumps([match | {"incident": {"incidents": incidents}}]).encode())


def test_a_penalty_without_a_running_score_counts_only_when_needed(tmp_path: Path) -> None:
    penalty = {"team": "away", "minute": "49'", "incident_type": "Penalty Awarded"}
    goal = {"team": "home", "minute": "10'", "incident_type": "Goal", "home_score": "1", "away_score": "0"}
    for score, kind in (((1, 0), "missed penalty"), ((1, 1), "penalty")):
        folder = tmp_path / kind.replace(" ", "-")
        folder.mkdir()
        times = read_leagues(season_file(folder, match_with([goal, penalty], score)))
        assert times.incidents["kind"].to_list() == ["goal", kind]
        assert times.matches["complete"].to_list() == [True]


def test_broken_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="2020-2021"):
        read_leagues(season_file(tmp_path, b"not gzip"))
    with pytest.raises(ReadError, match="No league seasons"):
        read_leagues(tmp_path / "nowhere")
    (tmp_path / "champions-league.csv").write_text(
        "scoring_player,scoring_team,time,GH,GA,game,date,season\nX,A,12,2,0,A vs. B 2:0,2001-01-01,2000-2001\n"
    )
    with pytest.raises(ReadError, match=r"champions-league\.csv:2"):
        read_europe(tmp_path, ["champions-league"])


HEAD = "scoring_player,scoring_team,time,GH,GA,game,date,season\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("scoring_player,time\nX,12\n", "game, date, season are missing"),
        (HEAD + "X,A,12,x,0,A vs. B 1:0,2001-01-01,2000-2001\n", "does not follow 0:0"),
        (HEAD + "X,A,noon,1,0,A vs. B 1:0,2001-01-01,2000-2001\n", "minute 'noon'"),
        (HEAD + "X,A,12,1,0,A vs. B 1:0,2001-13-01,2000-2001\n", "is not a match"),
        (HEAD + "X,A,12,1,0,A vs. B 1:0,2001-01-01,\n", "is not a match"),
        (HEAD + "X,A,12,1,0,A vs. B,2001-01-01,2000-2001\n", "is not a match"),
        (HEAD + "X,A,12\n", "is not a match"),
    ],
)
def test_broken_european_rows_are_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "europa-league.csv").write_text(text)
    with pytest.raises(ReadError, match=words) as caught:
        read_europe(tmp_path, ["europa-league"])
    assert "europa-league.csv" in caught.value.place
    assert caught.value.remedy


def test_leagues_are_named_and_dated(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no league 'serie-z'"):
        read_leagues(tmp_path, ["serie-z"])
    folder = season_file(tmp_path, match_with([], (0, 0)))
    (folder / "serie-a" / "notes.json.gz").write_bytes(b"not a season")
    assert read_leagues(folder).matches["date"].to_list() == [date(2020, 9, 20)]
    undated = gzip.compress(gzip.decompress(match_with([], (0, 0))).replace(b"2020-09-20", b"2020-09-31"))
    (folder / "serie-a" / "2020-2021.json.gz").write_bytes(undated)
    with pytest.raises(ReadError, match="2020-2021"):
        read_leagues(folder)


def test_a_broken_file_of_touches_is_named(tmp_path: Path) -> None:
    (tmp_path / "italy").mkdir()
    (tmp_path / "italy" / "1.json.gz").write_bytes(b"not gzip")
    with pytest.raises(ReadError, match=r"1\.json\.gz"):
        measured(tmp_path)
