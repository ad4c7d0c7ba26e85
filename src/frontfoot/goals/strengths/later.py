"""Results between the day of a snapshot and the day of a match: from a data folder, or those fetched."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from frontfoot.core.cache import fetched_results
from frontfoot.core.errors import FrontfootError, ReadError
from frontfoot.core.late import pl
from frontfoot.goals.results import read_file, result_files
from frontfoot.goals.strengths import nations

_AUTUMN = re.compile(r"(?:season-\d\d|(?:19|20)\d\d-)(\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_INTERNATIONALS = Path("internationals", "results.csv")


def later_results(
    since: date, day: date | None, *, kind: str = "clubs", data: Path | None = None
) -> tuple[pl.DataFrame | None, tuple[str, ...]]:
    """The results table of the seasons from one day to another, and sentences on files that are not used.

    Args:
        since: day of the snapshot.
        day: day of the match; None for all results since.
        kind: clubs or nations.
        data: a data folder, as `frontfoot.goals.results.read_folder` reads it, with `internationals/results.csv` for
            nations. When None, the results that `frontfoot update` fetched, if any were since that day.

    Returns:
        The table, the season before included, or None without a file; then a sentence for every file that cannot be
        read, and one if a named folder holds no result of these days.

    Raises:
        ReadError: the folder that was named is not there.
    """
    if data is not None and not os.path.isdir(data):  # noqa: PTH112 (a name may be too long)
        raise ReadError("There is no such folder of results", place=str(data), remedy="Name the folder that holds them")
    until = day or date.max
    if until <= since or (data is None and _fetched_on() <= since.isoformat()):
        return None, ()
    folder = data or fetched_results()
    paths = [folder / _INTERNATIONALS] if kind == "nations" else result_files(folder)
    wanted = [path for path in paths if path.is_file() and (kind == "nations" or _holds(path, since, until))]
    results, problems = _read_all(tuple((path, path.stat().st_mtime_ns) for path in wanted), kind)
    if data is not None and (results is None or not results.filter(played_between(since, until)).height):
        days = f"from {since} to before {day}" if day else f"since {since}"
        problems = (*problems, f"{data} holds no result {days}: nothing is learnt from it")
    return results, problems


def played_between(since: date, day: date) -> pl.Expr:
    """Whether a match was played on the first day or later, and before the other."""
    return (pl.col("status") == "played") & (pl.col("date") >= since) & (pl.col("date") < day)


@lru_cache(maxsize=4)
def _read_all(files: tuple[tuple[Path, int], ...], kind: str) -> tuple[pl.DataFrame | None, tuple[str, ...]]:
    """The tables of files, each given with the time of its last change so that a changed file is read again."""
    tables, problems = [], []
    for path, _ in files:
        try:
            tables.append(nations.read(path) if kind == "nations" else read_file(path))
        except FrontfootError as error:
            problems.append(f"{error.place or path} is not used for the strengths: {error.problem}")
    return (pl.concat(tables) if tables else None), tuple(problems)


def _fetched_on() -> str:
    """The day on which results were fetched last, as its text; "" where none were."""
    try:
        record = json.loads((fetched_results() / "record.json").read_text(encoding="utf-8"))
        return max(str(entry["fetched"]) for entry in record.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def _holds(path: Path, since: date, day: date) -> bool:
    """Whether a file holds a season between two days or the one before, by its name or that of its folder."""
    for part in (path.stem, path.parent.name):
        if autumn := _AUTUMN.fullmatch(part):
            end = 2000 + int(autumn[1])
            return since.year - 1 <= end and date(end - 1, 7, 1) <= day
        if _YEAR.fullmatch(part):
            return since.year - 1 <= int(part) <= day.year
    return False
