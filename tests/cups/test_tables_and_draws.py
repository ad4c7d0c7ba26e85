"""Draws, thirds, fixed pairs and tables at their limits, each against plain counting on made input."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.wording import unseen_below
from frontfoot.cups import competition_format
from frontfoot.cups.draw import allowed_pairs, check_draw, draw_probabilities, sample_draw
from frontfoot.cups.fixed import check_pairs, slot_columns
from frontfoot.cups.format import BestThirds, CupFormat, Round
from frontfoot.cups.phase import sample_scores
from frontfoot.cups.simulated_odds import SimulatedOdds
from frontfoot.cups.standings import Fixtures, standings
from frontfoot.cups.thirds import best_thirds, check_thirds, third_slots, thirds_by_slot
from tests.cups.test_cup_standings import PAIRS, _sets, plain_order
from tests.cups.test_thirds import group

HOME, AWAY = np.array([i for i, _ in PAIRS]), np.array([j for _, j in PAIRS])


class Shares(SimulatedOdds):
    """Odds with a number of simulations and nothing else."""

    def __init__(self, simulations: int) -> None:
        self.simulations = simulations


def test_the_error_of_a_share_is_that_of_a_binomial_at_one_half() -> None:
    for count in (1, 4, 100, 10_000):
        assert Shares(count).standard_error == pytest.approx(np.sqrt(0.5 * 0.5 / count), abs=1e-15)
        assert Shares(count).unseen_below == pytest.approx(unseen_below(count), abs=1e-6)
        # Six decimals are kept.
        assert round(Shares(count).unseen_below or 0.0, 6) == Shares(count).unseen_below
    assert (Shares(0).standard_error, Shares(0).unseen_below) == (0.0, None)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_small_draw_is_possible_or_refused_as_counting_says(size: int) -> None:
    generator = np.random.default_rng(size)
    for _ in range(30):
        may = generator.random((size, size)) < 0.6
        possible = [order for order in permutations(range(size)) if all(may[i, j] for i, j in enumerate(order))]
        if not possible:
            for draw in (draw_probabilities, lambda mask: sample_draw(mask, generator)):
                with pytest.raises(InputError) as refused:
                    draw(may)
                assert refused.value.problem == "No draw keeps the rules"
                assert (refused.value.place, refused.value.remedy[:17]) == ("draw", "Relax a condition")
            continue
        odds = draw_probabilities(may)
        assert np.allclose(odds.sum(axis=0), 1.0)
        assert np.allclose(odds.sum(axis=1), 1.0)
        used = {(i, j) for order in possible for i, j in enumerate(order)}
        assert {(int(i), int(j)) for i, j in np.argwhere(odds > 0.0)} == used
        assert tuple(sample_draw(may, generator).tolist()) in possible


def test_pots_of_other_sizes_cannot_be_drawn() -> None:
    for shape, words in (((2, 3), "2 and 3"), ((4,), "4")):
        with pytest.raises(InputError) as refused:
            sample_draw(np.ones(shape, dtype=bool), np.random.default_rng(0))
        assert refused.value.problem == f"Pots of {words} clubs cannot be drawn"
        assert (refused.value.place, refused.value.remedy) == ("draw", "Give equal pots")


def test_pairs_that_share_a_country_or_a_group_are_kept_apart() -> None:
    one, other = ["a", "b", "c"], ["x", "y", "z"]
    country = {"a": "ITA", "x": "ITA", "b": "ESP", "y": "FRA"}
    groups = {"b": "A", "x": "B", "y": "A", "c": "C"}
    may = allowed_pairs(one, other, country=country, group=groups)
    for (i, first), (j, second) in product(enumerate(one), enumerate(other)):
        apart = any(first in of and second in of and of[first] == of[second] for of in (country, groups))
        assert may[i, j] == (not apart)
    assert allowed_pairs(one, other).all()


@pytest.mark.parametrize(
    ("pairs", "more", "problem", "place"),
    [
        ([("a", "x"), ("b", "a")], {}, "a is drawn twice", "draw"),
        ([("a", "a")], {}, "a is drawn twice", "draw"),
        ([("a", "b")], {"pots": ({"a", "b"}, {"x"})}, "Two clubs of one pot are drawn together", "draw: a - b"),
        ([("x", "y")], {"pots": ({"a", "b"}, {"x", "y"})}, "Two clubs of one pot are drawn together", "draw: x - y"),
        ([("a", "x")], {"country": {"a": "I", "x": "I"}}, "Two clubs of one country (I) are drawn", "draw: a - x"),
        ([("a", "x")], {"group": {"a": "G", "x": "G"}}, "Two clubs of one group (G) are drawn", "draw: a - x"),
    ],
)
def test_a_draw_that_breaks_a_rule_is_refused(pairs: Any, more: dict[str, Any], problem: str, place: str) -> None:
    with pytest.raises(InputError) as refused:
        check_draw(pairs, **more)
    assert refused.value.problem.startswith(problem)
    assert refused.value.place == place
    assert refused.value.remedy


def test_a_draw_that_keeps_them_is_not() -> None:
    check_draw(
        [("a", "x"), ("y", "b")],
        pots=({"a", "b"}, {"x", "y"}),
        country={"a": "I", "x": "F", "y": "I"},
        group={"a": "G"},
    )


# Thirds.


def form(thirds: BestThirds | None, pairs: tuple[tuple[str, str], ...], groups: int = 4, clubs: int = 3) -> CupFormat:
    return replace(
        competition_format("euro", 2016),
        groups=groups,
        clubs=clubs,
        thirds=thirds,
        rounds=(Round("QF", pairs=pairs),),
        draw={},
    )


FOUR = (("1A", "3CD"), ("1B", "3AC"), ("1C", "2D"), ("1D", "2B"))
CRITERIA = ("points", "difference", "goals")


def test_the_table_of_the_thirds_says_who_meets_whom() -> None:
    """Two of four groups go on; columns of the table belong to the winners of B and A, in this order."""
    table = ("BA", "AC", "AD", "CB", "BD", "CD")
    wide = (("1A", "3ABCD"), ("1B", "3ABCD"), ("1C", "2D"), ("1D", "2B"))
    two = form(BestThirds(2, CRITERIA, "BA", table), wide)
    assert third_slots(two) == ("3ABCD",)
    slots = (("1A", "3BCDA"), ("1B", "3ABCD"), ("1C", "2D"), ("1D", "2B"))
    two = form(BestThirds(2, CRITERIA, "BA", table), slots)
    check_thirds(two, "my.toml")
    assert third_slots(two) == ("3BCDA", "3ABCD")
    for one, other in permutations(range(4), 2):
        rest = [number for number in range(4) if number not in (one, other)]
        found = thirds_by_slot(two, np.array([[one, other, *rest]]))[0]
        row = next(row for row in table if set(row) == {"ABCD"[one], "ABCD"[other]})
        # The slot of A's opponent takes the second letter, that of B's the first.
        assert ["ABCD"[number] for number in found] == [row[1], row[0]]


def test_without_a_table_the_first_pairing_is_taken_for_every_set() -> None:
    pairs = (("1A", "3BCD"), ("1B", "3ACD"), ("1C", "2D"), ("1D", "2B"))
    free = form(BestThirds(2, CRITERIA), pairs)
    check_thirds(free, "my.toml")
    for chosen in combinations(range(4), 2):
        rest = [number for number in range(4) if number not in chosen]
        found = thirds_by_slot(free, np.array([[*chosen[::-1], *rest]]))[0].tolist()
        first = next(
            list(order)
            for order in permutations(chosen)
            if all("ABCD"[third] in slot for third, slot in zip(order, ("BCD", "ACD"), strict=True))
        )
        assert found == first


@pytest.mark.parametrize(
    ("thirds", "pairs", "clubs", "problem"),
    [
        (None, FOUR, 3, "0 thirds go on, and the pairs have 2 places for them"),
        (BestThirds(1, CRITERIA), FOUR, 3, "1 thirds go on, and the pairs have 2 places for them"),
        (BestThirds(2, CRITERIA), FOUR, 2, "A group of 2 has no third"),
        (BestThirds(2, CRITERIA, "AC", ("AB",)), FOUR, 3, "'winners' are the groups whose winners meet a third, AB,"),
        (BestThirds(2, CRITERIA, "AB", ("ABC",)), FOUR, 3, "'winners' are the groups whose winners meet a third, AB,"),
        (BestThirds(2, CRITERIA, "AB", ("CA",)), FOUR, 3, "The table does not hold every set of 2 groups once"),
        (
            BestThirds(2, CRITERIA, "AB", ("CA", "AC", "DA", "CB", "DB", "DC", "BA")),
            FOUR,
            3,
            "The table does not hold every set of 2 groups once",
        ),
        (
            BestThirds(2, CRITERIA, "AB", ("BA", "CA", "DA", "CB", "DB", "DC")),
            FOUR,
            3,
            "In the row BA the slot 3CD gets the third of B",
        ),
    ],
)
def test_thirds_that_do_not_fit_are_refused(thirds: Any, pairs: Any, clubs: int, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        check_thirds(form(thirds, pairs, clubs=clubs), "my.toml")
    assert refused.value.problem.startswith(problem)
    assert refused.value.place == "my.toml, thirds"
    assert refused.value.remedy


def test_a_bracket_without_thirds_needs_none() -> None:
    check_thirds(form(None, (("1A", "2B"), ("1B", "2A"))), "my.toml")
    check_thirds(form(BestThirds(2, CRITERIA), FOUR, clubs=3), "my.toml")


def test_slots_take_winners_seconds_and_the_thirds_of_the_best_groups() -> None:
    tables = {"A": group(1), "B": group(4), "C": group(2), "D": group(3)}
    assert best_thirds(tables, CRITERIA)[0].tolist() == [1, 3, 2, 0]
    places = {name: np.array([[10 * at, 10 * at + 1, 10 * at + 2]]) for at, name in enumerate(tables)}
    pairs = (("1A", "3BCD"), ("1B", "3ACD"), ("1C", "2D"), ("1D", "2B"))
    columns = slot_columns(form(BestThirds(2, CRITERIA), pairs), places, tables)
    found = {slot: int(clubs[0]) for slot, clubs in columns.items()}
    assert found == {
        **{f"1{name}": 10 * at for at, name in enumerate("ABCD")},
        **{f"2{name}": 10 * at + 1 for at, name in enumerate("ABCD")},
        "3BCD": 12,
        "3ACD": 32,
    }
    without = slot_columns(form(None, (("1A", "2B"),)), places, tables)
    assert set(without) == {f"{place}{name}" for place in "12" for name in "ABCD"}


def test_thirds_are_compared_by_their_own_sums() -> None:
    """Twenty random sets of three groups of four, with what the third of each has."""
    generator = np.random.default_rng(8)
    tables, thirds = {}, []
    for name in "ABC":
        x, y = generator.poisson(1.1, (2, 12, 20))
        tables[name] = standings(Fixtures(HOME, AWAY, 4), x, y, ("points", "difference", "goals"))
        own = []
        for n in range(20):
            sums = np.zeros((4, 4), dtype=int)
            for (one, other), a, b in zip(PAIRS, x[:, n], y[:, n], strict=True):
                sums[one] += [3 * (a > b) + (a == b), a - b, a, a > b]
                sums[other] += [3 * (b > a) + (a == b), b - a, b, b > a]
            own.append(sums[tables[name].order[n, 2]].tolist())
        thirds.append(own)
    names = ("points", "difference", "goals", "wins")
    for count in range(1, 5):
        best = best_thirds(tables, names[:count])
        for n in range(20):
            values = [([-value for value in thirds[at][n][:count]], at) for at in range(3)]
            assert best[n].tolist() == [at for _, at in sorted(values)]


# Fixed pairs.


@pytest.mark.parametrize(
    ("pairs", "more", "problem", "place"),
    [
        ((("1A-2B", "1B-2A"), ("1-3",)), {}, "'3' is no side of a tie", "my.toml, SF"),
        ((("1A-2B", "1B-2A"), ("0-1",)), {}, "'0' is no side of a tie", "my.toml, SF"),
        ((("4A-2B", "1B-2A"), ("1-2",)), {}, "'4A' is no side of a tie", "my.toml, QF"),
        ((("1AB-2B", "1B-2A"), ("1-2",)), {}, "'1AB' is no side of a tie", "my.toml, QF"),
        ((("1-2B",),), {}, "'1' is no side of a tie", "my.toml, QF"),
        ((("3E-2B",),), {}, "'3E' is no side of a tie", "my.toml, QF"),
        ((("Ajax-2B",),), {}, "'Ajax' is no side of a tie", "my.toml, QF"),
        ((("7-Ajax",),), {"clubs": True}, "'7' is no side of a tie", "my.toml, QF"),
        ((("1A-2B", "1B-1A"), ("1-2",)), {}, "'1A' plays in two ties", "my.toml, QF"),
        ((("1A-2B", "1B-2A"), ("1-2",), ("1-1A",)), {}, "'1A' plays in two ties", "my.toml, F"),
        ((("1A-2B", "1B-2A"), ("1-2C",)), {}, "The winner of a tie goes nowhere", "my.toml, SF"),
        ((("1A-2B", "1B-2A"),), {}, "The last round has 2 ties", "my.toml"),
        (((), ("1A-2B",)), {}, "The round has no pairs, and other rounds do", "my.toml, QF"),
    ],
)
def test_pairs_that_make_no_bracket_are_refused(pairs: Any, more: dict[str, bool], problem: str, place: str) -> None:
    rounds = tuple(
        Round(code, pairs=tuple((pair.split("-")[0], pair.split("-")[1]) for pair in ties))
        for code, ties in zip(("QF", "SF", "F"), pairs, strict=False)
    )
    with pytest.raises(InputError) as refused:
        check_pairs(rounds, 4, "my.toml", **more)
    assert (refused.value.problem, refused.value.place) == (problem, place)
    assert refused.value.remedy


def test_pairs_that_make_one_are_not() -> None:
    first = (("1A", "3ABCD"), ("1B", "2A"))
    check_pairs((Round("SF", pairs=first), Round("F", pairs=(("1", "2"),), grounds=("Ajax",))), 4, "my.toml")
    # The winner of a later tie may wait for one that comes from the groups only then.
    check_pairs((Round("SF", pairs=(("2A", "2B"),)), Round("F", pairs=(("1A", "1"),))), 2, "my.toml")
    check_pairs((Round("SF", pairs=(("Ajax", "Roma"),)),), 0, "my.toml", clubs=True)
    check_pairs((Round("SF"), Round("F")), 4, "my.toml")
    with pytest.raises(InputError) as refused:
        check_pairs((Round("F", pairs=(("1A", "1B"),), grounds=("Ajax", "Roma")),), 2, "my.toml")
    assert refused.value.problem == "2 grounds are named for 1 ties"


# Tables.

ALL = ("points", "difference", "goals", "away goals", "wins", "away wins")
OF_OPPONENTS = ("opponents' points", "opponents' difference", "opponents' goals")


@pytest.mark.parametrize("criterion", [*ALL, *OF_OPPONENTS])
def test_each_criterion_ranks_as_counting_does(criterion: str) -> None:
    generator = np.random.default_rng(5)
    x, y = generator.poisson(1.0, (2, 12, 40))
    for criteria in ((criterion,), ("points", criterion), ("head-to-head", criterion)):
        table = standings(Fixtures(HOME, AWAY, 4), x, y, criteria, ("points", "difference"))
        for n in range(40):
            matches = list(zip(HOME.tolist(), AWAY.tolist(), x[:, n].tolist(), y[:, n].tolist(), strict=True))
            wanted = plain_order(matches, 4, criteria, ("points", "difference"))
            assert _sets(table.order[n], table.level[n]) == wanted


def test_sums_of_a_table() -> None:
    table = standings(Fixtures(np.array([0, 1]), np.array([1, 2]), 3), [[2], [1]], [[1], [1]], ("points",))
    assert table.points.tolist() == [[3, 1, 1]]
    assert table.difference.tolist() == [[1, -1, 0]]
    assert table.goals.tolist() == [[2, 2, 1]]
    assert table.wins.tolist() == [[1, 0, 0]]
    assert table.order.tolist() == [[0, 1, 2]]
    assert table.level.tolist() == [[False, True]]
    assert table.rank.tolist() == [[0, 1, 2]]


def test_points_a_match_and_points_taken() -> None:
    """Club 0 has 3 of one match, club 1 4 of two, club 2 1 of three; a decision takes two of club 0's."""
    fixtures = Fixtures(np.array([0, 1, 1]), np.array([2, 2, 2]), 4)
    x, y = [[1], [1], [1]], [[0], [0], [1]]
    by_match = standings(fixtures, x, y, ("points a match",))
    assert by_match.order[0].tolist() == [0, 1, 2, 3]
    assert standings(fixtures, x, y, ("points",)).order[0].tolist() == [1, 0, 2, 3]
    less = standings(fixtures, x, y, ("points",), deducted=[3, 0, 0, 2])
    assert less.points[0].tolist() == [0, 4, 1, -2]
    assert less.order[0].tolist() == [1, 2, 0, 3]
    # Points taken do not touch the matches between two clubs.
    level = standings(Fixtures(np.array([0]), np.array([1]), 2), [[1]], [[0]], ("head-to-head",), ("points",),
                      deducted=[3, 0])  # fmt: skip
    assert level.order[0].tolist() == [0, 1]


