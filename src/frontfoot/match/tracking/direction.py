"""The direction of play of the home side in each period, from the positions of the players."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontfoot.match.match import Finding

FEW = 100  # frames of evidence under which a direction is called doubtful


def home_is_left(
    xy: NDArray[np.float32], side_of: NDArray[np.int8], keeper: NDArray[np.bool_], length: float
) -> NDArray[np.float64]:
    """(F,) evidence that the home side defends x = 0: positive for, negative against, NaN for none.

    Where a goalkeeper is seen, it is the goalkeeper's distance from the middle on the own side, in metres; else the
    difference between the mean positions of the sides' outfield players (at least three each), which is less reliable.
    """
    away = side_of == 1
    by_keeper = keepers_at_home(xy, side_of, keeper, length)
    home_mean, away_mean = (_row_means(xy[:, mask & ~keeper, 0], 3) for mask in (~away, away))
    return np.where(np.isfinite(by_keeper), by_keeper, away_mean - home_mean)


def keepers_at_home(
    xy: NDArray[np.float32], side_of: NDArray[np.int8], keeper: NDArray[np.bool_], length: float
) -> NDArray[np.float64]:
    """(F,) mean distance of the goalkeepers in sight from the middle on their own side, metres; NaN: none seen."""
    x = xy[:, keeper, 0].astype(np.float64)
    return _row_means(np.where(side_of[keeper] == 1, x - length / 2, length / 2 - x), 1)


def _row_means(x: NDArray[Any], least: int) -> NDArray[np.float64]:
    """(F,) mean over the known values of every row, NaN where fewer than `least` are known."""
    finite = np.isfinite(x)
    count = finite.sum(axis=1)
    total: NDArray[np.float64] = np.where(finite, x, 0.0).sum(axis=1, dtype=np.float64)
    return total / np.where(count >= least, count, np.nan)


def period_directions(
    xy: NDArray[np.float32],
    side_of: NDArray[np.int8],
    keeper: NDArray[np.bool_],
    period: NDArray[np.uint8],
    length: float,
) -> tuple[list[int], tuple[Finding, ...]]:
    """The periods that have to be turned round, and doubts about them.

    The direction of a period is the sign of the median evidence of its frames.
    """
    evidence = home_is_left(xy, side_of, keeper, length)
    turned: list[int] = []
    doubts: list[Finding] = []
    for number in np.unique(period):
        mine = evidence[period == number]
        mine = mine[np.isfinite(mine)]
        median = float(np.median(mine)) if len(mine) else 0.0
        if median < 0:
            turned.append(int(number))
        agree = float((np.sign(mine) == np.sign(median)).mean()) if len(mine) else 0.0
        if len(mine) < FEW or agree < 0.7:
            doubts.append(
                Finding(
                    "direction-doubtful",
                    "warning",
                    f"Period {number}: {agree:.0%} of {len(mine)} frames with evidence agree on who attacks which goal",
                    len(mine),
                )
            )
    return turned, tuple(doubts)
