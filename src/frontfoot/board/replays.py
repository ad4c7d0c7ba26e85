"""Real matches played again on the board, up to a hundred times as fast."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from frontfoot.board import feed
from frontfoot.board.board import Board
from frontfoot.board.feed import Due
from frontfoot.core.errors import InputError
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.ties.entry import entry_of
from frontfoot.ties.tie_file import TieFile

SPEEDS: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
AUTHOR: Final = "replay"
MOST: Final = 20
"""Replays at once."""


def match_of(contents: Sequence[bytes]) -> Match:
    """A match from the contents of its files; the file names do not matter.

    Raises:
        ReadError: they are not the files of a match.
    """
    with TemporaryDirectory() as folder:
        paths = []
        for number, content in enumerate(contents):
            path = Path(folder) / f"file-{number}"
            path.write_bytes(content)
            paths.append(path)
        return load(*paths)


class Replays:
    """The replays under way on a board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def start(self, tie: str, match: Match, speed: float) -> None:
        """Play a match again into a tie; one already running there is stopped.

        Raises:
            InputError: a speed that cannot be, a match that does not belong to the tie, or too many replays.
        """
        opening = await self._board.opening(tie)
        legs = [{"home": leg.home, "away": leg.away} for leg in opening.tie.legs]
        number = feed.leg_of(match, legs)
        clubs = (legs[number - 1]["home"], legs[number - 1]["away"])
        await self._begin(tie, await self._board.threads.calculate(feed.programme, match, number, clubs), speed)

    async def start_file(self, tie: str, file: TieFile, speed: float) -> None:
        """Play the events of a tie file's last match again; as `start`."""
        await self._begin(tie, feed.programme_of_file(file, len(file.tie.legs), tie), speed)

    async def _begin(self, tie: str, due: list[Due], speed: float) -> None:
        if not 1.0 <= speed <= 100.0:
            raise InputError(f"A replay cannot run x{speed:g}", place="speed", remedy="Give 1 to 100")
        self.stop(tie)
        if len(self._tasks) >= MOST:
            raise InputError(f"{MOST} replays are running", place="replay", remedy="Wait until one is over")
        self._tasks[tie] = asyncio.create_task(self._play(tie, due, speed))

    def stop(self, tie: str) -> None:
        """End the replay of a tie, if there is one; its entries stay."""
        task = self._tasks.pop(tie, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """End all replays."""
        for tie in list(self._tasks):
            task = self._tasks[tie]
            self.stop(tie)
            with suppress(asyncio.CancelledError):
                await task

    async def _play(self, tie: str, programme: list[Due], speed: float) -> None:
        loop = asyncio.get_running_loop()
        start, begun = datetime.now(UTC), loop.time()
        # A replay begun anew must not meet the identifiers of an earlier one.
        run = f"{int(start.timestamp()):x}"
        try:
            for due in programme:
                await asyncio.sleep(max(due.elapsed / speed - (loop.time() - begun), 0.0))
                document = due.document(start, speed)
                document["id"] = f"{run}:{document['id']}"[:64]
                await self._board.write(tie, [entry_of(document)], AUTHOR)
        finally:
            if self._tasks.get(tie) is asyncio.current_task():
                del self._tasks[tie]
