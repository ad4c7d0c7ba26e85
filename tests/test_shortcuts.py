"""A whole question in one call: `frontfoot.tie` and those that take it say to the last digit what the commands say."""

from __future__ import annotations

import inspect
import typing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import frontfoot
from frontfoot import Situation
from frontfoot.cli.examples import example
from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.ties.question import TieQuestion, built_tie, standing
from tests.cli.commands import json_of

EXACT = 1e-12
BERGAMO: dict[str, Any] = {"competition": "uel", "season": "2023/24", "first_leg": (3, 0)}

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    # The first leg still to be played, at home and away.
    ("Atalanta Liverpool", {"competition": "uel", "season": 2023, "round": "QF"}),
    ("Atalanta Liverpool", {"competition": "uel", "season": 2023, "at": "away", "minute": 30, "score": (1, 0)}),
    # The second leg, home and away, with a man less, in stoppage announced, in extra time, in the shoot-out.
    ("Atalanta Liverpool", {**BERGAMO, "minute": "HT", "score": (0, 1), "date": date(2024, 4, 18)}),
    (
        "Liverpool Atalanta",
        {**BERGAMO, "first_leg": (0, 3), "at": "away", "minute": 60, "score": (1, 0), "men": (11, 10)},
    ),
    ("Atalanta Liverpool", {**BERGAMO, "minute": "90+2", "stoppage": 6, "score": (0, 2)}),
    ("Atalanta Liverpool", {**BERGAMO, "minute": "ET 105", "score": (0, 3)}),
    ("Atalanta Liverpool", {**BERGAMO, "score": (0, 3), "kicks": "xx-:x-x"}),
    # A final, a league match, nations; rates and betting odds of one's own.
    ("Atalanta Leverkusen", {"competition": "uel", "season": 2023, "round": "F", "minute": 75, "score": (3, 0)}),
    ("Roma Milan", {"competition": "serie-a", "season": 2023, "minute": 60, "score": (1, 1)}),
    ("Spain England", {"competition": "euro", "season": 2024, "round": "F", "rates": (1.4, 1.1), "minute": 47}),
    ("Atalanta Liverpool", {"competition": "uel", "season": 2023, "rates": (1.4, 1.7), "rates_second_leg": (1.1, 2.0)}),
    ("Atalanta Liverpool", {**BERGAMO, "odds": (4.2, 3.9, 1.8), "over_under": (2.5, 1.7, 2.1)}),
]


def options(question: dict[str, Any]) -> list[str]:
    """A question as the command line writes it."""
    found = []
    for name, value in question.items():
        pair = isinstance(value, tuple)
        words = "-".join(map(str, value)) if pair and name in ("first_leg", "score", "men") else str(value)
        several = pair and name not in ("first_leg", "score", "men")
        found += [f"--{name.replace('_', '-')}", *(map(str, value) if several else [words])]
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("clubs", "question"), QUESTIONS, ids=lambda value: str(value)[:60])
def test_tie_says_what_the_command_says(clubs: str, question: dict[str, Any]) -> None:
    first, second = clubs.split()
    asked = frontfoot.tie(first, second, **question)
    document = json_of("tie", first, second, *options(question))
    assert asked.sentence == document["sentence"]
    assert list(asked.clubs) == document["clubs"]
    for club in asked.clubs:
        assert asked.outlook.through[club] == pytest.approx(document["through"][club], abs=EXACT, rel=0)
        if asked.outlook.interval:
            assert asked.outlook.interval[club] == pytest.approx(document["interval"][club], abs=EXACT, rel=0)
    assert [after.probability for after in asked.outlook.next_scores] == pytest.approx(
        [after["probability"] for after in document["next"]], abs=EXACT, rel=0
    )
    assert asked.known.words == document["rates_from"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [2, 3, 8, 11])
