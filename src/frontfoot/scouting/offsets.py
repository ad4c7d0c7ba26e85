"""Where the periods of a match start in its video: as written, and assumed where it is not given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from frontfoot.core.errors import InputError
from frontfoot.core.minute import STARTS

BREAK: Final = 900.0
"""Seconds of a half-time break where the place of the second half in the video is not known [conv]."""

SHORT_BREAK: Final = 300.0
"""Seconds of the breaks before and in extra time, likewise [conv]."""

OVERLAP: Final = 60.0
"""A period may start this much before the one before it has ended: a video may be cut at the whistle [conv]."""

SHOOT_OUT: Final = max(STARTS)


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where each period starts in the video, in seconds; a period that is not named follows from none.

    >>> Offsets.parse("2:14", "64:02").seconds
    {1: 134.0, 2: 3842.0}
    """

    seconds: Mapping[int, float]

    @classmethod
    def parse(cls, kick_off: str = "0:00", *later: str) -> Offsets:
        """Offsets from times as people write them: "2:14", "64:02", "1:04:02", "134".

        Args:
            kick_off: where the match starts.
            later: where the second half, the halves of extra time and the shoot-out start, as many as are known.

        Raises:
            InputError: one of them is no time, there are too many, or the periods do not follow one another.
        """
        written = (kick_off, *later)
        if len(written) > SHOOT_OUT:
            raise InputError(
                f"A match has at most {SHOOT_OUT} periods, and {len(written)} starts are given",
                place="offsets",
                remedy="Give both halves, both halves of extra time, the shoot-out",
            )
        seconds = {number: video_time(text) for number, text in enumerate(written, start=1)}
        times = list(seconds.values())
        if times != sorted(set(times)):
            raise InputError(
                "The periods start in the video one after the other", place="offsets", remedy="Give the kick-off first"
            )
        return cls(seconds)

    def at(self, period: int, seconds: float) -> float:
        """The place in the video of a moment, never before its start.

        Raises:
            InputError: the place of the period in the video is not known.
        """
        if period not in self.seconds:
            raise InputError(
                f"It is not known where period {period} starts in the video",
                place="offsets",
                remedy="Give it: --kick-off 2:14 --second-half 64:02",
            )
        return max(self.seconds[period] + seconds, 0.0)

    def completed(self, lengths: Mapping[int, float]) -> Offsets:
        """The offsets of every period of play that the match has.

        A period that nobody placed follows the one before it, after a break of fifteen minutes (in extra time: five);
        where nobody placed the kick-off, the video starts with it. A shoot-out is never placed by a guess.

        Args:
            lengths: seconds of each period of the match.

        Raises:
            InputError: a period is placed that the match does not have, or well before the one before it has ended.

        >>> Offsets({}).completed({1: 2760.0, 2: 2880.0}).seconds
        {1: 0.0, 2: 3660.0}
        >>> Offsets({1: 134.0}).completed({1: 2760.0, 2: 2880.0}).seconds
        {1: 134.0, 2: 3794.0}
        """
        absent = sorted(number for number in self.seconds if number > 2 and number not in lengths)
        if absent:
            name = "shoot-out" if absent[0] == SHOOT_OUT else "extra time" if absent[0] == 3 else f"period {absent[0]}"
            raise InputError(f"The record of the match holds no {name}", place="offsets", remedy="Leave out its start")
        starts: dict[int, float] = {}
        over = 0.0
        for number in sorted(lengths):
            stated = self.seconds.get(number)
            if stated is None and number == SHOOT_OUT:
                continue
            if stated is not None and starts and stated < over - OVERLAP:
                raise InputError(
                    f"Period {number} cannot start {clock(stated)} into the video: the one before it started at "
                    f"{clock(max(starts.values()))} and was played until {clock(over)}",
                    place="offsets",
                    remedy="Give minutes and seconds of the whole video, in which no play is cut: 64:02",
                )
            pause = 0.0 if not starts else BREAK if number == 2 else SHORT_BREAK
            starts[number] = over + pause if stated is None else stated
            over = starts[number] + lengths[number]
        return Offsets(starts)


def video_time(text: str) -> float:
    """Seconds of a time in a video: "134", "2:14", "1:04:02.5".

    Raises:
        InputError: it is no such time.

    >>> video_time("64:02"), video_time("1:04:02.5")
    (3842.0, 3842.5)
    """
    parts = text.strip().split(":")
    whole = all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts[:-1])
    numbers = [float(part) for part in parts] if whole and re.fullmatch(r"[0-9]{1,5}(\.[0-9]+)?", parts[-1]) else []
    if not 1 <= len(numbers) <= 3 or any(number >= 60.0 for number in numbers[1:]):
        raise InputError(f"'{text}' is no time in a video", place="offsets", remedy="Write it like 2:14 or 1:04:02")
    seconds = 0.0
    for number in numbers:
        seconds = 60.0 * seconds + number
    return seconds


def clock(seconds: float) -> str:
    """A time in a video as people write it, whole seconds.

    >>> clock(134.0), clock(3842.9)
    ('2:14', '64:02')
    """
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
