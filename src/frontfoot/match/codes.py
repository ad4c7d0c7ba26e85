"""Values of lists as whole numbers: the codes that the event table is made of while it is read.

The number after the last entry of a list stands for null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

    >>> codes_of([7, 9], {7: "yellow"}, ["yellow", "red"]).tolist()
    [0, 2]
    """
    numbers = np.asarray(numbers, dtype=np.int64)
    codes = np.full(len(numbers), len(values) if default is None else values.index(default), dtype=np.uint32)
    for number, name in names.items():
        codes[numbers == number] = values.index(name)
    return codes
