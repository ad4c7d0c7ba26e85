"""A user's own matches from several files: which files, which countries, matches that stand twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.goals.results.own import read_own

HEAD = "Date,HomeTeam,AwayTeam,FTHG,FTAG,League,Country"


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    def write(**files: list[str]) -> Path:
        for name, lines in files.items():
            (tmp_path / name.replace("_", ".")).write_text("\n".join([HEAD, *lines]), encoding="utf-8")
        return tmp_path

    return write


def test_every_csv_file_of_a_folder_is_read_and_no_other(folder: Any) -> None:
    path = folder(
        b_csv=["2026-09-03,Town A,Town B,1,0,,"],
        a_CSV=["2026-09-05,Town C,Town D,1,0,,", "2026-09-01,Town D,Town C,,,,"],
        c_txt=["no match"],
        d_aaa=["no match"],
        e_json=["no match"],
    )
    got = read_own(path)
    # In the order of days; a file without a column for the league gives its name.
    assert got.select("home", "competition", "status").rows() == [
        ("Town D", "a", "scheduled"),
        ("Town A", "b", "played"),
        ("Town C", "a", "played"),
    ]


@pytest.mark.parametrize("country", ["ENG", "eng", "ITA", "GER", "AAA", "ZZZ"])
def test_a_known_league_is_played_in_its_own_country(folder: Any, country: str) -> None:
    path = folder(a_csv=[f"2026-09-01,Town A,Town B,1,0,E0,{country}"]) / "a.csv"
    if country.upper() == "ENG":
        assert read_own(path)["competition"].to_list() == ["Premier League"]
        return
    with pytest.raises(ReadError, match=f"The Premier League is not played in {country} but in ENG") as refused:
        read_own(path)
    assert (refused.value.place, refused.value.remedy) == (f"{path}:2", "Leave Country out, or write another League")


@pytest.mark.parametrize("country", ["EN", "ENGL", "E1G", "E N"])
def test_a_country_has_three_letters(folder: Any, country: str) -> None:
    path = folder(a_csv=[f"2026-09-01,Town A,Town B,1,0,lake,{country}"])
    with pytest.raises(ReadError, match=f"'{country}' is no code of a country") as refused:
        read_own(path)
    assert refused.value.place.endswith("a.csv:2")


@pytest.mark.parametrize("countries", [("CHI", "ARG"), ("ARG", "CHI")])
def test_a_league_is_played_in_one_country_in_all_files(folder: Any, countries: tuple[str, str]) -> None:
    one, other = countries
    path = folder(a_csv=[f"2026-09-01,A,B,1,0,lake,{one}"], b_csv=[f"2026-09-02,A,C,1,0,lake,{other}"])
    with pytest.raises(ReadError, match=f"'lake' is played in {one} and in {other}") as refused:
        read_own(path)
    assert refused.value.place == str(path / "b.csv")
    assert refused.value.remedy == "Write one Country for one league, or names of their own in the column League"
    # One that is stated in one line holds for all of its league.
    path = folder(a_csv=["2026-09-01,Everton,B,1,0,lake,CHI"], b_csv=["2026-09-02,Everton,C,1,0,lake,"])
    assert set(read_own(path)["home"]) == {"Everton (CHI)"}


@pytest.mark.parametrize(
    ("code", "country"), [("en.5", "ENG"), ("sco.2", "SCO"), ("hu.2", "HUN"), ("zz.2", ""), ("en.55", "")]
)
def test_the_code_of_an_unknown_league_tells_its_country(folder: Any, code: str, country: str) -> None:
    for club, home in (("Everton", "ENG"), ("Ferencváros", "HUN"), ("Hibernian", "SCO")):
        path = folder(a_csv=[f"2026-09-01,{club},Town B,1,0,{code},"])
        plain = read_own(path)["home"][0]
        assert plain == (club if home == country else f"{club} ({country or code})")
    # A country that is written goes before that of the code.
    path = folder(a_csv=[f"2026-09-01,Everton,Town B,1,0,{code},ENG"])
    assert read_own(path)["home"][0] == "Everton"


def test_a_match_that_stands_twice_counts_once_and_two_results_are_refused(folder: Any) -> None:
    path = folder(
        a_csv=[
            "2026-09-02,A,B,,,lake,",
            "2026-09-01,A,B,1,0,lake,",
            "2026-09-01,A,B,1,0,lake,",
            "2026-09-01,B,A,1,0,lake,",
        ],
        b_csv=["2026-09-02,A,B,3,1,lake,"],
    )
    got = read_own(path)
    # A match to come that has a result elsewhere is left out.
    assert got.select("home", "home_goals", "status").rows() == [
        ("A", 1, "played"),
        ("B", 1, "played"),
        ("A", 3, "played"),
    ]
    for score in ("2,0", "1,1", "0,0"):
        path = folder(
            a_csv=["2026-08-01,C,D,0,0,lake,", "2026-09-02,A,B,,,lake,", "2026-09-01,A,B,1,0,lake,"],
            b_csv=["2026-09-01,B,A,5,5,lake,", f"2026-09-01,A,B,{score},lake,"],
        )
        with pytest.raises(ReadError, match="A - B of 2026-09-01 has two results") as refused:
            read_own(path)
        assert refused.value.place == f"{path / 'a.csv'}:4 and {path / 'b.csv'}:3"
        assert refused.value.remedy == "Keep the one that counts"
