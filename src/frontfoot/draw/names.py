"""Names of points in a field: each nearest to its own point, none on another name or on a marker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats
from frontfoot.draw.saving import size_in_points, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from frontfoot.core.palette import Theme

LEADER: Final = 8.0
"""Points between a marker and its name from which on a thin line leads from one to the other."""
LEADERS: Final = "leader"
"""What the lines that lead from names to markers are called in a figure (`Artist.get_gid`)."""
_AWAY: Final = (3.0, 1.5, 0.5, 5.0, 8.0, 12.0, 17.0, 23.0, 30.0, 38.0, 47.0, 57.0)
"""Points between a marker and its name, the preferred first."""
_SLIDES: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0.0, 1.0)
_CLEAR: Final = 1.0
"""Points by which another marker is farther from a name than its own, at least."""
_SWEEPS: Final = 20
_TURNS: Final = 24
"""Directions in which names take their turns."""
_KEPT: Final = 90
"""Places of each name that are weighed against those of the others: the cheapest by themselves."""
Boxes = Floats
"""Left, bottom, right and top in the last dimension, points."""


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where a name stands.

    Attributes:
        left, bottom: its lower left corner, points.
        leader: the ends of the line from the name to the edge of its marker, None where it stands beside it.
    """

    left: float
    bottom: float
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def beside(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    bounds: tuple[float, float],
    lines: Sequence[tuple[float, float, float, float]] = (),
    radius: float = 3.5,
) -> list[NamePlace]:
    """Where the names of points stand: near them and nearer to them than to any other point.

    Each name takes the cheapest of many places around its point; then all choose anew, in turn, until none finds a
    better one. This is done in several orders, and the cheapest whole is taken. Names and markers are kept off at any
    price, `lines` where that costs little.

    Args:
        points: x and y, in points from the lower left corner.
        sizes: width and height of each name.
        bounds: width and height of the field, which no name leaves.
        lines: boxes (left, bottom, right, top) that names keep off where they can.
        radius: of a marker, points.

    >>> beside([(10.0, 10.0)], [(20.0, 8.0)], (100.0, 50.0))
    [NamePlace(left=16.5, bottom=6.0, leader=None)]
    """
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    every = [_options(point, size, bounds, radius) for point, size in zip(places, sizes, strict=True)]
    priced = [_fixed(*option, number, places, lines, radius) for number, option in enumerate(every)]
    if not priced:
        return []
    most = min(_KEPT, *(len(cost) for cost in priced)) if len(priced) > 1 else len(priced[0])
    cheap = [np.argsort(cost, kind="stable")[:most] for cost in priced]
    fixed = [cost[kept] for cost, kept in zip(priced, cheap, strict=True)]
    options = [boxes[kept] for (boxes, _), kept in zip(every, cheap, strict=True)]
    leaders = [
        _leaders(boxes[kept], away[kept], point)
        for (boxes, away), kept, point in zip(every, cheap, places, strict=True)
    ]
    costs = np.array(fixed)
    clashes = _clashes(options, leaders)
    near = [float(np.sort(_between(places, place))[1:2].sum()) for place in places]
    orders = [near, *(places @ (np.cos(turn), np.sin(turn)) for turn in np.linspace(0.0, 2.0 * np.pi, _TURNS, False))]
    settled = [_settled(costs, clashes, np.argsort(order, kind="stable")) for order in orders]
    chosen = min(settled, key=lambda one: one[0])[1]
    chosen_boxes = [boxes[place] for boxes, place in zip(options, chosen, strict=True)]
    return [_placed(box, point, radius) for box, point in zip(chosen_boxes, places, strict=True)]


def _settled(costs: Floats, clashes: Floats, order: NDArray[np.intp]) -> tuple[float, NDArray[np.intp]]:
    """The cost of the whole and the place of each name, where none finds a better one; names choose in `order`."""
    count = len(costs)
    chosen = np.full(count, -1)
    whole = costs.copy()
    for _ in range(_SWEEPS):
        before = chosen.copy()
        for number in order:
            if chosen[number] >= 0:
                whole -= clashes[number, chosen[number]]
            chosen[number] = int(np.argmin(whole[number]))
            whole += clashes[number, chosen[number]]
        if (chosen == before).all():
            break
    return float(whole[np.arange(count), chosen].sum()), chosen


