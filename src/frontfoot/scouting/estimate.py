"""Estimates of a side's figures after some matches, shrunk towards the league by the reliability of each figure.

A match of a side is its true value plus noise. With the variance `between` sides, the variance `within` of one match
and the variance `drift` of a part of the season, k matches have the weight s = b / (b + d + w / k); the value is
league + s (raw - league), and its 80% range +-1.2816 sqrt(b (1 - s)).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.scouting.figures import Figure

Z80: Final = 1.2815515655446004
"""Half the width of an 80% interval of the normal distribution, in standard deviations."""

PLAIN: Final = 0.7
LIKELY: Final = 0.4
"""Weights from which a figure is stated plainly, and with "probably"; below the second it is not printed [conv]."""

Word = Literal["plain", "probably", "none"]


@dataclass(frozen=True, slots=True)
class Noise:
    """Variances of a figure: of sides about their league, of one match, of a part of a season."""

    between: float
    within: float
    drift: float = 0.0

    def weight(self, matches: float) -> float:
        """The weight s of so many matches, 0 to 1.

        >>> round(Noise(1.0, 10.0).weight(10), 2)
        0.5
        """
        if self.between <= 0.0 or matches <= 0:
            return 0.0
        return self.between / (self.between + self.drift + self.within / matches)

    def needed(self, weight: float) -> float:
        """The matches from which the weight is reached; infinite where it never is.

        >>> Noise(1.0, 3.0).needed(0.5)
        3.0
        """
        room = self.between * (1.0 - weight) / weight - self.drift if self.between > 0.0 else 0.0
        return self.within / room if room > 0.0 else math.inf


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure of a side.

    Attributes:
        name: of the figure.
        raw: the ratio of its matches' sums.
        value, low, high: what is believed, with its 80% range.
        league: the league's ratio, of the same provider.
        weight: 0 to 1.
        matches: that it rests on.
        rank, of: its place from the highest value down, among so many sides; None where the range holds the league's
            mean.
        word: how it may be worded.
    """

    name: str
    raw: float
    value: float
    low: float
    high: float
    league: float
    weight: float
    matches: int
    rank: int | None
    of: int
    word: Word

    @property
    def apart(self) -> bool:
        """Whether the range excludes the league's mean."""
        return not self.low <= self.league <= self.high


def measured(provider: str) -> dict[str, Any]:
    """The fitted parameters for a provider: its own, else Wyscout's."""
    parameters: dict[str, Any] = fitted.read("scouting")["parameters"]
    own: dict[str, Any] = parameters[next((name for name in parameters if provider.startswith(name)), "wyscout")]
    return own


@cache
def noise_of(provider: str) -> dict[str, Noise]:
    """The fitted variances by figure for a provider; of one without any of its own, Wyscout's."""
    return {
        figure: Noise(values["between"], values["within"], values["drift"])
        for figure, values in measured(provider)["figures"].items()
    }


def has_noise(provider: str) -> bool:
    """Whether variances were fitted on matches of this provider."""
    return any(provider.startswith(key) for key in fitted.read("scouting")["parameters"])


def scaled(noise: Noise, values: np.ndarray[Any, Any], matches: np.ndarray[Any, Any]) -> Noise:
    """The noise of a provider without fitted variances: theirs in proportion, at the spread its own league shows.

    Args:
        noise: of another provider.
        values, matches: of the sides of the league, shape (sides,).
    """
    if noise.between <= 0.0 or len(values) < 2:
        return noise
    expected = noise.between + noise.drift + noise.within * float(np.mean(1.0 / matches))
    factor = float(np.var(values, ddof=1)) / expected
    return Noise(noise.between * factor, noise.within * factor, noise.drift * factor)


def worded(weight: float) -> Word:
    """The wording allowed for a figure of this weight."""
    return "plain" if weight >= PLAIN else "probably" if weight >= LIKELY else "none"


def estimates(sums: pl.DataFrame, figure: Figure, noise: Noise, *, known: bool = True) -> dict[str, Estimate]:
    """The estimates of a figure for every side of a league; empty if the provider does not record it.

    Args:
        sums: rows of `frontfoot.scouting.sums.team_matches` of one league and provider.
        figure: which.
        noise: its variances.
        known: they were fitted on this provider; else they are brought to the scale of this league.
    """
    usable = sums.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in figure.columns))
    if usable.is_empty():
        return {}
    table = usable.group_by("team").agg(
        top=figure.numerator.sum(), bottom=figure.denominator.sum(), matches=pl.len().cast(pl.Float64)
    )
    table = table.filter(pl.col("bottom") > 0).sort("team")
    if table.is_empty():
        return {}
    teams = table["team"].to_list()
    top, bottom, matches = (table[name].to_numpy() for name in ("top", "bottom", "matches"))
    league, raw = float(top.sum() / bottom.sum()), top / bottom
    used = noise if known else scaled(noise, raw, matches)
    weight = np.array([used.weight(count) for count in matches])
    value = league + weight * (raw - league)
    half = Z80 * np.sqrt(used.between * (1.0 - weight))
    order = np.argsort(np.argsort(-value, kind="stable"), kind="stable") + 1
    by_side = {}
    for place, team in enumerate(teams):
        low, high = float(value[place] - half[place]), float(value[place] + half[place])
        if figure.unit == "share":
            low, high = max(low, 0.0), min(high, 1.0)
        by_side[team] = Estimate(
            name=figure.name,
            raw=float(raw[place]),
            value=float(value[place]),
            low=low,
            high=high,
            league=league,
            weight=float(weight[place]),
            matches=int(matches[place]),
            rank=None if low <= league <= high else int(order[place]),
            of=len(teams),
            word=worded(float(weight[place])),
        )
    return by_side
