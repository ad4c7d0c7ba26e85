"""The board's threads beside the event loop: for odds, for ties that are not in memory yet, for files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from frontfoot.board.refusals import Busy

MOST_FILES: Final = 4
"""The most files that are made or waited for at the same time."""


class Threads:
    """Threads for work outside the event loop, by kind, so that one kind does not delay another."""

    def __init__(self) -> None:
        self._calculations = ThreadPoolExecutor(2, thread_name_prefix="odds")
        # What nobody has seen yet does not wait for what is calculated again.
        self._first_views = ThreadPoolExecutor(1, thread_name_prefix="first")
        self._files = ThreadPoolExecutor(1, thread_name_prefix="files")
        self._files_open = 0

    async def calculate(self, work: Callable[..., Any], *values: Any) -> Any:
        """The result of a function, called in the thread for odds."""
        return await asyncio.get_running_loop().run_in_executor(self._calculations, work, *values)

    async def first_view(self, work: Callable[..., Any], *values: Any) -> Any:
        """The result of a function, called in the thread for ties that are not in memory yet."""
        return await asyncio.get_running_loop().run_in_executor(self._first_views, work, *values)

    async def make_file(self, work: Callable[..., Any], *values: Any) -> Any:
        """The result of a function that makes a file; one runs at a time.

        Raises:
            Busy: too many others are waiting.
        """
        if self._files_open >= MOST_FILES:
            raise Busy("Other files are being made", place="exports", remedy="Ask again in a few seconds")
        self._files_open += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._files, work, *values)
        finally:
            self._files_open -= 1

    def shutdown(self) -> None:
        """End every thread after its present work."""
        for pool in (self._calculations, self._first_views, self._files):
            pool.shutdown()
