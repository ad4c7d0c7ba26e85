"""`Strengths`: attack and defence of clubs on one scale, with uncertainty, and the rates of a pairing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub, canonical, suggestions
from frontfoot.core.identity import clubs as known_clubs
from frontfoot.goals.likelihoods import Array, Index, Likelihood, likelihood
from frontfoot.goals.rates import GIVE_RATES
from frontfoot.goals.results.competitions import CALENDAR_YEAR, EUROPEAN, GROUP_OF_LEAGUE, OF_NATIONS, of_women
from frontfoot.goals.strengths.leagues import LeaguesKnown
from frontfoot.goals.strengths.scales import Scales

SIZE = 16
FARTHEST = 3652
"""Days after which strengths are no longer used: every side has changed in ten summers."""
# In Europe: factor on a log ratio if the results hold the league of neither club, of one, and of both.
HELD = (0.80, 0.94, 1.0)


class NotConnected(InputError):  # noqa: N818 (a state of the data)
    """No chain of matches links the two clubs' leagues, so a match between them has no forecast."""


class Covariance(Protocol):
    """Posterior covariance of the strengths, read by blocks."""

    def block(self, at: Index) -> Array:
        """Covariance of the parameters at these places, shape (n, n)."""
        ...


@dataclass(frozen=True, slots=True)
class FullCovariance:
    """The whole Laplace covariance: the inverse of minus the Hessian at the maximum."""

    matrix: Array

    def block(self, at: Index) -> Array:
        """Rows and columns of the matrix."""
        result: Array = self.matrix[np.ix_(at, at)]
        return result


@dataclass(frozen=True, slots=True)
class AgedCovariance:
    """A covariance after time has passed: independent steps of every strength, attack and defence correlated.

    Attributes:
        inner: the covariance before that time.
        gained: variance gained by each parameter.
        rows: number of strengths.
        correlation: of the steps of a club's attack and defence.
    """

    inner: Covariance
    gained: Array
    rows: int
    correlation: float

    def block(self, at: Index) -> Array:
        """Covariance of the parameters at these places, shape (n, n)."""
        club = np.where(at < 2 * self.rows, at % self.rows, -1 - at)
        gained = np.where(at[:, None] == at[None, :], 1.0, self.correlation) * self.gained[at]
        added: Array = np.where(club[:, None] == club[None, :], gained, 0.0)
        return self.inner.block(at) + added


