"""The arguments of `frontfoot.tie`: each refusal by itself, and sides, grounds and rates turned with the venue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub
from frontfoot.goals.clock import Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.market import MatchOdds, rates_of_odds
from frontfoot.ties.leg import Leg
from frontfoot.ties.pairing import season_clock
from frontfoot.ties.question import TieQuestion, built_tie, standing
from frontfoot.ties.rulebook import Rules, Step, rules
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation

UEL: dict[str, Any] = {"competition": "uel", "season": 2023, "round": "QF", "rates": (1.6, 1.1), "first_leg": (3, 0)}


def asked(**more: Any) -> Any:
    arguments = {name: value for name, value in (UEL | more).items() if value is not ...}
    return frontfoot.tie("Atalanta", "Liverpool", **arguments)


@pytest.mark.parametrize(
    ("more", "problem", "place", "remedy"),
    [
        ({"competition": ...}, "No competition is named", "competition", "Name it: uel, say"),
        ({"competition": 7}, "7 is no text", "competition", 'Write competition="uel"'),
        ({"round": 16}, "16 is no text", "round", 'Write round="QF"'),
        ({"kicks": 7}, "7 is no text", "kicks", 'Write kicks="xx-:x-x", first club first'),
        ({"rates": 1.0}, "1.0 is not 2 numbers", "rates", "Write rates=(1.4, 1.7)"),
        ({"rates": (1.0,)}, "(1.0,) is not 2 numbers", "rates", "Write rates=(1.4, 1.7)"),
        ({"rates": (1.0, True)}, "(1.0, True) is not 2 numbers", "rates", "Write rates=(1.4, 1.7)"),
        ({"rates": "12"}, "'12' is not 2 numbers", "rates", "Write rates=(1.4, 1.7)"),
        (
            {"rates_second_leg": (1, "x")},
            "(1, 'x') is not 2 numbers",
            "rates_second_leg",
            "Write rates_second_leg=(1.4",
        ),
        ({"odds": (2.0, 3.0)}, "(2.0, 3.0) is not 3 numbers", "odds", "Write odds=(4.2, 3.9, 1.8)"),
        ({"over_under": (2.5,)}, "(2.5,) is not 3 numbers", "over_under", "Write over_under=(2.5, 1.9, 1.9)"),
        ({"date": 20240418}, "20240418 is not a date", "date", 'Write date="2024-04-18"'),
        ({"odds": (2.0, 3.0, 4.0)}, "Both rates and odds are given", "rates, odds", "Leave one of them out"),
        (
            {"over_under": (2.5, 1.9, 1.9)},
            "Over and under alone do not tell the sides apart",
            "over_under",
            "Add odds",
        ),
        ({"date": "2024-04-18"}, "With rates given no strengths are looked up", "date", "Leave it out"),
        ({"data": "x"}, "With rates given no strengths are looked up", "data", "Leave it out"),
        (
            {"rates": ..., "odds": (2.0, 3.0, 4.0), "date": "2024-04-18"},
            "With odds given no strengths are looked up",
            "date",
            "Leave it out",
        ),
        ({"results": 7}, "7 names no file", "results", "Give a CSV file, a folder, or a table"),
        ({"data": 7, "rates": ...}, "7 is no path", "data", "Name a folder"),
        ({"at": "moon"}, "'moon' is no place to play at", "at", "Write home, away or neutral"),
        ({"round": "F"}, "This tie is a single match (One match at a neutral ground; if ", "first_leg", "Leave it out"),
        ({"kicks": "xx"}, "'xx' is not a shoot-out", "kicks", "Write xx-:x-x, first club first"),
        ({"kicks": "x:x:x"}, "'x:x:x' is not a shoot-out", "kicks", "Write xx-:x-x, first club first"),
        (
            {"stoppage": 4},
            "Stoppage is announced while a half is played",
            "stoppage",
            "Add the minute, or leave it out",
        ),
        (
            {"stoppage": 4, "minute": 60, "kicks": "x:x", "first_leg": (0, 0)},
            "Stoppage is announced while a half is played",
            "stoppage",
            "Add the minute, or leave it out",
        ),
        ({"score": (1,)}, "(1,) is not a score", "score", "Give two whole numbers"),
        ({"men": (1,)}, "(1,) is not a number of men", "men", "Give two whole numbers"),
        ({"first_leg": (1, -1)}, "(1, -1) is not a score", "first_leg", "Give two whole numbers"),
        (
            {"rates_second_leg": (1.0, 1.0)},
            "Only one match is left",
            "rates_second_leg",
            "Leave it out",
        ),
        (
            {"first_leg": ..., "rates": ..., "rates_second_leg": (1.0, 1.0)},
            "The rates of the match under way are not given",
            "rates_second_leg",
            "Add its rates",
        ),
        (
            {"first_leg": ...},
            "With both legs to play the rates of the second leg are needed too",
            "rates",
            "Add those of the second leg",
        ),
        ({"competition": "euro", "season": ..., "first_leg": ...}, "No season is named", "season", "Name the year"),
        ({"series": (1, 0)}, "This is no series", "series", "Leave it out"),
    ],
)
def test_what_cannot_be_asked(more: dict[str, Any], problem: str, place: str, remedy: str) -> None:
    with pytest.raises(InputError) as refused:
        asked(**more)
    assert refused.value.problem.startswith(problem)
    assert refused.value.place == place
    assert refused.value.remedy.startswith(remedy)


def test_names_that_cannot_be() -> None:
    with pytest.raises(InputError) as same:
        frontfoot.tie("Atalanta", "Atalanta", **UEL)
    assert (same.value.problem, same.value.place) == ("Atalanta cannot play itself", "clubs")
    with pytest.raises(InputError) as number:
        frontfoot.tie("Atalanta", 7, **UEL)  # type: ignore[arg-type]
    assert (number.value.problem, number.value.place) == ("7 is no club", "clubs")
    with pytest.raises(UnknownClub):
        frontfoot.tie("Atalnta", "Liverpool", **UEL)
    own: dict[str, Any] = {"competition": "efl-cup", "season": 2023, "round": "QF"}
    assert frontfoot.tie("Atlantis", "Liverpool", **own, rates=(1.0, 1.0)).clubs == ("Atlantis", "Liverpool")
    with pytest.raises(InputError) as unknown:
        frontfoot.tie("Atlantis", "Liverpool", **own)
    assert unknown.value.problem == "Of 'Atlantis' no strength is known"
    assert unknown.value.place == "EFL Cup, clubs"
    assert "its league's results, odds, or rates, the expected goals of both" in unknown.value.remedy


def test_a_file_says_all_but_the_minute(tmp_path: Path) -> None:
    path = tmp_path / "tie.toml"
    goal = '[[leg.event]]\nminute = 7\nkind = "goal"\nclub = "Liverpool"\n'
    legs = (
        '[[leg]]\nhome = "Liverpool"\naway = "Atalanta"\nscore = [0, 3]\nrates = [1.4, 1.5]\n'
        '[[leg]]\nhome = "Atalanta"\naway = "Liverpool"\nrates = [1.6, 1.1]\n'
    )
    path.write_text(f'competition = "uel"\nseason = 2023\nround = "QF"\n{legs}{goal}', encoding="utf-8")
    placed = frontfoot.tie(path, minute=60)
    assert placed.situation == Situation(2, Moment(2, 900.0), (0, 1))
    assert frontfoot.tie(path, minute="6:59").situation.score == (0, 0)
    assert placed.outlook.through["Atalanta"] == pytest.approx(
        asked(minute=60, score=(0, 1)).outlook.through["Atalanta"], abs=1e-12
    )
    assert (placed.clubs, placed.decider, placed.taken) == (("Atalanta", "Liverpool"), None, "")
    assert placed.known.words == "rates as given in the file"
    for arguments, problem, place in (
        ({}, "A tie file needs a minute to ask about", "minute"),
        ({"minute": 60, "season": 2023, "round": "QF"}, "A tie file says this itself", "season, round"),
    ):
        with pytest.raises(InputError) as refused:
            frontfoot.tie(path, **arguments)  # type: ignore[arg-type]
        assert (refused.value.problem, refused.value.place) == (problem, place)
    with pytest.raises(InputError) as missing:
        frontfoot.tie(tmp_path / "none.toml", minute=60)
    assert missing.value.problem.endswith("is not a file, and only one club is named")
    path.write_text(f'competition = "uel"\nseason = 2023\nround = "QF"\n{legs}', encoding="utf-8")
    with pytest.raises(InputError) as scores:
        frontfoot.tie(_played(path), minute=60)
    assert scores.value.problem == "The file has the score of leg 2, and does not tell when its goals fell"
    assert scores.value.place == str(path)


def _played(path: Path) -> Path:
    path.write_text(path.read_text(encoding="utf-8").replace("[1.6, 1.1]", "[1.6, 1.1]\nscore = [0, 1]"))
    return path


def test_the_same_tie_from_home_and_away() -> None:
    """At home with 3-0 from the first leg, and the other side's question about the same evening."""
    home = asked(minute=60, score=(0, 1), men=(10, 11))
    turned = frontfoot.tie(
        *("Liverpool", "Atalanta"),
        **{**UEL, "at": "away", "first_leg": (0, 3), "rates": (1.1, 1.6)},
        minute=60,
        score=(1, 0),
        men=(11, 10),
    )
    assert home.situation == turned.situation == Situation(2, Moment(2, 900.0), (0, 1), (10, 11))
    assert home.tie == turned.tie
    assert home.tie.legs[0].full_time == (0, 3)
    assert (home.clubs, turned.clubs) == (("Atalanta", "Liverpool"), ("Liverpool", "Atalanta"))
    assert home.outlook.through == turned.outlook.through
    assert home.sentence.startswith("Atalanta had ")
    assert turned.sentence.startswith("Liverpool had ")
    assert home.rates[0] is None
    both = asked(first_leg=..., rates_second_leg=(1.2, 1.5))
    # The second leg's rates are given first club first, and there it is away.
    one, other = both.rates
    clock = season_clock(both.tie.rules)
    assert float(one.home) == pytest.approx(float(rates_from_expected(1.6, 1.1, clock=clock).home))
    assert float(other.home) == pytest.approx(float(rates_from_expected(1.5, 1.2, clock=clock).home))
    assert float(other.away) == pytest.approx(float(rates_from_expected(1.5, 1.2, clock=clock).away))
    away = asked(first_leg=..., at="away", rates_second_leg=(1.2, 1.5)).rates
    assert float(away[0].home) == pytest.approx(float(rates_from_expected(1.1, 1.6, clock=clock).home))
    assert float(away[1].home) == pytest.approx(float(rates_from_expected(1.2, 1.5, clock=clock).home))


