"""A match in the Common Data Format: events, with metadata, a match sheet, or both.

The format puts the origin at the middle of the pitch, counts metres, and lets the home side attack to the right in
every period. Cards and substitutions carry no player in the events, only in the match sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.match import limits
from frontfoot.match.cdf.clock import CdfClock
from frontfoot.match.cdf.file import PERIODS, CdfLine, CdfMeta, CdfSheet, CdfTeam
from frontfoot.match.cdf.words import BODY, CARDS, SET_PIECES, kind_of, outcome_of
from frontfoot.match.decode import decode, decode_lines
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.formations import at_kick_off, shape, table_of
from frontfoot.match.match import Finding, Info, Team
from frontfoot.match.places import on_our_pitch, pitch_size
from frontfoot.match.rows import columns_of, players_of
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.series import shirt_number
from frontfoot.match.until import Until

PROVIDER: Final = "cdf"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "body_part", "set_piece", "card", "cross", "through_ball"),
        *("interception", "xg", "starter", "shirt", "formations"),
        *("pass", "carry", "take_on", "shot", "own_goal", "tackle", "aerial", "loose_ball", "interception"),
        *("recovery", "clearance", "block", "pressure", "foul", "offside", "card", "keeper", "touch", "lost", "out"),
        *("substitution", "period_end"),
    }
)
_HOLDS: Final = ("pass", "carry", "take_on", "shot", "touch", "recovery")  # after which a side has the ball
_SIDELESS: Final = frozenset({"out", "period_end"})
_ALWAYS: Final = frozenset({"player", "pass", "shot", "own_goal", "starter", "shirt"})
_SHOOT_OUT: Final = 5
_FEW_SHOTS: Final = 3  # of the away side, from which its direction is taken


def read(events: Source, *, meta: Source | None, sheet: Source | None, until: Until | None = None) -> Draft:
    """The match of an event file, not yet checked.

    Args:
        events: the event file, JSON lines or an array.
        meta: the metadata file.
        sheet: the match sheet ("official match data").
        until: leave out what came after this moment.

    Raises:
        ReadError: a file is damaged or of another shape, or neither metadata nor a match sheet was named.
    """
    lines = decode_lines(events, CdfLine, content="events in the Common Data Format")
    limits.check_events(len(lines), events.place)
    about = decode(meta, CdfMeta, content="metadata in the Common Data Format") if meta else None
    official = decode(sheet, CdfSheet, content="a match sheet in the Common Data Format") if sheet else None
    lists = official or about
    if lists is None:
        raise events.error(
            "The Common Data Format spreads a match over several files; missing: the metadata or the match sheet",
            "Name one of them beside the events: they say who is at home",
        )
    teams = lists.teams
    sides = {teams.home.id: "home", teams.away.id: "away"}
    rows = _rows(lines, sides, CdfClock(lines, about, events.place), official)
    rows.sort(key=lambda row: (row["period"], row["seconds"]))
    rows, cut = Until.before(until, rows, lambda row: (row["period"], row["seconds"]), place=events.place)
    ground = about.ground if about else None
    size = (
        pitch_size(ground.pitch_length, ground.pitch_width, meta.place)
        if ground and meta
        else (PITCH_LENGTH, PITCH_WIDTH)
    )
    findings = _place(rows, size)
    listed = [team for source in (official, about) if source for team in (source.teams.home, source.teams.away)]
    sources = tuple(source.place for source in (events, meta, sheet) if source is not None)
    final = official.match.result.final if official and cut is None else None
    status = official.match.status if official else None
    players = _players(listed, sides)
    shapes = {sides.get(team.id, ""): shape(team.formation) for team in reversed(listed) if team.formation}
    formations = table_of(at_kick_off(players, shapes))
    return Draft(
        info=Info(
            provider=PROVIDER,
            match_id=lines[0].match.id,
            competition=(about.competition.name or about.competition.id) if about else "",
            season=(about.season.name or about.season.id) if about else "",
            date=(about.match.kickoff_time or "")[:10] if about else "",
            venue=(ground.name or "") if ground else "",
            stated_score=(final.home, final.away) if final else None,
            sources=sources,
        ),
        home=Team(teams.home.id, teams.home.called),
        away=Team(teams.away.id, teams.away.called),
        events=columns_of(rows),
        players=players,
        provides=_recorded(rows) | ({"formations"} if formations is not None else frozenset()),
        formations=formations,
        over=True if official and cut is None else None,
        ended=frozenset(row["period"] for row in rows if row["kind"] == "period_end") or None,
        cut=cut,
        stated_periods=frozenset(
            {*((3, 4) if status and status.has_extratime else ()), *((5,) if status and status.has_shootout else ())}
        ),
        findings=findings,
    )


def _rows(
    lines: Sequence[CdfLine], sides: Mapping[str, str], clock: CdfClock, official: CdfSheet | None
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    holder: str | None = None
    for number, line in enumerate(lines):
        event = line.event
        side = sides.get(event.team_id or "")
        kind = kind_of(event, on_the_ball=side is not None and side == holder)
        if kind in {"foul", "offside"} and side is None:
            kind = "out"  # the referee stopped play; the events do not state the offender
        outcome = outcome_of(event, kind)
        if kind in _HOLDS and side is not None:
            holder = side
        sub = (event.sub_type or "").casefold()
        rows.append(
            {
                "event_id": event.id,
                "period": clock.periods[number],
                "seconds": clock.seconds[number],
                "side": side,
                "player": event.player_id,
                "related_player": event.receiver_id,
                "kind": kind,
                "outcome": outcome,
                "x": event.x,
                "y": event.y,
                "end_x": event.x_end,
                "end_y": event.y_end,
                "body_part": BODY.get(event.body_part, "other") if event.body_part else None,
                "set_piece": SET_PIECES.get(sub) if kind in {"pass", "shot"} else None,
                "card": CARDS.get(event.ending) if kind in {"card", "foul"} else None,
                "cross": "cross" in sub if kind == "pass" else None,
                "through_ball": "through" in sub if kind == "pass" else None,
                "interception": kind == "interception",
                "xg": event.metrics.xg if event.metrics and kind == "shot" else None,
                "type_name": f"{event.type} {sub}".strip(),
            }
        )
    if official is not None:
        rows += _from_sheet(official, sides, clock, {row["kind"] for row in rows if row["player"]})
    return rows


def _from_sheet(
    official: CdfSheet, sides: Mapping[str, str], clock: CdfClock, with_player: set[str]
) -> list[dict[str, Any]]:
    """Cards and substitutions of the match sheet with their players, where the events state no player."""
    cards = [] if "card" in with_player else official.events.cards or []
    changes = [] if "substitution" in with_player else official.events.substitutions or []
    rows: list[dict[str, Any]] = [
        {
            "event_id": f"card-{card.player_id}-{card.type}",
            "period": PERIODS.get(card.period, 1),
            "seconds": clock.at(card.period, card.time),
            "side": sides.get(card.team_id),
            "player": card.player_id,
            "kind": "card",
            "card": CARDS.get(card.type),
            "interception": False,
            "type_name": card.type,
        }
        for card in cards
    ]
    rows += [
        {
            "event_id": f"substitution-{change.out_player_id}",
            "period": PERIODS.get(change.period, 1),
            "seconds": clock.at(change.period, change.out_time or change.in_time),
            "side": sides.get(change.team_id),
            "player": change.out_player_id,
            "related_player": change.in_player_id,
            "kind": "substitution",
            "interception": False,
            "type_name": "substitution",
        }
        for change in changes
    ]
    return [row for row in rows if row["seconds"] is not None]


def _place(rows: list[dict[str, Any]], size: tuple[float, float]) -> list[Finding]:
    """Convert places to 105 x 68 in the acting side's direction of attack; returns findings on that direction."""
    away = np.array([row["side"] == "away" for row in rows])
    turned, findings = away, []
    shots = [
        row["x"]
        for row in rows
        if row["side"] == "away" and row["kind"] == "shot" and row["period"] < _SHOOT_OUT and row.get("x") is not None
    ]
    if len(shots) >= _FEW_SHOTS and float(np.mean(np.array(shots) > 0)) > 2 / 3:
        turned = np.zeros(len(rows), dtype=bool)
        text = "Both sides shoot at the right-hand goal: places are taken as the acting side sees them"
        findings.append(Finding("direction-assumed", "note", text, len(shots)))
    # In a shoot-out both sides kick at one goal, which is the one that each of them attacks.
    kicks = np.array([row["period"] == _SHOOT_OUT and row.get("x") is not None for row in rows])
    turned = np.where(kicks, np.array([(row.get("x") or 0.0) < 0.0 for row in rows]), turned)
    for along, across in (("x", "y"), ("end_x", "end_y")):
        places = np.array([[row.get(along), row.get(across)] for row in rows], dtype=np.float64).reshape(-1, 2)
        places[turned] = -places[turned]
        x, y = on_our_pitch(places[:, 0] + size[0] / 2, places[:, 1] + size[1] / 2, *size)
        for row, here, there in zip(rows, x.tolist(), y.tolist(), strict=True):
            row[along], row[across] = here, there
    return findings


def _recorded(rows: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The columns and kinds that this file fills: no vendor fills all of the format."""
    kinds = {row["kind"] for row in rows if row["side"] is not None or row["kind"] in _SIDELESS}
    # A place that is not known is NaN, which is no value and the only one that does not equal itself.
    columns = {name for row in rows for name, value in row.items() if value not in (None, False) and value == value}
    return PROVIDES & (_ALWAYS | kinds | columns)


def _players(teams: Sequence[CdfTeam], sides: Mapping[str, str]) -> pl.DataFrame:
    """The players as the first file that lists them has them; what it leaves out is taken from the other."""
    rows: dict[str, dict[str, Any]] = {}
    for team in teams:
        for player in team.players:
            row = rows.setdefault(player.id, {"player": player.id, "side": sides.get(team.id)})
            stated = {
                "name": player.name if player.name != player.id else None,
                "shirt": shirt_number(player.jersey_number),
                "position": player.position,
                "starter": player.is_starter,
            }
            row |= {name: value for name, value in stated.items() if row.get(name) is None}
    return players_of(rows.values())
