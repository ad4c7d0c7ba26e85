"""The hierarchical prior of strengths: clubs in leagues, leagues on one scale, competitions around a mean.

With a_i and d_i the attack and defence of club i of league L (logs, more is better):

    (a_i, d_i) ~ N((s_L + n_i p_a, s_L + n_i p_d), C)      n_i = 1 for a club new to its league, else 0
    s_L        ~ N(o_L q, spread_leagues^2)                o_L = 1 for a country whose league is not in the results
    level_c    ~ N(common level, spread_level^2)           goals of a competition, log
    home_c     ~ N(common home, spread_home^2)             home advantage of a competition, any sign

The league's strength s_L raises attack and defence alike, so it cancels inside a league and shows only in European
matches. All of it is one quadratic form in the parameters; its scales are chosen on earlier seasons (see
docs/validation/strengths.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.goals.likelihoods import Array, Index


@dataclass(frozen=True, slots=True)
class Prior:
    """Scales of the hierarchy, in logs of goals.

    Attributes:
        attack, defence: standard deviation of clubs about their league's mean.
        correlation: of a club's attack and defence.
        newcomer: mean of a newcomer's attack and defence against its league, both with the standard deviation
            `newcomer_spread`.
        league: standard deviation of league strengths.
        elsewhere: mean strength of countries whose league is not in the results, standard deviation
            `elsewhere_spread`.
        level: standard deviation of competitions' goal levels about the common one.
        home: standard deviation of competitions' home advantages about the common one.
    """

    attack: float = 0.3
    defence: float = 0.26
    correlation: float = 0.75
    newcomer: tuple[float, float] = (-0.15, -0.15)
    newcomer_spread: float = 0.05
    league: float = 0.4
    elsewhere: float = -0.3
    elsewhere_spread: float = 0.2
    level: float = 0.1
    home: float = 0.1

    def club_precision(self) -> Array:
        """Inverse of the 2 x 2 covariance C of a club's attack and defence."""
        cross = self.correlation * self.attack * self.defence
        result: Array = np.linalg.inv(np.array([[self.attack**2, cross], [cross, self.defence**2]]))
        return result


@dataclass(frozen=True, slots=True)
class Layout:
    """The place of each parameter in the vector: attacks, defences, levels, homes, leagues, six common ones.

    Attributes:
        clubs, competitions, leagues: how many there are; two more clubs a league stand for its newcomers without a
            match when `flat` is false.
        flat: no hierarchy: attacks, defences, levels, homes and the extra parameter only.
    """

    clubs: int
    competitions: int
    leagues: int
    flat: bool = False

    @property
    def level(self) -> int:
        """First competition level."""
        return 2 * self.clubs

    @property
    def home(self) -> int:
        """First home advantage."""
        return self.level + self.competitions

    @property
    def extra(self) -> int:
        """The likelihood's extra parameter."""
        return self.home + self.competitions

    @property
    def league(self) -> int:
        """First league strength."""
        return self.extra + 1

    @property
    def common(self) -> int:
        """Newcomer's attack and defence, strength elsewhere, common level, common home."""
        return self.league + self.leagues

    @property
    def size(self) -> int:
        """Number of parameters."""
        return self.extra + 1 if self.flat else self.common + 5


def quadratic(layout: Layout, prior: Prior, league: Index, newcomer: Array, elsewhere: Array) -> tuple[Array, Array]:
    """Precision matrix P and vector b of the prior: log density = -1/2 x'Px + b'x + constant.

    Args:
        layout: places of the parameters.
        prior: the scales.
        league: index of each club's league, shape (clubs,).
        newcomer: 1 for newcomers, shape (clubs,).
        elsewhere: 1 for countries without results of their league, shape (leagues,).
    """
    precision, linear = np.zeros((layout.size, layout.size)), np.zeros(layout.size)
    first = layout.common
    # A club's two deviations have three coefficients each: own strength, minus league, minus newcomer's mean.
    ones, inner = np.ones(layout.clubs), prior.club_precision()
    signs = np.stack([ones, -ones, -newcomer])
    at = [
        np.stack(
            [side * layout.clubs + np.arange(layout.clubs), layout.league + league, np.full_like(league, first + side)]
        )
        for side in (0, 1)
    ]
    for p in (0, 1):
        for q in (0, 1):
            values = inner[p, q] * signs[:, None, :] * signs[None, :, :]
            np.add.at(precision, (at[p][:, None, :], at[q][None, :, :]), values)

    def scalar(coefficients: dict[int, float], mean: float, spread: float) -> None:
        where, values = list(coefficients), np.array(list(coefficients.values()))
        precision[np.ix_(where, where)] += np.outer(values, values) / spread**2
        linear[where] += values * mean / spread**2

    for i in range(layout.leagues):
        scalar({layout.league + i: 1.0, first + 2: -float(elsewhere[i])}, 0.0, prior.league)
    for c in range(layout.competitions):
        scalar({layout.level + c: 1.0, first + 3: -1.0}, 0.0, prior.level)
        scalar({layout.home + c: 1.0, first + 4: -1.0}, 0.0, prior.home)
    scalar({first: 1.0}, prior.newcomer[0], prior.newcomer_spread)
    scalar({first + 1: 1.0}, prior.newcomer[1], prior.newcomer_spread)
    scalar({first + 2: 1.0}, prior.elsewhere, prior.elsewhere_spread)
    # The common level and the common home advantage are nearly free: one deviation covers all plausible values.
    scalar({first + 3: 1.0}, 0.25, 0.5)
    scalar({first + 4: 1.0}, 0.3, 0.5)
    return precision, linear


def anchor(layout: Layout, connected: Index) -> tuple[Array, Array]:
    """The constraint that makes a fit without a hierarchy unique: mean attack 0 and mean defence 0 in each linked set.

    The likelihood does not change along these directions, so the maximum's value is that of the free model.

    Args:
        layout: places of the parameters.
        connected: number of the set of clubs that matches link, by club.
    """
    precision = np.zeros((layout.size, layout.size))
    together = (connected[:, None] == connected[None, :]).astype(float)
    for side in (0, 1):
        at = slice(side * layout.clubs, (side + 1) * layout.clubs)
        precision[at, at] = together
    return precision, np.zeros(layout.size)
