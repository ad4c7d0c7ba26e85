"""The multipliers of the rates, fitted together: clock, score state and men, by Poisson regression on cells.

    log rate = log base + clock(minute) + score state(part of the match, lead) + goalless(part) + men(difference)

The clock is linear between knots in each half and constant in each stoppage. Parameters come with standard errors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.fit.exposure import MINUTES, MOST_LEAD, MOST_MEN, STOPPAGE_MINUTES, ExposureCells
from frontfoot.fit.newton import poisson_regression
from frontfoot.goals.clock import Clock, Moment, Stoppage
from frontfoot.goals.rates import Men, ScoreState

# Minutes played at the knots of the clock.
KNOTS = ((0.0, 2.0, 8.0, 20.0, 45.0), (0.0, 2.0, 8.0, 20.0, 45.0))
# The score state may count differently in each half; a third part from the 75th minute on did not help on leagues
# left out.
STARTS = (Moment(1, 0.0), Moment(2, 0.0))
_COLUMN_ROW = np.repeat([0, 1], 45 + STOPPAGE_MINUTES)
# Standard deviation of the prior on log multipliers of the score state and of men.
SPREAD = {"home": 0.15, "away": 0.15, "goalless": 0.15, "men": 0.5}


@dataclass(frozen=True, slots=True)
class InPlayEffects:
    """Fitted log multipliers.

    Attributes:
        names: of the parameters.
        values: log multipliers, shape (parameters,).
        errors: their standard errors.
    """

    names: tuple[str, ...]
    values: Floats
    errors: Floats

    def __getitem__(self, name: str) -> float:
        return float(self.values[self.names.index(name)])

    def clock_columns(self) -> Floats:
        """Relative rate in each column of the clock, shape (MINUTES,)."""
        basis = _clock_basis()
        rates: Floats = np.exp(basis @ self.values[: basis.shape[1]])
        return rates

    def clock(self, stoppages: tuple[Stoppage, ...], extra: tuple[float, float]) -> Clock:
        """The clock; in extra time the rate is `extra` times the mean of regulation, in each half."""
        columns = self.clock_columns()
        first, second = columns[:45], columns[45 + STOPPAGE_MINUTES : 90 + STOPPAGE_MINUTES]
        stopped = columns[45], columns[-1]
        mean = (first.sum() + second.sum()) / 90.0
        short = [np.full(15, mean * factor) for factor in extra]
        in_stoppage = np.array([*stopped, mean * extra[0], mean * extra[1]])
        return Clock(first, second, short[0], short[1], in_stoppage, stoppages)  # type: ignore[arg-type]

    def score_state(self) -> ScoreState:
        """The score-state tables."""
        leads = range(-MOST_LEAD, MOST_LEAD + 1)
        tables = [
            [[np.exp(self._get(f"{side} {row} lead {lead:+d}")) for lead in leads] for row in range(len(STARTS))]
            for side in ("home", "away")
        ]
        goalless = [np.exp(self._get(f"goalless {row}")) for row in range(len(STARTS))]
        return ScoreState(STARTS, np.array(tables[0]), np.array(tables[1]), np.array(goalless))

    def men(self) -> Men:
        """The multipliers by men missing."""
        own = tuple(float(np.exp(self[f"men {-k:+d}"])) for k in range(1, MOST_MEN + 1))
        opponent = tuple(float(np.exp(self[f"men {k:+d}"])) for k in range(1, MOST_MEN + 1))
        return Men((1.0, *own), (1.0, *opponent))

    def _get(self, name: str) -> float:
        return self[name] if name in self.names else 0.0


def _clock_basis() -> Floats:
    """Hat functions of the knots in the middle of each minute and one for each stoppage: (MINUTES, parameters)."""
    blocks, middle = [], np.arange(45) + 0.5
    for knots in KNOTS:
        hats = np.stack([np.interp(middle, knots, row) for row in np.eye(len(knots))], axis=1)
        block = np.zeros((45 + STOPPAGE_MINUTES, len(knots) + 1))
        block[:45, :-1] = hats
        block[45:, -1] = 1.0
        blocks.append(block)
    width = blocks[0].shape[1]
    basis = np.zeros((MINUTES, width + blocks[1].shape[1]))
    basis[: 45 + STOPPAGE_MINUTES, :width] = blocks[0]
    basis[45 + STOPPAGE_MINUTES :, width:] = blocks[1]
    return basis


def fit_effects(cells: ExposureCells) -> InPlayEffects:
    """The effects of highest likelihood, by Newton's method; a weak prior (`SPREAD`) stabilises rare cells."""
    where = np.nonzero(cells.exposure > 0.0)
    exposure, goals = cells.exposure[where], cells.goals[where]
    minute, side, lead, goalless, men = where
    row = _COLUMN_ROW[minute]
    columns: list[Floats] = list(_clock_basis()[minute].T)
    names = [f"clock {i}" for i in range(len(columns))]
    for index, name in enumerate(("home", "away")):
        for part in range(len(STARTS)):
            for value in range(-MOST_LEAD, MOST_LEAD + 1):
                if value:
                    columns.append(((side == index) & (row == part) & (lead == value + MOST_LEAD)).astype(float))
                    names.append(f"{name} {part} lead {value:+d}")
    for part in range(len(STARTS)):
        columns.append(((row == part) & (goalless == 1)).astype(float))
        names.append(f"goalless {part}")
    for value in (*range(-MOST_MEN, 0), *range(1, MOST_MEN + 1)):
        columns.append((men == value + MOST_MEN).astype(float))
        names.append(f"men {value:+d}")
    design = np.stack(columns, axis=1)
    prior = np.array([SPREAD.get(name.split()[0], np.inf) ** -2.0 for name in names])
    return InPlayEffects(tuple(names), *poisson_regression(design, goals, exposure, prior, np.zeros(len(names))))
