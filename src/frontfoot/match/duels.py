"""Removes rows that are in the file twice, and pairs the two halves of each duel."""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.core.wording import several
from frontfoot.match.codes import Array
from frontfoot.match.columns import Columns, Related
from frontfoot.match.match import Repair
from frontfoot.match.schema import KINDS, PITCH_LENGTH, PITCH_WIDTH

DUELS: Final = ("tackle", "take_on", "aerial", "loose_ball")
_PARTNER: Final = {"tackle": "take_on", "take_on": "tackle", "aerial": "aerial", "loose_ball": "loose_ball"}
_CODES: Final = {KINDS.index(half): KINDS.index(other) for half, other in _PARTNER.items()}
_OTHER_HALF: Final = np.array([_CODES.get(code, -1) for code in range(len(KINDS) + 1)])
_STRUCTURAL: Final = ("other", "period_start", "period_end", "substitution", "card", "foul", "foul_won")
_SECONDS: Final = 3.0  # the two halves are entered by different people, up to this far apart
_ROUNDS: Final = ((6, 6.0), (3, 1e9))  # rows apart, metres apart: first by place, then by what is left close by


def drop_duplicates(events: Columns) -> list[Repair]:
    """Remove rows that agree in everything but their number: the same event entered twice.

    The events must be in the order of their times.
    """
    moment = _moments(events)
    rows = np.flatnonzero(moment >= 0)
    if not len(rows):
        return []
    key = moment[rows]
    for values, size in ((events.side, 3), (events.kind, 32), (events.player, len(events.people) + 1)):
        key = key * size + values[rows]
    rows = rows[_shared(key)]
    if not len(rows):
        return []
    same = [events.type_name, events.outcome, *(np.nan_to_num(v, nan=-1e9) for v in _places(events))]
    again = rows[_again([key_of[rows] for key_of in (moment, events.side, events.kind, events.player, *same)])]
    surplus = again[~np.isnan(events.x[again]) & ~events.is_kind(*_STRUCTURAL)[again]]
    if not len(surplus):
        return []
    events.take(_all_but(len(events), surplus))
    text = f"{several(len(surplus), 'event', 'events')} stood in the file twice; the second record was removed"
    return [Repair("duplicate", text, len(surplus))]


def drop_doubled(events: Columns) -> list[Repair]:
    """Remove second records of the same duel; the events must be in the order of their times.

    One side has one half in a duel. Of rows of one sort, one side and the very same instant, those without a player
    go when another names one, and a player's second row goes; two named players both stay.
    """
    moment = _moments(events)
    rows = np.flatnonzero((moment >= 0) & events.is_kind(*DUELS))
    if not len(rows):
        return []
    key = (moment[rows] * 3 + events.side[rows]) * 32 + events.kind[rows]
    shared = _shared(key)
    rows, key = rows[shared], key[shared]
    if not len(rows):
        return []
    player = events.player[rows].astype(np.int64)
    unnamed = player == len(events.people)
    group = np.unique(key, return_inverse=True)[1]
    named = np.bincount(group, weights=~unnamed) > 0
    doubled = unnamed & named[group]
    doubled[_again([group, player])] = True
    surplus = rows[doubled]
    if not len(surplus):
        return []
    events.take(_all_but(len(events), surplus))
    text = (
        several(len(surplus), "duel was", "duels were")
        + " recorded twice at the same instant; the second record was removed"
    )
    return [Repair("doubled-duel", text, len(surplus))]


def _places(events: Columns) -> tuple[Array, Array, Array, Array]:
    return events.x, events.y, events.end_x, events.end_y


def _moments(events: Columns) -> Array:
    """A number for every instant at which more than one event happened; -1 for all other events."""
    same = (events.seconds[1:] == events.seconds[:-1]) & (events.period[1:] == events.period[:-1])
    moment = np.concatenate(([0], np.cumsum(~same)))
    alone = np.ones(len(events), dtype=bool)
    alone[1:] &= ~same
    alone[:-1] &= ~same
    return np.where(alone, -1, moment)


def _shared(key: Array) -> Array:
    """Which values occur more than once."""
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    shared = np.zeros(len(key), dtype=bool)
    shared[order[1:]] |= same
    shared[order[:-1]] |= same
    return shared


def _again(columns: list[Array]) -> Array:
    """The places of rows that agree in every column with a row before them."""
    order = np.lexsort(columns)
    same = np.ones(len(order) - 1, dtype=bool)
    for column in columns:
        same &= column[order][1:] == column[order][:-1]
    return np.sort(order[1:][same])


def _all_but(length: int, rows: Array) -> Array:
    remaining = np.ones(length, dtype=bool)
    remaining[rows] = False
    return remaining


def pair(events: Columns) -> None:
    """Fill `related` and `related_player` of duels whose opponent's half is found close by.

    The halves belong to opposite sides and to sorts that go together (defending with attacking, aerial with aerial,
    loose ball with loose ball) and lie within three seconds. Halves at one place, seen from both ends, go together
    first, the nearest rows before others; what is left goes with what is left within three rows.
    """
    row = np.flatnonzero((_OTHER_HALF[events.kind] >= 0) & (events.side < 2))
    n = len(row)
    if n < 2:
        return
    kind, side = events.kind[row].astype(np.int64), events.side[row].astype(np.int64)
    seconds, period = events.seconds[row], events.period[row].astype(np.int64) * 64
    half, other_half = period + kind * 2 + side, period + _OTHER_HALF[kind] * 2 + 1 - side
    x, y = events.x[row], events.y[row]  # a place that is not known is near to none
    partner = np.full(n, -1)
    for reach, metres in _ROUNDS:
        for step in range(1, min(reach, n - 1) + 1):
            a = np.flatnonzero(half[step:] == other_half[:-step])
            near = (row[a + step] - row[a] <= reach) & (np.abs(seconds[a + step] - seconds[a]) <= _SECONDS)
            a = a[near & (partner[a] < 0) & (partner[a + step] < 0)]
            if metres <= PITCH_LENGTH:
                apart = np.abs(x[a] + x[a + step] - PITCH_LENGTH) + np.abs(y[a] + y[a + step] - PITCH_WIDTH)
                a = a[apart <= metres]
            firsts: set[int] = set()
            for i in a.tolist():
                if i - step not in firsts:  # else it has just become a partner itself
                    firsts.add(i)
            a = np.fromiter(firsts, np.int64, len(firsts))
            partner[a], partner[a + step] = a + step, a
    paired = np.flatnonzero(partner >= 0)
    mine, other = row[paired], row[partner[paired]]
    unknown = events.related_player[mine] == len(events.people)
    events.related_player = events.related_player.copy()
    events.related_player[mine[unknown]] = events.player[other[unknown]]
    counts = np.full(events.height, -1)
    counts[events.rows[mine]] = 1
    by_row = np.argsort(events.rows[mine], kind="stable")
    events.related = Related(counts, events.rows[other][by_row])
