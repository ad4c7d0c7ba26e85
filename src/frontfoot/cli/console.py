"""What the commands print with: one console for results, one for everything else."""

from __future__ import annotations

from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from frontfoot.errors import FrontfootError


@cache
def out() -> Console:
    """The console for results (standard output); plain text when piped."""
    from rich.console import Console

    return Console(highlight=False)


@cache
def err() -> Console:
    """The console for progress, notes and errors (standard error)."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


@contextmanager
def captured(width: int) -> Iterator[StringIO]:
    """What is printed as a result meanwhile, as plain text in lines of `width`; notes are dropped."""
    text = StringIO()
    out.cache_clear()
    err.cache_clear()
    try:
        with redirect_stdout(text), redirect_stderr(StringIO()):
            out().width = width
            yield text
    finally:
        out.cache_clear()
        err.cache_clear()


def say_error(error: FrontfootError) -> None:
    """Print what is wrong, where, and what to do."""
    from rich.text import Text

    console = err()
    console.print(Text.assemble(("Error: ", "bold red"), error.problem + "."), soft_wrap=True)
    if error.place:
        console.print(Text.assemble(("Where: ", "bold"), error.place), soft_wrap=True)
    if error.remedy:
        console.print(Text.assemble(("What to do: ", "bold"), error.remedy + "."), soft_wrap=True)
