"""The figures of both sides in every window: sums of minute counts, each with its sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from frontfoot.approach import definitions
from frontfoot.approach.fields import missing_fields
from frontfoot.approach.measures import measures
from frontfoot.match.match import Match, Side
from frontfoot.report import intervals
from frontfoot.report.catalogue import CATALOGUE
from frontfoot.report.document import Cell, Measure
from frontfoot.report.terms import display_name
from frontfoot.report.windows import View

_SAID: Final = {
    "sliding": "sliding tackles",
    "pass": "passes",
    "end_x": "ends of passes",
    "interception": "interceptions",
    "touched": "touches",
}


def seconds(counts: pl.DataFrame, view: View) -> float:
    """Length of a window on the clock."""
    return float(counts.filter(view.rows & (pl.col("side") == "home"))["seconds"].sum())


def cells(match: Match, counts: pl.DataFrame, view: View, side: Side) -> dict[str, Cell]:
    """Every catalogued measure that is a ratio or a sum of minute counts, for one side in one window."""
    rows = counts.filter(view.rows & (pl.col("side") == side))
    found = {}
    for measure in CATALOGUE:
        defined = definitions.BY_NAME.get(measure.key)
        if defined is None:
            continue
        if reason := absent(match, measure.key):
            found[measure.key] = Cell(value=None, reason=reason)
            continue
        top, bottom = rows.select(defined.numerator.sum().alias("top"), defined.denominator.sum().alias("bottom")).row(
            0
        )
        found[measure.key] = _cell(measure, top / defined.factor, bottom, defined.factor, whole=view.key == "match")
    return found


def absent(match: Match, key: str) -> str:
    """Why a measure cannot be taken from this provider's data; empty when it can."""
    defined = definitions.BY_NAME[key]
    missing = [
        _SAID.get(field, field.replace("_", " ") + "s")
        for column in (*defined.top, *defined.bottom, *defined.minus)
        for field in missing_fields(column, match.provides)
    ]
    named = " and no ".join(dict.fromkeys(missing))
    return f"{display_name(match.info.provider)} records no {named}" if missing else ""


def _cell(measure: Measure, top: float, bottom: float, factor: float, *, whole: bool) -> Cell:
    if measure.form == "count":
        return Cell(value=top, numerator=top, denominator=bottom)
    if bottom == 0:
        return Cell(value=None, numerator=top, denominator=0.0, reason="nothing to divide by")
    low, high = _interval(measure, top, bottom) if whole else (None, None)
    return Cell(value=top / bottom * factor, low=low, high=high, numerator=top, denominator=bottom)


def _interval(measure: Measure, top: float, bottom: float) -> tuple[float | None, float | None]:
    if measure.key.startswith("ppda"):
        low, high = intervals.passes_per_action(top, bottom)
        return low, (high if high != float("inf") else None)
    if measure.form == "share" and measure.key != "possession":
        return intervals.share(top, bottom)
    return None, None


def chance_cells(
    chances: pl.DataFrame, counts: pl.DataFrame, view: View, side: Side, worth: Sequence[float] | None = None
) -> dict[str, Cell]:
    """xG, big chances and xT of one side in one window.

    Args:
        chances: frame of `frontfoot.chances.minutes.minute_chances`.
        counts: frame of `minute_counts`, which knows the score of every minute.
        view, side: the window and the side.
        worth: the xG of every shot, when the window is the match: an interval of the goals is then added.
    """
    minutes = counts.filter(view.rows & (pl.col("side") == side)).select("period", "minute")
    rows = chances.filter(pl.col("side") == side).join(minutes, on=["period", "minute"], how="semi")
    xg, shots, big, xt = (float(rows[name].sum()) for name in ("xg", "shots", "big_chances", "xt"))
    low, high = intervals.goals(worth) if worth is not None else (None, None)
    return {
        "xg": Cell(value=xg, low=low, high=high, denominator=shots),
        "big_chances": Cell(value=big),
        "xt": Cell(value=xt),
    }


def disruption(match: Match, counts: pl.DataFrame, view: View) -> dict[Side, Cell]:
    """Build-up disruption of both sides in one window, in percentage points."""
    if reason := absent(match, "build_up_completion_allowed"):
        return {side: Cell(value=None, reason=reason) for side in ("home", "away")}
    table = measures(counts.filter(view.rows), by=["side"], only=["build_up_disruption"])
    passes = counts.filter(view.rows).group_by("side").agg(pl.col("opponent_build_up_passes").sum())
    found: dict[Side, Cell] = {side: Cell(value=None, reason="nothing to divide by") for side in ("home", "away")}
    for side, share, tried in (
        table.join(passes, on="side").select("side", "build_up_disruption", "opponent_build_up_passes").iter_rows()
    ):
        if share is not None:
            found[side] = Cell(value=100.0 * share, denominator=tried)
    return found
