"""The pieces of work of a run, and what comes back of a match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from frontfoot.seasons.sources import Files

Key = tuple[str, str]
"""(match_id, provider)."""

GROUPS: Final = (("events",), ("minutes", "approach"), ("chances", "players", "style", "matches"))
"""Tables that one task writes: three tasks of like length for each competition and season."""


class Staged(msgspec.Struct, frozen=True):
    """A match that was measured and waits to be written into the tables."""

    match_id: str
    provider: str
    competition: str
    season: str
    fingerprint: str
    files: tuple[str, ...]


class SetAside(msgspec.Struct, frozen=True):
    """Files that could not be used, and why."""

    files: tuple[str, ...]
    problem: str
    place: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One match to measure, and the address of the store that it is for."""

    files: Files
    store: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Tables of one competition and season to write again.

    Attributes:
        store: address.
        competition, season: of the partition.
        tables: which of them.
        staged: matches to add, with their fingerprints.
        gone: matches to remove from the present table.
    """

    store: str
    competition: str
    season: str
    tables: tuple[str, ...]
    staged: tuple[tuple[Key, str], ...]
    gone: frozenset[Key]
