"""`rates_from_expected`: base rates from the expected goals of whole matches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import ArrayLike

from frontfoot.goals.forecast import expected_goals
from frontfoot.goals.rates import Rates

NODES: Final = 9
"""Chebyshev nodes in each direction of the grid on which the base rates of many draws are found."""


def rates_from_expected(home: ArrayLike, away: ArrayLike, **modifiers: Any) -> Rates:
    """Rates under which a regulation match has these expected goals, score-state effects included.

    Strengths give expected goals of whole matches, which include the effects of leading and trailing.
    The base rates are found by fixed-point iteration to 1e-8 relative; for many draws on a Chebyshev grid that
    spans them, and interpolated to better than 1e-5.

    Args:
        home, away: expected goals, float or shape (draws,).
        **modifiers: as for `Rates`.

    >>> rates = rates_from_expected(1.6, 1.1)
    >>> expected_goals(rates).round(6).tolist()
    [1.6, 1.1]
    """
    wanted = Rates(home, away, **modifiers)
    if wanted.home.size <= 2 * NODES**2:
        return _level(wanted)
    logs = np.log(np.stack([wanted.home, wanted.away]))
    middle, half = (logs.max(axis=1) + logs.min(axis=1)) / 2.0, np.ptp(logs, axis=1) / 2.0 + 1e-9
    nodes = chebyshev.chebpts1(NODES)
    grid = np.stack([axis.ravel() for axis in np.meshgrid(nodes, nodes, indexing="ij")])
    pairs = np.exp(middle[:, None] + half[:, None] * grid)
    levels = _level(replace(wanted, home=pairs[0], away=pairs[1]))
    basis = np.linalg.inv(chebyshev.chebvander(nodes, NODES - 1))
    at_home, at_away = (logs - middle[:, None]) / half[:, None]
    base = []
    for level, rate, target in ((levels.home, pairs[0], wanted.home), (levels.away, pairs[1], wanted.away)):
        coefficients = basis @ np.log(level / rate).reshape(NODES, NODES) @ basis.T
        base.append(target * np.exp(chebyshev.chebval2d(at_home, at_away, coefficients)))
    return replace(wanted, home=base[0], away=base[1])


def _level(wanted: Rates) -> Rates:
    """Base rates under which the expected goals of a regulation match are the rates given, by fixed-point iteration."""
    rates, target = wanted, np.stack([wanted.home, wanted.away])
    for _ in range(20):
        ratio = target / expected_goals(rates)
        rates = replace(rates, home=rates.home * ratio[0], away=rates.away * ratio[1])
        if np.all(np.abs(ratio - 1.0) < 1e-8):
            break
    return rates
