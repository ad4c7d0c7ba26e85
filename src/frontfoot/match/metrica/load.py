"""Reads a Metrica match from the CSV or the JSON of its events; goals are checked against kick-offs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.match.belonging import name_identifier
from frontfoot.match.checks import EXTRA_TIME
from frontfoot.match.codes import Array
from frontfoot.match.draft import Draft
from frontfoot.match.files import NOWHERE, Source
from frontfoot.match.kloppy.occasion import occasion_of
from frontfoot.match.limits import check_events
from frontfoot.match.listing import unknown
from frontfoot.match.match import Finding, Info, Team
from frontfoot.match.metrica.meaning import Meaning, directions, meanings, restarts
from frontfoot.match.metrica.record import Row, Squads, is_anonymous, read_rows, read_squads, rows_of_json, teams_of
from frontfoot.match.places import to_the_line
from frontfoot.match.rows import columns_of, players_of
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.until import Until

PROVIDER: Final = "metrica_csv"
PROVIDER_JSON: Final = "metrica"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "set_piece", "card", "body_part", "cross", "through_ball"),
        *("interception", "pass", "take_on", "shot", "tackle", "aerial", "loose_ball", "recovery", "clearance"),
        *("block", "foul", "foul_won", "offside", "keeper", "lost", "out"),
    }
)
PROVIDES_JSON: Final = PROVIDES | {"carry"}
_ANONYMOUS: Final = "The file names no team, player or competition: the sides are called Home and Away"
_END_OF_HALF: Final = "END HALF"
_OUT: Final = "out"
_OPENING: Final = 5.0  # seconds in which a period kicks off


def read(source: Source, *, until: Until | None = None) -> Draft:
    """The match of Metrica's CSV of events, not yet checked, up to a moment if one is given.

    The file states no score and in the open games no names: goals are checked against kick-offs.

    Raises:
        ReadError: the file is no such table, was cut, or holds no events or not two teams.
    """
    rows = read_rows(source)
    home, away = teams_of(rows, source)
    finding = Finding("anonymous", "note", _ANONYMOUS) if is_anonymous(home, away) else unknown(Team(home, home))
    people = {person for row in rows for person in (row.player, row.receiver) if person}
    return _draft(
        rows,
        Squads(Team(home, home), Team(away, away), [], None),
        {person: re.sub(r"(?<=[a-z])(?=\d)", " ", person) for person in people},
        info=Info(provider=PROVIDER, match_id=_identifier(source), sources=(source.place,)),
        provides=PROVIDES | ({"carry"} if any(row.sort == "CARRY" for row in rows) else set()),
        noted=[finding],
        until=until,
    )


def read_json(source: Source, *, meta: Source | None, until: Until | None = None) -> Draft:
    """The match of Metrica's JSON of events and EPTS metadata, not yet checked, up to a moment if one is given.

    Raises:
        ReadError: the metadata are missing; a file is damaged or of another shape, or holds no events or not two teams.
    """
    if meta is None:
        raise source.error(
            "Metrica Sports spreads a match over several files; missing: the EPTS metadata", "Name it beside the events"
        )
    squads = read_squads(meta)
    rows, names = rows_of_json(source)
    check_events(len(rows), source.place)
    strangers = {row.team for row in rows} - {squads.home.id, squads.away.id}
    if strangers:
        raise source.error(
            f"There are events of the team {min(strangers)!r}, which the metadata do not name",
            "Name the events and the metadata of one match",
        )
    occasion = occasion_of("metrica", {"metadata": meta})
    info = Info(
        provider=PROVIDER_JSON,
        match_id=name_identifier(source.path) or _identifier(source),
        competition=occasion.competition,
        season=occasion.season,
        date=occasion.date,
        venue=occasion.venue,
        stated_score=squads.score,
        sources=(source.place, meta.place),
    )
    return _draft(rows, squads, names, info=info, provides=PROVIDES_JSON, noted=[], until=until)


def _draft(
    rows: list[Row],
    squads: Squads,
    names: Mapping[str, str],
    *,
    info: Info,
    provides: frozenset[str],
    noted: list[Finding],
    until: Until | None,
) -> Draft:
    """The match of some rows, from the CSV or the JSON.

    Places are shares of the pitch as the camera sees it; they are turned to the acting side's direction of attack,
    which is read from where each side shoots and keeps goal.
    """
    starts = {period: min(row.start for row in rows if row.period == period) for period in {r.period for r in rows}}
    ended = frozenset(row.period for row in rows if _END_OF_HALF in row.words)
    rows, cut = Until.before(
        until, rows, lambda row: (row.period, row.start - starts[row.period]), place=info.sources[0]
    )
    home = squads.home.id
    taken, spent = restarts(rows)
    right, findings = directions(rows, taken, home)
    # Goals and kick-offs are looked at before set pieces are joined to the balls that they play.
    findings += _goals_and_kick_offs(rows)
    events = [(row, meaning) for row, meaning in zip(rows, meanings(rows), strict=True) if row.line not in spent]
    events = [(row, meaning) for row, meaning in events if meaning.kind is not None]
    made = _events(events, taken, starts, right, home)
    last = max(row.period for row in rows)
    return Draft(
        info=info if cut is None else replace(info, stated_score=None),
        home=squads.home,
        away=squads.away,
        events=columns_of(made),
        inserted=np.array([event["kind"] == _OUT for event in made]),
        players=_players(rows, squads, names),
        provides=provides,
        findings=findings + noted,
        ended=ended if last in ended and cut is None else None,
        cut=cut,
    )


def _events(
    events: Sequence[tuple[Row, Meaning]],
    taken: Mapping[int, str],
    starts: Mapping[int, float],
    right: Mapping[int, bool],
    home: str,
) -> list[dict[str, Any]]:
    """The events of the table, and one of ours, "out", after every ball that went out of play."""
    goes_right = np.array([(row.team == home) == right[row.period] for row, _ in events])
    places = np.column_stack(_metres([row for row, _ in events], goes_right)).tolist()
    made = []
    for (row, meaning), (x, y, end_x, end_y) in zip(events, places, strict=True):
        passed = meaning.kind == "pass"
        acted = {
            "period": row.period,
            "side": "home" if row.team == home else "away",
            "player": row.player,
            "type_name": row.name,
            "interception": meaning.kind == "interception",
        }
        made.append(
            {
                **acted,
                "event_id": str(row.line),
                "seconds": round(row.start - starts[row.period], 3),
                "related_player": row.receiver,
                "kind": meaning.kind,
                "outcome": meaning.outcome,
                "set_piece": taken.get(row.line),
                "card": meaning.card,
                "body_part": "head" if "HEAD" in row.words else None,
                "cross": "CROSS" in row.words if passed else None,
                "through_ball": "THROUGH BALL" in row.words if passed else None,
                "x": x,
                "y": y,
                "end_x": end_x,
                "end_y": end_y,
            }
        )
        if row.sort == "BALL OUT":
            when = round(row.end - starts[row.period], 3)
            place = {"x": end_x, "y": end_y, "end_x": math.nan, "end_y": math.nan}
            made.append({**acted, "event_id": f"{row.line}-out", "seconds": when, "kind": _OUT, **place})
    return made


def _metres(rows: Sequence[Row], goes_right: Array) -> tuple[Array, Array, Array, Array]:
    """Metres from the acting side's own goal line and right touchline; the file counts y from the top."""
    places = np.array([(row.x, row.y, row.end_x, row.end_y) for row in rows]).reshape(-1, 4)
    across = np.where(goes_right[:, None], places[:, [0, 2]], 1 - places[:, [0, 2]]) * PITCH_LENGTH
    up = np.where(goes_right[:, None], 1 - places[:, [1, 3]], places[:, [1, 3]]) * PITCH_WIDTH
    return across[:, 0], up[:, 0], *to_the_line(across[:, 0], up[:, 0], across[:, 1], up[:, 1])


