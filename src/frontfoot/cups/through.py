"""Odds of going through for every pairing at once, both legs still to play.

Within a competition the rates of a two-legged tie are set by two numbers, the log expected goals of the first leg's two
sides (the second leg turns the home advantage round); so are those of a single match. The exact odds of
`frontfoot.ties` are computed at Chebyshev nodes over the range of these two numbers and interpolated in log-odds, to
better than 0.00001.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from frontfoot.core.arrays import Floats
from frontfoot.cups.pairings import Pairings
from frontfoot.goals.levels import rates_from_expected
from frontfoot.ties import Leg, Model, Rules, Situation, Step, Tie
from frontfoot.ties.pairing import season_clock

# Ranges are widened to multiples of this, so that similar questions share a surface.
STEP = 0.25
NODES_A_UNIT, NODES_AT_LEAST = 2.25, 4
# From 0.1 to 5.8 goals a match; what lies outside (rare draws of uncertain strengths) counts as the edge.
LOWEST, HIGHEST = -2.25, 1.75
# Nodes are solved in this many blocks of like rates: small rates need fewer scores.
BLOCKS = 3


@dataclass(frozen=True)
class OddsSurface:
    """Log-odds of the first leg's host over the log expected goals (host, visitor) of the first leg.

    Attributes:
        low, high: the range of both axes.
        coefficients: of the Chebyshev polynomials, shape (nodes, nodes).
    """

    low: float
    high: float
    coefficients: Floats

    def odds(self, host: ArrayLike, visitor: ArrayLike) -> Floats:
        """Probability that the first leg's host goes through, of the shape of the arguments."""
        one, other = np.asarray(host, dtype=float), np.asarray(visitor, dtype=float)
        left = self._basis(one.ravel()) @ self.coefficients
        logit = np.einsum("ij,ij->i", left, self._basis(other.ravel()))
        probabilities: Floats = (1.0 / (1.0 + np.exp(-logit))).reshape(one.shape)
        return probabilities

    def _basis(self, values: Floats) -> Floats:
        scaled = np.clip((2.0 * values - self.low - self.high) / (self.high - self.low), -1.0, 1.0)
        return np.asarray(np.polynomial.chebyshev.chebvander(scaled, len(self.coefficients) - 1), dtype=float)


def surface(rules: Rules, advantage: float, low: float, high: float) -> OddsSurface:
    """The surface of a round's rules that holds log expected goals from `low` to `high`."""
    first = max(LOWEST, np.floor(min(low, HIGHEST - STEP) / STEP) * STEP)
    last = min(HIGHEST, np.ceil(high / STEP) * STEP)
    turned = 0.0 if rules.legs == 1 else round(advantage, 6)
    return _surface(rules.legs, tuple(rules.steps), rules.season, turned, float(first), float(max(last, first + STEP)))


@lru_cache(maxsize=64)
def _surface(legs: int, steps: tuple[str, ...], season: int, advantage: float, low: float, high: float) -> OddsSurface:
    nodes = NODES_AT_LEAST + int(np.ceil(NODES_A_UNIT * (high - low)))
    at = np.cos(np.pi * (np.arange(nodes) + 0.5) / nodes)
    logs = (high + low) / 2.0 + (high - low) / 2.0 * at
    host, visitor = (axis.ravel() for axis in np.meshgrid(logs, logs, indexing="ij"))
    rules = Rules(legs=legs, steps=tuple(Step(step) for step in steps), season=season)
    through = np.empty((nodes * nodes, 2))
    for part in np.array_split(np.argsort(np.maximum(host, visitor), kind="stable"), BLOCKS):
        through[part] = _exact(rules, host[part], visitor[part], advantage)
    logit = np.log(through[:, 0] / through[:, 1]).reshape(nodes, nodes)
    inverse = np.linalg.inv(np.polynomial.chebyshev.chebvander(at, nodes - 1))
    return OddsSurface(low, high, inverse @ logit @ inverse.T)


def _exact(rules: Rules, host: Floats, visitor: Floats, advantage: float) -> Floats:
    """Odds of (host, visitor) of the first leg, from the whole tie, shape (points, 2)."""
    matches = [Leg("host", "visitor")] if rules.legs == 1 else [Leg("host", "visitor"), Leg("visitor", "host")]
    clock = season_clock(rules)
    rates = [rates_from_expected(np.exp(host), np.exp(visitor), clock=clock)]
    if rules.legs == 2:
        rates.append(rates_from_expected(np.exp(visitor + advantage), np.exp(host - advantage), clock=clock))
    ways = Model(Tie(rules, tuple(matches)), rates).draw_ways(Situation())
    return np.asarray(ways.sum(axis=1))


def pair_odds(pairings: Pairings, rules: Rules, *, host: int | None = None) -> Floats:
    """Odds that a club goes through against another, for every ordered pair.

    Args:
        pairings: of the clubs.
        rules: of the tie.
        host: number of the one club whose ties at home are asked for; all when None.

    Returns:
        With a host shape (draws, clubs), of the host against each. Else shape (draws, clubs, clubs): [d, a, b] is the
        odds of a, which hosts the first leg, against b (one half on the diagonal). At a neutral ground
        [d, a, b] + [d, b, a] = 1.
    """
    count = len(pairings.clubs)
    if host is not None:
        others = np.arange(count)
        ahead, behind = pairings.logs(np.full(count, host), others)
        low, high = float(min(ahead.min(), behind.min())), float(max(ahead.max(), behind.max()))
        return surface(rules, pairings.advantage, low, high).odds(ahead, behind)
    host_of, visitor = (axis.ravel() for axis in np.indices((count, count)))
    apart = host_of != visitor
    neutral = rules.neutral and rules.legs == 1
    one, other = pairings.logs(host_of[apart], visitor[apart], neutral=neutral)
    odds = np.full((len(one), count, count), 0.5)
    if not apart.any():
        return odds
    low, high = float(min(one.min(), other.min())), float(max(one.max(), other.max()))
    odds[:, host_of[apart], visitor[apart]] = surface(rules, pairings.advantage, low, high).odds(one, other)
    # At a neutral ground nobody is at home: which side is named first must not matter.
    return (odds + 1.0 - odds.transpose(0, 2, 1)) / 2.0 if neutral else odds
