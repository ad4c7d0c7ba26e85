"""Results of matches: one table from every source.

The columns and their meaning stand in `frontfoot.goals.results.schema`; each format has its reader beside it. Club
names are canonical (`frontfoot.core.identity`).
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl

from frontfoot.core.errors import ReadError


def read_folder(folder: Path) -> pl.DataFrame:
    """Every result of a data folder, in the order of date, competition, home and away.

    Args:
        folder: holds any of `results/LEAGUE/season-YYYY.csv`, `results/openfootball/SEASON/CODE.json`,
            `more-leagues/SEASON/CODE.json` and `europe/SEASON/*.txt`.

    Raises:
        ReadError: a file cannot be read, holds a line that is not understood, or there is no file at all.
    """
    tables = [_read(path) for path in _files(folder)]
    if not tables:
        raise ReadError(
            "There are no result files", place=str(folder), remedy="Give a folder that holds results/ and europe/"
        )
    return _in_order(tables)


def read_since(folder: Path, since: date, until: date) -> tuple[pl.DataFrame | None, list[str]]:
    """The results of a data folder from a day on to before another, as `read_folder`, and what cannot be read.

    Only the files of the seasons in question are read. A file that cannot be read is left out; it is named among the
    problems. The table is None where no file is left.
    """
    import polars as pl

    tables, problems = [], []
    for path in _files(folder):
        season = _season(path)
        if season is not None and since.year - 1 <= season <= until.year:
            try:
                tables.append(_read(path))
            except ReadError as error:
                problems.append(str(error))
    if not tables:
        return None, problems
    return _in_order(tables).filter(pl.col("date") >= since, pl.col("date") < until), problems


def _files(folder: Path) -> list[Path]:
    from frontfoot.goals.results.competitions import MORE_LEAGUES

    known = set(MORE_LEAGUES)
    return [
        *sorted(folder.glob("results/*/season-*.csv")),
        *sorted(folder.glob("results/openfootball/*/*.json")),
        *sorted(path for path in folder.glob("more-leagues/*/*.json") if path.stem in known),
        *sorted(folder.glob("europe/*/*.txt")),
    ]


def _season(path: Path) -> int | None:
    """The year in which the season of a file begins, by its place; None where it does not say."""
    short = re.fullmatch(r"season-(\d{2})\d{2}", path.stem)
    if short is not None:
        return int(short[1]) + (1900 if int(short[1]) >= 50 else 2000)
    long = re.match(r"(\d{4})", path.parent.name)
    return int(long[1]) if long is not None else None


def _read(path: Path) -> pl.DataFrame:
    from frontfoot.goals.results import football_data, football_txt, openfootball_json

    if path.suffix == ".csv":
        return football_data.read(path)
    if path.suffix == ".json":
        return openfootball_json.read(path)
    text = football_txt.read(path)
    if text.unread:
        number, line = text.unread[0]
        raise ReadError(f"The line '{line.strip()}' is not understood", place=f"{path}:{number}", remedy="Correct it")
    return text.matches


def _in_order(tables: list[pl.DataFrame]) -> pl.DataFrame:
    import polars as pl

    return pl.concat(tables).sort("date", "competition", "home", "away", maintain_order=True)
