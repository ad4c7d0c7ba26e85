"""The list of commands. Each module in `frontfoot.cli` holds one command; all of them are registered here."""

from __future__ import annotations

from typing import Annotated

import typer

from frontfoot.cli import (
    board,
    clips,
    cup,
    data,
    decide,
    demo,
    feed,
    fit,
    half_time,
    ledger,
    match,
    report,
    scout,
    season,
    table,
    tie,
    update,
)
from frontfoot.cli.options import register

EPILOG = """\
Examples:
$ frontfoot match match.json
$ frontfoot decide examples/atalanta-liverpool-2024.toml --minute 45

Every command has examples of its own: frontfoot tie --help.

Exit status: 0 all is well; 2 something to be mended by you, named on standard error; 130 interrupted; 141 the reader \
of the output went away; 1 a fault of Frontfoot, please report it."""


def build() -> typer.Typer:
    """The command-line application with every command registered."""
    app = typer.Typer(
        name="frontfoot",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        help="A side leads a knock-out tie: keep pressing high, or drop back and protect what it has?",
        epilog=EPILOG,
    )
    app.callback()(_root)
    register(app, "report", report.report, report.EXAMPLES)
    register(app, "match", match.match, match.EXAMPLES)
    register(app, "half-time", half_time.half_time, half_time.EXAMPLES)
    register(app, "tie", tie.tie, tie.EXAMPLES)
    register(app, "cup", cup.cup, cup.EXAMPLES)
    register(app, "update", update.update, update.EXAMPLES)
    register(app, "decide", decide.decide, decide.EXAMPLES)
    register(app, "board", board.board, board.EXAMPLES)
    register(app, "feed", feed.feed, feed.EXAMPLES)
    register(app, "season", season.season, season.EXAMPLES)
    register(app, "table", table.table, table.EXAMPLES)
    register(app, "scout", scout.scout, scout.EXAMPLES)
    register(app, "clips", clips.clips, clips.EXAMPLES)
    register(app, "demo", demo.demo, demo.EXAMPLES)
    app.add_typer(ledger.group(), name="ledger")
    app.add_typer(data.group(), name="data")
    app.add_typer(fit.group(), name="fit")
    return app


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
