"""The precision of odds from simulations, the same for cups and leagues."""

from __future__ import annotations

import numpy as np

from frontfoot.core.tables import Tabular
from frontfoot.core.wording import unseen_below


class SimulatedOdds(Tabular):
    """A forecast whose odds are shares of simulations; `simulations` is their number, 0 for exact odds."""

    simulations: int

    @property
    def standard_error(self) -> float:
        """The largest standard error of the odds from simulation; 0 if they are exact."""
        return 0.5 / np.sqrt(self.simulations) if self.simulations else 0.0

    @property
    def unseen_below(self) -> float | None:
        """The 95% bound of the odds of an event in none of the simulations; None if the odds are exact."""
        return round(unseen_below(self.simulations), 6) if self.simulations else None