def _clashes(options: Sequence[Boxes], leaders: Sequence[Floats]) -> Floats:
    """What each place of each name costs with each place of each other name: names on names, or lines on names."""
    count, most = len(options), len(options[0])
    costs = np.zeros((count, most, count, most))
    for one in range(count):
        for other in range(one):
            if _apart(options[one], options[other]):
                continue
            cost = 50.0 * _shared(options[one], options[other])
            cost += 100.0 * _inside(leaders[one], options[other])
            cost += 100.0 * _inside(leaders[other], options[one]).T
            costs[one, :, other], costs[other, :, one] = cost, cost.T
    return costs


def _apart(one: Boxes, other: Boxes) -> bool:
    """Whether no place of a name meets any of another."""
    low, high = one[:, :2].min(axis=0), one[:, 2:].max(axis=0)
    return bool((low > other[:, 2:].max(axis=0)).any() or (high < other[:, :2].min(axis=0)).any())


def _options(
    point: Floats, size: tuple[float, float], bounds: tuple[float, float], radius: float
) -> tuple[Boxes, Floats]:
    """Places for a name around a point, the preferred first, and how far from the marker each is."""
    (x, y), (width, height) = point, size
    corners = []
    for away in _AWAY:
        gap = radius + away
        corners += [(x + gap, y - height / 2.0, away), (x - gap - width, y - height / 2.0, away)]
        for slide in _SLIDES:
            corners += [(x - slide * width, y + gap, away), (x - slide * width, y - gap - height, away)]
        for slide in _SLIDES[1:]:
            low = y - slide * height
            corners += [(x + gap, low, away), (x - gap - width, low, away)]
    places = np.array(corners)
    inside = (places[:, 0] >= 0.0) & (places[:, 0] + width <= bounds[0])
    inside &= (places[:, 1] >= 0.0) & (places[:, 1] + height <= bounds[1])
    if not inside.any():
        places[:, 0] = places[:, 0].clip(0.0, max(0.0, bounds[0] - width))
        places[:, 1] = places[:, 1].clip(0.0, max(0.0, bounds[1] - height))
        inside[:] = True
    kept = places[inside]
    return np.column_stack([kept[:, :2], kept[:, :2] + (width, height)]), kept[:, 2]


def _fixed(
    boxes: Boxes,
    away: Floats,
    number: int,
    places: Floats,
    lines: Sequence[tuple[float, float, float, float]],
    radius: float,
) -> Floats:
    """The cost of every place for a name, whatever the other names do."""
    cost = np.abs(away - _AWAY[0]) + 0.02 * np.arange(len(boxes)) + np.where(away >= LEADER, 15.0, 0.0)
    if lines:
        cost += 0.15 * _shared(boxes, np.asarray(lines, dtype=np.float64)).sum(axis=1)
    marks = np.column_stack([places - radius - 1.0, places + radius + 1.0])
    cost += 50.0 * _shared(boxes, marks).sum(axis=1)
    own = _outside(boxes, places[number])
    for at, other in enumerate(places):
        if at == number:
            continue
        short = own + _CLEAR - _outside(boxes, other)
        astray = np.where(away < LEADER, 3000.0, 150.0)
        cost += np.where(short > 0.0, 20.0 * short, 0.0) + np.where(short >= _CLEAR, astray, 0.0)
        # A leader that passes over the marker of another point would name that one.
        near = _line_distance(_edge(boxes, places[number]), places[number], other)
        cost += np.where((away >= LEADER) & (near < radius + 1.0), 300.0, 0.0)
    return np.asarray(cost)


