"""`PeriodOdds`: odds of going through at any moment before a period ends, for a block of scores at once.

The scores that are solved together, the size of the table of further goals and the number of terms depend on the rates
and on the block of scores alone. The value at a moment and score is therefore the same to the last digit, whatever else
is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import log

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.goals.clock import Clock, Moment, regular_length
from frontfoot.goals.rates import Rates
from frontfoot.goals.uniformisation import Stretch, TimeStep, poisson_probabilities, poisson_weights, stretches, trimmed
from frontfoot.ties.block import SCORES, TOLERANCE, Block, Score


class _Part:
    """One stretch of the match: the jumps of the chain of scores in it.

    Args:
        clock: of the match.
        stretch: of the match.
        step: one jump of the chain.
        tolerance: largest tail of the number of jumps that is left out.

    Attributes:
        whole: weights of the number of jumps from the start of the stretch to its end.
    """

    def __init__(self, clock: Clock, stretch: Stretch, step: TimeStep, tolerance: float) -> None:
        self.stretch, self.step = stretch, step
        self._clock, self._tolerance = clock, tolerance
        period = stretch.start.period
        end = regular_length(period) if stretch.end is None else stretch.end
        self._until = float(clock.elapsed(period, end))
        self._stoppage: Floats = np.ones(1)
        if stretch.end is None:
            times, shares = clock.left(Moment(period, end))
            self._stoppage = shares @ poisson_probabilities(step.bound * times, tolerance)
        self._terms = 0
        self.whole: Floats = trimmed(self._jumps(stretch.start)[None], tolerance)[0]
        self._terms = len(self.whole)
        self._latest: tuple[Moment, Floats] = stretch.start, self.whole

    def weights(self, moment: Moment) -> Floats:
        """Weights of the number of jumps from a moment of the stretch to its end; not more terms than `whole`."""
        if moment == self.stretch.start:
            return self.whole
        latest, weights = self._latest
        if latest != moment:
            weights = self._jumps(moment)[: self._terms]
            weights = weights / weights.sum()
            self._latest = moment, weights
        return weights

    def _jumps(self, moment: Moment) -> Floats:
        period, second = self.stretch.start.period, moment.second
        if second > regular_length(period):
            return np.asarray(poisson_weights(self._clock, self.stretch, [moment], self.step.bound, self._tolerance)[0])
        mean = self.step.bound * (self._until - float(self._clock.elapsed(period, float(second))))
        if mean <= 0.0:
            return self._stoppage
        terms = self._terms or int(mean + 8.0 * mean**0.5 - log(self._tolerance)) + 3
        played = np.exp(np.arange(terms) * log(mean) - mean - _log_factorials(terms))
        jumps: Floats = np.convolve(played, self._stoppage)
        return jumps


@cache
def _log_factorials(terms: int) -> Floats:
    """Logarithms of 0!, 1!, ..."""
    logs: Floats = np.cumsum(np.log(np.maximum(np.arange(terms), 1.0)))
    return logs


class PeriodOdds:
    """The value of a payoff due after a period, at every moment from `start` on and every score of a block.

    Args:
        rates: of the match, base rates of shape (nodes,) or ().
        block: the scores.
        payoff: the payoff, shape (values, [nodes,] H, A), by the scores from the first of the block on; asked for once
            and not before it is needed.
        men: players on the pitch.
        carried: the home side's lead from the first leg.
        start: where the first of the periods begins.
        until: the period after which the payoff is due.
    """

    def __init__(
        self,
        rates: Rates,
        block: Block,
        payoff: Callable[[], Floats],
        men: tuple[int, int],
        carried: int,
        *,
        start: Moment,
        until: int,
    ) -> None:
        self.block = block
        home, away = rates.constants(men)
        self._rates, self._home, self._away, self._carried = rates, home, away, carried
        self._drawn = home.shape
        self._stretches = stretches(rates.score_state, start, until)
        # Parts and steps (by row of the score-state tables) are made as they are asked for.
        self._parts: dict[int, _Part] = {}
        self._steps: dict[int, TimeStep] = {}
        self._payoff = payoff
        # From the end backward: the values at the end of a stretch, and those after each number of jumps before it.
        self._solved: tuple[tuple[Floats, Floats], ...] = ()

    def at(self, moment: Moment, score: Score) -> Floats:
        """The value at a moment of the periods and a score of the block, shape (values, [nodes])."""
        place = self._stretch_of(moment)
        weights = self._part(place).weights(moment)
        worth = self._worth(place)[self._place(score)][: len(weights)]
        return np.asarray(weights @ worth).reshape(-1, *self._drawn)

    def _stretch_of(self, moment: Moment) -> int:
        return next(i for i, stretch in enumerate(self._stretches) if stretch.holds(moment))

    def _part(self, place: int) -> _Part:
        """The part of the match that a stretch, by its place, is."""
        if place not in self._parts:
            stretch, rates, block = self._stretches[place], self._rates, self.block
            if stretch.row not in self._steps:
                factors = rates.score_state.lattice(stretch.row, block.shape, score=block.first, carried=self._carried)
                self._steps[stretch.row] = TimeStep.on(factors, self._home, self._away)
            tolerance = TOLERANCE / len(self._stretches)
            self._parts[place] = _Part(rates.clock, stretch, self._steps[stretch.row], tolerance)
        return self._parts[place]

    def _place(self, score: Score) -> Score:
        return score[0] - self.block.first[0], score[1] - self.block.first[1]

    def _worth(self, place: int) -> Floats:
        """Values in a stretch by score and number of jumps before its end, shape (4, 4, terms, values [x nodes]).

        Stretches are solved as they are asked for, from the last one back.
        """
        last = len(self._stretches) - 1
        # Read and written once, so that several threads may ask at a time.
        solved = self._solved
        while len(solved) <= last - place:
            part = self._part(last - len(solved))
            value = solved[-1][0] if solved else self._end()
            value, worth = part.step.back(value, part.whole, SCORES)
            by_score = np.moveaxis(worth, (-2, -1), (0, 1)).reshape(SCORES, SCORES, len(worth), -1)
            solved = (*solved, (value, by_score))
        self._solved = solved
        return solved[last - place][1]

    def _end(self) -> Floats:
        """The payoff on flattened scores; a single value has no axis, so that its arrays are flat and quick."""
        payoff = self._payoff()
        leading = payoff.shape[1:-2] if len(payoff) == 1 else payoff.shape[:-2]
        return payoff.reshape(*leading, -1)

    def goals(self, moment: Moment, score: Score) -> Floats:
        """Probabilities of every score at the end from a moment and score on, shape ([nodes,] H, A)."""
        begin = self._stretch_of(moment)
        size = self.block.shape[0] * self.block.shape[1]
        home, away = self._place(score)
        probability = np.zeros((*self._drawn, size))
        probability[..., home * self.block.shape[1] + away] = 1.0
        for place in range(begin, len(self._stretches)):
            part = self._part(place)
            weights = part.weights(moment) if place == begin else part.whole
            probability = part.step.series(probability, weights[None], forward=True)[0]
        return probability.reshape(*self._drawn, *self.block.shape)
