"""`Clock`: the relative rate of goals through a match, and the distribution of its stoppage times; `Moment`.

A half is 45 minutes plus a stoppage of random length; goals of the 93rd minute
fall in the stoppage, not "in the 90th". The rate of goals at a moment is the base rate times the clock's relative rate,
which is the same for both sides. Time can therefore be measured by it: the *operational* time between two moments is
the number of expected goals between them, for a base rate of one.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.core.minute import minute_of_clock, parse, written
from frontfoot.fitted import read

HALF = 2700.0
"""Seconds of a half, without its stoppage."""
EXTRA_HALF = 900.0
"""Seconds of a half of extra time, without its stoppage."""
PERIODS = (1, 2, 3, 4)
LONGEST_STOPPAGE = 1800.0
MOST_ANNOUNCED = 30
"""Minutes."""
AFTER_ANNOUNCED = 30.0
"""Seconds played on after the announced stoppage: assumed, not fitted."""


def regular_length(period: int) -> float:
    """Seconds of `period` without its stoppage: 2700 in periods 1 and 2, 900 in extra time (3 and 4)."""
    if period not in PERIODS:
        raise InputError(
            f"There is no period {period} in open play", place="period", remedy="Use 1, 2, or 3 and 4 for extra time"
        )
    return HALF if period <= 2 else EXTRA_HALF


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A moment of a match, as a period and the seconds played in it.

    Attributes:
        period: 1 and 2 are the halves, 3 and 4 the halves of extra time.
        second: seconds of play since the period began; beyond its regular length the stoppage is under way.
            `Moment(2, 0)` is half-time, `Moment(4, 0)` half-time of extra time.

    >>> Moment.at("45+2")
    Moment(period=1, second=2820.0)
    >>> Moment.at(60), Moment(2, 900).minute
    (Moment(period=2, second=900.0), "60'")
    """

    period: int
    second: float

    def __post_init__(self) -> None:
        regular = regular_length(self.period)
        if not 0.0 <= self.second <= regular + LONGEST_STOPPAGE:
            raise InputError(
                f"Second {self.second:g} of period {self.period} is not in a match",
                place="second",
                remedy=f"Give 0 to {regular:g}, or up to {LONGEST_STOPPAGE:g} more in stoppage time",
            )

    @classmethod
    def at(cls, minute: float | str) -> Moment:
        """The moment of a written minute: `60`, `"52:10"`, `"45+2"`, `"HT"`, `"ET 105"`.

        A plain 45 is half-time; the end of the regular 45 minutes is `"45+0"`.

        Raises:
            InputError: not a minute of a match.
        """
        return cls._within(minute, *parse(minute))

    @classmethod
    def of_event(cls, minute: float | str) -> Moment:
        """The moment of something that happened in a written minute: a plain 45 is the end of the regular 45 minutes.

        Raises:
            InputError: not a minute of a match.
        """
        return cls._within(minute, *parse(minute, event=True))

    @classmethod
    def _within(cls, minute: float | str, period: int, second: float) -> Moment:
        """The moment with these seconds; refused where the stoppage would be longer than any."""
        if second > regular_length(period) + LONGEST_STOPPAGE:
            raise InputError(
                f"'{minute}' is not a minute of a match",
                place="minute",
                remedy=f"Give at most {LONGEST_STOPPAGE / 60:g} minutes of stoppage time",
            )
        return cls(period, second)

    @property
    def minute(self) -> str:
        """The minute as public records write it, such as `90+2'`, `HT` or `95'`."""
        return minute_of_clock(self.period, self.second)

    @property
    def written(self) -> str:
        """The minute as files keep it, exact: `Moment.at` turns it back."""
        return written(self.period, self.second)


