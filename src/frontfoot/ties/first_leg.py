"""What a score of the first leg is worth: the whole second leg, for every score of the first at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.goals.rates import Rates
from frontfoot.ties.ending import WAYS, Ending
from frontfoot.ties.leads import ends_by_lead
from frontfoot.ties.rulebook import Rules

MOST_LEAD: Final = 9
"""A larger lead of the first leg counts as certain: less than one in a million is turned round, and few there are."""


def after_first_leg(rules: Rules, rates: Rates, shape: tuple[int, int], last_odds: float) -> NDArray[np.float64]:
    """Odds of every way for every score of the first leg.

    Args:
        rules: of the tie.
        rates: of the second leg; base rates may be arrays (draws,).
        shape: scores of the first leg to look at, (H, A), its home side first.
        last_odds: of the second leg's home side in a shoot-out, replay or toss.

    Returns:
        Shape ([draws,] ways, 2, H, A); the first leg's home side comes first again.
    """
    height, width = shape
    most = min(height - 1, MOST_LEAD), min(width - 1, MOST_LEAD)
    leads = np.arange(-most[0], most[1] + 1)  # of the second leg's home side, which was the first leg's away side
    table = np.zeros((*rates.home.shape, len(WAYS), 2, height, width))
    ahead = np.arange(height)[:, None] - np.arange(width)
    table[..., 0, 0, :, :] = ahead > MOST_LEAD
    table[..., 0, 1, :, :] = ahead < -MOST_LEAD
    away_goals_count = rules.away_goals or rules.away_goals_after_extra_time
    ends = ends_by_lead(rates, MOST_LEAD, away_goals=away_goals_count)
    level = Ending.of(rules, rates, carried=0, last_odds=last_odds)
    for lead in leads:
        # Goals away in the first leg, of the side that is at home in the second.
        away_goals = np.arange(max(0, int(lead)), min(width, height + int(lead)))
        different = away_goals if away_goals_count else away_goals[:1]
        goalless = level.goalless if lead == 0 else None
        spread = different if rates.home.ndim == 0 else different[:, None]
        ending = Ending(rules, int(lead), spread, last_odds, level.plain, goalless)
        at = MOST_LEAD + lead
        ways = ending.of_ends(ends.ahead[at], ends.behind[at], ends.level[at])
        if rates.home.ndim:
            ways = np.moveaxis(ways, 0, 1)
        # ways: ([draws,] first-leg scores, ways, 2) with the second leg's home side first; turn to the first leg's.
        table[..., away_goals - lead, away_goals] = np.moveaxis(ways[..., ::-1], -3, -1)
    return table
