"""Sums of minute counts for the hierarchy: of the windows, the rest of their matches, and the other matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from frontfoot.approach.definitions import Measure
from frontfoot.approach.hierarchy import Floats, WindowEvidence
from frontfoot.approach.windows import MATCH, TEAM

_MINUTES = "__minutes"
_GAMES = "__games"


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Sums per window.

    Attributes:
        keys: the frame of the `by` columns, one row per window, sorted.
        window, rest, others: see `frontfoot.approach.hierarchy.estimate`.
        teams: (n,) number of different team seasons in each window.
    """

    keys: pl.DataFrame
    window: WindowEvidence
    rest: WindowEvidence
    others: WindowEvidence
    teams: Floats


def names(measures: Sequence[Measure]) -> tuple[list[str], list[str]]:
    """Column names of numerators and denominators in the frames below."""
    return [f"__top_{m.name}" for m in measures], [f"__bottom_{m.name}" for m in measures]


def with_sums(counts: pl.DataFrame, measures: Sequence[Measure]) -> pl.DataFrame:
    """Keep the labels of `counts` and add numerators, denominators and minutes of `measures`."""
    tops, bottoms = names(measures)
    return counts.with_columns(
        *(m.numerator.alias(top) for m, top in zip(measures, tops, strict=True)),
        *(m.denominator.alias(bottom) for m, bottom in zip(measures, bottoms, strict=True)),
        (pl.col("seconds") / 60.0).alias(_MINUTES),
    )


def collect(counts: pl.DataFrame, measures: Sequence[Measure], by: Sequence[str]) -> Windows:
    """Sums of `measures` over the windows `by`, over the rest of their matches, and over the other matches.

    Args:
        counts: rows of `minute_counts`, any number of matches, labelled as `by` needs.
        measures: the measures to sum.
        by: columns that make a window.
    """
    tops, bottoms = names(measures)
    sums = [*tops, *bottoms, _MINUTES]
    rows = with_sums(counts, measures)
    identity = [*TEAM, *(name for name in MATCH if name not in TEAM)]
    by = list(by)

    total = [pl.col(name).sum() for name in sums]
    # Sums in one order, whatever the order in which Polars finds the groups, have the same last digit in every run.
    parts = rows.group_by([*dict.fromkeys([*by, *identity])], maintain_order=True).agg(total)
    matches = parts.group_by(identity, maintain_order=True).agg(total)
    seasons = matches.group_by(list(TEAM)).agg(*total, pl.len().alias(_GAMES))

    whole = parts.join(matches, on=identity, suffix="_match", maintain_order="left")
    window = (
        whole.group_by(by)
        .agg(
            *total,
            *(pl.col(f"{name}_match").sum() for name in sums),
            pl.len().alias(_GAMES),
            pl.struct(TEAM).n_unique().alias("__teams"),
            *(pl.col(name).first().alias(f"__{name}") for name in TEAM),
        )
        .sort(by)
    )
    alone = window["__teams"].to_numpy() == 1
    season = window.select(pl.col(f"__{name}").alias(name) for name in TEAM).join(
        seasons, on=list(TEAM), how="left", maintain_order="left"
    )
    own, match_sums, season_sums = (
        _matrix(window, sums),
        _matrix(window, [f"{name}_match" for name in sums]),
        _matrix(season, sums),
    )
    games = window[_GAMES].to_numpy().astype(np.float64)
    other_games = np.where(alone, season[_GAMES].to_numpy().astype(np.float64) - games, 0.0)
    k = len(measures)
    return Windows(
        keys=window.select(by),
        window=_evidence(own, games, k),
        rest=_evidence((match_sums - own) * alone[:, None], games * alone, k),
        others=_evidence((season_sums - match_sums) * (other_games > 0)[:, None], other_games, k),
        teams=window["__teams"].to_numpy().astype(np.float64),
    )


def _matrix(frame: pl.DataFrame, columns: Sequence[str]) -> Floats:
    return frame.select(columns).to_numpy().astype(np.float64)


def _evidence(sums: Floats, games: Floats, k: int) -> WindowEvidence:
    # Differences of sums leave remainders of 1e-12 where nothing was counted.
    bottom = np.where(sums[:, k : 2 * k] < 1e-6, 0.0, sums[:, k : 2 * k])
    return WindowEvidence(sums[:, :k], bottom, bottom, np.maximum(sums[:, 2 * k], 0.0), games)