@pytest.mark.parametrize("clubs", [2, 5, 9])
def test_many_criteria_of_many_clubs_do_not_run_into_one_another(clubs: int) -> None:
    """Large numbers of goals: more bits than a word has; clubs are compared by tuples of plain sums."""
    generator = np.random.default_rng(clubs)
    pairs = [(i, j) for i in range(clubs) for j in range(clubs) if i != j and (i + j) % 3 != 1]
    home, away = np.array([i for i, _ in pairs]), np.array([j for _, j in pairs])
    x, y = generator.choice([0, 0, 1, 149], (2, len(pairs), 3))
    criteria = (*ALL, *OF_OPPONENTS)
    table = standings(Fixtures(home, away, clubs), x, y, criteria)
    for n in range(3):
        matches = list(zip(home.tolist(), away.tolist(), x[:, n].tolist(), y[:, n].tolist(), strict=True))
        assert _sets(table.order[n], table.level[n]) == plain_order(matches, clubs, criteria, ())


def test_lots_are_drawn_among_the_level_alone() -> None:
    fixtures = Fixtures(np.array([0]), np.array([1]), 4)
    x, y = np.full((1, 600), 2), np.full((1, 600), 0)
    table = standings(fixtures, x, y, ("points",), generator=np.random.default_rng(1))
    assert (table.order[:, 0] == 0).all()
    assert table.level.tolist() == [[False, True, True]] * 600
    shares = [(table.order[:, 1] == club).mean() for club in range(4)]
    assert shares[0] == 0.0
    assert shares[1:] == pytest.approx([1 / 3] * 3, abs=5 * np.sqrt(2 / 9 / 600))
    # Without lots level clubs stand by their number.
    assert standings(fixtures, x, y, ("points",)).order[0].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("home", "away", "clubs", "problem"),
    [
        ([0], [1, 2], 3, "A club plays itself, or home and away clubs differ in number"),
        ([1], [1], 3, "A club plays itself, or home and away clubs differ in number"),
        ([0], [3], 3, "A match names a club that is not in the table"),
        ([3], [0], 3, "A match names a club that is not in the table"),
    ],
)
def test_fixtures_that_cannot_be(home: list[int], away: list[int], clubs: int, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        Fixtures(np.array(home), np.array(away), clubs)
    assert (refused.value.problem, refused.value.place) == (problem, "fixtures")


def test_no_match_is_a_table_of_nobody_ahead() -> None:
    none = np.empty(0, dtype=int)
    table = standings(Fixtures(none, none, 3), np.empty((0, 1)), np.empty((0, 1)), ("points", "head-to-head"))
    assert table.order[0].tolist() == [0, 1, 2]
    assert table.level.all()


# Scores.


def test_scores_are_drawn_by_their_probabilities_within_each_draw() -> None:
    generator = np.random.default_rng(2)
    scores = generator.random((2, 3, 4))
    scores[0, 2] = 0.0
    scores[1, :, 3] = 0.0
    draw = np.repeat([0, 1], 20_000)
    home, away = sample_scores(scores, draw, generator)
    for number in (0, 1):
        mine = draw == number
        shares = np.zeros((3, 4))
        np.add.at(shares, (home[mine], away[mine]), 1 / 20_000)
        odds = scores[number] / scores[number].sum()
        assert np.all(np.abs(shares - odds) < 5 * np.sqrt(odds * (1 - odds) / 20_000) + 1e-12)
