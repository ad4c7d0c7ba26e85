"""Strengths for `frontfoot tie`: those shipped, as known on the day of the match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontfoot.errors import InputError

if TYPE_CHECKING:
    from frontfoot.goals.rates import Rates
    from frontfoot.tie import Tie
    from frontfoot.tie.file import TieFile


def strengths_for(tie: Tie, day: str | None) -> tuple[list[Rates], str]:
    """Rates of every leg with draws of the strengths known on a day, and a sentence that says which."""
    raise InputError("No strengths are shipped", place="strengths", remedy="Give --rates, expected goals of each club")


def strengths_for_file(file: TieFile) -> tuple[list[Rates], str]:
    """Rates of every leg of a tie file at the mean strengths known on the day of the leg."""
    raise InputError("No strengths are shipped", place="strengths", remedy="Give each leg its rates = [1.6, 1.1]")
