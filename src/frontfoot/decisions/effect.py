"""`Effects`: the effects of a change of approach on the rates of goals, with uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError

NAMES: Final = ("own", "opponent")
"""The two effects, in their order."""


@dataclass(frozen=True, eq=False)
class Effects:
    """Change of the log rates per standard deviation of a side's own approach.

    A side that plays `level` standard deviations further on the front foot than is usual for its situation multiplies
    its own rate by exp(own x level) and its opponent's by exp(opponent x level).

    Attributes:
        own, opponent: float or shape (draws,).

    >>> effects = Effects.from_percent(own=+4.0, opponent=-3.0)
    >>> round(float(np.exp(effects.own)), 3)
    1.04
    """

    own: Any
    opponent: Any

    def __post_init__(self) -> None:
        arrays = [np.asarray(getattr(self, name), dtype=float) for name in NAMES]
        if any(array.ndim > 1 for array in arrays):
            raise InputError(
                "Effects are numbers or one axis of draws", place="Effects", remedy="Give shape () or (draws,)"
            )
        for name, array in zip(NAMES, arrays, strict=True):
            if not np.all(np.isfinite(array)) or np.any(np.abs(array) > 3.0):
                raise InputError(
                    "An effect must be a log multiplier between -3 and 3",
                    place=f"Effects.{name}",
                    remedy="Give percentages through Effects.from_percent",
                )
        for name, array in zip(NAMES, np.broadcast_arrays(*arrays), strict=True):
            object.__setattr__(self, name, array)

    @classmethod
    def none(cls) -> Effects:
        """Approach changes nothing."""
        return cls(0.0, 0.0)

    @classmethod
    def from_percent(cls, own: ArrayLike, opponent: ArrayLike) -> Effects:
        """Effects from percentage changes of the two rates per standard deviation."""
        changes = [1.0 + np.asarray(change, dtype=float) / 100.0 for change in (own, opponent)]
        if any(np.any(change <= 0.0) for change in changes):
            raise InputError("A rate cannot fall by 100% or more", place="from_percent", remedy="Give more than -100")
        return cls(np.log(changes[0]), np.log(changes[1]))

    @property
    def draws(self) -> int:
        """Number of draws; 1 for plain numbers."""
        return int(np.size(self.own))

    def log_rates(self, own_level: Floats, opponent_level: Floats) -> tuple[Floats, Floats]:
        """Log multipliers of the two rates.

        Args:
            own_level: shape (n,) or (n, states).
            opponent_level: shape (m,) or (m, states).

        Returns:
            Two arrays of shape (n, m, draws, states), or with one state where both levels have none.
        """
        x = np.reshape(own_level, (len(own_level), 1, 1, -1))
        y = np.reshape(opponent_level, (1, len(opponent_level), 1, -1))
        own, opponent = (np.reshape(getattr(self, name), (-1, 1)) for name in NAMES)
        return x * own + y * opponent, y * own + x * opponent
