"""Every measure of any window: as a plain ratio of sums, and as an estimate for small windows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from frontfoot.approach import parameters
from frontfoot.approach.definitions import BY_NAME, MEASURES, SHRUNK, Measure
from frontfoot.approach.evidence import collect
from frontfoot.approach.fields import refused, require
from frontfoot.approach.hierarchy import estimate
from frontfoot.approach.windows import MATCH
from frontfoot.core.errors import InputError
from frontfoot.core.intervals import Z90


def measures(counts: pl.DataFrame, by: Sequence[str] = MATCH, only: Sequence[str] | None = None) -> pl.DataFrame:
    """Every measure of every window as a plain ratio of sums.

    Args:
        counts: rows of `minute_counts`, labelled with `frontfoot.approach.windows` where `by` needs it.
        by: columns that make a window.
        only: names of measures; all of them where None.

    Returns:
        One row per window, sorted by `by`: the `by` columns, `minutes`, and one Float64 column per measure in the
        unit of its definition (`frontfoot.approach.definitions.BY_NAME[name].unit`), null where the denominator is
        zero. `build_up_disruption` (share) is the opponent's own usual pass completion in its 60% less what it
        reached here; "usual" means its other matches in `counts`, drawn to the league mean by their number.

        A measure that the provider does not allow for is null, and refused when `only` names it.

    Raises:
        InputError: an unknown measure, or a column of `by` is missing.
        NotProvided: a measure named in `only` needs a field that the provider does not record.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> from frontfoot.approach.counts import minute_counts
    >>> measures(minute_counts(match), only=["ppda", "field_tilt"]).select("side", pl.col(pl.Float64).round(2)).rows()
    [('home', 92.07, 8.73, 0.67), ('away', 92.07, 17.78, 0.33)]
    """
    chosen = _chosen(only)
    rows = with_disruption(counts) if only is None or "build_up_disruption" in only else counts
    missing = [name for name in by if name not in rows.columns]
    if missing:
        raise InputError(f"The counts have no column '{missing[0]}'", place="by", remedy="Label the rows first")
    if only is not None:
        require(counts, chosen)
    ratios = [
        (
            pl.lit(None, dtype=pl.Float64)
            if refused(counts, m)
            else m.numerator.sum().truediv(_positive(m.denominator.sum()))
        ).alias(m.name)
        for m in chosen
    ]
    if "__disruption" in rows.columns:
        base = _positive(pl.col("opponent_build_up_passes").sum())
        ratios.append(pl.col("__disruption").sum().truediv(base).alias("build_up_disruption"))
    minutes = (pl.col("seconds").sum() / 60.0).alias("minutes")
    return rows.group_by(list(by)).agg(minutes, *ratios).sort(list(by))


def estimates(counts: pl.DataFrame, by: Sequence[str] = MATCH, only: Sequence[str] | None = None) -> pl.DataFrame:
    """Every measure of every window with a 90% interval, shrunk towards the match and the season.

    Args:
        counts: as in `measures`; other matches of the same teams in it are used as evidence.
        by: columns that make a window.
        only: names of measures; where None, all but `build_up_disruption`, `penalties_conceded` and
            those the provider does not allow for.

    Returns:
        Long form, sorted by `by` and in the order of the definitions: the `by` columns, `measure`, `unit`, `top` and
        `bottom` (the sums), `ratio` (null without a denominator), `value`, `low`, `high`, `reliability`.

    Note:
        The level towards which windows are drawn is that of the provider's norms, and for a provider without norms
        that of the Wyscout leagues of 2017/18.

    Raises:
        InputError: the counts are of providers with different norms, or `only` names what has no estimate.
        NotProvided: `only` names a measure that the provider does not allow for.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> from frontfoot.approach.counts import minute_counts
    >>> table = estimates(minute_counts(match), only=["field_tilt"])
    >>> table.select("side", pl.col("value", "low", "high").round(2)).rows()
    [('home', 0.65, 0.58, 0.73), ('away', 0.35, 0.27, 0.42)]
    """
    norms = parameters.one_norm(counts) or parameters.WYSCOUT
    tables = []
    chosen = list(SHRUNK) if only is None else _chosen(only)
    if only is not None and (lost := [name for name in only if name not in {m.name for m in SHRUNK}]):
        raise InputError(
            f"'{lost[0]}' has no estimate of this kind",
            place="only",
            remedy="Use penalties_conceded for penalties, and measures for build_up_disruption",
        )
    require(counts, chosen if only is not None else [])
    for measure in [m for m in chosen if not refused(counts, m)]:
        fitted = parameters.single(measure.name, norms)
        if fitted is None:
            continue
        windows = collect(counts, [measure], by)
        estimated = estimate(fitted, windows.window, windows.rest, windows.others, windows.teams)
        value = estimated.mean[:, 0]
        half = Z90 * np.sqrt(estimated.cov[:, 0, 0])
        reliability = np.clip(1.0 - estimated.cov[:, 0, 0] / estimated.prior[:, 0, 0], 0.0, 1.0)
        tables.append(
            windows.keys.with_columns(
                pl.lit(measure.name).alias("measure"),
                pl.lit(measure.unit).alias("unit"),
                pl.Series("top", windows.window.top[:, 0]),
                pl.Series("bottom", windows.window.bottom[:, 0]),
                pl.Series("ratio", windows.window.ratio[:, 0]).fill_nan(None),
                pl.Series("value", value),
                pl.Series("low", value - half).clip(*_bounds(measure)),
                pl.Series("high", value + half).clip(*_bounds(measure)),
                pl.Series("reliability", reliability),
            )
        )
    order = {m.name: place for place, m in enumerate(MEASURES)}
    rank = pl.col("measure").replace_strict(order, return_dtype=pl.Int32)
    return pl.concat(tables).sort([*by, rank])


def with_disruption(counts: pl.DataFrame) -> pl.DataFrame:
    """Add `__disruption`: completed build-up passes that the opponent usually has, less those it had, per row."""
    team = ["provider", "competition", "season"]
    by_provider = {
        name: parameters.norms_of(name) or parameters.WYSCOUT for name in counts["provider"].unique().to_list()
    }
    league, weight = (
        pl.col("provider").replace_strict(
            {name: parameters.completion_norm(norms)[place] for name, norms in by_provider.items()},
            return_dtype=pl.Float64,
        )
        for place in (0, 1)
    )
    keys = [*team, "opponent"]
    played = counts.group_by([*keys, "match_id"]).agg(
        pl.col("opponent_build_up_completed").sum().alias("__done"),
        pl.col("opponent_build_up_passes").sum().alias("__tried"),
    )
    done = pl.col("__done").sum().over(keys) - pl.col("__done")
    tried = pl.col("__tried").sum().over(keys) - pl.col("__tried")
    played = played.with_columns(((done + weight * league) / (tried + weight)).alias("__norm"))
    joined = counts.join(
        played.select(*keys, "match_id", "__norm"), on=[*keys, "match_id"], how="left", maintain_order="left"
    )
    expected = pl.col("__norm") * pl.col("opponent_build_up_passes")
    return joined.with_columns((expected - pl.col("opponent_build_up_completed")).alias("__disruption"))


def _chosen(only: Sequence[str] | None) -> list[Measure]:
    if only is None:
        return list(MEASURES)
    unknown = [name for name in only if name not in BY_NAME and name != "build_up_disruption"]
    if unknown:
        names = ", ".join(m.name for m in MEASURES)
        raise InputError(f"There is no measure '{unknown[0]}'", place="only", remedy=f"Choose from: {names}")
    return [BY_NAME[name] for name in only if name in BY_NAME]


def _positive(denominator: pl.Expr) -> pl.Expr:
    return pl.when(denominator > 0).then(denominator)


def _bounds(measure: Measure) -> tuple[float, float | None]:
    return 0.0, 1.0 if measure.unit == "share" else None
