"""A user's own cup: rules, format, draw, deductions and results in two files of their own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import frontfoot
from frontfoot.cli.app import build
from frontfoot.cli.cup_show import namesakes_of
from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.cups import CupSeason, CupState
from frontfoot.cups.format_files import competition_format
from frontfoot.cups.own_results import read_own_cup
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.simulate import simulate

CUP = """
name = "Lake Cup"
single_year = true
file = "lake-cup.csv"

[[rule]]
rounds = ["SF"]
legs = 2
steps = ["away goals", "extra time", "shoot-out"]

[[rule]]
rounds = ["F"]
legs = 1
neutral = true
steps = ["extra time", "shoot-out"]

[[era]]
phase = "groups"
groups = 2
clubs = 3
matches = 2
criteria = ["points", "head-to-head", "difference", "goals"]
head_to_head = ["points", "difference", "goals"]
round = [
  { code = "SF", pairs = ["2A-1B", "2B-1A"] },
  { code = "F", pairs = ["1-2"] },
]

[[edition]]
season = 2026
[edition.groups]
A = ["Arsenal", "Ajax", "Benfica"]
B = ["Roma", "Lyon", "Porto"]

[[deduction]]
season = 2026
club = "Ajax"
points = 2
date = 2026-07-10
note = "ineligible player"
"""
COLUMNS = "date,round,group,home,away,home_goals,away_goals,home_extra_time,away_extra_time,home_shoot_out"
RESULTS = f"""{COLUMNS},away_shoot_out
2026-07-04,group,A,Arsenal,Ajax,1,1,,,,
2026-07-08,group,A,Ajax,Benfica,2,0,,,,
2026-07-12,group,A,Benfica,Arsenal,0,1,,,,
2026-07-04,group,B,AS Roma,Lyon,0,0,,,,
2026-07-08,group,B,Lyon,Porto,2,1,,,,
2026-07-12,group,B,Porto,Roma,1,0,,,,
2026-07-18,Semi-final,,Ajax,Lyon,2,1,,,,
2026-07-22,Semi-final,,Lyon,Ajax,1,0,,,,
2026-07-18,SF,,Porto,Arsenal,1,1,,,,
2026-07-22,SF,,Arsenal,Porto,1,1,1,1,4,3
"""


@pytest.fixture
def cup(tmp_path: Path) -> Path:
    (tmp_path / "lake-cup.csv").write_text(RESULTS, encoding="utf-8")
    path = tmp_path / "lake-cup.toml"
    path.write_text(CUP, encoding="utf-8")
    return path


def test_its_tables_and_ties_follow_its_own_rules(cup: Path) -> None:
    """By hand: Ajax have 4 points less 2; Lyon go through by the goal scored away; Arsenal in a shoot-out."""
    season = CupSeason.read(cup.parent, str(cup), 2026)
    before, after = (CupState(season, date(2026, 7, day)).table("A") for day in (9, 13))
    assert [(row.club, row.points) for row in before] == [("Ajax", 4), ("Arsenal", 1), ("Benfica", 0)]
    assert [(row.club, row.points) for row in after] == [("Arsenal", 4), ("Ajax", 2), ("Benfica", 0)]
    state = CupState(season, date(2026, 7, 23))
    assert [(tie.clubs, tie.winner) for tie in state.ties("SF")] == [
        (("Ajax", "Lyon"), "Lyon"),
        (("Porto", "Arsenal"), "Arsenal"),
    ]
    assert str(state.ties("SF")[0].tie.settle().way) == "away goals"
    assert [tie.clubs for tie in state.ties("F")] == [("Lyon", "Arsenal")]


@pytest.mark.slow
def test_the_command_shows_it(cup: Path) -> None:
    """Odds before the last matches; the final on a day without results of it, with its figure as `tie` says it."""
    shown = CliRunner().invoke(build(), ["cup", str(cup), "2026", "--date", "2026-07-12", "--simulations", "500"])
    assert "Lake Cup 2026, 2026-07-12" in shown.stdout
    assert "Ajax minus 2 points (ineligible player, 2026-07-10)" in " ".join(shown.stdout.split())
    final = CliRunner().invoke(build(), ["cup", str(cup), "2026", "--date", "2026-07-25", "--json"])
    odds = json.loads(final.stdout)["ties"][0]["odds"]
    options = ["--competition", str(cup), "--season", "2026", "--round", "F", "--date", "2026-07-25", "--json"]
    tie = CliRunner().invoke(build(), ["tie", "Lyon", "Arsenal", *options])
    assert odds == pytest.approx(json.loads(tie.stdout)["through"], abs=1e-12)


def test_a_group_still_to_be_played_is_simulated_from_its_draw(cup: Path) -> None:
    """Six sides alike without a result: each wins the cup as often."""
    (cup.parent / "lake-cup.csv").write_text(RESULTS.splitlines()[0] + "\n", encoding="utf-8")
    text = CUP[: CUP.index("[[deduction]]")]
    cup.write_text(text, encoding="utf-8")
    state = CupState(CupSeason.read(cup.parent, str(cup), 2026), date(2026, 7, 1))
    assert sum(len(matches) for matches in (state.fixtures(group)[1] for group in "AB")) == 6
    clubs = state.season.clubs
    played = simulate(state, Pairings.equal(clubs, advantage=0.0), 6000, np.random.default_rng(1))
    assert played.share(played.winners["F"]) == pytest.approx(dict.fromkeys(clubs, 1 / 6), abs=0.02)


def test_a_cup_without_groups_names_its_pairs(tmp_path: Path) -> None:
    path = tmp_path / "summer.toml"
    path.write_text(
        'name = "Summer Cup"\n[[rule]]\nlegs = 1\nneutral = true\nsteps = ["shoot-out"]\n'
        '[[era]]\nphase = "none"\nround = [{ code = "SF", pairs = ["Spurs - Paris Saint-Germain", "Roma-Ajax"] }, '
        '{ code = "F", pairs = ["1-2"] }]\n',
        encoding="utf-8",
    )
    state = CupState(CupSeason.read(tmp_path, str(path), 2026), date(2026, 9, 1))
    assert [tie.clubs for tie in state.ties("SF")] == [("Tottenham Hotspur", "Paris Saint-Germain"), ("Roma", "Ajax")]
    assert not state.ties("F")


@pytest.mark.parametrize(
    ("old", "new", "problem", "place"),
    [
        ("criteria", "critera", "The key 'critera' is not known", "lake-cup.toml, era 1"),
        ('phase = "groups"', 'phase = "pools"', "There is no phase 'pools'", "lake-cup.toml, era 1, phase"),
        ('"2A-1B"', '"2A-1C"', "'1C' is no side of a tie", "lake-cup.toml, era, SF"),
        ('"2A-1B"', '"2A"', "'2A' is no pair", "lake-cup.toml, era, SF, pairs"),
        ('"Lyon", "Porto"', '"Lyon"', "Group B needs 3 sides", "lake-cup.toml, edition 2026"),
        ('"Lyon", "Porto"', '"Lyon", "Ajax"', "Ajax is drawn twice", "lake-cup.toml, edition 2026"),
        ("season = 2026\n[edition", "season = 2025\n[edition", "The draw of the Lake Cup 2026 is not known", "season"),
        ("points = 2", 'points = "two"', "'points' must be a whole number", "lake-cup.toml, deduction 1"),
        ('{ code = "F", pairs = ["1-2"] },', "", "The last round is not the final", "lake-cup.toml, era"),
        ('file = "lake-cup.csv"', 'file = "none.csv"', "cannot be read", "none.csv"),
        ('"extra time", "shoot-out"]', '"shoot-out", "extra time"]', "are no order", "lake-cup.toml, rule 1, steps"),
        ('"extra time", "shoot-out"]', '"extra time", "extra time"]', "are no order", "lake-cup.toml, rule 1, steps"),
        ("clubs = 3", "clubs = 1", "2 groups of 1 clubs cannot play", "lake-cup.toml, era"),
    ],
)
def test_a_mistake_is_named_with_its_place(cup: Path, old: str, new: str, problem: str, place: str) -> None:
    cup.write_text(CUP.replace(old, new), encoding="utf-8")
    with pytest.raises(FrontfootError) as refused:
        CupSeason.read(cup.parent, str(cup), 2026)
    assert problem in refused.value.problem
    assert refused.value.place.endswith(place)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2026-07-04,group,A,Arsenal", "4 July,group,A,Arsenal", "This is no match"),
        ("2026-07-18,SF", "2026-07-18,last four", "There is no round"),
        ("date,round", "day,round", "Column date is missing"),
        ("Arsenal,Ajax,1,1", "Arsenal,Ajax,1,x", "This is no match"),
        ("Arsenal,Ajax,1,1", "Arsenal,Porto,1,1", "is no match within a group"),
        ("Arsenal,Ajax,1,1", "Arsenal,Ajax,1000,1", "has 1000 goals"),
        ("Arsenal,Ajax,1,1,,,,", "Arsenal", "A side has no name"),
        ("1,1,1,1,4,3", "1,1,1,1,4000,3", "has 4000 kicks scored in the shoot-out"),
    ],
)
def test_a_line_that_is_no_match_is_named(cup: Path, old: str, new: str, problem: str) -> None:
    (cup.parent / "lake-cup.csv").write_text(RESULTS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FrontfootError) as refused:
        CupSeason.read(cup.parent, str(cup), 2026)
    assert problem in refused.value.problem
    assert "lake-cup.csv" in refused.value.place


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_results_are_read_as_spreadsheets_save_them(cup: Path, sign: str, encoding: str) -> None:
    plain = read_own_cup(competition_format(str(cup), 2026))
    text = RESULTS.replace(",", sign).replace("date", "Date", 1).replace("home_goals", "FTHG", 1)
    text = text.replace("2026-07-04", "04/07/2026").replace("Benfica", "Sporting Gijón")
    (cup.parent / "lake-cup.csv").write_bytes(text.encode(encoding))
    other = read_own_cup(competition_format(str(cup), 2026))
    same = ["home", "away", "source"]
    assert other.drop(same).equals(plain.drop(same))
    assert "Sporting Gijón" in {*other["home"], *other["away"]}
    (cup.parent / "lake-cup.csv").write_text(RESULTS.replace("Arsenal,Ajax,1,1", "Arsenal,Ajax,,1", 1))
    with pytest.raises(FrontfootError, match="is played but has no score"):
        read_own_cup(competition_format(str(cup), 2026))


def test_a_namesake_in_a_cup_of_strangers_is_said(cup: Path) -> None:
    assert not namesakes_of(CupState(CupSeason.read(cup.parent, str(cup), 2026), date(2026, 7, 12)))
    for path in (cup, cup.parent / "lake-cup.csv"):
        text = path.read_text(encoding="utf-8")
        for club, other in (("Benfica", "Town A"), ("AS Roma", "Town B"), ("Roma", "Town B"), ("Lyon", "Town C")):
            text = text.replace(club, other)
        path.write_text(text, encoding="utf-8")
    sentences = namesakes_of(CupState(CupSeason.read(cup.parent, str(cup), 2026), date(2026, 7, 12)))
    known = (("Ajax", "NED"), ("Arsenal", "ENG"), ("Porto", "POR"))
    assert [words.split(",")[0] for words in sentences] == [
        f"{club} is taken as {club} of {land}" for club, land in known
    ]


EXTENDED = """
extends = "afcon"

