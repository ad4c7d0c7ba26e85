"""Sentences on usual changes of figures by score and against a press; not about any one side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from frontfoot.core.wording import signed
from frontfoot.scouting.choose import Chosen
from frontfoot.scouting.estimate import Z80
from frontfoot.scouting.figures import BY_NAME


def usual(chosen: Chosen, by_score: Mapping[str, Any]) -> tuple[str, ...]:
    """Sentences on the leagues' shift by score, and on what pressing went with in this league.

    Args:
        chosen: the side beside its league.
        by_score: the fitted shifts of the provider's leagues.
    """
    shifts = []
    for state in ("trailing", "leading"):
        tilt, height = (by_score[state][name] for name in ("field_tilt", "action_height"))
        shifts.append(
            f"when {state} field tilt {signed(100 * tilt['shift'], 0)} points, actions {signed(height['shift'], 1)} m"
        )
    lines = [
        f"Sides of the leagues that were measured, against level in the same match: {'; '.join(shifts)}. This is the "
        "leagues' shift; no one side's own shift can be told from noise."
    ]
    for name, words in (("own_third_failure", "own-third passes lost"), ("high_turnovers_against", "")):
        line = _against_the_press(chosen, name, words)
        if line:
            lines.append(line)
    return tuple(lines)


def _against_the_press(chosen: Chosen, name: str, words: str) -> str:
    """How a figure of all sides differed between opponents who press most and least by PPDA; within each side."""
    league, ppda, figure = chosen.league, BY_NAME["ppda"], BY_NAME[name]
    if any(league[column].null_count() for column in (*ppda.columns, *figure.columns)):
        return ""
    press = league.group_by("team").agg(ppda=ppda.numerator.sum() / ppda.denominator.sum()).sort("ppda", "team")
    third = press.height // 3
    if third < 2:
        return ""
    groups = dict.fromkeys(press["team"][:third], "most") | dict.fromkeys(press["team"][-third:], "least")
    rows = league.with_columns(
        press=pl.col("opponent").replace_strict(groups, default=None, return_dtype=pl.String)
    ).drop_nulls("press")
    sums = rows.group_by("team", "press").agg(value=figure.numerator.sum() / figure.denominator.sum())
    both = sums.filter(pl.col("press") == "most").join(
        sums.filter(pl.col("press") == "least"), on="team", suffix="_least"
    )
    shift = both.sort("team").select(pl.col("value") - pl.col("value_least"))["value"]
    mean, spread = shift.mean(), shift.std()
    if not isinstance(mean, float) or not isinstance(spread, float) or len(shift) < 4:
        return ""
    half = Z80 * spread / len(shift) ** 0.5
    low, high = mean - half, mean + half
    scale, unit = (100.0, " points of") if figure.unit == "share" else (1.0, "")
    label = words or figure.what[0].lower() + figure.what[1:]
    return (
        f"Against the third of this league that presses most by PPDA rather than the third that presses least, its "
        f"sides had {signed(scale * mean, 1)}{unit} {label} (80%: {signed(scale * low, 1)} to "
        f"{signed(scale * high, 1)}); an association, not what pressing does."
    )
