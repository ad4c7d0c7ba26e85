"""A board's service and ledger without its pages, and a writer without either, as processes that can be killed.

They are forked from one that has imported everything, so that starting one takes a moment and not seconds.
"""

from __future__ import annotations

import multiprocessing
import random
import socket
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import uvicorn

from frontfoot.board.access import Access
from frontfoot.board.board import Board
from frontfoot.board.guard import Guard
from frontfoot.board.ledger import Ledger, LedgerDraft
from frontfoot.board.service import application

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["benchmarks.board_bare"])


def forked(work: Callable[[str, int, Connection], None], ledger: Path, number: int) -> tuple[BaseProcess, Connection]:
    """Start some work on a ledger, and where it tells what it does; `number` tells it from others."""
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=work, args=(str(ledger), number, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def serve(ledger: str, _: int, tell: Connection) -> None:
    """Serve a board until killed; its address is told once it answers."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    guard = Guard(application(Board(Ledger(Path(ledger)), weigh=False)), Access(), frozenset())

    class Telling(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            tell.send(f"http://127.0.0.1:{bound.getsockname()[1]}")

    Telling(uvicorn.Config(guard, log_level="warning", access_log=False)).run([bound])


def write(ledger: str, number: int, tell: Connection) -> None:
    """Append batches until killed; the identifiers of each are told once it is acknowledged."""
    dice = random.Random(number)
    opened, count = Ledger(Path(ledger)), 0
    while True:
        size = dice.randint(1, 20)
        names = [f"w{number}-{count + place}" for place in range(size)]
        opened.append([LedgerDraft("written", name, "writer", {"name": name}) for name in names])
        count += size
        tell.send(names)
