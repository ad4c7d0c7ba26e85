"""Hand-made matches with known answers."""

from __future__ import annotations

from typing import Any

import polars as pl

from frontfoot.match import schema
from frontfoot.match.match import Info, Match, Period, Team

EVERYTHING = frozenset(schema.KINDS) | frozenset(schema.EVENTS)


def build(rows: list[dict[str, Any]], *, provides: frozenset[str] = EVERYTHING, seconds: float = 600.0) -> Match:
    """A hand-made match; what a row leaves out is null, a pass is complete unless it says so."""
    columns: dict[str, list[Any]] = {name: [] for name in schema.EVENTS}
    for index, row in enumerate(rows):
        given = {"index": index, "period": 1, "y": 34.0, "player": "1", **row}
        if given["kind"] == "pass":
            given.setdefault("outcome", "success")
        for name, column in columns.items():
            column.append(given.get(name))
    events = pl.DataFrame(columns, schema=schema.EVENTS)
    numbers = sorted({1, *(row.get("period", 1) for row in rows)})
    return Match(
        info=Info("wyscout_v2", "hand-made"),
        home=Team("h", "Home"),
        away=Team("a", "Away"),
        periods=tuple(Period(number, seconds) for number in numbers),
        events=events,
        players=pl.DataFrame(schema=schema.PLAYERS),
        provides=provides,
    )
