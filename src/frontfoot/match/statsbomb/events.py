"""The columns of a StatsBomb match.

Places are cells of a 120 x 80 grid seen by the acting side, counted from its own goal line and its LEFT touchline: a
yard wide in older files, a tenth of a yard in newer ones. The middle of the cell is taken. StatsBomb's pitch has fixed
marks, so it is scaled mark on mark.

Two things that StatsBomb writes as flags become rows of their own, as other providers have them: an aerial duel that
was won ("Aerial Won", before the pass, clearance or shot that won it) and a ball that went out ("Out", after it).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.core.wording import several
from frontfoot.match.clock import seconds_of
from frontfoot.match.codes import Array, codes_of, numbered, people_of
from frontfoot.match.columns import NOBODY, Columns, Related
from frontfoot.match.files import Source
from frontfoot.match.match import Finding, Repair, Team
from frontfoot.match.places import LENGTH_MARKS, WIDTH_MARKS, between_marks
from frontfoot.match.schema import (
    BODY_PARTS,
    CARDS,
    KINDS,
    OUTCOMES,
    SET_PIECES,
    TECHNIQUES,
    BodyPartType,
    CardType,
    TechniqueType,
)
from frontfoot.match.series import enum_series, gathered
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.completeness import lost_events, unknown_values
from frontfoot.match.statsbomb.file import Detail, StatsBombEvent

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
    21: attrgetter("foul_won"),
    22: attrgetter("foul_committed"),
    24: attrgetter("bad_behaviour"),
}
_EMPTY: Final = Detail()
_FLAGS: Final = pl.Series([False, True, None], dtype=pl.Boolean)
_LAST_PERIOD: Final = 5
_RESTART_SECONDS: Final = 600.0  # a clock that falls back by more than this has started again


class _Rows:
    """One row for every event, one more before it for an aerial duel won, one more after it for a ball out of play."""

    def __init__(self, won: Array, out: Array) -> None:
        self.parent = np.repeat(np.arange(len(won)), 1 + won.astype(np.int64) + out)
        self.of_event = np.arange(len(won)) + np.cumsum(won) + np.cumsum(out) - out
        self.won = self.of_event[won] - 1
        self.out = self.of_event[out] + 1

    def spread(self, values: Array, *, won: Any = None, out: Any = None) -> Array:
        """The events' values for all rows; the added rows take their event's unless another is given."""
        spread: Array = values[self.parent]
        for rows, value in ((self.won, won), (self.out, out)):
            if value is not None:
                spread[rows] = value
        return spread


class EventTable(NamedTuple):
    """The columns of a match and what else was learnt on the way.

    Attributes:
        columns: the event table.
        row_of: of every event of the file, its row in the table.
        inserted: of every row, whether it stands for no event of the file.
        shot_cell: width of a shot's cell, yards.
        repairs: what was put right.
        findings: what the file has lost, and values that are not known.
    """

    columns: Columns
    row_of: Array
    inserted: Array
    shot_cell: float
    repairs: list[Repair]
    findings: list[Finding]


def table_of(events: list[StatsBombEvent], home: Team, away: Team, source: Source) -> EventTable:
    """The event table of a match.

    Raises:
        ReadError: an event has no time or belongs to no period.
    """
    n = len(events)
    types = np.array([e.type.id for e in events])
    details = [(get(e) or _EMPTY) if (get := _DETAIL.get(e.type.id)) else _EMPTY for e in events]
    is_pass, is_shot = types == s.PASS, types == s.SHOT
    outcome_id = np.array([d.outcome.id if d.outcome else 0 for d in details])
    type_id = np.array([d.type.id if d.type else 0 for d in details])
    aerial_lost = (types == s.DUEL) & (type_id == s.AERIAL_LOST)
    missed_receipt = (types == s.RECEIPT) & (outcome_id != 0)
    out = np.array([e.out for e in events])
    out |= np.isin(outcome_id, s.OUT) & np.isin(types, (s.PASS, s.DUEL, s.INTERCEPTION))
    rows = _Rows(np.array([d.aerial_won for d in details]), out)

    kind = codes_of(types, s.KINDS, KINDS, default="other")
    kind[aerial_lost] = KINDS.index("aerial")
    kind[missed_receipt] = KINDS.index("other")
    start, end = _locations([e.location for e in events]), _locations([d.end_location for d in details])
    cells = _cells(start, end, types)
    half = np.where(is_shot, cells[1], cells[0]) / 2
    (x, y), (end_x, end_y) = _metres(start, half), _metres(end, half)
    seconds = seconds_of([e.timestamp for e in events], place=source.place, writes="StatsBomb")
    period = _periods(events, source)
    seconds, repairs = _restarted(period, seconds)
    duration = np.array([e.duration for e in events], dtype=np.float64)
    # The ball goes out when its event is over, where it was going.
    over = seconds + np.nan_to_num(duration)
    out_x, out_y = np.where(is_pass, end_x, x), np.where(is_pass, end_y, y)
    side_of = {team: {home.id: 0, away.id: 1}.get(str(team), NOBODY) for team in {e.team.id for e in events}}
    type_name, type_names = numbered([*(e.type.name for e in events), "Aerial Won", "Out"])
    player = people_of([e.player.id if e.player else None for e in events], [_other(d) for d in details])
    nobody = len(player["people"])
    columns = Columns(
        period=rows.spread(period),
        seconds=rows.spread(seconds, out=over[out]),
        side=rows.spread(np.array([side_of[e.team.id] for e in events])),
        kind=rows.spread(kind, won=KINDS.index("aerial"), out=KINDS.index("out")),
        outcome=rows.spread(
            _outcomes(types, type_id, outcome_id, details), won=OUTCOMES.index("success"), out=len(OUTCOMES)
        ),
        set_piece=rows.spread(_set_pieces(type_id, is_pass, is_shot), won=len(SET_PIECES), out=len(SET_PIECES)),
        x=rows.spread(x, out=out_x[out]),
        y=rows.spread(y, out=out_y[out]),
        end_x=rows.spread(end_x, won=np.nan, out=np.nan),
        end_y=rows.spread(end_y, won=np.nan, out=np.nan),
        player=rows.spread(player["player"], out=nobody),
        related_player=rows.spread(player["related_player"], won=nobody, out=nobody),
        people=player["people"],
        type_name=rows.spread(type_name[:n], won=type_name[n], out=type_name[n + 1]),
        type_names=type_names,
        rest=_rest(events, details, rows),
        related=_related(events, rows),
    )
    touched = ~np.isin(types, s.UNTOUCHED) & ~missed_receipt & ~aerial_lost
    touched &= ~((types == s.KEEPER) & np.isin(type_id, (s.FACED, *s.CONCEDED)))
    interception = (types == s.INTERCEPTION) | (is_pass & (type_id == s.PASS_INTERCEPTION))
    columns.rest |= {
        "duration": rows.spread(duration, won=np.nan, out=np.nan),
        "touched": rows.spread(touched, won=True, out=False),
        "interception": rows.spread(interception, won=False, out=False),
    }
    inserted = np.ones(len(rows.parent), dtype=bool)
    inserted[rows.of_event] = False
    findings = lost_events(events, seconds.tolist()) + unknown_values(events, details)
    return EventTable(columns, rows.of_event, inserted, cells[1], repairs, findings)


def _restarted(period: Array, seconds: Array) -> tuple[Array, list[Repair]]:
    """The receipt of a period's last pass is often timed as if the next period had begun: it takes the pass's time."""
    seconds, count = seconds.copy(), 0
    same = period[1:] == period[:-1]
    while len(rows := np.flatnonzero(same & (seconds[1:] < seconds[:-1] - _RESTART_SECONDS)) + 1):
        after = seconds[np.minimum(rows + 1, len(seconds) - 1)]
        ends = (rows + 1 == len(seconds)) | (period[np.minimum(rows + 1, len(period) - 1)] != period[rows])
        rows = rows[ends | (after >= seconds[rows - 1] - _RESTART_SECONDS)]
        if not len(rows):
            break
        seconds[rows] = seconds[rows - 1]
        count += len(rows)
    if not count:
        return seconds, []
    what = f"The clock had started again at {several(count, 'event', 'events')}: the time of the event before was taken"
    return seconds, [Repair("clock-backwards", what, count)]


def _rest(events: list[StatsBombEvent], details: list[Detail], rows: _Rows) -> dict[str, Any]:
    """The columns that no check looks at."""
    identifiers = [e.id for e in events]
    named = [identifiers[event] for event in rows.parent.tolist()]
    for prefix, added in (("aerial-", rows.won), ("out-", rows.out)):
        for row in added.tolist():
            named[row] = prefix + named[row]
    body = codes_of([d.body_part.id if d.body_part else 0 for d in details], s.BODY_PARTS, BODY_PARTS)
    card = codes_of([d.card.id if d.card else 0 for d in details], s.CARDS, CARDS)
    technique = codes_of([d.technique.id if d.technique else 0 for d in details], s.TECHNIQUES, TECHNIQUES)
    assist = np.array([d.goal_assist for d in details])
    through = [d.through_ball or (d.technique is not None and d.technique.id == s.THROUGH_BALL) for d in details]
    flags = {
        "cross": np.array([d.cross for d in details]),
        "through_ball": np.array(through),
        "high": np.array([d.height is not None and d.height.id == s.HIGH_PASS for d in details]),
        "key_pass": np.array([d.shot_assist for d in details]) | assist,
        "assist": assist,
        "first_time": np.array([d.first_time for d in details]),
        "penalty_foul": np.array([d.penalty for d in details]),
        "counterpress": np.array([e.counterpress for e in events]),
    }
    pressed = np.array([e.under_pressure for e in events]).astype(np.uint8)
    xg = np.array([d.xg for d in details], dtype=np.float64)
    counter = np.array([e.play_pattern is not None and e.play_pattern.id == s.FROM_COUNTER for e in events])
    possession = pl.Series([e.possession for e in events], dtype=pl.UInt32)
    return {
        "event_id": named,
        "body_part": enum_series(rows.spread(body, won=len(BODY_PARTS), out=len(BODY_PARTS)), BodyPartType),
        "technique": enum_series(rows.spread(technique, won=len(TECHNIQUES), out=len(TECHNIQUES)), TechniqueType),
        "card": enum_series(rows.spread(card, won=len(CARDS), out=len(CARDS)), CardType),
        **{
            name: gathered(_FLAGS, rows.spread(values.astype(np.uint8), won=2, out=2)) for name, values in flags.items()
        },
        "under_pressure": gathered(_FLAGS, rows.spread(pressed, out=2)),
        "counter_attack": rows.spread(counter),
        "xg": rows.spread(xg, won=np.nan, out=np.nan),
        "possession": gathered(possession, rows.parent),
    }


def _set_pieces(type_id: Array, is_pass: Array, is_shot: Array) -> Array:
    return np.where(
        is_pass,
        codes_of(type_id, s.PASS_SET_PIECES, SET_PIECES),
        codes_of(np.where(is_shot, type_id, 0), s.SHOT_SET_PIECES, SET_PIECES),
    )


def _periods(events: list[StatsBombEvent], source: Source) -> Array:
    if odd := [e.period for e in events if not 1 <= e.period <= _LAST_PERIOD]:
        raise ReadError(
            f"There is an event in period {odd[0]}",
            place=source.place,
            remedy=f"StatsBomb counts the periods from 1 to {_LAST_PERIOD}; export the file again",
        )
    return np.array([e.period for e in events])


def _other(detail: Detail) -> int | None:
    person = detail.recipient or detail.replacement
    return person.id if person else None


def _related(events: list[StatsBombEvent], rows: _Rows) -> Related:
    """Who belongs together: as the file says, and the added rows with the event they come from."""
    row_of = dict(zip([e.id for e in events], rows.of_event.tolist(), strict=True))
    lists = [e.related_events for e in events]
    listed = np.fromiter(map(len, lists), np.int64, len(events))
    partner = np.array([row_of.get(name, -1) for names in lists for name in names], dtype=np.int64)
    owner = np.repeat(np.arange(len(events)), listed)[partner >= 0]
    partner = partner[partner >= 0]
    named = np.bincount(owner, minlength=len(events))
    first = np.cumsum(named) - named
    # An added row for an aerial duel won goes before what its event names; a ball that went out names its event alone.
    given = (listed > 0)[rows.parent]
    own, added = named[rows.parent], np.zeros(len(rows.parent), dtype=np.int64)
    added[rows.won] = given[rows.won]
    own[rows.out], added[rows.out], given[rows.out] = 0, 1, True
    total = own + added
    begin, before = np.cumsum(total) - total, np.cumsum(own) - own
    partners = np.empty(int(total.sum()), dtype=np.int64)
    place = np.arange(int(own.sum())) - np.repeat(before, own)
    partners[np.repeat(begin + added, own) + place] = partner[np.repeat(first[rows.parent], own) + place]
    won = rows.won[added[rows.won] > 0]
    partners[begin[won]], partners[begin[rows.out]] = won + 1, rows.out - 1
    return Related(np.where(given, total, -1), partners)


def _outcomes(
    types: Array,
    type_id: Array,
    outcome_id: Array,
    details: Sequence[Detail],
) -> Array:
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
    received = np.array([d.recipient is not None for d in details])
    outcome[(types == s.PASS) & (outcome_id == 0) & received] = code["success"]
    outcome[(types == s.DUEL) & (type_id == s.AERIAL_LOST)] = code["failure"]
    outcome[types == s.DRIBBLED_PAST] = code["failure"]
    outcome[types == s.CARRY] = code["success"]
    failed = np.array([d.recovery_failure for d in details])
    outcome[types == s.RECOVERY] = code["success"]
    outcome[(types == s.RECOVERY) & failed] = code["failure"]
    outcome[types == s.RECEIPT] = np.where(outcome_id[types == s.RECEIPT] != 0, code["failure"], code["success"])
    keeper = types == s.KEEPER
    outcome[keeper & np.isin(type_id, s.STOPPED)] = code["success"]
    outcome[keeper & np.isin(type_id, s.CONCEDED)] = code["failure"]
    return outcome


def _locations(places: list[list[float | None] | None]) -> Array:
    """(N, 2) coordinates, NaN where there are none or StatsBomb wrote [null, null]."""
    nothing = (None, None)
    pairs = [p if p is not None and len(p) > 1 else nothing for p in places]
    return np.array([[p[0] for p in pairs], [p[1] for p in pairs]], dtype=np.float64).T


def _cells(start: Array, end: Array, types: Array) -> tuple[float, float]:
    """Width of a cell for (other events, shots): whole yards unless some place of that sort has a fraction."""

    def width(chosen: Array) -> float:
        values = start[chosen]
        values = values[~np.isnan(values)]
        return 0.1 if bool((values % 1 != 0).any()) else 1.0

    return width(np.isin(types, (s.PASS, s.CARRY, s.DRIBBLE))), width(types == s.SHOT)


def _metres(places: Array, half_cell: Array) -> tuple[Array, Array]:
    x = between_marks(places[:, 0] - half_cell, s.LENGTH_MARKS, LENGTH_MARKS)
    y = between_marks(80.0 - (places[:, 1] - half_cell), s.WIDTH_MARKS, WIDTH_MARKS)
    return x, y
