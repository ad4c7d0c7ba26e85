"""The football minute: how a moment of a match is written, and how a written minute is read.

A moment is a period (1 and 2 are the halves, 3 and 4 those of extra time, 5 the shoot-out) and the seconds played since
the period began. Public records number the running minute: an event 52 min 10 s into a match is in the 53rd minute,
written 53'; stoppage is written after a plus, 45+2'.
"""

from __future__ import annotations

import math
import re
from typing import Final

from frontfoot.core.errors import InputError

STARTS: Final = {1: 0, 2: 45, 3: 90, 4: 105, 5: 120}
"""Minutes of a match played before each period, stoppage left out."""
START_SECONDS: Final = {period: 60.0 * minutes for period, minutes in STARTS.items()}
"""The same in seconds."""
LENGTHS: Final = {1: 45, 2: 45, 3: 15, 4: 15}
"""Minutes of each period, without its stoppage."""
NAMES: Final = {1: "First half", 2: "Second half", 3: "Extra time, first half", 4: "Extra time, second half"}
PAUSES: Final = {2: "HT", 3: "ET", 4: "ET HT"}
"""How the moment before a period is written: half-time, the start of extra time, its half-time."""

_MINUTE: Final = re.compile(r"(\d+(?:\.\d+)?)(?::([0-5]\d))?(?:\+(\d+(?:\.\d+)?)(?::([0-5]\d))?)?")
_MOST_DIGITS: Final = 20


def minute_of_event(period: int, seconds: float) -> str:
    """The minute in which something happened, as public records write it: the minute that is running.

    >>> minute_of_event(1, 5.0), minute_of_event(2, 430.0), minute_of_event(1, 2805.0), minute_of_event(4, 950.0)
    ("1'", "53'", "45+2'", "120+1'")
    >>> minute_of_event(5, 30.0)
    'shoot-out'
    """
    if period == 5:
        return "shoot-out"
    return _running(period, int(max(seconds, 0.0) // 60) + 1)


def minute_of_clock(period: int, seconds: float) -> str:
    """A reading of the clock as a minute: full minutes unchanged, any other as the running minute.

    An entry written as 53' is stored as 53 full minutes, and printed as 53' again; 52 min 10 s is 53' too. The breaks
    are HT, ET and ET HT.

    >>> minute_of_clock(2, 900.0), minute_of_clock(2, 430.0), minute_of_clock(1, 2700.0), minute_of_clock(1, 2820.0)
    ("60'", "53'", "45'", "45+2'")
    >>> minute_of_clock(2, 0.0), minute_of_clock(3, 0.0), minute_of_clock(3, 300.0)
    ('HT', 'ET', "95'")
    """
    if seconds == 0.0 and period in PAUSES:
        return PAUSES[period]
    # The clock holds hundredths of a second at best; less than that is rounding.
    return _running(period, math.ceil(round(max(seconds, 0.0), 2) / 60.0))


def written(period: int, seconds: float) -> str:
    """A reading of the clock as written in files, exact to a millisecond; `parse` is the inverse.

    Full minutes are written as such, others as minutes and seconds where these are whole, else with decimals.

    >>> written(2, 0.0), written(1, 2820.0), written(3, 330.0), written(1, 450.0), written(1, 2830.0)
    ('HT', '45+2', 'ET 95:30', '7:30', '45+2:10')
    >>> written(1, 2700.0), written(1, 450.25)
    ('45+0', '7.504167')
    """
    if seconds == 0.0 and period in PAUSES:
        return PAUSES[period]
    regular = 60.0 * LENGTHS[period]
    # A plain 45 is half-time, so that the end of regular time is written with the stoppage that follows.
    if seconds > regular or (period == 1 and seconds == regular):
        text = f"{STARTS[period] + LENGTHS[period]}+{_plain(seconds - regular)}"
    else:
        text = _plain(60.0 * STARTS[period] + seconds)
    return f"ET {text}" if period >= 3 else text


def parse(text: str | float, *, event: bool = False) -> tuple[int, float]:
    """The period and the seconds since it began of a written minute.

    "60" is 60 minutes played, "52:10" ten seconds more than 52, "45+2" two minutes into the first half's stoppage, "HT"
    half-time, "ET" the start of extra time, "ET HT" its half-time, "ET 100" its tenth minute. A plain 45 is half-time,
    since at that point people mean the break; the end of the regular 45 minutes with all stoppage to come is "45+0".

    Args:
        text: the minute.
        event: something happened then, so that a plain 45 is the end of the first half's regular time.

    Raises:
        InputError: not a minute of a match; or above 90 without ET, where stoppage and extra time both claim it.

    >>> parse("HT"), parse(45), parse("45+0"), parse("ET 105"), parse("52:10"), parse("90+4:30")
    ((2, 0.0), (2, 0.0), (1, 2700.0), (3, 900.0), (2, 430.0), (2, 2970.0))
    >>> parse("45", event=True)
    (1, 2700.0)
    """
    plain = re.sub(r"[\s'’_]|(?<=[a-zA-Z])-", "", str(text)[:40]).casefold()
    named = {"ko": (1, 0.0), "ht": (2, 0.0), "halftime": (2, 0.0), "et": (3, 0.0), "etht": (4, 0.0)}
    if plain in named:
        return named[plain]
    extra = plain.startswith("et")
    number = plain.removeprefix("et")
    parts = _MINUTE.fullmatch(number)
    if parts is None or len(number) > _MOST_DIGITS or float(parts[1]) > 120 or (parts[2] and "." in parts[1]):
        raise InputError(
            f"'{text}' is not a minute of a match",
            place="minute",
            remedy="Give 0 to 90, 52:10, 45+2, 90+4, HT, or ET 91 to ET 120 for extra time",
        )
    played = float(parts[1]) + float(parts[2] or 0.0) / 60.0
    added = None if parts[3] is None else 60.0 * float(parts[3]) + float(parts[4] or 0.0)
    if not extra and played > 90.0:
        raise InputError(
            f"Minute '{text}' could be stoppage or extra time",
            place="minute",
            remedy=f"Write 90+{played - 90:g} for stoppage, or ET {number} for extra time",
        )
    if extra and (played < 90.0 or (played == 90.0 and added is not None)):
        raise InputError(f"Extra time begins after 90 minutes, not at {number}", place="minute", remedy="Write ET 91")
    if added is not None and played not in (45.0, 90.0, 105.0, 120.0):
        raise InputError(
            f"'{text}' adds stoppage in the middle of a half",
            place="minute",
            remedy="Stoppage follows 45, 90, 105 or 120",
        )
    if played == 90.0 and extra:
        return 3, 0.0
    if played == 45.0 and added is None and not event:
        return 2, 0.0
    period = 1 + sum(played > end for end in (45.0, 90.0, 105.0))
    return period, 60.0 * (float(parts[1]) - STARTS[period]) + float(parts[2] or 0.0) + (added or 0.0)


def _running(period: int, minute: int) -> str:
    length = LENGTHS[period]
    if minute <= length:
        return f"{STARTS[period] + minute}'"
    return f"{STARTS[period] + length}+{minute - length}'"


def _plain(seconds: float) -> str:
    """Minutes; with whole seconds after a colon, and decimals only where a second is not whole."""
    minutes, rest = divmod(round(seconds, 3), 60.0)
    if rest == 0.0:
        return f"{minutes:.0f}"
    if rest == int(rest):
        return f"{minutes:.0f}:{rest:02.0f}"
    return f"{seconds / 60.0:.6f}".rstrip("0").rstrip(".")
