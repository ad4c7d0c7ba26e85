"""Where the results of a competition lie when no folder is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from frontfoot.core.errors import InputError
from frontfoot.ties.rule_files import is_file

PLACES: Final = ("data", "../shared/data")
"""Folders that are looked into, after the one that FRONTFOOT_DATA names."""


def results_folder(competition: str, given: str | Path | None = None) -> Path:
    """The folder of results: as given, beside the file of one's own, by FRONTFOOT_DATA, or `data` here.

    Args:
        competition: a name, or the path of a file that names its results itself.
        given: the folder, where it is known.

    Raises:
        InputError: none is named, and none is there.

    >>> results_folder("uel", "data").name
    'data'
    """
    if given is not None:
        return Path(given)
    if is_file(competition):
        return Path(competition).parent
    named = os.environ.get("FRONTFOOT_DATA")
    if named:
        return Path(named)
    for name in PLACES:
        if any((Path(name) / folder).is_dir() for folder in ("europe", "results", "internationals")):
            return Path(name)
    raise InputError(
        "No folder of results is named",
        place="data",
        remedy="Name one that holds europe/2023-24/el.txt (openfootball/champions-league) or "
        "internationals/results.csv (martj42/international_results), or set FRONTFOOT_DATA",
    )
