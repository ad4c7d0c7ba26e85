"""Odds carried backward from the end against the distribution of scores carried forward from the moment."""

from __future__ import annotations

import numpy as np
import pytest

from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.forecast import ScoreDistribution, score_distribution
from frontfoot.goals.rates import Rates
from frontfoot.ties.block import Block
from frontfoot.ties.extra_time import extra_time
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.rulebook import Rules, rules
from frontfoot.ties.situation import Situation, Tie

DRAWN = np.exp(np.linspace(-0.3, 0.3, 5))
PAIRS = {"sure": Rates(1.6, 1.1, clock=Clock.fitted()), "drawn": Rates(1.6 * DRAWN, 1.1 / DRAWN, clock=Clock.fitted())}
MOMENTS = [Moment(1, 0.0), Moment(1, 2700.0), Moment(1, 2790.5), Moment(2, 61.7), Moment(2, 2699.0), Moment(2, 3000.0)]
LATE = [Moment(3, 0.0), Moment(3, 450.3), Moment(3, 930.0), Moment(4, 0.0), Moment(4, 899.0), Moment(4, 960.0)]
MEN = [(11, 11), (10, 11), (9, 8)]


def block_of(goals: ScoreDistribution) -> Block:
    """The scores of a distribution."""
    height, width = goals.probabilities.shape[-2:]
    return Block(goals.score, (height, width))


def tie(rule: Rules) -> Tie:
    return Tie(rule, (Leg("A", "B", (1, 2)), Leg("B", "A")) if rule.legs == 2 else (Leg("B", "A"),))


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("men", MEN)
@pytest.mark.parametrize("score", [(0, 0), (0, 1), (3, 1), (4, 6)])
def test_before_ninety_minutes(pair: str, men: tuple[int, int], score: tuple[int, int]) -> None:
    model = Model(tie(rules("ucl", 2018, "QF")), PAIRS[pair])
    for moment in MOMENTS:
        goals = score_distribution(model.node_rates(2), moment, score, men=men, carried=1, tolerance=1e-10)
        ways = model.solved.ending(men).of_scores(goals.probabilities, block_of(goals)).sum(axis=-2)
        at_nodes = model.through_at_nodes(Situation(2, moment, score, men))
        np.testing.assert_allclose(at_nodes, np.broadcast_to(ways, at_nodes.shape), atol=1e-8)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("men", MEN)
@pytest.mark.parametrize(
    ("competition", "season", "stage", "score"),
    [
        ("ucl", 2018, "QF", (1, 2)),
        ("ucl", 2018, "QF", (2, 2)),
        ("uel", 2023, "QF", (0, 1)),
        ("ucl", 2018, "F", (1, 1)),
        ("ucl", 2003, "F", (1, 1)),
    ],
)
def test_within_extra_time(
    pair: str, men: tuple[int, int], competition: str, season: int, stage: str, score: tuple[int, int]
) -> None:
    """Away goals after extra time, none, one match, and the silver goal, whose second half is played out."""
    rule = rules(competition, season, stage)
    model = Model(tie(rule), PAIRS[pair])
    leg, lead = rule.legs, model.tie.carried(rule.legs) + score[0] - score[1]
    assert rule.extra_time is not None
    for moment in LATE:
        rates = model.node_rates(leg)
        rest = extra_time(rates, rule.extra_time, moment=moment, score=score, lead=lead, men=men, tolerance=1e-10)
        ways = model.solved.ending_within_extra_time().of_extra_time(rest, score[1]).sum(axis=-2)
        at_nodes = model.through_at_nodes(Situation(leg, moment, score, men))
        np.testing.assert_allclose(at_nodes, np.broadcast_to(ways, at_nodes.shape), atol=1e-8)
        np.testing.assert_allclose(at_nodes.sum(axis=-1), 1.0, atol=1e-9)


@pytest.mark.parametrize("minutes", [0, 7])
def test_with_announced_stoppage(minutes: int) -> None:
    model = Model(tie(rules("uel", 2023, "QF")), PAIRS["sure"])
    for moment in (Moment(2, 1800.0), Moment(2, 2700.0), Moment(2, 2760.0)):
        known = model.knowing(2, 2, minutes)
        goals = score_distribution(known.node_rates(2), moment, (0, 1), carried=1, tolerance=1e-10)
        home = float(known.solved.ending().of_scores(goals.probabilities, block_of(goals))[..., 0].sum())
        odds = model.through(Situation(2, moment, (0, 1), announced=minutes))
        assert odds[0] == pytest.approx(home, abs=2e-9)
