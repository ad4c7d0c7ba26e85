"""Load-to-table of our readers against kloppy's, on the same files in the same run.

    python -m benchmarks.readers

Both roads start from files on the disk and end in a Polars table (kloppy's through its records). Times are the
process's own CPU time, the best of several rounds, the roads in turns, so that a busy machine does not decide. Beside
them stands the bare decode of the same bytes with msgspec, of which a whole load is a multiple.
"""

from __future__ import annotations

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # idle worker threads would count as our time

import gc
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import kloppy
import msgspec
import polars as pl
from kloppy import statsbomb, wyscout

from frontfoot.match.load import load

FILES = Path(kloppy.__file__).parent / "tests" / "files"
ROUNDS, SECONDS = 12, 25.0  # rounds of a comparison, fewer when they take longer than this


def best(*roads: Callable[[], Any]) -> list[float]:
    """Best CPU seconds of each road over the rounds, after one round that does not count."""
    times: list[list[float]] = [[] for _ in roads]
    begun = time.process_time()
    while len(times[0]) <= ROUNDS and (len(times[0]) < 4 or time.process_time() - begun < SECONDS):
        for road, taken in zip(roads, times, strict=True):
            gc.collect()  # neither road pays for what the other left behind
            start = time.process_time()
            road()
            taken.append(time.process_time() - start)
    return [min(taken[1:]) for taken in times]


def untyped(paths: tuple[Path, ...]) -> None:
    """Decode without a table: the floor for any reader that keeps everything."""
    for path in paths:
        msgspec.json.decode(path.read_bytes())


def table(dataset: Any) -> pl.DataFrame:
    """What kloppy's `to_df` does; that itself stumbles over Wyscout v3's made-up identifiers."""
    return pl.DataFrame(dataset.to_records(), infer_schema_length=None, strict=False)


def main() -> None:
    """Print one line per comparison."""
    warnings.simplefilter("ignore")
    v2, v3 = FILES / "wyscout_events_v2.json", FILES / "wyscout_events_v3.json"
    events, lineup, frames = (FILES / f"statsbomb_3788741_{part}.json" for part in ("event", "lineup", "360"))
    cases: list[tuple[str, float, float, Callable[[], Any], Callable[[], Any], tuple[Path, ...]]] = [
        (
            "Wyscout v2",
            25,
            2.0,
            lambda: load(v2),
            lambda: table(wyscout.load(event_data=str(v2), data_version="V2")),
            (v2,),
        ),
        (
            "Wyscout v3",
            25,
            1.15,
            lambda: load(v3),
            lambda: table(wyscout.load(event_data=str(v3), data_version="V3")),
            (v3,),
        ),
        (
            "StatsBomb",
            12,
            1.6,
            lambda: load(events, lineup),
            lambda: table(statsbomb.load(event_data=str(events), lineup_data=str(lineup))),
            (events, lineup),
        ),
        (
            "StatsBomb with 360",
            40,
            1.1,
            lambda: load(events, lineup, frames),
            lambda: statsbomb.load(event_data=str(events), lineup_data=str(lineup), three_sixty_data=str(frames)).to_df(
                engine="polars"
            ),
            (events, lineup, frames),
        ),
    ]
    print(f"{'':20}{'ours':>10}{'kloppy':>10}{'ratio':>8}{'goal':>6}{'decode':>12}{'ours by it':>12}{'goal':>6}")
    for name, faster, slower, ours, theirs, paths in cases:
        mine, other, plain = best(ours, theirs, partial(untyped, paths))
        print(
            f"{name:20}{1000 * mine:8.1f}ms{1000 * other:8.0f}ms{other / mine:7.1f}x{faster:5.0f}x"
            f"{1000 * plain:10.1f}ms{mine / plain:12.2f}{slower:6.2f}"
        )


if __name__ == "__main__":
    main()
