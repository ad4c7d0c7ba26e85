"""The front-foot index of both sides: by window as cells, and minute by minute as the strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from frontfoot.approach import definitions, parameters
from frontfoot.approach.front_foot import front_foot, strip
from frontfoot.approach.windows import MATCH
from frontfoot.match.match import Match, Side
from frontfoot.reports.figure_parts import Cell, ReportMoment, cell
from frontfoot.reports.figures import absent
from frontfoot.reports.windows import View


def cells(match: Match, counts: pl.DataFrame, windows: Sequence[View]) -> dict[tuple[str, Side], Cell]:
    """The index of each side in each window; windows without play have none."""
    if reason := refusal(match):
        return {(view.key, side): cell(value=None, reason=reason) for view in windows for side in ("home", "away")}
    values: dict[tuple[str, Side], Cell] = {
        (view.key, side): cell(value=None, reason="no play in this window")
        for view in windows
        for side in ("home", "away")
    }
    # Windows overlap (a half, a score); those of one partition are estimated together, each against the rest of its
    # match. Every partition is a season of its own, so that none is taken for another match of the team.
    labelled = []
    for partition in sorted({view.partition for view in windows}):
        members = [view for view in windows if view.partition == partition]
        label = pl.coalesce(pl.when(view.rows).then(pl.lit(view.key)) for view in members)
        labelled.append(counts.with_columns(label.alias("window"), pl.lit(partition).alias("season")))
    table = front_foot(pl.concat(labelled), by=[*MATCH, "window"])
    for window, side, value, low, high, minutes in table.select(
        "window", "side", "value", "low", "high", "minutes"
    ).iter_rows():
        if window is not None and minutes > 0:
            values[(window, side)] = cell(value=value, low=low, high=high, denominator=minutes)
    return values


def refusal(match: Match) -> str:
    """Why the provider's data do not allow the index; empty when they do."""
    carried = definitions.INDICES[parameters.norms_of(match.info.provider) or parameters.WYSCOUT]
    return next((reason for name in carried if (reason := absent(match, name))), "")


def moments(match: Match, counts: pl.DataFrame) -> Mapping[Side, tuple[ReportMoment, ...]]:
    """The strip of each side: one estimate a minute, placed in the middle of the minute."""
    if refusal(match):
        return {"home": (), "away": ()}
    lengths = {period.number: period.seconds for period in match.periods}
    by_side: dict[Side, list[ReportMoment]] = {"home": [], "away": []}
    rows = strip(counts).select("side", "period", "minute", "value", "low", "high")
    for side, period, minute, value, low, high in rows.iter_rows():
        start = 60.0 * minute
        end = min(start + 60.0, max(lengths[period], start))
        by_side[side].append(
            ReportMoment(
                period=period,
                seconds=round((start + end) / 2, 3),
                value=round(value, 4),
                low=round(low, 4),
                high=round(high, 4),
            )
        )
    return {"home": tuple(by_side["home"]), "away": tuple(by_side["away"])}
