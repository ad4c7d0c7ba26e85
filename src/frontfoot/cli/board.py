"""`frontfoot board`: the match board in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from frontfoot.board.board import Board
    from frontfoot.board.replays import Replays


def board(
    tie: Annotated[
        Path | None, typer.Argument(metavar="[TIE]", help="A tie file to open, its last match to be played here.")
    ] = None,
    evening: Annotated[
        bool, typer.Option("--evening", help="Open the evening of Bergamo: Atalanta - Liverpool, 18 April 2024.")
    ] = False,
    play: Annotated[
        float | None, typer.Option(min=1, max=100, help="Play the file's last match by itself, so many times as fast.")
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(help="Where everything is kept; in your own data folder by default.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on; others reach it only with tokens and TLS.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8011,
    name: Annotated[
        list[str] | None, typer.Option(help="A name under which others ask for the board; once for each.")
    ] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate, PEM.")] = None,
    key: Annotated[Path | None, typer.Option(help="Its private key, PEM.")] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Let tokens travel in the clear: only behind a server that adds TLS.")
    ] = False,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Keep ties on a board in the browser while they are played: tap goals, see at once what they mean.

    Everything is on the disk before it is acknowledged. For others than this machine set FRONTFOOT_BOARD_WRITE_TOKEN
    and FRONTFOOT_BOARD_READ_TOKEN and give a certificate.

    Example: frontfoot board --evening
    """
    from frontfoot.cli.threads import one_thread

    one_thread()
    try:
        import nicegui  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise MissingExtra("The match board", extra="board") from None
    from frontfoot.board.access import Access, tokens_from_environment
    from frontfoot.board.server import Listening, ledger_path, serve
    from frontfoot.cli.examples import example

    if evening and tie is not None:
        raise InputError("Two ties are named", place="--evening", remedy="Give a file, or --evening")
    if (certificate is None) != (key is None):
        raise InputError("A certificate needs its key", place="--certificate, --key", remedy="Give both")
    path = example() if evening else tie
    if play is not None and path is None:
        raise InputError("There is no tie to play", place="--play", remedy="Name a tie file, or --evening")
    content = _content(path) if path is not None else None
    listening = Listening(host, port, frozenset(map(str.casefold, name or ())), certificate, key, insecure)
    access = Access(tokens_from_environment())

    def ready(address: str, running: Board, replays: Replays) -> None:
        import asyncio

        asyncio.get_running_loop().create_task(_open(address, running, replays, content, path, play, browser=browser))

    serve(ledger or ledger_path(), access, listening, ready)


def _content(path: Path) -> bytes:
    from frontfoot.tie.file import read_tie

    read_tie(path)
    return path.read_bytes()


async def _open(
    address: str,
    running: Board,
    replays: Replays,
    content: bytes | None,
    path: Path | None,
    play: float | None,
    *,
    browser: bool,
) -> None:
    """Open the tie that was named, say where the board is, and show it."""
    import webbrowser

    from frontfoot.cli.console import err, out

    place = address
    if content is not None and path is not None:
        from frontfoot.board.lobby_documents import file_document
        from frontfoot.tie.file import read_tie

        receipt = await running.open(file_document(content, play_last=True), "command line")
        place = f"{address}/tie/{receipt.id}"
        if play is not None:
            await replays.start_file(receipt.id, read_tie(path), play)
    out().print(f"The board is at {place}", soft_wrap=True, markup=False)
    err().print(f"Ledger: {running.ledger.path}. Ctrl-C ends the board.", style="dim", soft_wrap=True, markup=False)
    if browser:
        await running.in_sums(webbrowser.open, place)
