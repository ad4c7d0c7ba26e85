"""The front-foot index: how far up the pitch, and how hard, a side defends.

Zero is the league average, one is one standard deviation of team-matches. It is the first principal component of the
reliable part (odd against even minutes) of four measures: the share of challenges in the build-up zone, height of
the defensive actions, the opponent's failure in its own third, and field tilt. Weights, scale and variances are a
provider's own: Wyscout's are fitted on 1,520 matches (Serie A, Premier League, La Liga, Ligue 1, 2017/18), StatsBomb's,
whose share of challenges counts its pressures, on 318 matches (Premier League 2015/16). For any other provider the
index is not standardised: its zero and its unit are Wyscout's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from frontfoot.approach import parameters
from frontfoot.approach.evidence import Windows, collect, names, with_sums
from frontfoot.approach.fields import require
from frontfoot.approach.hierarchy import Floats, PooledEstimate, WindowEvidence, estimate
from frontfoot.approach.parameters import Index
from frontfoot.approach.windows import MATCH, TEAM
from frontfoot.core.errors import InputError
from frontfoot.core.intervals import Z90

SMOOTHING: Final = 4.0
"""Standard deviation, in minutes, of the bell over which the strip sums counts."""

PROVIDER_BOUND: Final = "challenge_share"
"""Providers differ most in their definition of a duel: Wyscout records some 70 per side and match, others a third."""


def front_foot(counts: pl.DataFrame, by: Sequence[str] = MATCH, reference: pl.DataFrame | None = None) -> pl.DataFrame:
    """The front-foot index of any windows.

    The estimate starts at the league average and moves, as far as the evidence carries, through the team's other
    matches in `counts`, the rest of the match and the window itself (`frontfoot.approach.hierarchy`).

    Args:
        counts: rows of `minute_counts` of one or many matches, labelled with `frontfoot.approach.windows`.
        by: columns that make a window; `("match_id", "side", "team")` is a side's match.
        reference: minute counts of the matches whose average is to be zero: pass a league of the same provider to
            put another provider's or season's level at zero. None: the provider's norms, where there are some.

    Returns:
        One row per window, sorted: the `by` columns, `minutes`, `matches`, `raw` (the index of the plain ratios of
        sums, null where one of them is not defined), `value`, `low`, `high` (posterior mean and 90% interval, in
        standard deviations of team-matches) and `reliability` (share of the true variance of such windows that the
        evidence explains, 0 to 1).

        For a provider without norms and without a `reference`, the share of challenges is left out of `value`
        (providers count duels differently) and predicted from the other three; `raw` is null. The level is then
        Wyscout's, which is not that provider's average.

    Raises:
        InputError: a column of `by` is missing, `counts` is empty, or they are of providers with different norms.
        NotProvided: the provider does not record passes, tackles, interceptions or fouls.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> from frontfoot.approach.counts import minute_counts
    >>> front_foot(minute_counts(match)).select("side", pl.col("value", "low", "high").round(2)).rows()
    [('home', 0.71, 0.22, 1.2), ('away', -1.21, -1.65, -0.78)]
    """
    _check(counts, by)
    fitted = parameters.index(parameters.one_norm(counts) or parameters.WYSCOUT)
    require(counts, fitted.measures)
    windows = collect(_comparable(counts, fitted, reference), fitted.measures, by)
    return _table(windows, _recentred(fitted, reference))


def strip(counts: pl.DataFrame, reference: pl.DataFrame | None = None) -> pl.DataFrame:
    """The index minute by minute, smoothed: what the report draws.

    Each minute is estimated from the counts around it, weighted with a bell of 4 minutes' standard deviation that
    stops at the ends of the period, and shrunk to the rest of the match as in `front_foot`.

    Args:
        counts: rows of `minute_counts` of one or many matches.
        reference: as in `front_foot`.

    Returns:
        `match_id`, `side`, `team`, `period`, `minute`, `value`, `low`, `high`, in order of play.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> from frontfoot.approach.counts import minute_counts
    >>> strip(minute_counts(match)).filter(side="home", period=1, minute=10)["value"].round(1).item()
    1.6
    """
    _check(counts, ())
    fitted = parameters.index(parameters.one_norm(counts) or parameters.WYSCOUT)
    require(counts, fitted.measures)
    rows = with_sums(_comparable(counts, fitted, reference), fitted.measures)
    tops, bottoms = names(fitted.measures)
    base = _recentred(fitted, reference)
    tables = []
    for _, match in rows.group_by(list(MATCH), maintain_order=True):
        played = match.sort("period", "minute")
        sums = played.select([*tops, *bottoms]).to_numpy().astype(np.float64)
        minutes = (played["seconds"] / 60.0).to_numpy()
        near = _bell(played["period"].to_numpy(), played["minute"].to_numpy())
        window, rest = near @ sums, (1.0 - near) @ sums
        k = len(fitted.measures)
        squares = (near**2) @ sums[:, k:]
        spread = (near @ minutes) ** 2 / np.maximum((near**2) @ minutes, 1e-9)
        ones = np.ones(len(played))
        exposure = np.divide(window[:, k:] ** 2, squares, out=np.zeros_like(squares), where=squares > 0)
        nothing = WindowEvidence(0 * window[:, :k], 0 * window[:, :k], 0 * window[:, :k], 0 * ones, 0 * ones)
        estimated = estimate(
            base.variances,
            WindowEvidence(window[:, :k], window[:, k:], exposure, spread, ones),
            WindowEvidence(
                rest[:, :k], rest[:, k:], rest[:, k:], np.maximum(minutes.sum() - near @ minutes, 0.0), ones
            ),
            nothing,
        )
        value, half = _combine(base, estimated)
        keys = played.select(*MATCH, "period", "minute")
        tables.append(keys.with_columns(*_interval(value, half)))
    return pl.concat(tables).sort("match_id", "period", "minute", "side")


def _check(counts: pl.DataFrame, by: Sequence[str]) -> None:
    missing = [name for name in (*by, *TEAM, *MATCH) if name not in counts.columns]
    if missing:
        raise InputError(
            f"The counts have no column '{missing[0]}'",
            place="counts",
            remedy="Use the rows of minute_counts and label them with frontfoot.approach.windows",
        )
    if not len(counts):
        raise InputError("There are no counts to measure", place="counts", remedy="Give the counts of a match")


def _comparable(counts: pl.DataFrame, fitted: Index, reference: pl.DataFrame | None) -> pl.DataFrame:
    """The counts with 0 for those of the share of challenges of another provider, which makes it unobserved."""
    if reference is not None:
        return counts
    own = pl.col("provider").str.starts_with(fitted.provider)
    bound = {m.name: m for m in fitted.measures}.get(PROVIDER_BOUND)
    if bound is None or counts.is_empty():
        return counts
    return counts.with_columns(pl.when(own).then(pl.col(name)).otherwise(0.0).alias(name) for name in bound.bottom)


def _recentred(fitted: Index, reference: pl.DataFrame | None) -> Index:
    if reference is None:
        return fitted
    mean = np.nanmean(collect(reference, fitted.measures, MATCH).window.ratio, axis=0)
    return replace(fitted, variances=replace(fitted.variances, mean=mean))


def _combine(fitted: Index, pooled: PooledEstimate) -> tuple[Floats, Floats]:
    """Index and half the width of its 90% interval."""
    value = (pooled.mean - fitted.variances.mean) @ fitted.weights
    variance = np.einsum("k,nkl,l->n", fitted.weights, pooled.cov, fitted.weights)
    return value, Z90 * np.sqrt(np.maximum(variance, 0.0))


def _interval(value: Floats, half: Floats) -> list[pl.Series]:
    return [pl.Series("value", value), pl.Series("low", value - half), pl.Series("high", value + half)]


def _table(windows: Windows, fitted: Index) -> pl.DataFrame:
    estimated = estimate(fitted.variances, windows.window, windows.rest, windows.others, windows.teams)
    value, half = _combine(fitted, estimated)
    raw = (windows.window.ratio - fitted.variances.mean) @ fitted.weights
    prior = np.einsum("k,nkl,l->n", fitted.weights, estimated.prior, fitted.weights)
    reliability = np.clip(1.0 - (half / Z90) ** 2 / prior, 0.0, 1.0)
    return windows.keys.with_columns(
        pl.Series("minutes", windows.window.minutes),
        pl.Series("matches", windows.window.matches.astype(np.int64)),
        pl.Series("raw", raw).fill_nan(None),
        *_interval(value, half),
        pl.Series("reliability", reliability),
    )


def _bell(
    period: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], minute: np.ndarray[tuple[int, ...], np.dtype[np.uint16]]
) -> Floats:
    apart = minute[:, None].astype(np.float64) - minute[None, :].astype(np.float64)
    near: Floats = np.exp(-0.5 * (apart / SMOOTHING) ** 2) * (period[:, None] == period[None, :])
    return near
