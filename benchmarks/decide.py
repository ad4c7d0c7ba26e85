"""Speed of a decision: one full policy, and a thousand draws, against a simulation of as many matches.

    python -m benchmarks.decide

The peer is what a user would otherwise write: a vectorised simulation, minute by minute, of a million matches for one
pair of plans. CPU time of one thread.
"""

from __future__ import annotations

import numpy as np

from benchmarks.timing import least_cpu
from frontfoot.decisions.advise import Question, advise
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.from_tie import situation_of
from frontfoot.decisions.game import solve
from frontfoot.goals.clock import Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.ties import Leg, Model, Tie, rules
from frontfoot.ties import Situation as Standing

MATCHES = 1_000_000


def simulate(home: float, away: float, lead: int, minutes: int, generator: np.random.Generator) -> float:
    """Share of matches that end with a lead, minute by minute, for one fixed pair of plans."""
    leads = np.full(MATCHES, lead)
    for _ in range(minutes):
        leads += generator.poisson(home / 90.0, MATCHES)
        leads -= generator.poisson(away / 90.0, MATCHES)
    return float((leads > 0).mean())


def main() -> None:
    """Measure and print a table."""
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    model = Model(tie, rates_from_expected(1.4, 1.7))
    standing = Standing(2, Moment(2, 0.0), (0, 1))
    kick_off = situation_of(model, Standing(2, Moment(1, 0.0), (0, 0)), "Atalanta")
    half_time = situation_of(model, standing, "Atalanta")
    effects = Effects(0.06, -0.03)
    generator = np.random.default_rng(0)
    drawn = Effects(*(generator.normal(0.0, 0.04, 1000) for _ in range(2)))
    peer = 1000 * least_cpu(lambda: simulate(1.5, 1.6, 2, 48, np.random.default_rng(0)), 2)
    rows = [
        ("full policy from kick-off, 5 x 5 approaches", 1000 * least_cpu(lambda: solve(kick_off, effects), 5)),
        ("full policy from half-time", 1000 * least_cpu(lambda: solve(half_time, effects), 5)),
        ("full policy from half-time, 1,000 draws", 1000 * least_cpu(lambda: solve(half_time, drawn), 2)),
        ("full policy from kick-off, 1,000 draws", 1000 * least_cpu(lambda: solve(kick_off, drawn), 2)),
        ("the whole advice from half-time", 1000 * least_cpu(lambda: advise(model, standing, Question("Atalanta")), 5)),
    ]
    print("| task | ms of CPU | one simulated pair of plans takes so many times as long |")
    print("|---|---:|---:|")
    for name, cost in rows:
        print(f"| {name} | {cost:,.1f} | {peer / cost:,.1f} |")
    print(f"| simulation of a million matches from half-time, one pair of plans | {peer:,.0f} | 1.0 |")


if __name__ == "__main__":
    main()
