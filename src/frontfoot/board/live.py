"""A tie in memory: its state and odds as parts, its history, and the pages that receive them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import msgspec

from frontfoot.board import odds
from frontfoot.board.answers import BoardLine, measure
from frontfoot.board.effective import PlacedEntry, effect
from frontfoot.board.ledger import Ledger
from frontfoot.board.odds import Priced
from frontfoot.board.record import LedgerRecord
from frontfoot.board.state import BoardState, fold
from frontfoot.core.errors import InputError
from frontfoot.ties.entry import entry_of
from frontfoot.ties.tie_file import TieFile

SHOWN: Final = 300
"""Entries on the page; the ledger's export holds all of them."""


def history(records: Sequence[LedgerRecord], placed: Sequence[PlacedEntry]) -> list[dict[str, Any]]:
    """The latest entries, the last first, front-foot measures left out.

    `counts` is false for removed entries; `corrected_by` is the identifier of the correction in force.
    """
    effects = effect(placed)
    rows = []
    for record in reversed(records):
        body = record.document
        if body["kind"] == "front-foot":
            continue
        rows.append(
            {
                "sequence": record.sequence,
                "recorded": record.recorded,
                "author": record.author,
                "entry": body,
                "counts": record.id not in effects.removed,
                "corrected_by": effects.corrected.get(record.id),
            }
        )
        if len(rows) == SHOWN:
            break
    return rows


GROUP: Final = 10
GROUP_SECONDS: Final = 0.004
"""Pages that receive less urgent parts at the same time, and the seconds until the next group."""

Part = bytes
"""A document as it is sent, see `encoded`."""
DATA: Final = b',"data":'


@dataclass(eq=False)
class Page:
    """An open page of a tie: the newest version of each part that changed since the last sending."""

    waiting: dict[str, Part] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, name: str, part: Part) -> None:
        """Replace a part; a slow page skips outdated versions."""
        self.waiting[name] = part
        self.changed.set()

    async def take(self) -> list[Part]:
        """The parts that changed; waits until there is one."""
        await self.changed.wait()
        self.changed.clear()
        parts = list(self.waiting.values())
        self.waiting.clear()
        return parts


@dataclass(eq=False)
class LiveTie:
    """A tie in memory: its entries so far, the parts made from them, and its open pages."""

    tie: str
    opening: TieFile
    priced: Priced
    placed: list[PlacedEntry] = field(default_factory=list)
    records: list[LedgerRecord] = field(default_factory=list)
    revision: int = 0
    unread: list[str] = field(default_factory=list)
    state: BoardState | None = None
    earlier: tuple[int, BoardLine] | None = None
    parts: dict[str, Part] = field(default_factory=dict)
    # The rest is kept as it is sent alone: as objects it takes three times the memory.
    documents: dict[str, Any] = field(default_factory=dict)
    pages: set[Page] = field(default_factory=set)
    stale: bool = True
    updated_at: float = 0.0
    due: set[str] = field(default_factory=set)
    spreading: asyncio.Task[None] | None = None
    refreshing: asyncio.Task[None] | None = None
    asking: list[asyncio.Future[None]] = field(default_factory=list)
    answered: list[asyncio.Future[None]] = field(default_factory=list)
    deciding: asyncio.Task[None] | None = None
    decided: tuple[int, int] | None = None

    def document(self, name: str) -> Any:
        """A part as a document, as of the last `update` and `rest`."""
        return self.documents[name] if name in self.documents else msgspec.json.decode(_data(self.parts[name]))

    def send(self, parts: dict[str, Part]) -> None:
        """Give every page the parts that changed."""
        self.parts |= parts
        for page in self.pages:
            for name, part in parts.items():
                page.put(name, part)

    def spread_soon(self, parts: dict[str, Part]) -> None:
        """Give every page the less urgent parts, a few pages at a time, so that a new score can be sent in between."""
        self.parts |= parts
        self.due |= parts.keys()
        if self.spreading is None and self.pages:
            self.spreading = asyncio.create_task(self._spread())

    async def _spread(self) -> None:
        try:
            while self.due:
                names, self.due = self.due, set()
                for number, page in enumerate(list(self.pages), start=1):
                    for name in names:
                        # The newest, which may be newer than what was to be spread.
                        page.put(name, self.parts[name])
                    if number % GROUP == 0:
                        await asyncio.sleep(GROUP_SECONDS)
        finally:
            self.spreading = None

    def update(self, ledger: Ledger, now: float) -> dict[str, Part]:
        """The parts of state and odds that changed by new entries of the ledger; to be called in a thread.

        Args:
            ledger: read from the last revision on.
            now: seconds since the epoch.
        """
        added = ledger.records(self.tie, after=self.revision)
        for record in added:
            self.revision = record.sequence
            document = record.document
            if document.get("kind") != "front-foot":
                self.records.append(record)
            if record.id == self.tie:
                continue
            try:
                self.placed.append(PlacedEntry.at(record.sequence, entry_of(document), record.at))
            except InputError as error:
                # Written by another version: it stays in the ledger and in the exports, and is named.
                self.unread.append(f"Entry {record.sequence} cannot be read: {error.problem}")
        # The ledger holds the rest.
        del self.records[:-SHOWN]
        state = fold(self.opening, self.placed, self.revision)
        self.state, self.updated_at = replace(state, problems=(*state.problems, *self.unread)), now
        head = odds.head(self.state, self.priced, now)
        self.documents["head"] = head
        return self._changed(self.state, {"head": head})

    def rest(self, now: float) -> dict[str, Part]:
        """The parts of curve, measures and history that changed by the last `update`; to be called in a thread."""
        state = self.state
        assert state is not None
        documents = {
            "line": self._line(state, now),
            "strip": [measure(item) for item in state.strip],
            "history": history(self.records, self.placed),
            # An entry may leave all of these as they were: that they account for it is then known by this alone.
            "told": state.revision,
        }
        return self._changed(state, documents)

    def _changed(self, state: BoardState, documents: dict[str, Any]) -> dict[str, Part]:
        """The documents that changed, as parts."""
        parts = {name: encoded(name, state.revision, document) for name, document in documents.items()}
        return {
            name: part
            for name, part in parts.items()
            if name not in self.parts or _data(self.parts[name]) != _data(part)
        }

    def _line(self, state: BoardState, now: float) -> BoardLine:
        """The odds curve; that of a finished match is calculated once."""
        if state.course.leg == 1:
            return odds.line(state, self.priced, now)
        over = odds.of_leg(state, 1)
        if self.earlier is None or self.earlier[0] != over:
            whole = odds.line(state, self.priced, now)
            self.earlier = (
                over,
                {
                    "points": [point for point in whole["points"] if point[0] == 1],
                    "swings": [swing for swing in whole["swings"] if swing["leg"] == 1],
                },
            )
            self.priced.forget_before(state.course.leg)
            return whole
        this = odds.line(state, self.priced, now, first_leg=2)
        first = self.earlier[1]
        return {"points": first["points"] + this["points"], "swings": first["swings"] + this["swings"]}


def encoded(name: str, revision: int, document: Any) -> Part:
    """A part as it is sent: its name, the place in the ledger up to which it holds, and the document."""
    return msgspec.json.encode({"part": name, "revision": revision, "data": document})


def _data(part: Part) -> bytes:
    """The document of a part, as JSON."""
    return part[part.index(DATA) + len(DATA) : -1]
