"""The board's threads beside the event loop: for odds, for ties that are not in memory yet, for files.

All entries that wait at the same time for the ledger share one synchronisation of the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from frontfoot.board.ledger import Ledger, LedgerDraft, Receipt
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


MOST_WAITING: Final = 10_000
"""Writers that may wait for the disk at once."""


class Commits:
    """The one writer of a ledger, in a thread of its own."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._waiting: list[tuple[list[LedgerDraft], asyncio.Future[list[Receipt]]]] = []
        self._committing: asyncio.Task[None] | None = None

    async def record(self, drafts: list[LedgerDraft]) -> list[Receipt]:
        """Receipts of drafts once they are on the disk; they are written together with all others that wait.

        Raises:
            Busy: too many wait already.
        """
        if len(self._waiting) > MOST_WAITING:
            raise Busy("Too many entries are waiting", place="ledger", remedy="Send them again in a moment")
        done: asyncio.Future[list[Receipt]] = asyncio.get_running_loop().create_future()
        self._waiting.append((drafts, done))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._record_waiting())
        return await done

    async def finish(self) -> None:
        """Write all drafts that wait."""
        if self._committing is not None:
            await self._committing

    def shutdown(self) -> None:
        """End the thread."""
        self._thread.shutdown()

    async def _record_waiting(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            together = [draft for drafts, _ in batch for draft in drafts]
            try:
                receipts = await loop.run_in_executor(self._thread, self._ledger.append, together)
            except Exception as error:
                # Whatever it was: nobody waits for ever, and those who come after are served.
                for _, done in batch:
                    if not done.cancelled():
                        done.set_exception(error)
                continue
            at = 0
            for drafts, done in batch:
                if not done.cancelled():
                    done.set_result(receipts[at : at + len(drafts)])
                at += len(drafts)
