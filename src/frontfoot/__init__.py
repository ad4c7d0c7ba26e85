"""The public functions and classes of Frontfoot: match reports, odds of knock-out ties, advice to press or drop back.

    load      reads a match from its provider's files
    player_table  the figures of each player of a match
    report    the report of a match as an HTML page, Markdown or JSON
    tie       the odds of a tie from the names of two clubs and the state of play, in one call
    replay    the odds at every minute of a tie file
    Tie       two clubs, the rules, and the matches between them; see also Leg, rules and read_tie
    outlook   the odds of going through from any Situation (moment, score, players on the pitch) and Rates
    rates     the expected goals of the legs of a tie, from strengths of the clubs
    decide    compares pressing on, staying and dropping back
    cup       the odds of a whole competition
    season    measures many matches into one store; Store reads its tables
    scout     a page on an opponent, from such a store

Every name is imported from its package on first use, so that `import frontfoot` stays fast. Every error that a user
can cause is a `FrontfootError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from frontfoot.core.version import __version__

if TYPE_CHECKING:
    from frontfoot.core.errors import FrontfootError
    from frontfoot.cups.cup import cup
    from frontfoot.decisions.decide import decide
    from frontfoot.goals.clock import Moment
    from frontfoot.goals.rates import Rates
    from frontfoot.match.load import load
    from frontfoot.match.match import Match
    from frontfoot.players.table import player_table
    from frontfoot.reports.report import report
    from frontfoot.reports.scouting.scouted import scout
    from frontfoot.seasons.run import season
    from frontfoot.seasons.store import Store
    from frontfoot.ties.file import read_tie
    from frontfoot.ties.leg import Leg
    from frontfoot.ties.odds import outlook
    from frontfoot.ties.placed import tie
    from frontfoot.ties.replay import replay
    from frontfoot.ties.rulebook import rules
    from frontfoot.ties.situation import Situation, Tie
    from frontfoot.ties.strengths import rates

__all__ = [
    "FrontfootError",
    "Leg",
    "Match",
    "Moment",
    "Rates",
    "Situation",
    "Store",
    "Tie",
    "__version__",
    "cup",
    "decide",
    "load",
    "outlook",
    "player_table",
    "rates",
    "read_tie",
    "replay",
    "report",
    "rules",
    "scout",
    "season",
    "tie",
]

# The module of every public name: imported on first use, so that `import frontfoot` loads nothing heavy.
_MODULES = {
    "FrontfootError": "frontfoot.core.errors",
    "Leg": "frontfoot.ties.leg",
    "Match": "frontfoot.match.match",
    "Moment": "frontfoot.goals.clock",
    "Rates": "frontfoot.goals.rates",
    "Situation": "frontfoot.ties.situation",
    "Store": "frontfoot.seasons.store",
    "Tie": "frontfoot.ties.situation",
    "cup": "frontfoot.cups.cup",
    "decide": "frontfoot.decisions.decide",
    "load": "frontfoot.match.load",
    "outlook": "frontfoot.ties.odds",
    "player_table": "frontfoot.players.table",
    "rates": "frontfoot.ties.strengths",
    "read_tie": "frontfoot.ties.file",
    "replay": "frontfoot.ties.replay",
    "report": "frontfoot.reports.report",
    "rules": "frontfoot.ties.rulebook",
    "scout": "frontfoot.reports.scouting.scouted",
    "season": "frontfoot.seasons.run",
    "tie": "frontfoot.ties.placed",
}


if not TYPE_CHECKING:
    # Hidden from type checkers: with a module-level __getattr__ they would accept every misspelt name.
    def __getattr__(name: str) -> Any:
        if name in _MODULES:
            return getattr(import_module(_MODULES[name]), name)
        raise AttributeError(f"module 'frontfoot' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
