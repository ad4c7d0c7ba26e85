"""What a score of the first leg is worth: the whole second leg, for every score of the first at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.goals.forecast import KICK_OFF, lattice_size
from frontfoot.goals.rates import Rates
from frontfoot.goals.uniformisation import TimeStep as ChainStep
from frontfoot.goals.uniformisation import poisson_weights, stretches
from frontfoot.ties.ending import WAYS, Ending
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
    tables = _second_legs(rates, leads)
    plain = Ending.of(rules, rates, carried=1, last_odds=last_odds)
    level = Ending.of(rules, rates, carried=0, last_odds=last_odds)
    for index, lead in enumerate(leads):
        away_goals = np.arange(
            max(0, int(lead)), min(width, height + int(lead))
        )  # scored by the second leg's home side
        base = level if lead == 0 else plain
        spread = away_goals if rates.home.ndim == 0 else away_goals[:, None]
        ending = Ending(rules, int(lead), spread, last_odds, base.plain, base.goalless)
        ways = ending.of_scores(tables[index])
        if rates.home.ndim:
            ways = np.moveaxis(ways, 0, 1)
        # ways: ([draws,] first-leg scores, ways, 2) with the second leg's home side first; turn to the first leg's.
        table[..., away_goals - lead, away_goals] = np.moveaxis(ways[..., ::-1], -3, -1)
    return table


def _second_legs(rates: Rates, leads: NDArray[np.int_]) -> list[NDArray[np.float64]]:
    """Distributions of the score after 90 minutes of the second leg, one for each lead brought into it."""
    shape = lattice_size(rates, KICK_OFF, until=2, tolerance=1e-8)
    home, away = rates.constants((11, 11))
    size = shape[0] * shape[1]
    if home.ndim:
        from frontfoot.goals.forecast import score_distribution

        return [score_distribution(rates, KICK_OFF, carried=int(lead), tolerance=1e-6).probabilities for lead in leads]
    # All leads at once: each has its own score-state multipliers, the rest is shared.
    probability = np.zeros((len(leads), size))
    probability[:, 0] = 1.0
    pieces = stretches(rates.score_state, KICK_OFF, 2)
    for stretch in pieces:
        steps = [
            ChainStep.on(rates.score_state.lattice(stretch.row, shape, carried=int(lead)), home, away) for lead in leads
        ]
        step = _together(steps)
        weights = poisson_weights(rates.clock, stretch, [stretch.start], step.bound, 1e-9)
        probability = step.series(probability, weights, forward=True)[0]
    return list(probability.reshape(len(leads), *shape))


def _together(steps: list[ChainStep]) -> ChainStep:
    """Several chains as one whose states carry a leading axis; the largest bound serves all."""
    bound = max(step.bound for step in steps)
    home = np.stack([step.home * (step.bound / bound) for step in steps])
    away = np.stack([step.away * (step.bound / bound) for step in steps])
    return ChainStep(bound, steps[0].width, home, away, 1.0 - home - away)
