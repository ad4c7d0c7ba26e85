"""The odds of ties at set minutes of their second legs, to be scored against who went through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontfoot.fit.second_legs import SecondLeg
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties.odds import Model

MINUTES = (0, 15, 30, 45, 60, 75, 85)
MOMENTS = (Moment(1, 0.0), Moment.at(15), Moment.at(30), Moment(2, 0.0), Moment.at(60), Moment.at(75), Moment.at(85))


def odds_by_minute(legs: Sequence[SecondLeg], rates: Sequence[Rates], kind: type[Model] = Model) -> NDArray[np.float64]:
    """Odds of today's home side at each of `MINUTES`, shape (ties, minutes), kept off 0 and 1 by one in a million.

    Args:
        legs: the second legs with their goals.
        rates: of each of them.
        kind: the model that answers.
    """
    rows = []
    for leg, pair in zip(legs, rates, strict=True):
        scores = [leg.score(minute) for minute in MINUTES]
        most = (max(home for home, _ in scores), max(away for _, away in scores))
        table = kind(leg.tie(), pair).through_by_score(2, MOMENTS, (11, 11), most, 0)
        rows.append([table[k, home, away] for k, (home, away) in enumerate(scores)])
    return np.clip(np.array(rows), 1e-6, 1 - 1e-6)


def log_scores(odds: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minus the log of the probability given to what happened, shape of `odds` (ties, minutes)."""
    return np.asarray(-np.log(np.where(truth[:, None] > 0.5, odds, 1.0 - odds)))
