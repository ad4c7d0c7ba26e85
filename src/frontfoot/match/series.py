"""Arrays as columns of Polars, without a copy by way of Python lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.match.codes import Array
from frontfoot.match.schema import EVENTS, PLAYERS

_LARGEST_SHIRT: Final = 255
_ROWS: Final = pl.List(pl.UInt32)
_ALIKE: Final[dict[Any, Any]] = {
    np.dtype(np.float64): pl.Float64,
    np.dtype(np.bool_): pl.Boolean,
    np.dtype(np.uint8): pl.UInt8,
    np.dtype(np.uint32): pl.UInt32,
}


def gathered(values: pl.Series, places: Any) -> pl.Series:
    """The values at these places; by an index of Polars' own this takes a tenth of what `gather` takes."""
    return values[pl.Series(np.asarray(places, dtype=np.uint32))]


def enum_series(codes: Any, dtype: pl.Enum) -> pl.Series:
    """Integer codes as an enumeration; a code equal to the number of categories is null.

    >>> enum_series([1, 0, 2], pl.Enum(["home", "away"])).to_list()
    ['away', 'home', None]
    """
    return gathered(_values(dtype), codes)


@lru_cache(maxsize=16)
def _values(dtype: pl.Enum) -> pl.Series:
    return pl.Series([*dtype.categories, None], dtype=dtype)


def identifier_series(values: list[int | str]) -> pl.Series:
    """Identifiers as text; whole numbers, which most are, are written by Polars."""
    numbers = np.array(values)
    if numbers.dtype.kind == "i":
        return pl.Series(numbers).cast(pl.String)
    return pl.Series([str(value) for value in values], dtype=pl.String)


def list_series(counts: Array, values: Array) -> pl.Series:
    """A column of lists: those of one length are made at once, and all put where they belong."""
    if len(values) == int((counts == 1).sum()) and not bool((counts == 0).any()):
        # Partners in duels, one each: lists that are made once and only looked up.
        size = 1 << len(counts).bit_length()
        place = np.full(len(counts), size, dtype=np.uint32)
        place[counts == 1] = values
        return gathered(_singles(size), place)
    starts = np.concatenate(([0], np.cumsum(np.maximum(counts, 0))))[:-1]
    parts, place, made = [pl.Series([None], dtype=_ROWS)], np.zeros(len(counts), dtype=np.uint32), 1
    for length in np.flatnonzero(np.bincount(counts[counts >= 0])).tolist():
        of_length = np.flatnonzero(counts == length)
        if length == 0:
            parts.append(pl.Series([[]], dtype=_ROWS))
            place[of_length] = made
            made += 1
            continue
        block = values[starts[of_length][:, None] + np.arange(length)].astype(np.uint32)
        parts.append(_lists(block.ravel(), length))
        place[of_length] = made + np.arange(len(of_length))
        made += len(of_length)
    return gathered(pl.concat(parts, rechunk=True), place)


@lru_cache(maxsize=4)
def _singles(size: int) -> pl.Series:
    """The lists [0], [1], ..., [size - 1], and null."""
    numbers = _lists(np.arange(size, dtype=np.uint32), 1)
    return pl.concat([numbers, pl.Series([None], dtype=_ROWS)], rechunk=True)


def _lists(values: Array, length: int) -> pl.Series:
    """Lists of one length; a cast makes them in a tenth of the time of `arr.to_list`, which is a query."""
    return pl.Series(values).reshape((-1, length)).cast(_ROWS)


def event_series(name: str, values: Any) -> pl.Series:
    """A column of the event table from an array, a list or a series."""
    return _full(name, EVENTS[name], values, 0)


def _full(name: str, dtype: Any, values: Any, height: int) -> pl.Series:
    if values is None:
        return _nothing(name, height)
    if isinstance(values, pl.Series):
        return (values if values.dtype == dtype else values.cast(dtype)).alias(name)
    if isinstance(values, np.ndarray) and _ALIKE.get(values.dtype) is dtype:
        return pl.Series(name, values, nan_to_null=True)  # far faster than with the type named again
    return pl.Series(name, values, dtype=dtype, nan_to_null=True)


def _nothing(name: str, height: int) -> pl.Series:
    return _empty(name).new_from_index(0, height)


@lru_cache(maxsize=64)
def _empty(name: str) -> pl.Series:
    return pl.Series(name, [None], dtype=EVENTS.get(name) or PLAYERS[name])


def event_table(columns: Mapping[str, pl.Series], height: int) -> pl.DataFrame:
    """A frame with the columns of `schema.EVENTS`; those not given are null."""
    return pl.DataFrame([columns[name].alias(name) if name in columns else _nothing(name, height) for name in EVENTS])


def shirt_number(number: int | str | None) -> int | None:
    """The number on a shirt; impossible ones (0, -1, 9999) count as unknown.

    >>> shirt_number(7), shirt_number("10"), shirt_number(-1), shirt_number("x")
    (7, 10, None, None)
    """
    digits = str(number)
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits[:4]) <= _LARGEST_SHIRT else None


def player_table(columns: Mapping[str, Any], height: int) -> pl.DataFrame:
    """A frame with the columns of `schema.PLAYERS`; those not given are null."""
    return pl.DataFrame([_full(name, dtype, columns.get(name), height) for name, dtype in PLAYERS.items()])


def repeated(name: str, value: str | None, height: int) -> pl.Series:
    """A column that holds one text in every row.

    >>> repeated("season", "2017/18", 2).to_list()
    ['2017/18', '2017/18']
    """
    return pl.Series(name, [value], dtype=pl.String).new_from_index(0, height)


def float_columns(columns: Mapping[str, Any], height: int) -> list[pl.Series]:
    """Many columns of numbers, cut from one array, which takes a fifth of making each on its own.

    Args:
        columns: arrays of shape (height,) by name; None for a column of nulls.
        height: number of rows.

    >>> [column.to_list() for column in float_columns({"shots": np.array([2, 1]), "xg": None}, 2)]
    [[2.0, 1.0], [None, None]]
    """
    arrays = [values for values in columns.values() if values is not None]
    whole = pl.Series(np.concatenate([np.zeros(0), *arrays]))
    parts, start = [], 0
    for name, values in columns.items():
        if values is None:
            parts.append(_NO_NUMBER.new_from_index(0, height).alias(name))
            continue
        parts.append(whole.slice(start, height).alias(name))  # far faster than by an index
        start += height
    return parts


_NO_NUMBER: Final = pl.Series([None], dtype=pl.Float64)
