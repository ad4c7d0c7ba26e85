"""The list of commands. Each module in `frontfoot.cli` holds one command and registers it here."""

from __future__ import annotations

from typing import Annotated

import typer

from frontfoot.cli import data, fit, ledger
from frontfoot.cli.board import board
from frontfoot.cli.cup import cup
from frontfoot.cli.decide import decide
from frontfoot.cli.demo import demo
from frontfoot.cli.feed import feed
from frontfoot.cli.match import match
from frontfoot.cli.report import report
from frontfoot.cli.season import season
from frontfoot.cli.table import table
from frontfoot.cli.tie import tie


def build() -> typer.Typer:
    """The command-line application with every command registered."""
    app = typer.Typer(
        name="frontfoot",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        help="A side leads a knock-out tie: keep pressing high, or drop back and protect what it has?",
    )
    app.callback()(_root)
    app.command("report")(report)
    app.command("match")(match)
    app.command("tie")(tie)
    app.command("cup")(cup)
    app.command("decide")(decide)
    app.command("board")(board)
    app.command("feed")(feed)
    app.command("season")(season)
    app.command("table")(table)
    app.command("demo")(demo)
    app.add_typer(ledger.group(), name="ledger")
    app.add_typer(data.group(), name="data")
    app.add_typer(fit.group(), name="fit")
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        from frontfoot import __version__

        typer.echo(f"frontfoot {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Root options."""
