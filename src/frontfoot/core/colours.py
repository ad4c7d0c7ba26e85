"""Colours of well-known clubs for pictures, used if they are readable and distinguishable there."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final

from frontfoot.core.palette import APART, DEFICIENCIES, Theme, difference, readable

SHADES: Final = {
    "red": "#c8102e",
    "claret": "#7a1f3d",
    "orange": "#d2600a",
    "gold": "#b07a00",
    "yellow": "#f2c500",
    "green": "#0a7a3b",
    "sky": "#2f86c5",
    "blue": "#0a4fa3",
    "navy": "#1b2a5a",
    "purple": "#5b2d8e",
    "black": "#1c1b19",
    "white": "#ffffff",
}
"""The shade drawn for each word of the table; a club's exact shade may differ."""
RESHAPED: Final = 30.0
"""The CIE76 difference between a shade and its readable version from which on the colour is not used."""


@cache
def shades_of_clubs() -> dict[str, tuple[str, str]]:
    """First and second colour of every club of the table, `#rrggbb`, by its name."""
    text = (files(__package__) / "club_colours.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["club"]: (SHADES[row["first"]], SHADES[row["second"]]) for row in rows}


def colours_of_pair(first: str, second: str, theme: Theme) -> tuple[str, str] | None:
    """The colours of two clubs on a background, `#rrggbb`; None if no pair of them is good enough.

    The first pair of the clubs' first and second colours is taken that hardly changes when it is made readable on the
    paper, and whose two colours are distinguishable for every kind of colour vision. Without such a pair that of the
    palette is turned round if each club's own first colour is then nearer to the one it gets.

    Args:
        first, second: names of the clubs, as in the table of clubs.
        theme: whose paper is the background.

    >>> from frontfoot.core.palette import LIGHT
    >>> colours_of_pair("Atalanta", "Liverpool", LIGHT)
    ('#0a4fa3', '#c8102e')
    >>> colours_of_pair("Real Madrid", "Manchester City", LIGHT) == (LIGHT.away, LIGHT.home)
    True
    >>> colours_of_pair("Liverpool", "Milan", LIGHT), colours_of_pair("Liverpool", "Accrington Stanley", LIGHT)
    (('#c8102e', '#1c1b19'), None)
    """
    known = shades_of_clubs()
    if first not in known or second not in known:
        return None
    one, other = ([_readable(shade, theme) for shade in known[club]] for club in (first, second))
    for at, against in ((0, 0), (0, 1), (1, 0), (1, 1)):
        pair = one[at], other[against]
        if pair[0] is not None and pair[1] is not None and _apart(pair[0], pair[1]) >= APART:
            return pair[0], pair[1]
    # Those of the palette, but not a club in the other's: Manchester City, not Real Madrid, are blue.
    straight = difference(known[first][0], theme.home) + difference(known[second][0], theme.away)
    crossed = difference(known[first][0], theme.away) + difference(known[second][0], theme.home)
    return (theme.away, theme.home) if crossed < straight else None


def _readable(shade: str, theme: Theme) -> str | None:
    made = readable(shade, theme.paper)
    return made if difference(shade, made) <= RESHAPED else None


def _apart(one: str, other: str) -> float:
    return min(difference(one, other, kind) for kind in (None, *DEFICIENCIES))
