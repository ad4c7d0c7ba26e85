"""`frontfoot fit ties`: what is different about a second leg."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def ties(
    data: Annotated[Path, typer.Option("--data", help="Folder of open data; goal-times/ and results are read.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the file here instead of into the package.")] = None,
) -> None:
    """Fit how much more its host gains from playing at home in a second leg."""
    from frontfoot.cli.console import err
    from frontfoot.cli.console import out as results
    from frontfoot.tie.fit_second_leg import fit

    path = fit(data, out, progress=lambda line: err().print(line))
    results().print(f"Wrote {path}")
