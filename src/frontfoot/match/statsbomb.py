"""StatsBomb events, straight into columns; line-ups, match lists and 360 frames beside them when given.

Places are cells of a 120 x 80 grid seen by the acting side, counted from its own goal line and its LEFT touchline: a
yard wide in older files, a tenth of a yard in newer ones. The middle of the cell is taken. StatsBomb's pitch has fixed
marks, so it is scaled mark on mark.

Two things that StatsBomb writes as flags become rows of their own, as other providers have them: an aerial duel that
was won ("Aerial Won", before the pass, clearance or shot that won it) and a ball that went out ("Out", after it).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final

import msgspec
import numpy as np
import polars as pl

from frontfoot.errors import ReadError
from frontfoot.match import limits, statsbomb_frames
from frontfoot.match import statsbomb_codes as s
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft, codes_of, enum_series, event_table
from frontfoot.match.files import Source
from frontfoot.match.match import Team
from frontfoot.match.places import LENGTH_MARKS, WIDTH_MARKS, between_marks
from frontfoot.match.schema import (
    BODY_PARTS,
    CARDS,
    KINDS,
    OUTCOMES,
    SET_PIECES,
    BodyPartType,
    CardType,
    KindType,
    OutcomeType,
    SetPieceType,
    SideType,
)
from frontfoot.match.statsbomb_teams import Listed, Squad, home_first, match_info, player_rows

PROVIDER: Final = "statsbomb"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "body_part", "set_piece", "card", "duration", "cross", "through_ball"),
        *("high", "key_pass", "assist", "counter_attack", "under_pressure", "counterpress", "touched", "interception"),
        *("xg", "possession", "related"),
        *(set(s.KINDS.values()) | {"aerial", "kick_off"}),
    }
)


class Id(msgspec.Struct, gc=False):
    """A coded value; its name is not needed."""

    id: int


class Named(msgspec.Struct, gc=False):
    """A coded value with the name that people read."""

    id: int
    name: str = ""


class Placed(msgspec.Struct, gc=False):
    """A player of a starting line-up."""

    player: Named
    position: Named
    shirt: int | None = msgspec.field(name="jersey_number", default=None)


class _Tactics(msgspec.Struct, gc=False):
    lineup: list[Placed] = []


class _Detail(msgspec.Struct, gc=False):
    """The object that carries an event's own details; every event type uses some of these fields."""

    outcome: Id | None = None
    type: Id | None = None
    body_part: Id | None = None
    end_location: list[float | None] | None = None
    recipient: Id | None = None
    replacement: Named | None = None
    height: Id | None = None
    technique: Id | None = None
    card: Id | None = None
    cross: bool = False
    through_ball: bool = False
    shot_assist: bool = False
    goal_assist: bool = False
    aerial_won: bool = False
    recovery_failure: bool = False
    xg: float | None = msgspec.field(name="statsbomb_xg", default=None)
    freeze_frame: list[statsbomb_frames.Shown] | None = None


class Event(msgspec.Struct, gc=False):
    """One StatsBomb event."""

    id: str
    period: int
    timestamp: str
    type: Named
    team: Named
    possession: int | None = None
    play_pattern: Id | None = None
    player: Named | None = None
    location: list[float | None] | None = None
    duration: float | None = None
    under_pressure: bool = False
    counterpress: bool = False
    out: bool = False
    related_events: list[str] = []
    tactics: _Tactics | None = None
    pass_: _Detail | None = msgspec.field(name="pass", default=None)
    shot: _Detail | None = None
    carry: _Detail | None = None
    dribble: _Detail | None = None
    duel: _Detail | None = None
    interception: _Detail | None = None
    goalkeeper: _Detail | None = None
    clearance: _Detail | None = None
    ball_recovery: _Detail | None = None
    ball_receipt: _Detail | None = None
    miscontrol: _Detail | None = None
    foul_committed: _Detail | None = None
    bad_behaviour: _Detail | None = None
    substitution: _Detail | None = None
    fifty_fifty: _Detail | None = msgspec.field(name="50_50", default=None)