def test_odds_are_those_of_the_first_club() -> None:
    prices = (1.5, 4.5, 7.0)
    expected = rates_of_odds(MatchOdds(*prices))
    for at, home, away in (("home", expected.home, expected.away), ("away", expected.away, expected.home)):
        rates = asked(rates=..., odds=prices, at=at).rates[1]
        assert rates.home.shape == (1000,)
        assert float(np.median(rates.home)) == pytest.approx(float(home), rel=0.05)
        assert float(np.median(rates.away)) == pytest.approx(float(away), rel=0.05)
    two = asked(rates=..., odds=prices, first_leg=..., rates_second_leg=(1.2, 1.5)).rates
    clock = season_clock(rules("uel", 2023, "QF"))
    assert float(two[1].home) == pytest.approx(float(rates_from_expected(1.5, 1.2, clock=clock).home))


@pytest.mark.parametrize(
    ("at", "kicks", "swapped", "state"),
    [
        ("home", "xx-:x-", False, ShootOut((2, 1), (3, 2), home_next=False)),
        ("home", "x-:xx-", False, ShootOut((1, 2), (2, 3), home_next=True)),
        ("away", "xx-:x-", True, ShootOut((1, 2), (2, 3), home_next=True)),
        ("home", "x:x", False, ShootOut((1, 1), (1, 1), home_next=True)),
        ("away", "x:x", True, ShootOut((1, 1), (1, 1), home_next=False)),
    ],
)
def test_the_club_with_more_kicks_began_and_else_the_first(at: Any, kicks: str, swapped: bool, state: ShootOut) -> None:
    rule = Rules(2, (Step.EXTRA_TIME, Step.SHOOT_OUT))
    built, turned = built_tie(("A", "B"), rule, (1, 1), at)
    assert turned == swapped
    assert standing(built, TieQuestion(kicks=kicks), leg=2, swapped=turned).shoot_out == state


