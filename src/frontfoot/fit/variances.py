"""Variances of measures by team, match, minutes and noise, from moments of split halves.

Odd and even minutes of the same stretch share everything but noise, so their covariance is true variance; two halves
share season and match and little of the variation within a match; two matches of one team share only the season.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from frontfoot.approach.definitions import Measure
from frontfoot.approach.evidence import names, with_sums
from frontfoot.approach.hierarchy import Floats, Variances, smoothness
from frontfoot.approach.windows import MATCH, TEAM, by_minutes

BLOCK: Final = 10
_TIMESCALES: Final = np.exp(np.linspace(np.log(4.0), np.log(60.0), 120))


def ratios(counts: pl.DataFrame, measures: Sequence[Measure], by: Sequence[str]) -> tuple[pl.DataFrame, Floats, Floats]:
    """Keys, ratios (n, k; NaN where nothing was counted) and denominators (n, k) of `measures` per window."""
    tops, bottoms = names(measures)
    rows = with_sums(counts, measures).group_by(list(by)).agg(pl.col([*tops, *bottoms]).sum()).sort(list(by))
    top, bottom = rows.select(tops).to_numpy(), rows.select(bottoms).to_numpy()
    value = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)
    return rows.select(list(by)), value, bottom


def split(
    counts: pl.DataFrame, measures: Sequence[Measure], by: Sequence[str], part: pl.Expr
) -> tuple[Floats, Floats, Floats, Floats]:
    """Ratios and denominators of the two parts (`part` 0 and 1) of every complete window."""
    keys, value, bottom = ratios(counts.with_columns(part.cast(pl.Int8).alias("__part")), measures, [*by, "__part"])
    rows = keys.with_row_index("__row")
    both = rows.filter(pl.col("__part") == 0).join(rows.filter(pl.col("__part") == 1), on=list(by), how="inner")
    both = both.sort(list(by))
    one, two = both["__row"].to_numpy(), both["__row_right"].to_numpy()
    whole = np.isfinite(value[one]).all(axis=1) & np.isfinite(value[two]).all(axis=1)
    one, two = one[whole], two[whole]
    return value[one], value[two], bottom[one], bottom[two]


def cross(one: Floats, two: Floats) -> Floats:
    """Symmetric cross-covariance (k, k) of two sets of measurements of the same things."""
    one, two = one - one.mean(axis=0), two - two.mean(axis=0)
    product = one.T @ two / len(one)
    symmetric: Floats = (product + product.T) / 2.0
    return symmetric


ODD: Final = pl.col("minute") % 2


def estimate_variances(
    counts: pl.DataFrame, measures: Sequence[Measure], timescale: float | None = None, weights: Floats | None = None
) -> Variances:
    """Moment estimates for `measures` on whole seasons.

    Args:
        counts: minute counts of many matches.
        measures: k measures.
        timescale: minutes; fitted on the combination `weights` of the measures when None.
        weights: (k,) combination of the measures on which the timescale is fitted.
    """
    match = list(MATCH)
    odd, even, odd_bottom, even_bottom = split(counts, measures, match, ODD)
    blocks = by_minutes(counts, BLOCK)
    short_odd, short_even, _, _ = split(blocks, measures, [*match, "period", "block"], ODD)
    halves = counts.filter(pl.col("period") <= 2)
    half_odd, half_even, _, _ = split(halves, measures, [*match, "period"], ODD)
    first, second, _, _ = split(halves, measures, match, pl.col("period") - 1)

    moments = [cross(odd, even), cross(half_odd, half_even), cross(short_odd, short_even), cross(first, second)]
    if timescale is None:
        chosen = np.ones(len(measures)) if weights is None else weights
        timescale = _timescale([float(chosen @ moment @ chosen) for moment in moments])
    design = _design(timescale)
    solved = np.linalg.lstsq(design, np.stack([moment.reshape(-1) for moment in moments]), rcond=None)[0]
    level, within = (part.reshape(len(measures), len(measures)) for part in solved)
    team = _between(counts, measures)
    difference = odd - even
    scale = (odd_bottom[:, :, None] * odd_bottom[:, None, :]) ** -0.5
    scale += (even_bottom[:, :, None] * even_bottom[:, None, :]) ** -0.5
    noise = (difference[:, :, None] * difference[:, None, :] / scale).mean(axis=0)
    mean = ratios(counts, measures, match)[1]
    return Variances(
        mean=np.nanmean(mean, axis=0),
        team=positive(team),
        match=positive(level - team),
        within=positive(within),
        noise=positive(noise),
        timescale=timescale,
    )


def _design(timescale: float) -> Floats:
    """The share of the within-match variance in each moment: match, half, block, across the halves."""
    lengths = np.array([95.0, 47.5, float(BLOCK)])
    held = smoothness(lengths, timescale)
    # Average over the match = average of two halves, so their covariance follows from the two variances.
    across = 2.0 * held[0] - held[1]
    return np.column_stack([np.ones(4), np.append(held, across)])


def _timescale(moments: list[float]) -> float:
    """The timescale whose two-parameter fit is closest to the four moments."""
    misses = []
    for timescale in _TIMESCALES:
        design = _design(float(timescale))
        solved = np.linalg.lstsq(design, np.array(moments), rcond=None)[0]
        misses.append(float(np.sum((design @ solved - moments) ** 2)))
    return float(_TIMESCALES[int(np.argmin(misses))])


def _between(counts: pl.DataFrame, measures: Sequence[Measure]) -> Floats:
    """Covariance between different matches of the same team in one season."""
    keys, value, _ = ratios(counts, measures, [*dict.fromkeys([*TEAM, *MATCH])])
    whole = np.isfinite(value).all(axis=1)
    value = value[whole] - value[whole].mean(axis=0)
    team = keys.filter(pl.Series(whole)).select(pl.struct(TEAM).rank("dense"))[:, 0].to_numpy().astype(np.int64) - 1
    k = value.shape[1]
    sums = np.zeros((team.max() + 1, k))
    np.add.at(sums, team, value)
    games = np.bincount(team).astype(np.float64)
    products = sums[:, :, None] * sums[:, None, :]
    np.subtract.at(products, team, value[:, :, None] * value[:, None, :])
    between: Floats = products.sum(axis=0) / float(np.sum(games * (games - 1.0)))
    return between


def positive(matrix: Floats) -> Floats:
    """The nearest covariance matrix: negative eigenvalues of a moment estimate are raised to almost zero."""
    scale = np.sqrt(np.maximum(np.diag(matrix), 1e-12))
    values, vectors = np.linalg.eigh(matrix / scale[:, None] / scale[None, :])
    clipped = np.maximum(values, 1e-4 * max(float(values.max()), 1e-4))
    nearest: Floats = (vectors * clipped) @ vectors.T * scale[:, None] * scale[None, :]
    return (nearest + nearest.T) / 2.0
