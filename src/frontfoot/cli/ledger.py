"""`frontfoot ledger`: check a board's ledger, recover a damaged one, take it out as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from frontfoot.errors import InputError

LedgerArgument = Annotated[
    Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger; the board's own without it.", show_default=False)
]


def group() -> typer.Typer:
    """The commands of the ledger."""
    app = typer.Typer(no_args_is_help=True, help="Check, recover or export the ledger of the match board.")
    app.command("check")(check)
    app.command("recover")(recover)
    app.command("export")(export)
    return app


def check(ledger: LedgerArgument = None) -> None:
    """Check every entry of a ledger against its digest, and the file itself.

    Example: frontfoot ledger check
    """
    from frontfoot.board.ledger import Ledger
    from frontfoot.cli.console import out

    found = Ledger(_there(ledger))
    count, ties = found.last_sequence(), len(found.openings())
    found.close()
    out().print(f"{found.path}: whole, {count} entries of {ties} ties.", soft_wrap=True, markup=False)


def recover(ledger: LedgerArgument = None) -> None:
    """Make a damaged ledger again from its journal; the damaged files are kept beside it. Stop the board first.

    Example: frontfoot ledger recover
    """
    from frontfoot.board.recover import recover as again
    from frontfoot.cli.console import out

    path = _path(ledger)
    found = again(path)
    out().print(f"{path}: {found.entries} entries recovered.", soft_wrap=True, markup=False)
    for kept in found.kept:
        out().print(f"Kept: {kept}", soft_wrap=True, markup=False)
    if found.unproved:
        places = ", ".join(map(str, found.unproved))
        out().print(f"Kept, though what proves them is lost: entries {places}.", soft_wrap=True, markup=False)
    if found.lost:
        places = ", ".join(map(str, found.lost))
        out().print(f"Lost, in neither file: entries {places}.", soft_wrap=True, markup=False)
        raise typer.Exit(2)


def export(ledger: LedgerArgument = None) -> None:
    """Print every entry as a JSON line, in the order in which they were recorded.

    Example: frontfoot ledger export > entries.jsonl
    """
    from frontfoot.board.ledger import Ledger

    found = Ledger(_there(ledger))
    for record in found.records():
        typer.echo(record.line().decode().rstrip("\n"))
    found.close()


def _path(given: Path | None) -> Path:
    from frontfoot.board.server import ledger_path

    return given or ledger_path()


def _there(given: Path | None) -> Path:
    path = _path(given)
    if not path.is_file():
        raise InputError("There is no ledger", place=str(path), remedy="Name its file, or start a board first")
    return path
