"""Strengths of today: the shipped strengths updated by public results, and stored for all commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frontfoot.core.cache import fetched_results
from frontfoot.goals.results.own import read_own
from frontfoot.goals.results.own_names import doubts
from frontfoot.goals.results.schema import table as results_table
from frontfoot.goals.strengths.learn import learnt, unlearnt
from frontfoot.goals.strengths.snapshots import KINDS, keep, shipped_on
from frontfoot.seasons.open_data.download import PAUSE, SILENCE
from frontfoot.updates.fetch import Fetched, fetch, kept
from frontfoot.updates.sources import files_between


@dataclass(frozen=True, slots=True)
class Updated:
    """The result of an update.

    Attributes:
        fetched: the result of the fetch; None if no server was asked.
        matches: number of results added to the shipped strengths, by kind (clubs, nations).
        last: day of the newest result, by kind.
        stored: files of the strengths, by kind; none for a kind without a new result.
        problems: sources that could not be reached or read.
        doubts: doubtful names in the user's own matches (`frontfoot.goals.results.own_names`), and the reason if none
            of those matches is used.
    """

    fetched: Fetched | None
    matches: dict[str, int]
    last: dict[str, date]
    stored: dict[str, Path]
    problems: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def update(
    today: date,
    *,
    own: Path | None = None,
    cache: Path | None = None,
    offline: bool = False,
    mirror: str | None = None,
    folder: Path | None = None,
    pause: float = PAUSE,
    silence: float = SILENCE,
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> Updated:
    """Fetch the results since the shipped strengths, update the strengths by them, and store the strengths of a day.

    Args:
        today: strengths as known on the morning of it.
        own: a file or folder of the user's own matches, used too; see `frontfoot.goals.results.own`.
        cache: of fetched files; the user's cache when None.
        offline: use the stored copies, and ask no server.
        mirror: address of a server with the same paths as the public ones.
        folder: for the strengths; the user's folder when None.
        pause, silence: see `frontfoot.seasons.open_data.download`.
        progress: called with the number of files done and of all files.

    Raises:
        InputError: the day lies before the first shipped strengths.
        ReadError: the user's own matches cannot be read.
    """
    starts = {kind: shipped_on(today, kind=kind) for kind in KINDS}
    place = fetched_results(cache)
    wanted = files_between(min(start.on for start in starts.values()), today)
    came = None
    if not offline:
        came = fetch(wanted, place, today, mirror=mirror, pause=pause, silence=silence, progress=progress)
    problems = list(came.problems) if came else []
    mine = read_own(own) if own is not None else None
    doubtful = [] if mine is None else list(doubts(mine))
    matches, last, stored = {}, {}, {}
    for kind, start in starts.items():
        files = [file for file in wanted if file.source.kind == kind]
        results, unread = kept(place, files)
        problems += unread
        ours = mine if kind == "clubs" else None
        if results is None and ours is None:
            continue
        table = results_table(()) if results is None else results
        if ours is not None and (why := unlearnt(start, table, ours, today, kind=kind)):
            doubtful.append(why)
        strengths, number, newest = learnt(start, table, today, own=ours, kind=kind)
        if newest is None:
            continue
        matches[kind], last[kind] = number, newest
        stored[kind] = keep(strengths, kind=kind, folder=folder)
    return Updated(came, matches, last, stored, tuple(problems), tuple(doubtful))
