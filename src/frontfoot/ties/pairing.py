"""`rates_of`: the rates of every leg of a tie, from the strengths of its clubs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError
from frontfoot.core.identity import clubs
from frontfoot.goals.clock import Clock
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates
from frontfoot.goals.results.competitions import LEAGUE_OF_COUNTRY, OF_NATIONS
from frontfoot.goals.strengths import Strengths
from frontfoot.goals.strengths.nations import kind_of
from frontfoot.ties.rulebook import Rules
from frontfoot.ties.situation import Tie


def expected_goals_of(tie: Tie, strengths: Strengths) -> list[tuple[float, float]]:
    """Expected goals of (home, away) in 90 minutes of each leg, at the mean strengths.

    Raises:
        UnknownClub, NotConnected: a club is unknown, or no matches link the two (`frontfoot.goals`).
    """
    competition = competition_of(tie, strengths)
    return [strengths.rates(leg.home, leg.away, competition=competition, neutral=leg.neutral) for leg in tie.legs]


def competition_of(tie: Tie, strengths: Strengths | None = None) -> str:
    """The competition as the strengths name it; for a league match, the league of the home club's country.

    For nations it is the kind of match (`frontfoot.goals.strengths.nations`).
    """
    if tie.rules.competition in OF_NATIONS:
        return kind_of(tie.rules.competition)
    if tie.rules.steps:
        return tie.rules.competition
    home = tie.legs[0].home
    if strengths is not None and strengths.moved.get(home, "") in strengths.competitions:
        return strengths.moved[home]
    club = clubs().get(home)
    return LEAGUE_OF_COUNTRY.get(club.country, tie.rules.competition) if club is not None else tie.rules.competition


def season_clock(rules: Rules) -> Clock:
    """The clock of goals with the stoppages of the season of the rules; of the latest season for rules made by hand.

    >>> from frontfoot.ties.rulebook import rules
    >>> past, present = (season_clock(rules("ucl", season, "QF")).stoppages[1].mean for season in (2015, 2023))
    >>> past < present
    True
    """
    return Clock.fitted(rules.season or None)


def rates_of(
    tie: Tie, strengths: Strengths, *, draws: int = 0, generator: np.random.Generator | None = None
) -> list[Rates]:
    """Rates of each leg, home side of that leg first, with the clock of the season.

    Args:
        tie: its legs say who is at home.
        strengths: of the clubs, as known on the day.
        draws: number of draws of the strengths; 0 for their means.
        generator: generator of the draws. Both legs use the same draws of the two clubs' strengths.

    Raises:
        InputError: draws without a generator.
        UnknownClub, NotConnected: see `expected_goals_of`.
    """
    if draws and generator is None:
        raise InputError("Draws need random numbers", place="generator", remedy="Give numpy.random.default_rng(SEED)")
    means = expected_goals_of(tie, strengths)
    clock = season_clock(tie.rules)
    bases = [rates_from_expected(home, away, clock=clock) for home, away in means]
    if generator is None or not draws:
        return bases
    factors = _draws_of_legs(tie, strengths, draws, generator)
    return [
        replace(base, home=base.home * one, away=base.away * other)
        for base, (one, other) in zip(bases, factors, strict=True)
    ]


def _draws_of_legs(
    tie: Tie, strengths: Strengths, draws: int, generator: np.random.Generator
) -> list[tuple[Floats, Floats]]:
    """Factors on the (home, away) rates of each leg: draws from the posterior against its mean, shape (draws,) each."""
    one, other = tie.clubs
    competition, rows = competition_of(tie, strengths), strengths.rows
    places = [strengths.place(club, competition=competition)[0] for club in (one, other)]
    at = np.array([*places, rows + places[0], rows + places[1], *strengths.competition_places(competition)])
    values, vectors = np.linalg.eigh(strengths.covariance.block(at))
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn = generator.standard_normal((len(at), (draws + 1) // 2))
    # Each draw is paired with its mirror image (antithetic variates): mean odds hardly depend on the number of draws.
    shift = root @ np.stack([drawn, -drawn], axis=2).reshape(len(at), -1)[:, :draws]
    of_legs = []
    for leg in tie.legs:
        home, away = (0, 1) if leg.home == one else (1, 0)
        half = 0.0 if leg.neutral else 0.5 * shift[5]
        of_legs.append(
            (
                np.exp(shift[home] - shift[2 + away] + shift[4] + half),
                np.exp(shift[away] - shift[2 + home] + shift[4] - half),
            )
        )
    return of_legs