@dataclass(frozen=True, eq=False)
class Stoppage:
    """The distribution of a period's stoppage time.

    Attributes:
        lengths: possible lengths in seconds, ascending.
        weights: their probabilities, of the same length, summing to 1.
    """

    lengths: NDArray[np.float64]
    weights: NDArray[np.float64]

    def __post_init__(self) -> None:
        lengths, weights = np.asarray(self.lengths, dtype=float), np.asarray(self.weights, dtype=float)
        if lengths.ndim != 1 or lengths.shape != weights.shape or not len(lengths):
            raise InputError(
                "Stoppage lengths and weights do not match", place="Stoppage", remedy="Give one weight for every length"
            )
        if not (np.all(np.diff(lengths) > 0) and lengths[0] >= 0 and np.all(weights >= 0) and weights.sum() > 0):
            raise InputError(
                "Stoppage lengths must ascend from 0 on and weights must not be negative",
                place="Stoppage",
                remedy="Give lengths in seconds, shortest first, and their probabilities",
            )
        object.__setattr__(self, "lengths", lengths)
        object.__setattr__(self, "weights", weights / weights.sum())

    @classmethod
    def exactly(cls, seconds: float) -> Stoppage:
        """A stoppage of known length."""
        return cls(np.array([seconds]), np.array([1.0]))

    @cached_property
    def mean(self) -> float:
        """Expected length, seconds."""
        return float(self.lengths @ self.weights)

    @cached_property
    def _reached(self) -> NDArray[np.float64]:
        """Probability that the stoppage is not longer than each length."""
        return np.cumsum(self.weights)

    def longest(self, tail: float) -> float:
        """The length (seconds) that is exceeded with a probability of at most `tail`.

        >>> Stoppage(np.array([60.0, 120.0]), np.array([0.9, 0.1])).longest(0.2)
        60.0
        """
        place = int(self._reached.searchsorted(1.0 - tail))
        return float(self.lengths[min(place, len(self.lengths) - 1)])

    def remaining(self, lasted: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Remaining lengths (seconds) and their weights of a stoppage that has lasted so long and has not ended.

        Beyond the longest observed stoppage, half a minute is assumed to be left: there are no data on it.
        """
        if lasted <= 0.0:
            return self.lengths, self.weights
        left = self.lengths > lasted
        weight = self.weights[left]
        if weight.sum() <= 0.0:
            return np.array([30.0]), np.array([1.0])
        return self.lengths[left] - lasted, weight / weight.sum()


@dataclass(frozen=True, eq=False)
class Clock:
    """Relative rate of goals through a match, and the lengths of its stoppages.

    Rates are relative to one ninetieth of the base rate per minute. They are scaled at construction so that a
    regulation match with its expected stoppages lasts one unit of operational time. A base rate is thus the expected
    number of goals in a regulation match, stoppages included.

    Attributes:
        first, second: relative rate in each of the 45 minutes of the halves, shape (45,).
        extra_first, extra_second: the same in each of the 15 minutes of the halves of extra time, shape (15,).
        in_stoppage: relative rate in the stoppages of periods 1-4, shape (4,).
        stoppages: their lengths, four of them.

    >>> round(Clock.constant().between(Moment(1, 0), Moment(2, 900)), 3)
    0.667
    """

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    extra_first: NDArray[np.float64]
    extra_second: NDArray[np.float64]
    in_stoppage: NDArray[np.float64]
    stoppages: tuple[Stoppage, Stoppage, Stoppage, Stoppage]

    def __post_init__(self) -> None:
        names = {"first": 45, "second": 45, "extra_first": 15, "extra_second": 15, "in_stoppage": 4}
        arrays = {name: np.asarray(getattr(self, name), dtype=float) for name in names}
        for name, length in names.items():
            rates = arrays[name]
            if rates.shape != (length,) or not np.all((rates > 0.0) & np.isfinite(rates)):
                raise InputError(
                    f"The clock needs {length} positive relative rates", place=name, remedy=f"Give shape ({length},)"
                )
        added = sum(arrays["in_stoppage"][i] * self.stoppages[i].mean / 60.0 for i in (0, 1))
        scale = 90.0 / (arrays["first"].sum() + arrays["second"].sum() + added)
        for name, array in arrays.items():
            object.__setattr__(self, name, array * scale)

    @classmethod
    def constant(cls) -> Clock:
        """The clock with the same rate in every second and without stoppages."""
        none = Stoppage.exactly(0.0)
        return cls(np.ones(45), np.ones(45), np.ones(15), np.ones(15), np.ones(4), (none, none, none, none))

    @staticmethod
    @cache
    def fitted(season: int | None = None) -> Clock:
        """The clock fitted on league goal times (`frontfoot fit in-play`).

        Args:
            season: year in which the season starts, for the lengths of stoppages; the latest by default.
        """
        return clock_from(read("in_play")["parameters"]["clock"], season)

    def announced(self, period: int, minutes: int) -> Clock:
        """The clock once the stoppage of a period has been announced.

        The announced time is a minimum: the referee may increase it but not reduce it (IFAB, Laws of the Game 7.3). No
        open data show how much is usually added; `AFTER_ANNOUNCED` is assumed. Base rates keep their meaning: expected
        goals of a match of which no stoppage is known yet.

        Args:
            period: 1 to 4.
            minutes: as announced, 0 to 30.

        Raises:
            InputError: another period or number of minutes.

        >>> Clock.fitted(2023).announced(2, 6).stoppages[1].mean
        390.0
        """
        regular_length(period)
        if not 0 <= minutes <= MOST_ANNOUNCED:
            raise InputError(
                f"{minutes} minutes of stoppage are not announced", remedy=f"Give 0 to {MOST_ANNOUNCED} minutes"
            )
        clock = copy(self)
        stoppage = Stoppage.exactly(60.0 * minutes + AFTER_ANNOUNCED)
        stoppages = (*self.stoppages[: period - 1], stoppage, *self.stoppages[period:])
        # The constructor is bypassed, since it would scale the rates to the longer match.
        object.__setattr__(clock, "stoppages", stoppages)
        return clock

    @cached_property
    def _cumulative(self) -> tuple[NDArray[np.float64], ...]:
        halves = (self.first, self.second, self.extra_first, self.extra_second)
        return tuple(np.concatenate([[0.0], np.cumsum(half)]) / 90.0 for half in halves)

    @cached_property
    def _cumulative_floats(self) -> tuple[list[float], ...]:
        return tuple(table.tolist() for table in self._cumulative)

    def elapsed(self, period: int, second: float | NDArray[np.float64]) -> Any:
        """Operational time from a period's start to `second`, all of it played; unit: a regulation match."""
        regular = regular_length(period)
        if isinstance(second, float):
            if second == 0.0:
                return 0.0
            # One moment at a time is the common case, and plain arithmetic on floats is ten times faster.
            floats = self._cumulative_floats[period - 1]
            at = min(second, regular) / 60.0
            whole = min(int(at), len(floats) - 2)
            part = floats[whole] + (at - whole) * (floats[whole + 1] - floats[whole])
            return part + float(self.in_stoppage[period - 1]) * max(second - regular, 0.0) / 5400.0
        table = self._cumulative[period - 1]
        minutes = np.minimum(second, regular) / 60.0
        within = np.interp(minutes, np.arange(len(table)), table)
        return within + self.in_stoppage[period - 1] * np.maximum(np.asarray(second) - regular, 0.0) / 5400.0

    def left(self, moment: Moment, up_to: float | None = None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Operational time left in a moment's period, as possible values and their weights.

        Args:
            moment: start of the interval; in stoppage time it also states how long the stoppage has lasted.
            up_to: only to this second of the period's regular time, which is certain to be played.
        """
        if up_to is not None:
            gone = self.elapsed(moment.period, moment.second)
            return np.array([self.elapsed(moment.period, up_to) - gone]), np.ones(1)
        regular = regular_length(moment.period)
        lengths, weights = self.stoppages[moment.period - 1].remaining(moment.second - regular)
        rate = self.in_stoppage[moment.period - 1] / 5400.0
        whole = self._cumulative_floats[moment.period - 1][-1]
        before = max(whole - self.elapsed(moment.period, min(moment.second, regular)), 0.0)
        return before + rate * lengths, weights

    def longest_left(self, moment: Moment, tail: float) -> float:
        """The operational time left in a moment's period that is exceeded with a probability of at most `tail`."""
        regular = regular_length(moment.period)
        if moment.second > regular:
            times, weights = self.left(moment)
            return float(times[min(int(np.cumsum(weights).searchsorted(1.0 - tail)), len(times) - 1)])
        whole = regular + self.stoppages[moment.period - 1].longest(tail)
        return float(self.elapsed(moment.period, whole) - self.elapsed(moment.period, float(moment.second)))

    def between(self, start: Moment, end: Moment) -> float:
        """Expected operational time between two moments, neither of them in the stoppage of a later period."""
        if end < start:
            raise InputError("The end lies before the start", place="Clock.between", remedy="Give them in order")
        if start.period == end.period:
            return float(self.elapsed(end.period, end.second) - self.elapsed(start.period, start.second))
        times, weights = self.left(start)
        total = float(times @ weights)
        for period in range(start.period + 1, end.period):
            times, weights = self.left(Moment(period, 0.0))
            total += float(times @ weights)
        return total + float(self.elapsed(end.period, end.second))


def clock_from(p: dict[str, Any], season: int | None = None) -> Clock:
    """The clock of a fitted file's entry `clock`, with the stoppages of a season."""
    measured, factors = p["stoppages"]["measured"], p["stoppages"]["factors"]
    eras = sorted(int(first) for first in factors)
    era = eras[-1] if season is None else max([first for first in eras if first <= season], default=eras[0])
    first, second = factors[str(era)]
    stretches = ((0, first), (1, second), *((0, first * share) for share in p["stoppages"]["extra_time"]))
    stoppages = tuple(
        Stoppage(np.array(measured[half]["lengths"]) * factor, np.array(measured[half]["weights"]))
        for half, factor in stretches
    )
    names = ("first", "second", "extra_first", "extra_second", "in_stoppage")
    return Clock(stoppages=stoppages, **{name: np.array(p[name]) for name in names})  # type: ignore[arg-type]
