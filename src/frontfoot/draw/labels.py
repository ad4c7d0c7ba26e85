"""Labels above a picture: each beside a thin line that rises from its event, none crossed by a label or a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import dist


def room(places: Sequence[float], widths: Sequence[float], start: float, end: float) -> float:
    """The end of an axis on which every label has room to the right of its place.

    Args:
        places: of the events, in the units of the axis.
        widths: of the labels, as shares of the whole axis, each below 1.
        start, end: of the axis without labels.

    >>> room([90.0], [0.25], 0.0, 90.0)
    120.0
    """
    return max([end, *((at - start * width) / (1.0 - width) for at, width in zip(places, widths, strict=True))])


def lanes(places: Sequence[float], widths: Sequence[float]) -> list[int]:
    """The line on which each label stands, 0 the lowest; events in the order of their places.

    A label reaches to the right of its event. What comes later within its reach stands lower, so that no line crosses a
    label: the line of the earlier event passes to the left of the later label, and that of the later one ends below.

    Args:
        places: of the events, ascending.
        widths: of the labels, in the same units.

    >>> lanes([2.0, 11.0, 60.0], [20.0, 20.0, 20.0])
    [1, 0, 0]
    """
    rows = [0] * len(places)
    for number in reversed(range(len(places))):
        reach = places[number] + widths[number]
        below = [rows[later] for later in range(number + 1, len(places)) if places[later] <= reach]
        rows[number] = max(below) + 1 if below else 0
    return rows


def beside(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    bounds: tuple[float, float],
    lines: Sequence[tuple[float, float, float, float]] = (),
) -> list[tuple[float, float]]:
    """Where the names of points stand: near them, within bounds, none on another name or on a point.

    The points with the nearest neighbours choose first; each takes the nearest free place around it, in the last resort
    that with the least in its way.

    Args:
        points: x and y, in points from the lower left corner.
        sizes: width and height of each name.
        bounds: width and height of the field.
        lines: boxes (left, bottom, right, top) that names keep off too.

    Returns:
        The lower left corner of each name.

    >>> beside([(10.0, 10.0)], [(20.0, 8.0)], (100.0, 50.0))
    [(15.0, 6.0)]
    """
    taken: list[tuple[float, float, float, float]] = []
    offsets = [(0.0, 0.0)] * len(points)

    def nearest(index: int) -> float:
        return min((dist(points[index], other) for at, other in enumerate(points) if at != index), default=0.0)

    for index in sorted(range(len(points)), key=nearest):
        width, height = sizes[index]
        best: tuple[float, float, tuple[float, float, float, float]] | None = None
        for order, (x, y) in enumerate(_around(points[index], width, height)):
            x, y = min(max(x, 0.0), bounds[0] - width), min(max(y, 0.0), bounds[1] - height)
            box = (x, y, x + width, y + height)
            crossed = sum(_shared(box, other) for other in taken)
            crossed += sum(_shared(box, (px - 4.0, py - 4.0, px + 4.0, py + 4.0)) for px, py in points)
            crossed += sum(_shared(box, other) for other in lines)
            if best is None or (crossed, order) < best[:2]:
                best = (crossed, float(order), box)
            if crossed == 0.0:
                break
        assert best is not None
        taken.append(best[2])
        offsets[index] = best[2][:2]
    return offsets


def _around(point: tuple[float, float], width: float, height: float) -> Iterator[tuple[float, float]]:
    """Places for a name around a point, the nearest first."""
    x, y = point
    for step in range(9):
        away = 5.0 + 7.0 * step
        for across, up in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            left = x + away if across > 0 else x - away - width if across < 0 else x - width / 2.0
            low = y + away if up > 0 else y - away - height if up < 0 else y - height / 2.0
            yield left, low


def _shared(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """The area that two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across * up if across > 0.0 and up > 0.0 else 0.0
