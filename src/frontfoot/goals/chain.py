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
from typing import TYPE_CHECKING

import numpy as np

from frontfoot.goals.clock import Moment, regular_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from frontfoot.goals.clock import Clock
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


def stretches(score_state: ScoreState, start: Moment, until: int) -> list[Stretch]:
    """The stretches from `start` to the end of period `until`, in order."""
    found = []
    for period in range(start.period, until + 1):
        first = start if period == start.period else Moment(period, 0.0)
        cuts = [s.second for s in score_state.starts if s.period == period and s > first]
        marks = [first.second, *cuts]
        for begin, end in zip(marks, [*cuts, None], strict=True):
            moment = Moment(period, begin)
            found.append(Stretch(moment, end, score_state.row(moment)))
    return found


def poisson_weights(
    clock: Clock, stretch: Stretch, moments: list[Moment], bound: float, tolerance: float
) -> NDArray[np.float64]:
    """Weights of the powers of P for the time from each moment to the end of its stretch.

    Returns:
        Shape (moments, terms); every row sums to 1, the tail beyond `terms` being below `tolerance`.
    """
    regular = regular_length(stretch.start.period)
    if stretch.end is not None:
        seconds = np.array([moment.second for moment in moments])
        elapsed = clock.elapsed(stretch.start.period, seconds)
        times = clock.elapsed(stretch.start.period, stretch.end) - elapsed
        weights = _poisson(bound * times, tolerance)
    elif all(moment.second <= regular for moment in moments):
        # All share the same stoppage: convolve its mixture with what is left of the regular time.
        seconds = np.array([moment.second for moment in moments])
        elapsed = clock.elapsed(stretch.start.period, seconds)
        played = _poisson(bound * np.maximum(clock.elapsed(stretch.start.period, regular) - elapsed, 0.0), tolerance)
        times, shares = clock.left(Moment(stretch.start.period, regular))
        stoppage = shares @ _poisson(bound * times, tolerance)
        weights = np.zeros((len(moments), played.shape[1] + len(stoppage) - 1))
        for n, weight in enumerate(stoppage):
            weights[:, n : n + played.shape[1]] += weight * played
    else:
        rows = []
        for moment in moments:
            times, shares = clock.left(moment)
            rows.append(shares @ _poisson(bound * times, tolerance))
        weights = np.zeros((len(rows), max(len(row) for row in rows)))
        for index, row in enumerate(rows):
            weights[index, : len(row)] = row
    return trimmed(weights, tolerance)


def _poisson(means: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
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
    tails = 1.0 - np.cumsum(weights, axis=1)
    needed = int(np.argmax(tails.max(axis=0) < tolerance)) + 1
    kept = weights[:, :needed].copy()
    kept[:, -1] += np.maximum(1.0 - kept.sum(axis=1), 0.0)
    kept /= kept.sum(axis=1, keepdims=True)
    return kept


@dataclass(frozen=True, slots=True)
class Step:
    """One jump of the uniformised chain on a lattice of scores, P = I + Q / bound, on flattened scores (H * A).

    The last index of each axis means that many goals or more: goals beyond it are not counted.
    """

    bound: float
    width: int
    home: NDArray[np.float64]
    away: NDArray[np.float64]
    stay: NDArray[np.float64]

    @classmethod
    def on(cls, multipliers: NDArray[np.float64], home: NDArray[np.float64], away: NDArray[np.float64]) -> Step:
        """The step on a lattice with multipliers (2, H, A) of rates shaped () or (draws,)."""
        factors = multipliers.copy()
        factors[0, -1, :] = 0.0
        factors[1, :, -1] = 0.0
        up_home = np.multiply.outer(home, factors[0].ravel())
        up_away = np.multiply.outer(away, factors[1].ravel())
        total = up_home + up_away
        bound = max(float(total.max()), 1e-12)
        return cls(bound, multipliers.shape[2], up_home / bound, up_away / bound, 1.0 - total / bound)

    def backward(self, value: NDArray[np.float64]) -> NDArray[np.float64]:
        """P v."""
        width = self.width
        after = self.stay * value
        after[..., :-width] += self.home[..., :-width] * value[..., width:]
        after[..., :-1] += self.away[..., :-1] * value[..., 1:]
        return after

    def forward(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """The transpose of P applied to probabilities."""
        width = self.width
        after = self.stay * probability
        after[..., width:] += self.home[..., :-width] * probability[..., :-width]
        after[..., 1:] += self.away[..., :-1] * probability[..., :-1]
        return after

    def series(self, value: NDArray[np.float64], weights: NDArray[np.float64], *, forward: bool) -> NDArray[np.float64]:
        """Sum over n of weights[:, n] P^n v, shape (rows of weights, ...)."""
        step = self.forward if forward else self.backward
        power = np.broadcast_to(value, np.broadcast_shapes(value.shape, self.stay.shape))
        if len(weights) <= 3:
            total = np.stack([weight * power for weight in weights[:, 0]])
            for n in range(1, weights.shape[1]):
                power = step(power)
                for row in range(len(weights)):
                    total[row] += weights[row, n] * power
            return total
        powers = np.stack(list(_powers(step, power, weights.shape[1])))
        flat = weights @ powers.reshape(len(powers), -1)
        return flat.reshape(len(weights), *power.shape)


def _powers(
    step: Callable[[NDArray[np.float64]], NDArray[np.float64]], power: NDArray[np.float64], terms: int
) -> Iterator[NDArray[np.float64]]:
    yield power
    for _ in range(terms - 1):
        power = step(power)
        yield power
