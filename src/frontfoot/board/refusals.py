"""What the board refuses besides impossible input: ties that are not there, and more than it can hold."""

from __future__ import annotations

from frontfoot.core.errors import FrontfootError, InputError


class UnknownTie(InputError):  # noqa: N818 (said of the name)
    """No tie bears this identifier."""


class Busy(FrontfootError):  # noqa: N818
    """More is open or waiting than the board holds."""
