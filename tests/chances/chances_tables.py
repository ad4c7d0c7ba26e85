"""Event tables by hand for the tests of chances."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from frontfoot.match.match import Info, Match, Period, Team
from frontfoot.match.schema import EVENTS

WHEEL: Final = (
    ("wyscout_events_v2.json",),
    ("wyscout_events_v3.json",),
    ("statsbomb_3788741_event.json", "statsbomb_3788741_lineup.json"),
)
"""Files of three real matches among the test files of kloppy's wheel."""


def events(*rows: dict[str, Any]) -> pl.DataFrame:
    """An event table; rows need kind, seconds and side, the period is the first unless told."""
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    columns["period"] = [row.get("period", 1) for row in rows]
    columns["index"] = list(range(len(rows)))
    return pl.DataFrame([pl.Series(name, columns.get(name, [None] * len(rows)), dtype=EVENTS[name]) for name in EVENTS])


def match(*rows: dict[str, Any], periods: tuple[Period, ...] = (Period(1, 2700.0), Period(2, 2760.0))) -> Match:
    table = events(*rows)
    return Match(Info("test", "1"), Team("1", "A"), Team("2", "B"), periods, table, pl.DataFrame())


def shot(x: float | None = 94.0, y: float | None = 34.0, **rest: Any) -> dict[str, Any]:
    return {"kind": "shot", "seconds": 100.0, "side": "home", "x": x, "y": y, "body_part": "right_foot", **rest}
