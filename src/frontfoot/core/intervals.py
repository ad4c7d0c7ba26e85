"""The interval of a share, for any level of confidence."""

from __future__ import annotations

from math import sqrt
from typing import Final

Z90: Final = 1.6448536269514722
"""Standard errors on either side of the mean that a 90% interval of the normal distribution spans."""
Z95: Final = 1.959963984540054
"""The same of a 95% interval."""


def wilson(successes: float, trials: float, z: float) -> tuple[float, float]:
    """Wilson's interval of a share, (0, 1) if there are no trials; `z` is `Z90` or `Z95`.

    Source: E. B. Wilson, Journal of the American Statistical Association 22, 1927.

    >>> [round(end, 3) for end in wilson(8, 10, Z95)], wilson(0, 0, Z95)
    ([0.49, 0.943], (0.0, 1.0))
    """
    if trials <= 0:
        return 0.0, 1.0
    share, square = successes / trials, z * z
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    half = z * sqrt(share * (1 - share) / trials + square / (4 * trials**2)) / (1 + square / trials)
    return max(0.0, centre - half), min(1.0, centre + half)