_DETAIL: Final = {
    s.PASS: attrgetter("pass_"),
    s.SHOT: attrgetter("shot"),
    s.CARRY: attrgetter("carry"),
    s.DRIBBLE: attrgetter("dribble"),
    s.DUEL: attrgetter("duel"),
    s.INTERCEPTION: attrgetter("interception"),
    s.KEEPER: attrgetter("goalkeeper"),
    s.RECOVERY: attrgetter("ball_recovery"),
    s.RECEIPT: attrgetter("ball_receipt"),
    s.SUBSTITUTION: attrgetter("substitution"),
    s.FIFTY_FIFTY: attrgetter("fifty_fifty"),
    9: attrgetter("clearance"),
    38: attrgetter("miscontrol"),
    22: attrgetter("foul_committed"),
    24: attrgetter("bad_behaviour"),
}
_EMPTY: Final = _Detail()


def read(
    source: Source,
    *,
    lineups: Source | None = None,
    frames: Source | None = None,
    matches: Source | None = None,
) -> Draft:
    """Read one match from its events and whatever lies beside them.

    Args:
        source: the events.
        lineups: the line-ups: nicknames, shirt numbers, the whole bench.
        frames: the 360 frames.
        matches: the competition's list of matches: which side is at home, the score, the date.

    Raises:
        ReadError: a file is not complete JSON of its shape, or there are no events or not two teams.
    """
    events = decode(source, list[Event], what="StatsBomb events")
    if not events:
        raise ReadError("The match has no events", place=source.place, remedy="Export it again")
    if len(events) > limits.MAX_EVENTS:
        raise ReadError(
            f"The match has {len(events):,} events, more than any match ({limits.MAX_EVENTS:,})",
            place=source.place,
            remedy="Name a file that holds one match",
        )
    squads = decode(lineups, list[Squad], what="StatsBomb line-ups") if lineups else []
    listed = decode(matches, list[Listed], what="a StatsBomb list of matches") if matches else []
    match_id = "".join(filter(str.isdigit, source.name))
    info = match_info(PROVIDER, match_id, listed, [x for x in (source, lineups, frames, matches) if x])
    home, away = home_first(events, squads, listed, match_id, source)
    table, positions, cells = _table(events, home, away, source)
    provides = PROVIDES
    freeze_frames = statsbomb_frames.read(events, frames, positions, cells[1])
    if freeze_frames is not None:
        provides |= {"shot_freeze_frames"} | ({"freeze_frames"} if frames else set())
    return Draft(
        info=info,
        home=home,
        away=away,
        events=table,
        players=player_rows(events, squads, home, away),
        provides=provides,
        freeze_frames=freeze_frames,
    )


