"""`frontfoot match`: one match in the terminal, or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from frontfoot.cli.options import CsvOption, JsonOption, QuietOption, UntilOption, XgOption, examples, one_answer

EXAMPLES = examples(
    "frontfoot match match.json",
    "frontfoot match events.json lineups.json --json",
    "frontfoot match match.json --until HT",
    "frontfoot match match.json --csv",
)


def match(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="The files of one match: its events, and line-ups, 360 or match information where there are any; "
            "plain or compressed (.gz, .xz, .zip).",
            show_default=False,
        ),
    ],
    until: UntilOption = None,
    xg: XgOption = None,
    csv: CsvOption = False,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show one match: score, how each side defended, what the chances were worth."""
    one_answer(csv=csv, json=json_output)
    from frontfoot.match.load import load
    from frontfoot.reports.story import story_of

    story = story_of(load(*files, until=until), xg)
    if json_output:
        from frontfoot.reports.document import encode

        sys.stdout.buffer.write(encode(story))
        return
    if csv:
        from frontfoot.cli.console import print_csv
        from frontfoot.reports.report import Report

        print_csv(Report(story).to_polars())
        return
    from frontfoot.cli.console import out
    from frontfoot.reports.terminal import terminal

    out().print(terminal(story, out().width))
