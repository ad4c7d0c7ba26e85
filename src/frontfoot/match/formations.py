"""Formations as providers write them, and the table of who plays where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import polars as pl

from frontfoot.match.schema import FORMATIONS

_DASHED: Final = re.compile(r"[1-9](?:\s*-\s*\d){1,5}(?!\d|\s*-\s*\d)")
_DIGITS: Final = re.compile(r"[1-9]\d{1,5}(?!\d)")
_OUTFIELD: Final = 10


class Placed(NamedTuple):
    """One row of `schema.FORMATIONS`."""

    period: int
    seconds: float
    side: str | None
    formation: str | None
    player: str | None = None
    position: str | None = None


def shape(written: object) -> str | None:
    """The lines of a formation from the back, without the words that some providers add.

    Args:
        written: "4-2-3-1", 4231, "4-4-2 Double-6" (DFL), "5-4-1 (flat)" (Impect), "3-4-3-d" (Opta's diamond).

    Returns:
        "4-2-3-1"; None where no formation is written, or one with more than ten men outside the goal.

    >>> shape(4231), shape("4-4-2 Double-6"), shape("3-4-3-d"), shape("unknown")
    ('4-2-3-1', '4-4-2', '3-4-3', None)
    """
    text = "" if written is None else str(written).strip()
    match = _DASHED.match(text) or _DIGITS.match(text)
    if match is None:
        return None
    lines = re.sub(r"[\s-]", "", match[0])
    return "-".join(lines) if sum(map(int, lines)) <= _OUTFIELD else None


def at_kick_off(players: pl.DataFrame, shapes: Mapping[str, str | None]) -> list[Placed]:
    """The starting elevens of the sides whose formation is known.

    Args:
        players: with the columns of `schema.PLAYERS`.
        shapes: formation by side.
    """
    started = players.filter("starter").select("side", "player", "position").iter_rows()
    return [
        Placed(1, 0.0, side, shapes[side], player, position) for side, player, position in started if shapes.get(side)
    ]


def table_of(rows: Sequence[Placed]) -> pl.DataFrame | None:
    """The rows in the order of play, with the columns of `schema.FORMATIONS`; None where there are none."""
    if not rows:
        return None
    ordered = sorted(rows, key=lambda row: (row.period, row.seconds))
    return pl.DataFrame(ordered, schema=FORMATIONS, orient="row")