def test_decide_says_what_the_command_says(number: int) -> None:
    clubs, question = QUESTIONS[number]
    first, second = clubs.split()
    advice = frontfoot.decide(frontfoot.tie(first, second, **question), minutes=20)
    assert advice.document() == json_of("decide", first, second, *options(question), "--minutes", "20")


@pytest.mark.slow
def test_a_tie_file_is_asked_at_a_minute() -> None:
    advice = frontfoot.decide(frontfoot.tie(example(), minute=45))
    assert advice.document() == json_of("decide", str(example()), "--minute", "45")
    # Of a file nobody is named first: the leader decides, or who is named.
    assert advice.club == "Atalanta"
    assert frontfoot.decide(frontfoot.tie(example(), minute=45), club="Liverpool").club == "Liverpool"


@pytest.mark.slow
def test_a_tie_file_is_told_again() -> None:
    replayed = frontfoot.replay(example(), intervals=True)
    document = json_of("tie", str(example()))
    assert [point.through for point in replayed.points] == pytest.approx(
        [point["through"]["Atalanta"] for point in document["timeline"]], abs=EXACT, rel=0
    )
    # Asked at a minute of it, the same figure.
    at_half_time = frontfoot.tie(example(), minute="HT").outlook.through["Atalanta"]
    assert at_half_time == replayed.at(2, frontfoot.Moment.at("HT"))


@pytest.mark.slow
def test_cup_finds_its_data(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FRONTFOOT_DATA", str(data))
    forecast = frontfoot.cup("uel", 2023, date=date(2024, 4, 18), draws=20)
    document = json_of("cup", "uel", "2023", "--date", "2024-04-18", "--draws", "20")
    assert isinstance(forecast, CupForecast)
    assert forecast.champion == pytest.approx(document["reach"]["champion"], abs=EXACT, rel=0)
    monkeypatch.delenv("FRONTFOOT_DATA")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="No folder of results is named") as refused:
        frontfoot.cup("uel", 2023)
    assert refused.value.place == "data"


@pytest.mark.parametrize("name", ["tie", "replay", "decide", "cup"])
def test_a_shortcut_is_a_plain_function_with_hints(name: str) -> None:
    function = getattr(frontfoot, name)
    assert inspect.isfunction(function)
    hints = typing.get_type_hints(function)
    assert hints.keys() == {*inspect.signature(function).parameters, "return"}


REFUSED: list[tuple[list[Any], dict[str, Any], str]] = [
    (["Atalanta", "Liverpool"], {}, "competition"),
    (["Spain", "England"], {"competition": "euro"}, "season"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "score": (-1, 0)}, "score"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "score": "1-0"}, "score"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "at": "moon"}, "at"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "kicks": "xx"}, "kicks"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "stoppage": 4}, "stoppage"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "rates": (1.0, 1.0), "odds": (2.0, 3.0, 4.0)}, "rates, odds"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "over_under": (2.5, 1.9, 1.9)}, "over_under"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "rates": (1.0, 1.0), "date": "2024-04-18"}, "date"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "rates": (1.0, 1.0), "rates_second_leg": (1.0, 1.0)}, "rates_second_leg"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "round": "F"}, "first_leg"),
    (["Atalanta", "Atalanta BC"], BERGAMO, "clubs"),
    (["Atalanta", 5], BERGAMO, "clubs"),
    (["Atalanta"], {"minute": 45}, "first"),
    (["Atalanta"], BERGAMO, "first"),
    ([5], BERGAMO, "first"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "minute": "45+99"}, "minute"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "rates": 1.4}, "rates"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "rates": (1.4,)}, "rates"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "odds": ("a", 2.0, 3.0)}, "odds"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "kicks": 5}, "kicks"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "competition": 5}, "competition"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "round": 5}, "round"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "date": 5}, "date"),
    (["Atalanta", "Liverpool"], {**BERGAMO, "results": 5}, "results"),
    ([str(example())], {"competition": "uel", "minute": 45}, "competition"),
    ([str(example())], {}, "minute"),
]


