"""The fitted parameters of the approach, one fitted file per provider.

Providers record other things and count differently, so that zero and the unit of every measure are a provider's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.approach.definitions import BY_NAME, Measure
from frontfoot.approach.hierarchy import Floats, Variances
from frontfoot.core.errors import InputError


@dataclass(frozen=True, slots=True)
class Index:
    """The parameters of the front-foot index.

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


WYSCOUT: Final = "wyscout"
STATSBOMB: Final = "statsbomb"
FILES: Final = {WYSCOUT: "front_foot", STATSBOMB: "front_foot_statsbomb"}
"""Providers with norms, and the fitted file of each."""


def norms_of(provider: str) -> str | None:
    """The norms for the figures of a provider: a key of `FILES`, None if there are none.

    >>> norms_of("wyscout_v3"), norms_of("opta")
    ('wyscout', None)
    """
    return next((name for name, file in FILES.items() if provider.startswith(name) and fitted.exists(file)), None)


def one_norm(counts: pl.DataFrame) -> str | None:
    """The norms for these counts, None if there are none for their provider.

    Raises:
        InputError: the counts are of providers with different norms.
    """
    providers = counts["provider"].unique().to_list() if "provider" in counts.columns else []
    norms = {norms_of(provider) for provider in providers}
    if len(norms) > 1:
        raise InputError(
            "The counts are of providers whose figures do not mean the same",
            place="provider",
            remedy="Measure the matches of each provider apart",
        )
    return next(iter(norms), None)


@cache
def index(norms: str = WYSCOUT) -> Index:
    """The fitted index on the norms of one provider."""
    parameters = fitted.read(FILES[norms])["parameters"]
    stored = parameters["index"]
    return Index(
        measures=tuple(BY_NAME[name] for name in stored["measures"]),
        weights=np.array(stored["weights"]) / np.array(stored["sd"]),
        variances=_variances(stored, parameters["timescale_minutes"]),
        provider=parameters["provider"],
    )


@cache
def single(name: str, norms: str = WYSCOUT) -> Variances | None:
    """The fitted variances of one measure (k = 1); None where the provider of the norms does not allow for it."""
    parameters = fitted.read(FILES[norms])["parameters"]
    if name not in parameters["measures"]:
        return None
    return _variances(parameters["measures"][name], parameters["timescale_minutes"])


@cache
def penalties(norms: str = WYSCOUT) -> tuple[float, float]:
    """(penalties per box entry, shape of the gamma distribution of teams' rates about it)."""
    stored = fitted.read(FILES[norms])["parameters"]["penalties"]
    return float(stored["per_box_entry"]), float(stored["shape"])


@cache
def completion_norm(norms: str = WYSCOUT) -> tuple[float, float]:
    """Pass completion in the own 60% of the pitch: league mean, and the passes of other matches that weigh as much."""
    norm = single("build_up_completion_allowed", norms)
    assert norm is not None  # every provider with norms records passes
    return float(norm.mean[0]), float(norm.noise[0, 0] / norm.team[0, 0])


def _variances(stored: dict[str, Any], timescale: float) -> Variances:
    mean = np.atleast_1d(np.array(stored["mean"], dtype=np.float64))
    k = len(mean)
    team, match, within, noise = (
        np.array(stored[name], dtype=np.float64).reshape(k, k) for name in ("team", "match", "within", "noise")
    )
    return Variances(mean, team, match, within, noise, float(timescale))
