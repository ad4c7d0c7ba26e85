"""Do the intervals hold what they promise? Every design on synthetic seasons whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frontfoot.fit.effects.designs import main_design, measure, simple_designs
from frontfoot.fit.effects.synthetic import World, simulate

if TYPE_CHECKING:
    from collections.abc import Callable

NORMAL_90 = 1.6448536269514722
PRIOR = {"own": (0.05, 0.06), "opponent": (-0.03, 0.06)}
"""Mean and standard deviation from which the true effects of each season are drawn."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one design did over many synthetic seasons, one effect.

    Attributes:
        design, effect: names.
        seasons: how many.
        bias, bias_error: mean of estimate less truth, log rate per unit, and its standard error.
        error: root mean square of estimate less truth.
        coverage: share of 90% intervals that hold the truth.
        stated: mean stated standard error.
    """

    design: str
    effect: str
    seasons: int
    bias: float
    bias_error: float
    error: float
    coverage: float
    stated: float


def calibrate(
    generator: np.random.Generator,
    *,
    seasons: int = 100,
    day_form: float = 0.0,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Calibration]:
    """Simulate seasons with effects drawn from `PRIOR` and put every design to the test.

    Args:
        generator: of random numbers.
        seasons: how many.
        day_form: spread of dominance that is not approach, log rate.
        progress: called with the number of seasons done.
    """
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for number in range(seasons):
        truth = {name: float(generator.normal(*prior)) for name, prior in PRIOR.items()}
        world = World(own=truth["own"], opponent=truth["opponent"], day_form=day_form)
        spells, unit = simulate(world, generator)
        measured = measure(spells)
        for answer in [main_design(measured), *simple_designs(measured)]:
            for index, effect in enumerate(PRIOR):
                error = float(answer.mean[index]) - unit * truth[effect]
                stated = float(np.sqrt(answer.covariance[index, index]))
                found.setdefault((answer.name, effect), []).append((error, stated))
        progress(number + 1)
    return [_summary(design, effect, np.array(pairs)) for (design, effect), pairs in found.items()]


def _summary(design: str, effect: str, pairs: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Calibration:
    errors, stated = pairs[:, 0], pairs[:, 1]
    return Calibration(
        design,
        effect,
        len(errors),
        float(errors.mean()),
        float(errors.std(ddof=1) / np.sqrt(len(errors))) if len(errors) > 1 else float("nan"),
        float(np.sqrt((errors**2).mean())),
        float((np.abs(errors) <= NORMAL_90 * stated).mean()),
        float(stated.mean()),
    )
