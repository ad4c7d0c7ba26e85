"""The worths of the plans, and the gain of pressing on over dropping back, under the posterior of the effects.

The effects are small, so the worth of a plan is a smooth surface over (balance, total). It is evaluated at five points
(the posterior mean, and one standard deviation to either side along both axes), exactly and at a spread of the drawn
strengths; between them a gradient and the curvature along the axes stand for it. Against the mean over hundreds of
draws of effects and strengths this is exact to a few hundredths of a point (`tests/decisions/test_advice.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.game import SPELL, USUAL, Levels, Policy, solve
from frontfoot.decisions.mixture import NormalMixture, PairMixture
from frontfoot.decisions.plans import PLANS, Plan, levels
from frontfoot.decisions.situation import GameSituation

STRENGTHS: Final = 25
"""Number of draws at which the plans are compared: middles of equal parts of the draws, ordered by who is stronger."""


@dataclass(frozen=True, eq=False)
class WorthSurface:
    """A smooth function of (balance, total) around the posterior mean.

    Attributes:
        value: its mean under the posterior.
        gradient: at the posterior mean, shape (2,).
    """

    value: float
    gradient: Floats

    @classmethod
    def of(cls, points: Floats, errors: Floats) -> WorthSurface:
        """From the values at the mean and at mean + and - each standard deviation, shape (5,)."""
        centre, up, down = points[0], points[1::2], points[2::2]
        steps = np.maximum(errors, 1e-9)
        return cls(float(centre + 0.5 * (up + down - 2.0 * centre).sum()), (up - down) / (2.0 * steps))

    def less(self, other: WorthSurface) -> WorthSurface:
        """The difference of two surfaces."""
        return WorthSurface(self.value - other.value, self.gradient - other.gradient)

    def under(self, posterior: PairMixture) -> NormalMixture:
        """Its distribution under the posterior."""
        return posterior.along(self.value, self.gradient)


@dataclass(frozen=True, eq=False)
class WorthMoment:
    """The worth of every plan at one moment and score.

    Attributes:
        plans: surface of each plan.
        usual: worth of what is usual, by the same strengths.
    """

    plans: Mapping[Plan, WorthSurface]
    usual: float

    @property
    def gain(self) -> WorthSurface:
        """Press less drop."""
        return self.plans["press"].less(self.plans["drop"])


@dataclass(frozen=True, eq=False)
class Worths:
    """The solutions of every plan, from which the worths of the moment and of later moments are taken.

    Attributes:
        posterior: of the effects.
        policies: the solved game by plan; "usual" is the forecast without a decision; the two ways to drop (from a lead
            and from no lead) are told apart.
        lead: of the side now.
        strengths: number of strengths.
    """

    posterior: PairMixture
    policies: Mapping[str, Policy]
    lead: int
    strengths: int

    @property
    def now(self) -> WorthMoment:
        """The worths at the present moment."""
        return self._at(0, 0)

    def after_goal(self, *, ours: bool) -> WorthMoment:
        """The worths right after the next goal, with the plans beginning then."""
        states = self.policies["usual"].states
        return self._at(0, int((states.after_ours if ours else states.after_theirs)[0]))

    def later(self) -> list[tuple[float, WorthMoment]]:
        """Minutes from now and the moment, at the start of each later spell with the score as it is."""
        spells = self.policies["usual"].spells
        return [(spell.minutes_from_now, self._at(number, 0)) for number, spell in enumerate(spells) if number]

    def _at(self, spell: int, state: int) -> WorthMoment:
        states = self.policies["usual"].states
        leading = self.lead + int(states.ours[state]) - int(states.theirs[state]) > 0
        names = {"drop": "drop, leading" if leading else "drop", "stay": "stay", "press": "press"}
        return WorthMoment(
            {plan: self._surface(names[plan], spell, state) for plan in PLANS},
            float(np.mean(self.policies["usual"].values[spell, :, state])),
        )

    def _surface(self, name: str, spell: int, state: int) -> WorthSurface:
        values = np.broadcast_to(self.policies[name].values[spell, :, state], (5 * self.strengths,))
        return WorthSurface.of(values.reshape(5, self.strengths).mean(axis=1), self.posterior.errors)


def worths(
    situation: GameSituation,
    posterior: PairMixture,
    usual_shift: Mapping[int, float],
    *,
    minutes: float | None = None,
    theirs: Levels | None = None,
    costs: Costs | None = None,
    spell: float = SPELL,
) -> Worths:
    """Solve every plan at five points of the effects.

    Args:
        situation: where we stand; with draws of strengths, a spread of them is used.
        posterior: of (balance, total) per unit of approach.
        usual_shift: lead -> the usual shift of approach, in units.
        minutes: for how long the plan is kept before play returns to the usual; None for the rest of regulation.
        theirs: how the opponent replies: as usual for the score by default, `any_level()` for the best reply, or
            `unmoved(...)` for one who does not react.
        costs: of pressing on.
        spell: minutes of a spell.
    """
    situation = spread(situation)
    count = int(np.size(situation.rates.home))
    effects = Effects(*(np.repeat(part, count) for part in _five(posterior)))
    tiled = replace(situation.rates, home=np.tile(situation.rates.home, 5), away=np.tile(situation.rates.away, 5))
    situation = replace(situation, rates=tiled)
    plans: dict[str, Levels] = {
        "drop": levels("drop", usual_shift, leading=False, minutes=minutes),
        "drop, leading": levels("drop", usual_shift, leading=True, minutes=minutes),
        "stay": levels("stay", usual_shift, leading=False, minutes=minutes),
        "press": levels("press", usual_shift, leading=False, minutes=minutes),
        "usual": USUAL,
    }
    reply = theirs or USUAL
    policies = {
        name: solve(situation, effects, ours=ours, theirs=reply, costs=costs if name == "press" else None, spell=spell)
        for name, ours in plans.items()
    }
    return Worths(posterior, policies, situation.lead, count)


def spread(situation: GameSituation, count: int = STRENGTHS) -> GameSituation:
    """The situation with `count` of its drawn strengths, evenly spread over who is stronger; itself with fewer."""
    home, away = np.atleast_1d(situation.rates.home), np.atleast_1d(situation.rates.away)
    if home.size <= count:
        return situation
    order = np.argsort(home / away, kind="stable")
    pick = order[((np.arange(count) + 0.5) / count * home.size).astype(int)]
    return replace(situation, rates=replace(situation.rates, home=home[pick], away=away[pick]))


def _five(posterior: PairMixture) -> tuple[Floats, Floats]:
    """Own and opponent's effects at the five points, shape (5,) each."""
    (balance, total), errors = posterior.mean, np.maximum(posterior.errors, 1e-9)
    shifts = np.array([[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]) * errors
    balances, totals = balance + shifts[:, 0], total + shifts[:, 1]
    return totals + balances, totals - balances
