"""`Until`: a moment at which a record is cut; events after it are not read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.minute import parse
from frontfoot.match.codes import Array

T = TypeVar("T")
_PAUSES: Final = {"ht": 1, "halftime": 1, "ft": 2, "fulltime": 2, "et": 2, "etht": 3}
LATE_START: Final = 900.0
"""Seconds; a period whose first event comes later has a clock that was started elsewhere."""

LONGEST: Final = 7_200.0
"""Seconds; no period lasts two hours."""

_REMEDY: Final = "Give HT, FT (90 minutes with stoppage), ET-HT, or a minute: 60, 52:10, 45+2, 90+4, ET 100"


@dataclass(frozen=True, slots=True)
class Until:
    """A moment at which a record is cut.

    Attributes:
        period: 1 to 4.
        seconds: on the clock of the period; infinite for the whole period with its stoppage time.
    """

    period: int
    seconds: float = math.inf

    @classmethod
    def parse(cls, text: str | int) -> Until:
        """The moment of a written minute: "HT", "FT", "ET-HT", "60", "52:10", "45+2", "ET 100".

        "60" keeps the first sixty minutes, "45" no stoppage time of the first half, "45+2" two minutes of it.

        Raises:
            InputError: the text names no moment of a match.

        >>> Until.parse("60"), Until.parse("HT").seconds, Until.parse("45+2").seconds
        (Until(period=2, seconds=900.0), inf, 2820.0)
        """
        pause = re.sub(r"[\s-]", "", str(text)).casefold()
        if pause in _PAUSES:
            return cls(_PAUSES[pause])
        try:
            period, seconds = parse(text, event=True)
        except InputError as error:
            raise InputError(error.problem, place="until", remedy=_REMEDY) from None
        if (period, seconds) == (1, 0.0):
            raise InputError(f"Nothing of a match lies before minute '{text}'", place="until", remedy=_REMEDY)
        return cls(period, seconds)

    def takes_in(self, period: int, seconds: float) -> bool:
        """Whether what happened then, on the clock of a period that starts at 0, came before the moment."""
        return (period, seconds) < (self.period, self.seconds)

    @staticmethod
    def before(
        until: Until | None, items: Sequence[T], moment: Callable[[T], tuple[int, float]], *, place: str
    ) -> tuple[list[T], Until | None]:
        """The items of a record before a moment, and the moment; None as the moment where nothing was left out.

        Args:
            until: the moment; None for all items.
            items: events as a reader has them, in any order.
            moment: period and seconds of an item.
            place: the file, for the error.

        Raises:
            ReadError: as `keeps` does.
        """
        if until is None:
            return list(items), None
        periods, seconds = zip(*map(moment, items), strict=True)
        kept = until.keeps(periods, seconds, place=place)
        return [item for item, keep in zip(items, kept.tolist(), strict=True) if keep], None if kept.all() else until

    def keeps(self, period: Any, seconds: Any, *, place: str = "") -> Array:
        """Which events of a record happened before the moment.

        Args:
            period, seconds: of every event; a period whose clock starts late is taken from its first event.
            place: the file, for the error.

        Returns:
            Boolean array.

        Raises:
            ReadError: the record ends before the period of the moment, or begins after the moment.
        """
        period, seconds = np.asarray(period), np.asarray(seconds, dtype=np.float64)
        here = period == self.period
        if not here.any():
            raise ReadError(
                f"There is nothing of period {self.period} in the record, so it cannot be cut there",
                place=place,
                remedy="Cut it at an earlier moment, or not at all",
            )
        start = float(seconds[here].min())
        offset = start if LATE_START < start < LONGEST else 0.0
        kept: Array = (period < self.period) | (here & (seconds - offset < self.seconds))
        if not kept.any():
            raise ReadError("There is no event before this moment", place=place, remedy="Cut the record later")
        return kept
