"""Whether every list of entries can be shown: a hundred thousand at random are folded, exported and read again.

    python -m benchmarks.board_lists [--lists 100000] [--told 500] [--seconds S] [--seed 1]

Over every competition, round and number of matches, all kinds of entries, any order, with times of the years 1 and
9999. So many of them, evenly spread, are also told as pages are: the odds and the curve.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from tests.board.random_lists import folded, lists, told

from benchmarks.board_process import machine


def main() -> None:
    """Print what was seen; an error ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=100_000)
    parser.add_argument("--told", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="after which no further list is taken")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun, every = time.monotonic(), max(options.lists // max(options.told, 1), 1)
    phases: Counter[str] = Counter()
    entries = problems = shown = count = 0
    for number, (opening, bodies, dice) in enumerate(lists(options.seed, options.lists)):
        if time.monotonic() - begun > options.seconds:
            break
        try:
            state, _, _ = folded(opening, bodies, dice)
            if number % every == 0 and shown < options.told:
                told(state, 1713471800.0)
                shown += 1
        except Exception:
            print(f"List {number} fails: {opening.tie.rules.competition} {opening.tie.rules.season}, {bodies!r}")
            raise
        count += 1
        entries += len(bodies)
        problems += len(state.problems)
        phases[state.phase] += 1
    print(f"{count} lists, {entries} entries: all folded, exported and read again; {shown} told with their odds.")
    print(f"{problems} problems in words; " + ", ".join(f"{count} {phase}" for phase, count in sorted(phases.items())))
    print(f"{time.monotonic() - begun:.0f} s; {machine()}")


if __name__ == "__main__":
    main()
