"""The example tie: its odds through both legs, and the decision at half-time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontfoot.cli.options import TableOutputOptions
    from frontfoot.cli.picture import PictureOptions

WIDTH = 100
"""Characters in a line of the texts written."""


def write_answers(folder: Path) -> list[Path]:
    """Write the output of `frontfoot tie` and `frontfoot decide --minute 45` for the example tie: text, JSON, picture.

    Returns:
        The files written.
    """
    from frontfoot.cli.decide import DecideOptions, decide
    from frontfoot.cli.examples import example
    from frontfoot.cli.tie import TieOptions, tie
    from frontfoot.cli.tie_options import SituationOptions

    def answer_tie(output: TableOutputOptions, plot: PictureOptions) -> None:
        tie(TieOptions(first=file, output=output, plot=plot))

    def answer_half_time(output: TableOutputOptions, plot: PictureOptions) -> None:
        decide(DecideOptions(first=file, where=SituationOptions(minute="45"), output=output, plot=plot))

    file = str(example())
    stem = Path(file).stem
    return _three(folder / f"{stem}-tie", answer_tie) + _three(folder / f"{stem}-half-time", answer_half_time)


def _three(stem: Path, command: Callable[[TableOutputOptions, PictureOptions], None]) -> list[Path]:
    from frontfoot.cli.console import captured
    from frontfoot.cli.options import TableOutputOptions
    from frontfoot.cli.picture import PictureOptions
    from frontfoot.core.writing import write

    paths = []
    for suffix, json_output in ((".json", True), (".txt", False)):
        plot = None if json_output else stem.with_name(f"{stem.name}.png")
        with captured(WIDTH) as text:
            command(TableOutputOptions(json_output=json_output), PictureOptions(plot=plot))
        paths.append(write(stem.with_name(stem.name + suffix), text.getvalue().encode()))
        paths += [plot] if plot is not None else []
    return paths
