"""Scores of probabilities of a goal: discrimination, Brier score, calibration."""

from __future__ import annotations

import numpy as np

from frontfoot.core.arrays import Floats


def auc(p: Floats, goal: Floats) -> float:
    """Probability that a goal has the higher value than a miss, ties counting half (Mann-Whitney)."""
    from scipy.stats import rankdata

    scored = np.asarray(goal, dtype=bool)
    n = int(scored.sum())
    ranks = rankdata(p)[scored].sum()
    return float((ranks - n * (n + 1) / 2) / (n * (len(scored) - n)))


def auc_error(p: Floats, goal: Floats) -> float:
    """Standard error of the AUC (DeLong, DeLong and Clarke-Pearson 1988)."""
    from scipy.stats import rankdata

    scored = np.asarray(goal, dtype=bool)
    n, m = int(scored.sum()), int((~scored).sum())
    ranks = rankdata(p)
    above = (ranks[scored] - rankdata(p[scored])) / m
    below = 1 - (ranks[~scored] - rankdata(p[~scored])) / n
    return float(np.sqrt(above.var(ddof=1) / n + below.var(ddof=1) / m))


def brier(p: Floats, goal: Floats) -> float:
    """The Brier score: mean squared difference of probability and outcome."""
    return float(np.mean((p - goal) ** 2))


def brier_error(p: Floats, goal: Floats) -> float:
    """Standard error of the Brier score over shots."""
    return float(np.std((p - goal) ** 2, ddof=1) / np.sqrt(len(p)))


def calibration(p: Floats, goal: Floats, bins: int = 10) -> list[tuple[int, float, float]]:
    """(shots, mean probability, share scored) in bins of equal numbers of shots, from low to high."""
    order = np.argsort(p, kind="stable")
    return [
        (len(part), float(p[part].mean()), float(np.mean(goal[part])))
        for part in np.array_split(order, bins)
        if len(part)
    ]


def calibration_error(p: Floats, goal: Floats, bins: int = 10) -> float:
    """Expected calibration error: |mean probability - share scored| over equally filled bins, weighted by shots."""
    return sum(n * abs(mean - scored) for n, mean, scored in calibration(p, goal, bins)) / len(p)


def calibration_noise(p: Floats, bins: int = 10) -> float:
    """The calibration error that exact probabilities would show on so few shots, on average.

    In a bin of n shots |mean - share| is on average sqrt(2 / pi) sqrt(sum p (1 - p)) / n (normal approximation).
    """
    parts = np.array_split(np.sort(p), bins)
    return float(sum(np.sqrt(2 / np.pi * np.sum(part * (1 - part))) for part in parts) / len(p))


def goals_ratio(p: Floats, goal: Floats) -> tuple[float, float]:
    """Expected over scored goals, and its standard error if the probabilities were exact."""
    scored = float(np.sum(goal))
    return float(p.sum() / scored), float(np.sqrt(np.sum(p * (1 - p))) / scored)
