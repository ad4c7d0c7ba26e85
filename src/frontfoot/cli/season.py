"""`frontfoot season`: many matches into one store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.options import JsonOption, QuietOption, examples
from frontfoot.core.errors import InputError
from frontfoot.core.wording import several

if TYPE_CHECKING:
    from frontfoot.seasons.run import SeasonSummary

EXAMPLES = examples(
    "frontfoot season wyscout/serie-a --store store", "frontfoot season serie-a la-liga --store store --workers 2"
)
_NAMED = 20
_WORDS = {"measure": "Matches measured", "write": "Tables written"}


def season(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...",
            help="Folders of match files of any provider, searched with all below.",
            show_default=False,
        ),
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
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read, check and measure all matches in some folders into one store of Parquet tables.

    Run it again to add matches: those that stand in the store unchanged are skipped. It may be stopped at any moment.
    Files that cannot be used are set aside with their reason, here and in the store's set_aside.json; the exit status
    is 2 when nothing at all could be used.
    """
    from frontfoot.cli.console import note, out, print_json
    from frontfoot.cli.progress import progress
    from frontfoot.seasons.run import season as run

    with progress() as on_progress:
        on_progress("Looking through the folders", 0, None)
        summary = run(
            folders,
            store,
            workers=workers,
            cluster=cluster,
            progress=lambda work, done, of: on_progress(_WORDS[work], done, of, f"{done} of {of}"),
        )
    if json_output:
        import msgspec

        print_json({"store": store, **msgspec.to_builtins(summary)})
    else:
        for aside in summary.set_aside[:_NAMED]:
            note(f"Set aside: {aside.files[0]}: {aside.problem}.")
        if len(summary.set_aside) > _NAMED:
            note(f"... and {len(summary.set_aside) - _NAMED} more, in set_aside.json of the store.")
        out().print(_sentence(summary), soft_wrap=True)
    if not summary.total:
        raise InputError(
            "No match could be used",
            place=", ".join(map(str, folders)),
            remedy="Name folders that hold event files of a known provider",
        )


def _sentence(summary: SeasonSummary) -> str:
    total, others = several(summary.total, "match", "matches"), several(summary.ignored, "other file", "other files")
    return (
        f"{total} in the store: {summary.added} added now, {summary.skipped} already there unchanged; "
        f"{len(summary.set_aside)} set aside, {others} passed over."
    )
