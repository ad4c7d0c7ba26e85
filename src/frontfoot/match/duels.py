"""Duels that are recorded twice, and which two rows are the two halves of one duel."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from frontfoot.match.match import Repair
from frontfoot.match.schema import KINDS, PITCH_LENGTH, PITCH_WIDTH

_DUELS: Final = ("tackle", "take_on", "aerial", "loose_ball")
_PARTNER: Final = {"tackle": "take_on", "take_on": "tackle", "aerial": "aerial", "loose_ball": "loose_ball"}
_CODES: Final = {KINDS.index(half): KINDS.index(other) for half, other in _PARTNER.items()}
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
    codes, sides = events["kind"].to_physical().to_numpy(), events["side"].to_physical().fill_null(9).to_numpy()
    row = np.flatnonzero(np.isin(codes, list(_CODES)) & (sides < 2))
    n = len(row)
    if n < 2:
        return events
    kind, side = codes[row], sides[row]
    wanted = np.select([kind == code for code in _CODES], list(_CODES.values()))
    seconds, period = events["seconds"].to_numpy()[row], events["period"].to_numpy()[row]
    partner = np.full(n, -1)
    x, y = (events[name].fill_null(np.inf).to_numpy()[row] for name in ("x", "y"))
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
    found = partner >= 0
    other = np.full(len(events), len(events), dtype=np.uint32)
    other[row[found]] = row[partner[found]]
    index, people = events["index"].to_list(), [*events["player"].to_list(), None]
    halves = other.tolist()
    related = [[index[half]] if half < len(index) else None for half in halves]
    opponents = pl.Series([people[half] for half in halves], dtype=pl.String)
    return events.with_columns(
        related=pl.Series(related, dtype=pl.List(pl.UInt32)), related_player=pl.coalesce("related_player", opponents)
    )
