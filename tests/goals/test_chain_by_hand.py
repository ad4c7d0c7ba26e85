"""The chain of scores and what is read from it, against dense matrices, Poisson numbers and brute force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.polynomial import chebyshev
from scipy.linalg import expm
from scipy.stats import poisson

from frontfoot.core.errors import InputError
from frontfoot.goals import levels
from frontfoot.goals.clock import Clock, Moment, Stoppage
from frontfoot.goals.draws import draw_grid
from frontfoot.goals.forecast import (
    ScoreDistribution,
    expected_goals,
    lattice_size,
    next_goal,
    score_distribution,
    values,
)
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Men, Rates, ScoreState
from frontfoot.goals.uniformisation import (
    FEW,
    Stretch,
    TimeStep,
    poisson_probabilities,
    poisson_weights,
    stretches,
    trimmed,
)
from tests.goals.test_clock_by_hand import STATE, made

PLAIN = Rates(1.5, 1.2, clock=Clock.constant(), score_state=ScoreState.none(), men=Men.none())


def dense(multipliers: Any, home: float, away: float) -> Any:
    """The generator Q on flattened scores; goals beyond the last index are not counted."""
    rows, columns = multipliers.shape[1:]
    q = np.zeros((rows * columns,) * 2)
    for i in range(rows):
        for j in range(columns):
            at = i * columns + j
            if i + 1 < rows:
                q[at, at + columns] = home * multipliers[0, i, j]
            if j + 1 < columns:
                q[at, at + 1] = away * multipliers[1, i, j]
            q[at, at] = -q[at].sum()
    return q


@pytest.mark.parametrize("forward", [False, True])
@pytest.mark.parametrize("terms", [1, 2, 7])
@pytest.mark.parametrize(
    ("draws", "moments", "leading"), [(0, 1, 0), (0, 3, 0), (3, 1, 0), (3, 5, 0), (250, 2, 0), (250, 4, 0), (0, 2, 3)]
)
def test_a_series_is_the_sum_of_powers_of_the_dense_step(
    forward: bool, terms: int, draws: int, moments: int, leading: int
) -> None:
    rng = np.random.default_rng(4)
    multipliers = rng.uniform(0.5, 1.5, (2, 5, 4))
    shape = (draws,) if draws else ()
    home, away = rng.uniform(0.5, 2.0, shape), rng.uniform(0.5, 2.0, shape)
    step = TimeStep.on(multipliers, home, away)
    rows, size = (draws or 1), 20
    value = rng.uniform(0.1, 1.0, ((leading,) if leading else shape) + (size,))
    weights = rng.uniform(0.1, 1.0, (moments, terms))
    got = step.series(value, weights, forward=forward)
    assert got.shape == (moments, *((leading,) if leading else shape), size)
    assert (draws * size > FEW) == (draws == 250)
    for k in range(0, rows, 60):
        q = dense(multipliers, float(home[k] if draws else home), float(away[k] if draws else away))
        p = np.eye(size) + q / step.bound
        p = p.T if forward else p
        one = value[k] if draws else value
        powers = [one]
        for _ in range(terms - 1):
            powers.append(powers[-1] @ p.T)
        expected = np.einsum("mn,n...->m...", weights, np.array(powers))
        np.testing.assert_allclose(got[:, k] if draws else got, expected, atol=1e-12)
    pairs = zip(np.atleast_1d(home), np.atleast_1d(away), strict=True)
    fastest = max(-np.diag(dense(multipliers, float(h), float(a))).min() for h, a in pairs)
    assert step.bound == pytest.approx(fastest)


def test_weights_of_powers_are_poisson_and_their_tail_is_put_on_the_last() -> None:
    means = np.array([0.0, 0.3, 4.0, 40.0])
    table = poisson_probabilities(means, 1e-10)
    np.testing.assert_allclose(table, poisson.pmf(np.arange(table.shape[1]), means[:, None]), atol=1e-14)
    assert (1.0 - table.sum(axis=1) < 1e-10).all()
    weights = np.array([[0.5, 0.3, 0.15, 0.04, 0.01], [0.6, 0.3, 0.1, 0.0, 0.0]])
    for tolerance, terms in ((0.06, 3), (0.049, 4), (0.02, 4), (0.009, 5), (0.3, 2)):
        cut = trimmed(weights, tolerance)
        assert cut.shape == (2, terms)
        np.testing.assert_allclose(cut[:, :-1], weights[:, : terms - 1])
        np.testing.assert_allclose(cut.sum(axis=1), 1.0)
        np.testing.assert_allclose(trimmed(weights[:1], tolerance), cut[:1])
    # A tail of exactly the tolerance is not below it.
    assert trimmed(np.array([[0.5, 0.25, 0.25]]), 0.25).shape == (1, 3)
    over = trimmed(np.array([[0.9, 0.2]]), 1e-9)
    np.testing.assert_allclose(over, [[0.9 / 1.1, 0.2 / 1.1]])


def test_stretches_are_cut_where_the_tables_change() -> None:
    got = stretches(STATE, Moment(1, 500), 3)
    assert got == (
        Stretch(Moment(1, 500), 1000, 0),
        Stretch(Moment(1, 1000), None, 1),
        Stretch(Moment(2, 0), 600, 1),
        Stretch(Moment(2, 600), None, 2),
        Stretch(Moment(3, 0), None, 2),
    )
    assert stretches(STATE, Moment(1, 1000), 1) == (Stretch(Moment(1, 1000), None, 1),)
    assert stretches(STATE, Moment(1, 1000.5), 1) == (Stretch(Moment(1, 1000.5), None, 1),)
    one = Stretch(Moment(2, 100), 600, 1)
    inside = [
        (Moment(2, 99), False),
        (Moment(2, 100), True),
        (Moment(2, 599), True),
        (Moment(2, 600), False),
        (Moment(1, 300), False),
    ]
    assert [one.holds(moment) for moment, _ in inside] == [held for _, held in inside]
    last = Stretch(Moment(2, 600), None, 2)
    assert [last.holds(Moment(2, s)) for s in (599.0, 600.0, 4000.0)] == [False, True, True]
    assert not last.holds(Moment(3, 800))


@pytest.mark.parametrize("period", [2, 3])
def test_weights_of_a_stretch_mix_the_lengths_of_its_stoppage(period: int) -> None:
    clock, bound = made(), 2.3
    regular = 2700.0 if period == 2 else 900.0
    stoppage = clock.stoppages[period - 1]

    def mixed(second: float, terms: int) -> Any:
        times, shares = clock.left(Moment(period, second))
        return shares @ poisson.pmf(np.arange(terms), bound * times[:, None])

    early = [Moment(period, s) for s in (0.0, 10.0, 333.0, 800.0, regular)]
    late = [
        Moment(period, regular + x) for x in (0.0, float(stoppage.lengths[0]) + 1.0, float(stoppage.lengths[1]) + 1.0)
    ]
    for moments in (early[:1], early[:3], early[:4], early, late, [*early, *late]):
        weights = poisson_weights(clock, Stretch(Moment(period, 0), None, 0), moments, bound, 1e-10)
        expected = np.array([mixed(moment.second, weights.shape[1]) for moment in moments])
        np.testing.assert_allclose(weights, expected, atol=2e-10)
        np.testing.assert_allclose(weights.sum(axis=1), 1.0)
    for moments in (early[:2], early[:4]):
        weights = poisson_weights(clock, Stretch(Moment(period, 0), 850.0, 0), moments, bound, 1e-10)
        times = np.array([clock.between(moment, Moment(period, 850.0)) for moment in moments])
        expected = poisson.pmf(np.arange(weights.shape[1]), bound * times[:, None])
        np.testing.assert_allclose(weights, expected, atol=2e-10)


def test_a_lattice_holds_all_but_the_tolerance() -> None:
    rates = replace(PLAIN, score_state=STATE, clock=made())
    for moment, until in ((Moment(1, 0), 2), (Moment(1, 0), 4), (Moment(2, 2000), 2), (Moment(1, 100), 1)):
        for tolerance in (1e-4, 1e-10):
            starts = [moment, *(Moment(p, 0.0) for p in range(moment.period + 1, until + 1))]
            time = sum(rates.clock.longest_left(start, 0.25 * tolerance) for start in starts)
            expected = []
            for rate, top in zip((1.5, 1.2), STATE.largest, strict=True):
                number = next(n for n in range(200) if poisson.sf(n, rate * top * time) <= 0.5 * tolerance)
                expected.append(number + 2)
            assert lattice_size(rates, moment, until=until, tolerance=tolerance) == tuple(expected)
    # Of draws the largest rate counts; by default the time is that from kick-off to the end of regulation.
    many = replace(PLAIN, home=np.array([0.5, 3.0]), away=np.array([2.0, 0.1]))
    assert lattice_size(many) == lattice_size(replace(PLAIN, home=3.0, away=2.0))
    assert lattice_size(PLAIN) == lattice_size(PLAIN, Moment(1, 0.0), until=2, men=(11, 11), tolerance=1e-10)
    assert lattice_size(PLAIN) != lattice_size(PLAIN, until=1)
    assert lattice_size(PLAIN) != lattice_size(PLAIN, until=3)


def table_of(height: int, width: int, seed: int = 3) -> Any:
    table = np.random.default_rng(seed).uniform(size=(height, width))
    return table / table.sum()


@pytest.mark.parametrize("score", [(0, 0), (2, 1), (0, 3)])
def test_a_distribution_is_read_cell_by_cell(score: tuple[int, int]) -> None:
    table = table_of(5, 4)
    got = ScoreDistribution(score, table)
    lead = np.array([[score[0] + i - score[1] - j for j in range(4)] for i in range(5)])
    assert got.lead.tolist() == lead.tolist()
    assert [float(x) for x in got.outcome] == pytest.approx(
        [table[lead > 0].sum(), table[lead == 0].sum(), table[lead < 0].sum()]
    )
    means = [sum(i * table[i].sum() for i in range(5)), sum(j * table[:, j].sum() for j in range(4))]
    assert [float(x) for x in got.remaining_goals] == pytest.approx(means)
    for home in range(9):
        for away in range(9):
            i, j = home - score[0], away - score[1]
            expected = table[i, j] if 0 <= i < 5 and 0 <= j < 4 else 0.0
            assert float(got.final(home, away)) == expected
    many = ScoreDistribution(score, np.stack([table, table_of(5, 4, 8)]))
    assert many.final(score[0] + 1, score[1]).tolist() == many.probabilities[:, 1, 0].tolist()
    assert many.final(score[0] - 1, score[1]).tolist() == [0.0, 0.0]
    assert [part.shape for part in (*many.outcome, *many.remaining_goals)] == [(2,)] * 5


@pytest.mark.parametrize(("draws", "leading"), [(0, ()), (0, (2,)), (3, ()), (3, (2, 1)), (600, ()), (600, (2, 1))])
def test_values_are_means_of_the_payoff_over_the_chain(draws: int, leading: tuple[int, ...]) -> None:
    rng = np.random.default_rng(6)
    stoppages = tuple(Stoppage.exactly(x) for x in (0.0, 60.0, 30.0, 0.0))
    clock = replace(made(), stoppages=stoppages)  # type: ignore[arg-type]
    home, away = (rng.uniform(0.5, 2.0, draws or ()) for _ in range(2))
    rates = Rates(home, away, clock=clock, score_state=STATE, men=Men.none())
    payoff = rng.uniform(size=(*leading, 7, 7))
    moments = [Moment(2, 300), Moment(1, 0), Moment(2, 600), Moment(2, 2000), Moment(2, 0)]
    got = values(rates, payoff, moments=moments, carried=1)
    assert got.shape == (5, *leading[:-1], *((draws,) if draws else leading[-1:]), 7, 7)
    for k in range(0, draws or 1, 250):
        h, a = (float(x[k] if draws else x) for x in (home, away))
        for at, moment in enumerate(moments):
            value = payoff.reshape(*leading, 49)
            for piece in reversed(stretches(STATE, moment, 2)):
                time = clock.left(piece.start, piece.end)[0][0]
                value = value @ expm(dense(STATE.lattice(piece.row, (7, 7), carried=1), h, a) * time).T
            part = got[at][..., k, :, :] if draws else got[at]
            expected = value.reshape(*leading, 7, 7)
            np.testing.assert_allclose(part, expected[..., 0, :, :] if draws and leading else expected, atol=1e-9)


def test_questions_that_cannot_be_are_refused() -> None:
    for payoff in (np.ones(4), np.ones((1, 4)), np.ones((4, 1)), 1.0):
        with pytest.raises(InputError, match="at least 2 x 2") as refused:
            values(PLAIN, payoff)
        assert (refused.value.place, refused.value.remedy) == ("payoff", "Give shape (..., H, A)")
    assert values(PLAIN, np.ones((2, 2))).shape == (1, 2, 2)
    for moments, until in (([], 2), ([Moment(3, 0)], 2), ([Moment(1, 0), Moment(2, 0)], 1)):
        with pytest.raises(InputError, match=f"Moments must not lie after period {until}") as refused:
            values(PLAIN, np.ones((3, 3)), moments=moments, until=until)
        assert refused.value.place == "moments"
    with pytest.raises(InputError, match="lies after period 2") as refused:
        score_distribution(PLAIN, Moment(3, 0))
    assert refused.value.place == "moment"


def test_questions_by_default_are_from_kick_off_at_no_goals_to_the_end_of_regulation() -> None:
    win = np.tril(np.ones((20, 20)), -1)
    mean = poisson.pmf(np.arange(20), 1.5), poisson.pmf(np.arange(20), 1.2)
    assert values(PLAIN, win)[0, 0, 0] == pytest.approx((np.outer(*mean) * win).sum(), abs=1e-9)
    # Extra time: thirty minutes more, a half: forty-five.
    for until, share in ((1, 0.5), (2, 1.0), (3, 105 / 90), (4, 120 / 90)):
        assert expected_goals(PLAIN, until=until) == pytest.approx([1.5 * share, 1.2 * share], abs=1e-8)
        home, away, none = next_goal(PLAIN, until=until)
        assert (home, away) == pytest.approx(((1 - none) * 1.5 / 2.7, (1 - none) * 1.2 / 2.7))
        assert none == pytest.approx(np.exp(-2.7 * share))
        scores = score_distribution(PLAIN, until=until)
        assert scores.score == (0, 0)
        assert float(scores.final(0, 0)) == pytest.approx(np.exp(-2.7 * share), abs=1e-9)
    default = [float(x) for x in (*expected_goals(PLAIN), *next_goal(PLAIN), *score_distribution(PLAIN).outcome)]
    asked = (*expected_goals(PLAIN, until=2), *next_goal(PLAIN, until=2), *score_distribution(PLAIN, until=2).outcome)
    assert default == [float(x) for x in asked]
    men = replace(PLAIN, men=Men((1.0, 0.5), (1.0, 2.0)), score_state=STATE)
    for question in (next_goal, score_distribution):
        plain = question(men)
        same = question(men, Moment(1, 0.0), (0, 0), men=(11, 11), carried=0)
        other = question(men, men=(10, 11))
        read = (lambda x: x) if question is next_goal else (lambda x: x.outcome)
        assert [float(x) for x in read(plain)] == [float(x) for x in read(same)]  # type: ignore[no-untyped-call]
        assert float(read(other)[0]) < float(read(plain)[0])  # type: ignore[no-untyped-call]
    assert values(men, win)[0, 0, 0] == values(men, win, men=(11, 11), carried=0, until=2)[0, 0, 0]


@pytest.mark.parametrize("legs", [1, 2])
@pytest.mark.parametrize("shared", [False, True])
def test_nodes_stand_for_the_draws(legs: int, shared: bool) -> None:
    rng = np.random.default_rng(9)
    base = rng.multivariate_normal([0, 0], [[0.01, 0.004], [0.004, 0.02]], 3000).T
    rates: list[Rates | None] = [replace(PLAIN, home=np.exp(0.3 + base[0]), away=np.exp(0.1 + base[1]))]
    if legs == 2:
        second = base if shared else 0.02 * rng.standard_normal((2, 3000))
        if not shared:
            rates = [replace(PLAIN, home=np.exp(0.3 + 0.2 * base[0]), away=np.exp(0.1 + 0.2 * base[1]))]
        rates.append(replace(PLAIN, home=np.exp(0.2 + second[1]), away=np.exp(0.2 + second[0])))
    grid = draw_grid((None, *rates) if legs == 1 else tuple(rates))
    drawn = [pair for pair in rates if pair is not None]
    at_nodes = [pair for pair in grid.rates if pair is not None]
    nodes = len(at_nodes[0].home)
    assert grid.basis.shape == (3000, nodes)
    assert 2 * nodes <= 3000
    assert (grid.rates[0] is None) == (legs == 1)

    def quantity(pairs: list[Rates]) -> Any:
        return np.stack(
            [np.exp(-sum(p.home + p.away for p in pairs)), sum(p.home / (p.home + p.away) for p in pairs)], axis=1
        )

    exact, few = quantity(drawn), quantity(at_nodes)
    np.testing.assert_allclose(grid.of_draws(few), exact, atol=3e-4)
    np.testing.assert_allclose(grid.mean(few), exact.mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(grid.weights, grid.basis.mean(axis=0))
    assert grid.weights.sum() == pytest.approx(1.0)
    assert grid.mean(few[:, :, None]).shape == (2, 1)
    assert grid.of_draws(few[:, 0]).shape == (3000,)
    for pair, other in zip(drawn, at_nodes, strict=True):
        assert other.clock is pair.clock
        # The nodes are rates themselves: the basis gives the logs of the draws back.
        np.testing.assert_allclose(grid.basis @ np.log(other.home), np.log(pair.home), atol=1e-9)
        np.testing.assert_allclose(grid.basis @ np.log(other.away), np.log(pair.away), atol=1e-9)


def test_draws_stay_where_nodes_would_not_be_fewer() -> None:
    assert draw_grid((PLAIN, None)).basis.tolist() == [[1.0]]
    assert draw_grid((PLAIN, None)).rates == (PLAIN, None)
    rng = np.random.default_rng(2)
    for spread, count in ((0.1, 20), (0.0, 50), (3.0, 400)):
        home, away = np.exp(spread * rng.standard_normal((2, count))).clip(0.05, 19.0)
        some = replace(PLAIN, home=home, away=away)
        grid = draw_grid((some, PLAIN))
        assert grid.basis.tolist() == np.eye(count).tolist()
        assert grid.rates == (some, PLAIN)
    # One direction alone: along it three nodes and ten for each unit of the log rate, from its middle.
    logs = np.linspace(-0.25, 0.25, 101)
    line = replace(PLAIN, home=1.5 * np.exp(logs), away=np.full(101, 1.2))
    grid = draw_grid((line,))
    assert grid.basis.shape == (101, 3 + 3)
    assert grid.rates[0] is not None
    np.testing.assert_allclose(
        np.sort(np.log(grid.rates[0].home / 1.5)), np.sort(0.25 * chebyshev.chebpts1(6)), atol=1e-9
    )
    np.testing.assert_allclose(grid.rates[0].away, 1.2)
    # Twelve draws need twice as few nodes or fewer, eleven have too many.
    for count, few in ((12, True), (11, False)):
        logs = np.linspace(-0.25, 0.25, count)
        got = draw_grid((replace(PLAIN, home=1.5 * np.exp(logs), away=np.full(count, 1.2)),))
        assert got.basis.shape == ((count, 6) if few else (count, count))
    # Nodes beyond the largest rate: the draws themselves.
    wide = np.linspace(np.log(0.5), np.log(19.99), 400)
    corner = replace(PLAIN, home=np.exp(wide), away=np.exp(wide[::-1]))
    assert draw_grid((corner,)).basis.shape[1] < 400


def test_base_rates_give_the_goals_that_were_expected() -> None:
    state: dict[str, Any] = {"score_state": STATE, "clock": made(), "men": Men.none()}
    for home, away in ((0.3, 2.9), (1.6, 1.1)):
        assert expected_goals(rates_from_expected(home, away, **state)) == pytest.approx([home, away], rel=1e-7)


@pytest.mark.parametrize("count", [1, 162, 163, 400])
def test_many_draws_are_levelled_on_a_grid_that_spans_them(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond 162 draws at nine by nine nodes; a ratio that is a polynomial in the log rates is found exactly."""
    wanted = np.exp(np.random.default_rng(3).normal(0.2, 0.3, (2, count)))
    asked: list[int] = []

    def factors(home: Any, away: Any) -> tuple[Any, Any]:
        x, y = np.log(home), np.log(away)
        return np.exp(0.1 * x - 0.2 * y**3 + 0.05), np.exp(0.3 * x**2 * y - 0.1)

    def level(rates: Rates) -> Rates:
        asked.append(rates.home.size)
        one, other = factors(rates.home, rates.away)
        return replace(rates, home=rates.home * one, away=rates.away * other)

    monkeypatch.setattr(levels, "_level", level)
    got = rates_from_expected(*wanted, clock=Clock.constant())
    assert asked == [count if count <= 162 else 81]
    np.testing.assert_allclose([got.home, got.away], wanted * factors(*wanted), rtol=1e-9)
    assert got.clock.stoppages[0].mean == 0.0


def test_nodes_span_the_draws_ten_a_unit_of_log_rate() -> None:
    # Draws that crowd at one end: the middle of their span is not their mean.
    logs = 1.96 * np.linspace(0.0, 1.0, 201) ** 3
    grid = draw_grid((replace(PLAIN, home=0.5 * np.exp(logs), away=np.full(201, 1.2)),))
    assert grid.rates[0] is not None
    nodes = np.sort(np.log(grid.rates[0].home / 0.5))
    # Half the span is .98: three nodes, and ten.
    np.testing.assert_allclose(nodes, 0.98 + 0.98 * chebyshev.chebpts1(13), atol=1e-9)
