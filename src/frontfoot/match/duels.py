"""Duels that are recorded twice, and which two rows are the two halves of one duel."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from frontfoot.match.match import Repair
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

_DUELS: Final = ("tackle", "take_on", "aerial", "loose_ball")
_PARTNER: Final = {"tackle": "take_on", "take_on": "tackle", "aerial": "aerial", "loose_ball": "loose_ball"}
_SECONDS: Final = 3.0  # the two halves are entered by different people, up to this far apart
_ROUNDS: Final = ((6, 6.0), (3, 1e9))  # rows apart, metres apart: first by place, then by what is left close by


def repeats(events: pl.DataFrame, names: tuple[str, ...]) -> bool:
    """Whether two rows agree in the named columns: a quick question before the thorough search."""
    columns = [
        (events[name].to_physical() if isinstance(events[name].dtype, pl.Enum) else events[name])
        .cast(pl.Float64)
        .fill_null(-1.0)
        .to_numpy()
        for name in names
    ]
    order = np.lexsort(columns)
    same = np.ones(max(len(events) - 1, 0), dtype=bool)
    for column in columns:
        same &= np.diff(column[order]) == 0
    return bool(same.any())


def drop_doubled(events: pl.DataFrame) -> tuple[pl.DataFrame, list[Repair]]:
    """Remove second records of the same duel.

    One side has one half in a duel. Of rows of one sort, one side and the very same instant, those without a player
    go when another names one, and a player's second row goes; two named players both stay.
    """
    group = ["period", "seconds", "side", "kind"]
    duel = pl.col("kind").is_in(_DUELS)
    doubled = events.filter(duel).filter(pl.len().over(group) > 1)
    if doubled.is_empty():
        return events, []
    surplus = doubled.filter(
        (pl.col("player").is_null() & pl.col("player").is_not_null().any().over(group))
        | (pl.int_range(pl.len()).over([*group, "player"]) > 0)
    )["index"]
    if surplus.is_empty():
        return events, []
    kept = events.filter(~pl.col("index").is_in(surplus.implode()))
    what = f"{len(surplus)} duels were recorded twice at the same instant; the second record was removed"
    return kept, [Repair("doubled-duel", what, len(surplus))]


def pair(events: pl.DataFrame) -> pl.DataFrame:
    """Fill `related` and `related_player` of duels whose opponent's half is found close by.

    The halves belong to opposite sides and to sorts that go together (defending with attacking, aerial with aerial,
    loose ball with loose ball) and lie within three seconds. Halves at one place, seen from both ends, go together
    first, the nearest rows before others; what is left goes with what is left within three rows.
    """
    duels = events.with_row_index("row").filter(pl.col("kind").is_in(_DUELS) & pl.col("side").is_not_null())
    n = len(duels)
    if n < 2:
        return events
    names = duels["kind"].cast(pl.String)
    sorts = {name: code for code, name in enumerate(_DUELS)}
    kind = names.replace_strict(sorts, return_dtype=pl.Int64).to_numpy()
    wanted = names.replace_strict({k: sorts[v] for k, v in _PARTNER.items()}, return_dtype=pl.Int64).to_numpy()
    row, index = duels["row"].to_numpy().astype(np.int64), duels["index"].to_numpy()
    seconds, period = duels["seconds"].to_numpy(), duels["period"].to_numpy()
    side = duels["side"].to_physical().to_numpy()
    partner = np.full(n, -1)
    x, y = (duels[name].fill_null(np.inf).to_numpy() for name in ("x", "y"))
    for reach, metres in _ROUNDS:
        for step in range(1, reach + 1):
            a, b = np.arange(max(n - step, 0)), np.arange(step, n)
            fits = (side[a] != side[b]) & (kind[b] == wanted[a]) & (period[a] == period[b])
            fits &= (np.abs(seconds[b] - seconds[a]) <= _SECONDS) & (row[b] - row[a] <= reach)
            fits &= (partner[a] < 0) & (partner[b] < 0)
            apart = np.abs(x[a] + x[b] - PITCH_LENGTH) + np.abs(y[a] + y[b] - PITCH_WIDTH)
            for i in np.flatnonzero(fits & ((apart <= metres) | (metres > PITCH_LENGTH))).tolist():
                if partner[i] < 0 and partner[i + step] < 0:
                    partner[i], partner[i + step] = i + step, i
    found = np.flatnonzero(partner >= 0)
    pairs = pl.DataFrame(
        {
            "index": index[found],
            "_related": index[partner[found]],
            "_player": duels["player"].gather(partner[found].astype(np.uint32)),
        }
    )
    return (
        events.join(pairs, on="index", how="left", maintain_order="left")
        .with_columns(
            related=pl.when(pl.col("_related").is_not_null()).then(pl.concat_list("_related")).otherwise("related"),
            related_player=pl.coalesce("related_player", "_player"),
        )
        .drop("_related", "_player")
    )
