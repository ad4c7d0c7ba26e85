"""The states of the game: every sequence of goals ends where the payoff of its score is paid."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from frontfoot.decisions.score_states import EQUAL, ScoreStates
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates, ScoreState

SIZE = 9
LEAD = np.subtract.outer(np.arange(SIZE), np.arange(SIZE))
OURS, THEIRS = np.indices((SIZE, SIZE))
STATE = ScoreState(
    (Moment(1, 0), Moment(2, 0)),
    np.array([[0.7, 0.9, 1.0, 1.2, 1.5], [0.5, 0.8, 1.1, 1.3, 1.7]]),
    np.array([[0.6, 0.95, 1.05, 1.25, 1.6], [0.55, 0.85, 1.15, 1.35, 1.75]]),
    np.array([0.8, 0.75]),
)
RATES = Rates(1.4, 1.1, score_state=STATE)


def by_lead(lead: int = 0, shape: tuple[int, int] = (SIZE, SIZE)) -> np.ndarray:
    table = LEAD[: shape[0], : shape[1]] + lead
    return np.asarray((table > 0) + 0.5 * (table == 0) + 0.01 * table, dtype=float)


AWAY_GOALS = np.asarray((LEAD > 1) | ((LEAD == 1) & (THEIRS == 0)), dtype=float)


def walked(states: ScoreStates, goals: tuple[int, ...]) -> int:
    state = 0
    for goal in goals:
        state = int((states.after_ours if goal else states.after_theirs)[state])
    return state


@pytest.mark.parametrize(
    ("payoff", "count"),
    [
        (by_lead(), 2 * SIZE),  # the score now, and leads from -8 to 8
        (by_lead(2), 2 * SIZE),
        (by_lead(0, (SIZE, 7)), SIZE + 7),
        (by_lead(0, (7, SIZE)), SIZE + 7),
        (AWAY_GOALS, SIZE * SIZE),
    ],
)
def test_every_sequence_of_goals_ends_at_its_score(payoff: np.ndarray, count: int) -> None:
    states = ScoreStates.of(payoff)
    assert len(states.payoff) == count
    assert (int(states.ours[0]), int(states.theirs[0])) == (0, 0)
    for length in range(6):
        for goals in product((0, 1), repeat=length):
            ours = sum(goals)
            theirs = length - ours
            state = walked(states, goals)
            assert states.payoff[state] == pytest.approx(payoff[ours, theirs])
            assert states.ours[state] - states.theirs[state] == ours - theirs
            if count == payoff.size:
                assert (states.ours[state], states.theirs[state]) == (ours, theirs)


def test_a_payoff_that_differs_by_more_than_a_hair_tells_scores_apart() -> None:
    for by, apart in ((EQUAL / 2, False), (2 * EQUAL, True)):
        payoff = by_lead()
        payoff[3, 2] += by
        assert (len(ScoreStates.of(payoff).payoff) == SIZE * SIZE) is apart
    # The score now is a state of its own, whatever is paid at it.
    payoff = by_lead()
    payoff[0, 0] += 0.2
    states = ScoreStates.of(payoff)
    assert len(states.payoff) == 2 * SIZE
    assert states.payoff[0] == payoff[0, 0]
    assert states.payoff[walked(states, (1, 0))] == payoff[1, 1]


@pytest.mark.parametrize("payoff", [by_lead(), by_lead(0, (SIZE, 7)), AWAY_GOALS])
def test_goals_that_are_no_longer_counted_leave_the_state_as_it_is(payoff: np.ndarray) -> None:
    states = ScoreStates.of(payoff)
    most, least = int((states.ours - states.theirs).argmax()), int((states.ours - states.theirs).argmin())
    assert states.after_ours[most] == most
    assert states.after_theirs[least] == least
    # From every other state a goal leads to a lead one larger or one smaller.
    leads = states.ours - states.theirs
    for after, step in ((states.after_ours, 1), (states.after_theirs, -1)):
        moved = np.flatnonzero(after != np.arange(len(after)))
        assert (leads[after[moved]] - leads[moved] == step).all()
        assert len(moved) >= len(leads) - (1 if len(leads) < payoff.size else SIZE)


@pytest.mark.parametrize("payoff", [by_lead(), by_lead(0, (SIZE, 7)), AWAY_GOALS, AWAY_GOALS[:, :7]])
@pytest.mark.parametrize("home", [True, False])
@pytest.mark.parametrize(("score", "carried"), [((0, 0), 0), ((0, 0), -1), ((2, 1), 0), ((0, 1), 2)])
def test_the_score_state_of_every_state(payoff: np.ndarray, home: bool, score: tuple[int, int], carried: int) -> None:
    """Each side's multiplier by its own lead in the tie, at 0-0 of the match times that of no goals yet."""
    states = ScoreStates.of(payoff)
    for row in (0, 1):
        got = states.multipliers(RATES, row, score, carried, we_are_home=home)
        for state, (ours, theirs) in enumerate(zip(states.ours, states.theirs, strict=True)):
            more_home, more_away = (ours, theirs) if home else (theirs, ours)
            lead = int(np.clip(score[0] - score[1] + carried + more_home - more_away, -2, 2))
            goalless = STATE.goalless[row] if score == (0, 0) and ours == theirs == 0 else 1.0
            at_home, away = STATE.home[row][2 + lead] * goalless, STATE.away[row][2 - lead] * goalless
            expected = (at_home, away) if home else (away, at_home)
            for side, after in enumerate((states.after_ours, states.after_theirs)):
                counted = after[state] != state
                assert got[side][state] == pytest.approx(expected[side] if counted else 0.0)
