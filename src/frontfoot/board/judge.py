"""The process that weighs approach, so that a second of reckoning never holds up a goal."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import TYPE_CHECKING, Any

from frontfoot.board.decision import Asked, decide
from frontfoot.core.errors import FrontfootError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess


class Judge:
    """One process that answers one question at a time; it ends with this one, however this one ends."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._turn = asyncio.Lock()

    def start(self) -> None:
        """Start the process, so that the first question finds it ready."""
        line, far = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=_answer, args=(far,), daemon=True, name="judge")
        process.start()
        far.close()
        self._process, self._line = process, line

    async def ask(self, asked: Asked) -> dict[str, Any]:
        """The answer to a question; a process that died is replaced once.

        Raises:
            FrontfootError: it died again.
        """
        async with self._turn:
            for _ in range(2):
                if self._process is None or not self._process.is_alive():
                    await asyncio.to_thread(self.start)
                with suppress(EOFError, OSError):
                    return await asyncio.to_thread(self._exchange, asked)
                self.stop()
        raise FrontfootError(
            "The weighing of approach broke off", place="decision", remedy="Free some memory and ask again"
        )

    def stop(self) -> None:
        """End the process, in the middle of an answer if need be."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None

    def _exchange(self, asked: Asked) -> dict[str, Any]:
        assert self._line is not None
        self._line.send(asked)
        told: dict[str, Any] = self._line.recv()
        return told


def _answer(line: Connection) -> None:
    """What the process does until the other end of the line is gone."""
    # An interrupt at the terminal is for the parent, and so are the processors while it serves.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(19)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            line.send(decide(line.recv()))


def _end_with_parent() -> None:
    """Where the board was killed in the middle of an answer, nobody waits for it any more."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
