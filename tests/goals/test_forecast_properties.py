"""What every forecast must obey, for rates, states and moments that nobody thought of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.forecast import next_goal, score_distribution, values
from frontfoot.goals.rates import Men, Rates, ScoreState

rate = st.floats(0.05, 4.5)
goals = st.tuples(st.integers(0, 5), st.integers(0, 5))
moments = st.one_of(
    st.builds(Moment, st.just(1), st.floats(0, 3300)), st.builds(Moment, st.just(2), st.floats(0, 3600))
)
men = st.sampled_from([(11, 11), (10, 11), (11, 9), (10, 10)])
multipliers = st.lists(st.floats(0.3, 3.0), min_size=5, max_size=5)
few = settings(max_examples=40, deadline=None)


@st.composite
def symmetric_rates(draw: st.DrawFn) -> tuple[Rates, Rates]:
    """Rates with the same score-state table on both sides, and the same with the sides exchanged."""
    tables = np.array([draw(multipliers), draw(multipliers)])
    goalless = np.array([draw(st.floats(0.5, 2.0)), draw(st.floats(0.5, 2.0))])
    state = ScoreState((Moment(1, 0), Moment(2, 1200)), tables, tables, goalless)
    home, away = draw(rate), draw(rate)
    clock, effect = Clock.fitted(), Men.fitted()
    return (
        Rates(home, away, clock=clock, score_state=state, men=effect),
        Rates(away, home, clock=clock, score_state=state, men=effect),
    )


@pytest.mark.slow
@few
@given(symmetric_rates(), moments, goals, men, st.integers(-3, 3))
def test_probabilities_sum_to_one_and_sides_can_be_exchanged(
    pair: tuple[Rates, Rates], moment: Moment, score: tuple[int, int], men: tuple[int, int], carried: int
) -> None:
    ours = score_distribution(pair[0], moment, score, men=men, carried=carried)
    assert ours.probabilities.min() >= 0.0
    assert abs(ours.probabilities.sum() - 1.0) < 1e-12
    theirs = score_distribution(pair[1], moment, score[::-1], men=men[::-1], carried=-carried)
    np.testing.assert_allclose(ours.outcome, theirs.outcome[::-1], atol=1e-9)
    first, second = next_goal(pair[0], moment, score), next_goal(pair[1], moment, score[::-1])
    np.testing.assert_allclose(first, (second[1], second[0], second[2]), atol=1e-12)
    assert abs(sum(float(part) for part in first) - 1.0) < 1e-12


@pytest.mark.slow
@few
@given(symmetric_rates(), moments, goals)
def test_a_goal_never_hurts_and_more_rate_never_hurts_without_score_effects(
    pair: tuple[Rates, Rates], moment: Moment, score: tuple[int, int]
) -> None:
    plain = Rates(pair[0].home, pair[0].away, score_state=ScoreState.none())
    now = float(score_distribution(plain, moment, score).outcome[0])
    assert float(score_distribution(plain, moment, (score[0] + 1, score[1])).outcome[0]) >= now - 1e-9
    better = Rates(pair[0].home * 1.2, pair[0].away, score_state=ScoreState.none())
    assert float(score_distribution(better, moment, score).outcome[0]) >= now - 1e-9


@pytest.mark.slow
@few
@given(symmetric_rates(), st.floats(0, 3300), goals)
def test_the_odds_are_a_martingale(pair: tuple[Rates, Rates], second: float, score: tuple[int, int]) -> None:
    """A payoff's worth now is the mean of its worth at half-time, over the scores that may stand then."""
    rates, now = pair[0], Moment(1, second)
    at_half_time = score_distribution(rates, now, score, until=1).probabilities
    win = np.tril(np.ones((32, 32)), -1)
    worth = values(rates, win, moments=[now, Moment(2, 0.0)])
    rows, columns = (min(n, 32 - score[i]) for i, n in enumerate(at_half_time.shape))
    window = worth[1, score[0] : score[0] + rows, score[1] : score[1] + columns]
    mean = float((window * at_half_time[:rows, :columns]).sum())
    assert abs(mean - float(worth[0, score[0], score[1]])) < 1e-8


@pytest.mark.slow
@few
@given(st.tuples(rate, rate), st.integers(0, 2699))
def test_the_longer_the_wait_the_fewer_goals(base: tuple[float, float], second: int) -> None:
    rates = Rates(*base)
    sooner = score_distribution(rates, Moment(2, float(second)), (1, 0))
    later = score_distribution(rates, Moment(2, float(second + 1)), (1, 0))
    assert float(later.final(1, 0)) >= float(sooner.final(1, 0)) - 1e-12
