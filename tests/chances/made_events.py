"""Event tables drawn at random from values that meet every rule and limit of the measures, with gaps."""

from __future__ import annotations

import numpy as np
import polars as pl

from frontfoot.match.schema import BODY_PARTS, KINDS, OUTCOMES, SET_PIECES, TECHNIQUES
from tests.chances.chances_tables import events

STEPS = (0.0, 0.5, 1.0, 3.0, 40.0)
FLAGS = ("cross", "through_ball", "high", "first_time", "under_pressure")
# The penalty area begins at 88.5 m and is 40.32 m wide.
ALONG = (0.0, 20.0, 52.5, 70.0, 85.0, 88.4, 88.5, 88.6, 95.0, 100.0, 105.0)
ACROSS = (0.0, 13.8, 13.84, 13.9, 25.0, 34.0, 40.0, 54.1, 54.2, 68.0)


def made_events(seed: int, size: int = 300, steps: tuple[float, ...] = STEPS) -> pl.DataFrame:
    """An event table of two halves, extra time and a shoot-out.

    Args:
        seed: of the random numbers.
        size: number of events.
        steps: seconds that may lie between two events.
    """
    rng = np.random.default_rng(seed)

    def some(values: tuple[object, ...], known: float = 0.7) -> list[object]:
        drawn = rng.integers(0, len(values), size)
        return [values[place] if keep else None for place, keep in zip(drawn, rng.random(size) < known, strict=True)]

    often = (*KINDS, *("pass", "shot", "take_on", "recovery") * 8)
    along, across = (*rng.uniform(0.0, 105.0, 20), *ALONG), (*rng.uniform(0.0, 68.0, 20), *ACROSS)
    columns = {
        "kind": some(often, 1.0),
        "side": some(("home", "away"), 0.97),
        "outcome": some((*OUTCOMES, "success", "success")),
        "player": some(("7", "9", "11")),
        "set_piece": some(SET_PIECES, 0.08),
        "body_part": some(BODY_PARTS),
        "technique": some(TECHNIQUES),
        "x": some(along),
        "y": some(across),
        "end_x": some(along),
        "end_y": some(across),
        "type_name": some(("Ball Receipt*", "Pass"), 0.2),
        "touched": some((True, False)),
        "counter_attack": some((True, False)),
        **{name: some((True, False)) for name in FLAGS},
    }
    period = np.repeat([1, 2, 3, 4, 5], size // 5)
    seconds = np.concatenate([np.maximum(np.cumsum(rng.choice(steps, size // 5)), 0.0) for _ in range(5)])
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return events(
        *({**row, "period": int(p), "seconds": float(s)} for row, p, s in zip(rows, period, seconds, strict=True))
    )
