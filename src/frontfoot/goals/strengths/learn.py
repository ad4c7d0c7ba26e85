"""Strengths of a day from a snapshot and later results, fetched or the user's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.core.late import pl
from frontfoot.goals.results.competitions import EUROPEAN, GROUP_OF_LEAGUE, of_women
from frontfoot.goals.results.own_names import doubts
from frontfoot.goals.strengths.history import fit_history
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.nations import matches_of
from frontfoot.goals.strengths.strengths import Strengths

BEFORE = timedelta(days=4 * 365)
"""Results up to this long before the snapshot are used to find a nation's confederation."""
RECENT = timedelta(days=365)


def learnt(
    start: Strengths, results: pl.DataFrame, day: date, *, own: pl.DataFrame | None = None, kind: str = "clubs"
) -> tuple[Strengths, int, date | None]:
    """Strengths on the morning of a day, the number of results learnt, and the day of the newest of them.

    Only matches from the day of `start` on are learnt: earlier ones are in it already. Of the user's own matches those
    of the year before it are learnt too, as if played on its day, where a side has no result in it. Matches of women
    are left out.

    Args:
        start: a snapshot, as it was stored.
        results: the results table; only played matches before `day` count, each once.
        day: not before that of `start`.
        own: the user's own matches, for leagues that the snapshot does not hold.
        kind: clubs or nations.
    """
    until = (pl.col("status") == "played") & (pl.col("date") < day)
    once = ["date", "home", "away"]
    used = results.filter(until & (pl.col("date") >= start.on - BEFORE))
    used = used.unique(once, keep="first", maintain_order=True)
    if own is not None:
        own = _men(own)
        known = sorted({canonical(name) for name in start.clubs} | set(start.clubs))
        both = pl.col("home").is_in(known) & pl.col("away").is_in(known)
        # Matches of clubs hold no information on nations, and vice versa.
        recent = pl.col("date") >= start.on if kind == "clubs" else (pl.col("date") >= start.on) & both
        if kind == "clubs":
            recent = recent | (~both & (pl.col("date") >= start.on - RECENT))
        fresh = own.filter(until & recent).unique(once, keep="first", maintain_order=True)
        fresh = fresh.join(used, on=once, how="anti", maintain_order="left")
        used = pl.concat([used, fresh.with_columns(pl.max_horizontal("date", pl.lit(start.on)).alias("date"))])
    later = used.filter(pl.col("date") >= start.on)
    if not later.height:
        return start, 0, None
    newest: date = later["date"].sort()[-1]
    matches = matches_of(used) if kind == "nations" else Matches.of(used)
    # Older matches stand on the day of `start`: on that day itself they are known as well.
    (strengths,) = fit_history(matches, [max(day, newest + timedelta(days=1))], start=start)
    return replace(strengths, on=day), later.height, newest


def strengths_of_women(own: pl.DataFrame, day: date) -> Strengths:
    """Strengths of women's sides from the user's own matches alone; nothing is taken from men's.

    Args:
        own: the user's own matches. Where some are of competitions of women by their name, only those count; else all
            but those of the men's leagues that Frontfoot knows.
        day: only matches before it count.

    Raises:
        InputError: there is no such match before the day.
    """
    from frontfoot.goals.strengths.fit import fit

    names = own["competition"].unique().to_list()
    women = [name for name in names if of_women(name)]
    theirs = women or [name for name in names if name not in GROUP_OF_LEAGUE and name not in EUROPEAN]
    used = own.filter(pl.col("competition").is_in(theirs), pl.col("date") < day, pl.col("status") == "played")
    if not used.height:
        raise InputError(
            f"The results hold no match of women before {day}",
            place="--results",
            remedy="Name their league in the column League (WSL, say), and give matches played before that day",
        )
    return replace(fit(used, on=day), women=True, moved=leagues_of(used, day), doubts=doubts(used))


def leagues_of(own: pl.DataFrame, day: date) -> dict[str, str]:
    """Each club with a played match before a day in the user's own results, and the competition of its last one."""
    played = own.filter(pl.col("status") == "played", pl.col("date") < day).sort("date", maintain_order=True)
    return {
        club: league
        for home, away, league in played.select("home", "away", "competition").iter_rows()
        for club in (home, away)
    }


def day_after(results: pl.DataFrame) -> date:
    """The day after the last played match of some results; 1900-01-01 where none was played."""
    last = results.filter(pl.col("status") == "played")["date"].max()
    return last + timedelta(days=1) if isinstance(last, date) else date(1900, 1, 1)


def _men(own: pl.DataFrame) -> pl.DataFrame:
    women = [name for name in own["competition"].unique().to_list() if of_women(name)]
    return own.filter(~pl.col("competition").is_in(women))
