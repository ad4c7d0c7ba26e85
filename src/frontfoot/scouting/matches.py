"""Matches read back from a store, with their sequences, for pictures and clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from frontfoot.approach.cutting import Sequences, passages
from frontfoot.match.match import Info, Match, Period, Team
from frontfoot.match.play import Play
from frontfoot.match.schema import EVENTS, PLAYERS
from frontfoot.seasons.store import Store


@dataclass(frozen=True, slots=True)
class Played:
    """One match of a side.

    Attributes:
        match: the match; `provides` has only the fields that scouting uses.
        side: 0 where the side was at home, 1 away.
        events, sequences: as arrays.
        shots: rows of the store's `chances` of the match.
    """

    match: Match
    side: int
    events: Play
    sequences: Sequences
    shots: pl.DataFrame

    @property
    def opponent(self) -> str:
        """The other side."""
        return (self.match.away if self.side == 0 else self.match.home).name


def played(store: Store, competition: str, season: str, team: str, ids: Sequence[str]) -> list[Played]:
    """The matches of a side in a store, in the order of `ids`.

    Args:
        store: a season's store.
        competition, season: the part of it.
        team: whose.
        ids: match ids of one provider.
    """
    tables = {
        name: {
            str(key[0]): part
            for key, part in store.read(name, competition=competition, season=season, matches=ids)
            .partition_by("match_id", as_dict=True)
            .items()
        }
        for name in ("events", "players", "chances", "matches")
    }
    matches = []
    for match_id in ids:
        row = tables["matches"][match_id].row(0, named=True)
        events = tables["events"][match_id].select(list(EVENTS))
        lengths = events.group_by("period").agg(pl.col("seconds").max()).drop_nulls().sort("period").iter_rows()
        match = Match(
            info=Info(row["provider"], match_id, competition, season, row["date"] or ""),
            home=Team(row["home_id"] or "", row["home"]),
            away=Team(row["away_id"] or "", row["away"]),
            periods=tuple(Period(int(number), float(seconds)) for number, seconds in lengths),
            events=events,
            players=tables["players"][match_id].select(list(PLAYERS)),
        )
        shots = tables["chances"].get(match_id, pl.DataFrame(schema={"period": pl.UInt8}))
        side = 0 if row["home"] == team else 1
        matches.append(Played(match, side, *passages(match), shots))
    return matches
