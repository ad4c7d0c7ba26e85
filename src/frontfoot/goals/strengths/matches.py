"""`Matches`: the arrays that the filter learns from, made from a table of results, in the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from frontfoot.core.identity import clubs as known_clubs
from frontfoot.core.late import pl
from frontfoot.goals.likelihoods import Array, Index
from frontfoot.goals.results.competitions import GROUP_OF_LEAGUE

LARGEST = 99
_BY_MATCH = (
    *("day", "season", "clubs_of", "competition", "goals", "shots", "has_shots", "neutral", "weight", "late"),
    "founding",
)
SHOTS = ("home_on_target", "away_on_target", "home_shots", "away_shots")


@dataclass(frozen=True)
class Matches:
    """Played matches, ascending by day.

    Attributes:
        clubs, competitions: names.
        day: days since 1970-01-01, shape (n,).
        season: year in which the season starts, shape (n,).
        clubs_of: numbers of the home and the away club, shape (2, n).
        competition: number of the competition, shape (n,).
        goals: of home and away in 90 minutes, shape (2, n).
        shots: on target of home and away, off target of home and away, shape (4, n).
        has_shots: whether they are known, shape (n,).
        neutral: whether the ground is neutral, shape (n,).
        weight: of the goals' likelihood, shape (n,).
        late: 1 in the last rounds of a league season, shape (n,).
        founding: a league match whose league was not in the results in the season before, shape (n,).
        group: of each competition, the group of its clubs (ENG, ENG2); "" for one between groups.
        home_group: by club number, the group of each club that has no league match.
        own: (group, season) of leagues with results of their own.
    """

    clubs: tuple[str, ...]
    competitions: tuple[str, ...]
    day: Index
    season: Index
    clubs_of: Index
    competition: Index
    goals: Array
    shots: Array
    has_shots: Array
    neutral: Array
    weight: Array
    late: Array
    founding: Array
    group: tuple[str, ...]
    home_group: tuple[str, ...]
    own: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, results: pl.DataFrame, *, late_rounds: int = 5) -> Matches:
        """The played matches of a results table; awarded scores are left out."""
        used = results.filter(pl.col("status") == "played").sort("date", "competition", "home", maintain_order=True)
        names, both = np.unique(np.concatenate([used["home"].to_numpy(), used["away"].to_numpy()]), return_inverse=True)
        sides = both.reshape(2, used.height)
        competitions, competition = np.unique(used["competition"].to_numpy(), return_inverse=True)
        counts = used.select(SHOTS).to_numpy().astype(float).T
        counts = np.concatenate([counts[:2], counts[2:] - counts[:2]])
        has = np.isfinite(counts).all(axis=0)
        goals = used.select("home_goals", "away_goals").to_numpy().astype(float).T
        season = used["season"].to_numpy().astype(np.intp)
        group = tuple(GROUP_OF_LEAGUE.get(str(name), "") for name in competitions)
        inside = np.array([bool(g) for g in group], dtype=bool)[competition] & (used["stage"] == "league").to_numpy()
        seen = {(int(c), int(s)) for c, s in zip(competition[inside], season[inside], strict=True)}
        table = known_clubs()
        return cls(
            clubs=tuple(str(name) for name in names),
            competitions=tuple(str(name) for name in competitions),
            day=used["date"].to_physical().to_numpy().astype(np.intp),
            season=season,
            clubs_of=sides,
            competition=competition,
            goals=np.minimum(goals, LARGEST),
            shots=np.where(has, counts, 0.0),
            has_shots=has,
            neutral=used["neutral"].to_numpy(),
            weight=np.ones(used.height),
            late=_late(competition, season, sides, inside, late_rounds),
            founding=inside
            & np.array(
                [(int(c), int(s) - 1) not in seen for c, s in zip(competition, season, strict=True)], dtype=bool
            ),
            group=group,
            home_group=tuple(table[name].country if name in table else "" for name in names),
            own=frozenset((group[c], s) for c, s in seen),
        )

    def only(self, keep: Index) -> Matches:
        """The matches at these places."""
        cut = {name: getattr(self, name)[..., keep] for name in _BY_MATCH}
        return replace(self, **cut)

    def league_of(self, club: int, match: int) -> tuple[str, bool, bool]:
        """The league of a club in a match, whether its results are known, and whether the match is a league match."""
        group = self.group[self.competition[match]]
        if group:
            return group, True, True
        home, season = self.home_group[club], int(self.season[match])
        return home, (home, season) in self.own or (home, season - 1) in self.own, False

    def days(self, since: int | None, until: int | None) -> Iterator[Index]:
        """Places of the matches of each day from `since` on to before `until`."""
        first = 0 if since is None else int(np.searchsorted(self.day, since))
        last = len(self.day) if until is None else int(np.searchsorted(self.day, until))
        edges = np.flatnonzero(np.diff(self.day[first:last])) + 1
        yield from (day for day in np.split(np.arange(first, last), edges) if len(day))

    def parts(self) -> Index:
        """Number of the set of clubs that matches link, by match; 0 is the largest set."""
        one, other = self.clubs_of
        return numbered_by_size(linked_sets(one, other, len(self.clubs))[one])


def linked_sets(one: Index, other: Index, count: int) -> Index:
    """A number for each of `count` clubs or leagues, the same for those that pairs (one, other) link."""
    # Only fits of many leagues need SciPy's sparse matrices, which take as long to import as a tie takes to compute.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = coo_array((np.ones(len(one)), (one, other)), shape=(count, count))
    return np.asarray(connected_components(pairs, directed=False)[1])


def numbered_by_size(labels: Index) -> Index:
    """The labels replaced by numbers from 0 on, the most frequent label first."""
    _, inverse, counts = np.unique(labels, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), dtype=np.intp)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    return np.asarray(rank[inverse])


def _late(competition: Index, season: Index, clubs: Index, inside: Array, rounds: int) -> Array:
    """1 in the last rounds of league seasons in which everyone meets everyone twice.

    Leagues with no more than twice as many rounds have none: so few sides are those of a season's first evening.
    """
    late = np.zeros(len(season))
    key = competition.astype(np.int64) * 10_000 + season
    for value in np.unique(key[inside]):
        at = np.flatnonzero((key == value) & inside)
        numbers = clubs[:, at]
        own = len(np.unique(numbers))
        played: dict[int, int] = {}
        counts = np.zeros((2, len(at)), dtype=int)
        for k in range(len(at)):
            for side in (0, 1):
                club = int(numbers[side, k])
                played[club] = counts[side, k] = played.get(club, 0) + 1
        if max(played.values()) <= 2 * (own - 1) > 2 * rounds:
            late[at] = counts.min(axis=0) > 2 * (own - 1) - rounds
    return late
