"""`frontfoot fit strengths`: the shipped strengths of clubs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def strengths(
    data: Annotated[Path, typer.Option("--data", help="Folder of open data; its results/ and europe/ are read.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the file here instead of into the package.")] = None,
) -> None:
    """Fit attack and defence of every club through the seasons, each snapshot from what was known on its day."""
    from frontfoot.cli.console import err
    from frontfoot.cli.console import out as results
    from frontfoot.goals.strengths.shipped import refit

    path = refit(data, out, progress=lambda line: err().print(line))
    results().print(f"Wrote {path}")
