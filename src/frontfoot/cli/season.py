"""`frontfoot season`: many matches into one store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from frontfoot.season.run import Progress, Summary

_NAMED = 20
_WORDS = {"measure": "Matches measured", "write": "Tables written"}


def season(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Folders of match files of any provider.", show_default=False),
    ],
    store: Annotated[
        str, typer.Option(help="Folder of the store, or an address such as s3://bucket/store.", show_default=False)
    ],
    workers: Annotated[
        int | None, typer.Option(help="Processes on this machine; one for each processor unless given.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="tcp://HOST:PORT", help="A Dask scheduler whose workers do the work.")
    ] = None,
) -> None:
    """Read, check and measure all matches in some folders into one store of Parquet tables.

    Run it again to add matches: those that stand in the store unchanged are skipped. It may be stopped at any moment.
    Files that cannot be used are set aside with their reason, here and in the store's set_aside.json; the exit status
    is 2 when nothing at all could be used.
    """
    from frontfoot.cli.console import err, out
    from frontfoot.cli.threads import one_thread

    one_thread()
    from frontfoot.season.run import season as run

    with _bar() as progress:
        summary = run(folders, store, workers=workers, cluster=cluster, progress=progress)
    for aside in summary.set_aside[:_NAMED]:
        err().print(f"Set aside: {aside.files[0]}: {aside.problem}.", markup=False, soft_wrap=True)
    if len(summary.set_aside) > _NAMED:
        err().print(f"... and {len(summary.set_aside) - _NAMED} more, in set_aside.json of the store.", markup=False)
    out().print(_sentence(summary), markup=False, soft_wrap=True)
    if not summary.total:
        raise typer.Exit(2)


def _sentence(summary: Summary) -> str:
    return (
        f"{summary.total} matches in the store: {summary.added} added now, {summary.skipped} already there unchanged; "
        f"{len(summary.set_aside)} set aside, {summary.ignored} other files passed over."
    )


@contextmanager
def _bar() -> Iterator[Progress]:
    """A progress bar with rate and remaining time, on a terminal; nothing where nobody looks."""
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    from frontfoot.cli.console import err

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=err(),
        disable=not err().is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, of: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(_WORDS[what], total=of, rate="")
        speed = bars.tasks[tasks[what]].speed
        bars.update(tasks[what], completed=done, rate=f"{speed:.1f}/s" if speed else "")

    with bars:
        yield tell
