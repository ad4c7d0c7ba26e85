"""`frontfoot fit approach`: the weights and the scale of the front-foot index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def approach(
    data: Annotated[Path, typer.Option("--data", help="Folder of open data; its wyscout/ folder is read.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the file here instead of into the package.")] = None,
) -> None:
    """Fit the front-foot index: which counts carry it, their scale, and how reliable it is by window length."""
    from frontfoot.approach.fit import fit
    from frontfoot.cli.console import err
    from frontfoot.cli.console import out as results

    path = fit(data, out, progress=lambda line: err().print(line))
    results().print(f"Wrote {path}")
