"""Rates of every possible pairing of a competition's clubs, with joint draws of their strengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from frontfoot.core.arrays import Floats, Ints
from frontfoot.core.errors import FrontfootError
from frontfoot.goals.likelihoods import likelihood
from frontfoot.goals.sources import StrengthsUsed
from frontfoot.goals.strengths import Strengths
from frontfoot.ties.strengths import dated, used_for


@dataclass(frozen=True)
class Pairings:
    """Log strengths of clubs on one day: the same draw of a club holds in all its matches.

    Attributes:
        clubs: names.
        attack, defence: shape (draws, clubs); one row, the means, where strengths are taken as sure.
        level: shape (draws,), of the competition.
        advantage: of the home side, log; held at its mean.
        assumed: clubs of which nothing is known, taken as newcomers to an average league.
        known: what the strengths are of, for people.
        model, theta: the likelihood of scores and its extra parameter (`frontfoot.goals.likelihoods`).
        sure: whether these are means without draws.
        held: factor on the log ratio of two clubs less the home advantage (`Strengths.held`), shape (clubs, clubs); 1
            where None.
        strengths: that they were drawn from; None where they were made otherwise.
    """

    clubs: tuple[str, ...]
    attack: Floats
    defence: Floats
    level: Floats
    advantage: float
    assumed: tuple[str, ...]
    known: str
    model: str = "poisson"
    theta: float = 0.0
    sure: bool = True
    held: Floats | None = None
    strengths: Strengths | None = field(default=None, repr=False, compare=False)

    @property
    def used(self) -> StrengthsUsed | None:
        """Day and age of the strengths, and clubs without results of their own; None for equal strengths."""
        return None if self.strengths is None else used_for(self.clubs, self.strengths)

    @classmethod
    def of(
        cls,
        strengths: Strengths,
        clubs: Sequence[str],
        competition: str,
        *,
        draws: int = 0,
        generator: np.random.Generator | None = None,
    ) -> Pairings:
        """Pairings from strengths.

        Args:
            strengths: as known on the day.
            clubs: canonical names.
            competition: its name in the results.
            draws: joint draws from the posterior of all strengths and the level; 0 for the means.
            generator: of the draws.
        """
        rows = strengths.rows
        newcomers = np.array(sorted(strengths.newcomers.values()), dtype=np.intp)
        places, assumed = [], []
        for club in clubs:
            place = _place(strengths, club, competition)
            if place is None:
                assumed.append(club)
            places.append(place)
        level_at, advantage_at = strengths.competition_places(competition)
        advantage = float(strengths.parameters[advantage_at])
        unique = sorted({place for place in places if place is not None})
        at = np.array([*unique, *(rows + place for place in unique), level_at], dtype=np.intp)
        values = np.broadcast_to(strengths.parameters[at], (max(draws, 1), len(at)))
        if draws:
            assert generator is not None
            eigenvalues, vectors = np.linalg.eigh(strengths.covariance.block(at))
            root = vectors * np.sqrt(np.maximum(eigenvalues, 0.0))
            values = values + generator.standard_normal((draws, len(at))) @ root.T
        row = {place: i for i, place in enumerate(unique)}
        attack, defence = (np.empty((len(values), len(clubs))) for _ in range(2))
        for i, place in enumerate(places):
            if place is not None:
                attack[:, i] = values[:, row[place]]
                defence[:, i] = values[:, len(unique) + row[place]]
                continue
            for table, of in ((attack, newcomers), (defence, rows + newcomers)):
                means = strengths.parameters[of]
                table[:, i] = means.mean()
                if draws:
                    assert generator is not None
                    table[:, i] += generator.standard_normal(draws) * means.std()
        return cls(
            tuple(clubs),
            attack,
            defence,
            values[:, -1].copy(),
            advantage,
            tuple(assumed),
            dated(strengths, clubs),
            strengths.likelihood,
            strengths.theta,
            not draws,
            _held(strengths, clubs, places, competition),
            strengths,
        )

    @classmethod
    def equal(cls, clubs: Sequence[str], goals: float = 1.35, advantage: float = 0.25) -> Pairings:
        """Pairings in which all clubs are equally strong: the reference forecast without information."""
        flat = np.zeros((1, len(clubs)))
        return cls(tuple(clubs), flat, flat, np.array([np.log(goals)]), advantage, (), "equal strengths")

    def number(self, club: str) -> int:
        """The place of a club in the tables."""
        return self.clubs.index(club)

    def logs(self, host: Ints | np.intp, visitor: Ints | np.intp, *, neutral: bool = False) -> tuple[Floats, Floats]:
        """Log expected goals of hosts and visitors over 90 minutes, shape (draws, ...)."""
        half = 0.0 if neutral else self.advantage / 2.0
        level = self.level.reshape(-1, *(1,) * np.ndim(host))
        one = level + self.attack[:, host] - self.defence[:, visitor]
        other = level + self.attack[:, visitor] - self.defence[:, host]
        if self.held is not None:
            moved = (self.held[host, visitor] - 1.0) * (one.mean(axis=0) - other.mean(axis=0)) / 2.0
            one, other = one + moved, other - moved
        return one + half, other - half

    def scores(self, host: int, visitor: int, size: int = 12, *, neutral: bool = False) -> Floats:
        """Probabilities of the scores after 90 minutes for every draw, shape (draws, size, size)."""
        one, other = (np.exp(log) for log in self.logs(np.intp(host), np.intp(visitor), neutral=neutral))
        model = likelihood(self.model)
        matrices = np.stack([model.matrix(a, b, self.theta, size) for a, b in zip(one, other, strict=True)])
        result: Floats = matrices / matrices.sum(axis=(1, 2), keepdims=True)
        return result


def _held(strengths: Strengths, clubs: Sequence[str], places: Sequence[int | None], competition: str) -> Floats:
    """`Strengths.held` of every pair; 1 where nothing is known of a club."""
    known = [place is not None for place in places]
    return np.array(
        [
            [
                strengths.held(a, b, competition) if one and other and a != b else 1.0
                for b, other in zip(clubs, known, strict=True)
            ]
            for a, one in zip(clubs, known, strict=True)
        ]
    )


def _place(strengths: Strengths, club: str, competition: str) -> int | None:
    """Where a club's strength stands; None when nothing links it with the largest set of leagues."""
    try:
        place, country = strengths.place(club, competition=competition)
    except FrontfootError:
        return None
    return place if strengths.connected[country] == 0 else None
