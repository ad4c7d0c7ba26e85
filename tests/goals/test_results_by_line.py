"""Lines of Football.TXT and entries of football.json, each with its meaning; folders of results."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.goals.results import openfootball_json, read_file, read_folder, result_files
from frontfoot.goals.results.football_txt import parse, read

TITLE = "= UEFA Champions League 2011/12"


def one(line: str, *, title: str = TITLE, round_name: str = "Round of 16", day: str = "Tue Feb/14 2012") -> Any:
    text = parse(f"{title}\n» {round_name}\n{day}\n{line}\n", source="f.txt")
    assert text.unread == ()
    return text.matches.row(0, named=True)


@pytest.mark.parametrize(
    ("written", "goals", "half", "extra", "kicks"),
    [
        ("2-1", (2, 1), None, None, None),
        ("2-1 (1-0)", (2, 1), (1, 0), None, None),
        ("0-0", (0, 0), (0, 0), None, None),
        ("10-12 (3-4)", (10, 12), (3, 4), None, None),
        ("2-1 a.e.t. (1-1)", (1, 1), None, (2, 1), None),
        ("2-1 a.e.t. (1-1, 0-1)", (1, 1), (0, 1), (2, 1), None),
        ("1-0 a.e.t. (0-0)", (0, 0), (0, 0), (1, 0), None),
        ("4-2 pen. 1-1 a.e.t. (1-1, 0-1)", (1, 1), (0, 1), (1, 1), (4, 2)),
        ("1-1 a.e.t. (1-1, 0-1), 4-2 pen.", (1, 1), (0, 1), (1, 1), (4, 2)),
        ("5-4 pen. 1-0", (1, 0), None, None, (5, 4)),
    ],
)
def test_scores_in_the_order_the_format_writes_them(
    written: str, goals: Any, half: Any, extra: Any, kicks: Any
) -> None:
    row = one(f"  20.45  Milan (ITA)  v Ajax (NED)  {written}")
    for part, value in (("goals", goals), ("half_time", half), ("extra_time", extra), ("shoot_out", kicks)):
        assert (row[f"home_{part}"], row[f"away_{part}"]) == (value or (None, None))
    assert (row["home"], row["away"], row["status"], row["note"], row["source"]) == (
        "Milan",
        "Ajax",
        "played",
        "",
        "f.txt:4",
    )


@pytest.mark.parametrize("written", ["2-1 a.e.t.", "2-1 (1-1, 0-1)", "2-1 x", "2-1 (1)", "1-1 pen. 2"])
def test_what_is_no_score_is_a_line_that_is_not_understood(written: str) -> None:
    text = parse(f"{TITLE}\n» Final\nTue Feb/14 2012\nMilan v Ajax {written}\n", source="x")
    assert text.unread == ((4, f"Milan v Ajax {written}"),)
    assert text.matches.height == 0


@pytest.mark.parametrize(
    ("rest", "status", "note", "goals"),
    [
        ("", "scheduled", "", None),
        ("[cancelled]", "cancelled", "cancelled", None),
        ("[postponed]", "postponed", "postponed", None),
        ("[abandoned]", "postponed", "abandoned", None),
        ("[suspended]", "postponed", "suspended", None),
        ("[tba]", "scheduled", "tba", None),
        ("3-0 [awarded]", "awarded", "awarded", 3),
        ("3-0 [awarded to Milan]", "awarded", "awarded to Milan", 3),
        ("3-0 [walkover]", "awarded", "walkover", 3),
        ("1-0 [abandoned]", "postponed", "abandoned at 1-0", None),
        ("1-0 [replayed]", "played", "replayed", 1),
    ],
)
def test_a_note_tells_what_became_of_a_match(rest: str, status: str, note: str, goals: int | None) -> None:
    row = one(f"Milan v Ajax  {rest}")
    assert (row["status"], row["note"], row["home_goals"]) == (status, note, goals)


@pytest.mark.parametrize(
    ("title", "round_name", "stage", "group"),
    [
        (TITLE, "Group A", "group", "A"),
        (TITLE, "Gruppe h", "group", "H"),
        (TITLE, "Group stage", "group", None),
        (TITLE, "League phase", "league", None),
        (TITLE, "League, Matchday 1", "league", None),
        (TITLE, "Round of 32", "R32", None),
        (TITLE, "Sechzehntelfinale", "R32", None),
        (TITLE, "Finals, Round of 16", "R16", None),
        (TITLE, "Quarterfinals", "QF", None),
        (TITLE, "SEMIFINALS", "SF", None),
        (TITLE, "Final", "F", None),
        (TITLE, "Playoffs", "PO", None),
        (TITLE, "Playoffs, 1st leg", "PO", None),
        (TITLE, "Matchday 3", "league", None),
        (TITLE.replace(" 2011", " - Quali 2011"), "Round 1", "Q1", None),
        (TITLE.replace(" 2011", " - Quali 2011"), "Round 3", "Q3", None),
        (TITLE.replace(" 2011", " - Quali 2011"), "Round 4", "QPO", None),
        (TITLE.replace(" 2011", " - Quali 2011"), "Playoffs", "QPO", None),
    ],
)
def test_a_round_means_a_stage(title: str, round_name: str, stage: str, group: str | None) -> None:
    row = one("Milan v Ajax 1-0", title=title, round_name=round_name)
    assert (row["stage"], row["group"], row["round"]) == (stage, group, round_name)
    assert (row["competition"], row["season"]) == ("UEFA Champions League", 2011)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_without_a_year_is_that_of_the_season_with_its_weekday(month: int) -> None:
    for year in (2011, 2012):
        day = date(year, month, 9)
        text = f"{day:%a %b}/9"
        assert one("Milan v Ajax 1-0", day=text)["date"] == day
        assert one("Milan v Ajax 1-0", day=f"{text} {year}")["date"] == day
    for wrong in (f"{date(2013, month, 9):%a %b}/9", f"{date(2012, month, 10):%a %b}/9 2012"):
        with pytest.raises(ReadError, match="in season 2011/12") as refused:
            one("Milan v Ajax 1-0", day=wrong)
        assert (refused.value.place, refused.value.remedy) == ("f.txt:3", "Correct the date")
    with pytest.raises(ReadError, match="in season 1999/00"):
        one("Milan v Ajax 1-0", title="= Cup 1999/2000", day="Mon Feb/30")


LEGS = f"""{TITLE}
» Round of 16
Tue Feb/14 2012
Milan v Ajax 1-0
Tue Mar/6 2012
Porto v Benfica 1-0
Ajax v Milan 1-0
» Quarterfinals
Tue Mar/27 2012
Ajax v Milan 2-0
» Group A
Tue Sep/13 2011
Ajax v Milan 2-0
Milan v Porto 2-0
"""


def test_legs_are_numbered_and_single_ties_of_the_european_cups_are_neutral() -> None:
    def columns(text: str) -> Any:
        return parse(text, source="x").matches.select("leg", "neutral").rows()

    ties = [(1, False), (1, True), (2, False), (1, True), (None, False), (None, False)]
    assert columns(LEGS) == ties
    assert columns(LEGS.replace("UEFA Champions League", "Lake Cup")) == [(leg, False) for leg, _ in ties]
    # The legs follow the days, not the order of the file.
    swapped = LEGS.replace("Tue Feb/14 2012", "Tue Apr/3 2012")
    assert columns(swapped)[:3] == [(2, False), (1, True), (1, False)]


def test_lines_of_other_kinds_are_passed_over_or_kept() -> None:
    lines = ["# Matches 2", TITLE, "", "  # Teams 32", "1. Round", "Tue Feb/14 2012", "Milan v Ajax 1-0", "a line",
             "2. Spieltag", "Ajax v Milan 1-0"]  # fmt: skip
    text = parse("\n".join(lines), source="x")
    assert text.stated == 2
    # After a round a day has to come first.
    assert text.unread == ((8, "a line"), (10, "Ajax v Milan 1-0"))
    assert text.matches["round"].to_list() == ["1. Round"]
    assert parse(TITLE, source="x").stated is None
    for wrong, place, words in (("Milan v Ajax", "x:1", "No title stands before"), ("# none", "x", "has no title")):
        with pytest.raises(ReadError, match=words) as refused:
            parse(wrong, source="x")
        assert (refused.value.place, refused.value.remedy) == (place, "Start with '= NAME 2011/12'")
    named = parse(f"{TITLE}\n» Final\nTue Feb/14 2012\nA (ITA) v B 1-0", source="x", name=lambda n, c: f"{n}/{c}")
    assert named.matches.select("home", "away").row(0) == ("A/ITA", "B/None")


def document(path: Path, *matches: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"name": "x", "matches": matches}), encoding="utf-8")
    return path


def entry(**more: Any) -> dict[str, Any]:
    return {"date": "2023-08-01", "team1": "LASK", "team2": "Sturm Graz", "round": "Matchday 1", **more}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"score": {"ft": [2, 1], "ht": [1, 0]}}, {"goals": (2, 1), "half_time": (1, 0)}),
        ({"score": {"ft": [2, 1]}}, {"goals": (2, 1)}),
        ({"score": {"ft": [0, 0]}}, {"goals": (0, 0), "half_time": (0, 0)}),
        ({"score": {"ft": [0, 1]}}, {"goals": (0, 1)}),
        ({"score": {"ft": [1, 0]}}, {"goals": (1, 0)}),
        (
            {"score": {"ft": [1, 1], "ht": [0, 1], "et": [2, 2], "p": [4, 3]}},
            {"goals": (1, 1), "half_time": (0, 1), "extra_time": (2, 2), "shoot_out": (4, 3)},
        ),
        ({}, {"status": "scheduled"}),
        ({"status": "postponed"}, {"status": "postponed"}),
        ({"status": "CANCELLED"}, {"status": "cancelled", "note": "CANCELLED"}),
        ({"status": "abandoned", "score": {"ft": [1, 0]}}, {"status": "postponed", "note": "abandoned"}),
        ({"status": "suspended"}, {"status": "postponed", "note": "suspended"}),
        ({"status": "awarded", "score": {"ft": [3, 0]}}, {"status": "awarded", "goals": (3, 0)}),
        ({"status": "walkover", "score": {"ft": [3, 0]}}, {"status": "awarded", "note": "walkover", "goals": (3, 0)}),
        ({"status": "odd"}, {"status": "postponed", "note": "its state 'odd' is not known"}),
        ({"stage": "Final", "score": {"ft": [2, 1]}}, {"goals": (2, 1), "stage": "PO", "round": "Final, Matchday 1"}),
        ({"round": "Semifinals", "score": {"ft": [2, 1]}}, {"goals": (2, 1), "stage": "PO", "round": "Semifinals"}),
        ({"round": "ECL Playoff", "score": {"ft": [2, 1]}}, {"goals": (2, 1), "stage": "PO", "round": "ECL Playoff"}),
        ({"round": "Europa League Finals", "score": {"ft": [2, 1]}},
         {"goals": (2, 1), "stage": "PO", "round": "Europa League Finals"}),
    ],
)  # fmt: skip
def test_an_entry_of_football_json_is_read_by_its_fields(tmp_path: Path, more: Any, expected: dict[str, Any]) -> None:
    row = openfootball_json.read(document(tmp_path / "2023-24" / "at.1.json", entry(**more))).row(0, named=True)
    full = {"status": "played", "note": "", "stage": "league", "round": "Matchday 1", **expected}
    for part in ("goals", "half_time", "extra_time", "shoot_out"):
        assert (row[f"home_{part}"], row[f"away_{part}"]) == full.pop(part, (None, None))
    assert {name: row[name] for name in full} == full
    assert (row["home"], row["away"], row["neutral"], row["season"]) == ("LASK", "Sturm Graz", False, 2023)
    assert (row["competition"], row["date"]) == ("Austrian Bundesliga", date(2023, 8, 1))
    assert row["source"].endswith("2023-24/at.1.json:match 1")


def test_sides_that_are_not_known_yet_are_left_out_and_places_must_be_named(tmp_path: Path) -> None:
    path = document(
        tmp_path / "2019" / "mls.json", entry(team1="N.N."), entry(team2="N.N."), entry(team1="A", team2="B")
    )
    got = openfootball_json.read(path)
    assert got.select("competition", "season", "home").rows() == [("Major League Soccer", 2019, "A")]
    assert got["source"][0].endswith(":match 3")
    for wrong in ("2019/xx.9.json", "season/at.1.json"):
        with pytest.raises(ReadError, match="names no known league and season") as refused:
            openfootball_json.read(document(tmp_path / wrong))
        assert refused.value.place == str(tmp_path / wrong)
    with pytest.raises(ReadError, match=r"no football\.json"):
        openfootball_json.read(tmp_path / "2019" / "at.1.json")


def test_a_folder_is_read_by_its_places_in_the_order_of_days(tmp_path: Path) -> None:
    document(tmp_path / "results" / "openfootball" / "2023-24" / "at.1.json", entry(score={"ft": [1, 0]}))
    document(tmp_path / "more-leagues" / "2023-24" / "en.2.json", entry(date="2023-07-31", score={"ft": [1, 0]}))
    document(tmp_path / "more-leagues" / "2023-24" / "xx.2.json", entry())
    cup = tmp_path / "europe" / "2023-24" / "cl.txt"
    cup.parent.mkdir(parents=True)
    cup.write_text("= UEFA Champions League 2023/24\n» Group A\nTue Aug/1 2023\nMilan v Ajax 1-0\n", encoding="utf-8")
    league = tmp_path / "results" / "serie-a" / "season-2324.csv"
    league.parent.mkdir(parents=True)
    league.write_text("Date,HomeTeam,AwayTeam,FTHG,FTAG\n2023-08-01,Roma,Milan,1,0\n2023-08-01,Inter,Lazio,1,0\n")
    names = [path.relative_to(tmp_path).as_posix() for path in result_files(tmp_path)]
    assert names == [
        "results/serie-a/season-2324.csv",
        "results/openfootball/2023-24/at.1.json",
        "more-leagues/2023-24/en.2.json",
        "europe/2023-24/cl.txt",
    ]
    got = read_folder(tmp_path)
    assert got["competition"].to_list() == [
        "Championship",
        "Austrian Bundesliga",
        "Serie A",
        "Serie A",
        "UEFA Champions League",
    ]
    assert got["home"].to_list()[2:4] == ["Inter", "Roma"]
    cup.write_text(cup.read_text() + "who knows\n")
    with pytest.raises(ReadError, match="The line 'who knows' is not understood") as refused:
        read_file(cup)
    assert (refused.value.place, refused.value.remedy) == (f"{cup}:5", "Correct it")
    cup.write_bytes(b"\xef\xbb\xbf= Cup 2023/24")
    assert read(cup).matches.height == 0
