"""Seasons as people write them: 2026, 2026/27, 26/27."""

from __future__ import annotations

import datetime
import re
from typing import Final

from frontfoot.core.errors import InputError

FIRST: Final = 1850
LAST: Final = 2200


def season_year(written: int | str, place: str = "season") -> int:
    """The year in which a season begins, from the year itself or both years of it.

    Args:
        written: 2026, "2026", "2026/27", "2026-27", "2026/2027" or "26/27"; of two digits, 70 and more are 19xx.
        place: named by an error.

    Raises:
        InputError: the value is not a season, or its second year does not follow the first.

    >>> season_year("2026/27"), season_year("26/27"), season_year(2026), season_year("99/00")
    (2026, 2026, 2026, 1999)
    """
    text = str(written).strip()
    parts = re.fullmatch(r"(\d{4}|\d{2})(?:\s*[/–-]\s*(\d{4}|\d{2}))?", text)
    if isinstance(written, bool) or parts is None or (len(parts[1]) == 2 and parts[2] is None):
        raise InputError(
            f"'{written}' is not a season", place=place, remedy="Write 2026/27, or the year in which it begins: 2026"
        )
    year = int(parts[1]) if len(parts[1]) == 4 else _whole(int(parts[1]))
    if parts[2] is not None and int(parts[2]) % 100 != (year + 1) % 100:
        raise InputError(
            f"The season '{written}' does not end a year after it begins",
            place=place,
            remedy=f"Write {season_name(year)}, or {year} for a tournament or a calendar year",
        )
    if not FIRST <= year <= LAST:
        raise InputError(f"{year} is not a season", place=place, remedy="Write 2026/27, or 2026")
    return year


def season_name(year: int, *, single_year: bool = False) -> str:
    """How a season is written: both years, or the one of a tournament or a calendar-year season.

    >>> season_name(2026), season_name(1999), season_name(2016, single_year=True)
    ('2026/27', '1999/00', '2016')
    """
    return str(year) if single_year else f"{year}/{(year + 1) % 100:02d}"


def season_on(day: datetime.date, *, single_year: bool = False) -> int:
    """The year that names the season under way on a day; a season of two years begins on 1 July.

    >>> season_on(datetime.date(2024, 4, 18)), season_on(datetime.date(2024, 4, 18), single_year=True)
    (2023, 2024)
    """
    return day.year - (not single_year and day < first_day(day.year))


def first_day(year: int, *, single_year: bool = False) -> datetime.date:
    """The day on which a season begins: 1 July, or 1 January for a season of one year.

    >>> first_day(2023), first_day(2023, single_year=True)
    (datetime.date(2023, 7, 1), datetime.date(2023, 1, 1))
    """
    return datetime.date(year, 1 if single_year else 7, 1)


def _whole(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= 70 else 2000)
