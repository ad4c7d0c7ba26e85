"""`Raw`: sorts and tags of Wyscout v3 events as arrays, and their details by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

import numpy as np

from frontfoot.match.codes import Array, Marks, numbered
from frontfoot.match.wyscout.v3_codes import SECONDARY
from frontfoot.match.wyscout.v3_file import V3Event

T = TypeVar("T")
_BITS: Final = {name: 1 << place for place, name in enumerate(SECONDARY)}


def by_row(details: list[T | None]) -> dict[int, T]:
    """The details that are not None, by the row of their event."""
    return {row: detail for row, detail in enumerate(details) if detail is not None}


class Raw:
    """Primary sorts and secondary tags of the events as arrays, and details of passes, shots, ... by row."""

    def __init__(self, events: list[V3Event]) -> None:
        self.events = events
        self.codes, self.names = numbered([e.type.primary for e in events])
        secondary = [e.type.secondary for e in events]
        bits = np.array([_BITS.get(name, 0) for names in secondary for name in names], dtype=np.int64)
        self.tags = Marks(SECONDARY, np.array([len(names) for names in secondary]), bits)
        self.passes = by_row([e.pass_ for e in events])
        self.shots = by_row([e.shot for e in events])
        self.grounds = by_row([e.ground for e in events])
        self.aerials = by_row([e.aerial for e in events])
        self.infractions = by_row([e.infraction for e in events])
        self.carries = by_row([e.carry for e in events])

    def primary(self, *names: str) -> Array:
        """Which events have one of these primary sorts."""
        return self.of(lambda name: name in names)

    def of(self, value: Callable[[str], Any]) -> Array:
        """A value for every event that depends only on its primary sort."""
        return np.array([value(name) for name in self.names])[self.codes]

    def rows(self, chosen: Iterable[int]) -> Array:
        """A mask of the chosen rows."""
        mask = np.zeros(len(self.events), dtype=bool)
        mask[list(chosen)] = True
        return mask