def _goals_and_kick_offs(rows: Sequence[Row]) -> list[Finding]:
    """Findings where a kick-off within a period does not follow a goal of the other side, or a goal has no kick-off."""
    findings = []
    scored: Row | None = None
    first = rows[0]
    for row in rows:
        if row.period != first.period:
            scored, first = None, row
        if row.sort == "SHOT" and "GOAL" in row.words and row.period <= EXTRA_TIME:
            if scored is not None:
                text = f"No kick-off stands between two goals in period {row.period}, of {scored.team} and {row.team}"
                findings.append(Finding("goal-doubtful", "warning", text, 2))
            scored = row
        elif row.sort == "SET PIECE" and "KICK OFF" in row.words:
            if row.start - first.start > _OPENING and (scored is None or scored.team == row.team):
                text = f"{row.team} kicks off within period {row.period}, and there is no goal before: one may be lost"
                findings.append(Finding("goal-missing", "error", text, 1))
            scored = None
    return findings


def _players(rows: Sequence[Row], squads: Squads, names: Mapping[str, str]) -> pl.DataFrame:
    """The squads, and everyone else whom an event names, in the order of appearance."""
    people = list(squads.players)
    listed = {person["player"] for person in people}
    for row in rows:
        for player in (row.player, row.receiver):
            if player is not None and player not in listed:
                listed.add(player)
                side = "home" if row.team == squads.home.id else "away"
                people.append({"player": player, "side": side, "name": names.get(player) or player})
    return players_of(people)


def _identifier(source: Source) -> str:
    """The file's own name without what it holds: "Sample_Game_1"; empty for a file in memory."""
    stem = "" if source.path == NOWHERE else Path(source.name).stem
    return re.sub(r"(?i)[_\- ]*(raw)?events?(data)?$", "", stem)