def _leaders(boxes: Boxes, away: Floats, point: Floats) -> Floats:
    """Twelve places on the line from each box to its point; where a name needs no line, not a number."""
    starts = _edge(boxes, point)
    shares = np.linspace(0.02, 0.95, 12)[None, :, None]
    along: Floats = starts[:, None, :] + shares * (point - starts)[:, None, :]
    along[away < LEADER] = np.nan
    return along


def _inside(lines: Floats, boxes: Boxes) -> Floats:
    """How many places of each line lie in each box."""
    at = lines[:, None, :, :]
    within = (at > boxes[None, :, None, :2] - 0.5) & (at < boxes[None, :, None, 2:] + 0.5)
    return np.asarray(within.all(axis=3).sum(axis=2), dtype=np.float64)


def _placed(box: Boxes, point: Floats, radius: float) -> NamePlace:
    left, bottom = float(box[0]), float(box[1])
    start = _edge(box[None], point)[0]
    length = float(np.hypot(*(start - point)))
    if length - radius < LEADER - 1e-6:
        return NamePlace(left, bottom)
    end = point + (start - point) * (radius / length)
    return NamePlace(left, bottom, ((float(start[0]), float(start[1])), (float(end[0]), float(end[1]))))


def _edge(boxes: Boxes, point: Floats) -> Floats:
    """The place of each box that is nearest to a point."""
    return np.column_stack([point[axis].clip(boxes[:, axis], boxes[:, axis + 2]) for axis in (0, 1)])


def _outside(boxes: Boxes, point: Floats) -> Floats:
    """The distance of a point from each box, 0 within it."""
    return _between(_edge(boxes, point), point)


def _between(places: Floats, point: Floats) -> Floats:
    return np.asarray(np.hypot(places[:, 0] - point[0], places[:, 1] - point[1]))


def _line_distance(starts: Floats, end: Floats, point: Floats) -> Floats:
    """The distance of a point from the lines between each start and the end."""
    along = end - starts
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = (((point - starts) * along).sum(axis=1) / length).clip(0.0, 1.0)
    return _between(starts + share[:, None] * along, point)


def _shared(boxes: Boxes, others: Boxes) -> Floats:
    """The area that each box shares with each of the others."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.asarray((high - low).clip(0.0).prod(axis=2))


def name_points(
    ax: Axes,
    points: Sequence[tuple[float, float]],
    spans: Sequence[tuple[float, float]],
    names: Sequence[str],
    paint: Theme,
    size: float,
) -> None:
    """Write the names of points beside them, with a thin grey line to the marker where a name had to move away.

    Args:
        ax: with its final limits and place.
        points: x and y of every point, in data.
        spans: the interval of each along x.
        names: of the points.
        paint: the colours.
        size: of the letters, points.
    """
    width, height = size_in_points(ax)
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    across, up = width / (right - left), height / (top - bottom)
    places = [((x - left) * across, (y - bottom) * up) for x, y in points]
    lines = [
        ((low - left) * across, y - 2.0, (high - left) * across, y + 2.0)
        for (low, high), (_, y) in zip(spans, places, strict=True)
    ]
    zero_x, zero_y = -left * across, -bottom * up
    lines += [(zero_x - 1.0, 0.0, zero_x + 1.0, height), (0.0, zero_y - 1.0, width, zero_y + 1.0)]
    # A little wider than the letters, so that they touch nothing; a quarter of their height is below the base line.
    sizes = [(text_width(name, size) * 1.02 + 1.0, size * 1.03) for name in names]
    for name, place in zip(names, beside(places, sizes, (width, height), lines), strict=True):
        ax.annotate(
            name, (place.left, place.bottom + 0.25 * size), xycoords="axes points", fontsize=size, color=paint.ink,
            va="baseline", ha="left", zorder=5,
        )  # fmt: skip
        if place.leader is not None:
            xs, ys = zip(*place.leader, strict=True)
            ax.plot(
                [left + x / across for x in xs], [bottom + y / up for y in ys], color=paint.grey, lw=0.6, zorder=2,
                gid=LEADERS,
            )  # fmt: skip
