"""Second legs of the result files since 2021/22, forecast before kick-off from strengths of their day.

    python -m benchmarks.second_legs DATA

Every tie is forecast at the mean strengths and over 200 draws of them. Prints Markdown: log score, recalibration slope
(1 is right) and its standard error, all and by how many of the two clubs play in a league whose results are known.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.tie_data import recent_second_legs
from benchmarks.tie_scores import row
from frontfoot.core.errors import FrontfootError
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.results import read_folder
from frontfoot.goals.strengths import fit_history
from frontfoot.ties import Situation
from frontfoot.ties.odds import Model

DRAWS, SINCE, LEARNT_FROM = 200, 2021, 2016


def slope(odds: NDArray[np.float64], truth: NDArray[np.float64]) -> tuple[float, float]:
    """Slope of the truth on the logit of the odds, and its standard error."""
    logit = np.log(odds / (1.0 - odds))

    def loss(b: NDArray[np.float64]) -> float:
        return float(np.logaddexp(0.0, -(2.0 * truth - 1.0) * (b[0] + b[1] * logit)).sum())

    best = minimize(loss, np.array([0.0, 1.0]))
    return float(best.x[1]), float(np.sqrt(best.hess_inv[1, 1]))


def main(data: Path) -> None:
    """Forecast, score and print."""
    results = read_folder(data)
    legs = recent_second_legs(results, SINCE)
    days: list[date] = []
    for leg, _ in legs:
        if not days or (leg.day - days[-1]).days > 3:
            days.append(leg.day)
    generator = np.random.default_rng(0)
    half = generator.standard_normal((2, DRAWS // 2))
    normal = np.concatenate([half, -half], axis=1)
    history = fit_history(results.filter(pl.col("season") >= LEARNT_FROM), days)
    odds, truth, known, refused = [], [], [], 0
    strengths, following = next(history), iter(days[1:])
    after = next(following, None)
    for leg, through in legs:
        while after is not None and after <= leg.day:
            strengths, after = next(history), next(following, None)
        try:
            mean, covariance = strengths.log_rates(leg.home, leg.away, leg.competition)
        except FrontfootError:
            refused += 1
            continue
        values, vectors = np.linalg.eigh(covariance)
        drawn = np.exp(mean[:, None] + (vectors * np.sqrt(np.maximum(values, 0.0))) @ normal)
        rates = rates_from_expected(*np.exp(mean)), rates_from_expected(*drawn)
        odds.append([Model(leg.tie(), pair).ask(Situation(2)).through[leg.home] for pair in rates])
        truth.append(float(through))
        known.append(sum(strengths.league_known(club, competition=leg.competition) for club in (leg.home, leg.away)))
    table, went, leagues = np.clip(odds, 1e-4, 1.0 - 1e-4), np.array(truth), np.array(known)
    print(f"{len(went)} second legs, {refused} refused.\n")
    print(row("leagues known", "n", "log, means", "slope, means", "log, draws", "slope, draws"))
    print(row(*["---"] * 6))
    for name, inside in (("all", leagues >= 0), *((str(k), leagues == k) for k in (0, 1, 2))):
        cells = [name, str(int(inside.sum()))]
        for k in (0, 1):
            p, t = table[inside, k], went[inside]
            value, error = slope(p, t)
            cells += [f"{-np.log(np.where(t > 0.5, p, 1.0 - p)).mean():.4f}", f"{value:.2f} ± {error:.2f}"]
        print(row(*cells))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    main(parser.parse_args().data)
