"""Reads a StatsBomb match: events, line-ups, 360 frames and the list of matches."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from frontfoot.match import limits
from frontfoot.match.belonging import name_identifier
from frontfoot.match.clock import seconds_of
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb import frames as statsbomb_frames
from frontfoot.match.statsbomb.events import table_of
from frontfoot.match.statsbomb.file import StatsBombEvent
from frontfoot.match.statsbomb.listed import Listed
from frontfoot.match.statsbomb.teams import (
    StatsBombListed,
    StatsBombSquad,
    formations,
    home_first,
    listed_match,
    match_info,
    player_rows,
)
from frontfoot.match.until import Until

PROVIDER: Final = "statsbomb"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "body_part", "set_piece", "card", "duration", "cross", "through_ball"),
        *("high", "key_pass", "assist", "counter_attack", "under_pressure", "counterpress", "touched", "interception"),
        *("xg", "possession", "related", "technique", "first_time", "penalty_foul", "formations", "starter"),
        *(set(s.KINDS.values()) | {"aerial", "kick_off"}),
    }
)


def read(
    source: Source,
    *,
    lineups: Source | None = None,
    frames: Source | None = None,
    matches: Source | None = None,
    until: Until | None = None,
) -> Draft:
    """The match of an event file, not yet checked, with the files that belong to it.

    Args:
        source: the events.
        lineups: the line-ups: nicknames, shirt numbers, the whole bench.
        frames: the 360 frames.
        matches: the competition's list of matches: which side is at home, the score, the date.
        until: leave out what came after this moment.

    Raises:
        ReadError: a file is not complete JSON of its shape, or there are no events or not two teams.
    """
    events = decode(source, list[StatsBombEvent], content="StatsBomb events")
    limits.check_events(len(events), source.place)
    cut = None
    if until is not None:
        clock = seconds_of([e.timestamp for e in events], place=source.place, writes="StatsBomb")
        kept = until.keeps([e.period for e in events], clock, place=source.place)
        cut = None if kept.all() else until
        events = [event for event, keep in zip(events, kept.tolist(), strict=True) if keep]
    squads = decode(lineups, list[StatsBombSquad], content="StatsBomb line-ups") if lineups else []
    listed = decode(matches, list[StatsBombListed], content="a StatsBomb list of matches") if matches else []
    entry = None
    if matches:
        teams = frozenset(event.team.id for event in events)
        entry = listed_match(listed, name_identifier(source.path), teams, matches)
    match_id = name_identifier(source.path) if entry is None else str(entry.id)
    info = match_info(PROVIDER, match_id, entry, [x for x in (source, lineups, frames, matches) if x])
    over = True if info.stated_score is not None and cut is None else None
    if cut is not None:
        info = replace(info, stated_score=None)
    listing = Listed(events)
    home, away = home_first(listing, squads, entry, source)
    table = table_of(listing, home, away, source)
    provides = PROVIDES
    freeze_frames, unmatched = statsbomb_frames.read(listing, frames, table.row_of, table.shot_cell)
    if freeze_frames is not None:
        provides |= {"shot_freeze_frames"} | ({"freeze_frames"} if frames else set())
    return Draft(
        info=info,
        home=home,
        away=away,
        events=table.columns,
        inserted=table.inserted,
        repairs=table.repairs,
        findings=table.findings + unmatched,
        players=player_rows(listing, squads, home, away),
        provides=provides,
        freeze_frames=freeze_frames,
        formations=formations(listing, home, away),
        over=over,
        ended=frozenset(e.period for _, e in listing.of(s.HALF_END)),
        cut=cut,
    )
