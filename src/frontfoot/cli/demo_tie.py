"""The tie that Frontfoot was made for, answered: its odds through both legs, and its half-time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH = 100
"""Characters in a line of the texts written."""


def write_answers(folder: Path) -> list[Path]:
    """Write what `frontfoot tie` and `frontfoot decide --minute 45` say of the example tie, as text, JSON and picture.

    Returns:
        The files written.
    """
    from frontfoot.cli.decide import decide
    from frontfoot.cli.examples import example
    from frontfoot.cli.tie import tie

    file = str(example())
    stem = Path(file).stem
    found = _three(folder / f"{stem}-tie", lambda json, plot: tie(file, json_output=json, plot=plot))
    return found + _three(
        folder / f"{stem}-half-time", lambda json, plot: decide(file, minute="45", json_output=json, plot=plot)
    )


def _three(stem: Path, command: Callable[[bool, Path | None], None]) -> list[Path]:
    from frontfoot.cli.console import captured
    from frontfoot.core.writing import write

    found = []
    for suffix, json in ((".json", True), (".txt", False)):
        picture = None if json else stem.with_name(f"{stem.name}.png")
        with captured(WIDTH) as text:
            command(json, picture)
        found.append(write(stem.with_name(stem.name + suffix), text.getvalue().encode()))
        found += [picture] if picture is not None else []
    return found
