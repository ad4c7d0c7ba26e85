"""The columns of a StatsBomb match.

Places are cells of a 120 x 80 grid seen by the acting side, counted from its own goal line and its LEFT touchline: a
yard wide in older files, a tenth of a yard in newer ones. The middle of the cell is taken. StatsBomb's pitch has fixed
marks, so it is scaled mark on mark.

Two things that StatsBomb writes as flags become rows of their own, as other providers have them: an aerial duel that
was won ("Aerial Won", before the pass, clearance or shot that won it) and a ball that went out ("Out", after it).
"""

from __future__ import annotations

from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from frontfoot.core.wording import several
from frontfoot.match.clock import seconds_of
from frontfoot.match.codes import Array, among, codes_of, numbered, people_of
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
from frontfoot.match.statsbomb.file import StatsBombEvent
from frontfoot.match.statsbomb.listed import NOTHING, Details, Listed, places_of

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
    """The columns of a match with repairs and findings.

    Attributes:
        columns: the event table.
        row_of: of every event of the file, its row in the table.
        inserted: of every row, whether it was added and is no event of the file.
        shot_cell: width of a shot's cell, yards.
        repairs: errors that were repaired.
        findings: events missing from the file, and unknown values.
    """

    columns: Columns
    row_of: Array
    inserted: Array
    shot_cell: float
    repairs: list[Repair]
    findings: list[Finding]


def table_of(listed: Listed, home: Team, away: Team, source: Source) -> EventTable:
    """The event table of a match.

    Raises:
        ReadError: an event has no time or belongs to no period.
    """
    events, types, details = listed.events, listed.types, listed.details
    n = len(events)
    is_pass, is_shot = types == s.PASS, types == s.SHOT
    outcome_id, type_id = details.codes("outcome"), details.codes("type")
    aerial_lost = (types == s.DUEL) & (type_id == s.AERIAL_LOST)
    missed_receipt = (types == s.RECEIPT) & (outcome_id != NOTHING)
    out = _flags([e.out for e in events])
    out |= among(outcome_id, s.OUT) & among(types, (s.PASS, s.DUEL, s.INTERCEPTION))
    rows = _Rows(details.flags("aerial_won"), out)

    kind = codes_of(types, s.KINDS, KINDS, default="other")
    kind[aerial_lost] = KINDS.index("aerial")
    kind[missed_receipt] = KINDS.index("other")
    start, end = places_of([e.location for e in events]), details.ends()
    cells = _cells(start, types)
    half = np.where(is_shot, cells[1], cells[0]) / 2
    (x, y), (end_x, end_y) = _metres(start, half), _metres(end, half)
    seconds = seconds_of([e.timestamp for e in events], place=source.place, writes="StatsBomb")
    period = _periods(events, source)
    seconds, repairs = _restarted(period, seconds)
    duration = np.array([e.duration for e in events], dtype=np.float64)
    # The ball goes out when its event is over, where it was going.
    over = seconds + np.nan_to_num(duration)
    out_x, out_y = np.where(is_pass, end_x, x), np.where(is_pass, end_y, y)
    team, teams = numbered(listed.teams)
    side_of = np.array([{home.id: 0, away.id: 1}.get(str(number), NOBODY) for number in teams])
    type_name, type_names = numbered([*(e.type.name for e in events), "Aerial Won", "Out"])
    player = people_of(listed.players, _others(listed))
    nobody = len(player["people"])
    related, unrelated = _related(listed, rows)
    columns = Columns(
        period=rows.spread(period),
        seconds=rows.spread(seconds, out=over[out]),
        side=rows.spread(side_of.take(team)),
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
        rest=_rest(listed, rows),
        related=related,
    )
    touched = ~among(types, s.UNTOUCHED) & ~missed_receipt & ~aerial_lost
    touched &= ~((types == s.KEEPER) & among(type_id, (s.FACED, *s.CONCEDED)))
    interception = (types == s.INTERCEPTION) | (is_pass & (type_id == s.PASS_INTERCEPTION))
    columns.rest |= {
        "duration": rows.spread(duration, won=np.nan, out=np.nan),
        "touched": rows.spread(touched, won=True, out=False),
        "interception": rows.spread(interception, won=False, out=False),
    }
    inserted = np.ones(len(rows.parent), dtype=bool)
    inserted[rows.of_event] = False
    findings = lost_events(listed, seconds.tolist(), unrelated) + unknown_values(listed)
    return EventTable(columns, rows.of_event, inserted, cells[1], repairs, findings)


