"""The terms of the evidence as observations of balance and total, and the assumptions on their biases.

The assumptions were fixed before the posterior was calculated, from synthetic seasons (`calibration`): the latent
design estimates about .8 of a true effect and the jackknifed one .5, because approach is measured with noise and
control columns take part of it; in the latent design a side's good day appears as a balance.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.fit.effects.designs import Estimated
from frontfoot.fit.effects.leads import Lead
from frontfoot.fit.effects.posterior import Biases, Observation

LATENT_SHOWS: Final = 0.8
WITHIN_SHOWS: Final = 0.5
"""Share of a true balance that the two designs show, over the nuisances of the synthetic seasons."""
PRIOR: Final = (0.04, 0.03)
"""Standard deviations of balance and total before any evidence, log rate per unit of approach."""
VIEWS: Final = (
    Biases(
        0.8,
        {
            "good day": (0.03, 0.025),
            "other causes": (0.009, 0.016),
            "panel": (0.01, 0.03),
            "total": (0.0, 0.01),
            "ties": (-0.003, 0.01),
            "selection": (0.0, 0.005),
        },
    ),
    Biases(
        0.2,
        {
            "good day": (0.06, 0.04),
            "other causes": (0.025, 0.025),
            "panel": (0.03, 0.05),
            "total": (0.0, 0.01),
            "ties": (-0.003, 0.01),
            "selection": (0.0, 0.005),
        },
    ),
)
"""Two assumptions on the biases, a moderate and a sceptical one, with their prior weights."""


def of_league(
    name: str, source: str, latent: Estimated, within: Estimated, apart: tuple[float, float] = (0.0, 0.0)
) -> tuple[list[Observation], dict[tuple[str, str], float]]:
    """The three observations of one league and season, and the correlation of two of them.

    Args:
        name: of the league and season.
        source: of its data.
        latent, within: estimates of the two designs.
        apart: standard deviations between leagues of the true balance and total.
    """
    balance, total = np.hypot(latent.errors, apart)
    names = f"latent balance, {name}", f"latent total, {name}", f"within a match, {name}"
    shared = latent.influence[:, 0] @ within.influence[:, 0]
    return [
        Observation(names[0], float(latent.value[0]), float(balance), LATENT_SHOWS, 0.0, ("good day",), source),
        Observation(names[1], float(latent.value[1]), float(total), 0.0, 1.0, ("total",), source),
        Observation(names[2], float(within.value[0]), float(within.errors[0]), WITHIN_SHOWS, 0.0, ("panel",), source),
    ], {(names[0], names[2]): float(shared / (balance * within.errors[0]))}


def of_leads(first_goals: Lead | tuple[float, float], second_legs: Lead | tuple[float, float]) -> list[Observation]:
    """The observations from goal times: goals of leaders and trailers after first goals and in second legs.

    Args:
        first_goals, second_legs: as measured, or (balance, standard error).
    """
    values = [
        (lead.balance, lead.error) if not isinstance(lead, tuple) else lead for lead in (first_goals, second_legs)
    ]
    carried = ("other causes", "selection"), ("other causes", "ties")
    return [
        Observation(name, value, error, 1.0, 0.0, biases, "goal times")
        for name, (value, error), biases in zip(("first goals", "second legs"), values, carried, strict=True)
    ]
