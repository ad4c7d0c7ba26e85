"""Expected threat: the value of having the ball at a place, and the value that each move of it added.

K. Singh, "Introducing Expected Threat (xT)", 2018. The pitch is cut into 16 x 12 cells. With s_z the share of actions
in cell z that are shots, g_z the share of those that score, and T_zw the share of moves from z that end, successfully,
in w (a lost ball leaves the grid), the value of a cell is

    v_z = s_z g_z + (1 - s_z) sum_w T_zw v_w.

Singh iterates this equation a handful of times; it is linear, so it is solved here as it stands.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.match.match import Match
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.series import gathered

NAME: Final = "xt"
CELLS_LONG: Final = 16
CELLS_WIDE: Final = 12
CELLS: Final = CELLS_LONG * CELLS_WIDE

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]


def cell(x: Floats, y: Floats) -> Ints:
    """Number of the cell of (x, y) in metres: CELLS_WIDE * (cell along the pitch) + (cell across it).

    >>> int(cell(np.array(0.0), np.array(0.0))), int(cell(np.array(105.0), np.array(68.0)))
    (0, 191)
    """
    # Providers give whole percentages, many on a line between two cells: a hair keeps them on one side.
    along = np.clip((x * CELLS_LONG / PITCH_LENGTH + 1e-9).astype(np.int64), 0, CELLS_LONG - 1)
    across = np.clip((y * CELLS_WIDE / PITCH_WIDTH + 1e-9).astype(np.int64), 0, CELLS_WIDE - 1)
    return along * CELLS_WIDE + across


def threat(shots: Floats, goals: Floats, lost: Floats, moves: Floats) -> Floats:
    """Solve Singh's equation.

    Args:
        shots: number of shots from each cell, shape (n,).
        goals: number of those that scored, shape (n,).
        lost: number of moves from each cell that lost the ball, shape (n,).
        moves: number of successful moves from each cell to each cell, shape (n, n).

    Returns:
        Probability that the possession ends in a goal, by cell, shape (n,). A cell without any action is worth 0.

    >>> half = np.array([0.0, 2.0])                     # two cells: the second shoots twice and scores once
    >>> threat(half, half / 2, np.array([1.0, 0.0]), np.array([[0.0, 1.0], [0.0, 0.0]])).tolist()
    [0.25, 0.5]
    """
    actions = shots + lost + moves.sum(axis=1)
    each = np.maximum(actions, 1.0)
    return np.asarray(np.linalg.solve(np.eye(len(shots)) - moves / each[:, None], goals / each))


def surface() -> Floats:
    """The shipped values, shape (CELLS_LONG, CELLS_WIDE): from the own goal line on, from the right touchline on."""
    return np.array(fitted.read(NAME)["parameters"]["values"])


def xt(match: Match) -> pl.DataFrame:
    """The expected threat added by each successful move of the ball.

    Moves are completed passes (set pieces included), carries, and take-ons that were won, as far as the provider
    records both ends. The difference between the cells of both ends is what the move added; it is negative for a ball
    played back.

    Returns:
        One row per move: `index` of the event, `period`, `seconds`, `side`, `player`, `kind`, and `xt` in goals.

    >>> from frontfoot.match.load import load
    >>> xt(load("2575959.json.gz")).group_by("player").agg(pl.col("xt").sum())  # doctest: +SKIP
    """
    events = match.events
    kind = events["kind"]
    kept = (kind == "carry") | (kind.is_in(["pass", "take_on"]) & (events["outcome"] == "success"))
    ends = np.stack([events[name].to_numpy() for name in ("x", "y", "end_x", "end_y")])
    rows = np.flatnonzero(kept.to_numpy().astype(np.bool_) & ~np.isnan(ends).any(axis=0))
    values = surface().ravel()
    x, y, end_x, end_y = ends[:, rows]
    added = values[cell(end_x, end_y)] - values[cell(x, y)]
    named = [gathered(events[name], rows) for name in ("index", "period", "seconds", "side", "player", "kind")]
    return pl.DataFrame([*named, pl.Series("xt", added, dtype=pl.Float64)])


def succeeded() -> pl.Expr:
    """Whether a move kept the ball: a carry always did, a pass or take-on when it is marked so."""
    return (pl.col("kind") == "carry") | (pl.col("outcome") == "success").fill_null(False)
