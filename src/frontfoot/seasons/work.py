"""What a worker does; the process that hands the work out loads neither Polars nor a reader, which load here."""

from __future__ import annotations

from frontfoot.seasons.tasks import Rewrite, SetAside, Staged, Task


def measure(task: Task) -> Staged | SetAside:
    """Read, check and measure one match, and leave its tables in the store's staging folder.

    This is all that a worker does, wherever it runs. A match that was already left there is not measured again.
    """
    from frontfoot.seasons.staging import stage

    return stage(task)


def rewrite(task: Rewrite) -> tuple[str, ...]:
    """Write tables of one partition beside those that stand, each under its name with `NEXT`.

    Returns:
        The names written, without the suffix; nothing is in place before the caller moves it there.
    """
    from frontfoot.seasons.partitions import write

    return write(task)
