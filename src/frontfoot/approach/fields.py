"""The fields that a measure needs from the provider, and the error when they are missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from frontfoot.approach.definitions import Measure
from frontfoot.core.errors import NotProvided

_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "shots": ("shot",),
    "scored": ("shot",),
    "counter_shots": ("pass", "shot"),
    "high_turnover_shots": ("pass", "shot"),
    "high_turnover_goals": ("pass", "shot"),
    "penalties": ("shot", "set_piece"),
    "duels": ("tackle",),
    "tackles": ("tackle",),
    "opta_tackles": ("tackle",),
    "wyscout_tackles": ("tackle", "sliding"),
    "interceptions": ("interception",),
    "opta_interceptions": ("interception",),
    "fouls_high": ("foul",),
    "opta_fouls": ("foul",),
    "pressures_high": ("pressure",),
    "fouls": ("foul",),
    "cards": ("card",),
    "actions": ("tackle", "interception", "foul"),
    "action_metres": ("tackle", "interception", "foul"),
    "core_actions": ("tackle", "interception", "foul"),
    "core_action_metres": ("tackle", "interception", "foul"),
}


def missing_fields(column: str, provides: frozenset[str]) -> list[str]:
    """The fields that the count `column` needs and the provider does not record."""
    needs = _NEEDS.get(column.removeprefix("opponent_"), ("pass",))
    return [name for name in needs if name not in provides]


def refused(counts: pl.DataFrame, measure: Measure) -> list[str]:
    """The count columns that `measure` needs and that are null somewhere in `counts`: not recorded."""
    columns = dict.fromkeys((*measure.top, *measure.bottom, *measure.minus))
    return [name for name in columns if counts[name].null_count() > 0]


def require(counts: pl.DataFrame, measures: Sequence[Measure]) -> None:
    """Check that the provider records the fields that a measure needs.

    Raises:
        NotProvided: a measure needs a count that is not recorded.
    """
    for measure in measures:
        if columns := refused(counts, measure):
            void = counts.filter(pl.any_horizontal(pl.col(columns).is_null()))
            provider = void["provider"][0] if "provider" in void.columns else "the provider"
            lost = [name for column in columns for name in _NEEDS.get(column.removeprefix("opponent_"), ("pass",))]
            fields = ", ".join(dict.fromkeys(lost))
            raise NotProvided(
                f"No {measure.name}: {provider} does not record what it is counted from ({fields})",
                place=measure.name,
                remedy="Choose another measure; the docs list what each provider fills",
            )
