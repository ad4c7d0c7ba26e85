"""Code shared by the commands: registration, examples in the help, and the options for output."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

import typer

from frontfoot.cli.console import manner
from frontfoot.cli.conversion import Command
from frontfoot.cli.objects import spread, takes_object
from frontfoot.core.errors import InputError

T = TypeVar("T")

output_option: Final = partial(typer.Option, rich_help_panel="Output")
"""An option of what a command prints or writes."""


def _be_quiet(wanted: bool) -> bool:
    manner.quiet = wanted
    return wanted


JsonOption: TypeAlias = Annotated[
    bool, output_option("--json", help="Answer with one JSON document; errors are JSON too.")
]
QuietOption: TypeAlias = Annotated[
    bool, output_option("--quiet", callback=_be_quiet, help="No notes and no progress on standard error.")
]
UntilOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="MOMENT",
        help="Cut the record at HT, FT, 60, 45+2 or ET 100, and let nothing that came later into any figure.",
    ),
]
XgOption: TypeAlias = Annotated[
    Literal["own", "provider"] | None,
    typer.Option(
        "--xg",
        help="Whose expected goals are used; the provider's where it states one for every shot, else ours.",
        show_default=False,
    ),
]
CsvOption: TypeAlias = Annotated[bool, output_option("--csv", help="Print the table as CSV.")]
SentenceOption = Annotated[bool, output_option("--sentence", help="Print one sentence alone, fit to be printed.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputOptions:
    """The output options of a command; `quiet` has taken effect before the command runs."""

    json_output: JsonOption = False
    quiet: QuietOption = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOutputOptions:
    """The output options of a command with a table; see `OutputOptions`."""

    csv: CsvOption = False
    json_output: JsonOption = False
    quiet: QuietOption = False


def register(app: typer.Typer, name: str, command: Callable[..., None], examples: str) -> None:
    """Add a command, which takes its options one by one or as one dataclass.

    Its docstring is its help, each paragraph filled to the width of the terminal.
    """
    paragraphs = inspect.cleandoc(command.__doc__ or "").split("\n\n")
    app.command(name, cls=Command, help="\n\n".join(" ".join(part.split()) for part in paragraphs), epilog=examples)(
        spread(command) if takes_object(command) else command
    )


def examples(*commands: str) -> str:
    """The last paragraph of a command's help.

    >>> print(examples("frontfoot demo"))
    Examples:
    $ frontfoot demo
    """
    return "\n".join(["Examples:", *(f"$ {command}" for command in commands)])


def one_answer(**wanted: bool) -> None:
    """Check that at most one form of output is chosen.

    Args:
        wanted: whether each form is chosen, by the name of its option.

    Raises:
        InputError: more than one is chosen.
    """
    asked = [f"--{name}" for name, on in wanted.items() if on]
    if len(asked) > 1:
        raise InputError(f"{' and '.join(asked)} are both asked for", remedy="Choose one")


def placed(make: Callable[[], T], place: str) -> T:
    """The value of `make()`; an error in it names the options that the value came from."""
    try:
        return make()
    except InputError as error:
        raise InputError(error.problem, place=place, remedy=error.remedy) from None


def named_option(make: Callable[[], T]) -> T:
    """The value of `make()`; an error in it names the option instead of the argument."""
    try:
        return make()
    except InputError as error:
        raise InputError(error.problem, place=f"--{error.place.replace('_', '-')}", remedy=error.remedy) from None
