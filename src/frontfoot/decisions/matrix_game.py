"""Zero-sum matrix games, many at once, solved exactly.

The row player wants the entry to be large, the column player wants it small. By von Neumann's theorem every game has a
value; by Shapley and Snow (1950) it is attained on a square submatrix, the kernel, on which both sides are indifferent.
Most games here have a saddle point (a kernel of one entry); the others are settled by trying kernels of 2 x 2 in closed
form, then larger ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontfoot.core.arrays import Bools, Floats
from frontfoot.core.errors import InputError

# Entries are probabilities or points; a policy that is better by less than this is not better.
TOLERANCE = 1e-12


@dataclass(frozen=True, eq=False)
class MatrixGames:
    """The solution of many games.

    Attributes:
        value: shape (...,).
        row: probability of each row in the maximiser's optimal strategy, shape (..., n).
        column: the same for the minimiser, shape (..., m).
    """

    value: Floats
    row: Floats
    column: Floats


def solve_games(entries: ArrayLike) -> MatrixGames:
    """The value and optimal strategies of games with `entries` of shape (..., n, m).

    Where several saddle points exist, the strategies named are those with the lowest row and column index, so that the
    same input gives the same output.

    Raises:
        InputError: fewer than two axes, an empty axis, or entries that are not finite.

    >>> games = solve_games([[1.0, -1.0], [-1.0, 1.0]])
    >>> float(games.value), games.row.tolist()
    (0.0, [0.5, 0.5])
    """
    table = np.asarray(entries, dtype=float)
    if table.ndim < 2 or 0 in table.shape:
        raise InputError("A game needs at least one row and one column", place="entries", remedy="Give (..., n, m)")
    if not np.all(np.isfinite(table)):
        raise InputError("The entries of a game must be finite numbers", place="entries", remedy="Check the payoff")
    *leading, rows, columns = table.shape
    if rows == columns == 1:
        sure = np.ones((*leading, 1))
        return MatrixGames(table.reshape(leading), sure, sure)
    flat = table.reshape(-1, rows, columns)

    worst = flat.min(axis=2)
    best = flat.max(axis=1)
    row_choice, column_choice = worst.argmax(axis=1), best.argmin(axis=1)
    games = np.arange(len(flat))
    value = worst[games, row_choice]
    row, column = np.zeros((len(flat), rows)), np.zeros((len(flat), columns))
    row[games, row_choice] = 1.0
    column[games, column_choice] = 1.0

    open_games = np.flatnonzero(best[games, column_choice] - value > TOLERANCE)
    for size in range(2, min(rows, columns) + 1):
        if not len(open_games):
            break
        open_games = _try_kernels(flat, open_games, size, value, row, column)
    return MatrixGames(value.reshape(leading), row.reshape(*leading, rows), column.reshape(*leading, columns))


def _try_kernels(
    flat: Floats, open_games: NDArray[np.intp], size: int, value: Floats, row: Floats, column: Floats
) -> NDArray[np.intp]:
    """Settle what square kernels of `size` settle, in place; the games that stay open."""
    rows, columns = flat.shape[1:]
    for row_set in combinations(range(rows), size):
        for column_set in combinations(range(columns), size):
            if not len(open_games):
                return open_games
            games = flat[open_games]
            kernel = games[:, row_set, :][:, :, column_set]
            p, q, v, sound = _indifferent(kernel)
            # Neither side may gain by leaving the kernel.
            spread = np.ptp(games, axis=(1, 2))
            slack = TOLERANCE + 1e-10 * spread
            held = sound & (np.einsum("gi,gij->gj", p, games[:, row_set, :]).min(axis=1) >= v - slack)
            held &= np.einsum("gij,gj->gi", games[:, :, column_set], q).max(axis=1) <= v + slack
            done = open_games[held]
            value[done] = v[held]
            row[done] = 0.0
            column[done] = 0.0
            row[np.ix_(done, row_set)] = p[held]
            column[np.ix_(done, column_set)] = q[held]
            open_games = open_games[~held]
    return open_games


def _indifferent(kernel: Floats) -> tuple[Floats, Floats, Floats, Bools]:
    """Strategies that make the other side indifferent on square kernels (games, k, k), and whether they exist."""
    # Strategies do not depend on the unit of the entries: with entries from 0 to 1 small games are told from flat ones.
    least, width = kernel.min(axis=(1, 2)), np.ptp(kernel, axis=(1, 2))
    kernel = (kernel - least[:, None, None]) / np.where(width > 0.0, width, 1.0)[:, None, None]
    if kernel.shape[1] == 2:
        a, b, c, d = kernel[:, 0, 0], kernel[:, 0, 1], kernel[:, 1, 0], kernel[:, 1, 1]
        total = a - b - c + d
        sound = np.abs(total) > TOLERANCE
        total = np.where(sound, total, 1.0)
        first, left = (d - c) / total, (d - b) / total
        p, q = np.stack([first, 1.0 - first], axis=1), np.stack([left, 1.0 - left], axis=1)
        v = (a * d - b * c) / total
    else:
        # The bordered system [B -1; 1 0] gives strategy and value together.
        count, k, _ = kernel.shape
        system = np.zeros((2, count, k + 1, k + 1))
        system[0, :, :k, :k] = kernel
        system[1, :, :k, :k] = kernel.transpose(0, 2, 1)
        system[:, :, :k, k] = -1.0
        system[:, :, k, :k] = 1.0
        sound = np.abs(np.linalg.det(system)).min(axis=0) > TOLERANCE
        system[:, ~sound] = np.eye(k + 1)
        right = np.zeros((2, count, k + 1, 1))
        right[:, :, k] = 1.0
        solution = np.linalg.solve(system, right)[..., 0]
        q, p, v = solution[0, :, :k], solution[1, :, :k], solution[0, :, k]
    sound = sound & (p.min(axis=1) >= -TOLERANCE) & (q.min(axis=1) >= -TOLERANCE)
    return np.clip(p, 0.0, 1.0), np.clip(q, 0.0, 1.0), least + width * v, sound
