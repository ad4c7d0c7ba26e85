"""`ends_by_lead`: the probabilities of ahead, level and behind after 90 minutes, for every lead before the match.

The rates depend on the score through the lead in the tie alone, and through whether a goal has been scored in the
match at all. The chain of scores (`frontfoot.goals.uniformisation`) therefore reduces to one of leads: its state is the
lead, in two versions, with and without a goal so far. Computed backward is the probability of ending ahead, behind,
and level with 0, 1, ... more goals of the away side, since away goals may decide. A goal of the away side moves the
lead down and that number up; as the rates do not depend on the number, all start from none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats, Ints
from frontfoot.goals.forecast import BLOCK, KICK_OFF, lattice_size
from frontfoot.goals.rates import Rates
from frontfoot.goals.uniformisation import poisson_weights, stretches

TOLERANCE = 1e-10
_AHEAD, _BEHIND, _LEVEL = 0, 1, 2


@dataclass(frozen=True, eq=False)
class EndsByLead:
    """The probabilities of the endings of a match, from several leads of its home side.

    Attributes:
        ahead: probability that the home side is ahead in the tie after 90 minutes, shape (leads, [draws]).
        behind: the same for the away side.
        level: that the tie is level, by the away side's goals in the match, shape (leads, [draws], J); the last index
            means that many or more.
    """

    ahead: Floats
    behind: Floats
    level: Floats


def ends_by_lead(rates: Rates, most: int, *, away_goals: bool, tolerance: float = TOLERANCE) -> EndsByLead:
    """The probabilities of the endings of a match from leads of -most ... most goals of the home side.

    Args:
        rates: of the match; base rates may be arrays (draws,).
        most: largest lead of either side.
        away_goals: distinguish all numbers of the away side's goals; else only none and any.
        tolerance: largest error of a probability.

    >>> ends = ends_by_lead(Rates(1.5, 1.2), 2, away_goals=False)
    >>> [round(float(chance), 2) for chance in ends.ahead]
    [0.1, 0.23, 0.43, 0.66, 0.84]
    """
    home, away = (np.atleast_1d(rate) for rate in rates.constants((11, 11)))
    more = lattice_size(rates, KICK_OFF, until=2, tolerance=tolerance)
    leads = np.arange(-most - more[1], most + more[0] + 1)
    kinds = _LEVEL + (more[1] if away_goals else 2)
    block = max(1, BLOCK // (len(leads) * kinds))
    parts = [
        _back(
            rates,
            leads,
            kinds,
            slice(more[1], more[1] + 2 * most + 1),
            home[i : i + block],
            away[i : i + block],
            tolerance,
        )
        for i in range(0, len(home), block)
    ]
    ends = np.moveaxis(np.concatenate(parts, axis=-1), 1, -1)
    if rates.home.ndim == 0:
        ends = ends[:, 0]
    return EndsByLead(ends[..., _AHEAD], ends[..., _BEHIND], ends[..., _LEVEL:])


def _back(rates: Rates, leads: Ints, kinds: int, wanted: slice, home: Floats, away: Floats, tolerance: float) -> Floats:
    """The probabilities of the endings from each of the wanted leads, shape (wanted leads, kinds, draws)."""
    # From the wanted leads the ends of the table are reached with a probability below the tolerance.
    scored = np.zeros((len(leads), kinds, len(home)))
    scored[leads > 0, _AHEAD] = scored[leads < 0, _BEHIND] = scored[leads == 0, _LEVEL] = 1.0
    goalless = scored[wanted].copy()
    pieces = stretches(rates.score_state, KICK_OFF, 2)
    chains: dict[int, _Chain] = {}
    for stretch in reversed(pieces):
        if stretch.row not in chains:
            chains[stretch.row] = _Chain.on(rates, stretch.row, leads, wanted, home, away)
        chain = chains[stretch.row]
        weights = poisson_weights(rates.clock, stretch, [stretch.start], chain.bound, tolerance / len(pieces))[0]
        scored, goalless = chain.series(scored, goalless, weights)
    return goalless


@dataclass(frozen=True, eq=False)
class _Chain:
    """One jump of the uniformised chain of leads.

    Attributes:
        bound: of the rate of goals by operational time.
        home, away: probabilities that a jump is a goal of that side, by lead, shape (leads, 1, draws).
        home_first, away_first: the same of the first goal of the match, by the leads brought into it.
        wanted: which leads those are.
    """

    bound: float
    home: Floats
    away: Floats
    home_first: Floats
    away_first: Floats
    wanted: slice

    @classmethod
    def on(cls, rates: Rates, row: int, leads: Ints, wanted: slice, home: Floats, away: Floats) -> _Chain:
        """The chain of a row of the score-state tables."""
        tables, goalless = rates.score_state, float(rates.score_state.goalless[row])
        middle = tables.home.shape[1] // 2
        up = tables.home[row].take(middle + leads, mode="clip")[:, None, None] * home
        down = tables.away[row].take(middle - leads, mode="clip")[:, None, None] * away
        bound = max(float((up + down).max()), float((up + down)[wanted].max()) * goalless)
        up, down = up / bound, down / bound
        home_first, away_first = up[wanted] * goalless, down[wanted] * goalless
        up[-1] = down[0] = 0.0
        return cls(bound, up, down, home_first, away_first, wanted)

    def series(self, scored: Floats, goalless: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """Both values, after a first goal and before it: means over the number of jumps to come."""
        stay, stay_goalless = 1.0 - self.home - self.away, 1.0 - self.home_first - self.away_first
        totals = weights[0] * scored, weights[0] * goalless
        first, last = self.wanted.start, self.wanted.stop
        for weight in weights[1:]:
            by_away = _after_away_goal(scored)
            goalless = (
                stay_goalless * goalless
                + self.home_first * scored[first + 1 : last + 1]
                + self.away_first * by_away[first - 1 : last - 1]
            )
            after = stay * scored
            after[:-1] += self.home[:-1] * scored[1:]
            after[1:] += self.away[1:] * by_away[:-1]
            scored = after
            totals[0][...] += weight * scored
            totals[1][...] += weight * goalless
        return totals


def _after_away_goal(values: Floats) -> Floats:
    """The same values with one more goal of the away side: level with j of them was level with j - 1."""
    moved = np.empty_like(values)
    moved[:, :_LEVEL] = values[:, :_LEVEL]
    moved[:, _LEVEL] = 0.0
    moved[:, _LEVEL + 1 :] = values[:, _LEVEL:-1]
    moved[:, -1] += values[:, -1]
    return moved
