"""A board's service and ledger without its pages, for the benchmark that kills it.

python -m benchmarks.board_bare FILE
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import uvicorn

from frontfoot.board.access import Access
from frontfoot.board.board import Board
from frontfoot.board.door import Door
from frontfoot.board.ledger import Ledger
from frontfoot.board.service import application


def main() -> None:
    """Serve until killed."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    door = Door(application(Board(Ledger(Path(sys.argv[1])), weigh=False)), Access(), frozenset())

    class Telling(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"http://127.0.0.1:{bound.getsockname()[1]}", flush=True)

    Telling(uvicorn.Config(door, log_level="warning", access_log=False)).run([bound])


if __name__ == "__main__":
    main()
