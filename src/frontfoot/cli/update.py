"""`frontfoot update`: results of this season from public sources, and strengths of today."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from frontfoot.cli.options import JsonOption, QuietOption, examples
from frontfoot.core.dates import calendar_day

EXAMPLES = examples("frontfoot update", "frontfoot update --results my-league.csv", "frontfoot update --offline")


def update(
    results: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|DIR", help="Your own matches too: CSV with Date, HomeTeam, AwayTeam, FTHG, FTAG and League."
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Strengths as known on the morning of this day.", show_default="today")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server: use what was fetched before.")] = False,
    cache: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the cache; the system's place unless given.")
    ] = None,
    mirror: Annotated[
        str | None, typer.Option(metavar="URL", help="A mirror that answers to the paths of the public servers.")
    ] = None,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Fetch this season's results from public sources and refit the strengths with them.

    Every command takes the newest strengths that are not after the day it is asked about. What cannot be reached is
    said, and the copy fetched before is used.
    """
    from datetime import date as date_of_day

    from frontfoot.cli.console import note, out, print_json, print_path
    from frontfoot.cli.progress import progress
    from frontfoot.updates.update import update as refit

    day = calendar_day(date, "--date") if date else date_of_day.today()
    with progress() as on_progress:
        done = refit(
            day,
            own=results,
            cache=cache,
            offline=offline,
            mirror=mirror,
            progress=lambda done, of: on_progress("Results", done, of, f"{done} of {of}"),
        )
    if json_output:
        print_json(
            {
                "date": day.isoformat(),
                "fetched": list(done.fetched.new) if done.fetched else [],
                "unchanged": list(done.fetched.same) if done.fetched else [],
                "absent": list(done.fetched.absent) if done.fetched else [],
                "problems": list(done.problems),
                "doubts": list(done.doubts),
                "strengths": {
                    kind: {"matches": done.matches[kind], "last": str(done.last[kind]), "file": str(path)}
                    for kind, path in done.stored.items()
                },
            }
        )
        return
    for problem in done.problems:
        note(f"Not used: {problem}")
    for doubt in done.doubts:
        note(f"{doubt}.")
    if not done.stored:
        out().print("No result later than the shipped strengths is at hand: those stay in use.")
    for kind, path in done.stored.items():
        out().print(
            f"Strengths of {kind} on {day}: {done.matches[kind]:,} results more, the last of {done.last[kind]}."
        )
        print_path(path)
