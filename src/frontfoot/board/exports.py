"""The files that the board exports: the report, the picture, the tie file, the ledger."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from frontfoot.board import report
from frontfoot.board.board import Board
from frontfoot.board.odds import Priced
from frontfoot.board.state import BoardState
from frontfoot.core.errors import InputError
from frontfoot.ties.file import document_of
from frontfoot.ties.replay import replay
from frontfoot.ties.tie_file import TieFile


class Name(StrEnum):
    """Names of the exported files."""

    REPORT = "report.html"
    PICTURE = "picture.png"
    DRAWING = "picture.svg"
    TIE = "tie.toml"
    LEDGER = "ledger.jsonl"


KINDS = {
    Name.REPORT: "text/html; charset=utf-8",
    Name.PICTURE: "image/png",
    Name.DRAWING: "image/svg+xml",
    Name.TIE: "application/toml",
    Name.LEDGER: "application/jsonl",
}

NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters, in UTF-8, that are not allowed in XML: with one in a name a drawing could not be opened."""


async def export(
    board: Board,
    tie: str,
    name: Name,
    shape: Literal["wide", "square", "tall"] = "wide",
    theme: Literal["light", "dark"] = "light",
) -> tuple[bytes, str]:
    """A file and its media type.

    Args:
        board: that holds the tie.
        tie: its identifier.
        name: of the file.
        shape, theme: of a picture.

    Raises:
        UnknownTie: there is no such tie.
        InputError: a picture of a tie of which nothing has been played.
    """
    if name is Name.LEDGER:
        # Before anything is made of them: they can be taken whatever they say.
        return b"".join(record.line() for record in await board.records(tie)), KINDS[name]
    state, priced = await board.state(tie)
    if name is Name.REPORT:
        content = await report.page(board, tie)
    elif name is Name.TIE:
        content = tie_file(state.file)
    else:
        content = await board.threads.make_file(_picture, state, priced, name, shape, theme)
    return content, KINDS[name]


def _picture(
    state: BoardState,
    priced: Priced,
    name: Name,
    shape: Literal["wide", "square", "tall"],
    theme: Literal["light", "dark"],
) -> bytes:
    from frontfoot.draw.odds import draw_odds
    from frontfoot.draw.saving import DRAWING
    from frontfoot.draw.tie_picture import replay_picture

    replayed = replay(state.file, priced.rates, played_only=True, models=priced.model, intervals=True)
    if not replayed.points:
        raise InputError("Nothing has been played yet", place="picture", remedy="Take it once the match is on")
    with TemporaryDirectory() as folder, DRAWING:
        path = Path(folder) / name.value
        draw_odds(replay_picture(replayed, priced.rates.source_of(state.course.leg).words), path, shape, theme=theme)
        content = path.read_bytes()
    return NOT_XML.sub(b"", content) if name is Name.DRAWING else content


def tie_file(file: TieFile) -> bytes:
    """A tie as a tie file, TOML; `frontfoot.read_tie` reads the same tie again."""
    import tomli_w

    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"# A tie of the match board, taken on {stamp}.\n".encode() + tomli_w.dumps(document_of(file)).encode()