def _flags(values: list[bool]) -> Array:
    return np.fromiter(values, np.bool_, len(values))


def _others(listed: Listed) -> list[int | None]:
    """Who else takes part in each event: the recipient of a pass, the player who comes on."""
    others: list[int | None] = [None] * len(listed.events)
    for row, detail in listed.details.of(s.PASS, s.SUBSTITUTION):
        person = detail.recipient or detail.replacement
        if person is not None:
            others[row] = person.id
    return others


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
    text = f"The clock had started again at {several(count, 'event', 'events')}: the time of the event before was taken"
    return seconds, [Repair("clock-backwards", text, count)]


def _rest(listed: Listed, rows: _Rows) -> dict[str, Any]:
    """The columns that no check looks at."""
    events, details = listed.events, listed.details
    named = [listed.ids[event] for event in rows.parent.tolist()]
    for prefix, added in (("aerial-", rows.won), ("out-", rows.out)):
        for row in added.tolist():
            named[row] = prefix + named[row]
    technique_id = details.codes("technique")
    body = codes_of(details.codes("body_part"), s.BODY_PARTS, BODY_PARTS)
    card = codes_of(details.codes("card"), s.CARDS, CARDS)
    technique = codes_of(technique_id, s.TECHNIQUES, TECHNIQUES)
    assist = details.flags("goal_assist")
    flags = {
        "cross": details.flags("cross"),
        "through_ball": details.flags("through_ball") | (technique_id == s.THROUGH_BALL),
        "high": details.codes("height") == s.HIGH_PASS,
        "key_pass": details.flags("shot_assist") | assist,
        "assist": assist,
        "first_time": details.flags("first_time"),
        "penalty_foul": details.flags("penalty"),
        "counterpress": _flags([e.counterpress for e in events]),
    }
    pressed = _flags([e.under_pressure for e in events])
    patterns = [e.play_pattern for e in events]
    counter = _flags([pattern is not None and pattern.id == s.FROM_COUNTER for pattern in patterns])
    possession = pl.Series([e.possession for e in events], dtype=pl.UInt32)
    return {
        "event_id": named,
        "body_part": enum_series(rows.spread(body, won=len(BODY_PARTS), out=len(BODY_PARTS)), BodyPartType),
        "technique": enum_series(rows.spread(technique, won=len(TECHNIQUES), out=len(TECHNIQUES)), TechniqueType),
        "card": enum_series(rows.spread(card, won=len(CARDS), out=len(CARDS)), CardType),
        **{
            name: gathered(_FLAGS, rows.spread(values.astype(np.uint32), won=2, out=2))
            for name, values in flags.items()
        },
        "under_pressure": gathered(_FLAGS, rows.spread(pressed.astype(np.uint32), out=2)),
        "counter_attack": rows.spread(counter),
        "xg": rows.spread(details.numbers("xg"), won=np.nan, out=np.nan),
        "possession": gathered(possession, rows.parent),
    }


def _set_pieces(type_id: Array, is_pass: Array, is_shot: Array) -> Array:
    return np.where(
        is_pass,
        codes_of(type_id, s.PASS_SET_PIECES, SET_PIECES),
        codes_of(np.where(is_shot, type_id, 0), s.SHOT_SET_PIECES, SET_PIECES),
    )


def _periods(events: list[StatsBombEvent], source: Source) -> Array:
    period = np.array([e.period for e in events], dtype=np.int64)
    if len(odd := period[(period < 1) | (period > _LAST_PERIOD)]):
        raise source.error(
            f"There is an event in period {odd[0]}",
            f"StatsBomb counts the periods from 1 to {_LAST_PERIOD}; export the file again",
        )
    return period


