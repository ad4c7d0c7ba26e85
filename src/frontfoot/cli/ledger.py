"""`frontfoot ledger`: check a board's ledger, recover a damaged one, export it as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from frontfoot.cli.options import JsonOption, QuietOption, examples, register
from frontfoot.core.errors import InputError
from frontfoot.core.wording import several

LedgerArgument = Annotated[
    Path | None, typer.Argument(metavar="[LEDGER]", help="The ledger; the board's own without it.", show_default=False)
]

CHECK_EXAMPLES = examples("frontfoot ledger check", "frontfoot ledger check ledger.db --json")
RECOVER_EXAMPLES = examples("frontfoot ledger recover ledger.db")
EXPORT_EXAMPLES = examples("frontfoot ledger export ledger.db")


def group() -> typer.Typer:
    """The commands of the ledger."""
    app = typer.Typer(
        no_args_is_help=True, help="Check, recover or export the ledger of the match board.", epilog=CHECK_EXAMPLES
    )
    register(app, "check", check, CHECK_EXAMPLES)
    register(app, "recover", recover, RECOVER_EXAMPLES)
    register(app, "export", export, EXPORT_EXAMPLES)
    return app


def check(ledger: LedgerArgument = None, json_output: JsonOption = False, quiet: QuietOption = False) -> None:
    """Check every entry of a ledger against its digest, and the file itself; nothing is written."""
    from frontfoot.board.reading import checked_records
    from frontfoot.cli.console import out, print_json

    path = _existing(ledger)
    records = checked_records(path)
    count, ties = len(records), sum(record.id == record.tie for record in records)
    if json_output:
        print_json({"ledger": str(path), "whole": True, "entries": count, "ties": ties})
        return
    size = f"{several(count, 'entry', 'entries')} of {several(ties, 'tie', 'ties')}"
    out().print(f"{path}: whole, {size}.", soft_wrap=True)


def recover(ledger: LedgerArgument = None, json_output: JsonOption = False, quiet: QuietOption = False) -> None:
    """Make a damaged ledger again from its journal; the damaged files are kept beside it. Stop the board first."""
    from frontfoot.board.recover import recover as again
    from frontfoot.cli.console import out, print_json

    path = _path(ledger)
    recovered = again(path)
    if json_output:
        kept_files = [str(kept) for kept in recovered.kept]
        print_json(
            {
                "ledger": str(path),
                "entries": recovered.entries,
                "lost": list(recovered.lost),
                "unproved": list(recovered.unproved),
                "kept": kept_files,
            }
        )
        if recovered.lost:
            raise typer.Exit(2)
        return
    out().print(f"{path}: {several(recovered.entries, 'entry', 'entries')} recovered.", soft_wrap=True)
    for kept in recovered.kept:
        out().print(f"Kept: {kept}", soft_wrap=True)
    if recovered.unproved:
        places = ", ".join(map(str, recovered.unproved))
        out().print(f"Kept, though what proves them is lost: entries {places}.", soft_wrap=True)
    if recovered.lost:
        places = ", ".join(map(str, recovered.lost))
        out().print(f"Lost, in neither file: entries {places}.", soft_wrap=True)
        raise typer.Exit(2)


def export(ledger: LedgerArgument = None, json_output: JsonOption = False, quiet: QuietOption = False) -> None:
    """Print every entry as a JSON line, in the order in which they were recorded; with --json as one list."""
    from frontfoot.board.reading import checked_records
    from frontfoot.cli.console import without_controls

    lines = [without_controls(record.line().decode().rstrip("\n")) for record in checked_records(_existing(ledger))]
    if json_output:
        typer.echo("[" + ",\n".join(lines) + "]")
        return
    for line in lines:
        typer.echo(line)


def _path(named: Path | None) -> Path:
    from frontfoot.board.server import ledger_path

    return named or ledger_path()


def _existing(named: Path | None) -> Path:
    path = _path(named)
    if not path.is_file():
        raise InputError("There is no ledger", place=str(path), remedy="Name its file, or start a board first")
    return path
