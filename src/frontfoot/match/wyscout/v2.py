"""Reads a Wyscout v2 match: teams, players and the list beside the file; the events are read by `v2_events`."""

from __future__ import annotations

from typing import Final

import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.match import limits
from frontfoot.match.codes import codes_of_names
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.listing import ListedMatch, listed_beside, settle
from frontfoot.match.match import Info, Team
from frontfoot.match.schema import SIDES, SideType
from frontfoot.match.series import enum_series, player_table
from frontfoot.match.until import Until
from frontfoot.match.wyscout.codes import PERIODS
from frontfoot.match.wyscout.v2_events import events_of
from frontfoot.match.wyscout.v2_file import V2Entry, V2File

PROVIDER: Final = "wyscout_v2"
PROVIDES: Final = frozenset(
    {
        "player",
        "related_player",
        "end_x",
        "body_part",
        "set_piece",
        "card",
        "cross",
        "through_ball",
        "high",
        "key_pass",
        "assist",
        "counter_attack",
        "sliding",
        "touched",
        "interception",
        "related",
        *("pass", "take_on", "shot", "own_goal", "tackle", "aerial", "loose_ball", "clearance", "foul", "offside"),
        *("card", "keeper", "touch", "lost", "out"),
    }
)


def read(source: Source, *, until: Until | None = None) -> Draft:
    """The match of a file, not yet checked, up to a moment if one is given.

    Raises:
        ReadError: the file is not complete JSON of this shape, or holds no events or not two teams.
    """
    raw = decode(source, V2File, content="Wyscout v2 events")
    limits.check_events(len(raw.events), source.place)
    if len(raw.teams) != 2:
        raise ReadError(
            f"The file names {len(raw.teams)} teams", place=source.place, remedy="A match file names its two teams"
        )
    cut = _cut(raw, until, source)
    match_id = str(raw.events[0].match)
    listed = listed_beside(source.path, match_id)
    first, second = (Team(team, _unescape(_name(entry))) for team, entry in raw.teams.items())
    home, away, repairs, findings = settle(first, second, listed)
    events, placeholders = events_of(raw.events, home, away, source)
    return Draft(
        info=_info(match_id, listed, source, stated=cut is None),
        home=home,
        away=away,
        events=events,
        players=_players(raw, home, away),
        provides=PROVIDES,
        stated_periods=listed.periods if listed else frozenset(),
        placeholders=placeholders,
        repairs=repairs,
        findings=findings,
        over=True if cut is None and listed is not None and listed.score else None,
        cut=cut,
    )


def _cut(raw: V2File, until: Until | None, source: Source) -> Until | None:
    """Leave out what came after a moment; the moment, if anything did."""
    if until is None:
        return None
    kept = until.keeps(
        [PERIODS.get(e.period, 0) for e in raw.events], [e.seconds for e in raw.events], place=source.place
    )
    raw.events = [event for event, keep in zip(raw.events, kept.tolist(), strict=True) if keep]
    return None if kept.all() else until


def _info(match_id: str, listed: ListedMatch | None, source: Source, *, stated: bool) -> Info:
    if listed is None:
        return Info(provider=PROVIDER, match_id=match_id, sources=(source.place,))
    return Info(
        provider=PROVIDER,
        match_id=match_id,
        competition=listed.competition,
        season=listed.season,
        date=listed.date,
        stated_score=listed.score if stated else None,
        sources=(source.place,),
    )


def _name(entry: V2Entry) -> str:
    return entry.team.name or entry.team.official_name if entry.team else ""


def _unescape(text: str) -> str:
    r"""Names in the public files are escaped twice: the six characters \u00f6 stand for one letter."""
    if "\\u" not in text:
        return text
    try:
        return text.encode("ascii", "backslashreplace").decode("unicode_escape")
    except UnicodeDecodeError:
        return text


def _players(raw: V2File, home: Team, away: Team) -> pl.DataFrame:
    rows = [
        (str(squad.player.id), side, _unescape(squad.player.short_name), squad.player.role)
        for side, team in (("home", home), ("away", away))
        for squad in raw.players.get(team.id, [])
        if squad is not None and squad.player is not None
    ]
    sides = codes_of_names([row[1] for row in rows], SIDES)
    columns = {
        "player": [row[0] for row in rows],
        "side": enum_series(sides, SideType),
        "name": [row[2] for row in rows],
        "position": [row[3].name if row[3] else None for row in rows],
    }
    return player_table(columns, len(rows))
