"""The update of the rates after a first part of a match, and how much of each measure persists.

Both are measured on the minutes of five league seasons, each scored with the estimates of the other four. The rates
before a match come from the other matches of its season (`frontfoot.fit.season_strengths`), never from the match
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.fitted import Record, write_shipped

SETS: Final = (
    "wyscout/serie-a",
    "wyscout/premier-league",
    "wyscout/la-liga",
    "wyscout/ligue-1",
    "statsbomb/premier-league-2015-16",
)
DATA: Final = (
    "Wyscout match events 2017/18 of Serie A, Premier League, La Liga and Ligue 1 (Pappalardo et al., Sci Data 6, 236 "
    "(2019)); StatsBomb open data, Premier League 2015/16"
)
LICENCE: Final = "CC BY 4.0 (Wyscout); StatsBomb Public Data User Agreement (research use; no rows are contained)"


def fit(
    data: Path,
    out: Path | None = None,
    *,
    stores: Sequence[Path] = (),
    progress: Callable[[str], object] = lambda line: None,
) -> Path:
    """Fit the update and the persistence shares and write the fitted file.

    Args:
        data: folder with wyscout/ and statsbomb/.
        out: the file to write; the shipped one when None.
        stores: stores of these matches; without them the matches are measured.
        progress: called with a line of text on each step.

    Raises:
        ReadError: a set of matches does not exist.
    """
    from frontfoot.fit.persistence import persistence
    from frontfoot.fit.seen import fitted_update, judged, table_of

    with TemporaryDirectory() as folder:
        minutes, matches = read_minutes(list(stores) or [measured_store(data, Path(folder) / "store", progress)])
    progress("the update")
    table = table_of(minutes, matches)
    update = fitted_update(table)
    progress("held out")
    held_out: dict[str, Any] = judged(table)
    progress("what persists")
    shares = persistence(minutes)
    record = Record(
        data=DATA,
        licence=LICENCE,
        rows={"matches": matches.height, "minutes": minutes.height},
        dates=(str(matches["date"].min()), str(matches["date"].max())),
        command="frontfoot fit half-time --data data",
        held_out=held_out,
    )
    return write_shipped("half_time", out, record, {"update": update, "persistence": shares})


def measured_store(data: Path, store: Path, progress: Callable[[str], object]) -> Path:
    """The store of the matches of `SETS` in the folder of open data, measured now.

    Raises:
        ReadError: a set is missing.
    """
    from frontfoot.seasons.run import season

    for name in SETS:
        if not (data / name).is_dir():
            raise ReadError("A set of matches is missing", place=str(data / name), remedy="See docs/open_data.md")
    progress("Measuring the matches")
    season([data / name for name in SETS], store, workers=1)
    return store


def read_minutes(stores: Sequence[Path]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The minutes and the matches of some stores, by league season (`group`), in a fixed order."""
    from frontfoot.seasons.store import Store

    minutes = pl.concat([Store(address).read("minutes") for address in stores], how="diagonal_relaxed")
    matches = pl.concat([Store(address).read("matches") for address in stores], how="diagonal_relaxed")
    group = pl.concat_str("provider", pl.lit(" "), "competition", pl.lit(" "), "season").alias("group")
    key = ["group", "date", "match_id"]
    matches = matches.filter(pl.col("trusted")).with_columns(group).sort(key)
    minutes = minutes.with_columns(group).join(
        matches.select("group", "match_id"), on=["group", "match_id"], how="semi"
    )
    return minutes.sort([*key, "period", "minute", "side"]), matches
