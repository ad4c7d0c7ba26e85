"""Expected goals: the share of such shots that go in, by logistic regression.

p = 1 / (1 + exp(-(b + sum_k w_k f_k))) with the columns f of `frontfoot.chances.features`. Penalties stand apart: each
is worth the rate at which penalties are scored. The weights are fitted by `frontfoot fit chances`; their record says on
what.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.chances.features import features

NAME: Final = "xg"
BIG_CHANCE: Final = 0.30
"""From this expected-goals value on, penalties apart, a shot counts as a big chance (a convention)."""

Array = np.ndarray[Any, np.dtype[np.float64]]


def expected_goals(situations: pl.DataFrame) -> Array:
    """Probability of a goal for each shot, strictly between 0 and 1.

    Args:
        situations: frame with the columns of `frontfoot.chances.situation.SITUATION`, one row per shot.

    Returns:
        Array of shape (number of rows,).

    >>> from frontfoot.chances.situation import SITUATION
    >>> shot = pl.DataFrame([{"x": 94.0, "y": 34.0, "set_piece": "penalty"}], schema=SITUATION)
    >>> expected_goals(shot).item() == penalty_rate()
    True
    """
    parameters = fitted.read(NAME)["parameters"]
    penalty = np.array(situations["set_piece"].to_list(), dtype=object) == "penalty"
    return np.where(penalty, parameters["penalty"]["rate"], predict(situations, parameters["open"]))


def predict(situations: pl.DataFrame, model: dict[str, Any]) -> Array:
    """Probabilities from one fitted regression: `intercept` and `weights` by column name."""
    columns = features(situations)
    weights: dict[str, float] = model["weights"]
    score = np.full(situations.height, float(model["intercept"]))
    for name, weight in weights.items():
        score += weight * columns[name]
    chance: Array = 1.0 / (1.0 + np.exp(-score))
    return chance


def penalty_rate() -> float:
    """Share of penalties in play that were scored in the fitting data; its 95% interval stands in the fitted file."""
    return float(fitted.read(NAME)["parameters"]["penalty"]["rate"])
