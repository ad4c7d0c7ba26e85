"""Strengths of a day from a snapshot and the results that it does not know: fetched ones, or a user's own."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from frontfoot.core.identity import canonical
from frontfoot.goals.strengths.history import fit_history
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.nations import matches_of
from frontfoot.goals.strengths.strengths import Strengths

BEFORE = timedelta(days=4 * 365)
"""Results so long before the snapshot still tell which confederation a nation belongs to."""
RECENT = timedelta(days=365)


def learnt(
    start: Strengths, results: pl.DataFrame, day: date, *, own: pl.DataFrame | None = None, kind: str = "clubs"
) -> tuple[Strengths, int, date | None]:
    """Strengths on the morning of a day, the number of results learnt, and the day of the newest of them.

    Only matches from the day of `start` on are learnt: earlier ones are in it already. Of the user's own matches those
    of the year before it are learnt too, as if played on its day, where a side has no result in it.

    Args:
        start: a snapshot, as it was stored.
        results: the results table; only played matches before `day` count, each once.
        day: not before that of `start`.
        own: the user's own matches, for leagues that the snapshot does not hold.
        kind: clubs or nations.
    """
    import polars as pl

    until = (pl.col("status") == "played") & (pl.col("date") < day)
    once = ["date", "home", "away"]
    used = results.filter(until & (pl.col("date") >= start.on - BEFORE))
    used = used.unique(once, keep="first", maintain_order=True)
    if own is not None:
        known = sorted({canonical(name) for name in start.clubs} | set(start.clubs))
        without = ~(pl.col("home").is_in(known) & pl.col("away").is_in(known))
        recent = (pl.col("date") >= start.on) | (without & (pl.col("date") >= start.on - RECENT))
        fresh = own.filter(until & recent).unique(once, keep="first", maintain_order=True)
        fresh = fresh.join(used, on=once, how="anti", maintain_order="left")
        used = pl.concat([used, fresh.with_columns(pl.max_horizontal("date", pl.lit(start.on)).alias("date"))])
    later = used.filter(pl.col("date") >= start.on)
    if not later.height:
        return start, 0, None
    newest: date = later["date"].sort()[-1]
    matches = matches_of(used) if kind == "nations" else Matches.of(used)
    (strengths,) = fit_history(matches, [day], start=start)
    return strengths, later.height, newest