@pytest.mark.parametrize(("clubs", "question", "place"), REFUSED)
def test_an_impossible_question_names_its_argument(clubs: list[Any], question: dict[str, Any], place: str) -> None:
    with pytest.raises(FrontfootError) as refused:
        frontfoot.tie(*clubs, **question)
    assert refused.value.place == place
    assert "--" not in str(refused.value), "an option is no argument"


def test_decide_takes_what_tie_gives_whole_or_nothing() -> None:
    asked = frontfoot.tie("Atalanta", "Liverpool", **BERGAMO, rates=(1.4, 1.7))
    decide: Any = frontfoot.decide
    with pytest.raises(TypeError, match="holds them"):
        decide(asked, Situation(leg=2))
    with pytest.raises(TypeError, match="needs a situation"):
        decide(asked.tie)


@pytest.mark.parametrize("at", ["home", "away"])
@pytest.mark.parametrize(("kicks", "next_is_first"), [("x:", False), ("x:x", True), (":-", True), ("x-x:x--", True)])
def test_the_first_club_begins_the_shoot_out_unless_the_other_has_taken_more(
    at: typing.Literal["home", "away"], kicks: str, next_is_first: bool
) -> None:
    built, swapped = built_tie(("Atalanta", "Liverpool"), frontfoot.rules("uel", 2023, "QF"), (3, 0), at)
    shoot_out = standing(built, TieQuestion(score=(0, 3), kicks=kicks), leg=2, swapped=swapped).shoot_out
    assert shoot_out is not None
    assert shoot_out.home_next == (next_is_first == (at == "home"))
    rows = [(row.count("x"), len(row)) for row in kicks.split(":")]
    assert [*zip(shoot_out.scored, shoot_out.taken, strict=True)] == (rows if at == "home" else rows[::-1])


REFUSED_CUPS: list[tuple[dict[str, Any], str]] = [
    ({"competition": None}, "competition"),
    ({"data": 3}, "data"),
    ({"results": 3}, "results"),
    ({"date": 20240418}, "date"),
    ({"date": "18.4.2024"}, "date"),
    ({"live": [3]}, "live"),
    ({"live": 3}, "live"),
    ({"what_if": [None]}, "what_if"),
    ({"draws": -1}, "draws"),
    ({"draws": 2.5}, "draws"),
    ({"simulations": 0}, "simulations"),
    ({"simulations": True}, "simulations"),
    ({"simulations": "many"}, "simulations"),
    ({"seed": None}, "seed"),
    ({"seed": -1}, "seed"),
]


@pytest.mark.parametrize(("question", "place"), REFUSED_CUPS)
def test_a_cup_names_the_argument_that_cannot_be(data: Path, question: dict[str, Any], place: str) -> None:
    with pytest.raises(FrontfootError) as refused:
        frontfoot.cup(**{"competition": "uel", "season": 2023, "data": data, **question})
    assert refused.value.place == place


@pytest.mark.slow
def test_a_day_is_a_date_a_text_or_a_moment_of_it(data: Path) -> None:
    days = date(2024, 4, 18), "2024-04-18", datetime(2024, 4, 18, 21)
    one, *others = (frontfoot.cup("uel", 2023, data, date=day, draws=0).champion for day in days)
    assert all(other == one for other in others)
    ties = [frontfoot.tie("Atalanta", "Liverpool", **BERGAMO, date=day).outlook.through for day in days]
    assert ties[0] == ties[1] == ties[2]


@pytest.mark.slow
def test_a_club_in_a_round_is_in_it_for_sure_in_the_table_too(data: Path) -> None:
    """All eight of the last eight play there, whatever the strengths."""
    table = frontfoot.cup("uel", 2023, data, date="2024-04-18", draws=20).to_polars()
    assert table["QF"].to_list() == [1.0] * 8
    assert table["champion"].sum() == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("given", ["tie.toml", 3, None])
def test_decide_says_what_it_takes(given: Any) -> None:
    with pytest.raises(InputError, match="is no tie"):
        frontfoot.decide(given)
