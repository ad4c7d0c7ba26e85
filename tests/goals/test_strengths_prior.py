"""The hierarchy against the densities it stands for, the start of the search, and the place of every parameter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from scipy import stats

from frontfoot.core.errors import FrontfootError
from frontfoot.goals.likelihoods import LIKELIHOODS, Derivatives, likelihood
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import Prior, fit
from frontfoot.goals.strengths.fit import maximum_a_posteriori, maximum_likelihood, starting_point
from frontfoot.goals.strengths.newton import _solve, maximise
from frontfoot.goals.strengths.prior import Layout, anchor, quadratic
from frontfoot.goals.strengths.window import window

PRIOR = Prior(0.31, 0.24, 0.6, (-0.16, -0.11), 0.07, 0.42, -0.33, 0.22, 0.12, 0.09)


def log_density(x: Any, layout: Layout, league: Any, newcomer: Any, elsewhere: Any) -> float:
    """The prior as the module's first lines state it, one distribution after the other."""
    n, c, k = layout.clubs, layout.competitions, layout.leagues
    attack, defence, level, home = x[:n], x[n : 2 * n], x[2 * n : 2 * n + c], x[2 * n + c : 2 * n + 2 * c]
    strength = x[2 * n + 2 * c + 1 : 2 * n + 2 * c + 1 + k]
    new_attack, new_defence, away_mean, common_level, common_home = x[2 * n + 2 * c + 1 + k :]
    cross = 0.6 * 0.31 * 0.24
    total = 0.0
    for i in range(n):
        centre = strength[league[i]] + newcomer[i] * np.array([new_attack, new_defence])
        covariance = [[0.31**2, cross], [cross, 0.24**2]]
        total += stats.multivariate_normal.logpdf([attack[i], defence[i]], centre, covariance)
    for j in range(k):
        total += stats.norm.logpdf(strength[j], elsewhere[j] * away_mean, 0.42)
    total += stats.norm.logpdf(level, common_level, 0.12).sum() + stats.norm.logpdf(home, common_home, 0.09).sum()
    total += stats.norm.logpdf(new_attack, -0.16, 0.07) + stats.norm.logpdf(new_defence, -0.11, 0.07)
    total += stats.norm.logpdf(away_mean, -0.33, 0.22)
    total += stats.norm.logpdf(common_level, 0.25, 0.5) + stats.norm.logpdf(common_home, 0.3, 0.5)
    return float(total)


def test_the_quadratic_form_is_the_log_density_of_the_hierarchy() -> None:
    layout = Layout(5, 3, 2)
    league, newcomer, elsewhere = np.array([0, 1, 1, 0, 1]), np.array([0.0, 1, 0, 0, 1]), np.array([0.0, 1.0])
    precision, linear = quadratic(layout, PRIOR, league, newcomer, elsewhere)
    np.testing.assert_array_equal(precision, precision.T)
    rng = np.random.default_rng(2)
    points = rng.normal(0.0, 0.4, (12, layout.size))
    form = [-0.5 * x @ precision @ x + linear @ x for x in points]
    density = [log_density(x, layout, league, newcomer, elsewhere) for x in points]
    # Up to a constant.
    np.testing.assert_allclose(np.diff(form), np.diff(density), rtol=1e-9)
    # The extra parameter of the likelihood has no share in it.
    assert not precision[layout.extra].any()
    assert linear[layout.extra] == 0.0


def test_every_parameter_has_one_place() -> None:
    layout = Layout(4, 3, 2)
    assert (layout.level, layout.home, layout.extra, layout.league, layout.common, layout.size) == (
        8,
        11,
        14,
        15,
        17,
        22,
    )
    assert Layout(4, 3, 0, flat=True).size == 15


def test_the_anchor_takes_the_mean_of_each_linked_set_to_zero() -> None:
    layout = Layout(4, 1, 0, flat=True)
    precision, linear = anchor(layout, np.array([0, 1, 0, 1]))
    assert not linear.any()
    x = np.random.default_rng(0).normal(size=layout.size)
    sums = [x[[0, 2]].sum(), x[[1, 3]].sum(), x[[4, 6]].sum(), x[[5, 7]].sum()]
    assert x @ precision @ x == pytest.approx(sum(value**2 for value in sums))


