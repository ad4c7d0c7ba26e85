"""Differences of the approach by score and by players sent off within matches: associations, not effects.

A side that leads has been playing well, and a side with ten men has been under pressure. The same side in the same
match is compared with itself in another state, at the same time of the match.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from frontfoot.approach import parameters
from frontfoot.approach.evidence import names, with_sums
from frontfoot.approach.hierarchy import Floats
from frontfoot.approach.windows import MATCH, by_minutes
from frontfoot.core.errors import InputError
from frontfoot.core.intervals import Z90

QUARTER: Final = 15
"""Length in minutes of the time blocks within which states are compared."""


def shifts(counts: pl.DataFrame, state: str, baseline: str, within: Sequence[str] = MATCH) -> pl.DataFrame:
    """The difference in the front-foot index between states of the game, other things equal.

    Each measure of the index is regressed on the state, with an intercept for every unit `within` which it is compared
    and for every quarter of an hour, minutes weighted with the measure's denominator; the index shift is the weighted
    sum. The 90% interval comes from the sandwich estimator clustered by match (Liang and Zeger 1986), both sides of a
    match together.

    Args:
        counts: minute counts of many matches, labelled with a column `state`.
        state: name of the label, such as "score_state" or "men_state".
        baseline: the value of the label against which the others are compared.
        within: columns of what is compared with itself: a side's match (`MATCH`), or a team's season (`TEAM`), where
            better teams lead more often against weaker ones and that is part of the difference.

    Returns:
        One row per other state: `state`, `matches` and `minutes` with it, `shift`, `low`, `high` in standard
        deviations of team-matches.

    Raises:
        InputError: there is no such label or baseline, or fewer than two states occur.
    """
    if state not in counts.columns:
        raise InputError(f"The counts have no column '{state}'", place="state", remedy="Label the rows first")
    index = parameters.index(parameters.one_norm(counts) or parameters.WYSCOUT)
    tops, bottoms = names(index.measures)
    rows = with_sums(by_minutes(counts, QUARTER), index.measures).with_columns(pl.col(state).cast(pl.String))
    keys = [*dict.fromkeys([*MATCH, *within]), "period", "block", state]
    cells = rows.group_by(keys).agg(pl.col([*tops, *bottoms]).sum(), pl.col("seconds").sum()).sort(keys)
    values = cells[state].unique().sort().to_list()
    if baseline not in values or len(values) < 2:
        raise InputError(
            f"There is nothing to compare with '{baseline}'", place="baseline", remedy=f"The states are: {values}"
        )
    others = [value for value in values if value != baseline]
    time = cells.select(pl.struct("period", "block").rank("dense"))[:, 0].to_numpy().astype(np.int64)
    dummies = [(cells[state] == value).to_numpy() for value in others] + [time == t for t in np.unique(time)[1:]]
    design = np.column_stack(dummies).astype(np.float64)
    unit = cells.select(pl.struct(list(within)).rank("dense"))[:, 0].to_numpy().astype(np.int64) - 1
    match = cells["match_id"].rank("dense").to_numpy().astype(np.int64) - 1

    shift = np.zeros(len(others))
    scores = np.zeros((match.max() + 1, len(others)))
    for k, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
        base = cells[bottom].to_numpy()
        y = np.divide(cells[top].to_numpy(), base, out=np.zeros(len(base)), where=base > 0)
        x, residual, slope = _within(design, y, base, unit)
        influence = np.linalg.pinv(x.T @ (base[:, None] * x)) @ (x * (base * residual)[:, None]).T
        shift += index.weights[k] * slope[: len(others)]
        np.add.at(scores, match, index.weights[k] * influence[: len(others)].T)
    half = Z90 * np.sqrt(np.sum(scores**2, axis=0))
    sizes = cells.group_by(state).agg(
        pl.col("match_id").n_unique().alias("matches"), (pl.col("seconds").sum() / 60.0).alias("minutes")
    )
    table = pl.DataFrame({state: others, "shift": shift, "low": shift - half, "high": shift + half})
    return table.join(sizes, on=state, how="left", maintain_order="left").select(
        state, "matches", "minutes", "shift", "low", "high"
    )


def _within(
    design: Floats, y: Floats, weight: Floats, unit: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> tuple[Floats, Floats, Floats]:
    """Weighted least squares after taking out each unit's weighted mean: design, residuals, slopes."""
    total = np.bincount(unit, weights=weight)
    total[total == 0] = 1.0

    def centred(column: Floats) -> Floats:
        centred_column: Floats = column - (np.bincount(unit, weights=weight * column) / total)[unit]
        return centred_column

    x = np.column_stack([centred(column) for column in design.T])
    target = centred(y)
    root = np.sqrt(weight)
    slope = np.asarray(np.linalg.lstsq(x * root[:, None], target * root, rcond=None)[0], dtype=np.float64)
    return x, target - x @ slope, slope
