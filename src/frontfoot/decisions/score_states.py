"""The states of the game: scores, and numbers of players if cards can change them.

A payoff that depends only on the lead needs one state for each lead (and one for 0-0, where the score-state effect
differs); one that depends on the goals themselves (away goals) needs one for each score. The states form a graph with
one arrow for each thing that can happen: our goal, theirs, our red card, theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats
from frontfoot.goals.rates import Rates

EQUAL = 1e-12
"""Payoffs closer than this are the same."""


@dataclass(frozen=True, eq=False)
class ScoreStates:
    """The scores that are states of their own, from our side's view; index 0 is the current score.

    Attributes:
        ours, theirs: further goals of a score that stands for the state, shape (states,).
        after_ours, after_theirs: the state after our next goal and after theirs; the state itself where goals are no
            longer counted, shape (states,).
        payoff: at the end, shape (states,).
    """

    ours: NDArray[np.intp]
    theirs: NDArray[np.intp]
    after_ours: NDArray[np.intp]
    after_theirs: NDArray[np.intp]
    payoff: Floats

    @classmethod
    def of(cls, payoff: Floats) -> ScoreStates:
        """The smallest set of states for a payoff over further goals, shape (ours, theirs), at least 2 x 2."""
        # The score now is a state of its own, so its payoff (0-0 may differ by a hair) is not compared.
        same = np.abs(payoff[1:, 1:] - payoff[:-1, :-1]) < EQUAL
        same[0, 0] = True
        return cls._leads(payoff) if same.all() else cls._scores(payoff)

    @classmethod
    def _scores(cls, payoff: Floats) -> ScoreStates:
        height, width = payoff.shape
        index = np.arange(height * width).reshape(height, width)
        after_ours, after_theirs = index.copy(), index.copy()
        after_ours[:-1], after_theirs[:, :-1] = index[1:], index[:, 1:]
        ours, theirs = np.indices(payoff.shape)
        return cls(ours.ravel(), theirs.ravel(), after_ours.ravel(), after_theirs.ravel(), payoff.ravel())

    @classmethod
    def _leads(cls, payoff: Floats) -> ScoreStates:
        # State 0 is the score now; after it the further leads 1 - width ... height - 1, each reached by some goal.
        height, width = payoff.shape
        leads = np.arange(1 - width, height)
        place = np.arange(1, len(leads) + 1)
        level = int(np.flatnonzero(leads == 0)[0]) + 1
        # A lead is stood for by a score with at least one goal, since the first goal ends 0-0 for good.
        ours = np.maximum(leads, 0) + (leads == 0)
        theirs = np.maximum(-leads, 0) + (leads == 0)
        after_ours = np.concatenate([[level + 1], np.minimum(place + 1, len(leads))])
        after_theirs = np.concatenate([[level - 1], np.maximum(place - 1, 1)])
        level_later = payoff[1, 1]
        by_lead = np.where(leads >= 0, payoff[np.maximum(leads, 0), 0], payoff[0, np.maximum(-leads, 0)])
        by_lead[level - 1] = level_later
        return cls(
            np.concatenate([[0], ours]),
            np.concatenate([[0], theirs]),
            after_ours,
            after_theirs,
            np.concatenate([[payoff[0, 0]], by_lead]),
        )

    def multipliers(
        self, rates: Rates, row: int, score: tuple[int, int], carried: int, *, we_are_home: bool
    ) -> tuple[Floats, Floats]:
        """Score-state multipliers of (our, their) rates in each state; the last counted goals add no more.

        Args:
            row: of the score-state tables.
            score: now, (home, away).
            carried: the home side's lead before this match.
        """
        height, width = int(self.ours.max()) + 1, int(self.theirs.max()) + 1
        if we_are_home:
            lattice = rates.score_state.lattice(row, (height, width), score=score, carried=carried)
            ours, theirs = lattice[0, self.ours, self.theirs], lattice[1, self.ours, self.theirs]
        else:
            lattice = rates.score_state.lattice(row, (width, height), score=score, carried=carried)
            ours, theirs = lattice[1, self.theirs, self.ours], lattice[0, self.theirs, self.ours]
        here = np.arange(len(self.ours))
        return np.where(self.after_ours == here, 0.0, ours), np.where(self.after_theirs == here, 0.0, theirs)
