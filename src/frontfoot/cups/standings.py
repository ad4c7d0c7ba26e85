"""Who stands where: the criteria of a table applied to many sets of results at once.

One engine ranks the real table (one set of results) and a hundred thousand simulated ones. Criteria are compared in
their order; "head-to-head" looks only at the matches between the clubs that are level, and is applied again to those
that are still level after all of its own criteria. What no known criterion separates is either separated by the
discipline and coefficient given, by lots (a generator), or reported as level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontfoot.core.arrays import Bools, Floats, Ints
from frontfoot.core.errors import InputError

# Bits of a criterion word; the rest of 64 holds the sign and the number of the club.
WORD = 57


@dataclass(frozen=True)
class Fixtures:
    """Who plays whom in a group or league: clubs by number.

    Attributes:
        home, away: shape (matches,).
        clubs: how many there are.
    """

    home: Ints
    away: Ints
    clubs: int

    def __post_init__(self) -> None:
        if len(self.home) != len(self.away) or np.any(self.home == self.away):
            raise InputError("A club plays itself, or home and away clubs differ in number", place="fixtures")
        if len(self.home) and max(self.home.max(), self.away.max()) >= self.clubs:
            raise InputError("A match names a club that is not in the table", place="fixtures")


@dataclass(frozen=True)
class Standings:
    """Ranked tables.

    Attributes:
        order: shape (n, clubs): club numbers, best first.
        level: shape (n, clubs - 1): whether the club at a place and the next are inseparable by every known criterion
            (their order is then by lots, or by number where no generator was given).
        points, difference, goals, wins: shape (n, clubs), by club number.
    """

    order: Ints
    level: Bools
    points: NDArray[np.int32]
    difference: NDArray[np.int32]
    goals: NDArray[np.int32]
    wins: NDArray[np.int32]

    @property
    def rank(self) -> Ints:
        """Place of each club from 0, shape (n, clubs)."""
        ranks = np.empty_like(self.order)
        np.put_along_axis(ranks, self.order, np.arange(self.order.shape[1])[None, :], axis=1)
        return ranks


def standings(
    fixtures: Fixtures,
    home_goals: ArrayLike,
    away_goals: ArrayLike,
    criteria: Sequence[str],
    head_to_head: Sequence[str] = (),
    *,
    complete: bool = False,
    discipline: Sequence[int] | None = None,
    coefficient: Sequence[float] | None = None,
    generator: np.random.Generator | None = None,
    deducted: Sequence[int] | None = None,
) -> Standings:
    """Rank the clubs of one group or league in every one of n sets of results.

    Args:
        fixtures: the matches that count.
        home_goals, away_goals: shape (matches, n).
        criteria, head_to_head: see `frontfoot.cups.format`.
        complete: head-to-head counts only between clubs that have met twice.
        discipline: disciplinary points by club, fewer are better; unknown when None.
        coefficient: by club, more is better; unknown when None.
        generator: draws lots between clubs level on everything known.
        deducted: points taken from each club by a decision.

    Raises:
        InputError: goals of another shape than the fixtures, or an unknown criterion.
    """
    x, y = (
        np.ascontiguousarray(np.atleast_2d(np.asarray(goals)), dtype=np.int32) for goals in (home_goals, away_goals)
    )
    if x.shape != y.shape or x.shape[0] != len(fixtures.home):
        raise InputError(
            f"Goals of shape {x.shape} do not fit {len(fixtures.home)} matches",
            place="standings",
            remedy="One row each",
        )
    sums = _Sums(fixtures, x, y, np.zeros(fixtures.clubs) if deducted is None else np.asarray(deducted))
    word = np.zeros((fixtures.clubs, x.shape[1]), dtype=np.int64)
    used = 0
    by_club = {"discipline": discipline, "coefficient": coefficient}
    for criterion in criteria:
        if criterion == "head-to-head":
            word, used = _head_to_head(sums, _ranked(word), head_to_head, complete=complete)
            continue
        if criterion in by_club:
            values = by_club[criterion]
            if values is None:
                continue
            exact = np.unique(np.asarray(values), return_inverse=True)[1].astype(np.int64)
            column: NDArray[Any] = np.broadcast_to(
                (-exact if criterion == "discipline" else exact)[:, None], word.shape
            )
        else:
            column = sums.of(criterion)
        word, used = _append(word, used, column)
    return _sorted(word, used, sums, generator)


class _Sums:
    """Totals by club, shape (clubs, n); each is added up once, when it is asked for."""

    def __init__(self, fixtures: Fixtures, x: NDArray[np.int32], y: NDArray[np.int32], deducted: Floats) -> None:
        self.fixtures, self.x, self.y, self.deducted = fixtures, x, y, deducted.astype(np.int32)
        self._found: dict[str, NDArray[np.int32]] = {}

    def of(self, name: str) -> NDArray[np.int32]:
        if name not in self._found:
            self._found[name] = self._sum(name)
        return self._found[name]

    def _sum(self, name: str) -> NDArray[np.int32]:
        home, away = self.fixtures.home, self.fixtures.away
        total = np.zeros((self.fixtures.clubs, self.x.shape[1]), dtype=np.int32)
        if name == "points a match":
            played = np.bincount(np.concatenate([home, away]), minlength=self.fixtures.clubs)
            return np.asarray(self.of("points") * 10_000 // np.maximum(played, 1)[:, None], dtype=np.int32)
        if name.startswith("opponents' "):
            own = self.of(name.removeprefix("opponents' "))
            for one, other in zip(home, away, strict=True):
                total[one] += own[other]
                total[other] += own[one]
            return total
        for number, (one, other) in enumerate(zip(home, away, strict=True)):
            of_home, of_away = self._of_match(name, self.x[number], self.y[number])
            if of_home is not None:
                total[one] += of_home
            total[other] += of_away
        return total - self.deducted[:, None] if name == "points" else total

    @staticmethod
    def _of_match(
        name: str, x: NDArray[np.int32], y: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32] | None, NDArray[np.int32]]:
        """What a match gives to its home and away side."""
        if name == "points":
            win, draw = x > y, x == y
            return (3 * win + draw).astype(np.int32), (3 - 3 * win - 2 * draw).astype(np.int32)
        if name == "difference":
            return x - y, y - x
        if name == "goals":
            return x, y
        if name == "away goals":
            return None, y
        if name == "wins":
            return (x > y).astype(np.int32), (y > x).astype(np.int32)
        if name == "away wins":
            return None, (y > x).astype(np.int32)
        raise InputError(
            f"There is no criterion '{name}'", place="criteria", remedy="See frontfoot.cups.format.CRITERIA"
        )


def _append(word: NDArray[np.int64], used: int, column: NDArray[Any]) -> tuple[NDArray[np.int64], int]:
    """The word with one more criterion in its low bits; what was there becomes a rank where the bits run out."""
    low = int(column.min()) if column.size else 0
    bits = max(1, int(column.max() - low if column.size else 0).bit_length())
    if used + bits > WORD:
        word = _ranked(word)
        used = max(1, int(word.shape[0]).bit_length())
    shifted: NDArray[np.int64] = (word << bits) | (column.astype(np.int64) - low)
    return shifted, used + bits


def _ranked(word: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every club the number of clubs with a smaller word, shape (clubs, n)."""
    ranks = np.zeros(word.shape, dtype=np.int64)
    for other in range(word.shape[0]):
        ranks += word[other][None, :] < word
    return ranks


