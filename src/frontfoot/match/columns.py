"""The event table as arrays, while it is read and checked; the frame is built once, at the end.

A value of a list (kind, outcome, player, ...) is a whole number that counts the list's entries; the number after the
last entry stands for null. A float that is not a number stands for null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.match.schema import (
    EVENTS,
    KINDS,
    OUTCOMES,
    PITCH_LENGTH,
    PITCH_WIDTH,
    PLAYERS,
    KindType,
    OutcomeType,
    SetPieceType,
    SideType,
)

Array = np.ndarray[Any, Any]

HOME: Final = 0
AWAY: Final = 1
NOBODY: Final = 2
_LISTS: Final = {"side": SideType, "kind": KindType, "outcome": OutcomeType, "set_piece": SetPieceType}
PLACES: Final = (("x", PITCH_LENGTH), ("y", PITCH_WIDTH), ("end_x", PITCH_LENGTH), ("end_y", PITCH_WIDTH))
_NUMBERS: Final = ("seconds", *(name for name, _ in PLACES))


@dataclass(slots=True)
class Related:
    """For every event, the rows of the events that belong to it.

    Attributes:
        counts: how many; -1 stands for null.
        rows: all of them, one event after the other.
    """

    counts: Array
    rows: Array


@dataclass(slots=True)
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
        return _among(KINDS, names).take(self.kind)

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
        return len(self.rows) != self.height or bool((self.rows != np.arange(self.height)).any())

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
        columns |= {name: _series(name, getattr(self, name)) for name in _NUMBERS}
        people = pl.Series([*self.people, None], dtype=pl.String)
        columns["player"] = gathered(people, self.player)
        if len(self.people) and bool((self.related_player < len(self.people)).any()):
            columns["related_player"] = gathered(people, self.related_player)
        columns["type_name"] = gathered(pl.Series([*self.type_names, None], dtype=pl.String), self.type_name)
        columns["period"] = _series("period", self.period.astype(np.uint8))
        columns["index"] = _series("index", np.arange(len(self), dtype=np.uint32))
        if self.related is not None:
            columns["related"] = self._related(self.related, moved)
        return _in_order(columns, len(self))

    def _rest(self, name: str, moved: bool) -> pl.Series:
        given = self.rest[name]
        if not moved:
            return _series(name, given)
        if isinstance(given, np.ndarray):
            return _series(name, given[self.rows])
        return gathered(_series(name, given), self.rows)

    def _related(self, related: Related, moved: bool) -> pl.Series:
        if not moved:
            return _lists(related.counts, related.rows)
        # Rows that went leave the lists, and lists that are left empty are null.
        new = self.new_rows()
        owner = new[np.repeat(np.arange(self.height), np.maximum(related.counts, 0))]
        partner = new[related.rows]
        kept = (owner >= 0) & (partner >= 0)
        owner, partner = owner[kept], partner[kept]
        counts = np.bincount(owner, minlength=len(self))
        return _lists(np.where(counts > 0, counts, -1), partner[np.argsort(owner, kind="stable")])


def _lists(counts: Array, values: Array) -> pl.Series:
    """A column of lists: those of one length are made at once, and all put where they belong."""
    if len(values) == int((counts == 1).sum()) and not bool((counts == 0).any()):
        # Partners in duels, one each: lists that are made once and only looked up.
        size = 1 << len(counts).bit_length()
        place = np.full(len(counts), size, dtype=np.uint32)
        place[counts == 1] = values
        return gathered(_singles(size), place)
    starts = np.concatenate(([0], np.cumsum(np.maximum(counts, 0))))[:-1]
    parts, place, made = [pl.Series([None], dtype=pl.List(pl.UInt32))], np.zeros(len(counts), dtype=np.uint32), 1
    for length in np.unique(counts[counts >= 0]).tolist():
        of_length = np.flatnonzero(counts == length)
        if length == 0:
            parts.append(pl.Series([[]], dtype=pl.List(pl.UInt32)))
            place[of_length] = made
            made += 1
            continue
        block = values[starts[of_length][:, None] + np.arange(length)].astype(np.uint32)
        parts.append(pl.Series(block.ravel()).reshape((-1, length)).arr.to_list())
        place[of_length] = made + np.arange(len(of_length))
        made += len(of_length)
    return gathered(pl.concat(parts, rechunk=True), place)


@lru_cache(maxsize=4)
def _singles(size: int) -> pl.Series:
    """The lists [0], [1], ..., [size - 1], and null."""
    numbers = pl.Series(np.arange(size, dtype=np.uint32)).reshape((-1, 1)).arr.to_list()
    return pl.concat([numbers, pl.Series([None], dtype=pl.List(pl.UInt32))], rechunk=True)


@lru_cache(maxsize=64)
def _among(names: tuple[str, ...], chosen: tuple[str, ...]) -> Array:
    """For every code of a list, whether it is one of the chosen; null is not."""
    return np.array([*(name in chosen for name in names), False])


def numbered(values: Sequence[Any]) -> tuple[Array, list[Any]]:
    """Values that occur again and again as codes and the list that these count; None is null.

    >>> codes, names = numbered(["b", None, "a", "b"])
    >>> codes.tolist(), names
    ([0, 2, 1, 0], ['b', 'a'])
    """
    names = [value for value in dict.fromkeys(values) if value is not None]
    places: dict[Any, int] = {name: place for place, name in enumerate(names)}
    places[None] = len(names)
    return np.fromiter(map(places.__getitem__, values), np.int64, len(values)), names


def people_of(actors: list[Any], others: list[Any] | None = None) -> dict[str, Any]:
    """The columns `player`, `related_player` and `people` from the provider's identifiers.

    >>> {name: list(values) for name, values in people_of([7, None], [None, 9]).items()}["people"]
    ['7', '9']
    """
    codes, people = numbered(actors if others is None else [*actors, *others])
    n = len(actors)
    other = np.full(n, len(people)) if others is None else codes[n:]
    return {"player": codes[:n], "related_player": other, "people": [str(person) for person in people]}


def identifier_series(values: list[int | str]) -> pl.Series:
    """Identifiers as text; whole numbers, which most are, are written by Polars."""
    numbers = np.array(values)
    if numbers.dtype.kind == "i":
        return pl.Series(numbers).cast(pl.String)
    return pl.Series([str(value) for value in values], dtype=pl.String)


def codes_of_names(values: Iterable[str | None], names: Sequence[str]) -> Array:
    """Names of one of the schema's lists as codes.

    >>> codes_of_names(["away", None], ["home", "away"]).tolist()
    [1, 2]
    """
    places: dict[str | None, int] = {name: place for place, name in enumerate(names)}
    places[None] = len(names)
    return np.array([places[value] for value in values], dtype=np.uint32)


def codes_of(numbers: Any, names: Mapping[int, str], values: Sequence[str], *, default: str | None = None) -> Array:
    """A provider's numbers as codes of one of the schema's lists; unknown numbers give `default` (None: null).

    >>> codes_of([7, 9], {7: "yellow"}, ["yellow", "red"]).tolist()
    [0, 2]
    """
    numbers = np.asarray(numbers, dtype=np.int64)
    codes = np.full(len(numbers), len(values) if default is None else values.index(default), dtype=np.uint32)
    for number, name in names.items():
        codes[numbers == number] = values.index(name)
    return codes


def gathered(values: pl.Series, places: Any) -> pl.Series:
    """The values at these places; by an index of Polars' own this takes a tenth of what `gather` takes."""
    return values[pl.Series(np.asarray(places, dtype=np.uint32))]


