"""Exceptions of the board besides impossible input: an unknown tie, and too many requests at once."""

from __future__ import annotations

from frontfoot.core.errors import FrontfootError, InputError


class UnknownTie(InputError):  # noqa: N818 (said of the name)
    """No tie has this identifier."""


class Busy(FrontfootError):  # noqa: N818
    """More pages are open, or more requests are waiting, than the board allows."""
