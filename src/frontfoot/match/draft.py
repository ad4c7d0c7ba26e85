"""What a reader hands to the door: a match that has not been checked yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from frontfoot.match.match import Finding, Info, Repair, Team
from frontfoot.match.schema import EVENTS, PLAYERS


@dataclass(slots=True)
class Draft:
    """An unchecked match; the door checks may replace any part of it."""

    info: Info
    home: Team
    away: Team
    events: pl.DataFrame
    players: pl.DataFrame
    provides: frozenset[str]
    freeze_frames: pl.DataFrame | None = None
    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def enum_series(codes: Any, dtype: pl.Enum) -> pl.Series:
    """Integer codes as an enumeration; a code equal to the number of categories stands for null.

    >>> enum_series([1, 0, 2], pl.Enum(["home", "away"])).to_list()
    ['away', 'home', None]
    """
    return _values(dtype).gather(np.asarray(codes, dtype=np.uint32))


@lru_cache(maxsize=16)
def _values(dtype: pl.Enum) -> pl.Series:
    return pl.Series([*dtype.categories, None], dtype=dtype)


def codes_of(
    numbers: Any, names: Mapping[int, str], values: Sequence[str], *, default: str | None = None
) -> np.ndarray[Any, Any]:
    """A provider's numbers as codes of one of the schema's lists; unknown numbers give `default` (None: null).

    >>> codes_of([7, 9], {7: "yellow"}, ["yellow", "red"]).tolist()
    [0, 2]
    """
    numbers = np.asarray(numbers, dtype=np.int64)
    codes = np.full(len(numbers), len(values) if default is None else values.index(default), dtype=np.uint32)
    for number, name in names.items():
        codes[numbers == number] = values.index(name)
    return codes


def event_table(columns: Mapping[str, Any], height: int) -> pl.DataFrame:
    """A frame with the columns of `schema.EVENTS` in their order; those not given are null.

    >>> event_table({"period": [1, 1], "seconds": [0.0, 2.5]}, 2).shape == (2, len(EVENTS))
    True
    """
    return _table(EVENTS, {"index": range(height), **columns}, height)


def player_table(columns: Mapping[str, Any], height: int) -> pl.DataFrame:
    """A frame with the columns of `schema.PLAYERS`; those not given are null."""
    return _table(PLAYERS, columns, height)


def _table(schema: Mapping[str, Any], columns: Mapping[str, Any], height: int) -> pl.DataFrame:
    series = []
    for name, dtype in schema.items():
        given = columns.get(name)
        if given is None:
            series.append(pl.Series(name, [None], dtype=dtype).new_from_index(0, height))
        elif isinstance(given, pl.Series):
            series.append((given if given.dtype == dtype else given.cast(dtype)).alias(name))
        else:
            series.append(pl.Series(name, given, dtype=dtype, nan_to_null=True))
    return pl.DataFrame(series)
