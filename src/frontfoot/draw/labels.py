"""Labels above a picture: each beside a thin line that rises from its event, none crossed by a label or a line."""

from __future__ import annotations

from collections.abc import Sequence


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
