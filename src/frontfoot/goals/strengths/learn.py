"""Strengths on a day from a snapshot and later results, fetched or the user's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.core.late import pl
from frontfoot.core.wording import enumerated, several
from frontfoot.goals.results.competitions import EUROPEAN, GROUP_OF_LEAGUE, of_women
from frontfoot.goals.results.own_names import doubts
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths.history import fit_history
from frontfoot.goals.strengths.later import played_between
from frontfoot.goals.strengths.leagues import LeaguesKnown, known_before
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.nations import matches_of
from frontfoot.goals.strengths.strengths import Strengths

_ONCE: Final = ["date", "home", "away"]
BEFORE = timedelta(days=4 * 365)
"""Results up to this long before the snapshot are used to find a nation's confederation."""
RECENT = timedelta(days=365)
_MATCHES_OF: Final = {"clubs": Matches.of, "nations": matches_of}
_KNOWN: Final = {"clubs": "known already", "nations": "known already or not of two nations"}


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
    used = results.filter(played_between(start.on - BEFORE, day)).unique(_ONCE, keep="first", maintain_order=True)
    if own is not None:
        fresh = _fresh(start, used, own, day, kind)
        used = pl.concat([used, fresh.with_columns(pl.max_horizontal("date", pl.lit(start.on)).alias("date"))])
    later = used.filter(pl.col("date") >= start.on)
    if not later.height:
        return start, 0, None
    newest: date = later["date"].sort()[-1]
    matches = _MATCHES_OF[kind](used)
    # Older matches have been given the day of `start`, and are known on that day too.
    (strengths,) = fit_history(matches, [max(day, newest + timedelta(days=1))], start=start)
    return replace(strengths, on=day), later.height, newest


def moved_on(
    start: Strengths, day: date, results: pl.DataFrame | None, own: pl.DataFrame | None, *, kind: str = "clubs"
) -> Strengths:
    """Strengths as known on the morning of a day, with the days up to which leagues are known.

    Results of a league that end more than 30 days before the day are known to the day after the last of them; a league
    without any later result to the day of `start` (`frontfoot.goals.strengths.leagues`).

    Args:
        start: a snapshot, as it was stored.
        day: not before that of `start`.
        results: public results; None where none are at hand.
        own: the user's own matches; None where there are none. `unused` holds the reason if none of them is learnt.
        kind: clubs or nations.
    """
    public = table(()) if results is None else results
    last = public.filter(played_between(start.on, day))["date"].max()
    known_to = known_before(last if isinstance(last, date) else None, start.on, day)
    why = "" if own is None else unlearnt(start, public, own, day, kind=kind)
    if own is None or why:
        strengths, _, _ = learnt(start, public, known_to, kind=kind)
    else:
        strengths, _, _ = learnt(start, public, day, own=own, kind=kind)
        moved = {club: league for club, league in leagues_of(own, day).items() if club in strengths.clubs}
        strengths = replace(strengths, snapshot=known_to, moved=moved)
    if last is not None and kind == "clubs":
        held = strengths.country if start.own is None else start.own
        leagues = LeaguesKnown.of(public, strengths.country, frozenset(held), start.on, known_to)
        strengths = replace(strengths, leagues=leagues)
    return replace(strengths, doubts=() if own is None else doubts(own), unused=(why,) if why else ())


def unlearnt(start: Strengths, results: pl.DataFrame, own: pl.DataFrame, day: date, *, kind: str = "clubs") -> str:
    """A sentence on why none of the user's own matches is learnt by `learnt`; "" where one is.

    >>> from frontfoot.goals.results.schema import table
    >>> from frontfoot.goals.strengths import strengths_on
    >>> unlearnt(strengths_on(date(2024, 4, 1)), table(()), table(()), date(2024, 4, 11))
    'Your own results change nothing: they hold no match with a score'
    """
    if _fresh(start, results, own, day, kind).height:
        return ""
    men = _men(own)
    played = men.filter(pl.col("status") == "played")
    ahead, before = played.filter(pl.col("date") >= day), played.filter(pl.col("date") < start.on)
    rest = played.height - ahead.height - before.height
    reasons = [
        (own.height - men.height, "of women"),
        (men.height - played.height, "without a score"),
        (ahead.height, f"of {day}, the day asked about, or later"),
        (before.height, f"from before {start.on}, the day of the strengths"),
        (rest, _KNOWN[kind]),
    ]
    if not own.height or (len(own) == reasons[1][0]):
        return "Your own results change nothing: they hold no match with a score"
    counts = [f"{number:,} {'is' if number == 1 else 'are'} {reason}" for number, reason in reasons if number]
    return f"Your own results change nothing: of {several(own.height, 'match', 'matches')} {enumerated(counts)}"


def _fresh(start: Strengths, results: pl.DataFrame, own: pl.DataFrame, day: date, kind: str) -> pl.DataFrame:
    """The user's own matches that are learnt: see `learnt`; those that the public results hold are left out."""
    names = sorted({canonical(name) for name in start.clubs} | set(start.clubs))
    both_known = pl.col("home").is_in(names) & pl.col("away").is_in(names)
    since_start = pl.col("date") >= start.on
    # Matches of clubs hold no information on nations, and vice versa.
    used = since_start & both_known
    if kind == "clubs":
        used = since_start | (~both_known & (pl.col("date") >= start.on - RECENT))
    until = (pl.col("status") == "played") & (pl.col("date") < day)
    fresh = _men(own).filter(until & used).unique(_ONCE, keep="first", maintain_order=True)
    return fresh.join(results.filter(until), on=_ONCE, how="anti", maintain_order="left")


def strengths_of_women(own: pl.DataFrame, day: date) -> Strengths:
    """Strengths of women's sides from the user's own matches alone; nothing is taken from men's.

    Args:
        own: the user's own matches. Where some are of competitions of women by their name, only those count; else all
            but those of the known men's leagues.
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
