"""Many yes-or-no marks per event, such as a provider's tags, packed into one number each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from frontfoot.match.codes import Array


class Marks:
    """Which events carry a mark, asked by its name.

    Args:
        names: at most 62 marks.
        counts: (N,) how many marks stand at each event.
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
