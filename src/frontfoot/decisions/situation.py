"""`GameSituation`: the match, the moment, and the value of each final score for the side that decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates


@dataclass(frozen=True, eq=False)
class GameSituation:
    """A decision to be taken by one side in the regulation time of a match.

    Attributes:
        rates: of the pairing, everything included but approach; base rates float or shape (draws,).
        moment: now.
        score: now, (home, away) goals of this match.
        side: whose decision it is.
        payoff: shape (H, A): what `side` gets if regulation ends with i more home and j more away goals; between 0 and
            1 for probabilities, 0 to 3 for points. `frontfoot.goals.forecast.lattice_size` says how large it must be.
        men: (home, away) men on the pitch.
        carried: the home side's lead before this match (the first leg).
    """

    rates: Rates
    moment: Moment
    score: tuple[int, int]
    side: Literal["home", "away"]
    payoff: Floats
    men: tuple[int, int] = (11, 11)
    carried: int = 0

    def __post_init__(self) -> None:
        if self.side not in ("home", "away"):
            raise InputError(f"'{self.side}' is not a side", place="side", remedy="Give 'home' or 'away'")
        if self.moment.period > 2:
            raise InputError(
                "Approach is weighed in regulation time only", place="moment", remedy="Give a moment before 90' is over"
            )
        payoff = np.asarray(self.payoff, dtype=float)
        if payoff.ndim != 2 or min(payoff.shape) < 3 or not np.all(np.isfinite(payoff)):
            raise InputError(
                "A payoff needs a table of finite numbers over further goals",
                place="payoff",
                remedy="Give shape (H, A), at least 3 x 3",
            )
        object.__setattr__(self, "payoff", payoff)
        if min(self.score) < 0:
            raise InputError("A score cannot be negative", place="score", remedy="Give goals from 0 up")

    @property
    def we_are_home(self) -> bool:
        """Whether the deciding side plays at home."""
        return self.side == "home"

    @property
    def our_payoff(self) -> Floats:
        """The payoff over (our, their) further goals."""
        return self.payoff if self.we_are_home else self.payoff.T

    @property
    def lead(self) -> int:
        """Our lead in the tie now."""
        lead = self.score[0] - self.score[1] + self.carried
        return lead if self.we_are_home else -lead

    def base_rates(self, men: tuple[int, int]) -> tuple[Floats, Floats]:
        """(Our, their) rates per unit of operational time with so many (our, their) players, shape (draws,)."""
        home, away = self.rates.constants(men if self.we_are_home else (men[1], men[0]))
        return (
            (np.atleast_1d(home), np.atleast_1d(away))
            if self.we_are_home
            else (np.atleast_1d(away), np.atleast_1d(home))
        )

    @property
    def our_men(self) -> tuple[int, int]:
        """(Our, their) players on the pitch."""
        return self.men if self.we_are_home else (self.men[1], self.men[0])