[[edition]]
season = 2027
from = 2027-06-19
to = 2027-07-18
hosts = ["Kenya", "Tanzania", "Uganda"]
[edition.groups]
A = ["Kenya", "Morocco", "Mali", "Benin"]
B = ["Tanzania", "Senegal", "Ghana", "Angola"]
C = ["Uganda", "Egypt", "Guinea", "Sudan"]
D = ["Algeria", "Nigeria", "Gabon", "Togo"]
E = ["Ivory Coast", "Tunisia", "Zambia", "Malawi"]
F = ["Cameroon", "South Africa", "DR Congo", "Namibia"]
"""


@pytest.mark.slow
def test_a_shipped_tournament_takes_a_draw_of_ones_own(data: Path, tmp_path: Path) -> None:
    """A coming edition: nothing is played, hosts are at home, and the bracket is that of the editions before."""
    path = tmp_path / "afcon-2027.toml"
    path.write_text(EXTENDED, encoding="utf-8")
    season = CupSeason.read(data, str(path), 2027)
    assert season.format.title == "Africa Cup of Nations 2027"
    assert len(season.phase) == 36
    at_home = {match.leg.home for match in season.phase if not match.leg.neutral}
    assert at_home == {"Kenya", "Tanzania", "Uganda"}
    state = CupState(season, date(2027, 6, 18))
    played = simulate(state, Pairings.equal(season.clubs), 400, np.random.default_rng(2))
    assert played.pairs["R16"].shape == (400, 8, 2)
    assert not state.phase_over
    path.write_text(f'name = "x"\n{EXTENDED}', encoding="utf-8")
    with pytest.raises(FrontfootError, match="'name' is not known beside 'extends'"):
        CupSeason.read(data, str(path), 2027)


def test_without_a_day_it_is_that_of_the_next_match_and_after_the_last_one_the_day_after(cup: Path) -> None:
    """The results end on 22 July; a final without a score is added on the 25th."""
    assert CupSeason.read(cup.parent, str(cup), 2026).next_day == date(2026, 7, 23)
    results = cup.with_name("lake-cup.csv")
    results.write_text(results.read_text(encoding="utf-8") + "2026-07-25,F,,Lyon,Arsenal,,,,,,\n", encoding="utf-8")
    assert CupSeason.read(cup.parent, str(cup), 2026).next_day == date(2026, 7, 25)


FINAL = "2026-07-26,F,,Ajax,Porto,2,0,,,,\n"


@pytest.mark.parametrize(
    ("old", "new", "day", "problem", "lines"),
    [
        # A final on the day before the second legs, or in the group phase; a date one month early.
        ("", FINAL.replace("07-26", "07-21"), date(2026, 7, 22), "is of 2026-07-21, and Lyon - Ajax", (12, 9)),
        ("", FINAL.replace("07-26", "07-21"), date(2026, 7, 30), "is of 2026-07-21, and Lyon - Ajax", (12, 9)),
        ("", FINAL.replace("07-26", "07-06"), date(2026, 7, 8), "2026-07-06, and Ajax - Benfica (group)", (12, 3)),
        # The semi-final has no result, or has another winner.
        ("Ajax,1,0,", "Ajax,,,", date(2026, 7, 30), "and Lyon - Ajax (Semi-final) has none", (12, 9)),
        ("Ajax,1,0,", "Ajax,5,0,", date(2026, 7, 30), "the results before do not lead to it", (12,)),
        ("2026-07-12,group,B", "2026-07-20,group,B", date(2026, 7, 30), "Porto - Roma (group) of 2026-07-20", (10, 7)),
    ],
)  # fmt: skip
def test_a_result_that_does_not_follow_is_refused(
    cup: Path, old: str, new: str, day: date, problem: str, lines: tuple[int, ...]
) -> None:
    text = RESULTS.replace(old, new) if old else RESULTS + new
    text += "" if ",F,," in text else FINAL
    (cup.parent / "lake-cup.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        frontfoot.cup(str(cup), 2026, date=day, draws=0, simulations=20)
    assert problem in refused.value.problem
    assert refused.value.place == " and ".join(f"{cup.parent / 'lake-cup.csv'}:{line}" for line in lines)
    assert refused.value.remedy


@pytest.mark.slow
def test_results_in_order_are_not_refused(cup: Path) -> None:
    (cup.parent / "lake-cup.csv").write_text(RESULTS + FINAL, encoding="utf-8")
    for day in (5, 9, 13, 19, 23, 26):
        odds = frontfoot.cup(str(cup), 2026, date=date(2026, 7, day), draws=0, simulations=20)
        assert sum(odds.champion.values()) == pytest.approx(1.0)
    # Of matches to come nothing is held to be wrong: the final's fixture may be in the file from the start.
    (cup.parent / "lake-cup.csv").write_text(RESULTS + FINAL.replace("2,0", ","), encoding="utf-8")
    frontfoot.cup(str(cup), 2026, date=date(2026, 7, 5), draws=0, simulations=20)
