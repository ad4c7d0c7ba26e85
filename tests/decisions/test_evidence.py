"""The posterior and its terms: against the information form, sums by hand, and what was shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from frontfoot.decisions.evidence import evidence
from frontfoot.decisions.mixture import NormalMixture, PairMixture
from frontfoot.fit.effects.leads import after_first_goals, brought_leads
from frontfoot.fit.effects.posterior import Biases, Observation, between, pooled, posterior
from frontfoot.fit.effects.prediction import second_leg_gains
from frontfoot.fit.effects.terms import PRIOR, VIEWS
from frontfoot.fit.goal_times import frames
from frontfoot.fit.second_leg import SecondLegCells
from frontfoot.fitted import read

SEEN = [
    Observation("a", 0.05, 0.012, 0.8, 0.0, ("day",), "one"),
    Observation("b", 0.01, 0.02, 0.0, 1.0, (), "one"),
    Observation("c", 0.02, 0.03, 0.5, 0.0, ("panel",), "one"),
    Observation("d", 0.03, 0.004, 1.0, 0.0, ("lead",), "two"),
    Observation("e", 0.06, 0.016, 1.0, 0.0, ("lead",), "two"),
]
TWO = (
    Biases(0.7, {"day": (0.03, 0.02), "panel": (0.01, 0.03), "lead": (0.01, 0.016)}),
    Biases(0.3, {"day": (0.06, 0.04), "panel": (0.03, 0.05), "lead": (0.02, 0.03)}),
)
TOGETHER = {("a", "c"): 0.6, ("a", "nothing"): 0.9}


def test_the_posterior_is_that_of_all_unknowns_together() -> None:
    """Balance, total and every bias as unknowns of one regression, in information form, against the shipped formula."""
    effects = posterior(SEEN, TOGETHER, (0.04, 0.03), TWO)
    errors = np.array([o.error for o in SEEN])
    noise = np.diag(errors**2)
    noise[0, 2] = noise[2, 0] = 0.6 * errors[0] * errors[2]
    y = np.array([o.value for o in SEEN])
    logs = []
    for place, view in enumerate(TWO):
        names = list(view.normal)
        design = np.array([[o.balance, o.total, *(float(n in o.biases) for n in names)] for o in SEEN])
        mean = np.array([0.0, 0.0, *(view.normal[n][0] for n in names)])
        precision = np.diag([0.04**-2, 0.03**-2, *(view.normal[n][1] ** -2 for n in names)])
        information = precision + design.T @ np.linalg.solve(noise, design)
        estimate = np.linalg.solve(information, precision @ mean + design.T @ np.linalg.solve(noise, y))
        assert effects.means[place] == pytest.approx(estimate[:2], abs=1e-10)
        assert effects.covariances[place] == pytest.approx(np.linalg.inv(information)[:2, :2], abs=1e-12)
        marginal = design @ np.linalg.inv(precision) @ design.T + noise
        logs.append(np.log(view.weight) + multivariate_normal(design @ mean, marginal).logpdf(y))
    weights = np.exp(logs) / np.exp(logs).sum()
    assert effects.weights == pytest.approx(weights)


def test_without_evidence_the_prior_is_left() -> None:
    effects = posterior([], {}, (0.04, 0.03), TWO)
    assert effects.mean == pytest.approx([0.0, 0.0])
    assert effects.errors == pytest.approx([0.04, 0.03])


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.floats(0.1, 1.0), st.floats(-2.0, 2.0), st.floats(0.05, 2.0)), min_size=1, max_size=4),
    st.floats(-3.0, 3.0),
)
def test_a_mixture_is_what_its_parts_are(parts: list[tuple[float, float, float]], at: float) -> None:
    weights = np.array([part[0] for part in parts])
    mixture = NormalMixture(
        tuple(weights / weights.sum()), tuple(part[1] for part in parts), tuple(part[2] for part in parts)
    )
    means, errors = np.array(mixture.means), np.array(mixture.errors)
    assert mixture.below(at) == pytest.approx(float(np.array(mixture.weights) @ norm(means, errors).cdf(at)), abs=1e-12)
    assert mixture.below(mixture.quantile(0.3)) == pytest.approx(0.3, abs=1e-9)
    # What is gained where it is positive less what is lost where it is not is the mean.
    assert mixture.gain - mixture.negative().gain == pytest.approx(mixture.mean, abs=1e-9)
    assert mixture.gain >= max(mixture.mean, 0.0) - 1e-12


def test_a_direction_through_a_pair_has_its_mean_and_spread() -> None:
    generator = np.random.default_rng(1)
    pair = PairMixture(
        np.array([0.6, 0.4]),
        np.array([[0.02, 0.01], [-0.03, 0.0]]),
        np.array([[[4e-4, 1e-4], [1e-4, 9e-4]], [[1e-3, 0.0], [0.0, 1e-4]]]),
    )
    component = generator.choice(2, 200_000, p=pair.weights)
    draws = np.empty((200_000, 2))
    for k in (0, 1):
        inside = component == k
        draws[inside] = generator.multivariate_normal(pair.means[k], pair.covariances[k], inside.sum())
    gradient = np.array([0.3, -0.1])
    along = pair.along(0.5, gradient)
    exact = 0.5 + (draws - pair.mean) @ gradient
    assert along.mean == pytest.approx(0.5)
    assert along.below(0.5) == pytest.approx((exact < 0.5).mean(), abs=0.005)
    assert along.quantile(0.05) == pytest.approx(np.quantile(exact, 0.05), abs=3e-4)
    assert pair.covariance == pytest.approx(np.cov(draws.T), rel=0.05, abs=1e-5)


def test_leagues_that_differ_more_than_their_errors_are_pooled_with_a_wider_error() -> None:
    assert between(np.array([1.0, 3.0]), np.array([0.1, 0.1])) == pytest.approx(np.sqrt(2.0 - 0.01), rel=1e-9)
    value, error = pooled([1.0, 3.0], [0.1, 0.1])
    assert (value, error) == pytest.approx((2.0, np.sqrt((0.01 + 1.99) / 2.0)))
    assert pooled([2.0], [0.5]) == pytest.approx((2.0, 0.5))


def test_first_goals_by_hand() -> None:
    """Three matches: a leader's second goal, a trailer's answer, and one that ends 0-1; a red card ends the watch."""
    day = date(2020, 1, 1)
    flags = (False, False, None, None, True)
    matches = [(n, "L", 2019, day, "A", "B", 1, 1, *flags) for n in range(4)]
    incidents = [
        (0, 1, 10, 0, True, "goal"),
        (0, 2, 60, 0, True, "goal"),
        (1, 1, 20, 0, False, "penalty"),
        (1, 2, 70, 0, True, "goal"),
        (2, 2, 80, 0, False, "goal"),
        (3, 1, 5, 0, True, "goal"),
        (3, 1, 6, 0, False, "red card"),
        (3, 1, 30, 0, True, "goal"),
    ]
    expected = np.array([[2.0, 1.0], [1.5, 0.5], [1.0, 1.0], [1.0, 1.0]])
    shift = {-1: 0.9, 0: 0.0, 1: -0.9}
    rates = after_first_goals(frames(matches, incidents), expected, shift)
    assert (rates.matches, rates.leaders_goals, rates.trailers_goals) == (4, 1, 1)
    # Goals are the clock: of seven, four fall after the first and before or at the end of match 1's watch.
    fell = sorted([10, 60 + 15, 20, 70 + 15, 80 + 15, 5, 30])

    def share(start: int, end: int) -> float:
        return sum(start < at < end for at in fell) / len(fell)

    watched = [share(10, 75), share(20, 85), share(95, 999), share(5, 6)]
    exposure = watched[0] * 2.0 + watched[1] * 0.5 + watched[2] * 1.0 + watched[3] * 1.0
    assert rates.leaders == pytest.approx(1.0 / exposure)
    assert after_first_goals(frames(matches, incidents), expected, shift, ("penalty",)).matches == 1


def cells(brought: list[int], goals: list[int]) -> SecondLegCells:
    count = len(brought)
    sides = np.array(brought, dtype=float)
    return SecondLegCells(
        np.arange(count) // 2,
        np.tile([1.0, 0.0], count // 2),
        sides,
        sides,
        np.full(count, 0.1),
        np.full(count, 1.5 * np.exp(0.1)),
        np.array(goals, dtype=float),
    )


def test_second_legs_by_hand() -> None:
    """Two matches with a lead brought: leaders score once, trailers three times, of 1.5 expected by every side."""
    rates = brought_leads(cells([1, -1, -2, 2, 0, 0], [1, 2, 1, 0, 5, 5]), {-1: 0.9, 1: -0.9})
    assert rates.matches == 2
    assert (rates.leaders, rates.trailers) == pytest.approx((1 / 3.0, 1.0))
    assert rates.balance == pytest.approx(np.log(3.0) / (2 * 1.8))
    assert rates.log_error == pytest.approx(np.sqrt(1 / 1 + 1 / 3))


def test_a_balance_that_is_there_predicts_second_legs_better() -> None:
    generator = np.random.default_rng(5)
    brought = [1, -1] * 3000
    plain = cells(brought, [0] * len(brought))
    truth = plain.expected * np.exp(-np.sign(plain.brought) * 0.03 * 1.8)
    seen = replace(plain, goals=generator.poisson(truth).astype(float))
    wrong, right = (second_leg_gains(seen, 1.8, [balance])[0][0] for balance in (-0.03, 0.03))
    assert right > 0.0 > wrong


def test_the_shipped_evidence() -> None:
    known = evidence()
    assert [term.name for term in known.terms] == ["league matches", "within a match", "first goals", "second legs"]
    assert known.usual_shift[1] < 0.0 < known.usual_shift[-1]
    assert known.usual_shift[0] == 0.0
    # The biases counted, the balance is smaller than what league matches show.
    assert 0.0 < known.posterior.mean[0] < known.main.balance
    assert set(known.without) >= {"StatsBomb", "first goals", "second legs"}
    document = read("effects")
    assert document["parameters"]["prior"] == list(PRIOR)
    assert document["parameters"]["biases"] == [
        {"weight": v.weight, "normal": {k: list(n) for k, n in v.normal.items()}} for v in VIEWS
    ]
    assert {"data", "licence", "rows", "dates", "command", "held_out"} <= set(document["record"])
