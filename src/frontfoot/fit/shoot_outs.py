"""Conversion rates of kicks of a shoot-out, compared with open data: `frontfoot fit ties`.

The shipped rates are counted from 3,222 kicks, most of which are in no open data. The record also has the rates of the
open data, fitted by maximum likelihood: the European goal times, which state only the final score of a shoot-out
("4:2 i.E."), and the World Cup data, kick by kick. Both have a likelihood in two numbers, the conversion of
the first five kicks of each side and that from the sixth on. That of a
final score sums over every course that ends with it, stopped when one side cannot be caught.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

KICKS, MOST = 5, 40
# Counted: conversion of the first five kicks of each side and of later ones, and their standard errors.
CONVERSION, SUDDEN_DEATH, ERRORS, COUNTED = 0.732, 0.686, (0.008, 0.02), 3222


def fit(data: Path, out: Path | None = None, *, progress: Callable[[str], object] = lambda line: None) -> Path:
    """The path of the file of conversion rates, written from the open data.

    Args:
        data: the folder of open data; `goal-times` and `world-cup` are read.
        out: where to write; the package's own file when None.
        progress: called with a line of text on each step.
    """
    from scipy.optimize import minimize

    from frontfoot import fitted
    from frontfoot.fit.second_legs import shoot_out_scores

    known = shoot_out_scores(data / "goal-times")
    scores, days = Counter(known.values()), sorted(day for day, _, _ in known)
    early, late = world_cup_kicks(data / "world-cup" / "penalty_kicks.csv")
    progress(f"{sum(scores.values())} final scores, {sum(early) + sum(late)} kicks")

    def loss(x: np.ndarray) -> float:
        first, later = (1.0 / (1.0 + math.exp(-value)) for value in x)
        total = -sum(n * math.log(score_probability(*score, first, later)) for score, n in scores.items())
        for (scored, missed), p in ((early, first), (late, later)):
            total -= scored * math.log(p) + missed * math.log(1.0 - p)
        return total

    best = minimize(loss, np.array([1.0, 0.8]), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9})
    first, later = (round(1.0 / (1.0 + math.exp(-float(value))), 4) for value in best.x)
    errors = [round(error, 4) for error in _errors(loss, best.x)]
    record = fitted.Record(
        data="counted kicks; schochastics/football-data (final scores of shoot-outs); jfjelstul/worldcup (kicks)",
        licence="facts; ODC-BY 1.0; CC BY-SA 4.0",
        rows={"kicks counted": COUNTED, "shoot-outs": sum(scores.values()), "kicks": sum(early) + sum(late)},
        dates=(str(days[0]), str(days[-1])),
        command="frontfoot fit ties --data DIR",
        held_out={
            "open data": {
                "conversion": [first, errors[0]],
                "sudden_death": [later, errors[1]],
                "log score a kick less that of its own fit": round(
                    (loss(_logits(CONVERSION, SUDDEN_DEATH)) - loss(best.x)) / (sum(early) + sum(late)), 5
                ),
            }
        },
    )
    parameters = {"conversion": CONVERSION, "sudden_death": SUDDEN_DEATH, "errors": list(ERRORS)}
    return fitted.write_shipped("ties", out, record, parameters)


def _logits(*shares: float) -> np.ndarray:
    return np.log(np.array(shares) / (1.0 - np.array(shares)))


def _errors(loss: Callable[[np.ndarray], float], x: np.ndarray) -> list[float]:
    """Standard errors of the two conversions from the curvature of the loss in their logits."""
    step, hessian = 0.01, np.empty((2, 2))
    for i in range(2):
        for j in range(2):
            moves = [(s, t) for s in (1, -1) for t in (1, -1)]
            unit = np.eye(2) * step
            hessian[i, j] = sum(s * t * loss(x + s * unit[i] + t * unit[j]) for s, t in moves) / (4.0 * step**2)
    spread = np.sqrt(np.diag(np.linalg.inv(hessian)))
    p = 1.0 / (1.0 + np.exp(-x))
    return [float(value) for value in spread * p * (1.0 - p)]


def world_cup_kicks(path: Path) -> tuple[tuple[int, int], tuple[int, int]]:
    """Kicks (converted, missed) up to the fifth of each side, and from the sixth on."""
    counts: Counter[tuple[bool, bool]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            side = (row["match_id"], row["team_id"])
            taken[side] += 1
            counts[taken[side] > KICKS, row["converted"] == "1"] += 1
    return (counts[False, True], counts[False, False]), (counts[True, True], counts[True, False])


def score_probability(one: int, other: int, first: float, later: float) -> float:
    """Probability that a shoot-out ends with this score, the order of the two sides left open.

    >>> round(sum(score_probability(a, b, 0.7, 0.7) for a in range(40) for b in range(40)), 6)
    1.0
    """
    ended = _ended(first, later)
    return (ended.get((one, other), 0.0) + ended.get((other, one), 0.0)) / 2.0


@lru_cache(maxsize=256)
def _ended(first: float, later: float) -> dict[tuple[int, int], float]:
    """Probabilities of the final scores, the side that kicks first in front."""
    ended: dict[tuple[int, int], float] = {}
    states = {(0, 0): 1.0}
    for kick in range(2 * MOST):
        side, number = kick % 2, kick // 2
        p = first if number < KICKS else later
        following: dict[tuple[int, int], float] = {}
        for (a, b), weight in states.items():
            for hit, share in ((1, p), (0, 1.0 - p)):
                score = (a + hit, b) if side == 0 else (a, b + hit)
                into = ended if _over(score, number + 1, number + side) else following
                into[score] = into.get(score, 0.0) + weight * share
        states = following
    return ended


def _over(score: tuple[int, int], taken: int, answered: int) -> bool:
    """Whether one side cannot be caught after so many kicks of the first and the second side."""
    rounds = max(KICKS, taken)
    return score[0] > score[1] + rounds - answered or score[1] > score[0] + rounds - taken
