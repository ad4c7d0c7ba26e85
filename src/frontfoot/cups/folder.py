"""Where the results of a competition lie when no folder is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from frontfoot.core.cache import fetched_results
from frontfoot.core.errors import InputError
from frontfoot.cups.format_files import competition_format
from frontfoot.cups.sources import file_of
from frontfoot.ties.rule_files import is_file

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
