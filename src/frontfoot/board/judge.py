"""The process that calculates decisions, so that a long calculation never delays an entry."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Any, Final

from frontfoot.board.access import remember
from frontfoot.board.decision import Asked, decide
from frontfoot.board.refusals import Busy
from frontfoot.core.errors import FrontfootError

KEPT: Final = 64
"""Answers that are kept: the most recently used ones."""


@dataclass(eq=False)
class _Question:
    """A question, and the callers that wait for its answer.

    `patient`: a page or a report is among them, which waits without a limit.
    """

    asked: Asked
    key: Hashable
    answer: asyncio.Future[dict[str, Any]]
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0
    patient: bool = False


class Judge:
    """One process that answers one question at a time; it ends when the board's process ends, even if that is killed.

    The newest question is answered first; pages and reports alternate with requests, so that neither delays the other.
    A question is answered once however many callers ask it, and dropped when no caller waits any more.

    Args:
        begin_seconds: a request's question that has not started after so long is refused.
        answer_seconds: a process that takes longer for an answer is replaced.
    """

    def __init__(self, *, begin_seconds: float = 0.9, answer_seconds: float = 60.0) -> None:
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._begin_seconds, self._answer_seconds = begin_seconds, answer_seconds
        self._open: OrderedDict[Hashable, _Question] = OrderedDict()
        self._answers: OrderedDict[Hashable, dict[str, Any]] = OrderedDict()
        self._working: asyncio.Task[None] | None = None
        self._last_patient = False

    def start(self) -> None:
        """Start the process before the first question."""
        line, far = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=_answer, args=(far,), daemon=True, name="judge")
        process.start()
        far.close()
        self._process, self._line = process, line

    async def ask(self, asked: Asked, key: Hashable, *, patient: bool = True) -> dict[str, Any]:
        """The answer to a question; a process that died is replaced once.

        Args:
            asked: the question.
            key: equal for questions that have the same answer.
            patient: whether to wait without a limit; otherwise the question starts within `begin_seconds`.

        Raises:
            Busy: it did not start in time.
            FrontfootError: the process died again, or took too long.
        """
        if key in self._answers:
            self._answers.move_to_end(key)
            return self._answers[key]
        question = self._open.get(key)
        if question is None:
            question = _Question(asked, key, asyncio.get_running_loop().create_future())
            self._open[key] = question
        self._open.move_to_end(key)
        question.waiting += 1
        question.patient |= patient
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        try:
            if not patient:
                async with asyncio.timeout(self._begin_seconds):
                    await question.begun.wait()
            return await asyncio.shield(question.answer)
        except TimeoutError:
            raise Busy(
                "Other decisions are being weighed", place="decision", remedy="Ask again in a few seconds"
            ) from None
        finally:
            question.waiting -= 1
            if not question.waiting and not question.begun.is_set():
                self._open.pop(key, None)

    def stop(self) -> None:
        """End the process, also while it calculates."""
        # Taken out first: a calculation that ends meanwhile stops the process too.
        process, line = self._process, self._line
        self._process = self._line = None
        if process is not None:
            process.kill()
            process.join()
            process.close()
        if line is not None:
            line.close()

    async def _work(self) -> None:
        """Answer the waiting questions until none is left."""
        while (question := self._next()) is not None:
            question.begun.set()
            self._last_patient = question.patient
            try:
                answer = await self._answered(question.asked)
            except Exception as error:
                question.answer.set_exception(error)
                # Nobody may be left to take it.
                question.answer.exception()
            else:
                remember(self._answers, question.key, answer, KEPT)
                question.answer.set_result(answer)
            finally:
                self._open.pop(question.key, None)

    def _next(self) -> _Question | None:
        newest = list(reversed(self._open.values()))
        return next((one for one in newest if one.patient != self._last_patient), newest[0] if newest else None)

    async def _answered(self, asked: Asked) -> dict[str, Any]:
        for _ in range(2):
            if self._process is None or not self._process.is_alive():
                await asyncio.to_thread(self.start)
            with suppress(EOFError, OSError):
                return await asyncio.to_thread(self._exchange, asked)
            self.stop()
        raise FrontfootError(
            "The weighing of approach broke off", place="decision", remedy="Free some memory and ask again"
        )

    def _exchange(self, asked: Asked) -> dict[str, Any]:
        assert self._line is not None
        self._line.send(asked)
        if not self._line.poll(self._answer_seconds):
            raise EOFError
        answer: dict[str, Any] = self._line.recv()
        return answer


def _answer(line: Connection) -> None:
    """The loop of the process: it answers questions until the pipe to the board is closed."""
    # An interrupt at the terminal is for the parent, and so are the processors while it serves.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(19)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            line.send(decide(line.recv()))


def _end_with_parent() -> None:
    """End this process when the board's process is gone, also in the middle of an answer."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
