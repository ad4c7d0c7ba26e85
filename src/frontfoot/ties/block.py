"""`Block`: scores of a match that are solved together, with the scores that may follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from frontfoot.core.arrays import Floats, Ints
from frontfoot.goals.clock import Moment
from frontfoot.goals.forecast import lattice_size
from frontfoot.goals.rates import Rates

Score: TypeAlias = tuple[int, int]

TOLERANCE: Final = 1e-9
"""Largest probability of the goals beyond a block that are not distinguished."""
SCORES: Final = 4
"""Numbers of goals of each side that are solved together: 0 to 3, 4 to 7, ..."""


@dataclass(frozen=True, slots=True)
class Block:
    """The scores of a match that are solved together, and those that may follow.

    Attributes:
        first: the lowest of these scores, (home, away).
        shape: how many numbers of (home, away) goals from `first` on are distinguished.
    """

    first: Score
    shape: Score

    @staticmethod
    def first_of(score: Score) -> Score:
        """The lowest score of the block with this score.

        >>> Block.first_of((5, 3))
        (4, 0)
        """
        return score[0] - score[0] % SCORES, score[1] - score[1] % SCORES

    @classmethod
    def of(cls, rates: Rates, first: Score, start: Moment, until: int, men: tuple[int, int]) -> Block:
        """The block from a score on, with room for the goals from `start` to the end of period `until`."""
        home, away = lattice_size(rates, start, until=until, men=men, tolerance=TOLERANCE)
        return cls(first, (home + SCORES - 1, away + SCORES - 1))

    def lead(self, carried: int) -> Ints:
        """The home side's lead in the tie at every score, shape (H, A)."""
        lead = carried + self.first[0] - self.first[1]
        return lead + np.arange(self.shape[0])[:, None] - np.arange(self.shape[1])

    def ahead_and_behind(self, carried: int) -> tuple[Floats, Floats]:
        """1 at the scores at which the home side is ahead in the tie, or behind, else 0; each of shape (H * A,)."""
        return _ahead_and_behind(self, carried)

    def level(self, carried: int) -> tuple[Ints, Ints]:
        """The places (home, away) of the scores at which the tie is level, by ascending away goals."""
        return _level(self, carried)


# The same few blocks occur in one forecast after another.
@lru_cache
def _ahead_and_behind(block: Block, carried: int) -> tuple[Floats, Floats]:
    lead = block.lead(carried).ravel()
    both = (lead > 0).astype(float), (lead < 0).astype(float)
    for part in both:
        part.flags.writeable = False
    return both


@lru_cache
def _level(block: Block, carried: int) -> tuple[Ints, Ints]:
    away = np.arange(block.shape[1])
    home = away - (carried + block.first[0] - block.first[1])
    inside = (home >= 0) & (home < block.shape[0])
    both = home[inside], away[inside]
    for part in both:
        part.flags.writeable = False
    return both
