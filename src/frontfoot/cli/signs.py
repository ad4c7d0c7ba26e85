"""Replacement of signs that a stream cannot encode: a console of code page 1252 has no minus sign and no arrow."""

from __future__ import annotations

import codecs
from typing import Final

NEAREST: Final = "frontfoot.nearest"
"""Name of the error handler that writes the nearest ASCII for a sign that cannot be encoded, or "?"."""

_ASCII: Final = {
    "\u2212": "-",  # minus
    "\u2010": "-",
    "\u2011": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2026": "...",
    "\u2192": "->",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u00a0": " ",
    "\u202f": " ",
    "\u00b7": "-",
    "\u00d7": "x",
    "\u00b1": "+/-",
}


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_ASCII.get(sign, "?") for sign in error.object[error.start : error.end]), error.end


codecs.register_error(NEAREST, _nearest)
