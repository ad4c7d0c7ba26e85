"""Whom a name in a user's own results means: nobody by likeness, and no club of another country by its name alone."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.errors import InputError, ReadError
from frontfoot.goals.results.own import read_own
from frontfoot.goals.results.own_names import doubts
from frontfoot.goals.strengths import strengths_on
from frontfoot.goals.strengths.snapshots import FOLDER

HEAD = "Date,HomeTeam,AwayTeam,FTHG,FTAG"
CHILE = ("Everton", "Cobresal", "Huachipato", "Deportes Temuco")


@pytest.fixture(autouse=True)
def _no_strengths_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))


def file(tmp_path: Path, *rows: str, head: str = HEAD, name: str = "mine.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def season(clubs: tuple[str, ...] = CHILE) -> list[str]:
    return [f"2026-09-{day + 1:02d},{home},{away},2,0" for day, (home, away) in enumerate(permutations(clubs, 2))]


def sides(path: Path) -> set[str]:
    table = read_own(path)
    return {*table["home"], *table["away"]}


def asked(own: Path, *clubs: str, competition: str = "league") -> tuple[int, str, str]:
    words = ["tie", *clubs, "--competition", competition, "--season", "2026", "--date", "2026-11-28"]
    result = CliRunner().invoke(build(), [*words, "--results", str(own), "--json"])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("league", "written", "meant"),
    [
        ("E0", "Liverpol", "Liverpool"),
        ("E0", "Man Untied", "Manchester United"),
        ("I1", "Mialn", "Milan"),
        ("I1", "Atalnta", "Atalanta"),
        ("ucl", "Bayern Munnich", "Bayern Munich"),
    ],
)
def test_a_misspelt_club_is_named_and_stays_itself(tmp_path: Path, league: str, written: str, meant: str) -> None:
    own = file(tmp_path, f"2026-09-01,{written},Chelsea,1,0,{league}", head=f"{HEAD},League")
    (doubt,) = (one for one in doubts(read_own(own)) if written in one)
    assert f"'{written}'" in doubt
    assert f"did you mean {meant}?" in doubt
    assert written in sides(own)
    assert meant not in sides(own)


def test_a_slip_among_sides_that_nobody_knows(tmp_path: Path) -> None:
    rows = [*season(("Town A", "Cobresal", "Huachipato")), "2026-10-01,Cobresall,Town A,1,1"]
    (doubt,) = doubts(read_own(file(tmp_path, *rows)))
    assert doubt.startswith("'Cobresall' of 'mine' (1 match) is not known: did you mean Cobresal?")
    # Two sides that have met, or played others on one day, are two, however alike.
    rows = [
        *season(("Town A", "Town B", "Town C")),
        "2026-10-01,Rangers I,Town A,1,1",
        "2026-10-01,Rangers II,Town B,1,1",
    ]
    assert doubts(read_own(file(tmp_path, *rows))) == ()


def test_names_that_are_known_raise_no_doubt(tmp_path: Path) -> None:
    own = file(
        tmp_path,
        "2026-09-01,Man Utd,Spurs,1,0,E0",
        "2026-09-02,Borussia M'gladbach,Bayern München,1,0,D1",
        "2026-09-03,Türkiye,USA,1,0,Friendly",
        "2026-09-04,Italy,Türkiye,1,0,Friendly",
        head=f"{HEAD},League",
    )
    assert doubts(read_own(own)) == ()
    assert {"Manchester United", "Tottenham Hotspur", "Turkey", "United States"} <= sides(own)


def test_the_letters_of_a_name_do_not_make_two_sides(tmp_path: Path) -> None:
    own = file(tmp_path, "2026-09-01,Deportes Ñublense,Cobresal,1,0", "2026-09-08,Cobresal,DEPORTES NUBLENSE,1,0")
    assert sides(own) == {"Deportes Ñublense", "Cobresal"}


@pytest.mark.slow
def test_a_namesake_in_a_league_that_nobody_knows_is_another_club(tmp_path: Path) -> None:
    own = file(tmp_path, *season(), name="primera.csv")
    assert sides(own) == {"Everton (primera)", *CHILE[1:]}
    (doubt,) = doubts(read_own(own))
    assert doubt.startswith("Everton of 'primera' is taken as another club than Everton of ENG")
    # Six defeats of the namesake tell nothing of Everton of England.
    day = date(2026, 11, 28)
    plain, learnt = strengths_on(day), strengths_on(day, own=read_own(own))
    assert learnt.known("Everton (primera)")
    assert learnt.doubts == (doubt,)
    assert learnt.strength("Everton") == pytest.approx(plain.strength("Everton"), abs=1e-9)


def test_where_most_are_known_or_the_country_is_told_it_is_the_club(tmp_path: Path) -> None:
    rows = ["2026-07-20,Everton,Milan,1,0", "2026-07-21,Ajax,Town A,1,0", "2026-07-22,Milan,Ajax,2,2"]
    assert sides(file(tmp_path, *rows, name="summer-cup.csv")) == {"Everton", "Milan", "Ajax", "Town A"}
    with_country = [f"{row},ENG" for row in season()]
    assert "Everton" in sides(file(tmp_path, *with_country, head=f"{HEAD},Country"))
    chile = file(tmp_path, *(f"{row},CHI" for row in season()), head=f"{HEAD},Country")
    assert "Everton (CHI)" in sides(chile)
    assert doubts(read_own(chile)) == ()
    # The code of a league tells its country: the fifth division of England.
    assert "Everton" in sides(file(tmp_path, *season(), name="en.5.csv"))
    # A club of another country in a league that is known.
    assert "Everton (ITA)" in sides(file(tmp_path, "2026-09-01,Everton,Milan,1,0", name="I1.csv"))


@pytest.mark.slow
def test_the_command_asks_which_of_two_is_meant(tmp_path: Path) -> None:
    own = file(tmp_path, *season(), name="primera.csv")
    with pytest.raises(InputError, match="'everton' may be Everton of ENG and Everton \\(primera\\) of the results"):
        CliRunner().invoke(
            build(),
            ["tie", "everton", "Cobresal", "--competition", "league", "--season", "2026", "--results", str(own)],
            catch_exceptions=False,
        )
    code, text, warnings = asked(own, "Everton (primera)", "Cobresal")
    assert code == 0
    assert "is taken as another club" in warnings
    document = json.loads(text)
    assert document["clubs"][0] == "Everton (primera)"
    assert [doubt.split(" is taken")[0] for doubt in document["strengths"]["doubts"]] == ["Everton of 'primera'"]
    code, text, _ = asked(own, "Everton (ENG)", "Liverpool")
    assert code == 0
    assert json.loads(text)["clubs"][0] == "Everton"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("2026-09-01,Milan,Inter,1,0,I1,ENG", "is not played in ENG but in ITA"),
        ("2026-09-01,Town A,Town B,1,0,Lega,Italy", "'Italy' is no code of a country"),
    ],
)
def test_a_country_that_cannot_be_is_refused_with_its_line(tmp_path: Path, row: str, text: str) -> None:
    with pytest.raises(ReadError, match=text) as error:
        read_own(file(tmp_path, row, head=f"{HEAD},League,Country"))
    assert error.value.place.endswith(":2")
    two = ["2026-09-01,Town A,Town B,1,0,Lega,ITA", "2026-09-08,Town A,Town C,1,0,Lega,SUI"]
    with pytest.raises(ReadError, match="'Lega' is played in ITA and in SUI"):
        read_own(file(tmp_path, *two, head=f"{HEAD},League,Country"))


@pytest.mark.parametrize("known", range(5))
def test_the_half_decides(tmp_path: Path, known: int) -> None:
    clubs = (
        *("Everton", "Arsenal", "Milan", "Ajax")[:known],
        *("Cobresal", "Curicó", "Deportes Temuco", "Arica")[known:],
    )
    # A second spelling of a club is no second club.
    rows = [*season(clubs), f"2026-10-01,{clubs[0].upper()},{clubs[1]},1,1"]
    got = sides(file(tmp_path, *rows))
    assert len(got) == 4
    assert ("Everton" in got) == (known > 2)


@pytest.mark.slow
def test_only_clubs_whose_own_results_were_learnt_are_known_up_to_the_day(tmp_path: Path) -> None:
    day = date(2026, 11, 28)
    own = file(tmp_path, "2026-09-01,Arsenal,Chelsea,1,0,E0", head=f"{HEAD},League")
    plain, learnt = strengths_on(day), strengths_on(day, own=read_own(own))
    shipped = strengths_on().on
    assert learnt.known_on(["Arsenal", "Chelsea"]) == learnt.on
    assert (
        learnt.known_on(["Arsenal", "Liverpool"])
        == learnt.known_on(["Liverpool"])
        == plain.known_on(["Arsenal"])
        == shipped
    )
    # A result that is still to come on the day teaches nothing: the strengths are those without it.
    later = file(tmp_path, "2026-12-01,Arsenal,Chelsea,1,0,E0", head=f"{HEAD},League")
    untouched = strengths_on(day, own=read_own(later))
    assert untouched.known_on(["Arsenal"]) == shipped
    assert untouched.strength("Arsenal") == plain.strength("Arsenal")
