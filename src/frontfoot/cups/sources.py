"""Where the matches of a season are read from: Europe's cups, leagues, tournaments of nations, a user's own file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import polars as pl

from frontfoot.core.cache import fetched_results
from frontfoot.core.errors import InputError, ReadError
from frontfoot.cups.format import CupFormat
from frontfoot.cups.format_files import competition_format
from frontfoot.ties.rule_files import is_file


def matches_of(data: Path, form: CupFormat) -> tuple[pl.DataFrame, CupFormat]:
    """The matches of a season as the results table, and its format completed by the results.

    Args:
        data: folder with `europe/2023-24/el.txt`, `results/LEAGUE/season-2324.csv`, `internationals/results.csv`.
        form: of the season. That of a user's own competition names its file itself.

    Raises:
        ReadError: the file is not there or cannot be read.
    """
    if form.tournament and not form.file:
        from frontfoot.cups.internationals import tournament

        return tournament(data, form)
    if form.own:
        from frontfoot.cups.own_results import read_own_cup

        return read_own_cup(form), form
    return _clubs(data, form), form


def file_of(data: Path, form: CupFormat) -> Path:
    """The file of a season in a folder of results, whether it is there or not."""
    years = f"{form.season}-{(form.season + 1) % 100:02d}"
    if form.file:
        return data / "europe" / years / form.file
    if form.tournament:
        return data / "internationals" / "results.csv"
    return data / "results" / form.code / f"season-{years[2:4]}{years[-2:]}.csv"


def _clubs(data: Path, form: CupFormat) -> pl.DataFrame:
    path = file_of(data, form)
    years = f"{form.season}/{(form.season + 1) % 100:02d}"
    if form.file:
        from frontfoot.goals.results.football_txt import read

        if not os.path.isfile(path):  # noqa: PTH113 (a name may be too long)
            raise ReadError(
                f"There are no results of the {form.name} {years}",
                place=str(path),
                remedy="Place the Football.TXT file of openfootball/champions-league there, or name another folder",
            )
        text = read(path)
        if text.unread:
            number, line = text.unread[0]
            raise ReadError(f"The line '{line.strip()}' is not understood", place=f"{path}:{number}", remedy="Mend it")
        return text.matches
    from frontfoot.goals.results.football_data import read as read_league

    if not os.path.isfile(path):  # noqa: PTH113
        raise ReadError(
            f"There are no results of the {form.name} {years}",
            place=str(path),
            remedy="Place the league's CSV file of datasets/football-datasets there, or name another folder of data",
        )
    return read_league(path)


PLACES: Final = ("data", "../shared/data")
"""Folders that are looked into, before the results that `frontfoot update` fetched."""


def results_folder(competition: str, season: int, chosen: str | Path | None = None) -> Path:
    """The folder of results: as given, beside the file of one's own, by FRONTFOOT_DATA, or where the season is.

    That is `data` here or, where this lacks the file of the season, the results that `frontfoot update` fetched.

    Args:
        competition: a name, or the path of a file that names its results itself.
        season: the year in which it begins.
        chosen: the folder, where it is known.

    Raises:
        InputError: none is named, and none has the season.

    >>> results_folder("uel", 2023, "data").name
    'data'
    """
    if chosen is not None:
        return Path(chosen)
    if is_file(competition):
        return Path(competition).parent
    named = os.environ.get("FRONTFOOT_DATA")
    if named:
        return Path(named)
    form = competition_format(competition, season)
    for folder in (*map(Path, PLACES), fetched_results()):
        if file_of(folder, form).is_file():
            return folder
    raise InputError(
        f"No folder of results is named, and neither `data` nor what was fetched holds the {form.name} {form.season}",
        place="data",
        remedy="For a season under way run `frontfoot update` first. Else name a folder that holds "
        f"{file_of(Path(), form).as_posix()}, or set FRONTFOOT_DATA",
    )
