"""The figures of both sides in every window: sums of minute counts, each with its sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from frontfoot.approach import definitions, parameters
from frontfoot.approach.counts import COUNTS
from frontfoot.approach.fields import missing_fields
from frontfoot.approach.measures import with_disruption
from frontfoot.core.intervals import Z90, wilson
from frontfoot.match.match import Match, Side
from frontfoot.match.names import display_name
from frontfoot.reports import intervals
from frontfoot.reports.figure_parts import CATALOGUE, Cell, Conceded, ReportMeasure, cell
from frontfoot.reports.windows import View

Sums = Mapping[str, float]

_CHANCES: Final = {"xg": "chance_xg", "shots": "chance_shots", "big_chances": "chance_big_chances", "xt": "chance_xt"}
_DISRUPTION: Final = "__disruption"
_SAID: Final = {
    "sliding": "sliding tackles",
    "pass": "passes",
    "end_x": "ends of passes",
    "interception": "interceptions",
    "touched": "touches",
}


def table(counts: pl.DataFrame, chances: pl.DataFrame) -> pl.DataFrame:
    """Everything that is summed over windows, one row per period, minute and side.

    Args:
        counts: frame of `frontfoot.approach.counts.minute_counts`.
        chances: frame of `frontfoot.chances.minutes.minute_chances`.
    """
    renamed = chances.select("period", "minute", "side", *(pl.col(name).alias(new) for name, new in _CHANCES.items()))
    return with_disruption(counts).join(renamed, on=["period", "minute", "side"], how="left", maintain_order="left")


def sums(rows: pl.DataFrame, view: View) -> dict[Side, Sums]:
    """Sums of a window by side, `seconds` among them; zeros where the window holds nothing."""
    columns = ["seconds", *COUNTS, *_CHANCES.values(), _DISRUPTION]
    totals = rows.filter(view.rows).group_by("side").agg(pl.col(columns).sum())
    nothing: Sums = dict.fromkeys(columns, 0.0)
    by_side = {row["side"]: row for row in totals.iter_rows(named=True)}
    return {"home": by_side.get("home", nothing), "away": by_side.get("away", nothing)}


def cells(match: Match, total: Sums, worth: Sequence[float] | None = None) -> dict[str, Cell]:
    """Every catalogued measure but the front-foot index, for one side in one window.

    Args:
        match: knows what its provider records.
        total: the window's sums.
        worth: the xG of the side's shots when the window is the match; intervals are then added.
    """
    values = {
        measure.key: _cell(match, measure, total, whole=worth is not None)
        for measure in CATALOGUE
        if measure.key in definitions.BY_NAME
    }
    low, high = intervals.goals(worth) if worth is not None else (None, None)
    values["xg"] = cell(value=total["chance_xg"], low=low, high=high, denominator=total["chance_shots"])
    values["big_chances"] = cell(value=total["chance_big_chances"])
    values["xt"] = cell(value=total["chance_xt"])
    values["build_up_disruption"] = _disruption(match, total)
    return values


def conceded(match: Match, total: Sums) -> Conceded | None:
    """Penalties of one side against the leagues' rate; None where the provider does not record what is needed."""
    if absent(match, "penalties_conceded"):
        return None
    rate, _ = parameters.penalties(parameters.norms_of(match.info.provider) or parameters.WYSCOUT)
    entries = int(total["opponent_box_entries"])
    low, high = intervals.poisson(rate * entries)
    return Conceded(
        penalties=int(total["opponent_penalties"]),
        box_entries=entries,
        expected=round(rate * entries, 4),
        low=low,
        high=high,
    )


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


def _cell(match: Match, measure: ReportMeasure, total: Sums, *, whole: bool) -> Cell:
    defined = definitions.BY_NAME[measure.key]
    if reason := absent(match, measure.key):
        return cell(value=None, reason=reason)
    top = sum(total[name] for name in defined.top) - sum(total[name] for name in defined.minus)
    bottom = sum(total[name] for name in defined.bottom)
    if measure.form == "count":
        return cell(value=top, numerator=top, denominator=bottom)
    if bottom == 0:
        return cell(value=None, numerator=top, denominator=0.0, reason="nothing to divide by")
    low, high = _interval(measure, top, bottom) if whole else (None, None)
    return cell(value=top / bottom * defined.factor, low=low, high=high, numerator=top, denominator=bottom)


def _interval(measure: ReportMeasure, top: float, bottom: float) -> tuple[float | None, float | None]:
    if measure.key.startswith("ppda"):
        low, high = intervals.passes_per_action(top, bottom)
        return low, (high if high != float("inf") else None)
    if measure.form == "share" and measure.key != "possession":
        return wilson(top, bottom, Z90)
    return None, None


def _disruption(match: Match, total: Sums) -> Cell:
    """How far the opponent's completion stayed below the norm, in percentage points."""
    if reason := absent(match, "build_up_completion_allowed"):
        return cell(value=None, reason=reason)
    passes = total["opponent_build_up_passes"]
    if passes == 0:
        return cell(value=None, denominator=0.0, reason="nothing to divide by")
    return cell(value=100.0 * total[_DISRUPTION] / passes, denominator=passes)
