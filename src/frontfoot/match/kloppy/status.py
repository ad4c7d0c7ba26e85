"""The status of a match (over or not), read from the provider's files because kloppy does not return it."""

from __future__ import annotations

import re
from typing import Final

from frontfoot.match.files import Source
from frontfoot.match.until import Until

# The first group of each is the stated status; `_MEANS` has its meaning.
_STATUS: Final = {
    "statsperform": re.compile(rb'matchStatus"?\s*[:=]\s*"(\w+)"'),
    "opta": re.compile(rb'<MatchInfo\b[^>]*\bPeriod="(\w+)"'),
    "datafactory": re.compile(rb'"statusId"\s*:\s*"?(\w+)'),
}
_MEANS: Final = {
    b"Played": True,
    b"Playing": False,
    b"FullTime": True,
    b"FirstHalf": False,
    b"HalfTime": False,
    b"SecondHalf": False,
    b"1": False,
    b"2": True,
}
# The end of a period as an event: Opta's event 30, and Sportec's final whistle.
_ENDS: Final = {
    "opta": re.compile(rb'\btype_id="30"\s+period_id="([1-5])"'),
    "statsperform": re.compile(rb'typeId"?\s*[:=]\s*"?30"?\s*,?\s*"?periodId"?\s*[:=]\s*"?([1-5])\b'),
    "sportec": re.compile(rb'<FinalWhistle\b[^>]*\bGameSection="(\w+)"'),
}
_PERIODS: Final = {b"firstHalf": 1, b"secondHalf": 2, b"firstHalfExtra": 3, b"secondHalfExtra": 4, b"penalty": 5}


def over(provider: str, parts: dict[str, Source]) -> bool | None:
    """Whether the files state that the match is over; None where they state nothing."""
    pattern = _STATUS.get(provider)
    if pattern is None:
        return None
    for source in parts.values():
        stated = pattern.search(source.content)
        if stated is not None and stated[1] in _MEANS:
            return _MEANS[stated[1]]
    return None


def ended(provider: str, parts: dict[str, Source], cut: Until | None) -> frozenset[int] | None:
    """The periods whose end is an event of the record; None where the provider writes no such events."""
    pattern = _ENDS.get(provider)
    if pattern is None:
        return None
    written = {_PERIODS.get(end) or int(end) for end in pattern.findall(parts["events"].content) if end.isalnum()}
    return frozenset(period for period in written if cut is None or period <= cut.period)
