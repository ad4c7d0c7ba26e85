"""A cup's and a league's forecast as values made by hand: words, tables, bounds; and matches under way as text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.wording import unseen_below
from frontfoot.cups.bracket import Bracket, BracketTie, TieOdds
from frontfoot.cups.cup import _check_number, _check_texts
from frontfoot.cups.cup_forecast import CupForecast, OddsChange
from frontfoot.cups.forecast import bracket_forecast
from frontfoot.cups.league import LeagueChange, LeagueForecast
from frontfoot.cups.live import Live
from frontfoot.goals.clock import Moment
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import KICK_OFF, Situation

CUP = CupForecast(
    name="UEFA Europa League",
    season=2023,
    day=date(2024, 4, 18),
    rounds=("SF", "F", "champion"),
    reach={
        "SF": {"Ajax": 1.0, "Roma": 1.0, "Lyon": 1.0, "Porto": 1.0},
        "F": {"Ajax": 0.75, "Roma": 1.0, "Lyon": 0.25, "Porto": 0.0},
        "champion": {"Ajax": 0.25, "Roma": 0.75, "Lyon": 0.0},
    },
    interval={"Ajax": (0.125, 0.375), "Roma": (0.625, 0.875), "Lyon": (0.0, 0.0)},
    ties=(),
    opponents={},
    changes=(OddsChange("Ajax win", "Ajax", 0.5, {"champion": 0.5}, simulations=50),),
    simulations=100,
    known="strengths of 2024-04-16",
    assumed=(),
    certain=frozenset({("F", "Roma")}),
    out=frozenset({("F", "Porto"), ("champion", "Porto")}),
)


def cells(page: str) -> list[str]:
    return [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", page)]


def test_clubs_stand_by_the_title_and_rounds_open_for_anyone_are_shown() -> None:
    assert CUP.codes == ("F", "champion")
    assert CUP.clubs == ("Roma", "Ajax", "Lyon", "Porto")
    assert CUP.champion == {"Ajax": 0.25, "Roma": 0.75, "Lyon": 0.0}
    level = {"A": 0.5, "B": 0.5, "C": 0.0}
    reach = {"SF": {"A": 1.0, "B": 0.5, "C": 0.5}, "F": {"A": 0.5, "B": 0.75, "C": 0.75}, "champion": level}
    assert replace(CUP, reach=reach).clubs == ("B", "A", "C")


def test_shares_of_simulations_that_are_neither_sure_nor_out_are_bounds() -> None:
    assert CUP.bounded == {
        "Ajax": ("SF",),
        "Roma": ("SF",),
        "Lyon": ("SF", "champion"),
        "Porto": ("SF",),
    }
    assert replace(CUP, simulations=0).bounded == {}
    # 1 - .05^(1/100) is .0295.
    assert CUP.odds_words("champion", "Lyon") == "<3%"
    assert CUP.odds_words("SF", "Lyon") == ">97%"
    assert CUP.odds_words("F", "Roma") == "100%"
    assert CUP.odds_words("F", "Porto") == CUP.odds_words("champion", "Porto") == "–"
    assert CUP.odds_words("F", "Ajax") == "75.0%"
    assert replace(CUP, simulations=0).odds_words("champion", "Lyon") == "–"


def test_the_table_of_a_cup() -> None:
    table = CUP.to_polars()
    assert table.columns == ["club", "SF", "F", "champion", "champion_low", "champion_high", "bounded", "unseen_below"]
    assert table.row(0) == ("Roma", 1.0, 1.0, 0.75, 0.625, 0.875, "SF", round(unseen_below(100), 6))
    assert table.row(2)[1:7] == (1.0, 0.25, 0.0, 0.0, 0.0, "SF champion")
    assert table.row(3)[1:7] == (1.0, 0.0, 0.0, None, None, "SF")
    exact = replace(CUP, simulations=0, interval={}).to_polars()
    assert exact["unseen_below"].to_list() == [None] * 4
    assert exact["champion_low"].to_list() == [None] * 4
    precise = replace(CUP, reach={**CUP.reach, "F": {**CUP.reach["F"], "Ajax": 0.7500000000004}})
    assert precise.to_polars()["F"][1] == 0.75


def test_the_card_of_a_cup() -> None:
    found = cells(CUP._repr_html_())
    assert found[:4] == ["", "Final", "Champion", "90% interval"]
    assert found[4:8] == ["Roma", "100%", "75.0%", "62 to 88%"]
    assert found[8:12] == ["Ajax", "75.0%", "25.0%", "12 to 38%"]
    assert found[12:16] == ["Lyon", "25.0%", "&lt;3%", ""]
    assert found[16:20] == ["Porto", "–", "–", ""]
    assert found[20:] == ["", "chance", "champion then", "Ajax win", "50.0%", "50.0%"]
    page = CUP._repr_html_()
    assert "UEFA Europa League 2023/24, morning of 18 April 2024" in page
    assert "100 simulations; strengths of 2024-04-16." in page
    plain = replace(CUP, simulations=0, interval={}, changes=())._repr_html_()
    assert cells(plain)[:3] == ["", "Final", "Champion"]
    assert len(cells(plain)) == 15
    assert "Exact odds; strengths" in plain
    assert repr(CUP) == "<CupForecast: UEFA Europa League 2023/24 on 2024-04-18, Roma 75.0%>"


def test_a_draw_to_come_is_said_where_there_is_no_bracket() -> None:
    assert "from the semi-final on" in CUP.later_draw
    known: Any = (None, 0.5)
    assert "from the final on" in replace(CUP, ties=(known,)).later_draw
    assert replace(CUP, rounds=("F", "champion")).later_draw == ""
    tie = TieOdds("F", "Ajax", "Roma", ({"Ajax": 1.0}, {"Roma": 1.0}), {"Ajax": 0.5, "Roma": 0.5})
    assert replace(CUP, bracket=(tie,)).later_draw == ""


def test_a_bracket_of_ones_own_in_the_form_of_a_cup() -> None:
    ties = (BracketTie("SF", "A", "B", 0.25), BracketTie("F", 0, "C", None))
    import numpy as np

    bracket = Bracket(("A", "B", "C"), ties, {"F": np.full((3, 3), 0.5)})
    found = bracket_forecast(bracket, "Cup", 2024, date(2024, 5, 1), known="made up")
    assert found.rounds == ("SF", "F", "champion")
    assert found.reach["F"] == {"A": 0.25, "B": 0.75, "C": 1.0}
    assert found.champion == {"A": 0.125, "B": 0.375, "C": 0.5}
    assert (found.simulations, found.known, found.interval, found.ties) == (0, "made up", {}, ())
    assert [tie.round for tie in found.bracket] == ["SF", "F"]


LEAGUE = LeagueForecast(
    name="Premier League",
    season=2023,
    day=date(2024, 5, 1),
    clubs=("Arsenal", "Chelsea", "Everton"),
    places={"Arsenal": (0.75, 0.25, 0.0), "Chelsea": (0.25, 0.75, 0.0), "Everton": (0.0, 0.0, 1.0)},
    zones={
        "title": {"Arsenal": 0.75, "Chelsea": 0.25, "Everton": 0.0},
        "Europa League": {"Arsenal": 1.0, "Chelsea": 1.0, "Everton": 0.0},
    },
    points={"Arsenal": 80.4, "Chelsea": 79.5, "Everton": 40.0},
    points_interval={"Arsenal": (78, 83), "Chelsea": (77, 82), "Everton": (40, 40)},
    changes=(),
    certain=frozenset({("Europa League", "Arsenal"), ("title", "Everton")}),
    possible={"Arsenal": (1, 2), "Chelsea": (1, 3), "Everton": (2, 3)},
    simulations=100,
    known="made up",
    assumed=(),
    strengths=None,
)


def test_a_league_as_a_table() -> None:
    table = LEAGUE.to_polars()
    assert table.columns == [
        *("club", "points", "points_low", "points_high", "title", "Europa_League", "place_1", "place_2", "place_3"),
        *("bounded", "unseen_below"),
    ]
    assert table.row(1)[:9] == ("Chelsea", 79.5, 77.0, 82.0, 0.25, 1.0, 0.25, 0.75, 0.0)
    assert table["bounded"].to_list() == ["", "Europa_League place_3", "Europa_League place_2 place_3"]
    assert table["unseen_below"].to_list() == [round(unseen_below(100), 6)] * 3
    assert LEAGUE.bounded == {
        "Chelsea": ("Europa League", "place 3"),
        "Everton": ("Europa League", "place 2", "place 3"),
    }
    over = replace(LEAGUE, simulations=0)
    assert over.bounded == {}
    assert over.to_polars()["unseen_below"].to_list() == [None] * 3
    # A place that is certain is no bound.
    sure = replace(LEAGUE, possible={**LEAGUE.possible, "Everton": (3, 3)})
    assert sure.bounded["Everton"] == ("Europa League",)


def test_a_league_in_words() -> None:
    assert repr(LEAGUE) == "<LeagueForecast: Premier League 2023/24 on 2024-05-01, Arsenal 75.0%>"
    assert LEAGUE.champion == {"Arsenal": 0.75, "Chelsea": 0.25, "Everton": 0.0}
    assert [LEAGUE.odds_words("Europa League", club) for club in LEAGUE.clubs] == ["100%", ">97%", "<3%"]
    assert [LEAGUE.odds_words("title", club) for club in LEAGUE.clubs] == ["75.0%", "25.0%", "–"]
    nearly = {**LEAGUE.zones, "title": {"Arsenal": 0.75, "Chelsea": 0.25, "Everton": 0.25}}
    assert replace(LEAGUE, zones=nearly).odds_words("title", "Everton") == "–"
    found = cells(LEAGUE._repr_html_())
    assert found[:5] == ["", "title", "Europa League", "points", "90%"]
    assert found[5:10] == ["Arsenal", "75.0%", "100%", "80", "78-83"]
    assert "100 simulations; made up." in LEAGUE._repr_html_()
    assert "The league is over; made up." in replace(LEAGUE, simulations=0)._repr_html_()


def test_a_change_in_words() -> None:
    change = LeagueChange("Arsenal", "Chelsea", "home", 0.5, "Arsenal", "title", 0.5, 1.0)
    assert change.words == "Arsenal beat Chelsea"
    assert replace(change, result="away").words == "Chelsea beat Arsenal"
    assert replace(change, result="draw").words == "Arsenal and Chelsea draw"
    # Of 100 simulations 50 had the result: none of 50 is below 1 - .05^(1/50) = 5.8%.
    assert change.shares(100) == ("50.0%", ">94%")
    assert replace(change, after=0.0).shares(100) == ("50.0%", "<6%")
    assert replace(change, probability=0.001, after=0.5).shares(100) == ("0.1%", "50.0%")
    assert replace(change, probability=0.001, after=1.0).shares(100)[1] == ">5%"


CLUBS = ("Atalanta", "Liverpool", "Milan", "Roma")


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("Atalanta 0-1 Liverpool @ 60", Live("Atalanta", "Liverpool", Moment(2, 900.0), (0, 1))),
        ("Atalanta 0 : 1 Liverpool @ 45+2", Live("Atalanta", "Liverpool", Moment(1, 2820.0), (0, 1))),
        ("Milan 10-2 Roma @HT", Live("Milan", "Roma", Moment(2, 0.0), (10, 2))),
        ("Milan 1-2 Roma @ 80, men 10-9", Live("Milan", "Roma", Moment(2, 2100.0), (1, 2), (10, 9))),
        ("Milan 1-2 Roma @ 90+1, stoppage 6", Live("Milan", "Roma", Moment(2, 2760.0), (1, 2), announced=6)),
        (
            "Milan 1-2 Roma @ 90+1, stoppage 6, men 11:10",
            Live("Milan", "Roma", Moment(2, 2760.0), (1, 2), (11, 10), announced=6),
        ),
        (
            "Milan 1-1 Roma @ kicks xx-:x-x",
            Live("Milan", "Roma", KICK_OFF, (1, 1), shoot_out=ShootOut((2, 2), (3, 3), home_next=True)),
        ),
        (
            "Milan 1-1 Roma @ kicks x:xx",
            Live("Milan", "Roma", KICK_OFF, (1, 1), shoot_out=ShootOut((1, 2), (1, 2), home_next=True)),
        ),
        (
            "Milan 1-1 Roma @ kicks xx:x",
            Live("Milan", "Roma", KICK_OFF, (1, 1), shoot_out=ShootOut((2, 1), (2, 1), home_next=False)),
        ),
    ],
)
def test_matches_under_way_as_text(text: str, live: Live) -> None:
    assert Live.parse(text, CLUBS) == live
    expected = Situation(2, live.moment, live.score, live.men, live.shoot_out, live.announced)
    assert live.situation(2) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Atalanta 0-1 Liverpool", "'Atalanta 0-1 Liverpool' is not a match under way"),
        ("Atalanta Liverpool @ 60", "'Atalanta Liverpool @ 60' is not a match under way"),
        ("Milan 1-2 Roma @ 80, rain", "'rain' is not understood in 'Milan 1-2 Roma @ 80, rain'"),
        ("Milan 1-2 Roma @ 80, stoppage x", "'stoppage x' is not understood in"),
        ("Milan 1-2 Roma @ 80, men 10", "'10' are not two numbers in"),
        ("Milan 1-2 Roma @ 80, men 10-9-8", "'10-9-8' are not two numbers in"),
        ("Milan 1-2 Roma @ 80, men x-9", "'x-9' are not two numbers in"),
        ("Milan 1-1 Roma @ kicks xx", "'kicks xx' is not a shoot-out"),
        ("Milan 1-1 Roma @ kicks x:x:x", "'kicks x:x:x' is not a shoot-out"),
        ("Milan 1-1 Roma @ kicks x:x, stoppage 3", "'kicks x:x' is not a shoot-out"),
        ("Milan 500-1 Roma @ 60", "(500, 1) is not a score"),
    ],
)
def test_what_is_no_match_under_way(text: str, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        Live.parse(text, CLUBS)
    assert refused.value.problem.startswith(problem)
    assert refused.value.place == "live"
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("name", "number", "least", "problem"),
    [
        ("draws", -1, 0, "-1 cannot be the number of draws"),
        ("simulations", 0, 1, "0 cannot be the number of simulations"),
        ("seed", True, 0, "True cannot be the seed"),
        ("seed", 1.0, 0, "1.0 cannot be the seed"),
        ("seed", "1", 0, "'1' cannot be the seed"),
    ],
)
def test_numbers_that_cannot_be(name: str, number: object, least: int, problem: str) -> None:
    _check_number(name, least, least)
    with pytest.raises(InputError) as refused:
        _check_number(name, number, least)
    assert (refused.value.problem, refused.value.place) == (problem, name)
    assert refused.value.remedy == f"Give a whole number, {least} or more"


def test_lists_of_texts() -> None:
    _check_texts("live", ["a"], "Matches under way", "x")
    _check_texts("live", (), "Matches under way", "x")
    for texts, problem, remedy in (
        ("a", "Matches under way are a list", "Write live=['a']"),
        ([1], "Matches under way are a list of texts", 'Write live=["x"]'),
        (7, "Matches under way are a list of texts", 'Write live=["x"]'),
    ):
        with pytest.raises(InputError) as refused:
            _check_texts("live", texts, "Matches under way", "x")  # type: ignore[arg-type]
        assert (refused.value.problem, refused.value.place, refused.value.remedy) == (problem, "live", remedy)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"competition": 7}, "competition"),
        ({"data": 7}, "data"),
        ({"results": 7}, "results"),
        ({"draws": -1}, "draws"),
        ({"simulations": 0}, "simulations"),
        ({"seed": -1}, "seed"),
        ({"live": "x"}, "live"),
        ({"what_if": [1]}, "what_if"),
    ],
)
def test_arguments_of_a_cup_that_cannot_be(more: dict[str, Any], place: str) -> None:
    import frontfoot

    arguments: dict[str, Any] = {"competition": "uel", "season": 2023, "date": "2024-04-18", **more}
    with pytest.raises(InputError) as refused:
        frontfoot.cup(**arguments)
    assert refused.value.place == place
