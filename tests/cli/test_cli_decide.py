"""`frontfoot decide` as its user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.cli.decide import Payoff, Reply
from frontfoot.core.errors import FrontfootError
from frontfoot.decisions.advise import REPLIES
from frontfoot.decisions.from_tie import PAYOFFS
from frontfoot.decisions.plans import PLANS
from frontfoot.decisions.verdict import VERDICTS

SEED_TIE = str(Path(__file__).resolve().parents[2] / "examples" / "atalanta-liverpool-2024.toml")
SITUATION = ["decide", "Atalanta", "Liverpool", "--competition", "uel", "--season", "2023", "--first-leg", "3-0"]
SITUATION += ["--at", "home", "--minute", "45", "--score", "0-1"]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(build(), list(arguments))
    if isinstance(result.exception, FrontfootError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_half_time_of_the_seed_tie() -> None:
    advice = json.loads(run("decide", SEED_TIE, "--minute", "45", "--json"))
    assert (advice["club"], advice["opponent"], advice["lead"], advice["minute"]) == (
        "Atalanta",
        "Liverpool",
        2,
        "HT",
    )
    # The scores of a match mean little without its home side.
    assert (advice["home"], advice["away"], advice["score"]) == ("Atalanta", "Liverpool", [0, 1])
    plans = advice["plans"]
    assert tuple(plans) == PLANS
    for plan in plans.values():
        assert 0.0 < plan["low"] <= plan["through"] <= plan["high"] < 1.0
    assert advice["verdict"] in VERDICTS
    assert advice["gain"]["value"] == pytest.approx(plans["press"]["through"] - plans["drop"]["through"], abs=1e-9)
    # What a choice gains on average is what the other one loses more of.
    assert advice["regret"]["drop"] - advice["regret"]["press"] == pytest.approx(advice["gain"]["value"], abs=1e-9)
    assert {reading["kind"] for reading in advice["readings"]} == {"as measured", "left out"}


def test_what_is_usual_is_worth_what_the_tie_command_says() -> None:
    decided = json.loads(run(*SITUATION, "--json"))
    tie = json.loads(run("tie", *SITUATION[1:], "--json"))
    assert decided["plans"]["drop"]["through"] == pytest.approx(tie["through"]["Atalanta"], abs=1e-9)


@pytest.mark.slow
def test_a_file_and_its_clubs_are_the_same_question() -> None:
    by_file = json.loads(run("decide", SEED_TIE, "--minute", "HT", "--json"))
    by_clubs = json.loads(run(*[{"45": "HT"}.get(part, part) for part in SITUATION], "--date", "2024-04-18", "--json"))
    for plan in PLANS:
        assert by_file["plans"][plan]["through"] == pytest.approx(by_clubs["plans"][plan]["through"], abs=1e-9)


def test_a_final_is_won() -> None:
    final = ["decide", "Chelsea", "Manchester City", "--competition", "ucl", "--season", "2020", "--round", "F"]
    shown = run(*final, "--minute", "60", "--score", "1-0")
    assert "wins" in shown
    assert "goes through" not in shown
    assert "goes through" in run(*SITUATION)


@pytest.mark.slow
def test_same_question_same_answer_and_a_picture(tmp_path: Path) -> None:
    first = run(*SITUATION, "--json", "--plot", str(tmp_path / "chart.svg"))
    second = run(*SITUATION, "--json", "--plot", str(tmp_path / "again.svg"))
    assert first == second
    assert (tmp_path / "chart.svg").read_bytes() == (tmp_path / "again.svg").read_bytes()
    assert b"pressing on pays" in (tmp_path / "chart.svg").read_bytes()


def test_the_text_names_plans_regret_and_what_would_turn_it() -> None:
    shown = run(*SITUATION)
    shown = " ".join(shown.split())
    for part in (
        "press on",
        "stay",
        "drop back",
        "wrong choice",
        "good day",
        "pays as long as",
        "no proof of an effect",
    ):
        assert part in shown


@pytest.mark.slow
def test_costs_make_pressing_worth_less() -> None:
    free = json.loads(run(*SITUATION, "--rates", "1.4", "1.6", "--json"))
    costly = json.loads(run(*SITUATION, "--rates", "1.4", "1.6", "--penalties", "0.5", "--red-cards", "0.3", "--json"))
    assert costly["plans"]["press"]["through"] < free["plans"]["press"]["through"]
    assert costly["plans"]["drop"]["through"] == pytest.approx(free["plans"]["drop"]["through"], abs=1e-6)


def test_league_points() -> None:
    match = ["decide", "Juventus", "Sampdoria", "--competition", "league", "--season", "2017", "--rates", "1.8", "0.9"]
    advice = json.loads(run(*match, "--minute", "60", "--score", "1-0", "--json"))
    assert advice["payoff"] == "points"
    assert 1.0 < advice["plans"]["stay"]["through"] < 3.0


def test_what_can_be_chosen_is_what_the_library_knows() -> None:
    assert tuple(Payoff) == PAYOFFS
    assert tuple(Reply) == REPLIES


def test_the_club_that_decides_may_be_named_as_usual() -> None:
    advice = json.loads(run("decide", SEED_TIE, "--minute", "45", "--club", "Liverpool FC", "--json"))
    assert (advice["club"], advice["opponent"]) == ("Liverpool", "Atalanta")


@pytest.mark.parametrize(
    ("extra", "text"),
    [
        (["--plot", "chart.gif"], "no picture"),
        (["--tired-opponent", "1.2"], "without a time"),
        (["--penalties", "-1"], "no cost"),
        (["--minute", "300"], "minute"),
        (["--club", "Liverpool"], "first club named decides"),
    ],
)
def test_impossible_input_says_what_would_be_right(extra: list[str], text: str) -> None:
    with pytest.raises(FrontfootError, match=text):
        run(*SITUATION, *extra)


@pytest.mark.parametrize("extra", [["--opponent", "lazy"], ["--payoff", "glory"], ["--minutes", "0"], ["--at", "moon"]])
def test_words_that_are_no_choice_are_refused(extra: list[str]) -> None:
    ended = CliRunner().invoke(build(), [*SITUATION, *extra])
    assert ended.exit_code == 2
    assert f"Invalid value for '{extra[0]}'" in " ".join(ended.output.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([SEED_TIE], "needs a minute"),
        ([SEED_TIE, "--minute", "45", "--club", "Marseille"], "does not play"),
        ([SEED_TIE, "--minute", "45", "--score", "0-1", "--at", "home"], "--at, --score: A tie file says this itself"),
        (["Atlanta", "Liverpool", "--competition", "uel", "--season", "2023"], "Atalanta"),
        (["Atalanta"], "not a file"),
    ],
)
def test_what_is_missing_is_named(arguments: list[str], text: str) -> None:
    with pytest.raises(FrontfootError, match=text):
        run("decide", *arguments)


def test_without_a_season_that_of_the_date_is_taken_and_said() -> None:
    without = [word for word in SITUATION if word not in ("--season", "2023")]
    result = CliRunner().invoke(build(), [*without, "--date", "2024-04-18", "--json"])
    assert result.stderr == (
        "No season named: taken as UEFA Europa League 2023/24, that of 2024-04-18; --season says which.\n"
    )
    assert result.stdout == run(*SITUATION, "--date", "2024-04-18", "--json")


def test_the_strengths_of_a_half_time_are_those_of_the_match_and_its_season(data: Path, tmp_path: Path) -> None:
    folder = data / "statsbomb" / "premier-league-2015-16"
    files = [
        str(sorted((folder / "events").iterdir())[0]),
        str(folder / "matches.json"),
        "--until",
        "HT",
        "--json",
        "--out",
        str(tmp_path),
    ]
    short = json.loads(run("half-time", *files, "--competition", "league"))
    whole = json.loads(
        run("half-time", *files, "--competition", "league", "--season", "2015/16", "--date", "2015-11-21")
    )
    assert short["occasion"].endswith("21 November 2015, Swansea.com Stadium")
    assert short["odds"] == whole["odds"]
