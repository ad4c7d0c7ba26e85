"""`choose`: the club, season and matches of a store for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical, key, suggestions
from frontfoot.core.wording import several
from frontfoot.scouting.sums import team_matches
from frontfoot.seasons.store import Store

FEWEST: Final = 4
"""Smallest number of matches for a page: with fewer no figure is reliable enough [conv]."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A side's matches and those of its league.

    Attributes:
        team: as the store writes it.
        competition, season, provider: of the league.
        league: rows of `team_matches` of the league and provider, where the side's are the chosen ones only.
        ids: the chosen match ids, by date.
    """

    team: str
    competition: str
    season: str
    provider: str
    league: pl.DataFrame
    ids: tuple[str, ...]

    @property
    def own(self) -> pl.DataFrame:
        """The chosen rows of the side, by date."""
        return self.league.filter(pl.col("team") == self.team)


def choose(
    store: Store,
    club: str,
    *,
    competition: str | None = None,
    season: str | None = None,
    last: int | None = None,
    matches: Sequence[str] = (),
    provider: str | None = None,
) -> Chosen:
    """The latest season of a club in a store, or the one asked for.

    Args:
        store: a season's store.
        club: as people write it.
        competition, season: only these.
        last: only so many last matches of the side.
        matches: only these match ids of the side.
        provider: only matches of this provider.

    Raises:
        InputError: an unknown club (with near names), too few matches, an unknown match id, impossible `last`.
    """
    held = store.read(
        "matches",
        competition=competition,
        season=season,
        columns=["match_id", "provider", "date", "home", "away"],
    )
    if provider is not None:
        held = held.filter(pl.col("provider") == provider)
    team = _team(club, sorted({*held["home"].to_list(), *held["away"].to_list()}), store.folder.address)
    own = held.filter((pl.col("home") == team) | (pl.col("away") == team))
    groups = own.group_by("competition", "season", "provider").agg(pl.len(), latest=pl.col("date").max())
    row = groups.sort("latest", "len", "competition", "provider", descending=[True, True, False, False]).row(
        0, named=True
    )
    league = team_matches(store, row["competition"], row["season"]).filter(pl.col("provider") == row["provider"])
    mine = league.filter(pl.col("team") == team)["match_id"].to_list()
    ids = _wanted(mine, last, matches, team)
    if len(ids) < FEWEST:
        verb = "is" if len(ids) == 1 else "are"
        raise InputError(
            f"{several(len(ids), 'match', 'matches')} of {team} {verb} too few to tell a side from noise",
            place=store.folder.address,
            remedy=f"Ask for at least {FEWEST} matches"
            if len(mine) >= FEWEST
            else f"Add matches, at least {FEWEST}: frontfoot season DIR --store {store.folder.address}",
        )
    kept = league.filter((pl.col("team") != team) | pl.col("match_id").is_in(ids))
    return Chosen(team, row["competition"], row["season"], row["provider"], kept, tuple(ids))


def clubs(store: Store, *, competition: str | None = None, season: str | None = None) -> list[str]:
    """The names of all sides of a store, of one competition or season where asked, in order.

    Raises:
        InputError: the store holds nothing of the competition or season.
    """
    held = store.read("matches", competition=competition, season=season, columns=["home", "away"])
    return sorted({*held["home"].to_list(), *held["away"].to_list()})


def _wanted(mine: list[str], last: int | None, matches: Sequence[str], team: str) -> list[str]:
    if last is not None and matches:
        raise InputError("--last and --matches are both asked for", place="--matches", remedy="Choose one")
    if last is not None and last < 1:
        raise InputError(f"The last {last} matches are none", place="--last", remedy="Write a number like 10")
    unknown = [match for match in matches if match not in mine]
    if unknown:
        raise InputError(
            f"{team} has no match '{unknown[0]}' in the store",
            place="--matches",
            remedy="Its matches: " + ", ".join(mine[-8:]),
        )
    if matches:
        return [match for match in mine if match in matches]
    return mine if last is None else mine[-last:]


def _team(club: str, teams: Sequence[str], place: str) -> str:
    """The name of a club as the store writes it.

    Raises:
        InputError: no side of the store is called so.
    """
    wanted, known = key(club), canonical(club)
    same = [name for name in teams if key(name) == wanted] or [name for name in teams if canonical(name) == known]
    if same:
        return same[0]
    near = suggestions(club, {canonical(name) for name in teams})
    by_canonical = {canonical(name): name for name in teams}
    named = [by_canonical[name] for name in near]
    remedy = f"Did you mean {' or '.join(named)}?" if named else "It holds: " + ", ".join(teams[:30])
    raise InputError(f"The store has no club '{club}'", place=place, remedy=remedy)
