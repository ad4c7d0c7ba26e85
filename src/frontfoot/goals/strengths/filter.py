"""The dynamic model of strengths: a Kalman filter over days, with an update of every strength after each day.

The state holds, as one vector with its full covariance: attack a and defence d of every club, shot styles u and v of
clubs with shot counts, goal level and home advantage of every competition, the levels and home advantages of its shots,
and the mean of every league. For club i at home against club j in competition c, with g = 1, the loading of shots on
target, or of shots off target:

    log rate of the home side = level_c + home_c / 2 + g (a_i - d_j) + u_i - v_j
    log rate of the away side = level_c - home_c / 2 + g (a_j - d_i) + u_j - v_i

where u and v enter the shots only and home_c is 0 on neutral ground. Counts are Poisson, those of shots with a weight
below one. Between days attack and defence walk at random, more over a summer (Koopman and Lit 2015, Journal of the
Royal Statistical Society A 178; with Laplace's approximation in place of simulation). The matches of a day are one
update: the mode of the log rates is found by Newton's method in the space of the observations (Rasmussen and Williams
2006, algorithm 3.1), and the covariance is reduced accordingly, exactly symmetric.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np

from frontfoot.core.late import lapack
from frontfoot.goals.likelihoods import Array, Index
from frontfoot.goals.results.competitions import CALENDAR_YEAR
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.observations import Observations, mode_of
from frontfoot.goals.strengths.scales import Scales
from frontfoot.goals.strengths.strengths import seasons_between
from frontfoot.goals.strengths.symmetric import SymmetricMatrix

EPOCH = date(1970, 1, 1).toordinal()
# A club without a match for so many days is removed; when it returns it is a newcomer to its league.
FORGOTTEN = 550
# With so many clubs, a league's mean is taken from its clubs rather than from its prior.
ENOUGH = 5
YEAR = 400
# A lower division against the one above, before any promoted or relegated club links them.
LOWER_TIER = (-0.35, 0.15)
# Rows of a club: attack, defence, shots created and allowed. Of a competition: level and home of goals and both shots.
CLUB, COMPETITION = 4, 6


# Rows and weights of which a new club's attack and defence are a combination.
Like: TypeAlias = tuple[Mapping[int, float], Mapping[int, float]]


@dataclass
class Member:
    """A club in the filter: the rows of its strengths, its league, and since when it belongs to it."""

    rows: list[int]
    league: str
    last: int
    played: int = 0


@dataclass
class Filter:
    """Strengths as known on one day, ready for the matches of the next.

    Attributes:
        scales: of the model.
        day: days since 1970-01-01 up to which time has passed; None before the first match.
        mean: the state, shape (n,).
        clubs: the clubs in the state, by name.
        competitions: rows of every competition, by name; "" holds the common level and home advantage.
        leagues: row of every league's mean.
        established: leagues whose clubs were known before the first match.
        last_match: day of the last match of every competition.
        matches, first: number of matches learnt, and the day of the first.
    """

    scales: Scales = field(default_factory=Scales)
    day: int | None = None
    mean: Array = field(default_factory=lambda: np.zeros(0))
    clubs: dict[str, Member] = field(default_factory=dict)
    competitions: dict[str, list[int]] = field(default_factory=dict)
    leagues: dict[str, int] = field(default_factory=dict)
    established: frozenset[str] = frozenset()
    last_match: dict[str, int] = field(default_factory=dict)
    matches: int = 0
    first: int | None = None
    _half: SymmetricMatrix = field(default_factory=SymmetricMatrix)
    _drift: Array = field(default_factory=lambda: np.zeros(0))
    _summer: Array = field(default_factory=lambda: np.zeros(0))
    _winter: Array = field(default_factory=lambda: np.zeros(0))
    _attack: Index = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    _stale: bool = True

    @classmethod
    def going_on(cls, scales: Scales, day: int, mean: Array, covariance: Array, established: frozenset[str]) -> Filter:
        """A filter that goes on from a day with this state, shapes (n,) and (n, n); its rows have no owners yet."""
        return cls(scales, day, mean.copy(), established=established, _half=SymmetricMatrix(covariance))

    @property
    def covariance(self) -> Array:
        """Covariance of the state, shape (n, n), as a copy."""
        return self._half.full()

    # Rows of the state.

    def append(self, mean: float, variance: float, like: Mapping[int, float] | None = None) -> int:
        """A new row: a combination of known rows plus independent noise; returns its place."""
        if like:
            mean += sum(weight * float(self.mean[row]) for row, weight in like.items())
        self.mean, self._stale = np.append(self.mean, mean), True
        return self._half.append(variance, like)

    def enter_competition(self, name: str, *, shots: bool) -> list[int]:
        """Rows of a competition, made at its first match; those of shots at its first match with shots."""
        s = self.scales
        if "" not in self.competitions:
            self.competitions[""] = [self.append(s.level[0], s.common**2), self.append(s.home[0], s.common**2)]
        if name not in self.competitions:
            level, home = self.competitions[""]
            self.competitions[name] = [
                self.append(0.0, s.level[1] ** 2, {level: 1.0}),
                self.append(0.0, s.home[1] ** 2, {home: 1.0}),
            ]
        rows = self.competitions[name]
        if shots and len(rows) == 2:
            for mean, spread in s.shot_level:
                rows += [self.append(mean, spread**2), self.append(s.home[0], s.home[1] ** 2)]
        return rows

    def enter_league(self, league: str, *, own: bool) -> int:
        """Row of a league's mean; one without results of its own lies about the common mean of such leagues."""
        if league not in self.leagues:
            s = self.scales
            if own:
                above = _above(league)
                if above and above in self.leagues:
                    like = self._members_mean(above, 0) or {self.leagues[above]: 1.0}
                    self.leagues[league] = self.append(LOWER_TIER[0], LOWER_TIER[1] ** 2, like)
                else:
                    self.leagues[league] = self.append(0.0, s.league)
            else:
                if "" not in self.leagues:
                    self.leagues[""] = self.append(s.elsewhere[0], s.elsewhere[1] ** 2)
                self.leagues[league] = self.append(0.0, s.league / 2.0, {self.leagues[""]: 1.0})
        return self.leagues[league]

    def _members_mean(self, league: str, side: int) -> dict[int, float]:
        """Weights of the clubs that played in a league lately; empty when they are too few."""
        if self.day is None:
            return {}
        rows = [m.rows[side] for m in self.clubs.values() if m.league == league and self.day - m.last < YEAR]
        return dict.fromkeys(rows, 1.0 / len(rows)) if len(rows) >= ENOUGH else {}

    def newcomer(self, league: str, *, own: bool) -> tuple[Like, float, float]:
        """The prior of a club of a league before its first match: combinations of rows, mean and variance."""
        s, row = self.scales, self.enter_league(league, own=own)
        first = {row: 1.0}
        if not own:
            return (first, first), 0.0, s.variance
        members = self._members_mean(league, 0), self._members_mean(league, 1)
        if members[0]:
            return members, s.newcomer, s.newcomer_variance
        return (first, first), 0.0, s.variance

    def enter_club(self, name: str, league: str, day: int, *, own: bool, domestic: bool, founding: bool) -> Member:
        """A club in the state: as it is, moved to another league, or new."""
        member = self.clubs.get(name)
        if member is None:
            like, mean, variance = self.newcomer(league, own=own)
            if founding:
                row = self.leagues[league]
                like, mean, variance = ({row: 1.0}, {row: 1.0}), 0.0, self.scales.variance
            rows = [self.append(mean, variance, one) for one in like]
            self._half.add(rows[0], rows[1], self.scales.correlation * variance)
            member = self.clubs[name] = Member(rows, league, day)
        elif domestic and member.league != league:
            self.enter_league(league, own=True)
            member.league = league
        return member

    # Time.

    def _rates_of_change(self) -> None:
        """Variances gained a day and a summer, by row."""
        s, n = self.scales, len(self.mean)
        self._drift, self._summer, self._winter = (np.zeros(n) for _ in range(3))
        pairs = np.array([m.rows[:2] for m in self.clubs.values()], dtype=np.intp).reshape(-1, 2)
        self._attack = pairs
        self._drift[pairs] = s.drift
        winter = np.array([m.league in CALENDAR_YEAR for m in self.clubs.values()], dtype=bool)
        self._summer[pairs[~winter]] = s.summer
        self._winter[pairs[winter]] = s.summer
        styles = [r for m in self.clubs.values() for r in m.rows[2:]]
        self._drift[styles], self._summer[styles] = s.style_drift, s.style_summer
        for rows in self.competitions.values():
            self._drift[rows] = s.level_drift
            self._summer[rows[2::2]] = s.shot_summer
        self._stale = False

    def advance(self, day: int) -> None:
        """Advance the state to a day: drift, and the wider step between two seasons (1 July; 1 January)."""
        if self.day is None:
            self.day = day
        if day <= self.day:
            return
        if self._stale:
            self._rates_of_change()
        gained = self._drift * float(day - self.day)
        summers, winters = seasons_between(as_date(self.day), as_date(day))
        if summers:
            gained += summers * self._summer
        if winters:
            gained += winters * self._winter
        diagonal = np.arange(len(self.mean))
        self._half.add(diagonal, diagonal, gained)
        one, other = self._attack[:, 0], self._attack[:, 1]
        self._half.add(one, other, self.scales.correlation * gained[one])
        self.day = day
        if summers:
            self._forget(day)

    def _forget(self, day: int) -> None:
        """Remove clubs that have not played for long on a day."""
        gone = [name for name, m in self.clubs.items() if day - m.last > FORGOTTEN]
        if not gone:
            return
        dropped = [row for name in gone for row in self.clubs.pop(name).rows]
        kept = np.ones(len(self.mean), dtype=bool)
        kept[dropped] = False
        rows, place = np.flatnonzero(kept), np.cumsum(kept) - 1
        self.mean = self.mean[rows]
        self._half.keep(rows)
        for m in self.clubs.values():
            m.rows = place[m.rows].tolist()
        self.competitions = {name: place[rows].tolist() for name, rows in self.competitions.items()}
        self.leagues = {name: int(place[row]) for name, row in self.leagues.items()}
        self._stale = True

    # Matches.

    def admit(self, matches: Matches, at: Index) -> None:
        """Add the clubs, competitions and leagues of the matches at these places that are new."""
        for i in at:
            shots, day = bool(matches.has_shots[i]), int(matches.day[i])
            competition = matches.competitions[matches.competition[i]]
            self.enter_competition(competition, shots=shots)
            self.last_match[competition] = day
            for number in matches.clubs_of[:, i]:
                league, own, domestic = matches.league_of(int(number), int(i))
                founding = bool(matches.founding[i]) and league not in self.established
                member = self.enter_club(
                    matches.clubs[number], league, day, own=own, domestic=domestic, founding=founding
                )
                if shots and len(member.rows) == 2:
                    member.rows += [self.append(0.0, self.scales.style), self.append(0.0, self.scales.style)]
                member.last, member.played = day, member.played + 1
        self.matches += len(at)
        self.first = int(matches.day[at[0]]) if self.first is None else self.first

    def _tables(self, matches: Matches) -> tuple[Index, Index]:
        """Rows of clubs and competitions by their numbers in the matches; 0 where there is none (its sign is 0)."""
        clubs = np.zeros((len(matches.clubs), CLUB), dtype=np.intp)
        competitions = np.zeros((len(matches.competitions), COMPETITION), dtype=np.intp)
        for i, name in enumerate(matches.clubs):
            if name in self.clubs:
                rows = self.clubs[name].rows
                clubs[i, : len(rows)] = rows
        for i, name in enumerate(matches.competitions):
            rows = self.competitions.get(name, [])
            competitions[i, : len(rows)] = rows
        return clubs, competitions

    def run(self, matches: Matches, until: int | None = None) -> Array:
        """Learn all matches from the day reached on, up to before a day, day by day.

        Returns:
            What was forecast of each match before its day, shape (n, 5): log rates of home and away, their variances
            and their covariance; NaN where nothing was.
        """
        forecasts = np.full((len(matches.day), 5), np.nan)
        counts = Observations.of(matches, self.scales)
        tables = self._tables(matches)
        for at in matches.days(self.day, until):
            self.advance(int(matches.day[at[0]]))
            self.admit(matches, at)
            if self._stale:
                tables = self._tables(matches)
                self._rates_of_change()
            mean, spread = self._learn(counts, int(at[0]), int(at[-1]) + 1, tables)
            n = len(at)
            variances = np.diag(spread)[: 2 * n].reshape(n, 2)
            covariance = spread[np.arange(0, 2 * n, 2), np.arange(1, 2 * n, 2)]
            forecasts[at] = np.column_stack([mean[: 2 * n].reshape(n, 2), variances, covariance])
        return forecasts

    def _learn(self, observed: Observations, first: int, last: int, tables: tuple[Index, Index]) -> tuple[Array, Array]:
        """Log rates of the matches from `first` to before `last` before they are learnt, and their covariance."""
        at = observed.places(first, last)
        occurring, design = observed.design(at, *tables)
        rows = self._half.rows(occurring)
        inner = design @ rows[:, occurring] @ design.T
        mean = design @ self.mean[occurring] + observed.offset[at]
        curvature, score = mode_of(inner, mean, observed.counts[at], observed.weights[at])
        self.mean += (score @ design) @ rows
        root, diagonal = np.sqrt(curvature), np.arange(len(at))
        stretched = root[:, None] * inner * root
        stretched[diagonal, diagonal] += 1.0
        lower, _ = lapack.dpotrf(stretched.T, lower=True, overwrite_a=True)
        # The triangular system is solved for the few rows that occur, not for the whole state.
        whitened, _ = lapack.dtrtrs(lower, root[:, None] * design, lower=True)
        self._half.subtract((whitened @ rows).T)
        return mean, inner


def _above(league: str) -> str:
    """The division above in the same country: ENG2 lies below ENG, ENG3 below ENG2.

    >>> _above("ENG3"), _above("ENG2"), _above("ENG")
    ('ENG2', 'ENG', '')
    """
    if not league[-1:].isdigit():
        return ""
    tier = int(league[-1])
    return league[:-1] + (str(tier - 1) if tier > 2 else "")


def ordinal(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def as_date(day: int) -> date:
    """The date so many days after 1970-01-01."""
    return date(1970, 1, 1) + timedelta(days=int(day))
