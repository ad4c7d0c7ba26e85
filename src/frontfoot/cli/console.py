"""What the commands speak with: results on standard output; notes, progress and errors on standard error."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from frontfoot.core.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import Console

    from frontfoot.core.errors import FrontfootError


@dataclass(slots=True)
class Manner:
    """How the command is to speak, as its options say.

    Attributes:
        quiet: no notes and no progress (`--quiet`).
        machine: errors as one line of JSON each (`--json`).
    """

    quiet: bool = False
    machine: bool = False


manner = Manner()


@cache
def out() -> Console:
    """The console for results (standard output); plain text when piped."""
    from rich.console import Console

    return Console(highlight=False)


@cache
def err() -> Console:
    """The console for errors, notes and progress (standard error)."""
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


def print_json(found: Any) -> None:
    """Print one JSON document as the result."""
    import typer

    typer.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))


def print_path(path: Path) -> None:
    """Print the path of a file that was asked for as the result, whole in one line."""
    out().print(str(path), markup=False, soft_wrap=True)


def note(text: str) -> None:
    """Say something beside the result, unless the command is to be quiet."""
    if not manner.quiet:
        err().print(text, markup=False, soft_wrap=True)


def note_written(path: Path) -> None:
    """Say which file was written beside the result."""
    note(f"Written: {path}")


def say_error(error: FrontfootError) -> None:
    """Print what is wrong, where, and what to do."""
    if manner.machine:
        print(json.dumps({"error": error_fields(error)}, ensure_ascii=False), file=err().file)
        return
    from rich.text import Text

    console = err()
    console.print(Text.assemble(("Error: ", "bold red"), sentence(error.problem)), soft_wrap=True)
    if error.place:
        console.print(Text.assemble(("Where: ", "bold"), _as_typed(error.place)), soft_wrap=True)
    if error.remedy:
        console.print(Text.assemble(("What to do: ", "bold"), sentence(error.remedy)), soft_wrap=True)


def error_fields(error: FrontfootError) -> dict[str, str]:
    """An error for programs."""
    return {"problem": error.problem, "place": _as_typed(error.place), "remedy": error.remedy}


def _as_typed(place: str) -> str:
    """The place of an error, where the library names its argument, as the option that was typed."""
    options = {word.partition("=")[0] for word in sys.argv if word.startswith("--")}
    named = {option.removeprefix("--").replace("-", "_"): option for option in options}
    return ", ".join(named.get(name, name) for name in place.split(", "))
