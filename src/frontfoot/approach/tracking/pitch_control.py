"""Pitch control: the probability that a side would win the ball if it were played to a point now.

W. Spearman, "Beyond Expected Goals" (MIT Sloan Sports Analytics Conference, 2018), with the parameters of L. Shaw's
tutorial (Friends of Tracking, 2020). The ball flies at 15 m/s and reaches a point after T0. A player j runs on at his
velocity for the reaction time of 0.7 s, then at 5 m/s straight to the point, and is expected there after tau_j;
that he has arrived by T has probability f_j(T) = 1 / (1 + exp(-pi (T - tau_j) / (sqrt(3) 0.45))). While he is there
he takes the ball at the rate lambda = 4.3 / s, a goalkeeper at three times that rate:

    dP_j/dT = (1 - sum_k P_k(T)) f_j(T) lambda_j,   P_j(T0) = 0.

The published programme steps this equation at 0.04 s. Here it is solved: with S = 1 - sum P,

    S(T) = exp(-sum_j lambda_j integral_T0^T f_j),   control of a side = integral S sum_(j of the side) lambda_j f_j dT,

where the integral of a logistic function is known in closed form, and the outer one becomes the mean of the side's
share of the arrival rate, a(T), over the ball that is won between two of 16 nodes. Against a fine integration the
largest error is about 0.001; see the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.match.match import Side
from frontfoot.match.tracking.frames import Frames

REACTION: Final = 0.7  # seconds
PLAYER_SPEED: Final = 5.0  # m/s
BALL_SPEED: Final = 15.0  # m/s
SIGMA: Final = 0.45  # seconds
RATE: Final = 4.3  # 1 / s
KEEPER: Final = 3.0  # times RATE
STEEP: Final = float(np.pi / (np.sqrt(3) * SIGMA))
GRID: Final = (50, 32)

# Before the ball and nearly everybody has arrived nothing happens: a point's clock starts this long before the first
# player's expected arrival, or when the ball is there if that is later.
LEAD: Final = 0.75  # seconds
_share = np.linspace(0.0, 1.0, 16)
NODES: Final = tuple(float(s) for s in 2.75 * (0.3 * _share + 0.7 * _share**2))  # seconds, denser at the start
FAR: Final = 80.0  # exp(FAR) stays finite in float32
TINY: Final = 1e-30
FAINT: Final = 3e-4
BLOCK: Final = 1600  # cells computed together, all of GRID: fewer calls of NumPy outweigh a smaller cache's hits


@dataclass(frozen=True, slots=True)
class Players:
    """The players of n frames, padded to the largest number J of players seen in one of them.

    Attributes:
        reached: (n, J, 2) float32, where everybody is after the reaction time.
        rate: (n, J) float32, lambda; 0 for padding.
        attacking: (n, J) bool, of the side whose control is computed.
        ball: (n, 2) float32.
    """

    reached: NDArray[np.float32]
    rate: NDArray[np.float32]
    attacking: NDArray[np.bool_]
    ball: NDArray[np.float32]


def cells(length: float, width: float, grid: tuple[int, int] = GRID) -> NDArray[np.float32]:
    """(nx * ny, 2) middles of the cells, x slowest.

    Raises:
        InputError: the grid has no cell.
    """
    if min(grid) < 1:
        raise InputError(f"A grid of {grid[0]} x {grid[1]} has no cell", remedy="Give two numbers above zero")
    x = (np.arange(grid[0]) + 0.5) * length / grid[0]
    y = (np.arange(grid[1]) + 0.5) * width / grid[1]
    return np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2).astype(np.float32)


def gather(frames: Frames, velocity: NDArray[np.float32], rows: NDArray[np.intp], side: Side) -> Players:
    """The players seen in `rows`, packed. A player without a known velocity counts as standing."""
    there = np.isfinite(frames.xy[rows, :, 0])
    most = max(int(there.sum(axis=1).max(initial=0)), 1)
    order = np.argsort(~there, axis=1, kind="stable")[:, :most]
    seen = np.take_along_axis(there, order, axis=1)
    at = (rows[:, None], order)
    reached = np.where(seen[..., None], frames.xy[at] + np.float32(REACTION) * np.nan_to_num(velocity[at]), 0)
    rate = np.where(frames.keeper[order], RATE * KEEPER, RATE) * seen
    return Players(
        reached.astype(np.float32),
        rate.astype(np.float32),
        (frames.side_of[order] == (1 if side == "away" else 0)) & seen,
        frames.ball[rows, :2],
    )


def pitch_control(
    frames: Frames,
    velocity: NDArray[np.float32],
    rows: NDArray[np.intp],
    side: Side = "home",
    grid: tuple[int, int] = GRID,
) -> NDArray[np.float32]:
    """Probability, for every cell, that `side` would win a ball played there.

    Args:
        frames: mended frames.
        velocity: (F, P, 2) from `velocities`.
        rows: (n,) rows of the frames.
        side: whose control.
        grid: cells along the length and across the width.

    Returns:
        (n, *grid) float32; cell [0, 0] lies at the home side's own right-hand corner. NaN where the frame has no
        ball or shows no player of one of the sides: with the players of one side only, pitch control has no meaning.
    """
    rows = np.asarray(rows, dtype=np.intp)
    players = gather(frames, velocity, rows, side)
    points = cells(frames.length, frames.width, grid)
    out = np.full((len(rows), len(points)), np.nan, dtype=np.float32)
    seen = players.rate > 0
    good = np.isfinite(players.ball[:, 0])
    good &= (players.attacking & seen).any(axis=1) & (~players.attacking & seen).any(axis=1)
    blocks = [slice(start, start + BLOCK) for start in range(0, len(points), BLOCK)]
    for index in np.flatnonzero(good):
        mine = np.flatnonzero(seen[index])
        mine = mine[np.argsort(players.rate[index, mine], kind="stable")]  # keepers last
        there = players.reached[index, mine], players.rate[index, mine], players.attacking[index, mine]
        for block in blocks:
            out[index, block] = _control(*there, players.ball[index], points[block])
    return out.reshape(len(rows), *grid)


def _control(
    reached: NDArray[np.float32],
    rate: NDArray[np.float32],
    attacking: NDArray[np.bool_],
    ball: NDArray[np.float32],
    points: NDArray[np.float32],
) -> NDArray[np.float32]:
    """One frame: (J, 2), (J,) ascending, (J,), (2,), (C, 2) -> (C,)."""
    f32 = np.float32
    x, y = points[:, 0], points[:, 1]
    dx, dy = x - reached[:, :1], y - reached[:, 1:]
    np.multiply(dx, dx, out=dx)
    np.multiply(dy, dy, out=dy)
    np.add(dx, dy, out=dx)
    tau = np.sqrt(dx, out=dx)
    tau *= f32(1 / PLAYER_SPEED)
    tau += f32(REACTION)
    flight = np.sqrt((x - ball[0]) ** 2 + (y - ball[1]) ** 2) * f32(1 / BALL_SPEED)
    start = np.maximum(flight, tau.min(axis=0) - f32(LEAD))
    # When the clock starts the odds against a player's arrival are exp(k (tau - start)).
    odds = np.subtract(tau, start, out=tau)
    odds *= f32(STEEP)
    np.minimum(odds, f32(FAR), out=odds)
    np.exp(odds, out=odds)
    odds += f32(1)
    there = np.divide(f32(1), odds, out=odds)  # f(0); twice as fast as np.reciprocal
    # With g = exp(k s): 1 - f(s) = (1 - f(0)) / u and f(s) = g f(0) / u, where u = 1 + (g - 1) f(0). The factor g goes
    # into the weights, which are small.
    growth = np.exp(STEEP * np.array(NODES)).astype(np.float32)
    weights = np.stack((rate * attacking, rate)) * growth[:, None, None]
    outfield = int((rate < RATE * 1.5).sum())
    arrival = np.empty((len(NODES), 2, len(points)), dtype=np.float32)  # rates of arrival: the side's, everybody's
    gone = np.empty((len(NODES), len(points)), dtype=np.float32)  # product of u: (1 - f(0)) / (1 - f(s))
    # A keeper's factor counts three times, as his rate does.
    keepers = np.ones((len(NODES), len(points)), dtype=np.float32)
    u = dy
    with np.errstate(over="ignore"):  # where everybody has arrived the product may be infinite: nothing is left
        for node in range(len(NODES)):
            np.multiply(there, growth[node] - f32(1), out=u)
            np.add(u, f32(1), out=u)
            np.multiply.reduce(u, axis=0, out=gone[node])
            if outfield < len(u):
                np.multiply.reduce(u[outfield:], axis=0, out=keepers[node])
            np.divide(there, u, out=u)
            np.matmul(weights[node], u, out=arrival[node])
        gone *= keepers
        gone *= keepers
    return _mean_share(arrival[:, 0], arrival[:, 1], gone, start - flight)


def _mean_share(
    mine: NDArray[np.float32], all_: NDArray[np.float32], gone: NDArray[np.float32], wait: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The side's share of the arrival rate, averaged over when the ball is won. (N, C) three times, (C,) -> (C,)."""
    f32 = np.float32
    share = mine / np.maximum(all_, f32(TINY))
    # What was won before the clock started: there f grows as exp(k s), so its integral is f / k.
    before = all_[0] * (f32(1) - np.exp(f32(-STEEP) * wait)) * f32(1 / STEEP)
    hazard = np.log(np.minimum(gone, f32(1 / TINY), out=gone), out=gone)
    hazard *= f32(RATE / STEEP)
    hazard += before
    survival = np.exp(-hazard)
    won = survival[:-1] - survival[1:]
    # Under a constant hazard h the ball won in a step is won, on average, at the fraction 1/h - 1/(e^h - 1) of it. That
    # lies between 0 and 1/2; where h is too small for single precision, the ball won in the step is negligible.
    late = np.maximum(hazard[1:] - hazard[:-1], f32(FAINT))
    np.divide(won, late, out=late)
    late -= survival[1:]
    np.maximum(late, f32(0), out=late)
    np.minimum(late, won * f32(0.5), out=late)
    # Each node's share weighs what was won on its side of the steps before and after it.
    weight = np.empty_like(share)
    np.subtract(won, late, out=weight[:-1])
    weight[0] += f32(1) - survival[0]
    weight[-1] = survival[-1]
    weight[1:] += late
    result = np.einsum("nc,nc->c", weight, share)
    return np.asarray(np.clip(result, 0, 1), dtype=np.float32)
