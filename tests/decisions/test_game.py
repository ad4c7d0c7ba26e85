"""The game of approach against closed forms, independent solvers and brute force."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm
from scipy.stats import skellam

from frontfoot.core.errors import InputError
from frontfoot.decisions.break_even import break_even, value_of_change
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.game import any_level, committed, solve, unmoved
from frontfoot.decisions.situation import GameSituation
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.forecast import values
from frontfoot.goals.rates import Men, Rates, ScoreState

SIZE = 18
LEAD = np.subtract.outer(np.arange(SIZE), np.arange(SIZE))


def through(lead_now: int) -> np.ndarray:
    lead = LEAD + lead_now
    return np.asarray((lead > 0) + 0.5 * (lead == 0), dtype=float)


def plain(home: float, away: float) -> Rates:
    """Constant rates: no clock, no score state, no stoppage."""
    return Rates(home, away, clock=Clock.constant(), score_state=ScoreState.none(), men=Men.none())


def level(lead: int = 0, side: Any = "home", moment: Moment | None = None, rates: Rates | None = None) -> GameSituation:
    here = Moment(2, 0.0) if moment is None else moment
    return GameSituation(rates or Rates(1.5, 1.2), here, (1, 1), side, through(lead), carried=lead)


def test_constant_rates_follow_skellam() -> None:
    """With constant rates the goal difference of the rest is Skellam (1946) distributed."""
    own, their, level_x = 0.25, 0.1, 2.0
    situation = GameSituation(plain(1.6, 1.0), Moment(1, 1800.0), (0, 0), "home", through(1), carried=1)
    left = 60.0 / 90.0
    got = solve(situation, Effects(own, their), ours=committed(level_x), theirs=committed(0.0)).value[0]
    mean_ours, mean_theirs = 1.6 * left * np.exp(own * level_x), 1.0 * left * np.exp(their * level_x)
    rest = skellam(mean_ours, mean_theirs)
    assert got == pytest.approx(rest.sf(-1) + 0.5 * rest.pmf(-1), abs=1e-8)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    st.floats(0.4, 3.0),
    st.floats(0.4, 3.0),
    st.integers(-3, 3),
    st.integers(1, 2),
    st.floats(0.0, 2600.0),
    st.sampled_from(["home", "away"]),
)
def test_zero_effects_are_worth_nothing_and_meet_the_forecast(
    home: float, away: float, lead: int, period: int, second: float, side: Any
) -> None:
    rates, moment = Rates(home, away), Moment(period, second)
    payoff = through(lead)
    payoff = payoff if side == "home" else 1.0 - payoff
    situation = GameSituation(rates, moment, (0, 0), side, payoff, carried=lead)
    free = solve(situation, Effects.none())
    fixed = solve(situation, Effects.none(), ours=committed(2.0), theirs=committed(-1.0))
    forecast = values(rates, payoff, moments=[moment], carried=lead)[0, 0, 0]
    assert free.value[0] == pytest.approx(forecast, abs=1e-7)
    assert fixed.value[0] == pytest.approx(forecast, abs=1e-7)


def test_symmetric_sides_share_evenly() -> None:
    situation = level(rates=Rates(1.3, 1.3, score_state=ScoreState.none()))
    assert solve(situation, Effects(0.2, 0.1)).value[0] == pytest.approx(0.5, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_the_two_sides_see_one_game(own: float, their: float) -> None:
    """Zero-sum: what the home side can secure is what the away side must concede."""
    effects = Effects(own, their)
    rates = Rates(1.7, 1.0)
    home = GameSituation(rates, Moment(2, 600.0), (2, 1), "home", through(1))
    away = GameSituation(rates, Moment(2, 600.0), (2, 1), "away", 1.0 - through(1))
    assert solve(home, effects).value[0] + solve(away, effects).value[0] == pytest.approx(1.0, abs=1e-8)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), st.floats(0, 2600))
def test_a_larger_lead_is_never_worth_less(own: float, their: float, second: float) -> None:
    effects = Effects(own, their)
    rates = plain(1.5, 1.2)
    worth = [
        solve(GameSituation(rates, Moment(2, second), (0, 0), "home", through(lead), carried=lead), effects).value[0]
        for lead in range(-3, 4)
    ]
    assert np.all(np.diff(worth) >= -1e-9)


def test_more_choice_never_hurts() -> None:
    effects = Effects(0.15, 0.12)
    situation = level(1)
    free = solve(situation, effects, theirs=committed(0.0)).value[0]
    for x in (-2.0, -1.0, 0.0, 1.0, 2.0):
        assert free >= solve(situation, effects, ours=committed(x), theirs=committed(0.0)).value[0] - 1e-9
    best_reply = solve(situation, effects, ours=committed(0.0)).value[0]
    assert best_reply <= solve(situation, effects, ours=committed(0.0), theirs=committed(0.0)).value[0] + 1e-9


def independent_game(
    situation: GameSituation, effects: Effects, grid: tuple[float, ...], minutes: list[float]
) -> float:
    """The game on a small lead ladder by matrix exponentials and enumerated saddle points, written apart."""
    most = 12
    leads = np.arange(-most, most + 1)
    value = (leads > 0) + 0.5 * (leads == 0)
    ours, theirs = float(situation.rates.home), float(situation.rates.away)
    for spell in reversed(minutes):
        table = np.zeros((len(grid), len(grid), len(leads)))
        for (i, x), (j, y) in itertools.product(enumerate(grid), enumerate(grid)):
            generator = np.zeros((len(leads), len(leads)))
            for k in range(len(leads)):
                up = ours * np.exp(x * effects.own + y * effects.opponent)
                down = theirs * np.exp(y * effects.own + x * effects.opponent)
                if k + 1 < len(leads):
                    generator[k, k + 1] += up
                    generator[k, k] -= up
                if k > 0:
                    generator[k, k - 1] += down
                    generator[k, k] -= down
            table[i, j] = expm(generator * spell / 90.0) @ value
        lower = table.min(axis=1).max(axis=0)
        upper = table.max(axis=0).min(axis=0)
        assert np.allclose(lower, upper, atol=1e-9), "chosen effects must have saddle points for this check"
        value = lower
    return float(value[most + situation.lead])


@pytest.mark.parametrize("effects", [Effects(0.1, -0.05), Effects(0.2, 0.1), Effects(-0.1, 0.1), Effects(0.05, 0.15)])
@pytest.mark.parametrize("lead", [-1, 0, 2])
def test_agrees_with_an_independent_solver(effects: Effects, lead: int) -> None:
    situation = level(lead, moment=Moment(2, 900.0), rates=plain(1.4, 1.1))
    got = solve(situation, effects, ours=any_level((-1.0, 0.0, 1.0)), theirs=any_level((-1.0, 0.0, 1.0)), spell=10.0)
    assert [spell.minutes for spell in got.spells] == [10.0, 10.0, 10.0]
    assert got.value[0] == pytest.approx(independent_game(situation, effects, (-1.0, 0.0, 1.0), [10.0] * 3), abs=1e-7)


def test_brute_force_over_all_plans() -> None:
    """One spell left, then two: the best plan found by trying every open-loop plan against a fixed opponent.

    With one spell a policy is a plan. With two, the policy may depend on what happened, so it is at least as good.
    """
    effects, rates = Effects(0.3, 0.4), plain(1.6, 1.4)
    one = level(0, moment=Moment(2, 1800.0), rates=rates)
    tried = [
        solve(one, effects, ours=committed(x), theirs=committed(0.0), spell=15.0).value[0] for x in (-2, -1, 0, 1, 2)
    ]
    assert solve(one, effects, theirs=committed(0.0), spell=15.0).value[0] == pytest.approx(max(tried), abs=1e-9)
    two = level(0, moment=Moment(2, 900.0), rates=rates)
    plans = [
        solve(two, effects, ours=committed(x, 15.0, (y,)), theirs=committed(0.0), spell=15.0).value[0]
        for x, y in itertools.product((-2.0, 0.0, 2.0), repeat=2)
    ]
    free = any_level((-2.0, 0.0, 2.0))
    assert solve(two, effects, ours=free, theirs=committed(0.0), spell=15.0).value[0] >= max(plans) - 1e-9


@pytest.mark.slow
def test_simulation_agrees_with_red_cards_penalties_and_tiring() -> None:
    """A minute-by-minute simulation with its own bookkeeping of cards and legs."""
    costs = Costs(tiring_after=20, tired_own=0.8, tired_opponent=1.5, red_cards=0.6, penalties=0.4)
    men = Men((1.0, 0.6, 0.4), (1.0, 1.4, 1.8))
    rates = Rates(1.5, 1.2, clock=Clock.constant(), score_state=ScoreState.none(), men=men)
    situation = level(0, moment=Moment(2, 0.0), rates=rates)
    effects = Effects(0.2, -0.1)
    exact = solve(situation, effects, ours=committed(1.0), theirs=committed(0.0), costs=costs).value[0]

    generator, count, steps = np.random.default_rng(3), 200_000, 450
    lead, off = np.zeros(count, dtype=int), np.zeros(count, dtype=int)
    for step in range(steps):
        tired = step * 45.0 / steps >= 20.0
        ours = 1.5 * np.exp(0.2) * np.array(men.own)[off] * (0.8 if tired else 1.0)
        theirs = 1.2 * np.exp(-0.1) * np.array(men.opponent)[off] * (1.5 if tired else 1.0) + 0.4 * 0.78
        width = 0.5 / steps
        lead = lead + generator.poisson(ours * width) - generator.poisson(theirs * width)
        off = np.minimum(off + (generator.random(count) < 0.6 * width), 2)
    simulated = ((lead > 0) + 0.5 * (lead == 0)).mean()
    assert exact == pytest.approx(simulated, abs=4 * 0.5 / np.sqrt(count))


def test_an_unmoved_opponent_undoes_the_usual_shift() -> None:
    """An opponent who stays while others would come out is worth as much as one committed to the difference."""
    situation = level(1, moment=Moment(2, 2100.0), rates=plain(1.3, 1.3))
    effects = Effects(0.2, -0.1)
    constant = solve(situation, effects, ours=committed(0.0), theirs=unmoved({0: 0.4})).value[0]
    assert constant == pytest.approx(
        solve(situation, effects, ours=committed(0.0), theirs=committed(-0.4)).value[0], abs=1e-9
    )


def test_points_payoff() -> None:
    """League points 3-1-0: the value is the expected number of points (Skellam)."""
    lead = LEAD
    points = 3.0 * (lead > 0) + 1.0 * (lead == 0)
    situation = GameSituation(plain(1.8, 0.9), Moment(1, 0.0), (0, 0), "home", points)
    rest = skellam(1.8, 0.9)
    got = solve(situation, Effects.none()).value[0]
    assert got == pytest.approx(3 * rest.sf(0) + rest.pmf(0), abs=1e-7)


def test_scores_told_apart_where_goals_matter() -> None:
    """A payoff of goals, not of leads (away goals): same answer as the plain forecast."""
    ours, theirs = np.indices((SIZE, SIZE))
    payoff = np.asarray((ours - theirs > 1) | ((ours - theirs == 1) & (theirs == 0)), dtype=float)
    rates = Rates(1.6, 1.1)
    situation = GameSituation(rates, Moment(1, 1200.0), (0, 0), "home", payoff, carried=-1)
    forecast = values(rates, payoff, moments=[Moment(1, 1200.0)], carried=-1)[0, 0, 0]
    assert solve(situation, Effects.none()).value[0] == pytest.approx(forecast, abs=1e-7)


def test_draws_are_solved_one_by_one() -> None:
    situation = level(1)
    own, their = [0.1, -0.2, 0.05], [0.0, 0.1, -0.1]
    together = solve(situation, Effects(np.array(own), np.array(their))).value
    alone = [solve(situation, Effects(a, b)).value[0] for a, b in zip(own, their, strict=True)]
    assert together == pytest.approx(alone, abs=1e-9)


def test_break_even_line_is_where_nothing_changes() -> None:
    situation = level(1)
    changes = np.array([-0.3, -0.1, 0.0, 0.2, 0.5])
    line = break_even(situation, changes)
    base = value_of_change(situation, 0.0, 0.0)[0]
    assert value_of_change(situation, changes, line.opponent) == pytest.approx([base] * 5, abs=1e-8)
    assert np.all(np.diff(line.opponent) > 0)
    # A leader has more to lose than to win: one point of the opponent's rate outweighs one of its own.
    assert 0 < line.slope < 1


def test_symmetric_level_break_even_is_even() -> None:
    situation = level(0, rates=plain(1.2, 1.2))
    line = break_even(situation, [0.1, 0.4])
    assert line.opponent == pytest.approx([0.1, 0.4], abs=1e-6)
    assert line.slope == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    "bad",
    [
        lambda: Effects(np.nan, 0.0),
        lambda: Effects.from_percent(-100.0, 0.0),
        lambda: Costs(tired_own=0.5),
        lambda: Costs(penalties=-1.0),
        lambda: level(moment=Moment(3, 0.0)),
        lambda: solve(level(), Effects.none(), spell=0.0),
        lambda: solve(level(rates=Rates(np.ones(3), np.ones(3))), Effects(np.zeros(2), np.zeros(2))),
        lambda: break_even(level(), [-1.0]),
    ],
)
def test_impossible_input_is_refused(bad: Any) -> None:
    with pytest.raises(InputError):
        bad()
