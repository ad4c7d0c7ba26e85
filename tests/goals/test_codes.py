"""The names and codes of competitions and columns, as the sources publish them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.goals.results import competitions, football_data
from frontfoot.goals.results.csv_file import csv_rows
from frontfoot.goals.results.football_data import day_of, match_of, whole_number
from frontfoot.goals.results.own import read_own

# openfootball's codes, and the folders of the five leagues: name, FIFA code of the country, division.
CODES = {
    "premier-league": ("Premier League", "ENG", 1), "serie-a": ("Serie A", "ITA", 1), "la-liga": ("La Liga", "ESP", 1),
    "bundesliga": ("Bundesliga", "GER", 1), "ligue-1": ("Ligue 1", "FRA", 1), "at.1": ("Austrian Bundesliga", "AUT", 1),
    "be.1": ("Belgian Pro League", "BEL", 1), "ch.1": ("Swiss Super League", "SUI", 1),
    "cz.1": ("Czech First League", "CZE", 1), "gr.1": ("Greek Super League", "GRE", 1),
    "nl.1": ("Eredivisie", "NED", 1),
    "pt.1": ("Primeira Liga", "POR", 1), "ru.1": ("Russian Premier League", "RUS", 1),
    "sco.1": ("Scottish Premiership", "SCO", 1), "tr.1": ("Süper Lig", "TUR", 1), "en.2": ("Championship", "ENG", 2),
    "en.3": ("League One", "ENG", 3), "en.4": ("League Two", "ENG", 4), "de.2": ("2. Bundesliga", "GER", 2),
    "de.3": ("3. Liga", "GER", 3), "es.2": ("Segunda División", "ESP", 2), "it.2": ("Serie B", "ITA", 2),
    "fr.2": ("Ligue 2", "FRA", 2), "at.2": ("Austrian Second League", "AUT", 2),
    "ch.2": ("Swiss Challenge League", "SUI", 2), "hu.1": ("Hungarian First League", "HUN", 1),
    "mls": ("Major League Soccer", "USA", 1), "mx.1": ("Liga MX", "MEX", 1), "br.1": ("Brazilian Série A", "BRA", 1),
    "br.2": ("Brazilian Série B", "BRA", 2), "ar.1": ("Argentine Primera División", "ARG", 1),
    "co.1": ("Colombian Primera A", "COL", 1), "jp.1": ("J1 League", "JPN", 1),
    "cn.1": ("Chinese Super League", "CHN", 1),
    "au.1": ("A-League", "AUS", 1),
}  # fmt: skip
# Divisions by the letters of football-data.co.uk (its "notes" file).
DIVISIONS = {
    "E0": "premier-league", "E1": "en.2", "E2": "en.3", "E3": "en.4", "SC0": "sco.1", "D1": "bundesliga", "D2": "de.2",
    "I1": "serie-a", "I2": "it.2", "SP1": "la-liga", "SP2": "es.2", "F1": "ligue-1", "F2": "fr.2", "N1": "nl.1",
    "B1": "be.1", "P1": "pt.1", "T1": "tr.1", "G1": "gr.1",
}  # fmt: skip
HEAD = "Date,HomeTeam,AwayTeam,FTHG,FTAG,League,Country,Neutral,HS,AS,HST,AST,HTHG,HTAG"


def test_every_code_has_its_league_country_and_division() -> None:
    assert {code: (*entry, 1) for code, entry in competitions.LEAGUES.items()} | competitions.MORE_LEAGUES == CODES
    assert {entry[0]: entry[1] for entry in CODES.values()} == competitions.COUNTRY_OF_LEAGUE
    assert {entry[1]: entry[0] for entry in CODES.values() if entry[2] == 1} == competitions.LEAGUE_OF_COUNTRY
    groups = {entry[0]: entry[1] + ("" if entry[2] == 1 else str(entry[2])) for entry in CODES.values()}
    assert groups == competitions.GROUP_OF_LEAGUE
    # Leagues of North and South America, Japan and China begin in spring; Mexico and Australia do not.
    assert set(competitions.CALENDAR_YEAR) == {"USA", "BRA", "BRA2", "ARG", "COL", "JPN", "CHN"}


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(*lines: str, head: str = HEAD, name: str = "mine.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\n".join([head, *lines]).encode(encoding))
        return path

    return write


@pytest.mark.parametrize(("code", "league"), [*DIVISIONS.items(), *((code, code) for code in CODES)])
def test_a_league_may_be_written_by_its_code_or_its_name(written: Any, code: str, league: str) -> None:
    name = CODES[league][0]
    for text in (code, name, name.upper()):
        row = read_own(written(f"2026-09-01,Town A,Town B,1,0,{text}")).row(0, named=True)
        assert row["competition"] == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ucl", "UEFA Champions League"),
        ("UEL", "UEFA Europa League"),
        ("uecl", "UEFA Conference League"),
        ("uwcl", "UEFA Women's Champions League"),
        ("lake", "lake"),
        ("", "mine"),
    ],
)
def test_a_cup_may_be_written_by_its_letters_and_any_other_name_stays(written: Any, code: str, name: str) -> None:
    assert read_own(written(f"2026-09-01,Milan,Ajax,1,0, {code} "))["competition"].to_list() == [name]


@pytest.mark.parametrize(
    ("day", "season"),
    [("2026-06-30", 2025), ("2026-07-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026), ("01/07/26", 2026)],
)
def test_a_season_begins_in_july(written: Any, day: str, season: int) -> None:
    assert read_own(written(f"{day},Town A,Town B,1,0"))["season"].to_list() == [season]


@pytest.mark.parametrize(
    ("text", "neutral"),
    [("1", True), ("TRUE", True), ("yes", True), ("", False), ("0", False), ("no", False), ("2", False)],
)
def test_neutral_ground_is_said_by_one_true_or_yes(written: Any, text: str, neutral: bool) -> None:
    assert read_own(written(f"2026-09-01,Town A,Town B,1,0,,, {text}"))["neutral"].to_list() == [neutral]


def test_every_column_of_a_line_is_read(written: Any) -> None:
    path = written("2026-09-01,Town A,Town B,3,1,lake,CHI,1,14,9,6,2,2,0", "02/09/2026,Town B,Town C,,,lake,,,,,,,,")
    first, second = read_own(path).rows(named=True)
    wanted = {
        "home_goals": 3, "away_goals": 1, "home_half_time": 2, "away_half_time": 0, "home_shots": 14, "away_shots": 9,
        "home_on_target": 6, "away_on_target": 2, "status": "played", "neutral": True, "source": f"{path}:2",
        "stage": "league", "round": "", "note": "", "leg": None, "home": "Town A", "away": "Town B",
    }  # fmt: skip
    assert {name: first[name] for name in wanted} == wanted
    assert (second["status"], second["home_goals"], second["away_goals"]) == ("scheduled", None, None)


@pytest.mark.parametrize(
    "head",
    [
        "date,home,away,home_goals,away_goals",
        "DATE,Home_Team,AWAY_TEAM,Home_Score,away_score",
        "Date;hometeam;awayteam;HG;AG",
        "date\thome\taway\thg\tag",
    ],
)
def test_columns_may_be_called_and_parted_otherwise(written: Any, head: str) -> None:
    mark = next(m for m in ",;\t" if m in head)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path = written(mark.join(["2026-09-01", "Málaga", "Ajax", "2", "1"]), head=head, encoding=encoding)
        row = read_own(path).row(0, named=True)
        assert [row[name] for name in ("home", "away", "home_goals", "away_goals")] == ["Málaga", "Ajax", 2, 1]


@pytest.mark.parametrize("name", ["Div", "competition", "tournament", "League"])
def test_the_league_may_stand_in_columns_of_other_names(written: Any, name: str) -> None:
    path = written("2026-09-01,Ajax,Emmen,2,1,N1", head=f"Date,HomeTeam,AwayTeam,FTHG,FTAG,{name}")
    assert read_own(path)["competition"].to_list() == ["Eredivisie"]


NEED = "Write Date,HomeTeam,AwayTeam,FTHG,FTAG in the first line"


@pytest.mark.parametrize(
    ("head", "problem", "remedy"),
    [
        ("Date,HomeTeam,AwayTeam,FTHG", "Column FTAG is missing", NEED),
        ("Date,HomeTeam,AwayTeam", "The columns FTHG, FTAG are missing", NEED),
        ("Date,HomeTeam", "The columns AwayTeam, FTHG, FTAG are missing", NEED),
        ("", "The file is empty", f"{NEED} and a match a line"),
        (" \n\t", "The file is empty", f"{NEED} and a match a line"),
        ("Date,Home,Away,FTHG,FTAG,home", "The column home stands twice", "Leave one of them out"),
        ("Date,HomeTeam,AwayTeam,FTHG,FTAG", "The file holds no match", "Write a match a line below the first"),
    ],
)
def test_a_file_that_lacks_what_it_needs_is_refused(written: Any, head: str, problem: str, remedy: str) -> None:
    path = written(head=head)
    with pytest.raises(ReadError) as refused:
        read_own(path)
    assert (refused.value.problem, refused.value.place, refused.value.remedy) == (problem, str(path), remedy)


def test_a_file_that_is_not_there_or_no_text_is_refused(written: Any, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="The file cannot be read: No such file or directory") as refused:
        list(csv_rows(tmp_path / "none.csv", {"A": ()}, {}))
    assert refused.value.remedy == "Check the path"
    with pytest.raises(ReadError) as refused:
        list(csv_rows(tmp_path / "none.csv", {"A": ()}, {}, check="Ask"))
    assert refused.value.remedy == "Ask"
    for start in (b"\xff\xfe", b"\xfe\xff"):
        path = tmp_path / "broken.csv"
        path.write_bytes(start + b"A")
        with pytest.raises(ReadError, match="it is no text"):
            list(csv_rows(path, {"A": ()}, {}))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="holds no CSV files") as refused:
        read_own(tmp_path / "empty")
    assert refused.value.remedy == "Name a file, or another folder"


def test_rows_have_the_numbers_of_their_lines_and_empty_ones_are_left_out(written: Any) -> None:
    path = written("1,2", "", ",", " , ", "3", ",4,5", head="a,B,c")
    rows = list(csv_rows(path, {"A": (), "b": ()}, {"C": ("see",), "D": ()}))
    assert rows == [
        (2, {"A": "1", "b": "2", "C": None}),
        (6, {"A": "3", "b": None, "C": None}),
        (7, {"A": "", "b": "4", "C": "5"}),
    ]


def line(**cells: str | None) -> dict[str, str | None]:
    return {"Date": "2026-09-01", "HomeTeam": "Ajax", "AwayTeam": "Emmen", "FTHG": "2", "FTAG": "1", **cells}


@pytest.mark.parametrize(
    ("cells", "half", "shots"),
    [
        ({"HTHG": " 1 ", "HTAG": "0"}, (1, 0), None),
        ({"HTHG": "1", "HTAG": ""}, (None, None), None),
        ({"HTHG": "1"}, (None, None), None),
        ({"HS": "9", "AS": "8", "HST": "9", "AST": "0"}, (None, None), (9, 8, 9, 0)),
        ({"HS": "9", "AS": "8", "HST": "10", "AST": "0"}, (None, None), None),
        ({"HS": "9", "AS": "8", "HST": "9", "AST": "9"}, (None, None), None),
        ({"HS": "9", "AS": "8", "HST": "9"}, (None, None), None),
        ({"HS": "0", "AS": "0", "HST": "0", "AST": "0"}, (None, None), None),
        ({"HS": "0", "AS": "1", "HST": "0", "AST": "0"}, (None, None), (0, 1, 0, 0)),
        ({"HS": "9.0", "AS": "8", "HST": "9", "AST": "0"}, (None, None), None),
    ],
)
def test_counts_are_kept_where_they_are_whole_and_possible(cells: dict[str, str], half: Any, shots: Any) -> None:
    match = match_of(line(**cells), None, "x:1")
    assert (match["home_half_time"], match["away_half_time"]) == half
    names = ("home_shots", "away_shots", "home_on_target", "away_on_target")
    assert tuple(match[name] for name in names if name in match) == (shots or ())


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"FTHG": ""}, "a number of goals is missing"),
        ({"FTAG": "x"}, "'x' is no number of goals"),
        ({"FTHG": "1.5"}, "'1.5' is no number of goals"),
        ({"FTHG": "1234567890"}, "'1234567890' is no number of goals"),
        ({"HTHG": "a", "HTAG": "b"}, "'a' is no number of goals"),
        ({"Date": "31/02/2026"}, "'31/02/2026' is no day"),
        ({"Date": "1/2"}, "'1/2' is no day"),
        ({"Date": None}, "it ends before Date"),
        ({"HomeTeam": " "}, "a club's name is empty"),
        ({"AwayTeam": None}, "it ends before AwayTeam"),
        ({"FTAG": None}, "it ends before FTAG"),
    ],
)
def test_a_row_that_is_no_match_is_refused_with_its_reason(cells: dict[str, str | None], words: str) -> None:
    with pytest.raises(ReadError) as refused:
        match_of(line(**cells), None, "x.csv:7")
    assert refused.value.problem == f"The row is no match with date and score: {words}"
    assert refused.value.place == "x.csv:7"


@pytest.mark.parametrize(
    ("text", "day"),
    [("1/2/49", "2049-02-01"), ("1/2/50", "1950-02-01"), ("31/12/99", "1999-12-31"), ("1/1/100", "0100-01-01"),
     ("03/04/1999", "1999-04-03"), ("20260228", "2026-02-28")],
)  # fmt: skip
def test_days_are_read_as_written(text: str, day: str) -> None:
    assert day_of(text).isoformat() == day
    assert whole_number("-12") == -12
    assert whole_number("123456789") == 123456789


@pytest.mark.parametrize(
    ("years", "season"), [("4950", 2049), ("5051", 1950), ("9394", 1993), ("9900", 1999), ("0001", 2000)]
)
def test_the_season_of_a_file_is_of_the_century_from_1950_on(tmp_path: Path, years: str, season: int) -> None:
    path = tmp_path / "la-liga" / f"season-{years}.csv"
    path.parent.mkdir()
    path.write_text("Date,HomeTeam,AwayTeam,FTHG,FTAG\n2026-09-01,Barcelona,Sevilla,1,0\n", encoding="utf-8")
    got = football_data.read(path)
    assert got.select("season", "competition", "source").rows() == [
        (season, "La Liga", f"{tmp_path.name}/la-liga/season-{years}.csv:2")
    ]
    for wrong in ("season-23.csv", "season-20234.csv", "2324.csv"):
        with pytest.raises(ReadError, match="names no known league and season") as refused:
            football_data.read(path.with_name(wrong))
        expected = (
            "Name it LEAGUE/season-2324.csv, with a league of premier-league, serie-a, la-liga, bundesliga, ligue-1"
        )
        assert refused.value.remedy == expected
