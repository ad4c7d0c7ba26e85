"""Documents of a tie of one match, for tests of the schema."""

from __future__ import annotations

from typing import Any

A, B = "Norderhamn", "Vila Seca"


def document(match: dict[str, Any] | None = None, /, **more: Any) -> dict[str, Any]:
    """A tie of one match with more keys of the match, and of the tie."""
    return {
        "competition": "efl-cup",
        "season": 2023,
        "round": "QF",
        "leg": [{"home": A, "away": B, **(match or {})}],
    } | more


def with_event(**event: Any) -> dict[str, Any]:
    """The same with one event."""
    return document({"event": [event]})
