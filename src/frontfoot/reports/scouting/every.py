"""The pages of every club of a league, from its store, on the processes of this machine or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from frontfoot.core.errors import FrontfootError
from frontfoot.reports.scouting.scouted import Scouted, scout
from frontfoot.scouting.choose import clubs
from frontfoot.seasons.engines import engine
from frontfoot.seasons.store import Store


def scout_all(
    store: str | Path,
    *,
    against: str | None = None,
    last: int | None = None,
    competition: str | None = None,
    season: str | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[str, Scouted | FrontfootError]]:
    """Each club of a store with its page, in the order of their names.

    Args:
        store: a store made by `frontfoot season`, a path or an address.
        against: the own side, put beside each.
        last: only so many last matches of each.
        competition, season: only clubs of these; each club's latest season otherwise.
        workers: local processes; None for one on each processor.
        cluster: address of a Dask scheduler instead; its workers see the same store.
        progress: is told how many pages are made, and of how many.

    Yields:
        The club as the store writes it, and its page as `scout` makes it, or the error that says why there is none:
        too few matches, for example.

    Raises:
        FrontfootError: no store or one of another version, nothing of the competition or season, or the cluster does
            not answer.

    >>> from frontfoot.reports.scouting.every import scout_all
    >>> for club, found in scout_all("store", season="2017/18"):  # doctest: +SKIP
    ...     print(club, found)
    """
    opened = Store(store)
    names = clubs(opened, competition=competition, season=season)
    done: dict[str, Scouted | FrontfootError] = {}
    at = 0
    how = {"against": against, "last": last, "competition": competition, "season": season}
    for club, result in engine(workers, cluster).map(partial(_scouted, opened.folder.address, how), names):
        done[club] = result
        if progress is not None:
            progress(at + len(done), len(names))
        while at < len(names) and names[at] in done:
            yield names[at], done.pop(names[at])
            at += 1


def _scouted(store: str, how: dict[str, Any], club: str) -> Scouted | FrontfootError:
    try:
        return scout(store, club, **how)
    except FrontfootError as error:
        return error
