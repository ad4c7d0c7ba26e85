"""How far long work is: a bar on standard error, on a terminal only."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from frontfoot.cli.console import err, manner, note

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tell(Protocol):
    """Says how far a piece of work is."""

    def __call__(self, what: str, done: float, of: float | None, figures: str = "") -> None:
        """So much of `what` is done; `of` is None while nobody knows how much there is, `figures` stand beside it."""


def step(line: str) -> None:
    """Print a line on work without a measurable length; nothing without a terminal or with `--quiet`."""
    if err().is_terminal:
        note(line)


@contextmanager
def progress() -> Iterator[Tell]:
    """A context with a progress bar for each piece of work; no bars without a terminal or with `--quiet`."""
    if manner.quiet or not err().is_terminal or err().is_dumb_terminal:
        yield lambda what, done, of, figures="": None
        return
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(20), TextColumn("{task.fields[figures]}"))
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, TimeRemainingColumn(), console=err(), transient=True) as bars:

        def tell(what: str, done: float, of: float | None, figures: str = "") -> None:
            if what not in tasks:
                for task in [task for task in bars.tasks if task.total is None]:
                    bars.remove_task(task.id)  # what nobody could measure is over when the next begins
                tasks[what] = bars.add_task(what, total=of, figures="")
            bars.update(tasks[what], completed=done, total=of, figures=figures)

        yield tell
