"""The board: the ledger, the ties that are being looked at, and everyone who looks.

Entries are committed by one thread, many at a time; states and odds are made by another; approach is weighed in a
process of its own. What comes of it goes to every page as parts, each encoded once however many pages there are.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Final

import msgspec

from frontfoot.board import odds
from frontfoot.board.answers import BoardLine, Undecided, measure
from frontfoot.board.decision import Asked, leader
from frontfoot.board.effective import PlacedEntry
from frontfoot.board.fold import fold
from frontfoot.board.history import SHOWN, history
from frontfoot.board.judge import Judge
from frontfoot.board.ledger import Ledger, LedgerDraft, Receipt
from frontfoot.board.odds import Priced
from frontfoot.board.opening import body_of_opening, file_of_opening
from frontfoot.board.pause import Pauses
from frontfoot.board.record import LedgerRecord
from frontfoot.board.refusals import Busy, UnknownTie
from frontfoot.board.state import BoardState
from frontfoot.core.errors import InputError
from frontfoot.ties.entry import Entry, TieOpening, body_of, entry_of
from frontfoot.ties.file import TieFile
from frontfoot.ties.strengths import file_rates

KEPT: Final = 32
"""Ties kept in memory although nobody looks at them."""
TICK_SECONDS: Final = 1.0
ODDS_SECONDS: Final = 10.0
"""How often the odds of a running match are told anew, in seconds of the match clock."""
DECISION_SECONDS: Final = 60.0
SETTLE_SECONDS: Final = 0.3
"""How long what was entered may be drawn, and a second entry may follow, before approach is weighed anew."""
MOST_PAGES: Final = 2000
MOST_DRAWINGS: Final = 4
"""Files that are made or waited for at once."""
TURNS: Final = 3
"""Of the event loop, in which every page takes and sends the part it was handed."""

GROUP: Final = 10
GROUP_SECONDS: Final = 0.004
"""Pages that are handed the parts that can wait at once, and the pause after them."""

OVER: Final[dict[str, Any]] = msgspec.to_builtins(Undecided(reason="The tie is over"))

Part = bytes


@dataclass(eq=False)
class Page:
    """Someone who looks at a tie: the parts that have changed since the last sending, the newest of each."""

    waiting: dict[str, Part] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, name: str, part: Part) -> None:
        """Replace a part; a page that is slow skips what is no longer so."""
        self.waiting[name] = part
        self.changed.set()

    async def take(self) -> list[Part]:
        """The parts that changed, as soon as there are any."""
        await self.changed.wait()
        self.changed.clear()
        parts = list(self.waiting.values())
        self.waiting.clear()
        return parts


@dataclass(eq=False)
class _Live:
    """A tie in memory."""

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
    documents: dict[str, Any] = field(default_factory=dict)
    pages: set[Page] = field(default_factory=set)
    stale: bool = True
    told_at: float = 0.0
    due: set[str] = field(default_factory=set)
    spreading: asyncio.Task[None] | None = None
    refreshing: asyncio.Task[None] | None = None
    asking: list[asyncio.Future[None]] = field(default_factory=list)
    answered: list[asyncio.Future[None]] = field(default_factory=list)
    deciding: asyncio.Task[None] | None = None
    decided: tuple[int, int] | None = None


class Board:
    """A board on a ledger.

    Args:
        ledger: where everything is kept.
        now: seconds since the epoch.
        weigh: whether approach is weighed as the match goes on.
    """

    def __init__(self, ledger: Ledger, *, now: Callable[[], float] = time.time, weigh: bool = True) -> None:
        self.ledger = ledger
        self.now = now
        self._weigh = weigh
        self._live: OrderedDict[str, _Live] = OrderedDict()
        self._known_ties: set[str] = set()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._sums = ThreadPoolExecutor(2, thread_name_prefix="odds")
        # What nobody has seen yet does not wait for what is told anew.
        self._firsts = ThreadPoolExecutor(1, thread_name_prefix="first")
        self._drawings = ThreadPoolExecutor(1, thread_name_prefix="drawings")
        self._drawings_open = 0
        self.judge = Judge()
        self.pauses = Pauses()
        self._waiting: list[tuple[list[LedgerDraft], asyncio.Future[list[Receipt]]]] = []
        self._committing: asyncio.Task[None] | None = None
        self._ticking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to watch the clocks."""
        self._ticking = asyncio.create_task(self._tick())
        if self._weigh:
            await asyncio.to_thread(self.judge.start)

    async def stop(self) -> None:
        """Let every thread and process go; what was acknowledged is in the ledger."""
        if self._ticking is not None:
            self._ticking.cancel()
        if self._committing is not None:
            await self._committing
        for live in self._live.values():
            for task in (live.refreshing, live.spreading, live.deciding):
                if task is not None:
                    task.cancel()
        self._writer.shutdown()
        self._sums.shutdown()
        self._firsts.shutdown()
        self._drawings.shutdown()
        await asyncio.to_thread(self.judge.stop)
        self.ledger.close()

    async def open(self, document: TieOpening, author: str) -> Receipt:
        """Open a tie; the same document again is known, another under the same identifier is in conflict.

        Raises:
            InputError: rules, clubs or scores that cannot be.
        """
        body = await self.in_sums(body_of_opening, document)
        return (await self._commit([LedgerDraft(document.id, document.id, author, body)]))[0]

    async def write(self, tie: str, entries: Sequence[Entry], author: str) -> list[Receipt]:
        """Record entries of a tie; when this returns they are on the disk.

        Raises:
            UnknownTie: there is no such tie.
            InputError: an entry with the identifier of the tie itself.
        """
        await self.known(tie)
        if any(entry.id == tie for entry in entries):
            raise InputError(f"'{tie}' is the tie itself", place="id", remedy="Choose another identifier")
        try:
            return await self._commit([LedgerDraft(tie, entry.id, author, body_of(entry)) for entry in entries])
        finally:
            # Even where this could not be acknowledged: the ledger may hold them.
            live = self._live.get(tie)
            if live is not None:
                live.stale = True
                if live.pages:
                    self._refresh_soon(live)

    async def document(self, tie: str, name: str) -> Any:
        """A part of a tie as a document: "head", "line", "strip" or "history"."""
        live = await self._fresh(tie)
        return live.documents[name]

    async def state(self, tie: str) -> tuple[BoardState, Priced]:
        """Where a tie stands, and its rates."""
        live = await self._fresh(tie)
        assert live.state is not None
        return live.state, live.priced

    async def known(self, tie: str) -> None:
        """Make sure that there is a tie.

        Raises:
            UnknownTie: there is none.
        """
        if tie not in self._known_ties:
            await self.in_sums(self._opened, tie)

    async def records(self, tie: str) -> list[LedgerRecord]:
        """The entries of a tie as they were recorded, whatever they say.

        Raises:
            UnknownTie: there is no such tie.
        """
        await self.known(tie)
        found: list[LedgerRecord] = await self.in_sums(self.ledger.records, tie)
        return found

    async def opening(self, tie: str) -> TieFile:
        """The tie as it was opened."""
        return (await self._known(tie)).opening

    async def decision(self, tie: str, club: str | None = None) -> dict[str, Any]:
        """Press, hold or drop for a club (the leader without one) from where the tie stands.

        Raises:
            InputError: another club.
            Busy: others are being answered, and this would not be begun within a second.
        """
        live = await self._fresh(tie)
        if club is not None and club not in live.opening.tie.clubs:
            raise InputError(
                f"'{club}' does not play in this tie",
                place="club",
                remedy=f"Name {' or '.join(live.opening.tie.clubs)}",
            )
        asked = self._asked(live, club)
        return OVER if asked is None else await self.judge.ask(asked, self._question(live, asked), patient=False)

    def ties(self) -> list[LedgerRecord]:
        """The openings of all ties, the latest first."""
        return self.ledger.openings()

    async def look(self, tie: str) -> Page:
        """A page that is sent every part of a tie, now and whenever one changes.

        Raises:
            UnknownTie: there is no such tie.
            Busy: too many pages are open.
        """
        live = await self._fresh(tie)
        if sum(len(other.pages) for other in self._live.values()) >= MOST_PAGES:
            raise Busy(f"{MOST_PAGES} pages are open", place="live", remedy="Close some of them")
        page = Page()
        live.pages.add(page)
        for name, part in live.parts.items():
            page.put(name, part)
        self._decide_soon(live)
        return page

    def leave(self, tie: str, page: Page) -> None:
        """A page that is closed."""
        live = self._live.get(tie)
        if live is not None:
            live.pages.discard(page)
            if not live.pages and live.deciding is not None:
                # Nobody waits for it: a busy judge would keep the question, and with it the tie, for as long as it is
                # asked newer ones.
                live.deciding.cancel()
                live.deciding = None
            self._make_room()

    async def in_drawings(self, work: Callable[..., Any], *values: Any) -> Any:
        """Make a file, one at a time and off the threads that tell the odds.

        Raises:
            Busy: others are waiting for theirs.
        """
        if self._drawings_open >= MOST_DRAWINGS:
            raise Busy("Other files are being made", place="exports", remedy="Ask again in a few seconds")
        self._drawings_open += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._drawings, work, *values)
        finally:
            self._drawings_open -= 1

    async def in_sums(self, work: Callable[..., Any], *values: Any) -> Any:
        """Do some reckoning off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._sums, work, *values)

    async def _in_firsts(self, work: Callable[..., Any], *values: Any) -> Any:
        """Do the reckoning for a tie that is not in memory yet."""
        return await asyncio.get_running_loop().run_in_executor(self._firsts, work, *values)

    async def _commit(self, drafts: list[LedgerDraft]) -> list[Receipt]:
        """Record drafts together with whatever else is waiting: one synchronisation of the disk for all."""
        if len(self._waiting) > 10_000:
            raise Busy("Too many entries are waiting", place="ledger", remedy="Send them again in a moment")
        done: asyncio.Future[list[Receipt]] = asyncio.get_running_loop().create_future()
        self._waiting.append((drafts, done))
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit_waiting())
        return await done

    async def _commit_waiting(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            together = [draft for drafts, _ in batch for draft in drafts]
            try:
                receipts = await loop.run_in_executor(self._writer, self.ledger.append, together)
            except Exception as error:
                # Whatever it was: nobody waits for ever, and those who come after are served.
                for _, done in batch:
                    if not done.cancelled():
                        done.set_exception(error)
                continue
            at = 0
            for drafts, done in batch:
                if not done.cancelled():
                    done.set_result(receipts[at : at + len(drafts)])
                at += len(drafts)

    async def _known(self, tie: str) -> _Live:
        live = self._live.get(tie)
        if live is None:
            opening, priced = await self._in_firsts(self._load, tie)
            live = self._live.setdefault(tie, _Live(tie, opening, priced))
            self._make_room()
        self._live.move_to_end(tie)
        return live

    def _opened(self, tie: str) -> LedgerRecord:
        try:
            record = self.ledger.opening(tie)
        except InputError as error:
            raise UnknownTie(error.problem, place=error.place, remedy=error.remedy) from None
        # What is in the ledger stays there.
        self._known_ties.add(tie)
        return record

    def _load(self, tie: str) -> tuple[TieFile, Priced]:
        opening = file_of_opening(self._opened(tie).document)
        return opening, Priced(file_rates(opening))

    def _make_room(self) -> None:
        idle = [
            tie
            for tie, live in self._live.items()
            if not live.pages and live.refreshing is None and live.spreading is None
        ]
        for tie in idle[: max(len(idle) - KEPT, 0)]:
            del self._live[tie]

    async def _fresh(self, tie: str) -> _Live:
        live = await self._known(tie)
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if live.refreshing is not None and not live.stale:
            # What is being told now holds all that was acknowledged.
            live.answered.append(told)
        elif live.state is None or live.stale or live.state.clock.running:
            # Told once from here on, and not for as long as others go on writing.
            live.asking.append(told)
            self._refresh_soon(live)
        else:
            return live
        await told
        return live

    def _refresh_soon(self, live: _Live) -> None:
        live.stale = True
        if live.refreshing is None:
            live.refreshing = asyncio.create_task(self._refresh(live))

    async def _refresh(self, live: _Live) -> None:
        try:
            while live.stale:
                live.stale = False
                live.answered, live.asking = live.asking, []
                now = self.now()
                reckon = self._in_firsts if live.state is None else self.in_sums
                # Score and odds are with everyone before the slower parts are reckoned: a thread that reckons holds up
                # the one that sends.
                self._send(live, await reckon(self._tell, live, now))
                for _ in range(TURNS):
                    await asyncio.sleep(0)
                self._spread_soon(live, await reckon(self._tell_more, live, now))
                for told in live.answered:
                    if not told.done():
                        told.set_result(None)
        except BaseException as error:
            live.stale = True
            waiting = [*live.answered, *live.asking]
            live.answered, live.asking = [], []
            failed = [told for told in waiting if not told.done()]
            for told in failed:
                told.set_exception(error if isinstance(error, Exception) else _ending())
            if not failed or not isinstance(error, Exception):
                raise
        finally:
            live.refreshing = None
        if live.pages:
            self._decide_soon(live)

    def _send(self, live: _Live, parts: dict[str, Part]) -> None:
        """Hand every page the parts that changed."""
        live.parts |= parts
        for page in live.pages:
            for name, part in parts.items():
                page.put(name, part)

    def _spread_soon(self, live: _Live, parts: dict[str, Part]) -> None:
        """Hand every page the parts that can wait, a few pages at a time, so that a score can go out in between."""
        live.parts |= parts
        live.due |= parts.keys()
        if live.spreading is None and live.pages:
            live.spreading = asyncio.create_task(self._spread(live))

    async def _spread(self, live: _Live) -> None:
        try:
            while live.due:
                names, live.due = live.due, set()
                for number, page in enumerate(list(live.pages), start=1):
                    for name in names:
                        # The newest, which may be newer than what was to be spread.
                        page.put(name, live.parts[name])
                    if number % GROUP == 0:
                        await asyncio.sleep(GROUP_SECONDS)
        finally:
            live.spreading = None

    def _tell(self, live: _Live, now: float) -> dict[str, Part]:
        """State and odds of a tie, from what its ledger has gained."""
        added = self.ledger.records(live.tie, after=live.revision)
        for record in added:
            live.revision = record.sequence
            document = record.document
            if document.get("kind") != "front-foot":
                live.records.append(record)
            if record.id == live.tie:
                continue
            try:
                live.placed.append(PlacedEntry(record.sequence, entry_of(document), record.at))
            except InputError as error:
                # Written by another version: it stays in the ledger and in the exports, and is named.
                live.unread.append(f"Entry {record.sequence} cannot be read: {error.problem}")
        # The ledger holds the rest.
        del live.records[:-SHOWN]
        state = fold(live.opening, live.placed, live.revision)
        live.state, live.told_at = replace(state, problems=(*state.problems, *live.unread)), now
        return self._changed(live, live.state, {"head": odds.head(live.state, live.priced, now)})

    def _tell_more(self, live: _Live, now: float) -> dict[str, Part]:
        """The curve, the measures and the history of the state that was told."""
        state = live.state
        assert state is not None
        documents = {
            "line": self._line(live, state, now),
            "strip": [measure(item) for item in state.strip],
            "history": history(live.records, live.placed),
            # An entry may leave all of these as they were: that they account for it is then told by this alone.
            "told": state.revision,
        }
        return self._changed(live, state, documents)

    def _changed(self, live: _Live, state: BoardState, documents: dict[str, Any]) -> dict[str, Part]:
        """The documents that are not what they were, as parts."""
        parts = {
            name: encoded(name, state.revision, document)
            for name, document in documents.items()
            if live.documents.get(name) != document
        }
        live.documents |= documents
        return parts

    def _line(self, live: _Live, state: BoardState, now: float) -> BoardLine:
        """The curve; matches that are over are told once."""
        if state.leg == 1:
            return odds.line(state, live.priced, now)
        over = odds.of_leg(state, 1)
        if live.earlier is None or live.earlier[0] != over:
            whole = odds.line(state, live.priced, now)
            live.earlier = (
                over,
                {
                    "points": [point for point in whole["points"] if point[0] == 1],
                    "swings": [swing for swing in whole["swings"] if swing["leg"] == 1],
                },
            )
            live.priced.forget_before(state.leg)
            return whole
        this = odds.line(state, live.priced, now, first_leg=2)
        first = live.earlier[1]
        return {"points": first["points"] + this["points"], "swings": first["swings"] + this["swings"]}

    def _asked(self, live: _Live, club: str | None) -> Asked | None:
        state = live.state
        assert state is not None
        if state.phase == "over":
            return None
        tie, where = odds.standing(state, self.now())
        through = live.documents["head"]["through"] or {}
        return Asked(live.opening, tie, where, club, through)

    def _question(self, live: _Live, asked: Asked) -> Hashable:
        """What a decision is one and the same for: the tie, its entries, the minute of its clock, and whose it is."""
        assert live.state is not None
        club = asked.club or leader(asked.tie, asked.where)
        return live.tie, live.state.revision, self._minute(live.state), club

    def _decide_soon(self, live: _Live) -> None:
        if self._weigh and live.deciding is None and live.state is not None:
            live.deciding = asyncio.create_task(self._decide(live))

    def _minute(self, state: BoardState) -> int:
        return int(state.clock.moment(self.now()).second // DECISION_SECONDS)

    async def _decide(self, live: _Live) -> None:
        """Weigh anew while the facts or the minute have changed and someone looks."""
        try:
            while live.pages and live.state is not None:
                if (live.state.revision, self._minute(live.state)) == live.decided:
                    return
                await asyncio.sleep(SETTLE_SECONDS)
                place = (live.state.revision, self._minute(live.state))
                asked = self._asked(live, None)
                told = OVER if asked is None else await self.judge.ask(asked, self._question(live, asked))
                live.decided = place
                live.documents["decision"] = told
                self._spread_soon(live, {"decision": encoded("decision", place[0], told)})
        finally:
            if live.deciding is asyncio.current_task():
                live.deciding = None

    async def _tick(self) -> None:
        """Tell the odds of running matches anew as their clocks go on."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = self.now()
            for live in list(self._live.values()):
                state = live.state
                if not live.pages or state is None or not state.clock.running:
                    continue
                if state.clock.speed * (now - live.told_at) >= ODDS_SECONDS:
                    self._refresh_soon(live)


def encoded(name: str, revision: int, document: Any) -> Part:
    """A part as it is sent: its name, the place in the ledger it speaks of, and the document."""
    return msgspec.json.encode({"part": name, "revision": revision, "data": document})


def _ending() -> Busy:
    return Busy("The board ends", place="board", remedy="Ask again once it is back")
