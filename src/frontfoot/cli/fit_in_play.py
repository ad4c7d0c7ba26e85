"""`frontfoot fit in-play`: the clock of goals, the effect of the score and of men sent off."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def in_play(
    data: Annotated[Path, typer.Option("--data", help="Folder of open data; goal-times/ and others are read.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the file here instead of into the package.")] = None,
) -> None:
    """Fit how the rate of goals changes in play: clock, stoppages, score, men sent off, extra time."""
    from frontfoot.cli.console import err
    from frontfoot.cli.console import out as results
    from frontfoot.goals.fit_in_play import fit

    path = fit(data, out, progress=lambda line: err().print(line))
    results().print(f"Wrote {path}")
