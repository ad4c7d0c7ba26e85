"""Competitions: the state of a cup or a league on any date, possible opponents, and the odds of winning it.

Formats are data (`frontfoot/cups/formats`); ties are settled and valued by `frontfoot.ties`.
"""

from __future__ import annotations

from frontfoot.cups.bracket import Bracket, BracketForecast, BracketTie
from frontfoot.cups.format import CupFormat
from frontfoot.cups.format_files import competition_format, known_formats
from frontfoot.cups.season import CupSeason
from frontfoot.cups.standings import standings
from frontfoot.cups.state import CupState

__all__ = [
    "Bracket",
    "BracketForecast",
    "BracketTie",
    "CupFormat",
    "CupSeason",
    "CupState",
    "competition_format",
    "known_formats",
    "standings",
]
