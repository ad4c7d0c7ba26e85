"""Other changes with a unit of approach: cards, penalties conceded, counter-attacks conceded."""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.decisions.evidence import MeasuredCost
from frontfoot.fit.effects.designs import MeasuredDesign
from frontfoot.fit.effects.outcome import fit_outcome, rows_of

KINDS: Final = (
    ("cards, own", "cards", 0, "both sides get more, about alike"),
    ("cards, opponent", "cards", 1, "both sides get more, about alike"),
    ("penalties conceded", "penalties", 1, "one count, with the bias of the league matches"),
    ("counter-attacks conceded", "counters", 1, "their chances are in the goals of the opponent"),
)
"""Name, outcome, whose approach (0 of the side the outcome is counted for, 1 of its opponent), note."""


def measured_costs(measured: MeasuredDesign) -> tuple[MeasuredCost, ...]:
    """Relative changes per unit of approach, by the latent design with counts in place of expected goals."""
    costs = []
    for name, outcome, whose, note in KINDS:
        rows = rows_of(
            measured.spells,
            measured.levels.within,
            held=measured.levels.team,
            outcome=outcome,
            teams=outcome == "counters",
        )
        fit = fit_outcome(rows)
        change = float(np.expm1(fit.beta[whose]))
        error = float(np.exp(fit.beta[whose]) * np.sqrt(fit.covariance[whose, whose]))
        costs.append(MeasuredCost(name, round(change, 4), round(error, 4), int(rows.y.sum()), note))
    return tuple(costs)
