"""The list of commands. A module of `frontfoot.cli` holds one command or group and is imported when registered."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Final

import typer

from frontfoot.cli.options import register

COMMANDS: Final = (
    "report",
    "match",
    "half-time",
    "tie",
    "cup",
    "update",
    "decide",
    "board",
    "feed",
    "season",
    "table",
    "scout",
    "clips",
    "demo",
)
"""Names of the commands in the order of the help; module and function have the same name, with `_` for `-`."""

GROUPS: Final = ("ledger", "data", "fit")
"""Names of the groups of commands; the module of each has a function `group`."""

EPILOG = """\
Examples:
$ frontfoot match match.json
$ frontfoot decide examples/atalanta-liverpool-2024.toml --minute 45

Every command has examples of its own: frontfoot tie --help.

Exit status: 0 all is well; 2 something to be mended by you, named on standard error; 130 interrupted; 141 the reader \
of the output went away; 1 a fault of Frontfoot, please report it."""


def build(only: str | None = None) -> typer.Typer:
    """The command-line application with every command registered, or a part of it.

    Args:
        only: name of the command or group that will run, so that no other module is imported; a command stands alone,
            without the root and its options. If it is None or not the name of a command, all are registered, for the
            help and for suggestions after a misspelt name.

    >>> [command.name for command in build("table").registered_commands]
    ['table']
    """
    if only in COMMANDS:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        _add(app, only)
        return app
    app = typer.Typer(
        name="frontfoot",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        help="A side leads a knock-out tie: keep pressing high, or drop back and protect what it has?",
        epilog=EPILOG,
    )
    app.callback()(_root)
    for name in COMMANDS if only not in GROUPS else ():
        _add(app, name)
    for name in GROUPS if only not in GROUPS else (only,):
        app.add_typer(import_module(f"frontfoot.cli.{name}").group(), name=name)
    return app


def _add(app: typer.Typer, name: str) -> None:
    word = name.replace("-", "_")
    module = import_module(f"frontfoot.cli.{word}")
    register(app, name, getattr(module, word), module.EXAMPLES)


def _print_version(wanted: bool) -> None:
    if wanted:
        from frontfoot.core.version import __version__

        typer.echo(f"frontfoot {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Root options."""
