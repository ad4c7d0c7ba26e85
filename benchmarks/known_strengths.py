"""Strengths as they were known before matches, for the validations: never with a result of the day or later.

`shipped` is what `frontfoot tie` takes: the newest shipped snapshot not after the day, as sure as it is for a match on
it. Before the first shipped one it is made in the same way, of the first of the month from the results before it.
`updated` is what `frontfoot update` gives: strengths that have learnt every result up to the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from frontfoot.goals.strengths import Strengths, fit_history
from frontfoot.goals.strengths.snapshots import shipped_days, shipped_on

LEARNT_BEFORE = 5
"""Seasons learnt before the first day settle the filter."""


def shipped(results: pl.DataFrame, days: Sequence[date]) -> Iterator[Strengths | None]:
    """Strengths for a match on each of the days, ascending; None where no result came before the month."""
    first = date.fromisoformat(shipped_days()[0])
    early = [day.replace(day=1) for day in days if day < first]
    known = _learnt(results.filter(pl.col("date") < first), early)
    for day in days:
        strengths = shipped_on(day) if day >= first else next(known)
        yield None if strengths is None else strengths.at(day)


def updated(results: pl.DataFrame, days: Sequence[date]) -> Iterator[Strengths]:
    """Strengths on the morning of each of the days, ascending."""
    season = days[0].year - (days[0].month < 7)
    return fit_history(results.filter(pl.col("season") >= season - LEARNT_BEFORE), days)


def _learnt(results: pl.DataFrame, days: Sequence[date]) -> Iterator[Strengths | None]:
    begin: date = results["date"].sort()[0]
    yield from (None for day in days if day <= begin)
    yield from fit_history(results, [day for day in days if day > begin])