def _table(
    events: list[Event], home: Team, away: Team, source: Source
) -> tuple[pl.DataFrame, np.ndarray[Any, Any], tuple[float, float]]:
    """The event table, the row of every event in it, and the width of a cell for (other events, shots)."""
    n = len(events)
    types = np.fromiter((e.type.id for e in events), dtype=np.int64, count=n)
    kinds = types.tolist()
    details = [
        (get(e) or _EMPTY) if (get := _DETAIL.get(kind)) else _EMPTY for e, kind in zip(events, kinds, strict=True)
    ]
    is_pass, is_shot = types == s.PASS, types == s.SHOT
    outcome_id = np.fromiter((d.outcome.id if d.outcome else 0 for d in details), dtype=np.int64, count=n)
    type_id = np.fromiter((d.type.id if d.type else 0 for d in details), dtype=np.int64, count=n)

    kind = codes_of(types, s.KINDS, KINDS, default="other")
    kind[(types == s.DUEL) & (type_id == s.AERIAL_LOST)] = KINDS.index("aerial")
    missed_receipt = (types == s.RECEIPT) & (outcome_id != 0)
    kind[missed_receipt] = KINDS.index("other")
    start = _locations([e.location for e in events])
    end = _locations([d.end_location for d in details])
    cells = _cells(start, end, types)
    half = np.where(is_shot, cells[1], cells[0]) / 2
    aerial = np.fromiter((d.aerial_won for d in details), dtype=bool, count=n)
    out = np.fromiter((e.out for e in events), dtype=bool, count=n)
    out |= np.isin(outcome_id, s.OUT) & np.isin(types, (s.PASS, s.DUEL, s.INTERCEPTION))
    positions = np.arange(n) + np.cumsum(aerial) + np.cumsum(out) - out
    x, y = _metres(start, half)
    end_x, end_y = _metres(end, half)
    touched = ~np.isin(types, s.UNTOUCHED) & ~missed_receipt
    touched &= ~((types == s.KEEPER) & np.isin(type_id, (s.FACED, *s.CONCEDED)))
    touched &= ~((types == s.DUEL) & (type_id == s.AERIAL_LOST))
    columns = {
        "event_id": [e.id for e in events],
        "period": np.fromiter((e.period for e in events), dtype=np.int64, count=n),
        "seconds": _seconds(events, source),
        "side": enum_series(_sides(events, home, away), SideType),
        "player": [str(e.player.id) if e.player else None for e in events],
        "related_player": [_other(d) for d in details],
        "kind": enum_series(kind, KindType),
        "outcome": enum_series(_outcomes(types, type_id, outcome_id, details), OutcomeType),
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
        "body_part": enum_series(
            codes_of([d.body_part.id if d.body_part else 0 for d in details], s.BODY_PARTS, BODY_PARTS), BodyPartType
        ),
        "set_piece": enum_series(
            np.where(
                is_pass,
                codes_of(type_id, s.PASS_SET_PIECES, SET_PIECES),
                codes_of(np.where(is_shot, type_id, 0), s.SHOT_SET_PIECES, SET_PIECES),
            ),
            SetPieceType,
        ),
        "card": enum_series(codes_of([d.card.id if d.card else 0 for d in details], s.CARDS, CARDS), CardType),
        "duration": [e.duration for e in events],
        "cross": [d.cross for d in details],
        "through_ball": [
            d.through_ball or (d.technique is not None and d.technique.id == s.THROUGH_BALL) for d in details
        ],
        "high": [d.height is not None and d.height.id == s.HIGH_PASS for d in details],
        "key_pass": [d.shot_assist or d.goal_assist for d in details],
        "assist": [d.goal_assist for d in details],
        "counter_attack": [e.play_pattern is not None and e.play_pattern.id == s.FROM_COUNTER for e in events],
        "under_pressure": [e.under_pressure for e in events],
        "counterpress": [e.counterpress for e in events],
        "interception": (types == s.INTERCEPTION) | (is_pass & (type_id == s.PASS_INTERCEPTION)),
        "touched": touched,
        "xg": [d.xg for d in details],
        "possession": [e.possession for e in events],
        "related": _related(events, positions),
        "type_name": [e.type.name for e in events],
    }
    base = event_table(columns, n).with_columns(pl.Series("index", positions, dtype=pl.UInt32))
    parts = [base, _aerials(base.filter(aerial)), _outs(base.filter(out))]
    return pl.concat(parts).sort("index"), positions, cells


def _aerials(parents: pl.DataFrame) -> pl.DataFrame:
    """The winners of aerial duels, each just before the action that won it."""
    kept = ("period", "seconds", "side", "player", "x", "y", "under_pressure", "counter_attack", "possession")
    columns: dict[str, Any] = {name: parents[name] for name in kept}
    return event_table(
        columns
        | {
            "index": parents["index"] - 1,
            "event_id": "aerial-" + parents["event_id"],
            "kind": ["aerial"] * len(parents),
            "outcome": ["success"] * len(parents),
            "touched": [True] * len(parents),
            "interception": [False] * len(parents),
            "related": parents.select(pl.concat_list(pl.col("index"), pl.col("related"))).to_series(),
            "type_name": ["Aerial Won"] * len(parents),
        },
        len(parents),
    )


def _outs(parents: pl.DataFrame) -> pl.DataFrame:
    """The ball out of play, just after the action that put it there."""
    was_pass = pl.col("kind") == "pass"
    placed = parents.select(
        pl.col("index") + 1,
        event_id="out-" + pl.col("event_id"),
        seconds=pl.col("seconds") + pl.col("duration").fill_null(0.0),
        x=pl.when(was_pass).then("end_x").otherwise("x"),
        y=pl.when(was_pass).then("end_y").otherwise("y"),
        related=pl.concat_list("index"),
    )
    columns: dict[str, Any] = {name: parents[name] for name in ("period", "side", "possession", "counter_attack")}
    return event_table(
        columns
        | {name: placed[name] for name in placed.columns}
        | {
            "kind": ["out"] * len(parents),
            "touched": [False] * len(parents),
            "interception": [False] * len(parents),
            "type_name": ["Out"] * len(parents),
        },
        len(parents),
    )


