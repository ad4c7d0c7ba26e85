"""`CdfClock`: times of events within their periods, by the match clock if every event has one, else by time of day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from frontfoot.core.errors import ReadError
from frontfoot.core.minute import START_SECONDS
from frontfoot.match.cdf.file import PERIODS, CdfLine, CdfMeta, period_number

_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{1,2}(?:\.\d{1,6})?)")


class CdfClock:
    """Period and seconds of every line of an event file.

    Attributes:
        periods: of every line, 1 to 5.
        seconds: of every line since its period began.

    Args:
        lines: of the event file.
        meta: where the periods begin; without it a period begins with its first event.
        place: the event file, for errors.

    Raises:
        ReadError: a period or a time is not valid.
    """

    def __init__(self, lines: Sequence[CdfLine], meta: CdfMeta | None, place: str) -> None:
        self._place = place
        self.periods = [period_number(line.event.period, f"Event {line.event.id}", place) for line in lines]
        stated = {one.number: one.start_time or one.time_start for one in meta.match.periods} if meta else {}
        self._starts = {number: self._moment(time) for number, time in stated.items() if number and time}
        clocks = [line.event.match_clock for line in lines]
        if all(clocks):
            seconds = [
                self._clock(str(clock)) - START_SECONDS[period]
                for clock, period in zip(clocks, self.periods, strict=True)
            ]
        else:
            moments = [self._moment(line.event.time) for line in lines]
            for period, moment in zip(self.periods, moments, strict=True):
                self._starts.setdefault(period, moment)
            seconds = [moment - self._starts[period] for moment, period in zip(moments, self.periods, strict=True)]
        self.seconds = [max(second, 0.0) for second in seconds]

    def at(self, period: str, time: str | None) -> float | None:
        """Seconds of a time of day since its period began; None where the time or the start is unknown."""
        start = self._starts.get(PERIODS.get(period, 0))
        return None if start is None or not time else max(self._moment(time) - start, 0.0)

    def _clock(self, text: str) -> float:
        shape = _CLOCK.fullmatch(text.strip())
        if shape is None:
            raise self._no_time(text, "MM:SS.mm")
        return int(shape[1]) * 60 + float(shape[2])

    def _moment(self, text: str | None) -> float:
        try:
            return datetime.fromisoformat(str(text)).timestamp()
        except (ValueError, OverflowError):
            raise self._no_time(str(text), "2025-05-15T20:15:30Z") from None

    def _no_time(self, text: str, form: str) -> ReadError:
        return ReadError(f"{text[:40]!r} is no time", place=self._place, remedy=f"The format writes {form}")
