"""`seconds_of`: seconds of times HH:MM:SS.mmm, the form of Wyscout v3 and StatsBomb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from frontfoot.core.errors import ReadError
from frontfoot.match.codes import Array

_FORM: Final = b"00:00:00.000;"
_ZEROS: Final = bytes.maketrans(b"0123456789", b"0000000000")
_MINUTES: Final = np.array([36_000, 3_600, 600, 60])  # seconds that the digits of hours and minutes are worth
_SECONDS: Final = np.array([10_000, 1_000, 100, 10, 1])  # milliseconds that those of the seconds are worth
_DIGITS: Final = [0, 1, 3, 4, 6, 7, 9, 10, 11]


def seconds_of(clocks: Sequence[str], *, place: str, writes: str) -> Array:
    """Seconds since 00:00:00.

    Args:
        clocks: one time for every event.
        place: the file, for the error.
        writes: name of the provider, for the error.

    Raises:
        ReadError: one of them is not a time.

    >>> seconds_of(["00:01:02.500", "01:00:00.25"], place="", writes="StatsBomb").tolist()
    [62.5, 3600.25]
    """
    text = ";".join([*clocks, ""]).encode(errors="replace")  # half a surrogate pair has no UTF-8
    if text.translate(_ZEROS) == _FORM * len(clocks):
        signs = np.frombuffer(text, dtype=np.uint8).reshape(-1, len(_FORM))
        digits = signs[:, _DIGITS] - np.uint8(ord("0"))
        seconds: Array = digits[:, :4] @ _MINUTES + (digits[:, 4:] @ _SECONDS) / 1000.0
        return seconds
    return np.array([_seconds(clock, place, writes) for clock in clocks], dtype=np.float64)


def _seconds(clock: str, place: str, writes: str) -> float:
    try:
        return int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + float(clock[6:])
    except ValueError as error:
        raise ReadError(
            f"There is an event with the timestamp {clock!r}",
            place=place,
            remedy=f"{writes} writes HH:MM:SS.mmm; export the file again",
        ) from error
