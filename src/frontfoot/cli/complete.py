"""Completions for the tab key of the shell: names that are known without reading a large file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable


def competitions() -> list[str]:
    """Short codes of the competitions whose rules are known."""
    from frontfoot.ties.rulebook import competitions as known

    return _typed(known())


def cups_and_leagues() -> list[str]:
    """Codes of the competitions that `frontfoot cup` shows."""
    from frontfoot.cups.format_files import known_formats

    return _typed(known_formats())


def rounds() -> list[str]:
    """Codes of the rounds."""
    from frontfoot.ties.rounds import ROUNDS

    return _typed(code for code in ROUNDS if code != "group")


def clubs() -> list[str]:
    """Names of clubs, as every table has them."""
    from frontfoot.core.identity import clubs as known

    return _typed(known())


def open_sets() -> list[str]:
    """Names of the open data sets."""
    from frontfoot.seasons.open_data.sets import catalogue

    return _typed(catalogue())


def _typed(names: Iterable[str]) -> list[str]:
    """Names as written on a command line; Typer selects those that begin with the typed text."""
    typed = os.environ.get("COMP_WORDS", "")
    if os.environ.get("_FRONTFOOT_COMPLETE") != "complete_bash" or typed.count('"') % 2:
        return list(names)
    # bash takes what is offered as it stands: outside quotation marks a blank would begin the next word.
    return [re.sub(r"([ '&])", r"\\\1", name) for name in names]
