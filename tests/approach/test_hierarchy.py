"""The hierarchy against brute force: conditioning one joint normal distribution of everything at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.approach.hierarchy import Floats, Variances, WindowEvidence, estimate, smoothness


def variances(k: int, rng: np.random.Generator) -> Variances:
    def covariance(scale: float) -> Floats:
        root = rng.normal(size=(k, k))
        return scale * (root @ root.T / k + 0.3 * np.eye(k))

    return Variances(
        rng.normal(size=k), covariance(0.3), covariance(0.5), covariance(1.0), covariance(20.0), timescale=12.0
    )


def evidence(rng: np.random.Generator, k: int, minutes: float, matches: float) -> WindowEvidence:
    bottom = rng.uniform(1.0, 40.0, size=(1, k))
    return WindowEvidence(bottom * rng.normal(size=(1, k)), bottom, bottom, np.array([minutes]), np.array([matches]))


def noise(v: Variances, seen: WindowEvidence) -> Floats:
    root = seen.exposure[0] ** -0.5
    scaled: Floats = v.noise * root[:, None] * root[None, :]
    return scaled


@pytest.mark.parametrize("k", [1, 2, 4])
@pytest.mark.parametrize("matches", [1.0, 3.0])
def test_three_steps_equal_one_joint_conditioning(k: int, matches: float) -> None:
    rng = np.random.default_rng(k)
    v = variances(k, rng)
    window, rest = evidence(rng, k, 10.0 * matches, matches), evidence(rng, k, 85.0 * matches, matches)
    others = evidence(rng, k, 950.0, 10.0)
    estimated = estimate(v, window, rest, others)

    def fade(minutes: float, games: float) -> float:
        return float(smoothness(np.array([minutes / games]), 12.0)[0] / games)

    level = v.team + v.match / matches
    truth = level + fade(10.0 * matches, matches) * v.within
    observed = np.block(
        [
            [truth + noise(v, window), level, v.team],
            [level, level + fade(85.0 * matches, matches) * v.within + noise(v, rest), v.team],
            [v.team, v.team, v.team + v.match / 10 + fade(950.0, 10.0) * v.within + noise(v, others)],
        ]
    )
    shared = np.hstack([truth, level, v.team])
    seen = np.concatenate([(e.top / e.bottom)[0] - v.mean for e in (window, rest, others)])
    assert estimated.mean[0] == pytest.approx(v.mean + shared @ np.linalg.solve(observed, seen))
    assert estimated.cov[0] == pytest.approx(truth - shared @ np.linalg.solve(observed, shared.T))
    assert estimated.prior[0] == pytest.approx(truth)


def nothing(k: int) -> WindowEvidence:
    return WindowEvidence(np.zeros((1, k)), np.zeros((1, k)), np.zeros((1, k)), np.zeros(1), np.zeros(1))


def test_without_evidence_the_league_mean_and_with_much_the_ratio() -> None:
    rng = np.random.default_rng(3)
    v = variances(2, rng)
    zero = np.zeros((1, 2))
    void = estimate(v, WindowEvidence(zero, zero, zero, np.array([5.0]), np.array([1.0])), nothing(2), nothing(2))
    assert void.mean[0] == pytest.approx(v.mean)
    assert void.cov[0] == pytest.approx(void.prior[0])
    bottom = np.full((1, 2), 1e9)
    much = WindowEvidence(bottom * 0.25, bottom, bottom, np.array([95.0]), np.array([1.0]))
    assert estimate(v, much, nothing(2), nothing(2)).mean[0] == pytest.approx([0.25, 0.25], abs=1e-5)


def test_an_unobserved_measure_is_told_by_the_others() -> None:
    v = Variances(
        np.zeros(2), np.array([[1.0, 0.9], [0.9, 1.0]]), np.eye(2) * 1e-6, np.eye(2) * 1e-6, np.eye(2), timescale=10.0
    )
    bottom = np.array([[0.0, 1e6]])
    seen = WindowEvidence(bottom * 2.0, bottom, bottom, np.array([95.0]), np.array([1.0]))
    estimated = estimate(v, seen, nothing(2), nothing(2))
    assert estimated.mean[0] == pytest.approx([1.8, 2.0], abs=1e-3)
    assert estimated.cov[0, 0, 0] == pytest.approx(1.0 - 0.81, abs=1e-3)


@pytest.mark.parametrize("unseen", [0, 1, 2])
def test_what_is_not_observed_tells_nothing_though_its_noise_goes_with_that_of_the_rest(unseen: int) -> None:
    """With one of three measures unobserved, the others are estimated as if there were two."""
    rng = np.random.default_rng(unseen)
    v = variances(3, rng)
    kept = [place for place in range(3) if place != unseen]
    pair = np.ix_(kept, kept)
    two = Variances(v.mean[kept], v.team[pair], v.match[pair], v.within[pair], v.noise[pair], v.timescale)
    parts = [evidence(rng, 3, minutes, matches) for minutes, matches in ((8.0, 1.0), (80.0, 1.0), (900.0, 9.0))]
    for seen in parts:
        seen.top[0, unseen] = seen.bottom[0, unseen] = seen.exposure[0, unseen] = 0.0
    of_two = [
        WindowEvidence(seen.top[:, kept], seen.bottom[:, kept], seen.exposure[:, kept], seen.minutes, seen.matches)
        for seen in parts
    ]
    three = estimate(v, parts[0], parts[1], parts[2])
    alone = estimate(two, of_two[0], of_two[1], of_two[2])
    assert three.mean[0][kept] == pytest.approx(alone.mean[0])
    assert three.cov[0][pair] == pytest.approx(alone.cov[0])


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.floats(1.0, 500.0), st.floats(1.01, 20.0), st.integers(0, 10_000))
def test_more_evidence_never_widens(exposure: float, factor: float, seed: int) -> None:
    v = variances(3, np.random.default_rng(seed))
    ratio = np.full((1, 3), 0.3)

    def width(amount: float) -> float:
        bottom = np.full((1, 3), amount)
        window = WindowEvidence(ratio * bottom, bottom, bottom, np.array([10.0]), np.array([1.0]))
        return float(np.trace(estimate(v, window, nothing(3), nothing(3)).cov[0]))

    assert width(exposure * factor) <= width(exposure) + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 120.0), st.floats(2.0, 60.0))
def test_smoothness_is_the_average_of_the_correlation(minutes: float, timescale: float) -> None:
    grid = (np.arange(800) + 0.5) / 800 * minutes
    brute = np.exp(-np.abs(grid[:, None] - grid[None, :]) / timescale).mean()
    assert smoothness(np.array([minutes]), timescale)[0] == pytest.approx(brute, rel=2e-2, abs=2e-4)