def results(count: int = 80, seed: int = 4) -> Any:
    rng, rows = np.random.default_rng(seed), []
    for number in range(count):
        home, away = (str(name) for name in rng.choice(["Arsenal", "Chelsea", "Everton", "Ajax", "Qarabağ"], 2, False))
        rows.append(
            {
                "date": date(2021, 8, 1) + timedelta(days=number),
                "competition": ("Premier League", "FA Cup")[number % 2],
                "season": 2021,
                "stage": "league",
                "home": home,
                "away": away,
                "home_goals": int(rng.poisson(1.5)),
                "away_goals": int(rng.poisson(1.0)),
                "neutral": number % 5 == 0,
                "status": "played",
            }
        )
    return table(rows)


def test_the_search_starts_from_goals_a_match() -> None:
    frame = results()
    seen = window(frame, on=None, decay=0.004, whole_scores=False)
    layout = Layout(len(seen.clubs), len(seen.competitions), 0, flat=True)
    start = starting_point(seen.sample, layout, -0.05)
    today = max(frame["date"]) + timedelta(days=1)
    weights = [float(np.exp(-0.004 * (today - day).days)) for day in frame["date"]]
    rows = list(zip(frame.to_dicts(), weights, strict=True))
    goals = sum(w * (r["home_goals"] + r["away_goals"]) for r, w in rows)
    average = (goals + 1.0) / (2 * sum(weights) + 1.0)
    for i, club in enumerate(seen.clubs):
        own = [(r, w) for r, w in rows if club in (r["home"], r["away"])]
        scored = sum(w * r["home_goals" if r["home"] == club else "away_goals"] for r, w in own)
        against = sum(w * r["away_goals" if r["home"] == club else "home_goals"] for r, w in own)
        # Four matches of average goals are added.
        expected = (sum(w for _, w in own) + 4.0) * average
        assert start[i] == pytest.approx(np.log((scored + 4.0 * average) / expected))
        assert start[layout.clubs + i] == pytest.approx(-np.log((against + 4.0 * average) / expected))
    for c, name in enumerate(seen.competitions):
        own = [(r, w) for r, w in rows if r["competition"] == name]
        played = sum(w for _, w in own) + 1.0
        home, away = (
            np.log((sum(w * r[side] for r, w in own) + average) / played) for side in ("home_goals", "away_goals")
        )
        assert start[layout.level + c] == pytest.approx((home + away) / 2)
        assert start[layout.home + c] == pytest.approx(home - away)
    assert start[layout.extra] == -0.05


@pytest.mark.parametrize("model", LIKELIHOODS)
def test_a_fit_is_the_maximum_and_its_curvature_is_the_covariance(model: str) -> None:
    frame, chosen = results(), likelihood(model)
    strengths = fit(frame, decay=0.001, model=model, prior=PRIOR)
    seen = window(frame, on=None, decay=0.001, whole_scores=chosen.whole_scores)
    n, k = len(seen.clubs), len(seen.leagues)
    layout = Layout(n + k, len(seen.competitions), k)
    best = maximum_a_posteriori(seen, layout, chosen, PRIOR)
    kept = [*range(layout.extra), layout.common + 3, layout.common + 4]
    np.testing.assert_array_equal(strengths.parameters, best.parameters[kept])
    covariance = np.linalg.inv(best.precision)
    at = np.arange(len(kept))
    np.testing.assert_allclose(strengths.covariance.block(at), covariance[np.ix_(kept, kept)], atol=1e-12)
    assert strengths.theta == best.parameters[layout.extra]
    assert (strengths.on, strengths.since) == (max(frame["date"]) + timedelta(days=1), min(frame["date"]))
    assert (strengths.matches, strengths.likelihood) == (frame.height, model)
    assert strengths.newcomers == {name: n + i for i, name in enumerate(seen.leagues)}
    # Every league met: one set.
    assert strengths.connected == dict.fromkeys(seen.leagues, 0)
    assert strengths.country == tuple(seen.leagues[i] for i in seen.league)
    # The gradient of likelihood and priors, by differences, vanishes there.
    league, newcomer = np.concatenate([seen.league, np.arange(k)]), np.concatenate([seen.newcomer, np.ones(k)])

    def value(x: Any) -> float:
        s, m = seen.sample, layout.clubs
        level, advantage = x[layout.level + s.competition], s.advantage * x[layout.home + s.competition]
        one, other = level + advantage + x[s.home] - x[m + s.away], level - advantage + x[s.away] - x[m + s.home]
        total = chosen.derivatives(s, one, other, float(x[layout.extra])).value
        total += log_density(x, layout, league, newcomer, seen.elsewhere)
        if chosen.weak_prior is not None:
            total += float(stats.norm.logpdf(x[layout.extra], *chosen.weak_prior))
        return total

    step = 1e-4
    for i in range(layout.size):
        if i == layout.extra and not chosen.extra:
            continue
        shift = np.zeros(layout.size)
        shift[i] = step
        assert (value(best.parameters + shift) - value(best.parameters - shift)) / (2 * step) == pytest.approx(
            0, abs=2e-3
        )


