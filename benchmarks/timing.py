"""Processor time of a task in this process."""

from __future__ import annotations

import time
from collections.abc import Callable


def least_cpu(task: Callable[[], object], repeats: int) -> float:
    """Least processor time of several runs, seconds."""
    spent = []
    for _ in range(repeats):
        begin = time.process_time()
        task()
        spent.append(time.process_time() - begin)
    return min(spent)
