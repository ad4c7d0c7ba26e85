"""Where the matches of a season are read from: Europe's cups, leagues, tournaments of nations, a user's own file."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.cups.format import CupFormat


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
