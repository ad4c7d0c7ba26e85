"""The engine of the tables against plain Python that compares clubs one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.cups import competition_format
from frontfoot.cups.standings import Fixtures, standings

PAIRS = [(i, j) for i in range(4) for j in range(4) if i != j]
GROUP = Fixtures(np.array([i for i, _ in PAIRS]), np.array([j for _, j in PAIRS]), 4)


def plain_order(
    matches: list[tuple[int, int, int, int]], clubs: int, criteria: Any, head_to_head: Any
) -> list[set[int]]:
    """Ranked sets of clubs; a set of more than one is inseparable."""

    def total(club: int, name: str, only: set[int]) -> int:
        value = 0
        for home, away, x, y in matches:
            if club not in (home, away) or not {home, away} <= only:
                continue
            own, other = (x, y) if club == home else (y, x)
            value += {
                "points": 3 * (own > other) + (own == other),
                "difference": own - other,
                "goals": own,
                "away goals": own * (club == away),
                "wins": int(own > other),
                "away wins": int(own > other and club == away),
            }[name]
        return value

    def value(club: int, name: str) -> int:
        everyone = set(range(clubs))
        if name.startswith("opponents' "):
            met = [away if club == home else home for home, away, _, _ in matches if club in (home, away)]
            return sum(total(other, name.removeprefix("opponents' "), everyone) for other in met)
        return total(club, name, everyone)

    def split(sets: list[set[int]], key: Any) -> list[set[int]]:
        found = []
        for level in sets:
            values = sorted({key(club, level) for club in level}, reverse=True)
            found += [{club for club in level if key(club, level) == value} for value in values]
        return found

    sets = [set(range(clubs))]
    for name in criteria:
        if name in ("discipline", "coefficient"):
            continue
        if name == "head-to-head":
            while True:
                again = split(sets, lambda club, level: tuple(total(club, part, level) for part in head_to_head))
                if again == sets:
                    break
                sets = again
        else:
            sets = split(sets, lambda club, level, name=name: value(club, name))
    return sets


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=24, max_size=24), st.sampled_from([("ucl", 2015), ("ucl", 2022)]))
def test_groups_of_four(goals: list[int], era: tuple[str, int]) -> None:
    form = competition_format(*era)
    x, y = np.array(goals[:12])[:, None], np.array(goals[12:])[:, None]
    table = standings(GROUP, x, y, form.criteria, form.head_to_head)
    matches = [(i, j, int(a), int(b)) for (i, j), a, b in zip(PAIRS, x[:, 0], y[:, 0], strict=True)]
    wanted = plain_order(matches, 4, form.criteria, form.head_to_head)
    assert _sets(table.order[0], table.level[0]) == wanted


def _sets(order: Any, level: Any) -> list[set[int]]:
    found = [{int(order[0])}]
    for club, same in zip(order[1:], level, strict=True):
        if same:
            found[-1].add(int(club))
        else:
            found.append({int(club)})
    return found


def test_many_groups_at_once_are_the_groups_one_by_one() -> None:
    generator = np.random.default_rng(1)
    form = competition_format("uel", 2016)
    x, y = generator.poisson(0.7, (2, 12, 500))
    table = standings(GROUP, x, y, form.criteria, form.head_to_head)
    for i in range(0, 500, 7):
        matches = [(a, b, int(p), int(q)) for (a, b), p, q in zip(PAIRS, x[:, i], y[:, i], strict=True)]
        assert _sets(table.order[i], table.level[i]) == plain_order(matches, 4, form.criteria, form.head_to_head)


@pytest.mark.slow
def test_article_18_with_few_goals() -> None:
    """36 clubs, eight matches each, many level: every criterion down to the opponents' goals is needed."""
    generator = np.random.default_rng(2)
    form = competition_format("ucl", 2024)
    home = np.array([i for i in range(36) for step in (1, 3, 6, 10)])
    away = np.array([(i + step) % 36 for i in range(36) for step in (1, 3, 6, 10)])
    x, y = generator.poisson(0.35, (2, 144, 12))
    table = standings(Fixtures(home, away, 36), x, y, form.criteria)
    for i in range(12):
        matches = list(zip(home.tolist(), away.tolist(), x[:, i].tolist(), y[:, i].tolist(), strict=True))
        assert _sets(table.order[i], table.level[i]) == plain_order(matches, 36, form.criteria, ())


def test_discipline_then_coefficient_then_lots() -> None:
    criteria = ("points", "discipline", "coefficient")
    nil = np.zeros((12, 1), dtype=int)
    given_both = standings(GROUP, nil, nil, criteria, discipline=[3, 1, 3, 2], coefficient=[5.0, 1.0, 9.5, 1.0])
    assert given_both.order[0].tolist() == [1, 3, 2, 0]
    assert not given_both.level.any()
    many = np.zeros((12, 4000), dtype=int)
    lots = standings(GROUP, many, many, criteria, generator=np.random.default_rng(0))
    shares = np.bincount(lots.order[:, 0], minlength=4) / 4000
    assert np.all(np.abs(shares - 0.25) < 5 * np.sqrt(0.25 * 0.75 / 4000))
    assert lots.level.all()


def test_head_to_head_waits_for_both_matches() -> None:
    # Club 0 beat club 1 in the only meeting; 1 has the better goal difference.
    fixtures = Fixtures(np.array([0, 1, 2]), np.array([1, 2, 0]), 3)
    x, y = np.array([[1], [4], [1]]), np.array([[0], [0], [0]])
    criteria, between = ("points", "head-to-head", "difference"), ("points", "difference")
    at_once = standings(fixtures, x, y, criteria, between)
    waiting = standings(fixtures, x, y, criteria, between, complete=True)
    assert at_once.order[0].tolist() == waiting.order[0].tolist() == [1, 0, 2]
    two = Fixtures(np.array([0]), np.array([1]), 3)
    assert standings(two, [[1]], [[0]], ("head-to-head",), ("points",)).order[0, 0] == 0
    assert standings(two, [[1]], [[0]], ("head-to-head",), ("points",), complete=True).level.all()


def test_bad_input() -> None:
    with pytest.raises(InputError, match="do not fit"):
        standings(GROUP, np.zeros((11, 1)), np.zeros((11, 1)), ("points",))
    with pytest.raises(InputError, match="no criterion"):
        standings(GROUP, np.zeros((12, 1)), np.zeros((12, 1)), ("beauty",))
    with pytest.raises(InputError, match="plays itself"):
        Fixtures(np.array([0]), np.array([0]), 2)
