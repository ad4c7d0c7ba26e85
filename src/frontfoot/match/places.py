"""Conversion of places from a provider's pitch to 105 x 68 m, with markings mapped to markings."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from frontfoot.core.errors import ReadError
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

Array = np.ndarray[Any, Any]

# Laws of the Game, Law 1, in metres: goal area 5.5, penalty mark 11, penalty area 16.5; goal 7.32 wide.
LENGTH_MARKS: Final = (0.0, 5.5, 11.0, 16.5, 52.5, 88.5, 94.0, 99.5, PITCH_LENGTH)
WIDTH_MARKS: Final = (0.0, 13.84, 24.84, 30.34, 34.0, 37.66, 43.16, 54.16, PITCH_WIDTH)


def between_marks(values: Array, theirs: tuple[float, ...], ours: tuple[float, ...]) -> Array:
    """Scale piecewise linearly so that each of their marks falls on ours; beyond the lines the outer slope goes on.

    Args:
        values: coordinates in the provider's unit, NaN where unknown.
        theirs: the provider's coordinates of the marks, increasing.
        ours: the same marks in metres, increasing.

    >>> between_marks(np.array([0.0, 102.0, 120.0]), (0.0, 102.0, 120.0), (0.0, 88.5, 105.0)).tolist()
    [0.0, 88.5, 105.0]
    """
    knots, metres = np.array(theirs), np.array(ours)
    slopes = np.diff(metres) / np.diff(knots)
    part = np.clip(np.searchsorted(knots, values, side="right") - 1, 0, len(slopes) - 1)
    scaled: Array = metres[part] + (values - knots[part]) * slopes[part]
    return scaled


def on_our_pitch(x: Array, y: Array, length: float, width: float) -> tuple[Array, Array]:
    """Metres on a pitch of any size as metres on 105 x 68, marks on marks.

    Args:
        x, y: metres from the corner of the pitch, NaN where unknown.
        length, width: of the pitch, metres.

    >>> x, y = on_our_pitch(np.array([16.5, 50.0, 83.5]), np.array([0.0, 32.0, 64.0]), 100.0, 64.0)
    >>> x.tolist(), y.tolist()
    ([16.5, 52.5, 88.5], [0.0, 34.0, 68.0])
    """
    along = (0.0, 5.5, 11.0, 16.5, length / 2, length - 16.5, length - 11.0, length - 5.5, length)
    half = width / 2
    across = (0.0, half - 20.16, half - 9.16, half - 3.66, half, half + 3.66, half + 9.16, half + 20.16, width)
    return between_marks(x, along, LENGTH_MARKS), between_marks(y, across, WIDTH_MARKS)


def pitch_size(length: float | None, width: float | None, place: str) -> tuple[float, float]:
    """A stated size of a pitch, ours where none is stated.

    Raises:
        ReadError: no pitch has such a size.
    """
    size = (length or PITCH_LENGTH, width or PITCH_WIDTH)
    if not (80.0 <= size[0] <= 130.0 and 42.0 <= size[1] <= 100.0):
        raise ReadError(
            f"A pitch of {size[0]:g} x {size[1]:g} m is none", place=place, remedy="State its real size in metres"
        )
    return size


def to_the_line(x: Array, y: Array, end_x: Array, end_y: Array) -> tuple[Array, Array]:
    """The ends of balls that left the pitch, put where they crossed the line.

    Args:
        x, y: metres, where the ball was played.
        end_x, end_y: metres, the end that the file states; NaN where it states none.

    >>> ends = to_the_line(np.array([95.0]), np.array([30.0]), np.array([115.0]), np.array([34.0]))
    >>> [float(end[0]) for end in ends]
    [105.0, 32.0]
    """
    share = np.ones(len(x))
    start = [np.clip(x, 0.0, PITCH_LENGTH), np.clip(y, 0.0, PITCH_WIDTH)]
    ends = [end_x, end_y]
    for begin, end, full in zip(start, ends, (PITCH_LENGTH, PITCH_WIDTH), strict=True):
        for line, beyond in ((0.0, end < 0.0), (full, end > full)):
            way = np.where(beyond, end - begin, 1.0)
            share = np.where(beyond, np.minimum(share, (line - begin) / way), share)
    crossed = [
        np.where(share < 1.0, begin + share * (end - begin), end) for begin, end in zip(start, ends, strict=True)
    ]
    return crossed[0], crossed[1]
