"""Strengths for a competition on a day: the newest not after it, moved on by the results of a folder of data since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from frontfoot.goals.results import read_since
from frontfoot.goals.strengths import Strengths, strengths_on
from frontfoot.goals.strengths.nations import read as read_nations
from frontfoot.goals.strengths.snapshots import newest

INTERNATIONALS = "internationals/results.csv"


def strengths_of_day(
    data: Path, day: date, *, kind: str = "clubs", own: pl.DataFrame | None = None
) -> tuple[Strengths, list[str]]:
    """The strengths on the morning of a day, and what of the folder could not be read, in words.

    Args:
        data: folder of results, of which those since the newest strengths are learnt (`frontfoot.goals.results`); for
            nations `internationals/results.csv` in it (martj42/international_results).
        day: only matches before it count.
        kind: clubs or nations.
        own: the user's own matches, learnt too.

    Raises:
        InputError: no strengths are known so early.
    """
    since = newest(day, kind=kind).on
    if kind == "clubs":
        results, problems = read_since(data, since, day)
    else:
        path = data / INTERNATIONALS
        results, problems = read_nations(path) if path.is_file() else None, []
    return strengths_on(day, kind=kind, results=results, own=own), problems
