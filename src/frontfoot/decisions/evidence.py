"""The evidence on pressing: its terms, their biases, and the posterior that follows from them.

Two log rates describe the effect of one unit of approach on the goals of a match: the balance (half the difference of
its effects on the own rate and on the opponent's) and the total (half their sum). The own rate
changes by total + balance, the opponent's by total - balance. One unit is the standard deviation of the mean approach
of a side over a match, as in the front-foot index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from frontfoot.decisions.mixture import PairMixture


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of evidence, as it is measured, before any allowance for its bias.

    Attributes:
        name: short and plain, such as "league matches".
        title: what is compared, for people.
        balance, balance_error: measured, log rate per unit, and its standard error.
        total, total_error: the same of the total; None where the term does not see it.
        matches: it rests on.
        assumed: the bias allowed for, in words.
    """

    name: str
    title: str
    balance: float
    balance_error: float
    total: float | None
    total_error: float | None
    matches: int
    assumed: str


@dataclass(frozen=True, slots=True)
class MeasuredCost:
    """Another quantity that is associated with pressing, measured in matches.

    Attributes:
        name: such as "cards, own".
        change, error: relative change per unit of approach (0.14 is 14% more), and its standard error.
        events: counted.
        note: what to make of it.
    """

    name: str
    change: float
    error: float
    events: int
    note: str


@dataclass(frozen=True, eq=False)
class Evidence:
    """The shipped evidence.

    Attributes:
        posterior: of (balance, total) per unit, all terms together.
        without: the posterior with parts of the evidence left out, by name.
        terms: the kinds of evidence.
        usual_shift: lead -3 ... 3 -> usual shift of a side's approach from level scores, in units.
        costs: other quantities associated with pressing.
    """

    posterior: PairMixture
    without: Mapping[str, PairMixture]
    terms: tuple[Term, ...]
    usual_shift: Mapping[int, float]
    costs: tuple[MeasuredCost, ...]

    @property
    def main(self) -> Term:
        """The term with the most weight: approach and chances in league matches."""
        return self.terms[0]


@cache
def evidence() -> Evidence:
    """The shipped evidence (`frontfoot fit effects` makes it again)."""
    from frontfoot.fitted import read

    parameters = read("effects")["parameters"]
    return Evidence(
        _mixture(parameters["posterior"]),
        {name: _mixture(part) for name, part in parameters["posterior_without"].items()},
        tuple(Term(**term) for term in parameters["terms"]),
        dict(sorted((int(lead), float(shift)) for lead, shift in parameters["usual_shift"].items())),
        tuple(MeasuredCost(**cost) for cost in parameters["costs"]),
    )


def _mixture(part: list[dict[str, Any]]) -> PairMixture:
    return PairMixture(
        np.array([component["weight"] for component in part]),
        np.array([component["mean"] for component in part]),
        np.array([component["covariance"] for component in part]),
    )
