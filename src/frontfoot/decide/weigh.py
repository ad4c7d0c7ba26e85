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

from frontfoot.decide.effect import Effects
from frontfoot.decide.game import SPELL, committed, solve
from frontfoot.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from frontfoot.decide.costs import Costs
    from frontfoot.decide.evidence import Ladder, Rung
    from frontfoot.decide.game import Levels
    from frontfoot.decide.situation import Situation

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


def weigh(
    situation: Situation,
    ladder: Ladder,
    *,
    minutes: float | None = None,
    theirs: Levels | None = None,
    costs: Costs | None = None,
    spell: float = SPELL,
) -> Decision:
    """Weigh pressing, holding and dropping on every rung.

    Args:
        situation: where we stand; with draws of strengths, these are paired with draws of effects.
        ladder: the evidence.
        minutes: for how long the plan is kept before play returns to the usual; None for the rest of regulation.
        theirs: how the opponent replies: as usual for the score by default, `any_level()` for the best reply, or
            `unmoved(...)` for one who does not react.
        costs: of pressing.
        spell: minutes of a spell.
    """
    weighed = tuple(_weigh(situation, rung, minutes, theirs or committed(0.0), costs, spell) for rung in ladder.rungs)
    return Decision(weighed, verdict([w.difference for w in weighed]), stake([w.difference for w in weighed]))


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


def _weigh(
    situation: Situation, rung: Rung, minutes: float | None, theirs: Levels, costs: Costs | None, spell: float
) -> Weighed:
    situation, effects = paired(situation, rung.effects)
    worth = {
        plan: solve(situation, effects, ours=committed(level, minutes), theirs=theirs, costs=costs, spell=spell).value
        for plan, level in PLANS.items()
    }
    estimates = {plan: Estimate.of(values) for plan, values in worth.items()}
    return Weighed(rung.name, **estimates, difference=Estimate.of(worth["press"] - worth["drop"]))


def paired(situation: Situation, effects: Effects) -> tuple[Situation, Effects]:
    """As many draws of effects as of strengths; the shorter is repeated in order."""
    strengths = np.size(situation.rates.home)
    if strengths == 1 or effects.draws == 1 or strengths == effects.draws:
        return situation, effects
    count = max(strengths, effects.draws)
    pick = np.arange(count)
    rates = replace(
        situation.rates, home=situation.rates.home[pick % strengths], away=situation.rates.away[pick % strengths]
    )
    names = ("own", "opponent", "own_leading", "opponent_leading")
    spread = Effects(*(np.atleast_1d(getattr(effects, name))[pick % effects.draws] for name in names))
    return replace(situation, rates=rates), spread
