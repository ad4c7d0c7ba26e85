"""Exact in-play forecasts against what a user would otherwise write: a vectorised simulation of a million matches.

Run: python benchmarks/in_play.py. Times are CPU time of one process; the simulation is of constant rates in steps of a
minute, which is less than the exact forecast does, and still has a standard error of .0005.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from frontfoot.goals.clock import Moment
from frontfoot.goals.forecast import lattice_size, score_distribution, values
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates

MATCHES = 1_000_000


def cpu(task: Callable[[], object], repeats: int) -> float:
    """CPU seconds of one run, the best of three means."""
    task()
    best = np.inf
    for _ in range(3):
        start = time.process_time()
        for _ in range(repeats):
            task()
        best = min(best, (time.process_time() - start) / repeats)
    return best


def simulate(home: float, away: float, random: np.random.Generator) -> float:
    """Share of home wins among simulated matches, minute by minute."""
    goals = np.zeros((2, MATCHES), dtype=np.int16)
    chances = np.array([[home / 90.0], [away / 90.0]])
    for _ in range(90):
        goals += random.random((2, MATCHES), dtype=np.float32) < chances
    return float((goals[0] > goals[1]).mean())


def main() -> None:
    """Print the table."""
    rates = Rates(1.6, 1.1)
    random = np.random.default_rng(1)
    draws = Rates(1.6 * np.exp(0.1 * random.standard_normal(1000)), 1.1 * np.exp(0.1 * random.standard_normal(1000)))
    size = lattice_size(rates)
    lead = np.subtract.outer(np.arange(size[0]), np.arange(size[1]))
    payoff = np.stack([lead > 0, lead == 0, lead < 0]).astype(float)
    minutes = [Moment.at(minute) for minute in range(91)]
    table = {
        "one forecast from kick-off": cpu(lambda: score_distribution(rates), 50),
        "one forecast from minute 60": cpu(lambda: score_distribution(rates, Moment.at(60), (1, 0)), 50),
        "every minute, every score, 3 payoffs": cpu(lambda: values(rates, payoff, moments=minutes), 10),
        "1,000 draws of the rates": cpu(lambda: score_distribution(draws, tolerance=1e-6), 3),
        "base rates from expected goals, 1,000 draws": cpu(lambda: rates_from_expected(draws.home, draws.away), 3),
    }
    peer = cpu(lambda: simulate(1.6, 1.1, random), 1)
    print(f"{'simulating a million matches':<46}{1e3 * peer:10.1f} ms")
    for name, seconds in table.items():
        print(f"{name:<46}{1e3 * seconds:10.2f} ms   {peer / seconds:8.0f} times faster")


if __name__ == "__main__":
    main()