def _related(listed: Listed, rows: _Rows) -> tuple[Related, set[str]]:
    """The related events: those that the file states, and each added row with the event it comes from.

    Returns:
        The rows that belong together, and the identifiers that the file names but does not hold.
    """
    lists = [e.related_events for e in listed.events]
    count = np.fromiter(map(len, lists), np.int64, len(lists))
    names = list(chain.from_iterable(lists))
    event_of = listed.row_of
    partner = np.array([event_of.get(name, -1) for name in names], dtype=np.int64)
    unrelated = {names[place] for place in np.flatnonzero(partner < 0).tolist()}
    owner = np.repeat(np.arange(len(lists)), count)[partner >= 0]
    partner = rows.of_event.take(partner[partner >= 0])
    named = np.bincount(owner, minlength=len(lists))
    first = np.cumsum(named) - named
    # An added row for an aerial duel won goes before what its event names; a ball that went out names its event alone.
    stated = (count > 0)[rows.parent]
    own, added = named[rows.parent], np.zeros(len(rows.parent), dtype=np.int64)
    added[rows.won] = stated[rows.won]
    own[rows.out], added[rows.out], stated[rows.out] = 0, 1, True
    total = own + added
    begin, before = np.cumsum(total) - total, np.cumsum(own) - own
    partners = np.empty(int(total.sum()), dtype=np.int64)
    place = np.arange(int(own.sum())) - np.repeat(before, own)
    partners[np.repeat(begin + added, own) + place] = partner[np.repeat(first[rows.parent], own) + place]
    won = rows.won[added[rows.won] > 0]
    partners[begin[won]], partners[begin[rows.out]] = won + 1, rows.out - 1
    return Related(np.where(stated, total, -1), partners), unrelated


def _outcomes(
    types: Array,
    type_id: Array,
    outcome_id: Array,
    details: Details,
) -> Array:
    code = {name: place for place, name in enumerate(OUTCOMES)}
    outcome = np.full(len(types), len(OUTCOMES), dtype=np.uint32)
    for events, names in (
        ((s.PASS,), s.PASS_OUTCOMES),
        ((s.SHOT,), s.SHOT_OUTCOMES),
        ((s.DRIBBLE,), s.DRIBBLE_OUTCOMES),
        ((s.DUEL, s.FIFTY_FIFTY, s.INTERCEPTION), s.DUEL_OUTCOMES),
    ):
        chosen = among(types, events)
        outcome[chosen] = codes_of(outcome_id[chosen], names, OUTCOMES)
    # A complete pass has no outcome but a recipient; one that has neither was only partly collected.
    received = details.codes("recipient") != NOTHING
    outcome[(types == s.PASS) & (outcome_id == NOTHING) & received] = code["success"]
    outcome[(types == s.DUEL) & (type_id == s.AERIAL_LOST)] = code["failure"]
    outcome[types == s.DRIBBLED_PAST] = code["failure"]
    outcome[types == s.CARRY] = code["success"]
    failed = details.flags("recovery_failure")
    outcome[types == s.RECOVERY] = code["success"]
    outcome[(types == s.RECOVERY) & failed] = code["failure"]
    outcome[types == s.RECEIPT] = np.where(outcome_id[types == s.RECEIPT] != NOTHING, code["failure"], code["success"])
    keeper = types == s.KEEPER
    outcome[keeper & among(type_id, s.STOPPED)] = code["success"]
    outcome[keeper & among(type_id, s.CONCEDED)] = code["failure"]
    return outcome


def _cells(start: Array, types: Array) -> tuple[float, float]:
    """Width of a cell for (other events, shots): whole yards unless some place of that sort has a fraction."""

    def width(chosen: Array) -> float:
        values = start[chosen]
        values = values[~np.isnan(values)]
        return 0.1 if bool((values % 1 != 0).any()) else 1.0

    return width(among(types, (s.PASS, s.CARRY, s.DRIBBLE))), width(types == s.SHOT)


def _metres(places: Array, half_cell: Array) -> tuple[Array, Array]:
    x = between_marks(places[:, 0] - half_cell, s.LENGTH_MARKS, LENGTH_MARKS)
    y = between_marks(80.0 - (places[:, 1] - half_cell), s.WIDTH_MARKS, WIDTH_MARKS)
    return x, y
