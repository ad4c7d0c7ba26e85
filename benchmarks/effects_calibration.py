"""The answer on synthetic seasons whose truth is known: what is said against what is true.

    python -m benchmarks.effects_calibration [--seasons 400] [--broken 100] [--seed 1]

Prints the tables of the page "Press or drop back": probabilities said against how often true, coverage of the 90%
intervals, how often each word is said and right, what moves the designs, and nuisances at which the answer breaks.
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise

import numpy as np

from frontfoot.decisions.evidence import evidence
from frontfoot.decisions.from_tie import situation_of
from frontfoot.decisions.verdict import VERDICTS
from frontfoot.decisions.worths import worths
from frontfoot.fit.effects.calibration import SimulatedSeason, biases, seasons
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Model, Tie, rules
from frontfoot.ties import Situation as Standing

EDGES = (0.0, 0.05, 0.15, 0.35, 0.65, 0.85, 0.95, 1.0)
BREAKING = (
    ("another cause of what a lead does, .12 log a goal", {"cause": 0.12}),
    ("another cause, .20 log a goal", {"cause": 0.20}),
    ("good days of .20 log that move the measures by .15 units", {"day_form": 0.20, "dominance": 0.15}),
    ("good days of .20 log that move the measures by .25 units", {"day_form": 0.20, "dominance": 0.25}),
)


def gradient() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Of the gain along (balance, total) for even sides, one goal up at half-time."""
    tie = Tie(rules("ucl", 2024, "QF"), (Leg("A", "B", (1, 0)), Leg("B", "A")))
    situation = situation_of(Model(tie, Rates(1.35, 1.35)), Standing(2, Moment(2, 0.0)), "A")
    known = evidence()
    return worths(situation, known.posterior, known.usual_shift).now.gain.gradient


def show(done: int) -> None:
    """How far the run is."""
    sys.stderr.write(f"\r{done} seasons")


def said_and_true(stated: list[float], true: list[bool]) -> list[str]:
    """A line for each bin of the probability said."""
    rows = []
    chances, facts = np.array(stated), np.array(true)
    for low, high in pairwise(EDGES):
        inside = (chances >= low) & ((chances < high) | (high == EDGES[-1]))
        if inside.any():
            share, count = facts[inside].mean(), int(inside.sum())
            error = np.sqrt(max(share * (1 - share), 0.25 / count) / count)
            rows.append(
                f"| {low:.2f} to {high:.2f} | {count} | {chances[inside].mean():.2f} | {share:.2f} ± {error:.2f} |"
            )
    return rows


def coverage(simulated: list[SimulatedSeason]) -> str:
    """Share of the intervals of balance and gain that hold the truth."""
    balance = np.mean([one.low <= one.balance <= one.high for one in simulated])
    gain = np.mean([one.gain_low <= one.gain <= one.gain_high for one in simulated])
    error = np.mean([0.5 * (one.low + one.high) - one.balance for one in simulated])
    return f"{balance:.0%} | {gain:.0%} | {100 * error:+.1f}"


def words(simulated: list[SimulatedSeason]) -> list[str]:
    """A line for each word: how often said, and how often right."""
    rows = []
    for word in VERDICTS:
        of_word = [one for one in simulated if one.word == word]
        if not of_word:
            continue
        side = "press" if word.endswith("press") else "drop" if word.endswith("drop") else ""
        right = [one.gain > 0 if side == "press" else one.gain < 0 for one in of_word]
        shown = (
            f"{np.mean(right):.0%}" if side else f"pressing on better in {np.mean([o.gain > 0 for o in of_word]):.0%}"
        )
        rows.append(f"| {word} | {len(of_word)} | {shown} |")
    return rows


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seasons", type=int, default=400)
    parser.add_argument("--broken", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    slope = gradient()
    simulated = seasons(arguments.seasons, arguments.seed, slope, show)
    print(f"\n{arguments.seasons} seasons.\n\nPressing on is better, one goal up at half-time:\n")
    print("| said between | seasons | said on average | true |\n|---|---:|---:|---:|")
    print("\n".join(said_and_true([one.chance_of_gain for one in simulated], [one.gain > 0 for one in simulated])))
    print("\nThe balance is above zero:\n\n| said between | seasons | said on average | true |\n|---|---:|---:|---:|")
    print("\n".join(said_and_true([one.chance for one in simulated], [one.balance > 0 for one in simulated])))
    print("\n| word | seasons | right |\n|---|---:|---:|")
    print("\n".join(words(simulated)))
    print(
        "\n| design | constant, % | a true balance shows at | dominance x day form | reaction |\n|---|---|---|---|---|"
    )
    for design, table in biases(simulated).items():
        (a, b, c, d), (ea, eb, ec, ed) = table
        print(
            f"| {design} | {100 * a:+.1f} ± {100 * ea:.1f} | {b:.2f} ± {eb:.2f} "
            f"| {c:+.2f} ± {ec:.2f} | {d:+.2f} ± {ed:.2f} |"
        )
    for one in ("latent", "within"):
        errors = [getattr(s, one) for s in simulated], [getattr(s, f"{one}_error") for s in simulated]
        print(f"\n{one}: spread {100 * np.std(errors[0]):.1f}, stated error {100 * np.mean(errors[1]):.1f}")
    gap = np.mean([s.latent - s.within for s in simulated])
    print(f"\nlatent less within: {100 * gap:+.1f}%")
    print("\n| seasons | 90% intervals of the balance that hold it | of the gain | middle less truth, % |")
    print("|---|---:|---:|---:|")
    print(f"| all {arguments.seasons} | {coverage(simulated)} |")
    for name, fixed in BREAKING:
        broken = seasons(arguments.broken, arguments.seed + 1, slope, show, **fixed)
        print(f"| {name} ({arguments.broken}) | {coverage(broken)} |", flush=True)


if __name__ == "__main__":
    main()
