"""What is different about a second leg: its host gains a little more from playing at home.

Strengths know one home advantage for each competition, the same in groups and in both legs. That the side at home in
the second leg does better than that is long known (Page and Page 2007, Journal of Sports Sciences 25, 1547-1556). The
effect is one number, fitted on goals of second legs by `frontfoot fit ties`, which also tried a stronger score state.
"""

from __future__ import annotations

import math
from functools import cache


@cache
def second_leg_factors() -> tuple[float, float]:
    """Multipliers of the (host's, visitor's) base rates in a second leg, from `fitted/ties.json`.

    They act on rates that come from strengths (`frontfoot.ties.pairing.rates_of`), not on rates given by hand, and not
    on neutral ground.

    >>> host, visitor = second_leg_factors()
    >>> host > 1 > visitor
    True
    """
    from frontfoot.fitted import read

    return factors_of(read("ties")["parameters"]["second_leg_home_advantage"])


def factors_of(advantage: float) -> tuple[float, float]:
    """Multipliers of the (host's, visitor's) rates when the log of their ratio rises by `advantage`."""
    return math.exp(advantage / 2.0), math.exp(-advantage / 2.0)