@dataclass(frozen=True, slots=True)
class Strengths:
    """Attack and defence of every club on one scale, as known on one day.

    Expected goals of a pairing in a competition c (before what the likelihood adds):

        log home = level_c + home_c / 2 + attack(home) - defence(away)
        log away = level_c - home_c / 2 + attack(away) - defence(home)

    with home_c = 0 on neutral ground. Higher is better for both strengths.

    Attributes:
        on: the day; every match used was played before it.
        likelihood: name of the likelihood (see `frontfoot.goals.likelihoods`).
        theta: its extra parameter; 0 when there is none.
        clubs: canonical names; the first strengths are theirs, in this order.
        country: group of each club, "" when unknown: the FIFA code of its country, with the division below the first
            (ENG, ENG2); of a nation, its confederation.
        newcomers: place of the strength of a club without a match, by group; "" is any other country.
        competitions: names.
        connected: number of the set of leagues linked by matches, by country; 0 is the largest set.
        parameters: attacks, defences (clubs, then newcomers), levels and home advantages of the competitions, and the
            common level and home advantage for any other competition.
        covariance: of the parameters, in the same places.
        matches: number of matches used.
        since: date of the first match used.
        own: groups with results of their own league; all where None.
        day: the day of the match, see `at`; `on` when None.
        scales: how strengths change with time; None where they are taken as constant.
        styles: shot styles of clubs and shot levels of competitions, by which `fit_history` goes on from here.
        snapshot: the day before which all public results are included, if only the user's own results were learnt
            later; None if that day is `on`.
        moved: clubs whose own results of the user were learnt since, and the competition of their league.
        women: whether they are strengths of women's sides.
        doubts: doubts about names and scores in the user's own results (`frontfoot.goals.results.own_names`).
        unused: results that were not learnt, with the reason, one sentence each.
        leagues: the day up to which each league is known, if later results were learnt; all up to `on` if None.
    """

    on: date
    likelihood: str
    theta: float
    clubs: tuple[str, ...]
    country: tuple[str, ...]
    newcomers: Mapping[str, int]
    competitions: tuple[str, ...]
    connected: Mapping[str, int]
    parameters: Array
    covariance: Covariance
    matches: int
    since: date
    own: frozenset[str] | None = None
    day: date | None = None
    scales: Scales | None = None
    styles: Mapping[str, tuple[float, ...]] = field(default_factory=dict, repr=False)
    snapshot: date | None = None
    moved: Mapping[str, str] = field(default_factory=dict, repr=False)
    women: bool = False
    doubts: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    leagues: LeaguesKnown | None = None
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __repr__(self) -> str:
        """The day, the number of clubs and the number of matches used."""
        return f"<Strengths of {self.on}: {len(self.clubs):,} clubs, {self.matches:,} matches since {self.since}>"

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {name: i for i, name in enumerate(self.clubs)})

    def known_on(self, clubs: Iterable[str]) -> date:
        """The day before which results of the leagues of some clubs are in the strengths: of the one known least.

        A club that the user's own results moved on is known up to `on`.
        """
        others = [club for club in clubs if club not in self.moved and canonical(club) not in self.moved]
        public = self.on if self.snapshot is None or not others else self.snapshot
        if self.leagues is None:
            return public
        return min([public, *(self.leagues.days.get(group, public) for group in self._groups(others))])

    def lacking(self, clubs: Iterable[str]) -> tuple[str, ...]:
        """A sentence on the leagues of some clubs without any later result; empty if all have results."""
        others = [club for club in clubs if club not in self.moved and canonical(club) not in self.moved]
        return () if self.leagues is None else self.leagues.lacking(self._groups(others))

    def _groups(self, clubs: Iterable[str]) -> list[str]:
        """The groups of the clubs that have results."""
        places = [self._places.get(club, self._places.get(canonical(club))) for club in clubs]
        return [self.country[place] for place in places if place is not None]

    @property
    def age(self) -> int:
        """Days from `on` to the day of the match."""
        return ((self.day or self.on) - self.on).days

    def age_of(self, clubs: Iterable[str]) -> int:
        """Days from `known_on` of some clubs to the day of the match."""
        return ((self.day or self.on) - self.known_on(clubs)).days

    def at(self, day: date) -> Strengths:
        """The same strengths for a match on a later day: the uncertainty grows with each day and summer.

        Raises:
            InputError: the day lies before `on`, or ten years or more after it.
        """
        if day < self.on:
            raise InputError(
                f"Strengths of {self.on} know more than {day} did", place="day", remedy="Take earlier strengths"
            )
        if (day - self.on).days > FARTHEST:
            raise InputError(
                f"Strengths of {self.on} say nothing of a match on {day}",
                place="date",
                remedy=f"Name a nearer day. {GIVE_RATES}",
            )
        if self.scales is None or day == self.on:
            return replace(self, day=day)
        s, rows, days = self.scales, self.rows, (day - self.on).days
        groups = [*self.country, *self.newcomers]
        summers, winters = seasons_between(self.on, day)
        between = np.array([winters if group in CALENDAR_YEAR else summers for group in groups], dtype=float)
        club = s.drift * days + s.summer * between
        gained = np.full(len(self.parameters), s.level_drift * days)
        gained[: 2 * rows] = np.tile(club, 2)
        inner = self.covariance.inner if isinstance(self.covariance, AgedCovariance) else self.covariance
        return replace(self, day=day, covariance=AgedCovariance(inner, gained, rows, s.correlation))

    def known(self, club: str) -> bool:
        """Whether a club has results of its own; if not, its strength is that of a newcomer to its league."""
        return club in self._places or canonical(club) in self._places

    @property
    def rows(self) -> int:
        """Number of strengths: clubs and newcomers."""
        return len(self.clubs) + len(self.newcomers)

    def place(self, club: str, *, competition: str = "") -> tuple[int, str]:
        """The place of a club's strength, and its country; any name in the table of clubs is accepted.

        A club without a match takes the place of a newcomer to its league: the competition when it is a league, else
        the first division of its country in the table of clubs. In Europe a club of a country without any match takes
        that of a club from such countries.

        Raises:
            UnknownClub: neither a match nor the table of clubs shows where the club plays.
        """
        if club not in self._places:
            club = canonical(club)
        place = self._places.get(club)
        if place is not None:
            return place, self.country[place]
        table = known_clubs()
        country = GROUP_OF_LEAGUE.get(competition) or (table[club].country if club in table else "")
        if country and country not in self.newcomers and competition in EUROPEAN and "" in self.newcomers:
            country = ""
        elif not country or country not in self.newcomers:
            near = () if competition in OF_NATIONS else suggestions(club, self.clubs)
            offer = f"Did you mean {' or '.join(near)}? If not: " if near else ""
            raise UnknownClub(
                f"Nothing is known of '{club}' on {self.on}", place="clubs", remedy=f"{offer}{GIVE_RATES}"
            )
        return self.newcomers[country], country

    def competition_places(self, competition: str) -> tuple[int, int]:
        """The places of a competition's level and home advantage; the common ones for a competition without matches."""
        first, count = 2 * self.rows, len(self.competitions)
        if competition not in self.competitions:
            return first + 2 * count, first + 2 * count + 1
        level = first + self.competitions.index(competition)
        return level, level + count

    def strength(self, club: str) -> tuple[float, float]:
        """Attack and defence of a club, logs, more is better."""
        place, _ = self.place(club)
        return float(self.parameters[place]), float(self.parameters[self.rows + place])

    def rates(self, home: str, away: str, *, competition: str, neutral: bool = False) -> tuple[float, float]:
        """Expected goals of both sides in 90 minutes.

        Args:
            home, away: canonical names (see `frontfoot.core.identity.find`).
            competition: canonical name; one without matches takes the common level and home advantage.
            neutral: whether the ground is neutral.

        Raises:
            InputError: the two clubs are one.
            UnknownClub: nothing is known of a club.
            NotConnected: no matches link the two leagues.

        >>> from frontfoot.goals.strengths import strengths_on
        >>> strengths = strengths_on(date(2024, 4, 11))
        >>> home, away = strengths.rates("Liverpool", "Atalanta", competition="UEFA Europa League")
        >>> round(home, 1), round(away, 1)
        (2.7, 0.9)
        """
        mean, _ = self.log_rates(home, away, competition, neutral=neutral)
        one, other = self._model.means(np.exp(mean[:1]), np.exp(mean[1:]), self.theta)
        return float(one[0]), float(other[0])

    def draws(
        self, n: int, generator: np.random.Generator, home: str, away: str, *, competition: str, neutral: bool = False
    ) -> Array:
        """Draws of the expected goals from the Laplace posterior, shape (n, 2); see `rates`."""
        one, other = self._draw(n, generator, *self.log_rates(home, away, competition, neutral=neutral))
        return np.stack(self._model.means(one, other, self.theta), axis=1)

    def predictive_matrix(
        self,
        n: int,
        generator: np.random.Generator,
        home: str,
        away: str,
        *,
        competition: str,
        neutral: bool = False,
        size: int = SIZE,
    ) -> Array:
        """Probabilities of the scores after 90 minutes over n draws of the strengths, shape (size, size).

        Home goals in rows. Probabilities sum to one: larger scores are shared out among those of the matrix.
        """
        one, other = self._draw(n, generator, *self.log_rates(home, away, competition, neutral=neutral))
        scores = self._model.matrix(one, other, self.theta, size)
        return np.asarray(scores / scores.sum())

    @staticmethod
    def _draw(n: int, generator: np.random.Generator, mean: Array, spread: Array) -> tuple[Array, Array]:
        """Draws of the two rates the likelihood takes."""
        values, vectors = np.linalg.eigh(spread)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        one, other = np.exp(mean[:, None] + root @ generator.standard_normal((2, n)))
        return one, other

    def linked(self, home: str, away: str) -> bool:
        """Whether matches link the leagues of the two clubs."""
        one, other = (self.place(club)[1] for club in (home, away))
        return self.connected[one] == self.connected[other]

    def log_rates(self, home: str, away: str, competition: str, *, neutral: bool = False) -> tuple[Array, Array]:
        """Mean, shape (2,), and covariance, shape (2, 2), of the log rates of home and away; see `rates`."""
        (one, here), (other, there) = (self.place(club, competition=competition) for club in (home, away))
        if home == away:
            raise InputError(f"{home} cannot play itself", place="clubs", remedy="Name two clubs")
        if not self.women:
            refuse_women(competition)
        if self.connected[here] != self.connected[there]:
            raise NotConnected(
                f"No matches link the leagues of {home} ({here or 'unknown'}) and {away} ({there or 'unknown'})",
                place="clubs",
                remedy=GIVE_RATES,
            )
        n, half = self.rows, 0.0 if neutral else 0.5
        held = self._held(here, there, competition)
        at = np.array([one, other, n + one, n + other, *self.competition_places(competition)])
        coefficients = np.array([[1.0, 0.0, 0.0, -1.0, 1.0, half], [0.0, 1.0, -1.0, 0.0, 1.0, -half]])
        mean = coefficients @ self.parameters[at]
        if held != 1.0:
            advantage = 2.0 * half * float(self.parameters[at[5]])
            moved = (held - 1.0) * (mean[0] - mean[1] - advantage) / 2.0
            mean = mean + np.array([moved, -moved])
        return mean, coefficients @ self.covariance.block(at) @ coefficients.T

    def held(self, home: str, away: str, competition: str) -> float:
        """Factor on the log ratio of two clubs' rates, less the home advantage: below 1 in Europe for smaller leagues.

        Clubs whose league is not in the results are known from few matches in Europe alone; the ratios of the rates of
        such pairings are too wide (`HELD`, fitted on the seasons 2012/13 to 2020/21).
        """
        here, there = (self.place(club, competition=competition)[1] for club in (home, away))
        return self._held(here, there, competition)

    def _held(self, here: str, there: str, competition: str) -> float:
        if self.own is None or competition not in EUROPEAN or here == there:
            return 1.0
        return HELD[(here in self.own) + (there in self.own)]

    @property
    def _model(self) -> Likelihood:
        return likelihood(self.likelihood)


def refuse_women(competition: str) -> None:
    """Raise for a women's competition: the strengths are those of men's sides.

    Raises:
        InputError: the competition is one of women.
    """
    if of_women(competition):
        raise InputError(
            f"The strengths are those of men's sides; of the {competition} nothing is known",
            place="competition",
            remedy="Give the expected goals (--rates), a bookmaker's odds (--odds) or results of its own (--results)",
        )


def seasons_between(start: date, end: date) -> tuple[int, int]:
    """The numbers of summers (1 July) and of turns of the year (1 January) after `start`, up to `end`.

    >>> seasons_between(date(2026, 5, 25), date(2026, 11, 27))
    (1, 0)
    """
    years = end.year - start.year
    return years + int(end >= date(end.year, 7, 1)) - int(start >= date(start.year, 7, 1)), years
