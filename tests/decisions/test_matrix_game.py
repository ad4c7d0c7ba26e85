"""Matrix games against linear programming and textbook solutions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from frontfoot.core.errors import InputError
from frontfoot.decisions.matrix_game import solve_games


def by_linear_programming(entries: np.ndarray) -> float:
    """The value by the standard linear programme (Dantzig 1951): maximise v with p'M >= v."""
    rows, columns = entries.shape
    cost = np.append(np.zeros(rows), -1.0)
    upper = np.hstack([-entries.T, np.ones((columns, 1))])
    simplex = np.append(np.ones(rows), 0.0)[None, :]
    bounds = [(0, None)] * rows + [(None, None)]
    solution = linprog(cost, A_ub=upper, b_ub=np.zeros(columns), A_eq=simplex, b_eq=[1.0], bounds=bounds)
    return float(-solution.fun)


def test_known_games() -> None:
    rock_paper_scissors = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
    solved = solve_games(rock_paper_scissors)
    assert solved.value == pytest.approx(0.0, abs=1e-12)
    assert solved.row == pytest.approx([1 / 3] * 3)
    # Colonel Blotto with 4 against 3 companies and two posts has the value 14/9 (Owen, Game Theory, ex. II.5.4).
    blotto = [[4, 2, 1, 0], [1, 3, 0, -1], [-2, 2, 2, -2], [-1, 0, 3, 1], [0, 1, 2, 4]]
    assert float(solve_games(blotto).value) == pytest.approx(14 / 9)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(1, 5))
def test_agrees_with_linear_programming(seed: int, rows: int, columns: int) -> None:
    generator = np.random.default_rng(seed)
    games = np.round(generator.normal(size=(4, rows, columns)), 2)
    solved = solve_games(games)
    for game, value, row, column in zip(games, solved.value, solved.row, solved.column, strict=True):
        assert value == pytest.approx(by_linear_programming(game), abs=1e-9)
        assert row.sum() == pytest.approx(1.0)
        assert column.sum() == pytest.approx(1.0)
        # No side can do better against the other's strategy.
        assert (row @ game).min() == pytest.approx(value, abs=1e-8)
        assert (game @ column).max() == pytest.approx(value, abs=1e-8)


def test_same_input_same_output_on_ties() -> None:
    solved = solve_games(np.zeros((2, 3, 3)))
    assert solved.row.tolist() == [[1, 0, 0], [1, 0, 0]]


@pytest.mark.parametrize("bad", [[1.0, 2.0], np.zeros((0, 3)), [[np.nan, 1.0], [0.0, 1.0]]])
def test_bad_games_are_refused(bad: object) -> None:
    with pytest.raises(InputError):
        solve_games(bad)  # type: ignore[arg-type]
