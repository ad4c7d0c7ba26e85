"""Minute tables of the matches of the evidence: counts of approach and chances, league by league."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import polars as pl

from frontfoot.fit.open_data import statsbomb_files, wyscout_files

KEY: Final = ["period", "minute", "side"]
CHANCES: Final = ["xg", "xg_penalties", "goals", "penalty_goals"]
EVERY: Final = 200


def wyscout(folder: Path, progress: Callable[[str], None] = lambda _: None) -> pl.DataFrame:
    """Every match below `folder`/wyscout, minute by minute.

    Raises:
        ReadError: there are no match files.
    """
    return _table([(path,) for paths in wyscout_files(folder).values() for path in paths], "wyscout", progress)


def statsbomb(folder: Path, progress: Callable[[str], None] = lambda _: None) -> pl.DataFrame:
    """Every match below `folder`/statsbomb, minute by minute.

    Raises:
        ReadError: there are no match files.
    """
    return _table([match for matches in statsbomb_files(folder).values() for match in matches], "statsbomb", progress)


def _table(matches: Iterable[tuple[Path, ...]], name: str, progress: Callable[[str], None]) -> pl.DataFrame:
    from frontfoot.approach.counts import minute_counts
    from frontfoot.chances.minutes import minute_chances
    from frontfoot.match.load import load

    tables = []
    for paths in matches:
        match = load(*paths)
        chances = minute_chances(match).select([*KEY, *CHANCES])
        tables.append(minute_counts(match).join(chances, on=KEY, how="left"))
        if len(tables) % EVERY == 0:
            progress(f"{len(tables)} matches of {name} read")
    return pl.concat(tables, how="vertical_relaxed")
