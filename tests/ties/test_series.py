"""A series, against all its courses counted one by one, and the rules of files of one's own."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import frontfoot
from frontfoot.cli.app import build
from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.core.season import season_year
from frontfoot.ties.rulebook import rounds_alike, rules
from frontfoot.ties.series import series_odds


@pytest.mark.parametrize("wins", [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_a_series_is_the_sum_over_all_courses_of_it(wins: tuple[int, int]) -> None:
    odds = [0.62, 0.41, 0.55][: 3 - sum(wins)]
    total = 0.0
    # Matches after the decision change nothing: all of them may be played.
    for course in product((True, False), repeat=len(odds)):
        share = 1.0
        for won, chance in zip(course, odds, strict=True):
            share *= chance if won else 1.0 - chance
        total += share * (wins[0] + sum(course) >= 2)
    assert series_odds(odds, wins, 3) == pytest.approx(total, abs=1e-12)


def test_a_series_that_is_over_is_refused() -> None:
    with pytest.raises(InputError):
        series_odds([0.5], (2, 0), 3)


@pytest.mark.parametrize(
    ("competition", "season", "name", "legs", "steps"),
    [
        ("efl-play-offs", "2021/22", "SF", 2, ("extra time", "shoot-out")),
        ("nations-league", 2024, "QF", 2, ("extra time", "shoot-out")),
        ("efl-cup", 2024, "QF", 1, ("shoot-out",)),
        ("ucl", 2018, "Preliminary round", 1, ("extra time", "shoot-out")),
        ("ucl", 2022, "Preliminary round", 1, ("extra time", "shoot-out")),
        ("cwc", 1970, "QF", 2, ("away goals", "extra time", "replay", "extra time", "shoot-out")),
        ("cwc", 1969, "SF", 2, ("away goals", "extra time", "replay", "extra time", "toss")),
        ("fairs", 1963, "F", 1, ("extra time", "replay")),
        ("mls", 2024, "R1", 1, ("shoot-out",)),
        ("relegation-germany", 2024, None, 2, ("extra time", "shoot-out")),
        ("copa-america", 2024, "QF", 1, ("shoot-out",)),
        ("copa-america", 2024, "F", 1, ("extra time", "shoot-out")),
    ],
)
def test_rules_by_round(
    competition: str, season: int | str, name: str | None, legs: int, steps: tuple[str, ...]
) -> None:
    rule = rules(competition, season, name)
    assert (rule.legs, tuple(map(str, rule.steps))) == (legs, steps)


@pytest.mark.parametrize(("text", "year"), [("2026", 2026), ("2026/27", 2026), ("26/27", 2026), ("1999-2000", 1999)])
def test_seasons_are_read_as_people_write_them(text: str, year: int) -> None:
    assert season_year(text) == year


@pytest.mark.parametrize("text", ["26", "2026/28", "next", "", "2026/27/28", "12", True])
def test_what_is_no_season_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        season_year(text)


def test_titles_and_rounds_taken() -> None:
    assert rules("euro", 2016, "F").title == "UEFA European Championship 2016"
    assert rules("uel", 2023, "F").title == "UEFA Europa League 2023/24"
    assert rounds_alike(rules("uel", 2023), "uel") == "every round but the final"
    assert rounds_alike(rules("uel", 2023, "QF"), "uel") == ""


OWN = """
name = "Office Cup"

[[rule]]
legs = 2
steps = ["away goals", "shoot-out"]

[[rule]]
rounds = ["F"]
legs = 1
neutral = true
steps = ["extra time", "shoot-out"]
"""


def test_a_competition_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "my-cup.toml"
    path.write_text(OWN, encoding="utf-8")
    assert rules(str(path), 2026, "QF").away_goals
    final = rules(str(path), "2026/27", "Final")
    assert (final.title, final.legs, final.neutral) == ("Office Cup 2026/27", 1, True)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ('name = "Office Cup"->', "my-cup.toml"),
        ("legs = 2->legs = 3", "rule 1, legs"),
        ("legs = 2->leg = 2", "rule 1"),
        ('"away goals", "shoot-out"->"away gaols"', "rule 1, steps"),
        ('rounds = ["F"]->rounds = ["Finale grande"]', "rule 2, rounds"),
        ("neutral = true->neutral = 1", "rule 2"),
        ("legs = 1->legs = 1\nfrom = 2030\nto = 2020", "rule 2"),
        ("[[rule]]->[[rules]]", "my-cup.toml"),
        ("legs = 2->legs = = 2", "my-cup.toml"),
    ],
)
def test_a_mistake_in_it_is_named_with_its_place(tmp_path: Path, change: str, place: str) -> None:
    path = tmp_path / "my-cup.toml"
    before, after = change.split("->")
    path.write_text(OWN.replace(before, after), encoding="utf-8")
    with pytest.raises(FrontfootError) as caught:
        rules(str(path), 2026, "QF")
    assert place in caught.value.place
    assert caught.value.remedy


@pytest.mark.parametrize("won", [None, (1, 0), (0, 1), (1, 1)])
def test_the_library_has_the_series_of_the_command(won: tuple[int, int] | None) -> None:
    clubs, odds = ("LA Galaxy", "Seattle Sounders"), (2.0, 3.4, 3.6)
    for at in ("home", "away"):
        place = frontfoot.tie(*clubs, competition="mls-cup", season=2025, round="R1", odds=odds, series=won, at=at)
        arguments = [
            "tie",
            *clubs,
            "--competition",
            "mls-cup",
            "--season",
            "2025",
            "--round",
            "R1",
            "--at",
            at,
            "--json",
        ]
        arguments += ["--json", "--odds", *map(str, odds)] + ([] if won is None else ["--series", f"{won[0]}-{won[1]}"])
        entries = json.loads(CliRunner().invoke(build(), arguments).stdout)["series"]
        assert place.series_odds == pytest.approx(entries["odds"], abs=1e-12)
        assert list(place.series or ()) == entries["won"]
        assert sum(entries["odds"].values()) == pytest.approx(1.0)
        if won == (1, 1):
            assert place.series_odds == pytest.approx(place.outlook.through, abs=1e-12)
        if won == (1, 0):
            assert entries["odds"][clubs[0]] > place.outlook.through[clubs[0]]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"series": (2, 0)}, "series"),
        ({"series": (-1, 0)}, "series"),
        ({"series": "1-0"}, "series"),
        ({"series": (1,)}, "series"),
        ({"round": "QF", "series": (1, 0)}, "series"),
    ],
)
def test_a_series_that_cannot_be_is_refused(more: dict[str, Any], place: str) -> None:
    arguments = {"competition": "mls-cup", "season": 2025, "round": "R1", "rates": (1.4, 1.2), **more}
    with pytest.raises(InputError) as refused:
        frontfoot.tie("LA Galaxy", "Seattle Sounders", **arguments)
    assert refused.value.place == place
    assert frontfoot.tie("Milan", "Roma", competition="uel", season=2023, round="F", rates=(1, 1)).series_odds is None
