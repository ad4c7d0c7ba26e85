"""`frontfoot board`: the match board in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.options import OutputOptions, examples
from frontfoot.core.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from frontfoot.board.board import Board
    from frontfoot.board.replays import Replays
    from frontfoot.ties.entry import TieOpening
    from frontfoot.ties.tie_file import TieFile

EXAMPLES = examples(
    "frontfoot board",
    "frontfoot board --evening",
    "frontfoot board examples/atalanta-liverpool-2024.toml --play 60",
)
listening_option = partial(typer.Option, rich_help_panel="Listening")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOptions:
    """What `frontfoot board` is asked."""

    tie: Annotated[
        Path | None, typer.Argument(metavar="[TIE]", help="A tie file to open, its last match to be played here.")
    ] = None
    evening: Annotated[
        bool, typer.Option("--evening", help="Open the evening of Bergamo: Atalanta - Liverpool, 18 April 2024.")
    ] = False
    play: Annotated[
        float | None, typer.Option(min=1, max=100, help="Play the file's last match by itself, so many times as fast.")
    ] = None
    ledger: Annotated[
        Path | None, typer.Option(help="Where everything is kept; in your own data folder by default.")
    ] = None
    host: Annotated[str, listening_option(help="Address to listen on; others want tokens and TLS.")] = "127.0.0.1"
    port: Annotated[int, listening_option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8011
    name: Annotated[
        list[str] | None, listening_option(help="A name under which others ask for the board; once for each.")
    ] = None
    certificate: Annotated[Path | None, listening_option(help="TLS certificate, PEM.")] = None
    key: Annotated[Path | None, listening_option(help="Its private key, PEM.")] = None
    insecure: Annotated[
        bool, listening_option("--insecure", help="Let tokens travel in the clear: only behind a server that adds TLS.")
    ] = False
    limit: Annotated[
        float,
        listening_option(
            min=1.0, help="Requests a second that one address may make; many behind one address need more."
        ),
    ] = 200.0
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True
    output: OutputOptions = OutputOptions()


def board(options: BoardOptions) -> None:
    """Keep ties on a board in the browser while they are played: tap goals, see at once what they mean.

    Everything is on the disk before it is acknowledged. For others than this machine set FRONTFOOT_BOARD_WRITE_TOKEN
    and FRONTFOOT_BOARD_READ_TOKEN and give a certificate. With --json the document says where the board is.
    """
    try:
        import nicegui  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise MissingExtra("The match board", extra="board") from None
    from frontfoot.board.access import Access, tokens_from_environment
    from frontfoot.board.server import Listening, ledger_path, serve
    from frontfoot.cli.examples import example

    if options.evening and options.tie is not None:
        raise InputError("Two ties are named", place="--evening", remedy="Give a file, or --evening")
    if (options.certificate is None) != (options.key is None):
        raise InputError("A certificate needs its key", place="--certificate, --key", remedy="Give both")
    path = example() if options.evening else options.tie
    if options.play is not None and path is None:
        raise InputError("There is no tie to play", place="--play", remedy="Name a tie file, or --evening")
    chosen = _chosen(path) if path is not None else None
    listening = Listening(
        options.host,
        options.port,
        frozenset(map(str.casefold, options.name or ())),
        options.certificate,
        options.key,
        options.insecure,
        options.limit,
    )
    access = Access(tokens_from_environment())
    tasks = []

    def ready(address: str, running: Board, replays: Replays) -> None:
        import asyncio

        opening = _open(
            address, running, replays, chosen, options.play, browser=options.browser, machine=options.output.json_output
        )
        tasks.append(asyncio.get_running_loop().create_task(opening))

    serve(options.ledger or ledger_path(), access, listening, ready)


def _chosen(path: Path) -> tuple[TieOpening, TieFile]:
    """The opening of the tie of a file, and the tie itself; checked before the board starts."""
    from frontfoot.board.lobby_documents import file_document
    from frontfoot.board.opening import body_of_opening
    from frontfoot.ties.file import read_tie

    file = read_tie(path)
    document = file_document(path.read_bytes(), play_last=True)
    body_of_opening(document)
    return document, file


async def _open(
    address: str,
    running: Board,
    replays: Replays,
    chosen: tuple[TieOpening, TieFile] | None,
    play: float | None,
    *,
    browser: bool,
    machine: bool,
) -> None:
    """Open the named tie, print the address of the board, and show it in the browser."""
    import webbrowser

    from frontfoot.cli.console import note, out, print_json

    place = address
    if chosen is not None:
        document, file = chosen
        receipt = await running.open(document, "command line")
        place = f"{address}/tie/{receipt.id}"
        if play is not None:
            await replays.start_file(receipt.id, file, play)
    if machine:
        print_json({"board": place, "ledger": str(running.ledger.path)})
    else:
        out().print(f"The board is at {place}", soft_wrap=True)
    note(f"Ledger: {running.ledger.path}. Ctrl-C ends the board.")
    if browser:
        await running.threads.calculate(webbrowser.open, place)
