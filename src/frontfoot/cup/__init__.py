"""The cup: where a competition stands at any date, who may meet whom next, and who wins it.

Formats are data (`frontfoot/cup/formats`); ties are settled and valued by `frontfoot.tie`.
"""

from __future__ import annotations

from frontfoot.cup.bracket import Bracket, BracketForecast, BracketTie
from frontfoot.cup.format import Format
from frontfoot.cup.format_files import competition_format, known_formats
from frontfoot.cup.season import Season
from frontfoot.cup.standings import standings
from frontfoot.cup.state import State
from frontfoot.front_door import open_front_door

__all__ = [
    "Bracket",
    "BracketForecast",
    "BracketTie",
    "Format",
    "Season",
    "State",
    "competition_format",
    "known_formats",
    "standings",
]

open_front_door(__name__, "frontfoot.cup.cup")
