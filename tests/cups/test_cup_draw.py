"""Draws against the enumeration of every order of balls."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.cups.draw import allowed_pairs, check_draw, draw_probabilities, sample_draw


def enumerated(may: np.ndarray) -> np.ndarray:
    """Probability of every pair by walking every order and every ball, possible rests by brute force."""
    size = len(may)
    found = np.zeros((size, size))

    def possible(rows: tuple[int, ...], columns: set[int]) -> bool:
        return any(
            all(may[row, column] for row, column in zip(rows, order, strict=True)) for order in permutations(columns)
        )

    def walk(order: tuple[int, ...], columns: set[int], chance: float) -> None:
        if not order:
            return
        row, rest = order[0], order[1:]
        options = [column for column in columns if may[row, column] and possible(rest, columns - {column})]
        for column in options:
            found[row, column] += chance / len(options)
            walk(rest, columns - {column}, chance / len(options))

    orders = list(permutations(range(size)))
    for order in orders:
        walk(order, set(range(size)), 1.0 / len(orders))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_probabilities_are_those_of_every_order(seed: int) -> None:
    generator = np.random.default_rng(seed)
    may = generator.random((5, 5)) < 0.6
    np.fill_diagonal(may, True)
    probabilities = draw_probabilities(may)
    assert np.allclose(probabilities, enumerated(may), atol=1e-12)
    assert np.allclose(probabilities.sum(axis=0), 1.0)


@pytest.mark.slow
def test_samples_follow_the_probabilities() -> None:
    may = ~np.eye(8, dtype=bool)
    may[0, 1:5] = False
    may[1, 5:] = False
    generator = np.random.default_rng(0)
    counts = np.zeros((8, 8))
    for _ in range(4000):
        counts[np.arange(8), sample_draw(may, generator)] += 1
    exact = draw_probabilities(may)
    error = np.sqrt(np.maximum(exact * (1 - exact), 1e-9) / 4000)
    assert np.all(np.abs(counts / 4000 - exact) < 4.5 * error + 1e-12)


def test_uniform_matchings_are_something_else() -> None:
    # Row 0 may meet anyone, row 1 only columns 0 and 1, row 2 only 0 and 1: row 0 must get column 2.
    may = np.array([[True, True, True], [True, True, False], [True, True, False]])
    assert draw_probabilities(may)[0].tolist() == [0.0, 0.0, 1.0]


def test_conditions_and_what_breaks_them() -> None:
    country = {"Milan": "ITA", "Roma": "ITA", "Benfica": "POR"}
    group = {"Milan": "A", "Benfica": "A"}
    may = allowed_pairs(["Milan", "Ajax"], ["Roma", "Benfica"], country=country, group=group)
    assert may.tolist() == [[False, False], [True, True]]
    with pytest.raises(InputError, match="No draw keeps the rules"):
        sample_draw(may, np.random.default_rng(0))
    with pytest.raises(InputError, match="one country") as caught:
        check_draw([("Milan", "Roma")], country=country, place="UEL, R16")
    assert "Milan - Roma" in caught.value.place
    with pytest.raises(InputError, match="one group"):
        check_draw([("Milan", "Benfica")], group=group)
    with pytest.raises(InputError, match="drawn twice"):
        check_draw([("Milan", "Ajax"), ("Milan", "Lille")])
    with pytest.raises(InputError, match="one pot"):
        check_draw([("Milan", "Ajax")], pots=({"Milan", "Ajax"}, {"Lille"}))
    with pytest.raises(InputError, match="cannot be drawn"):
        draw_probabilities(np.ones((2, 3), dtype=bool))
