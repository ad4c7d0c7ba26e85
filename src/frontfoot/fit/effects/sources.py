"""Minute tables of the matches of the evidence: counts of approach and chances, league by league."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import polars as pl

from frontfoot.core.errors import InputError

KEY: Final = ["period", "minute", "side"]
CHANCES: Final = ["xg", "xg_penalties", "goals", "penalty_goals"]
EVERY: Final = 200


def wyscout(folder: Path, progress: Callable[[str], None] = lambda _: None) -> pl.DataFrame:
    """Every match below `folder`/wyscout, minute by minute.

    Raises:
        InputError: no match files there.
    """
    return _table([(path,) for path in sorted((folder / "wyscout").glob("*/*.json.gz"))], folder / "wyscout", progress)


def statsbomb(folder: Path, progress: Callable[[str], None] = lambda _: None) -> pl.DataFrame:
    """Every match below `folder`/statsbomb, minute by minute.

    Raises:
        InputError: no match files there.
    """
    paths = []
    for events in sorted((folder / "statsbomb").glob("*/events/*.json.xz")):
        home = events.parent.parent
        paths.append((events, home / "lineups" / events.name, home / "matches.json"))
    return _table(paths, folder / "statsbomb", progress)


def _table(matches: Iterable[tuple[Path, ...]], place: Path, progress: Callable[[str], None]) -> pl.DataFrame:
    from frontfoot.approach.counts import minute_counts
    from frontfoot.chances.minutes import minute_chances
    from frontfoot.match.load import load

    tables = []
    for paths in matches:
        match = load(*paths)
        chances = minute_chances(match).select([*KEY, *CHANCES])
        tables.append(minute_counts(match).join(chances, on=KEY, how="left"))
        if len(tables) % EVERY == 0:
            progress(f"{len(tables)} matches of {place.name} read")
    if not tables:
        raise InputError("There are no match files", place=str(place), remedy="Name the folder of open data")
    return pl.concat(tables, how="vertical_relaxed")
