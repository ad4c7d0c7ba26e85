"""CPU time of the dynamic strengths: twenty seasons from nothing, one day more, and an update with a month of results.

    OPENBLAS_NUM_THREADS=1 python -m benchmarks.strengths_filter DIR

One thread, the smallest of several runs. "One day" goes on from the filter as it stands after the seasons, with all
matches of the busiest day, as daily strengths do; "from a snapshot" goes on from what is shipped, the file read and the
new strengths packed again, as `frontfoot update` does. Prints Markdown.
"""

from __future__ import annotations

import argparse
import copy
import json
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import polars as pl

from benchmarks.timing import least_cpu
from frontfoot.goals.results import read_folder
from frontfoot.goals.results.competitions import LEAGUES
from frontfoot.goals.strengths.compact import unpack
from frontfoot.goals.strengths.filter import Filter, ordinal
from frontfoot.goals.strengths.history import strengths_of
from frontfoot.goals.strengths.learn import learnt
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.snapshots import shipped_days, text_of

SEASONS = 20


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of open data")
    results = read_folder(parser.parse_args().data).filter(pl.col("status") == "played")
    five = [name for name, _ in list(LEAGUES.values())[:5]]
    last = int(results.filter(pl.col("competition").is_in(five))["season"].max())  # type: ignore[arg-type]
    leagues = results.filter(pl.col("competition").is_in(five) & pl.col("season").is_between(last - SEASONS + 1, last))
    busiest: date = leagues.filter(pl.col("season") == last).group_by("date").len().sort("len", "date")["date"][-1]
    before = Matches.of(leagues.filter(pl.col("date") < busiest))
    day = Matches.of(leagues.filter(pl.col("date") <= busiest))
    state = Filter()
    state.run(before, ordinal(busiest))

    print("| what | matches | CPU |")
    print("|---|---|---|")
    whole = Matches.of(leagues)
    seconds = least_cpu(lambda: Filter().run(whole), 2)
    print(f"| {SEASONS} seasons of five leagues from nothing | {len(whole.day):,} | {seconds:.2f} s |")
    copies = [copy.deepcopy(state) for _ in range(8)]
    one = least_cpu(lambda: copies.pop().run(day, ordinal(busiest) + 1), 7)
    print(f"| one day more | {int((day.day == ordinal(busiest)).sum())} | {1000 * one:.1f} ms |")
    learnt_seconds = least_cpu(lambda: strengths_of([state], busiest), 7)
    print(f"| its strengths, with covariance | | {1000 * learnt_seconds:.1f} ms |")

    for days in (1, 31):
        start = max(text for text in shipped_days() if date.fromisoformat(text) <= busiest)
        path = files("frontfoot.fitted") / "clubs" / f"{start}.json"
        text = path.read_text(encoding="utf-8")
        first = date.fromisoformat(start)
        new = results.filter(pl.col("date").is_between(first, first + timedelta(days=days), closed="left"))

        def update(text: str = text, new: pl.DataFrame = new, until: date = first + timedelta(days=days)) -> str:
            return text_of(learnt(unpack(json.loads(text)), new, until)[0])

        print(f"| from a snapshot, {days} days | {new.height} | {1000 * least_cpu(update, 3):.0f} ms |")


if __name__ == "__main__":
    main()
