"""The chain of scores: a Markov chain in continuous time, solved exactly by uniformisation.

The score (h, a) moves to (h + 1, a) and (h, a + 1) at rates that depend on the score. The clock multiplies both rates
alike, so in operational time (`frontfoot.goals.clock`) the chain is homogeneous as long as no other multiplier changes:
with generator Q, a bound L on the total rate and P = I + Q / L,

    exp(Q t) = sum over n of Poisson(n; L t) P^n                              (Jensen 1953)

A random length of time, such as a stoppage, only mixes the Poisson weights. One run of powers of P therefore serves
every moment of a stretch at once. All terms are non-negative: nothing cancels, and the only error is the tail that is
left out, which is put on the last term so that probabilities sum to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from frontfoot.goals.clock import Clock, Moment, regular_length
from frontfoot.goals.rates import ScoreState


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a period in which one row of the score-state tables holds.

    Attributes:
        start: where it begins.
        end: second of the period's regular time where it ends; None for the end of the period, stoppage included.
        row: the row of the score-state tables.
    """

    start: Moment
    end: float | None
    row: int

    def holds(self, moment: Moment) -> bool:
        """Whether `moment` falls into the stretch."""
        period, second = self.start.period, self.start.second
        return moment.period == period and second <= moment.second and (self.end is None or moment.second < self.end)


@lru_cache(maxsize=256)
def stretches(score_state: ScoreState, start: Moment, until: int) -> tuple[Stretch, ...]:
    """The stretches from `start` to the end of period `until`, in order; the same for all pairings."""
    pieces = []
    for period in range(start.period, until + 1):
        first = start if period == start.period else Moment(period, 0.0)
        cuts = [s.second for s in score_state.starts if s.period == period and s > first]
        marks = [first.second, *cuts]
        for begin, end in zip(marks, [*cuts, None], strict=True):
            moment = Moment(period, begin)
            pieces.append(Stretch(moment, end, score_state.row(moment)))
    return tuple(pieces)


def poisson_weights(
    clock: Clock, stretch: Stretch, moments: list[Moment], bound: float, tolerance: float
) -> NDArray[np.float64]:
    """Weights of the powers of P for the time from each moment to the end of its stretch.

    Returns:
        Shape (moments, terms); every row sums to 1, the tail beyond `terms` being below `tolerance`.
    """
    period = stretch.start.period
    regular = regular_length(period)
    if stretch.end is not None:
        times = clock.elapsed(period, stretch.end) - _elapsed(clock, period, moments)
        weights = poisson_probabilities(bound * times, tolerance)
    elif all(moment.second <= regular for moment in moments):
        # All share the same stoppage: convolve its mixture with what is left of the regular time.
        before = clock.elapsed(period, regular) - _elapsed(clock, period, moments)
        played = poisson_probabilities(bound * np.maximum(before, 0.0), tolerance)
        times, shares = clock.left(Moment(period, regular))
        stoppage = shares @ poisson_probabilities(bound * times, tolerance)
        weights = np.array([np.convolve(row, stoppage) for row in played])
    else:
        rows = []
        for moment in moments:
            times, shares = clock.left(moment)
            rows.append(shares @ poisson_probabilities(bound * times, tolerance))
        weights = np.zeros((len(rows), max(len(row) for row in rows)))
        for index, row in enumerate(rows):
            weights[index, : len(row)] = row
    return trimmed(weights, tolerance)


def _elapsed(clock: Clock, period: int, moments: list[Moment]) -> NDArray[np.float64]:
    if len(moments) <= 3:
        return np.array([clock.elapsed(period, moment.second) for moment in moments])
    return np.asarray(clock.elapsed(period, np.array([moment.second for moment in moments])))


