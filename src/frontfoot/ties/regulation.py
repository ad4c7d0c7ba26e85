"""Odds of going through at any moment of the 90 minutes, for one score: one backward pass serves every moment.

The score from which goals are counted, the size of the table of further goals and the number of terms depend on the
rates and the score alone, so that a moment has the same figure to the last digit whichever other moments are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.goals.clock import Moment
from frontfoot.goals.forecast import KICK_OFF
from frontfoot.goals.rates import Rates
from frontfoot.goals.uniformisation import Stretch, TimeStep, poisson_weights, stretches

TOLERANCE: Final = 1e-8


@dataclass(frozen=True, eq=False)
class _Solved:
    """A stretch of the match: what the payoff is worth after n jumps of the chain, at the score now.

    Attributes:
        stretch: of the match.
        bound: of the chain's jumps by operational time.
        worth: shape (terms, values).
    """

    stretch: Stretch
    bound: float
    worth: NDArray[np.float64]


class RegulationOdds:
    """What a payoff after 90 minutes is worth at every moment of them while the score stays as it is.

    Args:
        rates: of the match, base rates of shape (nodes,) or ().
        payoff: shape (values, [nodes,] H, A): by further goals of both sides.
        score: now, (home, away).
        men: on the pitch.
        carried: lead that the home side brings into the match.
    """

    def __init__(
        self, rates: Rates, payoff: NDArray[np.float64], score: tuple[int, int], men: tuple[int, int], carried: int
    ) -> None:
        self._clock = rates.clock
        home, away = rates.constants(men)
        shape = payoff.shape[-2:]
        value = payoff.reshape(*payoff.shape[:-2], shape[0] * shape[1])
        self._shape = value.shape[:-1]
        pieces = stretches(rates.score_state, KICK_OFF, 2)
        self._tolerance = TOLERANCE / len(pieces)
        steps: dict[int, TimeStep] = {}
        solved = []
        for stretch in reversed(pieces):
            if stretch.row not in steps:
                multipliers = rates.score_state.lattice(stretch.row, shape, score=score, carried=carried)
                steps[stretch.row] = TimeStep.on(multipliers, home, away)
            step = steps[stretch.row]
            weights = poisson_weights(rates.clock, stretch, [stretch.start], step.bound, self._tolerance)
            powers = step.powers(value, weights.shape[1])
            # Copied: a view of the score now would hold the powers of all other scores in memory, 100 times as much.
            worth = powers[..., 0].reshape(len(powers), -1).copy()
            solved.append(_Solved(stretch, step.bound, worth))
            value = np.tensordot(weights[0], powers, axes=1)
        self._solved = solved

    def at(self, moment: Moment) -> NDArray[np.float64]:
        """The worth at a moment of the 90 minutes, shape (values, [nodes])."""
        part = next(part for part in self._solved if part.stretch.holds(moment))
        weights = poisson_weights(self._clock, part.stretch, [moment], part.bound, self._tolerance)[0]
        terms = min(len(weights), len(part.worth))
        return np.asarray(weights[:terms] @ part.worth[:terms]).reshape(self._shape)
