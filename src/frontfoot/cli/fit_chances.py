"""`frontfoot fit chances`: expected goals and expected threat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def chances(
    data: Annotated[Path, typer.Option("--data", help="Folder of open data; its wyscout/ folder is read.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write to this folder instead of into the package.")] = None,
) -> None:
    """Fit expected goals (each league judged by the model of the other ones) and expected threat."""
    from frontfoot.chances.fit import fit
    from frontfoot.cli.console import err
    from frontfoot.cli.console import out as results

    for path in fit(data, out, progress=lambda line: err().print(line, soft_wrap=True)):
        results().print(f"Wrote {path}", soft_wrap=True)
