"""`PeriodOdds`: odds of going through at any moment before a period ends, for one score, from one backward pass.

The score from which goals are counted, the size of the table of further goals and the number of terms depend on the
rates and the score alone. The value at a moment is therefore the same to the last digit, whatever else is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.goals.clock import Clock, Moment, regular_length
from frontfoot.goals.rates import Rates
from frontfoot.goals.uniformisation import Stretch, TimeStep, poisson_probabilities, poisson_weights, stretches

TOLERANCE: Final = 1e-8


@dataclass(frozen=True, eq=False, slots=True)
class _Solved:
    """The value of the payoff after n jumps of the chain in one stretch of the match, at the present score.

    Attributes:
        stretch: of the match.
        bound: of the chain's jumps by operational time.
        until: operational time of its period when its regular time is up.
        after: shape (terms, values), after n jumps before its regular time is up, those of its stoppage still to come.
        after_all: shape (terms, values), after n jumps before it ends; the same where no stoppage follows.
    """

    stretch: Stretch
    bound: float
    until: float
    after: NDArray[np.float64]
    after_all: NDArray[np.float64]

    @classmethod
    def of(cls, clock: Clock, stretch: Stretch, bound: float, after_all: NDArray[np.float64]) -> _Solved:
        """A stretch from the values after n jumps before it ends."""
        period = stretch.start.period
        end = regular_length(period) if stretch.end is None else stretch.end
        until = float(clock.elapsed(period, end))
        if stretch.end is not None:
            return cls(stretch, bound, until, after_all, after_all)
        times, shares = clock.left(Moment(period, end))
        stoppage = shares @ poisson_probabilities(bound * times, TOLERANCE)
        stoppage /= stoppage.sum()
        # The last term is used for all that come after it.
        last = np.broadcast_to(after_all[-1], (len(stoppage) - 1, after_all.shape[1]))
        windows = np.lib.stride_tricks.sliding_window_view(np.concatenate([after_all, last]), len(stoppage), axis=0)
        return cls(stretch, bound, until, windows @ stoppage, after_all)

    def at(self, clock: Clock, moment: Moment, tolerance: float) -> NDArray[np.float64]:
        """The value at a moment of the stretch, shape (values,)."""
        period, second = self.stretch.start.period, moment.second
        if second > regular_length(period):
            weights = poisson_weights(clock, self.stretch, [moment], self.bound, tolerance)[0][: len(self.after_all)]
            return np.asarray(weights @ self.after_all[: len(weights)] / float(weights.sum()))
        mean = self.bound * (self.until - float(clock.elapsed(period, float(second))))
        if mean <= 0.0:
            return np.asarray(self.after[0])
        weights = np.exp(np.arange(len(self.after)) * log(mean) - mean - _log_factorials(len(self.after)))
        worth: NDArray[np.float64] = weights @ self.after / weights.sum()
        return worth


@cache
def _log_factorials(terms: int) -> NDArray[np.float64]:
    """Logarithms of 0!, 1!, ..."""
    logs: NDArray[np.float64] = np.cumsum(np.log(np.maximum(np.arange(terms), 1.0)))
    return logs


class PeriodOdds:
    """The value of a payoff due after a period, at every moment from `start` on while the score stays the same.

    Args:
        rates: of the match, base rates of shape (nodes,) or ().
        payoff: shape (values, [nodes,] H, A): by further goals of both sides.
        score: now, (home, away).
        men: players on the pitch.
        carried: the home side's lead from the first leg.
        start: where the first of the periods begins.
        until: the period after which the payoff is due.
    """

    def __init__(
        self,
        rates: Rates,
        payoff: NDArray[np.float64],
        score: tuple[int, int],
        men: tuple[int, int],
        carried: int,
        *,
        start: Moment,
        until: int,
    ) -> None:
        self._clock = rates.clock
        home, away = rates.constants(men)
        shape = payoff.shape[-2:]
        value = payoff.reshape(*payoff.shape[:-2], shape[0] * shape[1])
        self._shape = value.shape[:-1]
        pieces = stretches(rates.score_state, start, until)
        self._tolerance = TOLERANCE / len(pieces)
        steps: dict[int, TimeStep] = {}
        self._solved: list[_Solved] = []
        for stretch in reversed(pieces):
            if stretch.row not in steps:
                multipliers = rates.score_state.lattice(stretch.row, shape, score=score, carried=carried)
                steps[stretch.row] = TimeStep.on(multipliers, home, away)
            step = steps[stretch.row]
            weights = poisson_weights(rates.clock, stretch, [stretch.start], step.bound, self._tolerance)
            value, worth = step.back(value, weights[0])
            self._solved.append(_Solved.of(rates.clock, stretch, step.bound, worth.reshape(len(worth), -1)))

    def at(self, moment: Moment) -> NDArray[np.float64]:
        """The value at a moment of the periods, shape (values, [nodes])."""
        part = next(part for part in self._solved if part.stretch.holds(moment))
        return part.at(self._clock, moment, self._tolerance).reshape(self._shape)
