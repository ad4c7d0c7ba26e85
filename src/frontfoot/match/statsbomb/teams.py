"""Teams, players, formations and the match list's entry of a StatsBomb match."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import polars as pl

from frontfoot.match.clock import seconds_of
from frontfoot.match.decode import Whole
from frontfoot.match.files import Source
from frontfoot.match.formations import Placed, shape, table_of
from frontfoot.match.match import Info, Team
from frontfoot.match.rows import players_of
from frontfoot.match.series import shirt_number
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.listed import Listed


class _Spell(msgspec.Struct, gc=False):
    position: str | None = None


class _Member(msgspec.Struct, gc=False):
    id: Whole = msgspec.field(name="player_id")
    name: str = msgspec.field(name="player_name", default="")
    nickname: str | None = msgspec.field(name="player_nickname", default=None)
    shirt: Whole | None = msgspec.field(name="jersey_number", default=None)
    positions: list[_Spell] = []


class StatsBombSquad(msgspec.Struct, gc=False):
    """One team of the line-up file."""

    id: Whole = msgspec.field(name="team_id")
    name: str = msgspec.field(name="team_name", default="")
    lineup: list[_Member] = []


class _ListedHome(msgspec.Struct, gc=False):
    id: Whole = msgspec.field(name="home_team_id")
    name: str = msgspec.field(name="home_team_name", default="")


class _ListedAway(msgspec.Struct, gc=False):
    id: Whole = msgspec.field(name="away_team_id")
    name: str = msgspec.field(name="away_team_name", default="")


class _Competition(msgspec.Struct, gc=False, frozen=True):
    name: str = msgspec.field(name="competition_name", default="")


class _Season(msgspec.Struct, gc=False, frozen=True):
    name: str = msgspec.field(name="season_name", default="")


class _Stadium(msgspec.Struct, gc=False):
    name: str = ""


class StatsBombListed(msgspec.Struct, gc=False):
    """One match of a competition's match list."""

    id: Whole = msgspec.field(name="match_id")
    home: _ListedHome = msgspec.field(name="home_team")
    away: _ListedAway = msgspec.field(name="away_team")
    home_score: Whole | None = None
    away_score: Whole | None = None
    date: str = msgspec.field(name="match_date", default="")
    competition: _Competition = _Competition()
    season: _Season = _Season()
    stadium: _Stadium | None = None


def listed_match(
    listed: list[StatsBombListed], identifier: str, teams: frozenset[int], source: Source
) -> StatsBombListed:
    """The entry of a match in a list of matches.

    The entry with the match's identifier counts; where the name of the event file states none, the only entry with both
    of its teams does.

    Args:
        listed: the list.
        identifier: of the match, from the name of its file or folder; empty where there is none.
        teams: identifiers of the teams in the events.
        source: the file of the list, for the error.

    Raises:
        ReadError: the list does not hold the match, or holds several of its teams and none is named.
    """
    entries = [item for item in listed if str(item.id) == identifier]
    entries = entries or [item for item in listed if {item.home.id, item.away.id} == teams]
    if len(entries) == 1:
        return entries[0]
    raise source.error(
        (
            f"The list holds {len(entries) or 'no'} match{'es' if len(entries) > 1 else ''} of these two teams"
            + (f", and none with the number {identifier}" if identifier else "")
        ),
        "Name the list that holds the match, and give the event file the number of the match (3788741.json)",
    )


def match_info(provider: str, match_id: str, entry: StatsBombListed | None, sources: list[Source]) -> Info:
    """Competition, date and score from the match list's entry; StatsBomb's events state none of them."""
    info = Info(provider=provider, match_id=match_id, sources=tuple(source.place for source in sources))
    if entry is None:
        return info
    home, away = entry.home_score, entry.away_score
    return replace(
        info,
        competition=entry.competition.name,
        season=entry.season.name,
        date=entry.date,
        venue=entry.stadium.name if entry.stadium else "",
        stated_score=(home, away) if home is not None and away is not None else None,
    )


def home_first(
    listed: Listed, squads: list[StatsBombSquad], entry: StatsBombListed | None, source: Source
) -> tuple[Team, Team]:
    """The teams as (home, away): those of the match list, else those of the starting line-ups, home first.

    Raises:
        ReadError: the events do not name two teams, or the line-ups name others.
    """
    last_of = dict(zip(listed.teams, listed.events, strict=True))
    named = {str(number): event.team.name for number, event in last_of.items()}
    order = list(dict.fromkeys([str(e.team.id) for _, e in listed.of(s.STARTING_XI)] + list(named)))
    if entry is not None:
        order = list(dict.fromkeys([str(entry.home.id), str(entry.away.id), *order]))
        named = {str(entry.home.id): entry.home.name, str(entry.away.id): entry.away.name} | named
    if len(order) != 2:
        raise source.error(
            f"The events name {len(order)} teams",
            "A match has two; check that the file, the line-ups and the match list belong together",
        )
    if squads and {str(squad.id) for squad in squads} != set(order):
        raise source.error(
            "The line-ups name other teams than the events", "Name events and line-ups of the same match"
        )
    home, away = (Team(team, named[team]) for team in order)
    return home, away


def player_rows(listed: Listed, squads: list[StatsBombSquad], home: Team, away: Team) -> pl.DataFrame:
    """The table of players: those of the line-ups, and players whom only the events name."""
    sides = {home.id: "home", away.id: "away"}
    rows: dict[str, dict[str, object]] = {}
    for squad in squads:
        for member in squad.lineup:
            rows[str(member.id)] = {
                "player": str(member.id),
                "side": sides.get(str(squad.id)),
                "name": member.nickname or member.name,
                "shirt": shirt_number(member.shirt),
                "position": next((spell.position for spell in member.positions if spell.position), None),
                "starter": False,
            }
    for _, e in listed.of(s.STARTING_XI):
        if e.tactics:
            for placed in e.tactics.lineup:
                person = str(placed.player.id)
                row = rows.setdefault(person, {"player": person, "side": sides.get(str(e.team.id))})
                row.setdefault("name", placed.player.name)
                row["shirt"] = row.get("shirt") or shirt_number(placed.shirt)
                row["position"] = placed.position.name
                row["starter"] = True
    replacements = [e.substitution.replacement for _, e in listed.of(s.SUBSTITUTION) if e.substitution]
    acting = {*listed.players, *(player.id for player in replacements if player is not None)} - {None}
    if not rows.keys() >= {str(number) for number in acting}:
        # Players whom no line-up names, in the order of their first acts.
        for e in listed.events:
            for player in (e.player, e.substitution.replacement if e.substitution else None):
                if player is not None and (person := str(player.id)) not in rows:
                    side = sides.get(str(e.team.id))
                    rows[person] = {"player": person, "side": side, "name": player.name, "starter": False}
    return players_of(rows.values())


def formations(listed: Listed, home: Team, away: Team) -> pl.DataFrame | None:
    """The starting line-ups and every tactical shift, with the columns of `schema.FORMATIONS`."""
    sides = {home.id: "home", away.id: "away"}
    shapes = [e for _, e in listed.of(s.STARTING_XI, s.TACTICAL_SHIFT) if e.tactics]
    times = seconds_of([e.timestamp for e in shapes], place="", writes="StatsBomb")
    return table_of(
        [
            Placed(
                e.period,
                0.0 if e.type.id == s.STARTING_XI else float(seconds),
                sides.get(str(e.team.id)),
                shape(e.tactics.formation),
                str(placed.player.id),
                placed.position.name,
            )
            for e, seconds in zip(shapes, times, strict=True)
            if e.tactics is not None
            for placed in e.tactics.lineup
        ]
    )
