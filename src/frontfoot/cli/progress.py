"""Progress of long work: a bar on standard error, on a terminal only."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from frontfoot.cli.console import err, manner, note

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tell(Protocol):
    """A callback that reports the progress of a piece of work."""

    def __call__(self, work: str, done: float, of: float | None, figures: str = "") -> None:
        """Report that `done` of `of` units of some work are done; `of` is None if unknown, `figures` is shown too."""


def step(line: str) -> None:
    """Print a line on work without a known length; nothing without a terminal or with `--quiet`."""
    if err().is_terminal:
        note(line)


@contextmanager
def progress() -> Iterator[Tell]:
    """A context with a progress bar for each piece of work; no bars without a terminal or with `--quiet`."""
    if manner.quiet or not err().is_terminal or err().is_dumb_terminal:
        yield lambda work, done, of, figures="": None
        return
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.fields[figures]}"))
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, TimeRemainingColumn(), console=err(), transient=True) as bars:

        def on_progress(work: str, done: float, of: float | None, figures: str = "") -> None:
            if work not in tasks:
                for task in [task for task in bars.tasks if task.total is None]:
                    bars.remove_task(task.id)  # what nobody could measure is over when the next begins
                tasks[work] = bars.add_task(work, total=of, figures="")
            bars.update(tasks[work], completed=done, total=of, figures=figures)

        yield on_progress