@pytest.mark.parametrize(
    ("legs", "first_leg", "at", "expected", "swapped"),
    [
        (1, None, None, (Leg("A", "B"),), False),
        (1, None, "away", (Leg("B", "A"),), True),
        (1, None, "neutral", (Leg("A", "B", neutral=True),), False),
        (2, None, None, (Leg("A", "B"), Leg("B", "A")), False),
        (2, None, "away", (Leg("B", "A"), Leg("A", "B")), True),
        (2, (3, 1), None, (Leg("B", "A", (1, 3)), Leg("A", "B")), False),
        (2, (3, 1), "away", (Leg("A", "B", (3, 1)), Leg("B", "A")), True),
    ],
)
def test_the_matches_of_a_tie(legs: int, first_leg: Any, at: Any, expected: Any, swapped: bool) -> None:
    built, turned = built_tie(("A", "B"), Rules(legs, (Step.SHOOT_OUT,)), first_leg, at)
    assert (built.legs, turned) == (expected, swapped)
    final = built_tie(("A", "B"), Rules(1, (Step.SHOOT_OUT,), neutral=True), None, None)[0]
    assert final.legs == (Leg("A", "B", neutral=True),)


def test_a_placed_tie_in_words() -> None:
    now = asked(minute=60, score=(0, 1), men=(10, 11))
    assert repr(now) == f"<PlacedTie: {now.sentence}>"
    page = now._repr_html_()
    assert "Atalanta 0-1 Liverpool, 60&#x27;" in page or "Atalanta 0-1 Liverpool, 60'" in page
    assert "Rates as given" in page
    assert "Atalanta - Liverpool, before kick-off" in asked()._repr_html_()
    kicks = asked(first_leg=(0, 0), kicks="x:x", score=(0, 0))._repr_html_()
    assert "Atalanta 0-0 Liverpool, shoot-out" in kicks or "before kick-off" in kicks
    assert now.to_polars()["club"].to_list() == ["Atalanta", "Liverpool"]
    assert (now.taken, now.season_of, now.decider, now.series, now.series_odds) == ("", None, "Atalanta", None, None)
    assert asked(round=...).taken == "every round but the final"
