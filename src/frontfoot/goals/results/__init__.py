"""Readers of match results: the same table from every source.

The columns and their meaning are in `frontfoot.goals.results.schema`; each format has a reader module. Club
names are canonical (`frontfoot.core.identity`).
"""

from __future__ import annotations

from pathlib import Path

from frontfoot.core.errors import ReadError
from frontfoot.core.late import pl


def read_folder(folder: Path) -> pl.DataFrame:
    """Every result of a data folder, in the order of date, competition, home and away.

    Args:
        folder: holds any of `results/LEAGUE/season-YYYY.csv`, `results/openfootball/SEASON/CODE.json`,
            `more-leagues/SEASON/CODE.json` and `europe/SEASON/*.txt`.

    Raises:
        ReadError: a file cannot be read, holds a line that is not understood, or there is no file at all.
    """
    tables = [read_file(path) for path in result_files(folder)]
    if not tables:
        raise ReadError(
            "There are no result files", place=str(folder), remedy="Give a folder that holds results/ and europe/"
        )
    return pl.concat(tables).sort("date", "competition", "home", "away", maintain_order=True)


def result_files(folder: Path) -> list[Path]:
    """The files of a data folder that `read_folder` reads."""
    from frontfoot.goals.results.competitions import MORE_LEAGUES

    return [
        *sorted(folder.glob("results/*/season-*.csv")),
        *sorted(folder.glob("results/openfootball/*/*.json")),
        *sorted(path for path in folder.glob("more-leagues/*/*.json") if path.stem in MORE_LEAGUES),
        *sorted(folder.glob("europe/*/*.txt")),
    ]


def read_file(path: Path) -> pl.DataFrame:
    """The results of one file of a data folder, whichever of its formats it has.

    Raises:
        ReadError: it cannot be read, or holds a line that is not understood.
    """
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
