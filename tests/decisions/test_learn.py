"""Learning the effects: estimators against independent programs, designs on seasons whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from frontfoot.core.errors import InputError
from frontfoot.fit.effects.designs import latent, measure, within_match
from frontfoot.fit.effects.filter import forecast_levels
from frontfoot.fit.effects.measurement import Measurement, fit_measurement
from frontfoot.fit.effects.outcome import fit_outcome, rows_of
from frontfoot.fit.effects.regression import Design, Group, deviances, fit_rates, fit_within
from frontfoot.fit.effects.spells import SPELLS, measured
from frontfoot.fit.effects.synthetic import World, simulate


def plain(x: np.ndarray) -> Design:
    return Design(x, (), np.zeros(x.shape[1]))


def test_regression_finds_the_maximum_that_an_independent_optimiser_finds() -> None:
    generator = np.random.default_rng(0)
    x = np.column_stack([np.ones(400), generator.normal(size=(400, 2))])
    exposure = generator.uniform(1.0, 6.0, 400)
    y = generator.poisson(exposure * np.exp(x @ [-1.0, 0.3, -0.2])).astype(float)
    fit = fit_rates(plain(x), y, exposure, np.arange(400))
    scale = y.sum() / exposure.sum()

    def loss(beta: np.ndarray) -> float:
        linear = np.log(exposure * scale) + x @ beta
        return float((np.exp(linear) - y * linear).sum())

    independent = minimize(
        loss, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 4000}
    )
    assert fit.beta == pytest.approx(independent.x, abs=1e-4)
    mean = exposure * scale * np.exp(x @ fit.beta)
    # With one row a cluster the sandwich is White's (1980), written out.
    bread = np.linalg.inv(x.T @ (x * mean[:, None]))
    white = bread @ (x.T @ (x * ((y - mean) ** 2)[:, None])) @ bread * 400 / 399
    assert fit.covariance == pytest.approx(white, rel=1e-4)


def test_groups_equal_their_written_out_dummies() -> None:
    """A group is a ridge on dummies: the normal equations, written out, vanish at the estimate."""
    generator = np.random.default_rng(1)
    rows, size = 3000, 12
    code = generator.integers(0, size, rows)
    effect = generator.normal(0.0, 0.4, size)
    x = np.column_stack([np.ones(rows), generator.normal(size=rows)])
    y = generator.poisson(np.exp(-0.5 + 0.2 * x[:, 1] + effect[code])).astype(float)
    fit = fit_rates(Design(x, (Group(code, size),), np.zeros(2)), y, np.ones(rows), np.arange(rows))
    dummies = np.column_stack([x, np.eye(size)[code]])
    mean = y.mean() * np.exp(dummies @ fit.beta)
    penalty = np.concatenate([[0.0, 0.0], np.full(size, fit.dispersion / fit.variances[0])])
    assert dummies.T @ (y - mean) == pytest.approx(penalty * fit.beta, abs=1e-3)
    assert fit.variances[0] == pytest.approx(effect.var(), rel=0.5)
    assert np.corrcoef(fit.beta[2:], effect)[0, 1] > 0.95


def test_within_equals_dummies_for_every_series() -> None:
    generator = np.random.default_rng(2)
    series = np.repeat(np.arange(30), 12)
    x = generator.normal(size=(360, 2))
    y = generator.poisson(np.exp(0.4 * x[:, 0] - 0.2 * x[:, 1] + generator.normal(0, 0.5, 30)[series])).astype(float)
    got = fit_within(x, y, np.ones(360), series, series)
    design = np.column_stack([x, np.eye(30)[series]])
    full = fit_rates(plain(design), y, np.ones(360), series)
    assert got.beta == pytest.approx(full.beta[:2], abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.01, 5.0), min_size=1, max_size=6))
def test_deviance_is_least_at_the_truth(values: list[float]) -> None:
    y = np.array(values)
    assert deviances(y, y) == pytest.approx(np.zeros(len(y)), abs=1e-9)
    assert np.all(deviances(y, y * 1.1) > 0.0)


def test_measures_by_hand() -> None:
    """Ten passes against two actions, two of five passes missed, level final thirds."""
    one = np.array([[1.0]])
    found, counts = measured(2 * one, 10 * one, (80 * one, 2 * one), (3 * one, 5 * one), (4 * one, 4 * one))
    assert found[0, 0] == pytest.approx([np.log(2.5 / 10.5), 40.0, np.log(2.5 / 3.5), 0.0])
    assert counts[0, 0, 1] == 2.0
    empty, none = measured(0 * one, 0 * one, (0 * one, 0 * one), (0 * one, 0 * one), (0 * one, 0 * one))
    assert np.isnan(empty).all()
    assert (none == 0).all()


def test_the_filter_is_the_conditional_expectation() -> None:
    """Kalman against the multivariate normal formula, written out for one series."""
    spells = simulate(World(0.0, 0.0), np.random.default_rng(3), teams=8)[0]
    model = Measurement(
        loading=np.array([0.2, 3.0, 0.16, 0.3]),
        noise_level=np.array([0.1, 40.0, 0.1, 0.1]),
        noise_sampling=np.array([1.0, 700.0, 0.8, 3.5]),
        style=np.array([0.01, 3.0, 0.02, 0.02]),
        team=1e-9,
        match=0.2,
        process=0.6,
        phi=0.85,
        shift=np.zeros(7),
    )
    residuals = spells.measures - spells.measures.mean(axis=(0, 1))
    levels, usual = forecast_levels(spells, model, residuals)
    series, last = 5, 7
    times = np.repeat(np.arange(last), 4)
    measure_of = np.tile(np.arange(4), last)
    loading = model.loading[measure_of]
    between = model.match + model.process * model.phi ** np.abs(np.subtract.outer(times, times))
    noise = model.noise_level + model.noise_sampling / np.maximum(spells.counts[series, :last], 0.5)
    covariance = np.outer(loading, loading) * between
    covariance += np.equal.outer(measure_of, measure_of) * model.style[measure_of][:, None]
    covariance += np.diag(noise.ravel())
    with_now = loading * (model.match + model.process * model.phi ** (last - times))
    y = (residuals[series, :last] - usual[series]).ravel()
    assert levels.within[series, last] == pytest.approx(with_now @ np.linalg.solve(covariance, y), abs=1e-9)
    variance = model.match + model.process - with_now @ np.linalg.solve(covariance, with_now)
    assert levels.variance[series, last] == pytest.approx(variance, abs=1e-9)


def test_forecasts_never_look_ahead() -> None:
    spells = simulate(World(0.05, -0.03), np.random.default_rng(4), teams=8)[0]
    model, residuals = fit_measurement(spells)
    before = forecast_levels(spells, model, residuals)[0].within
    changed = residuals.copy()
    # A change in one match from spell 9 on must leave that match's forecasts up to spell 9 alone.
    changed[10, 9:] += 5.0
    after = forecast_levels(spells, model, changed)[0].within
    assert after[10, :10] == pytest.approx(before[10, :10], abs=1e-12)
    assert not np.allclose(after[10, 10:], before[10, 10:])


@pytest.mark.slow
def test_the_measurement_model_recovers_its_truth() -> None:
    world = World(0.0, 0.0, reaction=0.0, contamination=0.0, strength=0.0)
    found = [fit_measurement(simulate(world, np.random.default_rng(seed))[0])[0] for seed in range(4)]
    relative = np.mean([m.loading / m.loading.sum() for m in found], axis=0)
    truth = np.array([0.21, 2.9, 0.17, 0.33])
    assert relative == pytest.approx(truth / truth.sum(), rel=0.2, abs=0.01)
    # How alike the levels of spells 1, 5 and 10 apart are; a lasting part and a slow process are hard to tell apart.
    apart = np.array([1, 5, 10])
    alike = np.mean([(m.match + m.process * m.phi**apart) / (m.match + m.process) for m in found], axis=0)
    assert alike == pytest.approx((0.45**2 + 0.55**2 * 0.86**apart) / (0.45**2 + 0.55**2), abs=0.08)


@pytest.mark.slow
def test_designs_on_a_known_truth() -> None:
    """Over a few seasons without good days the latent design shows most of a true balance, and no other one."""
    quiet = {"reaction": 0.0, "cause": 0.0}
    found = {}
    for balance in (0.0, 0.08):
        seasons = [simulate(World(balance, -balance, **quiet), np.random.default_rng(100 + seed)) for seed in range(5)]
        found[balance] = np.mean([latent(measure(spells)).value for spells, _ in seasons], axis=0)
    assert found[0.0] == pytest.approx([0.0, 0.0], abs=4 * 0.03 / np.sqrt(5))
    assert 0.5 * 0.08 < found[0.08][0] - found[0.0][0] < 1.1 * 0.08


@pytest.mark.slow
def test_a_good_day_is_taken_for_approach() -> None:
    """Dominance that moves measures and chances alike biases the latent design: the reason for the allowance."""
    seasons = [
        simulate(World(0.0, 0.0, day_form=0.15, dominance=0.25), np.random.default_rng(seed))[0] for seed in range(4)
    ]
    assert np.mean([latent(measure(spells)).value[0] for spells in seasons]) > 0.03


def test_influence_gives_the_sandwich() -> None:
    """The covariance that influence gives is that of the regression, up to what the priors of the teams add."""
    spells = simulate(World(0.05, -0.03), np.random.default_rng(11), teams=10)[0]
    measured_spells = measure(spells)
    rows = rows_of(spells, measured_spells.levels.within, held=measured_spells.levels.team)
    fit = fit_outcome(rows)
    own, opponent = np.sqrt(np.diag(fit.covariance)[:2])
    balance, total = latent(measured_spells).errors
    assert 2.0 * (balance**2 + total**2) == pytest.approx(own**2 + opponent**2, rel=0.03)


def test_the_jackknife_is_twice_the_whole_less_its_halves() -> None:
    spells = simulate(World(0.05, -0.03), np.random.default_rng(12), teams=10)[0]
    persistence = within_match(measure(spells))
    assert np.isfinite(persistence.value).all()
    assert (persistence.errors > 0.0).all()


def test_one_club_in_most_matches_is_refused() -> None:
    """Sets of one club do not tell what its opponents usually do: loadings of 0, effects of hundreds of per cent."""
    spells = simulate(World(0.0, 0.0), np.random.default_rng(13), teams=14)[0]
    of_one = (spells.team == 0) | (spells.opponent == 0)
    with pytest.raises(InputError, match="plays in 26 of 26 matches"):
        measure(spells.of(of_one))


def test_same_season_same_answer() -> None:
    spells = simulate(World(0.05, 0.0), np.random.default_rng(9), teams=8)[0]
    assert latent(measure(spells)).value.tolist() == latent(measure(spells)).value.tolist()


def test_rows_hold_both_sides_approach() -> None:
    """The first column of a row is the own level, the second that of the opponent."""
    spells = simulate(World(0.0, 0.0), np.random.default_rng(5), teams=8)[0]
    level = np.arange(len(spells.match) * SPELLS, dtype=float).reshape(-1, SPELLS) / 1000.0
    rows = rows_of(spells, level, teams=False)
    series, spell = 7, 11
    row = rows.design.x[series * SPELLS + spell]
    assert row[0] == level[7, 11]
    assert row[1] == level[6, 11]
    assert fit_outcome(rows).beta.shape == (rows.design.size,)


def test_too_little_is_refused() -> None:
    spells = simulate(World(0.0, 0.0), np.random.default_rng(6), teams=4)[0]
    with pytest.raises(InputError):
        fit_measurement(spells)
    lonely = np.zeros(len(spells.match), dtype=bool)
    lonely[0] = True
    with pytest.raises(InputError):
        spells.of(lonely)
