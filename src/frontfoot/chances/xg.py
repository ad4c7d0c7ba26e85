"""Expected goals: the probability that a shot is scored, by logistic regression.

p = 1 / (1 + exp(-(b + sum_k w_k f_k))). Three models stand side by side, the best one for each shot being used:

- `WYSCOUT`: the columns f of `frontfoot.chances.features`, which every provider's events allow.
- `STATSBOMB`: the log odds of the first model, place and body part again, and how the ball was struck
  (`frontfoot.chances.strike`); for StatsBomb's events, for which the first model is too high.
- the same and the freeze frame (`frontfoot.chances.frames`), for shots that have one.

Penalties stand apart: each is worth the rate at which penalties are scored. The weights are fitted by `frontfoot fit
chances` and `frontfoot fit chances-statsbomb`; their records say on what.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.chances.features import features, shot_columns
from frontfoot.chances.frames import frame_columns
from frontfoot.chances.situation import Situations
from frontfoot.chances.strike import strike_columns

WYSCOUT: Final = "xg"
STATSBOMB: Final = "xg_statsbomb"
"""Names of the fitted files."""
BIG_CHANCE: Final = 0.30
"""From this expected-goals value on, penalties apart, a shot counts as a big chance (a convention)."""

Array = np.ndarray[Any, np.dtype[np.float64]]


def model_name(provider: str) -> str | None:
    """The fitted file made from this provider's events; None if there is none, and `WYSCOUT` is used unchanged.

    >>> model_name("wyscout_v3"), model_name("opta")
    ('xg', None)
    """
    if provider.startswith("wyscout"):
        return WYSCOUT
    return STATSBOMB if provider == "statsbomb" and fitted.exists(STATSBOMB) else None


def expected_goals(situations: Situations, provider: str = "", frames: pl.DataFrame | None = None) -> Array:
    """Probability of a goal for each shot, strictly between 0 and 1; NaN for a shot in play without a place.

    Args:
        situations: of the shots.
        provider: whose events they are; the model fitted on that provider's is used where there is one.
        frames: frame with the columns of `frontfoot.match.schema.FREEZE_FRAMES`, where there are frames.

    Returns:
        Array of shape (number of shots,).

    >>> from frontfoot.chances.situation import SITUATION
    >>> shot = pl.DataFrame([{"x": 94.0, "y": 34.0, "set_piece": "penalty"}], schema=SITUATION)
    >>> expected_goals(Situations.of(shot)).item() == penalty_rate()
    True
    """
    parameters = fitted.read(model_name(provider) or WYSCOUT)["parameters"]
    if "framed" in parameters:
        chance = with_frames(situations, frames, parameters)
    else:
        chance = predict(situations, parameters["open"])
    return np.where(situations.is_word("set_piece", "penalty"), penalty_rate(), chance)


def predict(situations: Situations, model: dict[str, Any]) -> Array:
    """Probabilities from one fitted regression on `features`: `intercept` and `weights` by column name."""
    return chances(features(situations), model)


def with_frames(situations: Situations, frames: pl.DataFrame | None, parameters: dict[str, Any]) -> Array:
    """Probabilities from the models `plain` and, for shots that have one, `framed` of a fitted file with a `prior`."""
    columns = strike_model_columns(situations, parameters["prior"])
    chance = chances(columns, parameters["plain"])
    if frames is None or not frames.height:
        return chance
    seen, known = frame_columns(situations, frames)
    return np.where(known, chances(columns | seen, parameters["framed"]), chance)


def strike_model_columns(situations: Situations, prior: dict[str, Any]) -> dict[str, Array]:
    """Columns of the model without frames: log odds of the `prior` regression, the shot's own, how it was struck."""
    columns = features(situations)
    own = shot_columns()
    return (
        {"prior": log_odds(columns, prior)}
        | {name: values for name, values in columns.items() if name in own}
        | strike_columns(situations)
    )


def chances(columns: dict[str, Array], model: dict[str, Any]) -> Array:
    """Probabilities from columns by name and one fitted regression."""
    chance: Array = 1.0 / (1.0 + np.exp(-log_odds(columns, model)))
    return chance


def log_odds(columns: dict[str, Array], model: dict[str, Any]) -> Array:
    """Natural logarithm of the odds, from columns by name and one fitted regression."""
    weights: dict[str, float] = model["weights"]
    score = np.full(len(next(iter(columns.values()))), float(model["intercept"]))
    for name, weight in weights.items():
        score += weight * columns[name]
    return score


def penalty_rate() -> float:
    """Share of penalties in play that were scored in the fitting data; its 95% interval stands in the fitted file."""
    return float(fitted.read(WYSCOUT)["parameters"]["penalty"]["rate"])
