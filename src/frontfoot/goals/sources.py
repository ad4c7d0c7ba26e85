"""From where expected goals come: the strengths behind them, or rates and odds as given."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StrengthsUsed:
    """The strengths from which rates were made.

    Attributes:
        date: date of the strengths; every match in them was played before it.
        age_days: days from `date` to the day of the match, or the day asked about.
        placeholders: sides without results of their own, which get the strength of a newcomer to their league.
        doubts: doubts about the user's own results, and results that were not learnt, one sentence each.
    """

    date: datetime.date
    age_days: int
    placeholders: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """The same as plain values for JSON.

        >>> StrengthsUsed(datetime.date(2026, 5, 25), 186, ("Norwich",)).document()
        {'date': '2026-05-25', 'age_days': 186, 'placeholders': ['Norwich'], 'doubts': []}
        """
        return {
            "date": self.date.isoformat(),
            "age_days": self.age_days,
            "placeholders": list(self.placeholders),
            "doubts": list(self.doubts),
        }


@dataclass(frozen=True, slots=True)
class RatesSource:
    """The source of rates.

    Attributes:
        words: a sentence for people.
        strengths: the strengths they were made from; None if the rates were given or made from odds.
    """

    words: str = "rates as given"
    strengths: StrengthsUsed | None = None

    def document(self) -> dict[str, Any]:
        """The fields `rates_from` and `strengths` of every JSON document with odds."""
        return {"rates_from": self.words, "strengths": None if self.strengths is None else self.strengths.document()}
