"""League tables of approach: how every team defends and its chances, over a season, by score, by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from frontfoot.approach.definitions import BY_NAME
from frontfoot.approach.fields import refused
from frontfoot.approach.front_foot import front_foot
from frontfoot.approach.measures import measures
from frontfoot.approach.penalties import penalties_conceded
from frontfoot.approach.windows import TEAM, by_score
from frontfoot.core.errors import InputError, NotProvided

BY: Final = {"season": (), "score": ("score_state",), "month": ("month",)}
"""The ways to split a table, and the column of each."""

MEASURES: Final = (
    "ppda",
    "ppda_wyscout",
    "ppda_opta",
    "core_action_height",
    "field_tilt",
    "tempo",
    "counters",
    "counters_against",
)
"""Columns of the table that are measures of approach (`frontfoot.approach.definitions`)."""

COLUMNS: Final = {
    "provider": "who recorded the matches",
    "competition": "",
    "season": "",
    "team": "",
    "score_state": "the team trails, is level or leads at the start of the minute",
    "month": "year and month of the matches",
    "matches": "matches with minutes in this row",
    "minutes": "minutes of play in this row",
    "front_foot": "front-foot index: standard deviations of team-matches above the league average",
    "front_foot_low": "lower end of its 90% interval",
    "front_foot_high": "upper end of its 90% interval",
    **{name: f"{BY_NAME[name].what} ({BY_NAME[name].unit})" for name in MEASURES},
    "xg": "expected goals per 90 minutes of play, penalties included",
    "xg_against": "the same of the opponents",
    "penalties_conceded": "penalties conceded",
    "penalties_expected": "penalties that the league's rate per opponent box entry leads one to expect",
    "penalties_ratio": "conceded against expected, drawn to one by how little a season tells",
    "penalties_low": "lower end of its 90% interval",
    "penalties_high": "upper end of its 90% interval",
}
"""Column of a league table -> its description."""


def league_table(minutes: pl.DataFrame, by: str = "season") -> pl.DataFrame:
    """Every team's approach from the rows of a store's `minutes`.

    Args:
        minutes: with `competition` and `season`, as `Store.read("minutes")` gives them; whole seasons, since the other
            matches of a team are evidence for each row.
        by: "season" for one row a team, "score" for one for each state of the score, "month" for one a month.

    Returns:
        One row per provider, competition, season, team and part, best front foot first within its competition and
        part, with the columns of `COLUMNS`. Ratios are ratios of sums over the row's minutes. The index is zero at the
        average of the Wyscout leagues of 2017/18. What a provider does not record is null.

    Raises:
        InputError: an unknown `by`, or no rows.

    Example:
        >>> from frontfoot.seasons.store import Store                              # doctest: +SKIP
        >>> league_table(Store("store").read("minutes"), by="score")              # doctest: +SKIP
    """
    if by not in BY:
        raise InputError(f"A table cannot be split by '{by}'", place="by", remedy="Known: " + ", ".join(BY))
    if minutes.is_empty():
        raise InputError("There are no minutes to tell of", place="league_table", remedy="Give the minutes of a store")
    rows = by_score(minutes) if by == "score" else minutes
    if by == "month":
        rows = rows.with_columns(month=pl.col("date").str.slice(0, 7))
    parts = BY[by]
    tables = [_provider(part, [*TEAM, *parts]) for _, part in rows.group_by("provider", maintain_order=True)]
    order = [*TEAM[:3], *parts]
    return (
        pl.concat(tables)
        .sort([*order, "front_foot", "team"], descending=[False] * len(order) + [True, False], nulls_last=True)
        .select(name for name in COLUMNS if name in {*TEAM, *parts} or name not in {"score_state", "month"})
    )


def _provider(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    seconds = pl.col("seconds").sum()
    table = rows.group_by(by).agg(
        matches=pl.col("match_id").n_unique().cast(pl.Int64),
        minutes=seconds / 60.0,
        xg=5400.0 * pl.col("xg").sum() / seconds,
        xg_against=5400.0 * pl.col("xg_against").sum() / seconds,
    )
    allowed = [name for name in MEASURES if not refused(rows, BY_NAME[name])]
    measured = measures(rows, by, allowed).select(
        *by, *(pl.col(name) if name in allowed else pl.lit(None, dtype=pl.Float64).alias(name) for name in MEASURES)
    )
    table = table.join(measured, on=by, how="left", nulls_equal=True)
    table = table.join(_index(rows, by), on=by, how="left", nulls_equal=True)
    return table.join(_penalties(rows, by), on=by, how="left", nulls_equal=True)


def _index(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    names = {"value": "front_foot", "low": "front_foot_low", "high": "front_foot_high"}
    try:
        return front_foot(rows, by).select(*by, *names).rename(names)
    except NotProvided:
        return _void(rows, by, names.values())


def _penalties(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    names = {
        "conceded": "penalties_conceded",
        "expected": "penalties_expected",
        "value": "penalties_ratio",
        "low": "penalties_low",
        "high": "penalties_high",
    }
    try:
        return penalties_conceded(rows, by).select(*by, *names).rename(names)
    except NotProvided:
        return _void(rows, by, names.values())


def _void(rows: pl.DataFrame, by: Sequence[str], names: Iterable[str]) -> pl.DataFrame:
    return rows.select(by).unique().with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in names)
