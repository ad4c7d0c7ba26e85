"""The events of a StatsBomb file column by column, gathered once for all parts of the reader.

A loop over some 3,800 events takes longer than all calculations on their values. Every value is therefore read from the
events once, and a detail only from those events that may have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Any, Final

import numpy as np

from frontfoot.match.codes import Array, among
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.file import Detail, Place, StatsBombEvent

NOTHING: Final = -(2**60)
"""Stands for a number that an event does not have; no file can hold it."""

_FIELDS: Final = {
    s.PASS: "pass_",
    s.SHOT: "shot",
    s.CARRY: "carry",
    s.DRIBBLE: "dribble",
    s.DUEL: "duel",
    s.INTERCEPTION: "interception",
    s.KEEPER: "goalkeeper",
    s.RECOVERY: "ball_recovery",
    s.RECEIPT: "ball_receipt",
    s.SUBSTITUTION: "substitution",
    s.FIFTY_FIFTY: "fifty_fifty",
    s.CLEARANCE: "clearance",
    s.MISCONTROL: "miscontrol",
    s.FOUL_WON: "foul_won",
    s.FOUL: "foul_committed",
    s.BAD_BEHAVIOUR: "bad_behaviour",
}


class Listed:
    """The events, and the values that every event has, as lists and arrays.

    Attributes:
        events: in the order of the file.
        ids: their identifiers.
        kinds: the numbers of their types, as a list; `types` is the same as an array.
        teams: the numbers of the teams that act.
        players: the numbers of the players who act, None for an event without a player.
        row_of: of every identifier, the place of its event.
        details: the details of the events of each type.
    """

    def __init__(self, events: list[StatsBombEvent]) -> None:
        self.events = events
        self.ids = [e.id for e in events]
        self.row_of = dict(zip(self.ids, range(len(events)), strict=True))
        self.kinds = [e.type.id for e in events]
        self.types = np.array(self.kinds, dtype=np.int64)
        self.teams = [e.team.id for e in events]
        self.players = [None if (player := e.player) is None else player.id for e in events]
        self.details = Details(events, self.types)

    def of(self, *kinds: int) -> list[tuple[int, StatsBombEvent]]:
        """(row, event) of the events of these types."""
        rows = np.flatnonzero(among(self.types, kinds)).tolist()
        return [(row, self.events[row]) for row in rows]


class Details:
    """Details of the events (of a pass, a shot, ...) as columns over all events."""

    def __init__(self, events: list[StatsBombEvent], types: Array) -> None:
        self._height = len(events)
        self._rows: dict[int, list[int]] = {}
        self._details: dict[int, list[Detail]] = {}
        for kind, field in _FIELDS.items():
            rows = np.flatnonzero(types == kind).tolist()
            details = list(map(attrgetter(field), [events[row] for row in rows]))
            if None in details:
                rows = [row for row, detail in zip(rows, details, strict=True) if detail is not None]
            self._rows[kind] = rows
            self._details[kind] = [detail for detail in details if detail is not None]

    def of(self, *kinds: int) -> Iterator[tuple[int, Detail]]:
        """(row, detail) of the events of these types that have a detail."""
        for kind in kinds:
            yield from zip(self._rows[kind], self._details[kind], strict=True)

    def codes(self, name: str) -> Array:
        """(N,) the number of a coded value such as the outcome, `NOTHING` where there is none."""
        return self._column(name, NOTHING, np.int64, lambda v: [NOTHING if code is None else code.id for code in v])

    def flags(self, name: str) -> Array:
        """(N,) whether a mark such as `cross` is set."""
        return self._column(name, False, np.bool_)

    def numbers(self, name: str) -> Array:
        """(N,) a number such as the xG, NaN where there is none."""
        return self._column(name, np.nan, np.float64)

    def ends(self) -> Array:
        """(N, 2) where the events end, NaN where that is not stated."""
        ends = np.full((self._height, 2), np.nan)
        kinds = s.CARRIERS["end_location"]
        ends[self._places(kinds)] = places_of(list(self._values("end_location", kinds)))
        return ends

    def _column(self, name: str, nothing: Any, dtype: Any, read: Any = list) -> Array:
        kinds = s.CARRIERS[name]
        column = np.full(self._height, nothing, dtype=dtype)
        column[self._places(kinds)] = np.array(read(self._values(name, kinds)), dtype=dtype)
        return column

    def _values(self, name: str, kinds: Iterable[int]) -> Iterator[Any]:
        return map(attrgetter(name), chain.from_iterable(self._details[kind] for kind in kinds))

    def _places(self, kinds: Iterable[int]) -> Array:
        return np.array([row for kind in kinds for row in self._rows[kind]], dtype=np.int64)


def places_of(places: list[Place | None]) -> Array:
    """(N, 2) coordinates, NaN where there are none or StatsBomb wrote [null, null]."""
    stated = [_NOWHERE if place is None else place for place in places]
    present = np.empty((len(stated), 2))
    present[:, 0] = np.array([place.x for place in stated], dtype=np.float64)
    present[:, 1] = np.array([place.y for place in stated], dtype=np.float64)
    present[np.isnan(present).any(axis=1)] = np.nan
    return present


_NOWHERE: Final = Place()