def test_the_day_of_a_fit_can_be_named() -> None:
    frame = results()
    assert fit(frame, on=date(2021, 9, 1)).on == date(2021, 9, 1)
    assert fit(frame, on=date(2021, 9, 1)).matches == 31
    # Decay and likelihood by default: .002 a day, Dixon and Coles.
    plain = fit(frame)
    assert plain.likelihood == "dixon_coles"
    np.testing.assert_array_equal(plain.parameters, fit(frame, decay=0.002, prior=Prior()).parameters)


def test_without_a_prior_the_sample_alone_is_climbed() -> None:
    seen = window(results(300), on=None, decay=0.0, whole_scores=False)
    best = maximum_likelihood(seen)
    layout = Layout(len(seen.clubs), len(seen.competitions), 0, flat=True)
    for side in (0, 1):
        own = best.parameters[side * layout.clubs : (side + 1) * layout.clubs]
        assert own.sum() == pytest.approx(0.0, abs=1e-6)
    assert best.gradient < 1e-3
    assert best.steps <= 8


class _Falling:
    """A likelihood whose derivatives promise a rise that never comes."""

    extra = ""

    def __init__(self, value: float) -> None:
        self.value, self.calls = value, 0

    def derivatives(self, sample: Any, home: Any, away: Any, theta: float) -> Derivatives:
        self.calls += 1
        ones = np.ones_like(home)
        return Derivatives(self.value * self.calls, ones, ones, -ones, 0 * ones, -ones)


def test_a_climb_without_end_is_refused() -> None:
    seen = window(results(), on=None, decay=0.0, whole_scores=False)
    layout = Layout(len(seen.clubs), len(seen.competitions), 0, flat=True)
    precision, linear = anchor(layout, seen.connected[seen.league])
    for value, words in ((-1e6, "does not rise any more"), (1e6, "does not converge in 60 steps")):
        model: Any = _Falling(value)
        with pytest.raises(FrontfootError, match=words) as refused:
            maximise(seen.sample, layout, model, np.zeros(layout.size), precision, linear)
        assert (refused.value.place, refused.value.remedy) == ("results", "Check their scores")


class _Bent:
    """-sqrt(1 + h^2) - sqrt(1 + a^2): Newton's whole steps run away from beyond 1, halved ones do not."""

    extra = ""

    def derivatives(self, sample: Any, home: Any, away: Any, theta: float) -> Derivatives:
        one, other = np.sqrt(1.0 + home**2), np.sqrt(1.0 + away**2)
        return Derivatives(
            float(-one.sum() - other.sum()), -home / one, -away / other, -(one**-3), np.zeros_like(one), -(other**-3)
        )


def test_steps_are_halved_until_the_value_rises() -> None:
    seen = window(results(), on=None, decay=0.0, whole_scores=False)
    layout = Layout(len(seen.clubs), len(seen.competitions), 0, flat=True)
    start = np.zeros(layout.size)
    start[layout.level : layout.level + layout.competitions] = 5.0
    precision, linear = anchor(layout, seen.connected[seen.league])
    model: Any = _Bent()
    best = maximise(seen.sample, layout, model, start, precision + 1e-6 * np.eye(layout.size), linear)
    assert best.log_likelihood == pytest.approx(-2.0 * len(seen.sample.home), abs=1e-6)
    assert np.abs(best.parameters[: layout.extra]).max() < 1e-3
    assert 2 < best.steps < 30


@pytest.mark.parametrize("lowest", [0.5, -0.5, -30.0])
def test_a_curvature_that_is_not_positive_is_lifted_by_a_thousandth_and_fourfold_from_there(lowest: float) -> None:
    rng = np.random.default_rng(1)
    axes, _ = np.linalg.qr(rng.standard_normal((4, 4)))
    curvature = (axes * np.array([lowest, 2.0, 5.0, 40.0])) @ axes.T
    gradient = rng.standard_normal(4)
    lifts = [0.0, *(1e-3 * np.abs(np.diag(curvature)).max() * 4.0**k for k in range(20))]
    lift = next(lift for lift in lifts if lowest + lift > 0)
    expected = np.linalg.solve(curvature + lift * np.eye(4), gradient)
    np.testing.assert_allclose(_solve(curvature, gradient), expected, rtol=1e-8)
