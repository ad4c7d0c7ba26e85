"""Unchecked and checked matches of a few rows, written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from frontfoot.match.columns import Columns
from frontfoot.match.draft import Draft
from frontfoot.match.match import Info, Match, Period, Team
from frontfoot.match.rows import columns_of, players_of
from frontfoot.match.schema import EVENTS

PERIODS = (Period(1, 2700.0), Period(2, 2700.0))


def row(kind: str, seconds: float = 0.0, side: str | None = "home", period: int = 1, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "seconds": seconds, "side": side, "period": period, **more}


def columns(*rows: Mapping[str, Any]) -> Columns:
    return columns_of(rows)


def draft(
    *rows: Mapping[str, Any],
    score: tuple[int, int] | None = None,
    provider: str = "test",
    players: tuple[Mapping[str, Any], ...] = (),
    **more: Any,
) -> Draft:
    return Draft(
        info=Info(provider, "7", stated_score=score, sources=("7.json",)),
        home=Team("1", "Norderhamn"),
        away=Team("2", "Vila Seca"),
        events=columns_of(rows),
        players=players_of(players),
        provides=frozenset(),
        **more,
    )


def match(*rows: Mapping[str, Any], players: tuple[Mapping[str, Any], ...] = (), **more: Any) -> Match:
    """The rows as they are, unchecked."""
    names = dict.fromkeys(name for one in rows for name in one)
    values = {name: [one.get(name) for one in rows] for name in names} | {"index": range(len(rows))}
    table = [pl.Series(name, values.get(name, [None] * len(rows)), dtype=kind) for name, kind in EVENTS.items()]
    parts: dict[str, Any] = {"info": Info("test", "7"), "periods": PERIODS, **more}
    return Match(
        home=Team("1", "Norderhamn"),
        away=Team("2", "Vila Seca"),
        events=pl.DataFrame(table),
        players=players_of(players),
        **parts,
    )
