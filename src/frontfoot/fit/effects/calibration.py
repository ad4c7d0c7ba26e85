"""Calibration of the decisions: all steps, from spells to the verdict, on synthetic seasons with known effects.

In each synthetic season the effects of approach are drawn anew, sides have good days that move their measures as well
as their chances, they attack more or less after spells without chances, and a lead affects goals in other ways than by
approach. The two designs are fitted to its spells; the terms of first goals and second legs are drawn around the truth
plus that other cause, with the errors of the real terms. Posterior and verdict follow as for the shipped evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.decisions.verdict import verdict
from frontfoot.fit.effects.designs import latent, measure, within_match
from frontfoot.fit.effects.posterior import posterior
from frontfoot.fit.effects.synthetic import LEAD_SHIFT, World, simulate
from frontfoot.fit.effects.terms import PRIOR, VIEWS, of_leads, of_league

FIRST_GOALS_ERROR: Final = 0.0037
SECOND_LEGS_ERROR: Final = 0.0155
TIE_MEAN: Final = -0.003
TIE_SPREAD: Final = 0.01
SELECTION: Final = 0.005
TRUTH: Final = (0.03, 0.03)
"""Standard deviations of the true balance and total of a season, around (.01, 0)."""
MEAN_BALANCE: Final = 0.01
REACTION: Final = (-0.06, 0.12)
DOMINANCE: Final = (0.0, 0.45)
DAY_FORM: Final = (0.05, 0.15)
CAUSE: Final = (-0.06, 0.15)
"""Ranges from which the nuisances of a season are drawn, all values alike."""


@dataclass(frozen=True, slots=True)
class SimulatedSeason:
    """One synthetic season: the true effects, the observations, and the estimates with their verdict.

    Attributes:
        balance, total: true, log rate per unit.
        reaction, dominance, day_form, cause: the nuisances, see `World`.
        latent, within: measured balance of the two designs.
        latent_error, within_error: their standard errors.
        chance: estimated probability that the balance is above zero.
        low, high: estimated 90% interval of the balance.
        chance_of_gain: estimated probability that pressing on is better.
        gain: true, in the unit of the gradient.
        gain_low, gain_high: estimated 90% interval of the gain.
        word: the verdict.
    """

    balance: float
    total: float
    reaction: float
    dominance: float
    day_form: float
    cause: float
    latent: float
    within: float
    latent_error: float
    within_error: float
    chance: float
    low: float
    high: float
    chance_of_gain: float
    gain: float
    gain_low: float
    gain_high: float
    word: str


def season(generator: np.random.Generator, gradient: Floats, **fixed: float) -> SimulatedSeason:
    """One synthetic season with its estimates and verdict.

    Args:
        generator: of random numbers.
        gradient: of the gain along (balance, total), shape (2,).
        fixed: nuisances that are not drawn (`reaction`, `dominance`, `day_form`, `cause`).
    """
    ranges = {"reaction": REACTION, "dominance": DOMINANCE, "day_form": DAY_FORM, "cause": CAUSE}
    nuisance = {name: float(generator.uniform(*ends)) for name, ends in ranges.items()} | fixed
    balance, total = MEAN_BALANCE + TRUTH[0] * generator.normal(), TRUTH[1] * generator.normal()
    world = World(total + balance, total - balance, **nuisance)
    spells, unit = simulate(world, generator)
    measured = measure(spells)
    seen, within = latent(measured), within_match(measured)
    truth = unit * np.array([balance, total])
    other = nuisance["cause"] / (2.0 * float(LEAD_SHIFT[2] - LEAD_SHIFT[4]) / unit)
    first = truth[0] + other + FIRST_GOALS_ERROR * generator.normal() + SELECTION * generator.normal()
    second = truth[0] + other + SECOND_LEGS_ERROR * generator.normal() + TIE_MEAN + TIE_SPREAD * generator.normal()
    observations, correlations = of_league("season", "synthetic", seen, within)
    observations += of_leads((first, FIRST_GOALS_ERROR), (second, SECOND_LEGS_ERROR))
    estimated = posterior(observations, correlations, PRIOR, VIEWS)
    alone = estimated.along(float(estimated.mean[0]), np.array([1.0, 0.0]))
    gain = estimated.along(float(gradient @ estimated.mean), gradient)
    low, high = gain.quantile(0.05), gain.quantile(0.95)
    chance = 1.0 - gain.below(0.0)
    return SimulatedSeason(
        balance=float(truth[0]),
        total=float(truth[1]),
        **nuisance,
        latent=float(seen.value[0]),
        within=float(within.value[0]),
        latent_error=float(seen.errors[0]),
        within_error=float(within.errors[0]),
        chance=1.0 - alone.below(0.0),
        low=alone.quantile(0.05),
        high=alone.quantile(0.95),
        chance_of_gain=chance,
        gain=float(gradient @ truth),
        gain_low=low,
        gain_high=high,
        word=verdict(chance, low, high),
    )


def seasons(
    count: int, seed: int, gradient: Floats, progress: Callable[[int], None] = lambda _: None, **fixed: float
) -> list[SimulatedSeason]:
    """Many seasons, each with a generator of its own, so that one can be made again alone."""
    runs = []
    for number in range(count):
        runs.append(season(np.random.default_rng([seed, number]), gradient, **fixed))
        progress(number + 1)
    return runs


def biases(runs: list[SimulatedSeason]) -> dict[str, Floats]:
    """The biases of the two designs: least squares of the measured balance on the truth and the nuisances.

    Returns:
        By design ("latent", "within"): values and standard errors, shape (2, 4), of the constant, the true balance,
        dominance x day form, and reaction.
    """
    table = {name: np.array([asdict(one)[name] for one in runs]) for name in asdict(runs[0]) if name != "word"}
    x = np.column_stack(
        [np.ones(len(runs)), table["balance"], table["dominance"] * table["day_form"], table["reaction"]]
    )
    fitted = {}
    for design in ("latent", "within"):
        inverse = np.linalg.inv(x.T @ x)
        beta = inverse @ x.T @ table[design]
        rest = table[design] - x @ beta
        errors = np.sqrt(np.diag(inverse) * (rest @ rest) / (len(runs) - x.shape[1]))
        fitted[design] = np.stack([beta, errors])
    return fitted
