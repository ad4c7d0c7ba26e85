"""How cost grows: draws of the strengths, clubs in a fit, and matches in a store, each over two orders of size.

    python -m benchmarks.growth [--data DIR] [--matches 10,40,160,380]

Without DIR the matches are left out. Prints Markdown: processor time of one thread, the least of several runs (of whole
processes for matches), and what one more costs between a size and the one before it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.season import ours
from benchmarks.timing import least_cpu
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import fit
from frontfoot.ties import Leg, Situation, Tie, outlook, rules

DRAWS = (1, 10, 100, 1_000, 10_000, 100_000)
CLUBS = (20, 40, 80, 160, 320, 640)
PLAYED = 38
"""Matches of each club in a fit."""


def draws() -> Iterator[tuple[int, float]]:
    """(draws, seconds) of one outlook, half-time of a second leg."""
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    situation = Situation(2, Moment(2, 0.0), (0, 1))
    for count in DRAWS:
        spread = np.exp(0.1 * np.random.default_rng(0).standard_normal((2, count)))
        pair = Rates(1.6 * spread[0], 1.1 * spread[1])
        yield count, least_cpu(lambda pair=pair: outlook(tie, situation, pair), 5)  # type: ignore[misc]


def clubs() -> Iterator[tuple[int, float]]:
    """(clubs, seconds) of a fit of strengths with its covariance; every club plays as many matches."""
    for count in CLUBS:
        generator = np.random.default_rng(0)
        rows = []
        for number in range(PLAYED):
            order = generator.permutation(count)
            goals = generator.poisson((1.5, 1.2), (count // 2, 2))
            for one, other, (home, away) in zip(order[::2], order[1::2], goals.tolist(), strict=True):
                day = date(2024, 8, 1) + timedelta(days=7 * number)
                rows.append(
                    {"date": day, "competition": "Premier League", "season": 2024, "stage": "league"}
                    | {"home": f"Club {one}", "away": f"Club {other}", "home_goals": home, "away_goals": away}
                    | {"neutral": False, "status": "played", "note": "", "source": "drawn"}
                )
        results = table(rows)
        yield count, least_cpu(lambda results=results: fit(results), 3 if count < 300 else 1)  # type: ignore[misc]


def show(title: str, unit: str, sizes: Iterator[tuple[int, float]]) -> None:
    """Print one curve as a table."""
    print(f"| {title} | ms | one more costs, {unit} |\n|---|---|---|")
    before: tuple[int, float] | None = None
    scale = 1e3 if unit == "ms" else 1e6
    for size, seconds in sizes:
        more = "" if before is None else f"{scale * (seconds - before[1]) / (size - before[0]):.2f}"
        print(f"| {size:,} | {1e3 * seconds:,.1f} | {more} |", flush=True)
        before = size, seconds
    print()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of open data; its wyscout/ is read")
    parser.add_argument("--matches", default="10,40,160,380", help="how many matches go into a store, ascending")
    options = parser.parse_args()
    show("draws in an outlook", "microseconds", draws())
    show("clubs in a fit", "ms", clubs())
    if options.data is None:
        return
    every = sorted(
        (options.data / "wyscout").glob("*/*.json.gz"), key=lambda file: (file.parent.name != "serie-a", file)
    )
    print("| matches | processor s | one more costs, ms | clock s, two workers | GB, largest process | KB a match |")
    print("|---|---|---|---|---|---|")
    before = (0, 0.0)
    for count in map(int, options.matches.split(",")):
        cpu, wall, memory, size = ours(every[:count], 2)
        more = f"{1e3 * (cpu - before[1]) / (count - before[0]):.0f}" if before[0] else ""
        print(f"| {count:,} | {cpu:.1f} | {more} | {wall:.1f} | {memory:.2f} | {1e3 * size / count:.0f} |", flush=True)
        before = count, cpu


if __name__ == "__main__":
    main()
