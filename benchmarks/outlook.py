"""Speed of the odds of a tie against the simulation a user would otherwise write.

    python -m benchmarks.outlook

Prints milliseconds of CPU of one core for one outlook, a whole timeline, 1,000 draws of the strengths, and a vectorised
NumPy simulation of a million ties at constant rates (the plain thing: Poisson goals for what is left, extra time, coin
toss), with the ratios. The best of several runs is taken: other work on the machine only adds.
"""

from __future__ import annotations

import numpy as np

from benchmarks.timing import least_cpu
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Model, Situation, Tie, outlook, rules
from frontfoot.ties.file import parse_tie
from frontfoot.ties.replay import replay

SIMULATED = 1_000_000


def simulate(rng: np.random.Generator) -> float:
    """Odds of Atalanta at 3-0 and 0-1 at half-time from a million simulated ties at constant rates."""
    home = rng.poisson(1.6 * 0.52, SIMULATED)
    away = rng.poisson(1.1 * 0.52, SIMULATED) + 1
    margin = 3 + home - away
    level = margin == 0
    count = int(level.sum())
    margin[level] += rng.poisson(1.6 / 3, count) - rng.poisson(1.1 / 3, count)
    level = margin == 0
    margin[level] += 2 * rng.integers(0, 2, int(level.sum())) - 1
    return float((margin > 0).mean())


def main() -> None:
    """Print the table."""
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    old = Tie(rules("uel", 2015, "QF"), tie.legs)
    open_tie = Tie(tie.rules, (Leg("Liverpool", "Atalanta"), Leg("Atalanta", "Liverpool")))
    half_time = Situation(2, Moment(2, 0.0), (0, 1))
    pair = Rates(1.6, 1.1)
    rng = np.random.default_rng(0)
    drawn = Rates(1.6 * np.exp(0.1 * rng.standard_normal(1000)), 1.1 * np.exp(0.1 * rng.standard_normal(1000)))
    minutes = [Moment(period, 60.0 * minute) for period in (1, 2) for minute in range(46)]
    salah = {"minute": "7", "kind": "goal", "club": "Liverpool"}
    file = parse_tie(
        {
            "competition": "uel",
            "season": 2023,
            "round": "QF",
            "leg": [
                {"home": "Liverpool", "away": "Atalanta", "score": [0, 3]},
                {"home": "Atalanta", "away": "Liverpool", "score": [0, 1], "event": [salah]},
            ],
        }
    )
    rows = [
        ("one outlook, half-time of the second leg", 0.8, least_cpu(lambda: outlook(tie, half_time, pair), 100)),
        ("the same with away goals", 0.8, least_cpu(lambda: outlook(old, half_time, pair), 100)),
        (
            "one outlook, both legs to play",
            5.0,
            least_cpu(lambda: outlook(open_tie, Situation(1), (pair, pair)), 20),
        ),
        (
            "timeline: 92 moments, all scores",
            20.0,
            least_cpu(lambda: Model(tie, pair).through_by_score(2, minutes, (11, 11), (1, 2), 0), 20),
        ),
        ("replay of a file, both legs", None, least_cpu(lambda: replay(file, (pair, pair)), 10)),
        ("1,000 draws of the strengths", 25.0, least_cpu(lambda: outlook(tie, half_time, drawn), 5)),
        ("simulation of 1,000,000 ties, one situation", None, least_cpu(lambda: simulate(rng), 5)),
    ]
    simulation = rows[-1][2]
    print(f"{'':46}{'ms of CPU':>10}{'target':>8}{'simulation is':>16}")
    for name, target, spent in rows:
        wanted = "" if target is None else f"{target:g}"
        print(f"{name:46}{1000 * spent:10.2f}{wanted:>8}{simulation / spent:14.1f} x")


if __name__ == "__main__":
    main()
