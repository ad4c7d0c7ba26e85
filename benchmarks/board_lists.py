"""Whether every list of entries can be shown: at random, folded, exported, read again, and told with odds and curve.

    python -m benchmarks.board_lists [--lists 100000] [--seconds S] [--seed 1]

Over every competition, round and number of matches, all kinds of entries, any order, with times of the years 1 and
9999. Fifty lists of a tie follow one another and share what is solved for it, as the states of a tie on the board do.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from typing import Final

from tests.board.random_lists import folded, lists, told

from benchmarks.board_process import machine
from frontfoot.board.odds import Priced
from frontfoot.ties.strengths import file_rates
from frontfoot.ties.tie_file import TieFile

OF_EACH: Final = 50
NOW: Final = 1713471800.0


def main() -> None:
    """Print what was seen; an error ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="after which no further list is taken")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun = time.monotonic()
    phases: Counter[str] = Counter()
    entries = problems = with_odds = count = 0
    tie: TieFile | None = None
    for number, (opening, bodies, dice) in enumerate(lists(options.seed, options.lists, OF_EACH)):
        if time.monotonic() - begun > options.seconds:
            break
        if tie is not opening:
            tie, priced = opening, Priced(file_rates(opening))
        try:
            state, _, _ = folded(opening, bodies, dice)
            with_odds += told(state, priced, NOW)["through"] is not None
        except Exception:
            print(f"List {number} fails: {opening.tie.rules.competition} {opening.tie.rules.season}, {bodies!r}")
            raise
        count += 1
        entries += len(bodies)
        problems += len(state.problems)
        phases[state.course.phase] += 1
    print(f"{count} lists, {entries} entries: all folded, exported, read again and told; {with_odds} have odds.")
    print(f"{problems} problems in words; " + ", ".join(f"{count} {phase}" for phase, count in sorted(phases.items())))
    print(f"{time.monotonic() - begun:.0f} s, {time.process_time():.0f} s of the processor; {machine()}")


if __name__ == "__main__":
    main()
