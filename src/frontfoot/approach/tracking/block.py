"""The block: height of the last line, length, width and compactness of the side, distances between its lines.

Goalkeepers are left out throughout. Line height is the mean distance of the deepest four from their own goal line
(published for the mid-blocks of the World Cup 2022: block 40.1 x 27.2 m, line about 33.5 m from goal). Length and width
are the extent of the outfield players along and across the pitch, area is that of their convex hull. Lines: the
players, sorted by depth, are cut into three groups of at least two (the front one of at least one) so that the sum of
squares within the groups is least; the distances are those between the means of neighbouring groups.

A camera that follows the ball does not show everybody, and whom it misses is not chance: a frame counts only where at
least eight of ten outfield players are seen, and with one or two unseen the true line may be deeper and the block
larger than measured.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.approach.tracking.measured import Measured
from frontfoot.match.match import Side
from frontfoot.match.schema import SideType
from frontfoot.match.tracking.frames import AWAY, HOME

LEAST: Final = 8  # outfield players seen
DEEPEST: Final = 4
MEASURES: Final = ("line_height", "length", "width", "area", "back_to_middle", "middle_to_front", "front_height")


def block(measured: Measured) -> pl.DataFrame:
    """The block of each side in every frame with a side in possession that shows enough of it.

    Returns:
        One row a side and frame: `side`, `with_ball`, `row`, `period`, `minute`, `seconds`, `phase`, `outfield`
        (players seen), and, in metres and square metres, `line_height`, `front_height` (mean of the most advanced
        two), `length`, `width`, `area`, `back_to_middle`, `middle_to_front`.
    """
    frames = measured.frames
    parts = []
    side: Side
    for side, number in (("home", HOME), ("away", AWAY)):
        slots = np.flatnonzero((frames.side_of == number) & ~frames.keeper)
        xy = frames.positions(side)[:, slots]
        seen = np.isfinite(xy[..., 0]).sum(axis=1)
        # More than ten seen means that somebody was counted twice (a named and an unidentified track).
        rows = np.flatnonzero((seen >= LEAST) & (seen <= 10) & (frames.possession >= 0))
        for count in range(LEAST, 11):
            mine = rows[seen[rows] == count]
            if len(mine):
                parts.append(_measure(measured, side, mine, _packed(xy[mine], count)))
    if not parts:
        return pl.DataFrame(schema=_schema())
    return pl.concat(parts).sort("row", "side")


def _schema() -> dict[str, Any]:
    keys = {"side": SideType, "with_ball": pl.Boolean, "row": pl.Int64, "period": pl.UInt8, "minute": pl.UInt16}
    more = {"seconds": pl.Float64, "phase": pl.Int32, "outfield": pl.UInt8}
    return keys | more | dict.fromkeys(MEASURES, pl.Float64)


def _packed(xy: NDArray[np.float32], count: int) -> NDArray[np.float64]:
    """(n, count, 2): the players who are there, deepest first."""
    order = np.argsort(np.where(np.isfinite(xy[..., 0]), xy[..., 0], np.inf), axis=1)[:, :count]
    return np.take_along_axis(xy, order[..., None], axis=1).astype(np.float64)


def _measure(measured: Measured, side: Side, rows: NDArray[np.intp], xy: NDArray[np.float64]) -> pl.DataFrame:
    frames = measured.frames
    x, y = xy[..., 0], xy[..., 1]
    back, front = line_distances(x)
    return pl.DataFrame(
        {
            "side": pl.Series([side] * len(rows), dtype=SideType),
            "with_ball": frames.possession[rows] == (HOME if side == "home" else AWAY),
            "row": rows,
            "period": frames.period[rows],
            "minute": frames.minute[rows],
            "seconds": frames.seconds[rows],
            "phase": measured.phase[rows],
            "outfield": pl.Series([xy.shape[1]] * len(rows), dtype=pl.UInt8),
            "line_height": x[:, :DEEPEST].mean(axis=1),
            "length": x[:, -1] - x[:, 0],
            "width": y.max(axis=1) - y.min(axis=1),
            "area": hull_area(xy),
            "back_to_middle": back,
            "middle_to_front": front,
            "front_height": x[:, -2:].mean(axis=1),
        }
    ).select(pl.col(name).cast(kind) for name, kind in _schema().items())


def line_distances(x: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distances back to middle line and middle to front line.

    Args:
        x: (n, k) depths in growing order, k >= 5.

    Returns:
        Two (n,) arrays, metres.
    """
    n, k = x.shape
    total = np.concatenate((np.zeros((n, 1)), np.cumsum(x, axis=1)), axis=1)
    squares = np.concatenate((np.zeros((n, 1)), np.cumsum(x * x, axis=1)), axis=1)

    def spread(a: int, b: int) -> NDArray[np.float64]:
        s = total[:, b] - total[:, a]
        out: NDArray[np.float64] = squares[:, b] - squares[:, a] - s * s / (b - a)
        return out

    best = np.full(n, np.inf)
    back, front = np.zeros(n), np.zeros(n)
    for first in range(2, k - 2):
        for second in range(first + 2, k):
            cost = spread(0, first) + spread(first, second) + spread(second, k)
            better = cost < best
            best[better] = cost[better]
            means = [(total[:, b] - total[:, a]) / (b - a) for a, b in ((0, first), (first, second), (second, k))]
            back[better] = (means[1] - means[0])[better]
            front[better] = (means[2] - means[1])[better]
    return back, front


def hull_area(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) area of the convex hulls of (n, k, 2) points, square metres.

    An edge i -> j belongs to the hull when every other point lies to its left; the hull's area is half the sum of
    the cross products along its edges.
    """
    x, y = xy[..., 0], xy[..., 1]
    area = np.zeros(len(xy))
    for i in range(xy.shape[1]):
        dx, dy = x - x[:, i : i + 1], y - y[:, i : i + 1]
        # Cross product of i -> j with i -> k for all pairs: (n, j, k).
        cross = dx[:, :, None] * dy[:, None, :] - dy[:, :, None] * dx[:, None, :]
        edge = (cross >= -1e-9).all(axis=2) & ((dx != 0) | (dy != 0))
        # Of points on one line only the farthest makes the edge.
        reach = np.where(edge, dx * dx + dy * dy, -1.0)
        j = reach.argmax(axis=1)
        at = np.arange(len(xy))
        # A point in the middle of an edge has another one behind it.
        ahead = dx[at, j][:, None] * dx + dy[at, j][:, None] * dy
        behind = (np.abs(cross[at, j]) <= 1e-9) & (ahead < 0)
        # Of two players on one spot only the first is counted.
        twice = ((dx[:, :i] == 0) & (dy[:, :i] == 0)).any(axis=1)
        on_hull = (reach[at, j] > 0) & ~behind.any(axis=1) & ~twice
        area += np.where(on_hull, x[:, i] * y[at, j] - x[at, j] * y[:, i], 0.0) / 2
    return area