def poisson_probabilities(means: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
    """Poisson probabilities of 0, 1, ... for each mean, shape (means, terms), far enough for `tolerance`."""
    most = float(means.max())
    terms = int(np.ceil(most + 8.0 * np.sqrt(most) - np.log(tolerance))) + 2
    factors: NDArray[np.float64] = np.empty((len(means), terms))
    factors[:, 0] = np.exp(-means)
    factors[:, 1:] = means[:, None] / np.arange(1, terms)
    np.cumprod(factors, axis=1, out=factors)
    return factors


def trimmed(weights: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
    """Weights cut where the tail falls below `tolerance`; the tail is put on the last one."""
    reached = weights[0].cumsum() if len(weights) == 1 else weights.cumsum(axis=1).min(axis=0)
    needed = int((1.0 - reached < tolerance).argmax()) + 1
    short = weights[:, :needed].copy()
    short[:, -1] += np.maximum(1.0 - short.sum(axis=1), 0.0)
    short /= short.sum(axis=1, keepdims=True)
    return short


# Numbers up to this count: all powers are kept and summed in one product; beyond it memory is the slower part.
FEW = 4000


@dataclass(frozen=True, slots=True)
class TimeStep:
    """One jump of the uniformised chain on a lattice of scores, P = I + Q / bound, on flattened scores (H * A).

    The last index of each axis means that many goals or more: goals beyond it are not counted.
    """

    bound: float
    width: int
    home: NDArray[np.float64]
    away: NDArray[np.float64]
    stay: NDArray[np.float64]

    @classmethod
    def on(cls, multipliers: NDArray[np.float64], home: NDArray[np.float64], away: NDArray[np.float64]) -> TimeStep:
        """The step on a lattice with multipliers (2, H, A) of rates shaped () or (draws,)."""
        factors = multipliers.copy()
        factors[0, -1, :] = 0.0
        factors[1, :, -1] = 0.0
        up_home = np.multiply.outer(home, factors[0].ravel())
        up_away = np.multiply.outer(away, factors[1].ravel())
        stay = up_home + up_away
        bound = max(float(stay.max()), 1e-12)
        up_home /= bound
        up_away /= bound
        stay /= -bound
        stay += 1.0
        return cls(bound, multipliers.shape[2], up_home, up_away, stay)

    def series(self, value: NDArray[np.float64], weights: NDArray[np.float64], *, forward: bool) -> NDArray[np.float64]:
        """Sum over n of weights[:, n] P^n v, shape (rows of weights, ...); of the transpose of P if `forward`."""
        shape = np.broadcast_shapes(value.shape, self.stay.shape)
        size, terms = prod(shape), weights.shape[1]
        step = self._forward if forward else self._backward
        spare = np.empty(shape)
        if len(weights) <= 3 and size > FEW:
            powers = np.zeros((2, size + self.width))
            powers[0, :size].reshape(shape)[...] = value
            total = np.multiply.outer(weights[:, 0], powers[0, :size].reshape(shape))
            for n in range(1, terms):
                now = step(powers[(n - 1) % 2], powers[n % 2], spare)
                for row in range(len(weights)):
                    np.multiply(now, weights[row, n], out=spare)
                    total[row] += spare
            return total
        powers = np.zeros((terms, size + self.width))
        powers[0, :size].reshape(shape)[...] = value
        for n in range(1, terms):
            step(powers[n - 1], powers[n], spare)
        return (weights @ powers)[:, :size].reshape(len(weights), *shape)

    def back(
        self, value: NDArray[np.float64], weights: NDArray[np.float64], scores: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The value before a random number of jumps, and before each number of them at the first scores.

        Args:
            value: after the jumps, shape (..., H * A).
            weights: of 0, 1, ... jumps.
            scores: how many numbers of goals of each side belong to the first scores.

        Returns:
            Sum over n of weights[n] P^n v, shape (..., H * A), and P^n v, shape (terms, ..., scores, scores).
        """
        shape = np.broadcast_shapes(value.shape, self.stay.shape)
        size = prod(shape)
        powers = np.zeros((2, size + self.width))
        now = powers[0, :size].reshape(shape)
        now[...] = value
        corners = [row[:size].reshape(*shape[:-1], -1, self.width)[..., :scores, :scores] for row in powers]
        total, spare = weights[0] * now, np.empty(shape)
        first = np.empty((len(weights), *corners[0].shape))
        first[0] = corners[0]
        for n in range(1, len(weights)):
            now = self._backward(powers[(n - 1) % 2], powers[n % 2], spare)
            first[n] = corners[n % 2]
            np.multiply(now, weights[n], out=spare)
            total += spare
        return total, first

    # Both steps work on flat memory: a shift by a whole row of scores, or by one score, runs from one chain on into the
    # next, but there the rate is zero, because goals beyond the last index are not counted.

    def _backward(
        self, value: NDArray[np.float64], after: NDArray[np.float64], spare: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """P v, from and to flat arrays with `width` zeros at their end."""
        size, shape = spare.size, spare.shape
        now, by_home, by_away, result = value[:size], value[self.width :], value[1 : size + 1], after[:size]
        if spare.ndim > 1:
            now, by_home, by_away, result = (part.reshape(shape) for part in (now, by_home, by_away, result))
        np.multiply(self.stay, now, out=result)
        np.multiply(self.home, by_home, out=spare)
        result += spare
        np.multiply(self.away, by_away, out=spare)
        result += spare
        return result

    def _forward(
        self, probability: NDArray[np.float64], after: NDArray[np.float64], spare: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The transpose of P applied to probabilities, from and to flat arrays as in `_backward`."""
        size, width, shape = spare.size, self.width, spare.shape
        now, result, flow = probability[:size], after[:size], spare
        if spare.ndim > 1:
            now, result, flow = now.reshape(shape), result.reshape(shape), spare.reshape(-1)
        np.multiply(self.stay, now, out=result)
        np.multiply(self.home, now, out=spare)
        after[width:size] += flow[:-width]
        np.multiply(self.away, now, out=spare)
        after[1:size] += flow[:-1]
        return result
