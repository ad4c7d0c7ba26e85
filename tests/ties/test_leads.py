"""All leads brought into a match at once, against the distribution of its scores for each lead by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from frontfoot.goals.clock import Clock
from frontfoot.goals.forecast import score_distribution
from frontfoot.goals.rates import Men, Rates, ScoreState
from frontfoot.ties import rules
from frontfoot.ties.block import Block
from frontfoot.ties.ending import Ending
from frontfoot.ties.first_leg import SecondLegs
from frontfoot.ties.leads import ends_by_lead

SPREAD = np.array([0.2, -0.3, 0.0])
MATCHES = (
    Rates(1.5, 1.2),
    Rates(1.6 * np.exp(SPREAD), 1.1 * np.exp(SPREAD[::-1])),
    Rates(6.0, 0.1, clock=Clock.fitted().announced(2, 12)),
    Rates(2.0, 1.0, score_state=ScoreState.none(), men=Men.none()),
)


@pytest.mark.parametrize("match", MATCHES)
@pytest.mark.parametrize("away_goals", [False, True])
def test_every_lead_ends_as_its_scores_do(match: Rates, away_goals: bool) -> None:
    ends = ends_by_lead(match, 4, away_goals=away_goals)
    count = ends.level.shape[-1]
    for at, lead in enumerate(range(-4, 5)):
        scores = score_distribution(match, carried=lead, tolerance=1e-14).probabilities
        home, away = np.indices(scores.shape[-2:])
        margin = lead + home - away

        def chance(which: Any, scores: NDArray[np.float64] = scores) -> NDArray[np.float64]:
            return np.asarray((scores * which).sum(axis=(-2, -1)))

        assert ends.ahead[at] == pytest.approx(chance(margin > 0), abs=1e-9)
        assert ends.behind[at] == pytest.approx(chance(margin < 0), abs=1e-9)
        for goals in range(count):
            alike = away >= goals if goals == count - 1 else away == goals
            assert ends.level[at][..., goals] == pytest.approx(chance((margin == 0) & alike), abs=1e-9)
    assert count == 2 or (away_goals and count > 6)


@pytest.mark.parametrize("season", [2023, 2015])
@pytest.mark.parametrize("match", MATCHES[:2])
def test_a_first_leg_is_worth_what_its_second_leg_is_by_itself(season: int, match: Rates) -> None:
    rule = rules("uel", season, "QF")
    legs = SecondLegs(rule, match, 0.52)
    table = legs.through((4, 5))
    certain = np.ones((*match.home.shape, 1, 1))
    for home in range(4):
        for away in range(5):
            lead = away - home  # of the second leg's home side
            ending = Ending.of(rule, match, carried=lead, home_away_goals=away, last_odds=0.52)
            goals = score_distribution(match, carried=lead, tolerance=1e-14).probabilities
            alone = ending.of_scores(goals, Block((0, 0), (goals.shape[-2], goals.shape[-1])))
            ways = legs.of_scores(certain, Block((home, away), (1, 1)))
            assert ways == pytest.approx(alone[..., ::-1], abs=1e-9)
            assert table[..., home, away] == pytest.approx(ways.sum(axis=-2), abs=1e-14)


@pytest.mark.parametrize("season", [2023, 2015])
@pytest.mark.parametrize("match", MATCHES)
def test_scores_of_the_first_leg_are_weighed_as_by_the_table(season: int, match: Rates) -> None:
    """Leads beyond those that are solved included."""
    legs, block = SecondLegs(rules("uel", season, "QF"), match, 0.52), Block((0, 4), (13, 12))
    chances = np.random.default_rng(3).random((*match.home.shape, *block.shape))
    table = legs.through((13, 16))[..., 4:]
    through = np.einsum("...ha,...sha->...s", chances, table)
    assert legs.of_scores(chances, block).sum(axis=-2) == pytest.approx(through, abs=1e-12)
    by_score = sum(
        legs.of_scores(chances[..., home : home + 1, away : away + 1], Block((home, 4 + away), (1, 1)))
        for home, away in np.ndindex(block.shape)
    )
    assert legs.of_scores(chances, block) == pytest.approx(by_score, abs=1e-12)
