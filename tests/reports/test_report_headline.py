"""The headline says what the figures say, and no more."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.match.load import load
from frontfoot.reports import norms
from frontfoot.reports.event_parts import Goal
from frontfoot.reports.figure_parts import Cell
from frontfoot.reports.headline import Facts, goal_counts, headline, outscored, percentages, standfirst

PROBABILITIES = st.lists(st.floats(0.01, 0.99), max_size=7)


@given(PROBABILITIES)
def test_goal_counts_against_enumeration(chances: list[float]) -> None:
    expected = np.zeros(len(chances) + 1)
    for scored in product((0, 1), repeat=len(chances)):
        expected[sum(scored)] += np.prod([p if s else 1 - p for p, s in zip(chances, scored, strict=True)])
    np.testing.assert_allclose(goal_counts(chances), expected, atol=1e-12)


@given(PROBABILITIES, PROBABILITIES)
def test_outscored_is_a_distribution_and_mirrors(home: list[float], away: list[float]) -> None:
    won, level, lost = outscored(home, away)
    assert won + level + lost == pytest.approx(1.0)
    assert (lost, level, won) == pytest.approx(outscored(away, home))


def test_outscored_by_hand() -> None:
    # Home one chance of .5, away none: home wins half of the time. Two even chances: .25, .5, .25.
    assert outscored([0.5], []) == pytest.approx((0.5, 0.5, 0.0))
    assert outscored([0.5], [0.5]) == pytest.approx((0.25, 0.5, 0.25))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(lambda parts: sum(parts) > 0))
def test_percentages_add_up(parts: list[int]) -> None:
    shares = [part / sum(parts) for part in parts]
    wholes = percentages(shares)
    assert sum(wholes) == 100
    assert all(abs(whole - 100 * share) < 1 for whole, share in zip(wholes, shares, strict=True))


def index(value: float, half: float = 0.5) -> Cell:
    return Cell(value=value, low=value - half, high=value + half)


def facts(
    score: tuple[int, int],
    xg: tuple[list[float], list[float]] | None = ([0.1] * 10, [0.1] * 10),
    front_foot: tuple[Cell, Cell] = (index(0.0), index(0.0)),
    shoot_out: tuple[int, int] | None = None,
    goals: tuple[Goal, ...] = (),
    doubtful: bool = False,
) -> Facts:
    ratio = Cell(value=10.0, numerator=200.0, denominator=20.0)
    return Facts("Reds", "Blues", score, shoot_out, goals, xg, front_foot, (ratio, ratio), doubtful)


BETTER_HOME = ([0.3] * 8, [0.05] * 5)
BETTER_AWAY = ([0.05] * 5, [0.3] * 8)


@pytest.mark.parametrize(("standardised", "words"), [(True, "0 being the league average"), (False, "not standardised")])
def test_zero_is_the_average_only_where_there_is_one(standardised: bool, words: str) -> None:
    sentences = standfirst(replace(facts((1, 1)), standardised=standardised))
    assert [sentence for sentence in sentences if sentence.startswith(f"Front-foot index, {words}")]


def test_even_match() -> None:
    assert headline(facts((1, 1))) == "Reds and Blues drew 1–1; the chances and the front foot were about even"


def test_winner_with_the_better_chances() -> None:
    assert headline(facts((2, 0), BETTER_HOME)) == "Reds beat Blues 2–0, with the better chances"


def test_winner_against_the_chances() -> None:
    assert headline(facts((1, 0), BETTER_AWAY)) == "Reds beat Blues 1–0, though Blues had the better chances"


def test_draw_with_one_side_better_in_both() -> None:
    title = headline(facts((0, 0), BETTER_AWAY, (index(-1.0), index(1.0))))
    assert title == "Reds and Blues drew 0–0, though Blues had the better chances and were further on the front foot"


def test_claims_for_different_sides() -> None:
    title = headline(facts((0, 1), BETTER_AWAY, (index(1.0), index(-1.0))))
    assert title == "Blues beat Reds 1–0: Blues had the better chances, Reds were further on the front foot"


def test_a_difference_within_its_interval_is_not_claimed() -> None:
    # Difference .6, intervals of half width .5 each: the difference's own half width is .71.
    assert "front foot" not in headline(facts((2, 0), BETTER_HOME, (index(0.6), index(0.0))))
    assert "front foot" in headline(facts((2, 0), BETTER_HOME, (index(0.8), index(0.0))))


def test_slightly_better() -> None:
    title = headline(facts((1, 0), ([0.1] * 12, [0.1] * 8)))
    assert title == "Reds beat Blues 1–0, with slightly the better chances"


def test_shoot_out_has_a_winner() -> None:
    title = headline(facts((1, 1), shoot_out=(3, 5)))
    assert title.startswith("Reds and Blues drew 1–1, and Blues won the shoot-out 5–3")


def test_without_figures_only_the_result() -> None:
    nothing = (Cell(value=None), Cell(value=None))
    assert headline(facts((1, 0), None, nothing)) == "Reds beat Blues 1–0"


def test_no_shot_by_either_side() -> None:
    assert headline(facts((0, 0), ([], []))).startswith("Reds and Blues drew 0–0")
    assert "no shots worth 0.00" in standfirst(facts((0, 0), ([], [])))[0]


def test_doubtful_record_is_said_first() -> None:
    title = headline(facts((2, 0), BETTER_HOME, doubtful=True))
    assert title == "Reds beat Blues 2–0; the record of this match is in doubt"


def test_own_goals_and_penalties_are_named() -> None:
    def goal(how: Literal["goal", "penalty", "own_goal"]) -> Goal:
        return Goal(side="home", player="A", minute="1'", period=1, seconds=1.0, how=how, score=(1, 0), xg=None)

    sentence = standfirst(facts((3, 0), BETTER_HOME, goals=(goal("own_goal"), goal("penalty"), goal("goal"))))[0]
    assert sentence.endswith("One goal was an own goal and one was a penalty.")


@pytest.mark.parametrize(
    ("provider", "words"), [("wyscout_v3", "0 = league average"), ("opta", "Not standardised for Opta")]
)
def test_the_scale_of_the_index_is_named_beside_it(kloppy_files: Path, provider: str, words: str) -> None:
    match = load(kloppy_files / "wyscout_events_v3.json")
    figures = norms.measures(replace(match, info=replace(match.info, provider=provider)))
    assert next(measure.about for measure in figures if measure.key == "front_foot").startswith(words)
