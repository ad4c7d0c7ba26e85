"""`frontfoot fit effects`: what a change of approach does to the rates of goals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def effects(
    data: Annotated[Path, typer.Option("--data", help="Folder of open data; its wyscout/ folder is read.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the file here instead of into the package.")] = None,
) -> None:
    """Fit the evidence ladder on pressing and dropping: the main model and the simpler designs beside it."""
    from frontfoot.cli.console import err
    from frontfoot.cli.console import out as results
    from frontfoot.decide.learn.fit import fit

    path = fit(data, out, progress=lambda line: err().print(line, soft_wrap=True))
    results().print(f"Wrote {path}", soft_wrap=True)
