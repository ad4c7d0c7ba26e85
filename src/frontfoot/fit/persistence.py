"""The share of a side's deviation in the first half that persists in the second, for every measure.

A deviation is the value of a half less the usual value for the two sides: the mean of the half in the league, of home
or away sides, plus the side's surplus over it in its other matches, plus that of its opponent's other opponents. The
share that persists is the slope of the deviations of the second half on those of the first.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats

EXTRA: Final = {"xg": ("xg", "seconds", 5400.0), "xg_per_shot": ("xg", "shots", 1.0)}
"""Measures of the chances beside those of `frontfoot.approach.definitions`: (top, bottom, factor)."""

SKIPPED: Final = ("ppda_wyscout", "ppda_opta", "penalties_conceded")


def persistence(minutes: pl.DataFrame) -> dict[str, Any]:
    """The share of each measure that persists, with its standard error, its sample and the shares by league season.

    Args:
        minutes: the minutes of some league seasons, with `group`.

    Returns:
        By measure: `share`, `error` (clustered by match), `sides`, `seasons` (lowest and highest share of a season).
    """
    from frontfoot.approach.parameters import index

    halves = {name: _halves(minutes, top, bottom) for name, (top, bottom) in _values().items()}
    fitted = index()
    parts = [halves[measure.name] for measure in fitted.measures]
    halves["front_foot"] = _weighted(parts, fitted.weights.tolist())
    shares = {name: _share(rows) for name, rows in sorted(halves.items())}
    return {name: result for name, result in shares.items() if result is not None}


def _values() -> dict[str, tuple[pl.Expr, pl.Expr]]:
    from frontfoot.approach.definitions import MEASURES

    values = {
        measure.name: (measure.numerator, measure.denominator) for measure in MEASURES if measure.name not in SKIPPED
    }
    values |= {name: (pl.col(top) * factor, pl.col(bottom)) for name, (top, bottom, factor) in EXTRA.items()}
    values["pass_completion"] = (pl.col("passes_completed"), pl.col("passes"))
    values["finishing"] = (pl.col("scored") - pl.col("xg"), pl.col("shots"))
    return values


FEWEST: Final = 200
"""The fewest sides of matches from which a share is estimated [conv]."""

KEYS: Final = ("group", "match_id", "team", "opponent", "side")


def _halves(minutes: pl.DataFrame, top: pl.Expr, bottom: pl.Expr) -> pl.DataFrame:
    """The ratio of two sums in each half of each side, where both are recorded."""
    return (
        minutes.filter(pl.col("period") <= 2)
        .group_by([*KEYS, "period"])
        .agg(top.sum().alias("top"), bottom.sum().alias("bottom"), top.null_count().alias("gaps"))
        .filter((pl.col("bottom") > 0) & (pl.col("gaps") == 0))
        .select(*KEYS, "period", (pl.col("top") / pl.col("bottom")).alias("value"))
    )


def _weighted(parts: list[pl.DataFrame], weights: list[float]) -> pl.DataFrame:
    """The weighted sum of some measures; null if one of them is null."""
    joined = parts[0].with_columns(pl.col("value") * weights[0])
    for part, weight in zip(parts[1:], weights[1:], strict=True):
        other = part.select(*KEYS, "period", (pl.col("value") * weight).alias("more"))
        joined = joined.join(other, on=[*KEYS, "period"]).with_columns(pl.col("value") + pl.col("more")).drop("more")
    return joined


def _share(halves: pl.DataFrame) -> dict[str, Any] | None:
    both = (
        halves.filter(pl.col("period") == 1)
        .join(halves.filter(pl.col("period") == 2), on=list(KEYS), suffix="_second")
        .sort(KEYS)
    )
    # A measure that a provider does not record is the same in all its matches.
    both = both.filter(pl.col("value").std().over("group") > 0.0)
    if both.height < FEWEST:
        return None
    first, second = (both[name].to_numpy() for name in ("value", "value_second"))
    group = both["group"].to_numpy()
    team, other = both["team"].to_numpy(), both["opponent"].to_numpy()
    venue = np.char.add(group.astype(str), both["side"].to_numpy().astype(str))
    one, two = _centred(first, venue), _centred(second, venue)
    whole = (one + two) / 2.0
    norm = _others(whole, group, team) + _others(whole, group, other)
    deviation, later = one - norm, two - norm
    slope, error = _slope(deviation, later, both["match_id"].to_numpy())
    seasons = [_slope(deviation[group == name], later[group == name], None)[0] for name in np.unique(group)]
    return {
        "share": round(slope, 3),
        "error": round(error, 3),
        "sides": both.height,
        "seasons": [round(min(seasons), 2), round(max(seasons), 2)],
        "spread": round(float(deviation.std()), 4),
    }


def _centred(values: Floats, group: NDArray[Any]) -> Floats:
    centred = values.astype(float)
    for name in np.unique(group):
        rows = group == name
        centred[rows] -= centred[rows].mean()
    return centred


def _others(values: Floats, group: NDArray[Any], team: NDArray[Any]) -> Floats:
    """For every row the mean of the other rows of its team in its season."""
    key = np.char.add(np.char.add(group.astype(str), "|"), team.astype(str))
    number = np.unique(key, return_inverse=True)[1]
    total, count = np.bincount(number, weights=values), np.bincount(number)
    mean: Floats = (total[number] - values) / np.maximum(count[number] - 1, 1)
    return mean


def _slope(x: Floats, y: Floats, cluster: NDArray[Any] | None) -> tuple[float, float]:
    """Slope of y on x through their means, with a standard error clustered by match."""
    x, y = x - x.mean(), y - y.mean()
    square = float(x @ x)
    slope = float(x @ y) / square
    if cluster is None:
        return slope, 0.0
    number = np.unique(cluster, return_inverse=True)[1]
    sums = np.bincount(number, weights=x * (y - slope * x))
    return slope, float(np.sqrt(sums @ sums) / square)
