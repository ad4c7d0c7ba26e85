"""`extra_time`: the exact probabilities that extra time is won by either side, or ends level with a number of goals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.goals.clock import Moment
from frontfoot.goals.forecast import next_goal, score_distribution
from frontfoot.goals.rates import Rates
from frontfoot.ties.block import Block
from frontfoot.ties.rulebook import Step

START = Moment(3, 0.0)


@dataclass(frozen=True, eq=False)
class ExtraTime:
    """The probabilities of the endings of extra time, the home side of the match first.

    Attributes:
        won: shape ([draws,] 2), by a golden goal, a silver goal or ahead after 120 minutes.
        level: shape ([draws,] J), level after 120 minutes with j more goals of the away side.
    """

    won: Floats
    level: Floats


def extra_time(
    rates: Rates,
    kind: Step,
    *,
    moment: Moment = START,
    score: tuple[int, int] = (0, 0),
    lead: int = 0,
    men: tuple[int, int] = (11, 11),
    tolerance: float = 1e-6,
) -> ExtraTime:
    """The probabilities of the endings of extra time of one kind, from a moment in it.

    Args:
        rates: of the match.
        kind: whole, golden-goal or silver-goal extra time.
        moment: in period 3 or 4.
        score: of the match now, (home, away).
        lead: lead of the home side now, on aggregate if there are two legs.
        men: players on the pitch, (home, away).
        tolerance: largest error of a probability; before extra time it is weighted by the chance of extra time.
    """
    carried = lead - (score[0] - score[1])
    if kind is Step.GOLDEN_GOAL:
        home, away, none = next_goal(rates, moment, score, until=4, men=men, carried=carried)
        return ExtraTime(np.stack([home, away], axis=-1), none[..., None])
    if kind is Step.SILVER_GOAL and moment.period == 3:
        return _silver(rates, moment, score, lead, men, tolerance)
    distribution = score_distribution(rates, moment, score, until=4, men=men, carried=carried, tolerance=tolerance)
    home, away, level = _split(distribution.probabilities, lead)
    return ExtraTime(np.stack([home, away], axis=-1), level)


def _silver(
    rates: Rates, moment: Moment, score: tuple[int, int], lead: int, men: tuple[int, int], tolerance: float
) -> ExtraTime:
    carried = lead - (score[0] - score[1])
    half = score_distribution(rates, moment, score, until=3, men=men, carried=carried, tolerance=tolerance)
    home, away, level = _split(half.probabilities, lead)
    won = np.stack([home, away], axis=-1)
    total = np.zeros((*level.shape[:-1], 0))
    for j in range(level.shape[-1]):
        share = level[..., j]
        if float(share.max()) < tolerance:
            continue
        later = (score[0] + j - lead, score[1] + j)
        rest = extra_time(rates, Step.EXTRA_TIME, moment=Moment(4, 0.0), score=later, men=men, tolerance=tolerance)
        won = won + share[..., None] * rest.won
        ended = np.concatenate([np.zeros((*share.shape, j)), share[..., None] * rest.level], axis=-1)
        width = max(total.shape[-1], ended.shape[-1])
        total = _padded(total, width) + _padded(ended, width)
    return ExtraTime(won, total)


def _padded(table: Floats, width: int) -> Floats:
    return np.concatenate([table, np.zeros((*table.shape[:-1], width - table.shape[-1]))], axis=-1)


def _split(probabilities: Floats, lead: int) -> tuple[Floats, Floats, Floats]:
    """Home ahead, away ahead, and level by further away goals, from further goals ([draws,] H, A)."""
    block = Block((max(lead, 0), max(-lead, 0)), (probabilities.shape[-2], probabilities.shape[-1]))
    ahead, behind = block.ahead_and_behind(0)
    flat = probabilities.reshape(*probabilities.shape[:-2], -1)
    home, away = block.level(0)
    level = np.zeros((*flat.shape[:-1], block.shape[1]))
    level[..., away] = probabilities[..., home, away]
    return flat @ ahead, flat @ behind, level
