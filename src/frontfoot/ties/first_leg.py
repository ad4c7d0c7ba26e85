"""The odds of going through by score of the first leg, computed over the whole second leg for all scores at once."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats
from frontfoot.goals.rates import Rates
from frontfoot.ties.block import Block
from frontfoot.ties.ending import WAYS, Ending
from frontfoot.ties.leads import ends_by_lead
from frontfoot.ties.rulebook import Rules

MOST_LEAD: Final = 9
"""A larger lead from the first leg counts as certain: it is overturned less than once in a million."""
LEADS: Final = range(-MOST_LEAD, MOST_LEAD + 1)


class SecondLegs:
    """The odds of going through for every score of the first leg: the second leg solved for all leads at once.

    Args:
        rules: of the tie.
        rates: of the second leg; base rates may be arrays (draws,).
        last_odds: of the second leg's home side in a shoot-out, replay or toss.
    """

    def __init__(self, rules: Rules, rates: Rates, last_odds: float) -> None:
        self._rules = rules
        self._drawn = rates.home.shape
        self._away_goals = rules.away_goals or rules.away_goals_after_extra_time
        self._ends = ends_by_lead(rates, MOST_LEAD, away_goals=self._away_goals)
        self._level = Ending.of(rules, rates, carried=0, last_odds=last_odds)
        # Without the rule of away goals the lead alone counts.
        self._by_lead = (
            {} if self._away_goals else {lead: self._from_lead(lead, np.zeros(1, dtype=int)) for lead in LEADS}
        )

    def through(self, shape: tuple[int, int]) -> Floats:
        """Odds of going through for every score of the first leg.

        Args:
            shape: numbers of home and away scores of the first leg, (H, A), its home side first.

        Returns:
            Shape ([draws,] 2, H, A); the first leg's home side comes first again.
        """
        height, width = shape
        table = np.zeros((*self._drawn, 2, height, width))
        ahead = np.arange(height)[:, None] - np.arange(width)
        table[..., 0, :, :] = ahead > MOST_LEAD
        table[..., 1, :, :] = ahead < -MOST_LEAD
        # Leads of the second leg's home side, which was the first leg's away side.
        for lead in range(-min(height - 1, MOST_LEAD), min(width - 1, MOST_LEAD) + 1):
            # Goals away in the first leg, of the side that is at home in the second.
            away_goals = np.arange(max(0, lead), min(width, height + lead))
            ways = self._by_lead[lead] if self._by_lead else self._from_lead(lead, away_goals)
            # Turned to the first leg's home side.
            table[..., away_goals - lead, away_goals] = np.moveaxis(ways.sum(axis=-2)[..., ::-1], -2, -1)
        return table

    def of_scores(self, probabilities: Floats, block: Block) -> Floats:
        """Odds of every way from the probabilities of the scores of the first leg.

        A table of every way by score would for many draws take far more memory than all else.

        Args:
            probabilities: shape ([draws,] H, A), of the scores of the block, the first leg's home side first.
            block: which scores these are.

        Returns:
            Shape ([draws,] ways, 2), the first leg's home side first.
        """
        # Leads of the second leg's home side, which was the first leg's away side.
        leads = -block.lead(0)
        odds = np.zeros((*self._drawn, len(WAYS), 2))
        odds[..., 0, 0] = probabilities[..., leads < -MOST_LEAD].sum(axis=-1)
        odds[..., 0, 1] = probabilities[..., leads > MOST_LEAD].sum(axis=-1)
        for lead in range(max(int(leads.min()), -MOST_LEAD), min(int(leads.max()), MOST_LEAD) + 1):
            home, away = np.nonzero(leads == lead)
            chance = probabilities[..., home, away]
            if self._by_lead:
                then = chance.sum(axis=-1)[..., None, None] * self._by_lead[lead][..., 0, :, :]
            else:
                then = np.einsum("...k,...kws->...ws", chance, self._from_lead(lead, block.first[1] + away))
            odds += then[..., ::-1]
        return odds

    def _from_lead(self, lead: int, away_goals: NDArray[Any]) -> Floats:
        """Odds of every way from a lead, shape ([draws,] away goals, ways, 2), the second leg's home side first."""
        level, at = self._level, MOST_LEAD + lead
        spread = away_goals[:, None] if self._drawn else away_goals
        goalless = level.goalless if lead == 0 else None
        ending = Ending(self._rules, lead, spread, level.last_odds, level.plain, goalless)
        ways = ending.of_ends(self._ends.ahead[at], self._ends.behind[at], self._ends.level[at])
        return np.moveaxis(ways, 0, 1) if self._drawn else ways
