"""Events and players that a reader made one by one, as the columns and tables of an unchecked match."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.match.codes import codes_of_names, numbered, people_of
from frontfoot.match.columns import Columns
from frontfoot.match.schema import KINDS, OUTCOMES, PLAYERS, SET_PIECES, SIDES
from frontfoot.match.series import player_table

_LISTS: Final = (("side", SIDES), ("kind", KINDS), ("outcome", OUTCOMES), ("set_piece", SET_PIECES))
_NUMBERS: Final = ("seconds", "x", "y", "end_x", "end_y")
_APART: Final = frozenset({"period", "player", "related_player", "type_name", *_NUMBERS, *(name for name, _ in _LISTS)})


def players_of(rows: Collection[Mapping[str, Any]]) -> pl.DataFrame:
    """The table of players from one mapping per player, with the columns of `schema.PLAYERS`; what one lacks is null.

    >>> players_of([{"player": "7", "side": "home", "name": "A"}]).select("player", "side", "shirt").row(0)
    ('7', 'home', None)
    """
    return player_table({name: [row.get(name) for row in rows] for name in PLAYERS}, len(rows))


def columns_of(rows: Sequence[Mapping[str, Any]], *, leave_out: frozenset[str] = frozenset()) -> Columns:
    """The columns of events.

    Args:
        rows: one mapping per event, in the order of play: `period` and `kind`, and any other column of `schema.EVENTS`;
            what an event lacks is null.
        leave_out: columns that stay null, since the provider does not record them.

    >>> columns = columns_of([{"period": 1, "kind": "pass", "side": "home", "seconds": 3.0, "x": 52.5, "y": 34.0}])
    >>> columns.frame().select("side", "kind", "x", "end_x").row(0)
    ('home', 'pass', 52.5, None)
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = {name: [None if name in leave_out else row.get(name) for row in rows] for name in names}
    empty: list[Any] = [None] * len(rows)
    type_name, type_names = numbered(table.get("type_name", empty))
    columns: dict[str, Any] = {"period": np.array(table["period"], dtype=np.int64)}
    for name, values in _LISTS:
        columns[name] = codes_of_names(table.get(name, empty), values)
    for name in _NUMBERS:
        columns[name] = np.array(table.get(name, empty), dtype=np.float64)
    columns |= people_of(table.get("player", empty), table.get("related_player", empty))
    return Columns(
        **columns,
        type_name=type_name,
        type_names=type_names,
        rest={name: values for name, values in table.items() if name not in _APART and name not in leave_out},
    )
