"""From a provider's pitch to ours: marks on marks, so that a box stays a box."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

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
