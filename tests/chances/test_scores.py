"""Scores against scikit-learn and against simulation."""

from __future__ import annotations

import numpy as np
import pytest

from frontfoot.core.arrays import Floats
from frontfoot.fit import shot_scores as scores


@pytest.fixture
def sample() -> tuple[Floats, Floats]:
    generator = np.random.default_rng(5)
    p = generator.beta(1, 8, 4000).round(2)  # with ties
    return p, (generator.random(4000) < p).astype(float)


def test_auc_and_brier_as_in_scikit_learn(sample: tuple[Floats, Floats]) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn comes with the fit extra")
    p, goal = sample
    assert scores.auc(p, goal) == pytest.approx(metrics.roc_auc_score(goal, p))
    assert scores.brier(p, goal) == pytest.approx(metrics.brier_score_loss(goal, p))


@pytest.mark.slow
def test_auc_error_against_the_bootstrap(sample: tuple[Floats, Floats]) -> None:
    p, goal = sample
    generator = np.random.default_rng(6)
    again = [scores.auc(p[rows], goal[rows]) for rows in generator.integers(0, len(p), (400, len(p)))]
    assert scores.auc_error(p, goal) == pytest.approx(np.std(again), rel=0.12)


def test_calibration_noise_against_simulation(sample: tuple[Floats, Floats]) -> None:
    p, _ = sample
    p = np.maximum(p, 0.02)
    generator = np.random.default_rng(7)
    drawn = [scores.calibration_error(p, (generator.random(len(p)) < p).astype(np.float64)) for _ in range(300)]
    assert scores.calibration_noise(p) == pytest.approx(np.mean(drawn), rel=0.05)


def test_goals_ratio_error_against_simulation(sample: tuple[Floats, Floats]) -> None:
    p, _ = sample
    generator = np.random.default_rng(8)
    drawn = [p.sum() / np.sum((generator.random(len(p)) < p).astype(np.float64)) for _ in range(500)]
    assert scores.goals_ratio(p, (generator.random(len(p)) < p).astype(np.float64))[1] == pytest.approx(
        np.std(drawn), rel=0.15
    )
