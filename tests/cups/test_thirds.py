"""The best thirds: what separates those that are level, and who meets whom where no table says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.cups import CupSeason
from frontfoot.cups.standings import Fixtures, Standings, standings
from frontfoot.cups.thirds import _first_pairing, best_thirds
from tests.cups.test_own_cup import CUP, RESULTS


def group(goals_of_the_third: int) -> Standings:
    """A beats B and C by a goal, B beats C by one: C is third, with as many goals as asked for."""
    home, away = np.array([[1], [1], [goals_of_the_third + 1]]), np.array([[0], [0], [goals_of_the_third]])
    fixtures = Fixtures(np.array([0, 0, 1]), np.array([1, 2, 2]), 3)
    return standings(fixtures, home, away, ("points", "difference", "goals"))


def orders(tables: Mapping[str, Standings], seed: int) -> list[int]:
    best = best_thirds(tables, ("points", "difference", "goals"), np.random.default_rng(seed))
    return [int(place) for place in best[0]]


def test_goals_separate_thirds_and_lots_those_that_are_level() -> None:
    tables = {"A": group(1), "B": group(2), "C": group(1)}
    found = [orders(tables, seed) for seed in range(200)]
    assert {tuple(order) for order in found} == {(1, 0, 2), (1, 2, 0)}
    assert 60 < sum(order == [1, 0, 2] for order in found) < 140


def test_without_lots_a_known_order_goes_before_the_first_named() -> None:
    tables = {"A": group(1), "B": group(1), "C": group(2)}
    criteria = ("points", "difference", "goals")
    assert best_thirds(tables, criteria)[0].tolist() == [2, 0, 1]
    assert best_thirds(tables, criteria, preferred={"A": -1, "B": 0})[0].tolist() == [2, 1, 0]


def test_the_first_pairing_is_the_first_of_all_that_the_slots_allow() -> None:
    """Against every order of the groups, tried one after another."""
    slots, letters = ("3ABC", "3BCD", "3ADE", "3CEF"), "ABCDEF"
    number = {letter: place for place, letter in enumerate(letters)}
    for chosen in combinations(letters, 4):
        groups = [number[letter] for letter in chosen]
        allowed = [
            list(order)
            for order in permutations(groups)
            if all(letters[third] in slot for third, slot in zip(order, slots, strict=True))
        ]
        if allowed:
            assert _first_pairing(groups, slots, number) == allowed[0]
        else:
            with pytest.raises(InputError, match="fit no pairing"):
                _first_pairing(groups, slots, number)


@pytest.mark.slow
def test_the_score_after_90_minutes_has_the_goals_to_the_90th(data: Path) -> None:
    """Croatia - Spain, 28 June 2021: 3-3 by goals in the 85th and the 92nd minute, 3-5 after extra time."""
    if not (data / "internationals" / "results.csv").is_file():
        pytest.skip("the international results are not among the data")
    season = CupSeason.read(data, "euro", 2020)
    match = next(one for one in season.matches("R16") if one.clubs == frozenset({"Croatia", "Spain"}))
    assert (match.day, match.leg.home) == (date(2021, 6, 28), "Croatia")
    assert (match.leg.full_time, match.leg.extra_time) == ((3, 3), (3, 5))


def test_a_neutral_ground_of_an_own_cup_is_the_files(tmp_path: Path) -> None:
    lines = RESULTS.splitlines()
    text = "\n".join([f"{lines[0]},neutral", f"{lines[1]},1", f"{lines[2]},0", *(f"{line}," for line in lines[3:])])
    (tmp_path / "lake-cup.csv").write_text(text, encoding="utf-8")
    (tmp_path / "lake-cup.toml").write_text(CUP, encoding="utf-8")
    season = CupSeason.read(tmp_path, str(tmp_path / "lake-cup.toml"), 2026)
    assert [match.leg.home for match in season.phase if match.leg.neutral] == ["Arsenal"]
