"""Brackets against enumeration of every course, and the odds of pairings against the tie's own."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.cups import Bracket, BracketTie
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.through import pair_odds
from frontfoot.goals.clock import Clock
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Situation, Tie, outlook, rules

CLUBS = tuple("ABCDEFGH")
ROUNDS = ("QF", "SF", "F")


def tables(draws: int, seed: int = 3) -> dict[str, np.ndarray]:
    generator = np.random.default_rng(seed)
    return {code: generator.uniform(0.05, 0.95, (draws, 8, 8)) for code in ROUNDS}


def courses(table: dict[str, np.ndarray], draw: int) -> list[tuple[float, list[list[tuple[int, int]]], int]]:
    """Every course of the bracket: probability, pairs of every round, champion."""
    found = []
    for course in product((0, 1), repeat=7):
        line, chance, pairs, at = list(range(8)), 1.0, [], 0
        for code in ROUNDS:
            here = [(line[i], line[i + 1]) for i in range(0, len(line), 2)]
            pairs.append(here)
            line = []
            for a, b in here:
                odds = table[code][draw, a, b]
                chance *= odds if course[at] == 0 else 1.0 - odds
                line.append((a, b)[course[at]])
                at += 1
        found.append((chance, pairs, line[0]))
    return found


def test_bracket_is_the_sum_over_every_course() -> None:
    table = tables(3)
    bracket = Bracket.fixed(CLUBS, ROUNDS, table)
    forecast = bracket.forecast()
    champion = dict.fromkeys(CLUBS, 0.0)
    reach = {code: dict.fromkeys(CLUBS, 0.0) for code in ROUNDS}
    met = dict.fromkeys(CLUBS, 0.0)
    for draw in range(3):
        for chance, pairs, won in courses(table, draw):
            champion[CLUBS[won]] += chance / 3
            for code, here in zip(ROUNDS, pairs, strict=True):
                for pair in here:
                    for club in pair:
                        reach[code][CLUBS[club]] += chance / 3
            for a, b in pairs[2]:
                if a == 1:
                    met[CLUBS[b]] += chance / 3
    assert forecast.champion == pytest.approx(champion, abs=1e-12)
    for code in ROUNDS:
        assert forecast.reach(code) == pytest.approx(reach[code], abs=1e-12)
    wanted = {club: odds / reach["F"]["B"] for club, odds in met.items() if odds}
    assert forecast.opponents("B", "F") == pytest.approx(wanted, abs=1e-12)


def test_a_result_taken_as_given_is_conditioning() -> None:
    table = tables(4, seed=5)
    bracket = Bracket.fixed(CLUBS, ROUNDS, table)
    forecast = bracket.forecast({1: "D", 4: "A"})
    champion, whole = dict.fromkeys(CLUBS, 0.0), 0.0
    for draw in range(4):
        for chance, pairs, won in courses(table, draw):
            if 3 in pairs[1][0] and pairs[2][0][0] == 0:
                champion[CLUBS[won]] += chance
                whole += chance
    assert forecast.champion == pytest.approx({club: odds / whole for club, odds in champion.items()}, abs=1e-12)
    # The law of total probability: the two results of a tie, weighed, give the odds without them.
    plain = bracket.forecast()
    odds = plain.winner(1)
    mixed = {
        club: sum(odds[winner] * bracket.forecast({1: winner}).champion[club] for winner in "CD") for club in CLUBS
    }
    assert mixed == pytest.approx(plain.champion, abs=1e-12)


def test_known_odds_of_a_tie_replace_the_table() -> None:
    table = tables(2)
    ties = (BracketTie("SF", "A", "B", np.array([1.0, 0.0])), BracketTie("SF", "C", "D"), BracketTie("F", 0, 1))
    forecast = Bracket(CLUBS, ties, table).forecast()
    assert forecast.reach("F")["A"] == pytest.approx(0.5)
    assert sum(forecast.champion.values()) == pytest.approx(1.0)
    low, high = forecast.interval["A"]
    assert 0.0 < low < high < 1.0


@pytest.mark.parametrize(
    ("ties", "problem"),
    [
        ((BracketTie("SF", "A", "B"), BracketTie("SF", "A", "C"), BracketTie("F", 0, 1)), "A plays in two ties"),
        ((BracketTie("SF", "A", "B"), BracketTie("F", 0, 5)), "later tie"),
        ((BracketTie("SF", "A", "Z"),), "not one of the clubs"),
        ((BracketTie("SF", "A", "B"), BracketTie("SF", "C", "D"), BracketTie("F", 1, "E")), "goes nowhere"),
        ((BracketTie("SF", "A", "B", 1.2),), "outside 0 to 1"),
        ((BracketTie("R16", "A", "B"),), "no odds for the round R16"),
        ((), "no tie"),
    ],
)
def test_brackets_that_cannot_be_played(ties: tuple[BracketTie, ...], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        Bracket(CLUBS, ties, tables(1))


def test_fifteen_sides() -> None:
    with pytest.raises(InputError, match="15 sides") as caught:
        Bracket.fixed([f"club {i}" for i in range(15)], ("R16", "QF", "SF", "F"), {})
    assert "bye" in caught.value.remedy


@pytest.fixture(scope="module")
def four() -> Pairings:
    generator = np.random.default_rng(0)
    attack, defence = generator.normal(0.0, 0.3, (2, 1, 4))
    return Pairings(tuple("ABCD"), attack, defence, np.array([0.25]), 0.27, (), "made up")


@pytest.mark.slow
@pytest.mark.parametrize(("season", "code"), [(2023, "QF"), (2018, "QF"), (2023, "F")])
def test_pairs_have_the_odds_of_their_tie(four: Pairings, season: int, code: str) -> None:
    rule = rules("uel", season, code)
    found = pair_odds(four, rule)[0]
    for a, b in ((0, 1), (1, 0), (2, 3)):
        log = four.level[0]
        half = 0.0 if rule.neutral else four.advantage / 2.0

        def rates(x: int, y: int, log: float = log, half: float = half) -> Rates:
            one = np.exp(log + half + four.attack[0, x] - four.defence[0, y])
            other = np.exp(log - half + four.attack[0, y] - four.defence[0, x])
            return rates_from_expected(one, other, clock=Clock.fitted(season))

        first, second = four.clubs[a], four.clubs[b]
        legs = (Leg(first, second),) if rule.legs == 1 else (Leg(first, second), Leg(second, first))
        given = [rates(a, b)] if rule.legs == 1 else [rates(a, b), rates(b, a)]
        exact = outlook(Tie(rule, legs), Situation(), given).through[first]
        if rule.neutral:
            turned = outlook(Tie(rule, (Leg(second, first),)), Situation(), rates(b, a)).through[first]
            exact = (exact + turned) / 2.0
        assert found[a, b] == pytest.approx(exact, abs=1e-5)
    if rule.neutral:
        assert np.allclose(found + found.T, 1.0)
