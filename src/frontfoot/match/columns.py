"""The event table as arrays, while it is read and checked; the frame is built once, at the end.

A value of a list (kind, outcome, player, ...) is a whole number that counts the list's entries; the number after the
last entry is null. A float that is NaN is null.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.match.codes import Array, code_mask
from frontfoot.match.schema import (
    KINDS,
    OUTCOMES,
    PITCH_LENGTH,
    PITCH_WIDTH,
    KindType,
    OutcomeType,
    SetPieceType,
    SideType,
)
from frontfoot.match.series import enum_series, event_series, event_table, gathered, list_series

HOME: Final = 0
AWAY: Final = 1
NOBODY: Final = 2
_LISTS: Final = {"side": SideType, "kind": KindType, "outcome": OutcomeType, "set_piece": SetPieceType}
PLACES: Final = (("x", PITCH_LENGTH), ("y", PITCH_WIDTH), ("end_x", PITCH_LENGTH), ("end_y", PITCH_WIDTH))
_NUMBERS: Final = ("seconds", *(name for name, _ in PLACES))


@dataclass(slots=True, eq=False)
class Related:
    """For every event, the rows of the events that belong to it.

    Attributes:
        counts: how many; -1 is null.
        rows: all of them, one event after the other.
    """

    counts: Array
    rows: Array


@dataclass(slots=True, eq=False)
class Columns:
    """The events of an unchecked match, column by column.

    The columns that the checks look at are arrays of one length. All others are `rest`, as the reader made them, and
    are brought into the order of `rows` when the frame is built.
    """

    period: Array
    seconds: Array
    side: Array
    kind: Array
    outcome: Array
    set_piece: Array
    x: Array
    y: Array
    end_x: Array
    end_y: Array
    player: Array
    related_player: Array
    people: list[str]
    type_name: Array
    type_names: Sequence[str]
    rest: dict[str, Any]
    related: Related | None = None
    rows: Array = field(init=False)
    height: int = field(init=False)  # events as read

    def __post_init__(self) -> None:
        self.height = len(self.period)
        self.rows = np.arange(self.height)

    def __len__(self) -> int:
        return len(self.rows)

    def is_kind(self, *names: str) -> Array:
        """Which events are of one of these kinds."""
        return code_mask(KINDS, names).take(self.kind)

    def is_outcome(self, name: str) -> Array:
        """Which events ended so."""
        chosen: Array = self.outcome == OUTCOMES.index(name)
        return chosen

    def take(self, chosen: Array) -> None:
        """Keep the chosen events (a mask), or put them in another order (row numbers)."""
        rows = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        for name in (*_LISTS, *_NUMBERS, "period", "player", "related_player", "type_name", "rows"):
            setattr(self, name, getattr(self, name).take(rows))

    def moved(self) -> bool:
        """Whether events were removed or changed places since they were read."""
        return not np.array_equal(self.rows, np.arange(self.height))

    def new_rows(self) -> Array:
        """For every event as read, its row now; -1 when it was removed."""
        new = np.full(self.height, -1)
        new[self.rows] = np.arange(len(self.rows))
        return new

    def turn(self, chosen: Array) -> None:
        """See the places of the chosen events (a mask) from the other end of the pitch."""
        for name, full in PLACES:
            values = getattr(self, name)
            setattr(self, name, np.where(chosen, full - values, values))

    def frame(self) -> pl.DataFrame:
        """The table with the columns of `schema.EVENTS`, counted anew."""
        moved = self.moved()
        columns: dict[str, pl.Series] = {name: self._rest(name, moved) for name in self.rest}
        columns |= {name: enum_series(getattr(self, name), dtype) for name, dtype in _LISTS.items()}
        columns |= {name: event_series(name, getattr(self, name)) for name in _NUMBERS}
        people = pl.Series([*self.people, None], dtype=pl.String)
        columns["player"] = gathered(people, self.player)
        if len(self.people) and bool((self.related_player < len(self.people)).any()):
            columns["related_player"] = gathered(people, self.related_player)
        columns["type_name"] = gathered(pl.Series([*self.type_names, None], dtype=pl.String), self.type_name)
        columns["period"] = event_series("period", self.period.astype(np.uint8))
        columns["index"] = event_series("index", np.arange(len(self), dtype=np.uint32))
        if self.related is not None:
            columns["related"] = self._related(self.related, moved)
        return event_table(columns, len(self))

    def _rest(self, name: str, moved: bool) -> pl.Series:
        values = self.rest[name]
        if not moved:
            return event_series(name, values)
        if isinstance(values, np.ndarray):
            return event_series(name, values[self.rows])
        return gathered(event_series(name, values), self.rows)

    def _related(self, related: Related, moved: bool) -> pl.Series:
        if not moved:
            return list_series(related.counts, related.rows)
        # Rows that went leave the lists, and lists that are left empty are null.
        new = self.new_rows()
        owner = new[np.repeat(np.arange(self.height), np.maximum(related.counts, 0))]
        partner = new[related.rows]
        remaining = (owner >= 0) & (partner >= 0)
        owner, partner = owner[remaining], partner[remaining]
        counts = np.bincount(owner, minlength=len(self))
        return list_series(np.where(counts > 0, counts, -1), partner[np.argsort(owner, kind="stable")])