def _other(detail: _Detail) -> str | None:
    person = detail.recipient or detail.replacement
    return str(person.id) if person else None


def _sides(events: list[Event], home: Team, away: Team) -> list[int]:
    code = {home.id: 0, away.id: 1}
    return [code.get(str(e.team.id), 2) for e in events]


def _seconds(events: list[Event], source: Source) -> list[float]:
    event = events[0]
    try:
        return [int((t := event.timestamp)[:2]) * 3600.0 + int(t[3:5]) * 60.0 + float(t[6:]) for event in events]
    except ValueError as error:
        raise ReadError(
            f"Event {event.id} has the timestamp {event.timestamp!r}",
            place=source.place,
            remedy="StatsBomb writes HH:MM:SS.mmm; export the file again",
        ) from error


def _outcomes(
    types: np.ndarray[Any, Any],
    type_id: np.ndarray[Any, Any],
    outcome_id: np.ndarray[Any, Any],
    details: Sequence[_Detail],
) -> np.ndarray[Any, Any]:
    code = {name: place for place, name in enumerate(OUTCOMES)}
    outcome = np.full(len(types), len(OUTCOMES), dtype=np.uint32)
    for events, names in (
        ((s.PASS,), s.PASS_OUTCOMES),
        ((s.SHOT,), s.SHOT_OUTCOMES),
        ((s.DRIBBLE,), s.DRIBBLE_OUTCOMES),
        ((s.DUEL, s.FIFTY_FIFTY, s.INTERCEPTION), s.DUEL_OUTCOMES),
    ):
        chosen = np.isin(types, events)
        outcome[chosen] = codes_of(outcome_id[chosen], names, OUTCOMES)
    # A complete pass has no outcome but a recipient; one that has neither was only partly collected.
    received = np.fromiter((d.recipient is not None for d in details), dtype=bool, count=len(details))
    outcome[(types == s.PASS) & (outcome_id == 0) & received] = code["success"]
    outcome[(types == s.DUEL) & (type_id == s.AERIAL_LOST)] = code["failure"]
    outcome[types == s.DRIBBLED_PAST] = code["failure"]
    outcome[types == s.CARRY] = code["success"]
    failed = np.fromiter((d.recovery_failure for d in details), dtype=bool, count=len(details))
    outcome[types == s.RECOVERY] = code["success"]
    outcome[(types == s.RECOVERY) & failed] = code["failure"]
    outcome[types == s.RECEIPT] = np.where(outcome_id[types == s.RECEIPT] != 0, code["failure"], code["success"])
    keeper = types == s.KEEPER
    outcome[keeper & np.isin(type_id, s.STOPPED)] = code["success"]
    outcome[keeper & np.isin(type_id, s.CONCEDED)] = code["failure"]
    return outcome


def _locations(places: list[list[float | None] | None]) -> np.ndarray[Any, Any]:
    """(N, 2) coordinates, NaN where there are none or StatsBomb wrote [null, null]."""
    nothing = (None, None)
    flat = [p if p is not None and len(p) > 1 else nothing for p in places]
    return np.array([(p[0], p[1]) for p in flat], dtype=np.float64)


def _cells(start: np.ndarray[Any, Any], end: np.ndarray[Any, Any], types: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Width of a cell for (other events, shots): whole yards unless some place of that sort has a fraction."""

    def width(chosen: np.ndarray[Any, Any]) -> float:
        values = start[chosen]
        values = values[~np.isnan(values)]
        return 0.1 if bool((values % 1 != 0).any()) else 1.0

    return width(np.isin(types, (s.PASS, s.CARRY, s.DRIBBLE))), width(types == s.SHOT)


def _metres(places: np.ndarray[Any, Any], half_cell: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], ...]:
    x = between_marks(places[:, 0] - half_cell, s.LENGTH_MARKS, LENGTH_MARKS)
    y = between_marks(80.0 - (places[:, 1] - half_cell), s.WIDTH_MARKS, WIDTH_MARKS)
    return x, y


def _related(events: list[Event], positions: np.ndarray[Any, Any]) -> list[list[int] | None]:
    row = dict(zip((e.id for e in events), positions.tolist(), strict=True))
    return [[row[r] for r in e.related_events if r in row] if e.related_events else None for e in events]
