"""`draw_grid`: a few nodes in place of many draws of the rates, for quantities that depend smoothly on the rates.

The log rates of all legs vary in few dimensions (two for one match, three for two legs between the same
clubs). A quantity is computed at Chebyshev nodes over the box that the draws span, and the basis of their polynomials
gives it at every draw; its mean over the draws is then a weighted sum over the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from frontfoot.goals.rates import LARGEST_RATE, LegRates

NODES_AT_LEAST: Final = 3
NODES_PER_UNIT: Final = 10.0
"""Nodes per unit of log rate of one match from the middle; the error of the mean is below 1e-6 (in the tests)."""
SAME: Final = 1e-9
"""Spread of log rates that is treated as zero."""


@dataclass(frozen=True, eq=False)
class DrawGrid:
    """Rates at nodes, and the weights that turn values at the nodes into values of every draw.

    Attributes:
        rates: of each leg, base rates of shape (nodes,), or () where nothing is drawn; None where a leg is played.
        basis: shape (draws, nodes): weights of the nodes in each draw; (1, 1) where nothing is drawn.
    """

    rates: LegRates
    basis: NDArray[np.float64]

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Weights of the nodes in the mean over the draws, shape (nodes,)."""
        weights: NDArray[np.float64] = self.basis.mean(axis=0)
        return weights

    def mean(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The mean over the draws of a quantity of shape (nodes, ...)."""
        return np.asarray(self.weights @ values.reshape(len(values), -1)).reshape(values.shape[1:])

    def of_draws(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """A quantity of shape (nodes, ...) at every draw, shape (draws, ...)."""
        flat = self.basis @ values.reshape(len(values), -1)
        return np.asarray(flat).reshape(len(self.basis), *values.shape[1:])


def draw_grid(rates: LegRates) -> DrawGrid:
    """The nodes that replace the draws of the rates of a tie; the draws themselves if nodes would not be fewer."""
    drawn = [pair for pair in rates if pair is not None and pair.home.ndim]
    if not drawn:
        return DrawGrid(rates, np.ones((1, 1)))
    draws = max(pair.home.size for pair in drawn)
    logs = np.log(np.concatenate([np.broadcast_to([pair.home, pair.away], (2, draws)) for pair in drawn]))
    centre = logs.mean(axis=1, keepdims=True)
    axes, _, _ = np.linalg.svd(logs - centre, full_matrices=False)
    coordinates = axes.T @ (logs - centre)
    low, high = coordinates.min(axis=1), coordinates.max(axis=1)
    used = high - low > SAME
    axes, coordinates, low, high = axes[:, used], coordinates[used], low[used], high[used]
    # A direction in which both sides of both legs change alike is longer than each of their own log rates.
    halves = (high - low) / 2.0 * np.abs(axes).max(axis=0, initial=0.0)
    counts = [NODES_AT_LEAST + int(np.ceil(NODES_PER_UNIT * half)) for half in halves]
    if 2 * int(np.prod(counts)) > draws or not counts:
        return DrawGrid(tuple(rates), np.eye(draws))
    basis, points = np.ones((draws, 1)), np.zeros((1, 0))
    for axis, count in enumerate(counts):
        nodes = chebyshev.chebpts1(count)
        middle, half = (high[axis] + low[axis]) / 2.0, (high[axis] - low[axis]) / 2.0
        own = np.linalg.inv(chebyshev.chebvander(nodes, count - 1))
        own = chebyshev.chebvander((coordinates[axis] - middle) / half, count - 1) @ own
        basis = (basis[:, :, None] * own[:, None, :]).reshape(draws, -1)
        at = np.tile(middle + half * nodes, len(points))
        points = np.column_stack([np.repeat(points, count, axis=0), at])
    grid = np.exp(centre + axes @ points.T)
    if grid.max() > LARGEST_RATE:
        return DrawGrid(tuple(rates), np.eye(draws))
    rows = iter(grid)
    at_nodes = [
        pair if pair is None or not pair.home.ndim else replace(pair, home=next(rows), away=next(rows))
        for pair in rates
    ]
    return DrawGrid(tuple(at_nodes), basis)