def _head_to_head(
    sums: _Sums, label: NDArray[np.int64], criteria: Sequence[str], *, complete: bool
) -> tuple[NDArray[np.int64], int]:
    """Labels (more is better) refined by the matches between the clubs of equal label, until nothing changes."""
    clubs = label.shape[0]
    while True:
        word, used = label, max(1, clubs.bit_length())
        for criterion in criteria:
            word, used = _append(word, used, _among_level(sums, label, criterion, complete=complete))
        refined = _ranked(word)
        if np.array_equal(refined, label):
            return refined, max(1, clubs.bit_length())
        label = refined


def _among_level(sums: _Sums, label: NDArray[np.int64], criterion: str, *, complete: bool) -> NDArray[np.int32]:
    total = np.zeros(label.shape, dtype=np.int32)
    home, away = sums.fixtures.home, sums.fixtures.away
    met = np.zeros((label.shape[0], label.shape[0]), dtype=int)
    np.add.at(met, (home, away), 1)
    met += met.T
    unmet = np.argwhere(np.triu(met < 2, 1)) if complete else np.empty((0, 2), dtype=int)
    open_sets = np.zeros(label.shape, dtype=bool)
    for one, other in unmet:
        # One missing match between level clubs leaves the whole level set to the next criterion.
        level = label[one] == label[other]
        if level.any():
            open_sets |= level & (label == label[one])
    for number, (one, other) in enumerate(zip(home, away, strict=True)):
        level = label[one] == label[other]
        if not level.any():
            continue
        of_home, of_away = sums._of_match(criterion, sums.x[number], sums.y[number])
        if of_home is not None:
            total[one] += of_home * level
        total[other] += of_away * level
    return np.where(open_sets, 0, total)


def _sorted(word: NDArray[np.int64], used: int, sums: _Sums, generator: np.random.Generator | None) -> Standings:
    clubs = word.shape[0]
    bits = max(1, (clubs - 1).bit_length())
    if used + bits > 62:
        word = _ranked(word)
    # The club's number in the low bits: one plain sort gives order and identity.
    keyed = np.ascontiguousarray(((word << bits) | np.arange(clubs - 1, -1, -1)[:, None]).T)
    keyed.sort(axis=1)
    keyed = keyed[:, ::-1]
    order = (clubs - 1 - (keyed & ((1 << bits) - 1))).astype(np.intp)
    bare = keyed >> bits
    level = bare[:, 1:] == bare[:, :-1]
    if generator is not None:
        rows = np.flatnonzero(level.any(axis=1))
        if len(rows):
            lots = generator.random((len(rows), clubs))
            again = np.lexsort((lots, -bare[rows]), axis=1)
            order[rows] = np.take_along_axis(order[rows], again, axis=1)
    return Standings(order, level, sums.of("points").T, sums.of("difference").T, sums.of("goals").T, sums.of("wins").T)
