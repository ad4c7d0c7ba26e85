"""Draws under conditions: seeded against unseeded clubs, some pairs forbidden.

The procedure is UEFA's: the unseeded clubs are drawn one after another, and each gets an opponent drawn from those
seeded clubs that it may meet and that leave a possible draw for all the others. This is not the same as a uniform
choice among all possible draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from frontfoot.core.arrays import Bools, Floats, Ints
from frontfoot.core.errors import InputError

ALL: Final = -1
"""Every club of a pot, as bits."""


def allowed_pairs(
    unseeded: Sequence[str],
    seeded: Sequence[str],
    *,
    country: dict[str, str] | None = None,
    group: dict[str, str] | None = None,
) -> Bools:
    """Mask of the pairs that may be drawn, shape (unseeded, seeded).

    Args:
        unseeded, seeded: clubs of both pots.
        country, group: of clubs; those that share one are kept apart. A club without an entry is free.
    """
    may = np.ones((len(unseeded), len(seeded)), dtype=bool)
    for shared in (country, group):
        if shared is not None:
            for i, one in enumerate(unseeded):
                for j, other in enumerate(seeded):
                    if shared.get(one) is not None and shared.get(one) == shared.get(other):
                        may[i, j] = False
    return may


def check_draw(
    pairs: Sequence[tuple[str, str]],
    *,
    pots: tuple[set[str], set[str]] | None = None,
    country: dict[str, str] | None = None,
    group: dict[str, str] | None = None,
    place: str = "draw",
) -> None:
    """Check that a draw satisfies its own rules.

    Raises:
        InputError: a club is drawn twice, two clubs of one pot, country or group are drawn together.
    """
    seen: set[str] = set()
    for pair in pairs:
        for club in pair:
            if club in seen:
                raise InputError(f"{club} is drawn twice", place=place, remedy="Each club is drawn once")
            seen.add(club)
        where = f"{place}: {pair[0]} - {pair[1]}"
        if pots is not None and sum(club in pots[0] for club in pair) != 1:
            raise InputError("Two clubs of one pot are drawn together", place=where, remedy="Check the pots")
        for name, shared in (("country", country), ("group", group)):
            if shared is not None and shared.get(pair[0]) is not None and shared.get(pair[0]) == shared.get(pair[1]):
                raise InputError(
                    f"Two clubs of one {name} ({shared[pair[0]]}) are drawn together",
                    place=where,
                    remedy="Check the pairs, or the rule of the format",
                )


def sample_draw(may: Bools, generator: np.random.Generator) -> Ints:
    """One draw: the seeded opponent of each unseeded club.

    Args:
        may: from `allowed_pairs`, square.
        generator: of the balls.

    Raises:
        InputError: no draw is possible.

    >>> sample_draw(~np.eye(2, dtype=bool), np.random.default_rng(0))
    array([1, 0])
    """
    rows = _rows(may)
    size = len(rows)
    free = ALL
    drawn = np.empty(size, dtype=np.intp)
    waiting = list(generator.permutation(size))
    balls = generator.random(size)
    for step in range(size):
        row = waiting.pop(0)
        left = tuple(rows[other] for other in waiting)
        options = _options(rows[row] & free, free, left)
        chosen = options[int(balls[step] * len(options))]
        drawn[row] = chosen
        free &= ~(1 << chosen)
    return drawn


def draw_probabilities(may: Bools) -> Floats:
    """Exact probability of every pair, shape (unseeded, seeded), over all orders and balls.

    Recursion over the sets of clubs still in the pots: fine for 8 against 8, slow beyond 10.

    Raises:
        InputError: no draw is possible.

    >>> draw_probabilities(np.ones((2, 2), dtype=bool))
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    rows = _rows(may)
    size = len(rows)
    odds = {(ALL, ALL): 1.0}
    probabilities = np.zeros((size, size))
    for left in range(size, 0, -1):
        later: dict[tuple[int, int], float] = {}
        for (waiting, free), chance in odds.items():
            for row in range(size):
                if not waiting >> row & 1:
                    continue
                rest = waiting & ~(1 << row)
                others = tuple(rows[other] for other in range(size) if rest >> other & 1)
                options = _options(rows[row] & free, free, others)
                share = chance / left / len(options)
                for column in options:
                    probabilities[row, column] += share
                    key = (rest, free & ~(1 << column))
                    later[key] = later.get(key, 0.0) + share
        odds = later
    return probabilities


def _rows(may: Bools) -> list[int]:
    if may.ndim != 2 or may.shape[0] != may.shape[1]:
        raise InputError(
            f"Pots of {' and '.join(map(str, may.shape))} clubs cannot be drawn", place="draw", remedy="Give equal pots"
        )
    rows = [int(sum(1 << int(j) for j in np.flatnonzero(row))) for row in may]
    if not _possible(tuple(rows), ALL):
        raise InputError("No draw keeps the rules", place="draw", remedy="Relax a condition, or check the pots")
    return rows


def _options(own: int, free: int, others: tuple[int, ...]) -> list[int]:
    """Opponents that leave a possible draw for the others."""
    options = []
    while own:
        low = own & -own
        own ^= low
        if _possible(others, free & ~low):
            options.append(low.bit_length() - 1)
    return options


def _possible(rows: tuple[int, ...], free: int) -> bool:
    """Whether every row can have a different column."""
    masked = tuple(sorted(row & free for row in rows))
    return _matching(masked)


@lru_cache(maxsize=200_000)
def _matching(rows: tuple[int, ...]) -> bool:
    """Perfect matching of the rows, by augmenting paths (Kuhn)."""
    owner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        options = rows[row]
        while options:
            low = options & -options
            options ^= low
            if low not in tried:
                tried.add(low)
                if low not in owner or place(owner[low], tried):
                    owner[low] = row
                    return True
        return False

    return all(place(row, set()) for row in range(len(rows)))
