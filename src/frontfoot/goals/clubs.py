"""Clubs by name: one table of names across all sources."""

from __future__ import annotations


def canonical(name: str, country: str | None = None) -> str:
    """The one name under which a club stands in every table; the written name when the club is not known."""
    return name
