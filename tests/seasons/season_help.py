"""What the tests of the season share: functions that workers import, and small helpers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

SLOW_SECONDS = 0.05


def square(number: int) -> int:
    return number * number


def die_on_three(number: int) -> int:
    """Kill the worker, as the kernel does when memory runs out."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(SLOW_SECONDS)
    return number


def die_once(task: tuple[int, str]) -> int:
    """Kill the worker the first time only."""
    number, marker = task
    if number == 3 and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def tables(store: Path) -> dict[str, bytes]:
    """Every file of a store by name."""
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for a condition, and fail when it does not come about."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.01)
