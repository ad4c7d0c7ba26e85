"""Docstrings as the house writes them, in the form that the reference reads."""

from __future__ import annotations

import re
from typing import Any, Final

import griffe

SHARED: Final = re.compile(
    r"^(?P<indent> +)(?P<names>\*{0,2}\w+(?:, \*{0,2}\w+)+)(?P<rest>: .*(?:\n(?P=indent) +\S.*)*)", re.MULTILINE
)
"""An entry of `Args` or `Attributes` that speaks of several names at once."""

DOCTEST: Final = re.compile(r"^(?P<indent> *)>>> .*(?:\n(?P=indent).*\S.*)*", re.MULTILINE)
"""A doctest up to the next empty line."""

FLAG: Final = re.compile(r" *# doctest: \+\w+$", re.MULTILINE)
"""What a doctest says to the test runner and not to the reader."""


class HouseStyle(griffe.Extension):
    """One entry for each name, and doctests as code."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of anything that has one."""
        if obj.docstring is not None:
            obj.docstring.value = readable(obj.docstring.value)


def readable(text: str) -> str:
    """The docstring with an entry for each name and fenced doctests."""
    return DOCTEST.sub(_fenced, SHARED.sub(_one_each, text))


def _fenced(match: re.Match[str]) -> str:
    indent = match["indent"]
    return f"{indent}```pycon\n{FLAG.sub('', match[0])}\n{indent}```"


def _one_each(match: re.Match[str]) -> str:
    return "\n".join(f"{match['indent']}{name}{match['rest']}" for name in match["names"].split(", "))
