"""Values of lists as whole numbers: the codes that the event table is made of while it is read.

The number after the last entry of a list is null.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


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

    The numbers that are known are small and not negative: they are looked up in a table.

    >>> codes_of([7, 9, -1], {7: "yellow"}, ["yellow", "red"]).tolist()
    [0, 2, 2]
    """
    fill = len(values) if default is None else values.index(default)
    table = np.full(max(names) + 2, fill, dtype=np.uint32)
    table[list(names)] = [values.index(name) for name in names.values()]
    codes: Array = table.take(_places(np.asarray(numbers, dtype=np.int64), table))
    return codes


@lru_cache(maxsize=64)
def code_mask(names: tuple[str, ...], chosen: tuple[str, ...]) -> Array:
    """For every code of a list of names, whether its name is one of the chosen; the last entry, null, is not.

    >>> code_mask(("pass", "shot", "carry"), ("shot",)).tolist()
    [False, True, False, False]
    """
    return np.array([*(name in chosen for name in names), False])


def among(numbers: Array, chosen: Collection[int]) -> Array:
    """Which numbers are one of a few small ones; looked up in a table, which is faster than `np.isin`.

    >>> among(np.array([30, -5, 10**9, 16]), (16, 43)).tolist()
    [False, False, False, True]
    """
    table = np.zeros(max(chosen) + 2, dtype=bool)
    table[list(chosen)] = True
    mask: Array = table.take(_places(numbers, table))
    return mask


def _places(numbers: Array, table: Array) -> Array:
    """Places of numbers in a table whose last entry is that of all larger numbers."""
    last = len(table) - 1
    return np.where((numbers >= 0) & (numbers < last), numbers, last)


class Marks:
    """Which events carry a mark, asked by its name.

    Args:
        names: at most 62 marks.
        counts: (N,) number of marks of each event.
        bits: the marks of all events, one after the other, each as `1 << place of its name`; 0 for one not named.

    >>> marks = Marks(["assist", "goal"], np.array([2, 0, 1]), np.array([1, 2, 1]))
    >>> marks["assist"].tolist(), marks["goal"].tolist()
    ([True, False, True], [True, False, False])
    """

    def __init__(self, names: Sequence[str], counts: Array, bits: Array) -> None:
        self._bit = {name: 1 << place for place, name in enumerate(names)}
        self._marks = np.zeros(len(counts), dtype=np.int64)
        some = np.flatnonzero(counts)
        if len(some):
            self._marks[some] = np.bitwise_or.reduceat(bits, (np.cumsum(counts) - counts)[some])

    def __getitem__(self, name: str) -> Array:
        flags: Array = (self._marks & self._bit[name]) != 0
        return flags

    def any_of(self, *names: str) -> Array:
        """Which events carry at least one of these."""
        flags: Array = (self._marks & sum(self._bit[name] for name in names)) != 0
        return flags
