"""`frontfoot data`: open data by name, into the cache."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from frontfoot.season.open_data.get import Progress

Cache = Annotated[Path | None, typer.Option(help="Folder of the cache; the system's place for caches unless given.")]
Mirror = Annotated[
    str | None, typer.Option(metavar="URL", help="A mirror that answers to the paths of the public servers.")
]


def group() -> typer.Typer:
    """The commands `list` and `get`."""
    app = typer.Typer(no_args_is_help=True, help="Open data sets by name: list them, fetch them into the cache.")
    app.command("list")(list_sets)
    app.command("get")(get)
    return app


def list_sets(
    name: Annotated[
        str | None, typer.Argument(metavar="SET", help="List the competitions and seasons of this set.")
    ] = None,
    cache: Cache = None,
    mirror: Mirror = None,
) -> None:
    """List the open sets with their licences, or what one of them holds."""
    from rich.table import Table

    from frontfoot.cli.console import out
    from frontfoot.season.open_data.sets import catalogue

    if name is None:
        for terms in catalogue().values():
            out().print(f"[bold]{terms.name}[/bold]  {terms.title}")
            out().print(f"  {terms.licence}. {terms.attribution}", markup=False)
        return
    from frontfoot.season.open_data.get import Source

    table = Table("Competition", "Season", "Matches")
    for part in Source(name, cache, mirror=mirror).parts():
        table.add_row(part.competition, part.season, "" if part.matches is None else str(part.matches))
    out().print(table)


def get(
    name: Annotated[str, typer.Argument(metavar="SET", help="Name of the set, as in `frontfoot data list`.")],
    competition: Annotated[str | None, typer.Option(help="Only this competition.")] = None,
    season: Annotated[str | None, typer.Option(help="Only this season.")] = None,
    cache: Cache = None,
    mirror: Mirror = None,
) -> None:
    """Fetch a set, or a part of it, into the cache; run it again to go on after an interruption."""
    from frontfoot.cli.console import err, out
    from frontfoot.season.open_data.get import Source
    from frontfoot.season.open_data.sets import terms_of

    terms = terms_of(name)
    err().print(f"{terms.licence}: {terms.licence_address}", markup=False, soft_wrap=True)
    err().print(terms.attribution, markup=False, soft_wrap=True)
    with _bar() as progress:
        got = Source(name, cache, mirror=mirror).get(competition, season, progress=progress)
    for path in got.mended:
        err().print(f"Was not as published and was fetched again: {path}", markup=False, soft_wrap=True)
    out().print(
        f"{got.fetched + len(got.mended)} files fetched, {got.present} were there; commit {got.commit[:10]}.",
        markup=False,
    )
    out().print(str(got.folder), markup=False, soft_wrap=True)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    from frontfoot.cli.console import err

    bars = Bars(
        TextColumn("Files"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[size]}"),
        TimeRemainingColumn(),
        console=err(),
        disable=not err().is_terminal,
    )
    task = bars.add_task("", total=None, size="")

    def tell(done: int, of: int, came: int) -> None:
        bars.update(task, completed=done, total=of, size=f"{came / 1e6:.1f} MB")

    with bars:
        yield tell
