"""The columns of a Wyscout v2 match.

Places are percentages of the pitch seen by the acting side: x from its own goal line, y from its LEFT touchline.
An interception is a tag (1401) on the pass, touch, clearance or duel that made it, not an event: the row keeps its kind
and has `interception = true`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.match.codes import Array, Marks, people_of
from frontfoot.match.columns import NOBODY, Columns
from frontfoot.match.files import Source
from frontfoot.match.match import Team
from frontfoot.match.schema import (
    BODY_PARTS,
    CARDS,
    KINDS,
    OUTCOMES,
    PITCH_LENGTH,
    PITCH_WIDTH,
    SET_PIECES,
    BodyPartType,
    CardType,
)
from frontfoot.match.series import enum_series, gathered, identifier_series
from frontfoot.match.wyscout import codes as w
from frontfoot.match.wyscout.v2_file import Position, V2Event


def _lookup() -> dict[str, Array]:
    """Per sub-event number: the codes of our columns; number 0 is the unknown event."""
    size = max(w.CODES) + 1
    table: dict[str, Array] = {
        "kind": np.full(size, KINDS.index(w.UNKNOWN.kind), dtype=np.uint32),
        "set_piece": np.full(size, len(SET_PIECES), dtype=np.uint32),
        "touched": np.full(size, 2, dtype=np.uint32),
        "name": np.zeros(size, dtype=np.uint32),
    }
    for place, (number, code) in enumerate(w.CODES.items(), start=1):
        table["kind"][number] = KINDS.index(code.kind)
        if code.set_piece:
            table["set_piece"][number] = SET_PIECES.index(code.set_piece)
        if code.touched is not None:
            table["touched"][number] = int(code.touched)
        table["name"][number] = place
    for name, numbers in w.GROUPS.items():
        table[name] = np.isin(np.arange(size), numbers)
    return table


_LOOKUP = _lookup()
_NAMES = [w.UNKNOWN.name, *(code.name for code in w.CODES.values())]
_KNOWN = {number: number for number in w.CODES}


def _bits() -> Array:
    """Per tag number: the mark that it stands for, 0 for tags that are not used, such as the first and the last."""
    bits = np.zeros(max(numbers.stop for numbers in w.TAGS.values()) + 1, dtype=np.int64)
    for place, numbers in enumerate(w.TAGS.values()):
        bits[numbers.start : numbers.stop] = 1 << place
    return bits


_BITS = _bits()
_NOWHERE = Position(math.nan, math.nan)
_TOUCHED = pl.Series([False, True, None], dtype=pl.Boolean)


def events_of(events: list[V2Event], home: Team, away: Team, source: Source) -> tuple[Columns, int]:
    """The columns of the events, and the number of events with a placeholder for a place."""
    n = len(events)
    sub = _numbers(events)
    of = {name: values.take(sub) for name, values in _LOOKUP.items()}
    tagged = _tagged(events)
    kind, touched = of["kind"], of["touched"]
    is_duel, blocked = of["is_duel"], tagged["blocked"]
    kind[(sub == w.TOUCH) & tagged["missed_ball"]] = KINDS.index("lost")
    cards = np.full(n, len(CARDS), dtype=np.uint32)
    for place, card in enumerate(CARDS):
        cards[tagged[card]] = place
    kind[of["is_booking"] & (cards < len(CARDS))] = KINDS.index("card")
    # A corner that goes straight in is a shot: Wyscout tags the goal on the corner itself.
    straight_in = (sub == w.CORNER) & tagged["goal"]
    is_pass = (kind == KINDS.index("pass")) & ~straight_in
    is_shot = (kind == KINDS.index("shot")) | straight_in
    kind[straight_in] = KINDS.index("shot")
    own_goal = tagged["own_goal"]
    kind[own_goal] = KINDS.index("own_goal")

    outcome = _outcomes(of, tagged, is_pass=is_pass, is_shot=is_shot)
    outcome[own_goal] = len(OUTCOMES)
    places, placeholders = _places(events, sub, of["is_save"], hide_end=is_shot | blocked)
    touched = np.where(is_duel & (sub != w.ATTACKING_DUEL), tagged["duel_won"], touched)
    team_of, side = np.fromiter([e.team for e in events], np.int64, n), np.full(n, NOBODY, dtype=np.uint32)
    for code, team in enumerate((home, away)):
        if team.id.isdigit():
            side[team_of == int(team.id)] = code
    assist = tagged["assist"]
    rest = {
        "event_id": identifier_series([e.id for e in events]),
        "body_part": enum_series(_body_parts(sub, of, tagged), BodyPartType),
        "card": enum_series(cards, CardType),
        "cross": of["is_cross"],
        "through_ball": tagged["through"],
        "high": tagged["high"] | of["is_high"],
        "key_pass": tagged["key_pass"] | assist,
        "assist": assist,
        "counter_attack": tagged["counter_attack"],
        "sliding": tagged["sliding"],
        "interception": tagged["interception"],
        "touched": gathered(_TOUCHED, touched),
    }
    columns = Columns(
        period=_periods(events, source),
        seconds=np.fromiter([e.seconds for e in events], np.float64, n),
        side=side,
        kind=kind,
        outcome=outcome,
        set_piece=of["set_piece"],
        x=places["x"],
        y=places["y"],
        end_x=places["end_x"],
        end_y=places["end_y"],
        **people_of([e.player or None for e in events]),
        type_name=of["name"],
        type_names=_NAMES,
        rest=rest,
    )
    return columns, placeholders


def _numbers(events: list[V2Event]) -> Array:
    """Sub-event numbers; where there is none, ten times the event. 0 stands for those that are not known."""
    known = _KNOWN.get
    stated = [known(e.sub_event_name if e.sub_event is None else e.sub_event, -1) for e in events]  # type: ignore[arg-type]
    numbers = np.fromiter(stated, np.int64, len(events))
    for row in np.flatnonzero(numbers < 0).tolist():
        e = events[row]
        sub = e.sub_event_name if e.sub_event is None else e.sub_event
        event = e.event if e.event is not None else e.event_name
        missing = not isinstance(sub, int) or sub == 0
        numbers[row] = _KNOWN.get(event * 10, 0) if missing and isinstance(event, int) else 0
    return numbers


def _tagged(events: list[V2Event]) -> Marks:
    listed = [e.tags for e in events]
    numbers = [t.id for tags in listed for t in tags]
    tags = np.fromiter(numbers, np.int64, len(numbers))
    counts = np.fromiter(map(len, listed), np.int64, len(events))
    return Marks(list(w.TAGS), counts, _BITS.take(tags, mode="clip"))


def _floats(values: list[Any]) -> Array:
    try:
        return np.fromiter(values, np.float64, len(values))
    except TypeError:  # some are null
        return np.array(values, dtype=np.float64)


def _periods(events: list[V2Event], source: Source) -> Array:
    number = w.PERIODS
    try:
        return np.fromiter([number[e.period] for e in events], np.int64, len(events))
    except KeyError as error:
        raise ReadError(
            f"Unknown period {error.args[0]!r}", place=source.place, remedy="Known: " + ", ".join(w.PERIODS)
        ) from error


def _outcomes(of: dict[str, Array], tagged: Marks, *, is_pass: Array, is_shot: Array) -> Array:
    code = {name: place for place, name in enumerate(OUTCOMES)}
    outcome = np.full(len(is_pass), len(OUTCOMES), dtype=np.uint32)
    plain = is_pass | of["is_plain"]
    outcome[plain & tagged["inaccurate"]] = code["failure"]
    outcome[plain & tagged["accurate"]] = code["success"]
    for tag, name in (("duel_lost", "failure"), ("duel_neutral", "neutral"), ("duel_won", "success")):
        outcome[of["is_duel"] & tagged[tag]] = code[name]
    goal, saves = tagged["goal"], of["is_save"]
    outcome[saves] = code["success"]
    outcome[saves & goal] = code["failure"]
    for tag, name in (("on_target", "saved"), ("off_target", "off_target"), ("post", "post"), ("blocked", "blocked")):
        outcome[is_shot & tagged[tag]] = code[name]
    outcome[is_shot & goal] = code["goal"]
    return outcome


def _body_parts(sub: Array, of: dict[str, Array], tagged: Marks) -> Array:
    part = np.full(len(sub), len(BODY_PARTS), dtype=np.uint32)
    part[tagged["head"] | (sub == w.HEAD_PASS)] = BODY_PARTS.index("head")
    part[tagged["right_foot"]] = BODY_PARTS.index("right_foot")
    part[tagged["left_foot"]] = BODY_PARTS.index("left_foot")
    part[of["is_thrown"]] = BODY_PARTS.index("other")
    return part


def _places(events: list[V2Event], sub: Array, is_save: Array, *, hide_end: Array) -> tuple[dict[str, Array], int]:
    """Start and end in metres, NaN where the file has none or only a placeholder, a corner of the pitch; and how many.

    A true corner kick starts at (100, 100), so that one start is kept. The second place of a save is where the shot
    came from, not where the ball went, and that of a shot, a blocked pass or an interruption is always a placeholder.
    """
    listed = [e.positions for e in events]
    counts = np.fromiter(map(len, listed), np.int64, len(events))
    points = [p for positions in listed for p in positions]
    points.append(_NOWHERE)  # stands for those that are missing
    all_x, all_y = _floats([p.x for p in points]), _floats([p.y for p in points])
    first = np.cumsum(counts) - counts
    start, end = np.where(counts > 0, first, -1), np.where(counts > 1, first + 1, -1)
    x, y, end_x, end_y = all_x.take(start), all_y.take(start), all_x.take(end), all_y.take(end)
    corner, leaving = sub == w.CORNER, sub == w.LEAVING_LINE
    no_start = ((x == 0) & (y == 0)) | ((x == 100) & (y == 100) & ~corner)
    no_end = ((end_x == 0) & (end_y == 0)) | ((end_x == 100) & (end_y == 100))
    hide_start = no_start | leaving | np.isnan(x + y)
    hide_end = no_end | is_save | leaving | hide_end | np.isnan(end_x + end_y)
    x[hide_start] = y[hide_start] = np.nan
    end_x[hide_end] = end_y[hide_end] = np.nan
    places = {
        "x": x * (PITCH_LENGTH / 100),
        "y": PITCH_WIDTH - y * (PITCH_WIDTH / 100),
        "end_x": end_x * (PITCH_LENGTH / 100),
        "end_y": PITCH_WIDTH - end_y * (PITCH_WIDTH / 100),
    }
    return places, int((no_start | no_end).sum())
