"""`Costs`: costs of pressing besides goals from play. Every cost is the user's own figure; by default there is none."""

from __future__ import annotations

from dataclasses import dataclass

from frontfoot.core.errors import InputError

PRESS = 0.5
"""Levels from here on (units above the usual) count as pressing."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of pressing to the side that decides.

    Attributes:
        tiring_after: minutes of pressing in all, from now, after which the legs go; None for never.
        tired_own: multiplier of our rate once they have gone, while we go on pressing.
        tired_opponent: multiplier of their rate then.
        red_cards: additional red cards in 90 minutes of pressing.
        penalties: additional penalties conceded in 90 minutes of pressing, scored at `conversion`.
        conversion: share of penalties scored; .78 in play.

    >>> Costs(tiring_after=20, tired_opponent=1.15).any
    True
    """

    tiring_after: float | None = None
    tired_own: float = 1.0
    tired_opponent: float = 1.0
    red_cards: float = 0.0
    penalties: float = 0.0
    conversion: float = 0.78

    def __post_init__(self) -> None:
        checks = {
            "tiring_after": (
                self.tiring_after is None or 0.0 < self.tiring_after <= 90.0,
                "minutes above 0, at most 90",
            ),
            "tired_own": (0.1 <= self.tired_own <= 1.0, "a multiplier from 0.1 to 1"),
            "tired_opponent": (1.0 <= self.tired_opponent <= 5.0, "a multiplier from 1 to 5"),
            "red_cards": (0.0 <= self.red_cards <= 5.0, "cards in 90 minutes, 0 to 5"),
            "penalties": (0.0 <= self.penalties <= 5.0, "penalties in 90 minutes, 0 to 5"),
            "conversion": (0.0 <= self.conversion <= 1.0, "a share from 0 to 1"),
        }
        for name, (good, remedy) in checks.items():
            if not good:
                raise InputError(f"{getattr(self, name)} is no cost of that kind", place=name, remedy=f"Give {remedy}")
        if self.tiring_after is None and (self.tired_own, self.tired_opponent) != (1.0, 1.0):
            raise InputError("Tiredness without a time", place="tiring_after", remedy="Say after how many minutes")

    @property
    def any(self) -> bool:
        """Whether there is any cost at all."""
        return self.tiring_after is not None or self.red_cards > 0.0 or self.penalties > 0.0
