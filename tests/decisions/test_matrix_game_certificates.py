"""Matrix games: strategies that certify the value of every small game."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.decisions.matrix_game import solve_games


def certified(games: np.ndarray, close: float = 1e-8) -> None:
    """Both strategies are distributions, and each guarantees the value: then it is the value (von Neumann 1928)."""
    solved = solve_games(games)
    assert np.allclose(solved.row.sum(axis=-1), 1.0, atol=1e-9)
    assert np.allclose(solved.column.sum(axis=-1), 1.0, atol=1e-9)
    assert solved.row.min() >= 0.0 <= solved.column.min()
    secured = np.einsum("gi,gij->gj", solved.row, games).min(axis=1)
    conceded = np.einsum("gij,gj->gi", games, solved.column).max(axis=1)
    assert np.abs(secured - solved.value).max() < close
    assert np.abs(conceded - solved.value).max() < close


def test_every_game_of_two_by_two() -> None:
    games = np.array(list(product(range(-2, 3), repeat=4)), dtype=float).reshape(-1, 2, 2)
    certified(games)
    # Without a saddle point the value is (ad - bc) / (a + d - b - c).
    values = solve_games(games).value
    for (a, b), (c, d) in games[::7]:
        lower, upper = max(min(a, b), min(c, d)), min(max(a, c), max(b, d))
        value = values[int((a + 2) * 125 + (b + 2) * 25 + (c + 2) * 5 + (d + 2))]
        assert value == pytest.approx(lower if lower == upper else (a * d - b * c) / (a + d - b - c))


def test_every_game_of_three_by_three_of_three_numbers() -> None:
    certified(np.array(list(product((0.0, 1.0, 3.0), repeat=9))[::5]).reshape(-1, 3, 3))


@pytest.mark.parametrize("shape", [(1, 4), (4, 1), (2, 5), (5, 2), (3, 4), (4, 3), (4, 4), (5, 5)])
def test_games_of_other_sizes(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    certified(np.round(rng.normal(size=(40, *shape)), 1))
    certified(rng.random((20, *shape)) * 1e-3 + 0.4)


@pytest.mark.parametrize("scale", [1e-8, 1e-6, 1e-4, 1e-2, 1e3])
@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_the_unit_of_the_entries_changes_nothing(size: int, scale: float) -> None:
    """Games of which little is at stake, such as those of a decided match, are solved as well as others."""
    games = np.round(np.random.default_rng(size).normal(size=(120 // size**2, size, size)), 2)
    certified(scale * games, 1e-9 * scale + 3e-12)
    certified(scale * games + 0.4, 1e-9 * scale + 3e-12)
    assert solve_games(scale * games).value == pytest.approx(scale * solve_games(games).value, abs=1e-9 * scale + 3e-12)


def test_a_small_game_within_a_large_one() -> None:
    """A row that nobody plays, and pennies for a hundred thousandth."""
    game = np.array([[1e-5, 0.0, 1.0], [0.0, 1e-5, 1.0], [-1.0, -1.0, 1.0]])
    solved = solve_games(game)
    assert float(solved.value) == pytest.approx(5e-6, abs=1e-12)
    assert solved.row == pytest.approx([0.5, 0.5, 0.0])


def test_saddle_points_are_the_first_of_their_kind() -> None:
    game = np.array([[0.0, 0.0, 1.0], [2.0, 1.0, 1.0], [1.0, 1.0, 3.0]])
    solved = solve_games(game)
    assert (float(solved.value), solved.row.tolist(), solved.column.tolist()) == (1.0, [0.0, 1.0, 0.0], [0.0, 1.0, 0.0])


def test_what_is_better_by_no_more_than_a_trillionth_is_not_better() -> None:
    """Matching pennies for a trillionth has a saddle point, for two of them it is mixed."""
    pennies = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert solve_games(1e-12 * pennies).row.tolist() == [1.0, 0.0]
    assert solve_games(2e-12 * pennies).row.tolist() == [0.5, 0.5]


def test_shapes_are_kept_and_one_entry_is_its_own_value() -> None:
    rng = np.random.default_rng(3)
    games = rng.normal(size=(2, 3, 4, 5))
    solved = solve_games(games)
    assert (solved.value.shape, solved.row.shape, solved.column.shape) == ((2, 3), (2, 3, 4), (2, 3, 5))
    assert solved.value[1, 2] == solve_games(games[1, 2]).value
    one = solve_games(games[..., :1, :1])
    assert one.value.tolist() == games[..., 0, 0].tolist()
    assert one.row.tolist() == one.column.tolist() == np.ones((2, 3, 1)).tolist()


def test_bad_games_say_what_is_wrong() -> None:
    empty = ("A game needs at least one row and one column", "entries", "Give (..., n, m)")
    endless = ("The entries of a game must be finite numbers", "entries", "Check the payoff")
    for bad, message in (
        (np.zeros(3), empty),
        (np.zeros((2, 0)), empty),
        (np.zeros((0, 2)), empty),
        (np.array([[1.0, np.inf]]), endless),
    ):
        with pytest.raises(InputError) as error:
            solve_games(bad)
        assert (error.value.problem, error.value.place, error.value.remedy) == message
