"""Writing the page of a match that has tracking data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from frontfoot.core.errors import InputError

if TYPE_CHECKING:
    import polars as pl


def write_frames(
    files: list[Path], folder: Path, *, provider: str | None, goals: list[str], events: list[Path]
) -> Path:
    """Read tracking files and write the page.

    Args:
        files: the tracking files of one match.
        folder: in which the page is written.
        provider: of the files; None to recognise it.
        goals: as MINUTE:SIDE, for a match without events.
        events: event files of the same match, whose goals are taken; empty when there are none.

    Raises:
        FrontfootError: a file cannot be read or written, or an argument is impossible.
    """
    from frontfoot.approach.tracking import goals_of, measure, summarise
    from frontfoot.cli.writing import slug
    from frontfoot.core.writing import write
    from frontfoot.match.load import load
    from frontfoot.match.tracking import load_frames
    from frontfoot.reports.tracking_page import tracking_page

    if goals and events:
        raise InputError("The goals are in the events already", place="--goal", remedy="Leave --goal out")
    known = goals_of(load(*events)) if events else parse_goals(goals) if goals else None
    frames = load_frames(*files, provider=provider)
    measured = measure(frames)
    parts = (frames.home.name, frames.away.name, frames.info.match_id, "tracking")
    stem = "-".join(filter(None, map(slug, parts)))
    return write(folder / f"{stem}.html", tracking_page(measured, summarise(measured, known)).encode())


def parse_goals(goals: list[str]) -> pl.DataFrame:
    """`period`, `seconds`, `side` of goals given as MINUTE:SIDE; a goal of the 17th minute is put at 16:30.

    Raises:
        InputError: a goal is not of that form.

    >>> parse_goals(["45+2:home", "47:away"]).rows()
    [(1, 2790.0, 'home'), (2, 90.0, 'away')]
    """
    import polars as pl

    from frontfoot.core.minute import parse

    rows = []
    for goal in goals:
        parts = re.fullmatch(r"((\d{1,3})(?:\+\d{1,2})?):(home|away)", goal.strip())
        remedy = "Write it as 17:home or 45+2:away"
        if parts is None or int(parts[2]) < 1:
            raise InputError(f"'{goal}' is no goal", place="--goal", remedy=remedy)
        try:
            period, seconds = parse(f"ET {parts[1]}" if int(parts[2]) > 90 else parts[1], event=True)
        except InputError:
            raise InputError(f"'{goal}' is no goal", place="--goal", remedy=remedy) from None
        rows.append((period, seconds - 30.0, parts[3]))
    return pl.DataFrame(rows, schema=["period", "seconds", "side"], orient="row").sort("period", "seconds")
