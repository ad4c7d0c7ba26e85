"""The usual shift of each figure by score within the same match, over leagues."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from frontfoot.scouting.figures import BY_NAME

FIGURES: Final = ("field_tilt", "action_height", "ppda")
COLUMNS: Final = tuple(dict.fromkeys(name for figure in FIGURES for name in BY_NAME[figure].columns))


def by_score(minutes: pl.DataFrame) -> dict[str, dict[str, dict[str, float]]]:
    """The mean difference of a figure between minutes behind or ahead and level minutes of a side's match.

    Args:
        minutes: of stores, with the score at the start of each minute.

    Returns:
        By state ("trailing", "leading") and figure: `shift`, `error` (standard error, a side's match the unit).
    """
    lead = pl.col("own_goals").cast(pl.Int64) - pl.col("opponent_goals").cast(pl.Int64)
    name = pl.when(lead < 0).then(pl.lit("trailing")).when(lead > 0).then(pl.lit("leading")).otherwise(pl.lit("level"))
    rows = minutes.with_columns(state=name)
    by_state: dict[str, dict[str, dict[str, float]]] = {"trailing": {}, "leading": {}}
    for figure in (BY_NAME[key] for key in FIGURES):
        sums = rows.group_by("match_id", "provider", "side", "state").agg(
            top=figure.numerator.sum(), bottom=figure.denominator.sum()
        )
        sums = sums.filter(pl.col("bottom") > 0)
        level = sums.filter(pl.col("state") == "level")
        for state in by_state:
            both = (
                sums.filter(pl.col("state") == state)
                .join(level, on=["match_id", "provider", "side"], suffix="_level")
                .sort("match_id", "provider", "side")
            )
            one, two = (both[f"top{end}"].to_numpy() / both[f"bottom{end}"].to_numpy() for end in ("", "_level"))
            parts = [both[f"bottom{end}"].to_numpy().astype(float) for end in ("", "_level")]
            weight = parts[0] * parts[1] / (parts[0] + parts[1])
            shift = float(np.average(one - two, weights=weight))
            error = float(np.sqrt(np.sum((weight * (one - two - shift)) ** 2)) / weight.sum())
            by_state[state][figure.name] = {"shift": round(shift, 4), "error": round(error, 4)}
    return by_state
