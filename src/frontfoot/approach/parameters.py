"""The fitted numbers of the approach, read once from `fitted/front_foot.json`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from frontfoot import fitted
from frontfoot.approach.definitions import BY_NAME, Measure
from frontfoot.approach.hierarchy import Floats, Variances


@dataclass(frozen=True, slots=True)
class Index:
    """How the front-foot index is made.

    Attributes:
        measures: the k measures that carry it.
        weights: (k,) index units per unit of each measure.
        variances: of the measures; the mean is where the index is zero.
        provider: the provider whose scale it is.
    """

    measures: tuple[Measure, ...]
    weights: Floats
    variances: Variances
    provider: str


@cache
def index() -> Index:
    """The fitted index."""
    parameters = fitted.read("front_foot")["parameters"]
    found = parameters["index"]
    return Index(
        measures=tuple(BY_NAME[name] for name in found["measures"]),
        weights=np.array(found["weights"]) / np.array(found["sd"]),
        variances=_variances(found, parameters["timescale_minutes"]),
        provider=parameters["provider"],
    )


@cache
def single(name: str) -> Variances:
    """The fitted variances of one measure (k = 1)."""
    parameters = fitted.read("front_foot")["parameters"]
    return _variances(parameters["measures"][name], parameters["timescale_minutes"])


@cache
def penalties() -> tuple[float, float]:
    """(penalties per box entry, shape of the gamma distribution of teams' rates about it)."""
    found = fitted.read("front_foot")["parameters"]["penalties"]
    return float(found["per_box_entry"]), float(found["shape"])


@cache
def norm_weight() -> float:
    """Passes of other matches that weigh as much as the league mean in an opponent's own completion norm."""
    found = single("build_up_completion_allowed")
    return float(found.noise[0, 0] / found.team[0, 0])


def _variances(found: dict[str, Any], timescale: float) -> Variances:
    mean = np.atleast_1d(np.array(found["mean"], dtype=np.float64))
    k = len(mean)
    team, match, within, noise = (
        np.array(found[name], dtype=np.float64).reshape(k, k) for name in ("team", "match", "within", "noise")
    )
    return Variances(mean, team, match, within, noise, float(timescale))
