"""The board as a server: ledger, service, pages and guard put together, and run."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from frontfoot.board.access import Access, check_listening
from frontfoot.board.board import Board
from frontfoot.board.guard import Guard
from frontfoot.board.ledger import Ledger
from frontfoot.board.memory import keep_tidy, settle
from frontfoot.board.replays import Replays
from frontfoot.board.service import application
from frontfoot.board.sharing import add_sharing
from frontfoot.board.signing import add_signing
from frontfoot.core.errors import FrontfootError

FILE: Final = "ledger.db"
SWITCH_SECONDS: Final = 0.0005


@dataclass(frozen=True, slots=True)
class Listening:
    """Where and how a board listens.

    Attributes:
        host, port: address; port 0 takes any that is free.
        names: under which the board may be asked for, besides addresses written as numbers.
        certificate, key: files for TLS.
        insecure: whether tokens may travel in the clear.
        limit: requests a second of one address; five times as many may come at once.
    """

    host: str = "127.0.0.1"
    port: int = 8011
    names: frozenset[str] = field(default_factory=frozenset)
    certificate: Path | None = None
    key: Path | None = None
    insecure: bool = False
    limit: float = 200.0

    @property
    def tls(self) -> bool:
        """Whether it uses TLS."""
        return self.certificate is not None


def ledger_path() -> Path:
    """The default path of the ledger, in the user's data folder."""
    return user_data_path("frontfoot", appauthor=False) / FILE


def guarded(board: Board, access: Access, listening: Listening) -> tuple[Guard, Replays]:
    """The application of one board: service, pages and replays behind a `Guard`."""
    # NiceGUI keeps a folder of its own; it belongs beside the ledger, not where the user happens to be.
    os.environ.setdefault("NICEGUI_STORAGE_PATH", str(board.ledger.path.parent / "pages"))
    from frontfoot.board.pages import add_pages

    replays = Replays(board)
    app = application(board)
    add_signing(app, access, tls=listening.tls)
    add_sharing(app, board, access)
    add_pages(app, board, replays, access)
    limit = listening.limit
    return Guard(app, access, listening.names, a_second=limit, burst=5.0 * limit), replays


def serve(ledger: Path, access: Access, listening: Listening, ready: Callable[[str, Board, Replays], None]) -> None:
    """Run a board until it is interrupted.

    Args:
        ledger: its file; made where there is none.
        access: tokens.
        listening: where.
        ready: called with the address once the board listens.

    Raises:
        InputError: others could reach it without a token.
        LedgerDamaged: the ledger is damaged.
        FrontfootError: the address is taken.
    """
    import uvicorn

    settle()
    from frontfoot.board.heads import TimedHeads

    # Whoever sends waits this long at the most for a thread that reckons.
    sys.setswitchinterval(SWITCH_SECONDS)
    check_listening(listening.host, access, tls=listening.tls, insecure=listening.insecure)
    bound = _bound(listening)
    board = Board(Ledger(ledger))
    inside, replays = guarded(board, access, listening)
    config = uvicorn.Config(
        inside,
        http=TimedHeads,
        # Only behind a server that says for whom it asks; others could say whatever they like.
        proxy_headers=listening.insecure,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=65_536,
        ws_per_message_deflate=False,
        limit_concurrency=4000,
        # Longer than clients keep a connection (httpx: 5 s): else a request meets one that is just being closed.
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )
    scheme = "https" if listening.tls else "http"
    name, port = bound.getsockname()[:2]
    address = f"{scheme}://{'[' + name + ']' if ':' in name else name}:{port}"

    class Server(uvicorn.Server):
        tidying: asyncio.Task[None]

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            # What is here now stays: looking through it for garbage again and again would hold up goals for a third of
            # a second.
            gc.collect()
            gc.freeze()
            self.tidying = asyncio.create_task(keep_tidy())
            ready(address, board, replays)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            self.tidying.cancel()
            await replays.close()
            await super().shutdown(sockets)

    Server(config).run([bound])


def _bound(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((listening.host, listening.port))
    except OSError as error:
        bound.close()
        raise FrontfootError(
            f"The board cannot listen on {listening.host}:{listening.port} ({error.strerror})",
            place="--host, --port",
            remedy="Another board may be running; name another --port, or 0 for any",
        ) from None
    return bound
