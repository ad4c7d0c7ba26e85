"""Output of the commands: results on standard output; notes, progress and errors on standard error."""

from __future__ import annotations

import codecs
import json
import re
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from frontfoot.core.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from polars import DataFrame
    from rich.console import Console
    from rich.segment import Segment
    from rich.table import Table

    from frontfoot.core.errors import FrontfootError


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


_SHOWN: Final = {code: 0xFFFD for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in b"\t\n"}


@dataclass(slots=True)
class Manner:
    """How a command writes its output, from its options.

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
    return _console(stderr=False)


@cache
def err() -> Console:
    """The console for errors, notes and progress (standard error)."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    """A console that removes control sequences from texts of files and names."""
    from rich.console import Console
    from rich.segment import Segment

    class Plain(Console):
        """A console that prints texts without control characters; styles set by the commands stay."""

        def _render_buffer(self, buffer: Iterable[Segment]) -> str:
            return super()._render_buffer(
                part if part.control else Segment(part.text.translate(_SHOWN), part.style) for part in buffer
            )

    return Plain(stderr=stderr, highlight=False, markup=False)


def without_controls(json_text: str) -> str:
    r"""An equivalent JSON text without control characters other than line breaks.

    >>> without_controls('["\x9b31m\x7f"]')
    '["\\u009b31m\\u007f"]'
    """
    return re.sub("[\x7f-\x9f]", lambda control: f"\\u{ord(control[0]):04x}", json_text)


@contextmanager
def captured(width: int) -> Iterator[StringIO]:
    """A context that captures printed results as plain text in lines of `width`; notes are dropped."""
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


def print_json(document: Any) -> None:
    """Print one JSON document as the result."""
    import typer

    typer.echo(without_controls(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)))


def print_csv(frame: DataFrame) -> None:
    """Print a table as CSV as the result, without control characters in its texts."""
    from frontfoot.core.tables import csv_text

    sys.stdout.write(csv_text(frame).translate(_SHOWN))


def print_sentence(text: str) -> None:
    """Print a sentence in one line."""
    out().print(text, soft_wrap=True)


def titled_table(title: str | None) -> Table:
    """A table without lines, its heads in bold and its title at its left."""
    from rich.table import Table

    return Table(box=None, pad_edge=False, header_style="bold", title=title, title_justify="left")


def print_path(path: Path) -> None:
    """Print the path of a written file as the result, in one line."""
    out().print(str(path), soft_wrap=True)


def note(text: str) -> None:
    """Print a note on standard error, unless `--quiet` is set."""
    if not manner.quiet:
        err().print(text, soft_wrap=True)


def note_written(path: Path) -> None:
    """Print a note with the path of a file that was written besides the result."""
    note(f"Written: {path}")


def say_error(error: FrontfootError) -> None:
    """Print an error: the problem, its place and the remedy."""
    if manner.machine:
        print(without_controls(json.dumps({"error": error_fields(error)}, ensure_ascii=False)), file=err().file)
        return
    from rich.text import Text

    console = err()
    console.print(Text.assemble(("Error: ", "bold red"), sentence(error.problem)), soft_wrap=True)
    if error.place:
        console.print(Text.assemble(("Where: ", "bold"), _as_typed(error.place)), soft_wrap=True)
    if error.remedy:
        console.print(Text.assemble(("What to do: ", "bold"), sentence(error.remedy)), soft_wrap=True)


def error_fields(error: FrontfootError) -> dict[str, str]:
    """The fields of an error as a dictionary, for JSON."""
    return {"problem": error.problem, "place": _as_typed(error.place), "remedy": error.remedy}


def _as_typed(place: str) -> str:
    """The place of an error; the name of a library's argument is replaced by the option of the command line."""
    options = {word.partition("=")[0] for word in sys.argv if word.startswith("--")}
    named = {option.removeprefix("--").replace("-", "_"): option for option in options}
    return ", ".join(named.get(name, name) for name in place.split(", "))
