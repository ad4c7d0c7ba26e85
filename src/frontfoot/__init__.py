"""Frontfoot: a side leads a knock-out tie; keep pressing high, or drop back and protect what it has?

The library's surface is the names in `__all__`; each is imported from its room on first use, so that
`import frontfoot` stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontfoot.errors import FrontfootError
    from frontfoot.match.load import load
    from frontfoot.match.match import Match
    from frontfoot.tie import Leg, Situation, Tie, outlook, rules

__version__ = "0.1.0"

_HOMES = {
    "FrontfootError": "frontfoot.errors",
    "Leg": "frontfoot.tie",
    "Match": "frontfoot.match.match",
    "Situation": "frontfoot.tie",
    "Tie": "frontfoot.tie",
    "load": "frontfoot.match.load",
    "outlook": "frontfoot.tie",
    "rules": "frontfoot.tie",
}

__all__ = ["FrontfootError", "Leg", "Match", "Situation", "Tie", "__version__", "load", "outlook", "rules"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'frontfoot' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
