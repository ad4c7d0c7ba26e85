"""`Draft`: the result of a reader, a match that has not been checked yet."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from frontfoot.match.codes import Array
from frontfoot.match.columns import Columns
from frontfoot.match.match import Finding, Info, Repair, Team
from frontfoot.match.until import Until


@dataclass(slots=True, eq=False)
class Draft:
    """An unchecked match; the checks may replace any part of it."""

    info: Info
    home: Team
    away: Team
    events: Columns
    players: pl.DataFrame
    provides: frozenset[str]
    freeze_frames: pl.DataFrame | None = None
    formations: pl.DataFrame | None = None
    over: bool | None = None  # whether the file states that the match is over
    ended: frozenset[int] | None = None  # periods whose end is an event; None where there are no such events
    cut: Until | None = None  # where a longer record was cut
    inserted: Array | None = None  # of every row as read, whether the reader made it from a mark on another event
    stated_periods: frozenset[int] = frozenset()  # periods beyond 90 minutes that were played, as far as it is stated
    placeholders: int = 0  # events whose place, or end, the reader knew for a placeholder and left out
    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The file, for errors."""
        return self.info.sources[0] if self.info.sources else ""
