"""Days as callers write them: a date, a moment of a day, or a text like 2024-04-18."""

from __future__ import annotations

from datetime import date, datetime

from frontfoot.core.errors import InputError


def calendar_day(written: date | str, place: str = "date") -> date:
    """The day that a date or a text names.

    Args:
        written: a `date`, a `datetime` or pandas `Timestamp` (its day), or a text such as "2024-04-18".
        place: named by an error.

    Raises:
        InputError: the value is not a day.

    >>> calendar_day("2024-04-18"), calendar_day(datetime(2024, 4, 18, 21, 0))
    (datetime.date(2024, 4, 18), datetime.date(2024, 4, 18))
    """
    try:
        if isinstance(written, datetime):
            return written.date()
        if isinstance(written, date):
            return written
        if isinstance(written, str):
            return date.fromisoformat(written.strip())
    except ValueError:
        pass
    raise InputError(f"{written!r} is not a date", place=place, remedy="Write it like 2024-04-18")
