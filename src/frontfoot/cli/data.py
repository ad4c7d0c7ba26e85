"""`frontfoot data`: open data by name, into the cache."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from frontfoot.cli.complete import open_sets
from frontfoot.cli.options import CsvOption, JsonOption, QuietOption, examples, one_answer, register
from frontfoot.core.wording import several

EXAMPLES = examples("frontfoot data list", "frontfoot data get wyscout-2017-18 --competition 'Serie A'")
LIST_EXAMPLES = examples("frontfoot data list", "frontfoot data list statsbomb")
GET_EXAMPLES = examples(
    "frontfoot data get wyscout-2017-18 --competition 'Serie A'",
    "frontfoot data get statsbomb --competition 'La Liga' --season 2015/2016",
)

Cache = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder of the cache; the system's place for caches unless given.")
]
Mirror = Annotated[
    str | None, typer.Option(metavar="URL", help="A mirror that answers to the paths of the public servers.")
]


def group() -> typer.Typer:
    """The commands `list` and `get`."""
    app = typer.Typer(
        no_args_is_help=True, help="Open data sets by name: list them, fetch them into the cache.", epilog=EXAMPLES
    )
    register(app, "list", list_sets, LIST_EXAMPLES)
    register(app, "get", get, GET_EXAMPLES)
    return app


def list_sets(
    name: Annotated[
        str | None,
        typer.Argument(metavar="SET", help="List the competitions and seasons of this set.", autocompletion=open_sets),
    ] = None,
    cache: Cache = None,
    mirror: Mirror = None,
    csv: CsvOption = False,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """List the open sets with their licences, or what one of them holds."""
    one_answer(csv=csv, json=json_output)
    from rich.table import Table
    from rich.text import Text

    from frontfoot.cli.console import out
    from frontfoot.seasons.open_data.sets import catalogue

    if name is None:
        sets = [asdict(terms) for terms in catalogue().values()]
        if csv or json_output:
            _print(sets, csv=csv)
            return
        for terms in catalogue().values():
            out().print(Text.assemble((terms.name, "bold"), f"  {terms.title}"))
            out().print(f"  {terms.licence}. {terms.attribution}")
        return
    from frontfoot.seasons.open_data.get import DownloadSource

    parts = DownloadSource(name, cache, mirror=mirror).parts()
    if csv or json_output:
        _print([{key: getattr(part, key) for key in ("competition", "season", "matches")} for part in parts], csv=csv)
        return
    table = Table("Competition", "Season", "Matches")
    for part in parts:
        table.add_row(part.competition, part.season, "" if part.matches is None else str(part.matches))
    out().print(table)


def _print(rows: list[dict[str, Any]], *, csv: bool) -> None:
    """Print rows as CSV or as JSON."""
    from frontfoot.cli.console import print_csv, print_json

    if csv:
        import polars as pl

        print_csv(pl.DataFrame(rows))
    else:
        print_json(rows)


def get(
    name: Annotated[
        str,
        typer.Argument(metavar="SET", help="Name of the set, as in `frontfoot data list`.", autocompletion=open_sets),
    ],
    competition: Annotated[str | None, typer.Option(help="Only this competition.")] = None,
    season: Annotated[str | None, typer.Option(help="Only this season, as `frontfoot data list SET` names it.")] = None,
    cache: Cache = None,
    mirror: Mirror = None,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Fetch a set, or a part of it, into the cache; run it again to go on after an interruption."""
    from frontfoot.cli.console import note, out, print_json, print_path
    from frontfoot.cli.progress import progress
    from frontfoot.seasons.open_data.get import DownloadSource
    from frontfoot.seasons.open_data.sets import terms_of

    terms = terms_of(name)
    note(f"{terms.licence}: {terms.licence_address}")
    note(terms.attribution)
    with progress() as on_progress:
        got = DownloadSource(name, cache, mirror=mirror).get(
            competition,
            season,
            progress=lambda done, of, came: on_progress("Files", done, of, f"{done} of {of}, {came / 1e6:.1f} MB"),
        )
    if json_output:
        figures = {"folder": str(got.folder), "fetched": got.fetched, "present": got.present, "commit": got.commit}
        print_json({"set": asdict(terms), **figures, "mended": [str(path) for path in got.mended]})
        return
    for path in got.mended:
        note(f"Was not as published and was fetched again: {path}")
    out().print(
        f"{several(got.fetched + len(got.mended), 'file', 'files')} fetched, {got.present} there already; "
        f"commit {got.commit[:10]}."
    )
    print_path(got.folder)
