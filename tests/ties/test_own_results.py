"""A user's own matches (`--results`): leagues that are not known, women, bad files; date and age of the strengths."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from typer.testing import CliRunner

import frontfoot
from frontfoot.cli.app import build
from frontfoot.core.errors import InputError, ReadError
from frontfoot.goals.results.own import read_own
from frontfoot.goals.strengths import strengths_on
from frontfoot.goals.strengths.snapshots import FOLDER
from frontfoot.ties import Leg, Tie
from frontfoot.ties.strengths import file_rates, rates, strengths_for, strengths_of_tie

HEAD = "Date,HomeTeam,AwayTeam,FTHG,FTAG"


@pytest.fixture(autouse=True)
def _no_strengths_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))


def league(first: date, clubs: tuple[str, ...] = ("Town A", "Town B", "Town C"), best: int = 0) -> Iterator[str]:
    """A season in which one side wins 3-0 at home and away, and the others draw 1-1."""
    for number, (home, away) in enumerate(permutations(clubs, 2)):
        day = first + timedelta(days=3 * number)
        score = "3,0" if home == clubs[best] else "0,3" if away == clubs[best] else "1,1"
        yield f"{day},{home},{away},{score}"


def written(path: Path, lines: list[str] | Iterator[str], head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    return path


def command(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(build(), list(arguments))
    return result.exit_code, result.output


def asked(results: Path, *more: str) -> dict[str, object]:
    arguments = ("tie", "Town A", "town b", "--competition", "league", "--season", "2026", "--date", "2026-11-28")
    code, output = command(*arguments, "--results", str(results), "--json", *more)
    assert code == 0, output
    document: dict[str, object] = json.loads(output)
    return document


@pytest.mark.slow
def test_clubs_of_a_league_that_nobody_knows(tmp_path: Path) -> None:
    own = written(tmp_path / "Regionalliga.csv", [*league(date(2026, 9, 1)), "2026-12-01,Town A,Town C,,"])
    answer = asked(own)
    assert answer["clubs"] == ["Town A", "Town B"]
    through = answer["through"]
    assert isinstance(through, dict)
    assert through["Town A"] > 2 * through["Town B"]
    assert answer["strengths"] == {"date": "2026-11-28", "age_days": 0, "placeholders": [], "doubts": []}
    goals = [pair.mean() for pair in _rates(Tie(frontfoot.rules("league", 2026), (Leg("Town A", "Town B"),)), own)]
    assert goals[0] > goals[1]
    # The fixture that is still to come, and a result of the day itself, tell nothing.
    played = [*league(date(2026, 9, 1)), "2026-11-28,Town B,Town A,9,0"]
    (tmp_path / "later").mkdir()
    later = written(tmp_path / "later" / "Regionalliga.csv", played)
    again = _rates(Tie(frontfoot.rules("league", 2026), (Leg("Town A", "Town B"),)), later.parent)
    assert [rate.mean() for rate in again] == goals


def _rates(tie: Tie, own: Path):  # type: ignore[no-untyped-def]
    (pair,) = rates(tie, date(2026, 11, 28), results=own)
    assert pair is not None
    return pair.home, pair.away


@pytest.mark.slow
def test_a_result_moves_the_rates_of_known_clubs_and_only_theirs_are_new(tmp_path: Path) -> None:
    tie = Tie(frontfoot.rules("fa-cup", 2026, "QF"), (Leg("Arsenal", "Chelsea"),))
    day = date(2026, 11, 28)
    own = written(tmp_path / "cup.csv", ["01/09/2026,Arsenal,Chelsea,0,5", "2/10/26,Chelsea,Arsenal,4,0"], f"{HEAD}")
    before, after = (strengths_of_tie(tie, day, table) for table in (None, read_own(own)))
    assert (
        after.rates("Arsenal", "Chelsea", competition="FA Cup")[1]
        > 1.03 * before.rates("Arsenal", "Chelsea", competition="FA Cup")[1]
    )
    assert (before.age_of(tie.clubs), after.age_of(tie.clubs), after.age_of(["Liverpool"])) == (187, 0, 187)
    other = Tie(frontfoot.rules("fa-cup", 2026, "QF"), (Leg("Liverpool", "Everton"),))
    source = strengths_for(other, "2026-11-28", read_own(own))[1]
    assert source.words.startswith("strengths of 2026-05-25 with your own results since, 187 days before the match")
    assert source.strengths is not None
    assert source.strengths.date == date(2026, 5, 25)


def test_women_are_known_from_their_own_results_alone(tmp_path: Path) -> None:
    clubs = ("Barcelona", "Arsenal", "Lyon")
    lines = [f"{line},uwcl" for line in league(date(2025, 9, 1), clubs, best=1)]
    # Men's matches in the same file, in which Barcelona wins everything.
    lines += [f"{line},La Liga" for line in league(date(2025, 9, 2), ("Barcelona", "Getafe", "Osasuna"))]
    own = written(tmp_path / "women.csv", lines, f"{HEAD},League")
    rule = frontfoot.rules("uwcl", 2025, "F")
    tie = Tie(rule, (Leg("Arsenal", "Barcelona", neutral=True),))
    strengths = strengths_of_tie(tie, date(2026, 5, 1), read_own(own))
    one, other = strengths.rates("Arsenal", "Barcelona", competition=rule.competition, neutral=True)
    assert one > 2 * other
    assert strengths.matches == 6
    assert "Getafe" not in strengths.clubs
    with pytest.raises(InputError, match="no match of Chelsea before 2026-05-01"):
        strengths_of_tie(Tie(rule, (Leg("Chelsea", "Arsenal"),)), date(2026, 5, 1), read_own(own))
    with pytest.raises(InputError, match="men's sides"):
        strengths_of_tie(tie, date(2026, 5, 1))
    with pytest.raises(InputError, match="no match of women before 2025-09-01"):
        strengths_of_tie(tie, date(2025, 9, 1), read_own(own))
    # And the other way round: matches of women teach nothing of men.
    men = Tie(frontfoot.rules("ucl", 2025, "F"), tie.legs)
    only = written(tmp_path / "w.csv", [line for line in lines if line.endswith("uwcl")], f"{HEAD},League")
    known = strengths_of_tie(men, date(2026, 5, 1), read_own(only))
    assert known.strength("Arsenal") == strengths_on(date(2026, 5, 1)).strength("Arsenal")


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("", "The file is empty", ""),
        (f"{HEAD}\n2026-09-01,A,B,1,0\n2026-09-01,A,B,2,0\n", "has two results", ":2 and "),
        (f"{HEAD}\n2026-09-01,A,B,1,\n", "no match with date and score", ":2"),
        (f"{HEAD}\n2026-09-01,A,B,1,0\n2026-09-31,A,C,1,0\n", "no match with date and score", ":3"),
        (f"{HEAD}\n2026-09-01,A,,1,0\n", "name is empty", ":2"),
        (f"{HEAD}\n2026-09-01,A,A,1,0\n", "plays itself", ":2"),
        (f"{HEAD}\n2026-09-01,A,B,-1,0\n", "negative score", ":2"),
        (f"{HEAD}\n2026-09-01,A,B,1000,0\n", "has 1000 goals", ":2"),
        (f"{HEAD}\n2026-09-01,A,B,0,100000\n", "has 100000 goals", ":2"),
        (f"{HEAD}\n2026-09-01,A,B,-100000,0\n", "has -100000 goals", ":2"),
        (f"{HEAD},HS,AS,HST,AST\n2026-09-01,A,B,1,0,99999,9,9,9\n", "has 99999 shots", ":2"),
        (f"{HEAD}\n2026-09-01,A,B,1_0,0\n", "'1_0' is no number of goals", ":2"),
        (f"{HEAD}\n2026-02-30,A,B,1,0\n", "'2026-02-30' is no day", ":2"),
        (f"{HEAD}\n", "holds no match", ""),
        (f"{HEAD}\n2026-09-01,A,B,1,0\n2026-09-08,A,B", "ends before FTHG", ":3"),
        (f"{HEAD}\n2026-09-01,A,B,1,0\n2026-09-08,A", "ends before FTAG|ends before FTHG", ":3"),
        ("Date,HomeTeam,AwayTeam,FTHG\n2026-09-01,A,B,1\n", "Column FTAG is missing", ""),
        (f"{HEAD},FTHG\n2026-09-01,A,B,1,0,2\n", "The column FTHG stands twice", ""),
        (f"{HEAD}, date \n2026-09-01,A,B,1,0,2026-09-02\n", "The column date stands twice", ""),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, text: str, words: str, line: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=words) as error:
        read_own(path)
    assert error.value.place.startswith(f"{path}{line}")
    assert error.value.remedy
    with pytest.raises(ReadError, match=words):
        CliRunner().invoke(
            build(),
            ["tie", "A", "B", "--competition", "league", "--season", "2026", "--results", str(path)],
            catch_exceptions=False,
        )


def test_other_names_of_columns_semicolons_and_windows_letters(tmp_path: Path) -> None:
    plain = written(tmp_path / "a.csv", ["2026-09-01,Málaga Este,Town B,1,0"])
    other = tmp_path / "A" / "a.csv"
    other.parent.mkdir()
    other.write_bytes(
        "date;home_team;away_team;home_score;away_score;x\n1/9/2026;Málaga Este;Town B;1;0;7\n".encode("cp1252")
    )
    one, two = read_own(plain), read_own(other)
    assert one.drop("source").equals(two.drop("source"))
    assert one["competition"].to_list() == ["a"]


def test_intervals_grow_with_the_age_of_the_strengths() -> None:
    """The same clubs 10, 100 and 300 days after the snapshot: the draws of the rates spread by what was fitted."""
    newest = strengths_on(date(2026, 5, 25))
    spreads = []
    for days in (0, 10, 100, 300):
        aged = newest.at(newest.on + timedelta(days=days))
        _, covariance = aged.log_rates("Arsenal", "Norwich City", "FA Cup")
        spreads.append(covariance[0, 0])
        scales = aged.scales
        assert scales is not None
        summers = int(days > 37)
        gained = 2.0 * (scales.drift * days + scales.summer * summers) + scales.level_drift * days * 1.25
        assert spreads[-1] - spreads[0] == pytest.approx(gained, rel=1e-9)
    assert spreads == sorted(spreads)


@pytest.mark.slow
def test_every_command_says_the_day_and_the_age(tmp_path: Path) -> None:
    arguments = ("Norwich", "Blackburn", "--competition", "fa-cup", "--season", "2026", "--date", "2026-11-28")
    for name in ("tie", "decide"):
        code, output = command(name, *arguments, "--json")
        assert code == 0, output
        document = json.loads(output)
        assert document["strengths"]["date"] == "2026-05-25"
        assert document["strengths"]["age_days"] == 187
        assert "187 days before the match: a summer lies between" in document["rates_from"]
    code, output = command("tie", "Norwich", "Blackburn", *arguments[2:6], "--rates", "1.4", "1.1", "--json")
    assert json.loads(output)["strengths"] is None
    file = frontfoot.read_tie(Path(__file__).parents[2] / "examples" / "atalanta-liverpool-2024.toml")
    known = file_rates(file).source_of(2).strengths
    assert known is not None
    assert (known.date, known.age_days) == (date(2024, 4, 16), 2)


def test_results_before_the_day_of_the_strengths_count_on_that_day_too(tmp_path: Path) -> None:
    """Shipped strengths are of 1 April 2024: what a side that they do not know did in March is known on it."""
    day = date(2024, 4, 1)
    own = read_own(written(tmp_path / "Regionalliga.csv", league(date(2024, 3, 1))))
    on, next_day = (strengths_on(when, own=own) for when in (day, day + timedelta(days=1)))
    assert (on.on, next_day.on) == (day, day + timedelta(days=1))
    for club in ("Town A", "Town B"):
        assert on.known(club)
        assert on.strength(club) == pytest.approx(next_day.strength(club), abs=1e-9)
    assert on.strength("Town A") > on.strength("Town B")


def test_strengths_say_nothing_of_a_day_too_far_away() -> None:
    newest = strengths_on()
    assert newest.at(newest.on + timedelta(days=3652)).age == 3652
    with pytest.raises(InputError, match="say nothing of a match on 2999-01-01") as refused:
        newest.at(date(2999, 1, 1))
    assert "--rates" in refused.value.remedy


def test_results_of_more_than_a_year_before_the_strengths_are_not_learnt(tmp_path: Path) -> None:
    day = date(2024, 4, 1)
    for begun, known in ((day - timedelta(days=360), True), (day - timedelta(days=500), False)):
        own = read_own(written(tmp_path / "Regionalliga.csv", league(begun)))
        assert strengths_on(day + timedelta(days=1), own=own).known("Town A") is known


@pytest.mark.parametrize(
    ("first", "lines", "why"),
    [
        (date(2026, 12, 1), (), "of 6 matches 6 are of 2026-11-28, the day asked about, or later"),
        (date(2021, 12, 1), (), "of 6 matches 6 are from before 2026-05-25, the day of the strengths"),
        (
            date(2026, 12, 1),
            ("2026-09-01,Town A,Town B,,", "2019-09-01,Town A,Town B,1,0"),
            "of 8 matches 1 is without a score, 6 are of 2026-11-28, the day asked about, or later and 1 is from",
        ),
    ],
)
def test_own_results_that_teach_nothing_are_said(tmp_path: Path, first: date, lines: tuple[str, ...], why: str) -> None:
    own = written(tmp_path / "Regionalliga.csv", [*league(first), *lines])
    arguments = ["tie", "Arsenal", "Chelsea", "--competition", "fa-cup", "--season", "2026", "--date", "2026-11-28"]
    code, output = command(*arguments, "--results", str(own), "--json")
    assert code == 0, output
    (doubt,) = json.loads(output[output.index("{") :])["strengths"]["doubts"]
    assert doubt.startswith(f"Your own results change nothing: {why}")
    code, output = command(*arguments, "--results", str(own))
    assert code == 0
    assert doubt.split(": ")[1][:30] in " ".join(output.split())
    # Word for word the odds without them.
    rates = [
        strengths_on(date(2026, 11, 28), own=table).rates("Arsenal", "Chelsea", competition="FA Cup")
        for table in (None, read_own(own))
    ]
    assert rates[0] == rates[1]


@pytest.mark.slow
def test_a_score_beyond_belief_is_named_with_its_line(tmp_path: Path) -> None:
    own = written(tmp_path / "typo.csv", ["2026-09-01,Town A,Town B,99,0", *league(date(2026, 9, 5))])
    arguments = ["tie", "Town A", "Town B", "--competition", "league", "--season", "2026", "--date", "2026-11-28"]
    with pytest.raises(InputError, match="highest of them is Town A 99-0 Town B") as refused:
        CliRunner().invoke(build(), [*arguments, "--results", str(own)], catch_exceptions=False)
    assert refused.value.place == f"{own}:2"
    # Where the clubs are known the odds are possible, and the score is a doubt.
    own = written(tmp_path / "typo.csv", ["2026-09-01,Arsenal,Chelsea,25,0,E0", "2026-09-08,Chelsea,Arsenal,20,0,E0"],
                  f"{HEAD},League")  # fmt: skip
    arguments[1:3] = ["Arsenal", "Chelsea"]
    code, output = command(*arguments, "--results", str(own), "--json")
    assert code == 0
    (doubt,) = json.loads(output[output.index("{") :])["strengths"]["doubts"]
    assert doubt.startswith(f"Arsenal 25-0 Chelsea ({own}:2) is learnt as it stands")
