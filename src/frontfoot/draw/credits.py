"""The source line of a picture: the data behind its figures, and their licences."""

from __future__ import annotations

import re
from functools import cache

from frontfoot.fitted import read


@cache
def _data(name: str) -> str:
    """The repositories of the data of a fitted file, and their licences, each once."""
    record = read(name)["record"]
    sources = dict.fromkeys(re.findall(r"[\w.-]+/[\w.-]*[a-z][\w.-]*", record["data"]))
    licences = dict.fromkeys(part.strip() for part in re.split("[,;]", record["licence"]))
    return f"{', '.join(sources)} ({', '.join(licences)})"


def credit(known: str = "", *, nations: bool = False, effects: bool = False) -> str:
    """The source line of odds.

    Args:
        known: of which day the strengths are, or that rates were given.
        nations: whether the sides are nations.
        effects: whether what pressing does is shown too.

    >>> credit("rates as given")
    'Odds: Frontfoot; rates as given.'
    """
    parts = ["Odds: Frontfoot" + (f"; {known}" if known else "")]
    if known.startswith("strengths"):
        parts.append(f"Results: {_data('nations' if nations else 'strengths')}")
    if effects:
        record = read("effects")["record"]
        parts.append(f"Effects: {record['data']} ({record['licence']})")
    return ". ".join(parts) + "."
