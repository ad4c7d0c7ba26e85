"""Press, hold or drop: what each is worth, on every rung of the evidence, and the verdict.

The rule of the verdict was written down before any answer was looked at:

* "press" or "drop" where every rung agrees beyond its 90% interval;
* "leans press" or "leans drop" where the main model does and no rung contradicts it beyond its interval;
* else "too close to call".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.decisions.costs import PRESS, Costs
from frontfoot.decisions.effect import NAMES, Effects
from frontfoot.decisions.evidence import Ladder
from frontfoot.decisions.game import SPELL, committed, solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from frontfoot.decisions.game import Levels, Policy
    from frontfoot.decisions.situation import Situation

Verdict = Literal["press", "leans press", "too close to call", "leans drop", "drop"]
PLANS = {"press": 1.0, "hold": 0.0, "drop": -1.0}
"""Level of each plan: standard deviations from what is usual in the situation."""
INTERVAL = 0.90


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 90% interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, draws: NDArray[np.float64]) -> Estimate:
        """Mean and central 90% interval of draws."""
        tail = 0.5 * (1.0 - INTERVAL)
        low, high = np.quantile(draws, [tail, 1.0 - tail])
        return cls(float(draws.mean()), float(low), float(high))

    @property
    def sign(self) -> int:
        """+1 or -1 where the whole interval lies on that side of zero, else 0."""
        return int(self.low > 0.0) - int(self.high < 0.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one rung says.

    Attributes:
        rung: its name.
        press, hold, drop: worth of each plan.
        difference: press less drop, draw by draw.
    """

    rung: str
    press: Estimate
    hold: Estimate
    drop: Estimate
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer.

    Attributes:
        ladder: what every rung says, the main model first.
        verdict: by the rule above.
        stake: half the largest plausible difference between pressing and dropping on any rung: what is at most won or
            lost against the middle course.
    """

    ladder: tuple[Weighed, ...]
    verdict: Verdict
    stake: float

    @property
    def main(self) -> Weighed:
        """What the main model says."""
        return self.ladder[0]


@dataclass(frozen=True, slots=True)
class Later:
    """The decision at another moment or score.

    Attributes:
        minutes: from now; 0 for the next goal or card.
        event: "as it is", "our goal" or "their goal".
        decision: what it would be then.
    """

    minutes: float
    event: str
    decision: Decision


@dataclass(frozen=True, eq=False)
class Weighing:
    """Every plan on every rung, solved once; decisions are read off it.

    Attributes:
        ladder: the evidence.
        policies: the solved plan by name; its draws are those of all rungs, one rung after another.
        draws: number of draws of each rung.
        anchor: what the situation is worth without a decision, by the tie's own outlook, where that is known: the worth
            of every plan is moved along, so that "hold" is that figure exactly (a control variate: strengths drawn
            anew would move all plans alike).
    """

    ladder: Ladder
    policies: dict[str, Policy]
    draws: int
    anchor: float | None = None

    @property
    def now(self) -> Decision:
        """The decision where we stand."""
        return self._decision(0, 0)

    def later(self) -> list[Later]:
        """The decision at the start of each later spell with the score as it is, and at once after either goal.

        Each supposes that the plan begins then.
        """
        policy = self.policies["hold"]
        found = [Later(0.0, "our goal", self._decision(0, int(policy.states.after_ours[0])))]
        found.append(Later(0.0, "their goal", self._decision(0, int(policy.states.after_theirs[0]))))
        for number, spell in enumerate(policy.spells[1:], start=1):
            found.append(Later(spell.minutes_from_now, "as it is", self._decision(number, 0)))
        return found

    def _decision(self, spell: int, state: int) -> Decision:
        worth = {
            plan: np.broadcast_to(policy.values[spell, :, state], (len(self.ladder.rungs) * self.draws,))
            for plan, policy in self.policies.items()
        }
        weighed = []
        for number, rung in enumerate(self.ladder.rungs):
            part = slice(number * self.draws, (number + 1) * self.draws)
            anchored = self.anchor is not None and (spell, state) == (0, 0)
            shift = self.anchor - float(worth["hold"][part].mean()) if anchored and self.anchor is not None else 0.0
            estimates = {plan: Estimate.of(values[part] + shift) for plan, values in worth.items()}
            difference = Estimate.of(worth["press"][part] - worth["drop"][part])
            weighed.append(Weighed(rung.name, **estimates, difference=difference))
        differences = [w.difference for w in weighed]
        return Decision(tuple(weighed), verdict(differences), stake(differences))


def weigh(
    situation: Situation,
    ladder: Ladder,
    *,
    minutes: float | None = None,
    theirs: Levels | None = None,
    costs: Costs | None = None,
    spell: float = SPELL,
    anchor: float | None = None,
) -> Weighing:
    """Weigh pressing, holding and dropping on every rung.

    Args:
        situation: where we stand; with draws of strengths, these are paired with draws of effects.
        ladder: the evidence.
        minutes: for how long the plan is kept before play returns to the usual; None for the rest of regulation.
        theirs: how the opponent replies: as usual for the score by default, `any_level()` for the best reply, or
            `unmoved(...)` for one who does not react.
        costs: of pressing.
        spell: minutes of a spell.
        anchor: see `Weighing`; only where the opponent replies as usual.
    """
    draws = max(rung.effects.draws for rung in ladder.rungs)
    effects = [paired(rung.effects, draws) for rung in ladder.rungs]
    stacked = Effects(*(np.concatenate([getattr(e, name) for e in effects]) for name in NAMES))
    strengths = np.size(situation.rates.home)
    if strengths > 1:
        pick = np.tile(np.arange(draws) % strengths, len(ladder.rungs))
        rates = replace(situation.rates, home=situation.rates.home[pick], away=situation.rates.away[pick])
        situation = replace(situation, rates=rates)
    policies = {
        plan: solve(
            situation,
            stacked,
            ours=committed(level, minutes),
            theirs=theirs or committed(0.0),
            # Only pressing costs anything.
            costs=costs if level >= PRESS else None,
            spell=spell,
        )
        for plan, level in PLANS.items()
    }
    return Weighing(ladder, policies, draws, anchor)


def verdict(differences: list[Estimate]) -> Verdict:
    """The verdict on press less drop, the main model first.

    >>> clear, open_ = Estimate(0.02, 0.01, 0.03), Estimate(0.0, -0.01, 0.01)
    >>> verdict([clear, clear]), verdict([clear, open_]), verdict([open_, clear])
    ('press', 'leans press', 'too close to call')
    """
    if not differences:
        raise InputError("No evidence to judge", place="verdict", remedy="Give at least one rung")
    signs = [difference.sign for difference in differences]
    for sign, sure, leaning in ((1, "press", "leans press"), (-1, "drop", "leans drop")):
        if all(s == sign for s in signs):
            return sure  # type: ignore[return-value]
        if signs[0] == sign and all(s != -sign for s in signs):
            return leaning  # type: ignore[return-value]
    return "too close to call"


def stake(differences: list[Estimate]) -> float:
    """Half the largest plausible difference on any rung."""
    return 0.5 * max(max(abs(difference.low), abs(difference.high)) for difference in differences)


def thinned(ladder: Ladder, draws: int) -> Ladder:
    """The ladder with the first `draws` draws of every rung, where a quick answer will do."""
    return Ladder(tuple(replace(rung, effects=paired(rung.effects, draws)) for rung in ladder.rungs))


def paired(effects: Effects, draws: int) -> Effects:
    """So many draws of effects: fewer are repeated in order, so that each keeps its partner among the strengths."""
    pick = np.arange(draws) % effects.draws
    return Effects(*(np.atleast_1d(getattr(effects, name))[pick] for name in NAMES))
