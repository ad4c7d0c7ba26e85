"""Reads a Wyscout v3 match: teams, players and formations; the events are read by `v3_events`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeVar

import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.match import limits
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.formations import Placed, shape, table_of
from frontfoot.match.listing import unknown
from frontfoot.match.match import Info, Team
from frontfoot.match.series import player_table, shirt_number
from frontfoot.match.until import Until
from frontfoot.match.wyscout.v3_codes import SHOOT_OUT, STARTS
from frontfoot.match.wyscout.v3_events import cut_at, events_of, second_of
from frontfoot.match.wyscout.v3_file import V3File, V3Match, V3Side

_Value = TypeVar("_Value")

PROVIDER: Final = "wyscout_v3"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "body_part", "set_piece", "card", "cross", "through_ball", "high"),
        *("key_pass", "assist", "under_pressure", "sliding", "interception", "touched", "xg", "possession", "related"),
        *("pass", "take_on", "shot", "own_goal", "tackle", "aerial", "loose_ball", "interception", "clearance"),
        *("foul", "offside", "keeper", "touch", "carry", "lost", "out", "substitution"),
        *("counter_attack", "starter", "shirt", "formations"),
    }
)


_STATUS: Final = {"played": True, "playing": False, "live": False, "inprogress": False}


def read(source: Source, *, until: Until | None = None) -> Draft:
    """The match of a file, not yet checked, up to a moment if one is given.

    Raises:
        ReadError: the file is not complete JSON of this shape, or holds no events or not two teams.
    """
    raw = decode(source, V3File, content="Wyscout v3 events")
    limits.check_events(len(raw.events), source.place)
    cut = cut_at(raw, until, source) if until is not None else None
    match = raw.match or V3Match(id=raw.events[0].match)
    order = list(raw.teams) or list(dict.fromkeys(str(e.team.id) for e in raw.events))
    order.sort(key=lambda team: {"home": 0, "away": 1}.get(match.sides.get(team, V3Side()).side, 2))
    if len(order) != 2:
        raise ReadError(
            f"The file names {len(order)} teams", place=source.place, remedy="A match file names its two teams"
        )
    names = {team: entry.team.name if entry.team else "" for team, entry in raw.teams.items()}
    home, away = (Team(team, names.get(team, "")) for team in order)
    known = {match.sides.get(team, V3Side()).side for team in order}
    sides = {home.id: "home", away.id: "away"}
    return Draft(
        info=Info(
            provider=PROVIDER,
            match_id=str(match.id),
            competition=str(match.competition or ""),
            season=str(match.season or ""),
            date=match.date[:10],
            venue=match.venue or "",
            stated_score=_stated(match, order) if cut is None else None,
            sources=(source.place,),
        ),
        home=home,
        away=away,
        events=events_of(raw, sides, source),
        players=_players(raw, match, sides),
        provides=PROVIDES,
        formations=table_of(
            [row for row in _formations(raw, sides) if cut is None or cut.takes_in(row.period, row.seconds)]
        ),
        findings=[] if known & {"home", "away"} else [unknown(home)],
        over=_STATUS.get(match.status.casefold()) if cut is None else None,
        cut=cut,
    )


def _stated(match: V3Match, order: list[str]) -> tuple[int, int] | None:
    """The score after extra time; Wyscout gives the goals of extra time on their own, 0 when there was none."""
    sides = [match.sides.get(team) for team in order]
    goals = [side.score for side in sides if side is not None and side.score is not None]
    extra = [side.score_extra or 0 for side in sides if side is not None]
    return (max(goals[0], extra[0]), max(goals[1], extra[1])) if len(goals) == 2 else None


def _players(raw: V3File, match: V3Match, sides: dict[str, str]) -> pl.DataFrame:
    lined = {
        item.id: (shirt_number(item.shirt), starter)
        for side in match.sides.values()
        if side.formation
        for group, starter in ((side.formation.bench, False), (side.formation.lineup, True))
        for item in group
    }
    rows = [
        (str(p.id), sides.get(team), p.name, p.role.name if p.role else None, *lined.get(p.id, (None, None)))
        for team, members in raw.players.items()
        for member in members
        if member is not None and (p := member.player) is not None
    ]
    names = ("player", "side", "name", "position", "shirt", "starter")
    return player_table({name: [row[i] for row in rows] for i, name in enumerate(names)}, len(rows))


def _formations(raw: V3File, sides: dict[str, str]) -> Iterator[Placed]:
    """Formations and positions, from each change of shape or of players on."""
    for team, periods in _filled(raw.formations).items():
        for label, moments in _filled(periods).items():
            period = STARTS.get(label, SHOOT_OUT)[0]
            for second, shapes in _filled(moments).items():
                for written, known in _filled(shapes).items():
                    lines = shape(known.scheme or written)
                    people = [man for entry in known.players for man in entry.values()]
                    for man in people:
                        yield Placed(period, second_of(second), sides.get(team), lines, str(man.id), man.position)


def _filled(node: dict[str, _Value] | list[Any] | None) -> dict[str, _Value]:
    """An object; an empty one is written as a list."""
    return node if isinstance(node, dict) else {}
