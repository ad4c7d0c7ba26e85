"""Exact forecasts against calculations that share no code with them: Poisson, an ODE solver, expm, simulation."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm
from scipy.stats import poisson

from frontfoot.goals.clock import HALF, Clock, Moment, Stoppage
from frontfoot.goals.forecast import lattice_size, next_goal, score_distribution, values
from frontfoot.goals.rates import Approach, Men, Rates, ScoreState

Table = Any


def rugged_clock() -> Clock:
    """A clock on which nothing is smooth and the stoppages are anything but certain."""
    random = np.random.default_rng(7)
    stoppages = tuple(Stoppage(np.sort(random.uniform(5.0, 500.0, 6)), random.uniform(0.1, 1.0, 6)) for _ in range(4))
    return Clock(
        first=random.uniform(0.4, 1.8, 45),
        second=random.uniform(0.4, 1.8, 45),
        extra_first=random.uniform(0.4, 1.8, 15),
        extra_second=random.uniform(0.4, 1.8, 15),
        in_stoppage=np.array([1.7, 2.1, 0.6, 2.6]),
        stoppages=stoppages,  # type: ignore[arg-type]
    )


def rugged_state() -> ScoreState:
    return ScoreState(
        starts=(Moment(1, 0), Moment(1, 1234.5), Moment(2, 1800), Moment(4, 300)),
        home=np.array(
            [[1.4, 1.2, 1, 0.8, 0.9], [1.1, 1.3, 1, 0.7, 0.6], [1.9, 1.6, 0.9, 0.7, 0.8], [2, 1.5, 1, 0.6, 0.5]]
        ),
        away=np.array(
            [[1.3, 1.1, 1, 0.9, 0.7], [1.2, 1.4, 1.1, 0.8, 0.7], [1.7, 1.8, 0.8, 0.6, 0.9], [1.1, 1.2, 1.3, 1.4, 1]]
        ),
        goalless=np.array([0.8, 0.9, 1.3, 1.1]),
    )


def rugged_rates() -> Rates:
    men = Men((1.0, 0.67, 0.4), (1.0, 1.25, 1.7))
    return Rates(1.7, 0.9, clock=rugged_clock(), score_state=rugged_state(), men=men, away_approach=Approach(1.3, 0.8))


def multiplier(rates: Rates, moment: Moment, home: int, away: int, carried: int) -> tuple[float, float]:
    """The multipliers of a score, written out from the definition."""
    state = rates.score_state
    row = max(i for i, start in enumerate(state.starts) if start <= moment)
    lead = max(-2, min(2, home - away + carried))
    both = float(state.goalless[row]) if home == away == 0 else 1.0
    return both * float(state.home[row][2 + lead]), both * float(state.away[row][2 - lead])


def by_ode(
    rates: Rates, start: Moment, score: tuple[int, int], lengths: tuple[float, ...], until: int, size: int
) -> Table:
    """Kolmogorov's forward equations integrated numerically, second by second, for stoppages of known length."""
    clock = rates.clock
    per_minute = (clock.first, clock.second, clock.extra_first, clock.extra_second)
    home, away = 1.7 * 0.8, 0.9 * 1.3
    probability = np.zeros((size, size))
    probability[0, 0] = 1.0
    for period in range(start.period, until + 1):
        regular = HALF if period <= 2 else 900.0
        begin = start.second if period == start.period else 0.0
        end = regular + lengths[period - 1]
        cuts = {begin, end, *(60.0 * m for m in range(46)), *(s.second for s in rates.score_state.starts)}
        marks = sorted(cut for cut in cuts if begin <= cut <= end and (cut <= regular or cut in (begin, end)))
        for left, right in pairwise(marks):
            relative = clock.in_stoppage[period - 1] if left >= regular else per_minute[period - 1][int(left // 60)]
            now, first = Moment(period, left), score
            up = np.array(
                [[multiplier(rates, now, first[0] + h, first[1] + a, 0) for a in range(size)] for h in range(size)]
            )
            up_home, up_away = home * relative / 5400.0 * up[..., 0], away * relative / 5400.0 * up[..., 1]
            up_home[-1, :], up_away[:, -1] = 0.0, 0.0

            def change(_: float, flat: Table, up_home: Table = up_home, up_away: Table = up_away) -> Table:
                p = flat.reshape(size, size)
                d = -(up_home + up_away) * p
                d[1:, :] += (up_home * p)[:-1, :]
                d[:, 1:] += (up_away * p)[:, :-1]
                return d.ravel()

            solved = solve_ivp(change, (left, right), probability.ravel(), method="DOP853", rtol=1e-12, atol=1e-14)
            probability = solved.y[:, -1].reshape(size, size)
    return probability


@pytest.mark.parametrize(
    ("start", "score", "until"),
    [
        (Moment(1, 2100), (0, 0), 2),
        (Moment(2, 2760), (1, 2), 2),
        (Moment(3, 0), (0, 0), 4),
        (Moment(2, 1500), (0, 1), 3),
    ],
)
def test_agrees_with_an_ode_solver(start: Moment, score: tuple[int, int], until: int) -> None:
    rates = rugged_rates()
    lengths = (61.0, 222.0, 17.0, 91.0)
    known = Clock(
        first=rates.clock.first,
        second=rates.clock.second,
        extra_first=rates.clock.extra_first,
        extra_second=rates.clock.extra_second,
        in_stoppage=rates.clock.in_stoppage,
        stoppages=tuple(Stoppage.exactly(length) for length in lengths),  # type: ignore[arg-type]
    )
    fixed = replace(rates, clock=known)
    got = score_distribution(fixed, start, score, until=until).probabilities
    size = 12
    truth = by_ode(fixed, start, score, lengths, until, size)
    rows, columns = min(got.shape[0], size) - 1, min(got.shape[1], size) - 1
    np.testing.assert_allclose(got[:rows, :columns], truth[:rows, :columns], atol=1e-10)
    assert 1.0 - truth[:rows, :columns].sum() < 1e-4


def test_a_random_stoppage_is_the_mixture_of_its_lengths() -> None:
    rates = rugged_rates()
    start = Moment(2, 2900)
    mixed = score_distribution(rates, start, (0, 1)).probabilities
    stoppage = rates.clock.stoppages[1]
    pairs = zip(stoppage.lengths, stoppage.weights, strict=True)
    alive = [(length, weight) for length, weight in pairs if length > 200]
    total = np.zeros(mixed.shape)
    for length, weight in alive:
        home, away = rates.constants((11, 11))
        generator = two_goal_generator(rates, float(home), float(away), size=9)
        time = rates.clock.in_stoppage[1] * (length - 200.0) / 5400.0
        part = expm(generator * time)[0].reshape(9, 9)
        rows, columns = min(9, mixed.shape[0]) - 1, min(9, mixed.shape[1]) - 1
        total[:rows, :columns] += weight * part[:rows, :columns]
    total /= sum(weight for _, weight in alive)
    np.testing.assert_allclose(mixed[:7, :7], total[:7, :7], atol=1e-10)


def two_goal_generator(rates: Rates, home: float, away: float, size: int) -> Table:
    """The generator in the last row of the tables of regulation, from 0-1 on."""
    generator = np.zeros((size * size, size * size))
    for h in range(size):
        for a in range(size):
            up = multiplier(rates, Moment(2, 2700), h, a + 1, 0)
            cell = h * size + a
            if h + 1 < size:
                generator[cell, cell + size] = home * up[0]
            if a + 1 < size:
                generator[cell, cell + 1] = away * up[1]
            generator[cell, cell] = -generator[cell].sum()
    return generator


def test_without_modifiers_goals_are_poisson() -> None:
    rates = Rates(1.5, 1.2, clock=Clock.constant(), score_state=ScoreState.none(), men=Men.none())
    table = score_distribution(rates, Moment.at(30)).probabilities
    truth = np.outer(
        *(poisson.pmf(np.arange(n), rate * 2 / 3) for n, rate in zip(table.shape, (1.5, 1.2), strict=True))
    )
    np.testing.assert_allclose(table[:-1, :-1], truth[:-1, :-1], atol=1e-11)


def test_backward_and_forward_agree() -> None:
    rates = rugged_rates()
    height, width = lattice_size(rates)
    payoff = np.random.default_rng(3).uniform(size=(2, height + 3, width + 3))
    moments = [Moment(1, 0), Moment(1, 1300), Moment(1, 2750), Moment(2, 0), Moment(2, 1800), Moment(2, 3000)]
    worth = values(rates, payoff, moments=moments)
    for index, moment in enumerate(moments):
        for score in ((0, 0), (1, 0), (0, 2)):
            ahead = score_distribution(rates, moment, score).probabilities
            rows = min(ahead.shape[0], payoff.shape[1] - score[0])
            columns = min(ahead.shape[1], payoff.shape[2] - score[1])
            window = payoff[:, score[0] : score[0] + rows, score[1] : score[1] + columns]
            total = np.sum(window * ahead[:rows, :columns], axis=(1, 2))
            np.testing.assert_allclose(worth[index, :, score[0], score[1]], total, atol=1e-8)


def test_draws_are_the_single_forecasts_side_by_side() -> None:
    random = np.random.default_rng(5)
    home, away = np.exp(random.normal(0.3, 0.4, 300)), np.exp(random.normal(0.1, 0.4, 300))
    many = Rates(home, away)
    shape = lattice_size(many)
    payoff = np.tril(np.ones(shape), -1)
    worth = values(many, payoff[None], moments=[Moment.at(20)])[0, :, 0, 1]
    ahead = score_distribution(many, Moment.at(20), (0, 1)).outcome[0]
    for i in (0, 17, 299):
        alone = Rates(home[i], away[i])
        assert worth[i] == pytest.approx(values(alone, payoff, moments=[Moment.at(20)])[0, 0, 1], abs=1e-9)
        assert ahead[i] == pytest.approx(worth[i], abs=1e-9)


def simulate(rates: Rates, start: Moment, score: tuple[int, int], carried: int, matches: int) -> Table:
    """Scores when regulation ends, (matches, 2), by tossing coins every five seconds."""
    random = np.random.default_rng(11)
    clock, goals = rates.clock, np.tile(score, (matches, 1))
    home, away = rates.constants((11, 10))
    for period in range(start.period, 3):
        per_minute = (clock.first, clock.second)[period - 1]
        stoppage = clock.stoppages[period - 1]
        length = HALF + random.choice(stoppage.lengths, size=matches, p=stoppage.weights)
        second = int(start.second) if period == start.period else 0
        for now in range(second, int(length.max()) + 1, 5):
            relative = per_minute[now // 60] if now < HALF else clock.in_stoppage[period - 1]
            up = rates_at(rates, Moment(period, now), goals, carried)
            playing = np.clip(length - now, 0.0, 5.0)
            chance = np.stack([home * up[0], away * up[1]], axis=1) * (relative / 5400.0) * playing[:, None]
            goals = goals + (random.uniform(size=goals.shape) < chance)
    return goals


def rates_at(rates: Rates, moment: Moment, goals: Table, carried: int) -> tuple[Table, Table]:
    state = rates.score_state
    row = max(i for i, start in enumerate(state.starts) if start <= moment)
    lead = np.clip(goals[:, 0] - goals[:, 1] + carried, -2, 2)
    both = np.where(goals.sum(axis=1) == 0, state.goalless[row], 1.0)
    return both * state.home[row][2 + lead], both * state.away[row][2 - lead]


@pytest.mark.slow
@pytest.mark.parametrize(("start", "score", "carried"), [(Moment(1, 0), (0, 0), 0), (Moment(2, 600), (1, 0), -2)])
def test_agrees_with_simulation(start: Moment, score: tuple[int, int], carried: int) -> None:
    rates, matches = rugged_rates(), 20_000
    goals = simulate(rates, start, score, carried, matches)
    ahead = score_distribution(rates, start, score, men=(11, 10), carried=carried)
    lead = goals[:, 0] - goals[:, 1]
    simulated = [np.mean(lead > 0), np.mean(lead == 0), np.mean(lead < 0), np.mean(goals[:, 0] >= 3)]
    exact = [*ahead.outcome, ahead.probabilities[3 - score[0] :].sum()]
    for drawn, probability in zip(simulated, exact, strict=True):
        error = np.sqrt(probability * (1 - probability) / matches)
        assert abs(drawn - probability) < 4 * error + 0.002  # five-second steps miss two goals in one step


def test_next_goal_agrees_with_the_chain() -> None:
    rates = rugged_rates()
    home, away, none = next_goal(rates, Moment.at(50), (1, 1))
    assert home + away + none == pytest.approx(1.0, abs=1e-12)
    assert none == pytest.approx(float(score_distribution(rates, Moment.at(50), (1, 1)).final(1, 1)), abs=1e-9)
    # The same from an exact distribution with the score state frozen at 1-1: shares of the first goal by the rates.
    share = home / (home + away)
    by_row = [multiplier(rates, Moment(2, second), 1, 1, 0) for second in (600.0, 2000.0)]
    bounds = sorted(1.36 * up[0] / (1.36 * up[0] + 1.17 * up[1]) for up in by_row)
    assert bounds[0] <= share <= bounds[1]
