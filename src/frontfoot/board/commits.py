"""Writing entries into the ledger: all that wait at the same time share one synchronisation of the disk."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from frontfoot.board.ledger import Ledger, LedgerDraft, Receipt
from frontfoot.board.refusals import Busy

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
