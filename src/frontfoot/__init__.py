"""Frontfoot: a side leads a knock-out tie; keep pressing high, or drop back and protect what it has?

    load      a match from its provider's files
    report    what is told about it: a page, Markdown, JSON
    Tie       two clubs, the rules, and the matches between them; also Leg, rules, and read_tie from a file
    outlook   the odds of going through from any Situation (its Moment, score, men), given Rates or rates
    decide    press, hold or drop back
    cup       the odds of a whole competition
    season    many matches into one store

Every name is imported from its room on first use, so that `import frontfoot` stays fast. Everything that can go wrong
is a `FrontfootError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontfoot.cup.cup import cup
    from frontfoot.decide.decide import decide
    from frontfoot.errors import FrontfootError
    from frontfoot.goals.clock import Moment
    from frontfoot.goals.rates import Rates
    from frontfoot.match.load import load
    from frontfoot.match.match import Match
    from frontfoot.report.report import report
    from frontfoot.season.run import season
    from frontfoot.tie.file import read_tie
    from frontfoot.tie.leg import Leg
    from frontfoot.tie.model import outlook
    from frontfoot.tie.rulebook import rules
    from frontfoot.tie.situation import Situation, Tie
    from frontfoot.tie.strengths import rates

__version__ = "0.1.0"

__all__ = [
    "FrontfootError",
    "Leg",
    "Match",
    "Moment",
    "Rates",
    "Situation",
    "Tie",
    "__version__",
    "cup",
    "decide",
    "load",
    "outlook",
    "rates",
    "read_tie",
    "report",
    "rules",
    "season",
]

_HOMES = {
    "FrontfootError": "frontfoot.errors",
    "Leg": "frontfoot.tie.leg",
    "Match": "frontfoot.match.match",
    "Moment": "frontfoot.goals.clock",
    "Rates": "frontfoot.goals.rates",
    "Situation": "frontfoot.tie.situation",
    "Tie": "frontfoot.tie.situation",
    "load": "frontfoot.match.load",
    "outlook": "frontfoot.tie.model",
    "rates": "frontfoot.tie.strengths",
    "read_tie": "frontfoot.tie.file",
    "rules": "frontfoot.tie.rulebook",
}
# Packages that can be called (`frontfoot.front_door`).
_ROOMS = ("cup", "decide", "report", "season")


if not TYPE_CHECKING:
    # Out of a type checker's sight, which would take every misspelt name for one that is found here.
    def __getattr__(name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        if name in _ROOMS:
            return import_module(f"frontfoot.{name}")
        raise AttributeError(f"module 'frontfoot' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