def enum_series(codes: Any, dtype: pl.Enum) -> pl.Series:
    """Integer codes as an enumeration; a code equal to the number of categories stands for null.

    >>> enum_series([1, 0, 2], pl.Enum(["home", "away"])).to_list()
    ['away', 'home', None]
    """
    return gathered(_values(dtype), codes)


@lru_cache(maxsize=16)
def _values(dtype: pl.Enum) -> pl.Series:
    return pl.Series([*dtype.categories, None], dtype=dtype)


_ALIKE: Final[dict[Any, Any]] = {
    np.dtype(np.float64): pl.Float64,
    np.dtype(np.bool_): pl.Boolean,
    np.dtype(np.uint8): pl.UInt8,
    np.dtype(np.uint32): pl.UInt32,
}


def _in_order(columns: Mapping[str, pl.Series], height: int) -> pl.DataFrame:
    return pl.DataFrame([columns[name].alias(name) if name in columns else _nothing(name, height) for name in EVENTS])


def player_table(columns: Mapping[str, Any], height: int) -> pl.DataFrame:
    """A frame with the columns of `schema.PLAYERS`; those not given are null."""
    return pl.DataFrame([_full(name, dtype, columns.get(name), height) for name, dtype in PLAYERS.items()])


def _full(name: str, dtype: Any, given: Any, height: int) -> pl.Series:
    if given is None:
        return _nothing(name, height)
    if isinstance(given, pl.Series):
        return (given if given.dtype == dtype else given.cast(dtype)).alias(name)
    if isinstance(given, np.ndarray) and _ALIKE.get(given.dtype) is dtype:
        return pl.Series(name, given, nan_to_null=True)  # far faster than with the type named again
    return pl.Series(name, given, dtype=dtype, nan_to_null=True)


@lru_cache(maxsize=64)
def _empty(name: str) -> pl.Series:
    return pl.Series(name, [None], dtype=EVENTS.get(name) or PLAYERS[name])


def _nothing(name: str, height: int) -> pl.Series:
    return _empty(name).new_from_index(0, height)


def _series(name: str, given: Any) -> pl.Series:
    return _full(name, EVENTS[name], given, 0)
