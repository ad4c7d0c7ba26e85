"""`frontfoot match`: one match in the terminal, or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from frontfoot.cli.options import JsonOption, QuietOption, UntilOption, XgOption, examples

EXAMPLES = examples(
    "frontfoot match match.json",
    "frontfoot match events.json lineups.json --json",
    "frontfoot match match.json --until HT",
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
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show one match: score, how each side defended, what the chances were worth."""
    from frontfoot.cli.threads import one_thread

    one_thread()
    from frontfoot.match.load import load
    from frontfoot.reports.story import tell

    story = tell(load(*files, until=until), xg)
    if json_output:
        from frontfoot.reports.document import encode

        sys.stdout.buffer.write(encode(story))
        return
    from frontfoot.cli.console import out
    from frontfoot.reports.terminal import terminal

    out().print(terminal(story, out().width))
