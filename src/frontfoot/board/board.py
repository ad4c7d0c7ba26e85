"""The board: the ledger, the ties in memory, and when their odds and decisions are calculated again.

Entries are committed by one thread, many at a time; states and odds are calculated by another; decisions in a process
of their own. The results go to every page as parts, each encoded once however many pages there are.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

import msgspec

from frontfoot.board import odds
from frontfoot.board.answers import Undecided
from frontfoot.board.decision import Asked, leader
from frontfoot.board.judge import Judge
from frontfoot.board.ledger import Ledger, LedgerDraft, Receipt
from frontfoot.board.live import LiveTie, Page, encoded
from frontfoot.board.odds import Priced
from frontfoot.board.opening import body_of_opening, file_of_opening
from frontfoot.board.pause import Pauses
from frontfoot.board.record import LedgerRecord
from frontfoot.board.refusals import Busy, UnknownTie
from frontfoot.board.state import BoardState
from frontfoot.board.threads import Commits, Threads
from frontfoot.core.errors import InputError
from frontfoot.ties.entry import Entry, TieOpening, body_of
from frontfoot.ties.strengths import file_rates
from frontfoot.ties.tie_file import TieFile

KEPT: Final = 32
"""Ties kept in memory although nobody looks at them."""
TICK_SECONDS: Final = 1.0
ODDS_SECONDS: Final = 10.0
"""How often the odds of a running match are calculated again, in seconds of the match clock."""
DECISION_SECONDS: Final = 60.0
SETTLE_SECONDS: Final = 0.3
"""Seconds from an entry to the calculation of the decision, in which pages are drawn and more entries may follow."""
MOST_PAGES: Final = 2000
TURNS: Final = 3
"""Turns of the event loop, within which every page sends the part it was given."""

OVER: Final[dict[str, Any]] = msgspec.to_builtins(Undecided(reason="The tie is over"))


class Board:
    """A board on a ledger.

    Args:
        ledger: where everything is kept.
        now: seconds since the epoch.
        weigh: whether decisions are calculated as the match goes on.
    """

    def __init__(self, ledger: Ledger, *, now: Callable[[], float] = time.time, weigh: bool = True) -> None:
        self.ledger = ledger
        self.now = now
        self._weigh = weigh
        self._live: OrderedDict[str, LiveTie] = OrderedDict()
        self._known_ties: set[str] = set()
        self.threads = Threads()
        self._commits = Commits(ledger)
        self.judge = Judge()
        self.pauses = Pauses()
        self._ticking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the task that follows the clocks of running matches."""
        self._ticking = asyncio.create_task(self._tick())
        if self._weigh:
            await asyncio.to_thread(self.judge.start)

    async def stop(self) -> None:
        """End every thread and process; acknowledged entries are in the ledger."""
        if self._ticking is not None:
            self._ticking.cancel()
        await self._commits.finish()
        for live in self._live.values():
            for task in (live.refreshing, live.spreading, live.deciding):
                if task is not None:
                    task.cancel()
        self._commits.shutdown()
        self.threads.shutdown()
        await asyncio.to_thread(self.judge.stop)
        self.ledger.close()

    async def open(self, document: TieOpening, author: str) -> Receipt:
        """Receipts of opening a tie: "recorded", "known" for the same document again, "conflict" for another one.

        Raises:
            InputError: rules, clubs or scores that cannot be.
        """
        body = await self.threads.calculate(body_of_opening, document)
        return (await self._commits.record([LedgerDraft(document.id, document.id, author, body)]))[0]

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
            return await self._commits.record([LedgerDraft(tie, entry.id, author, body_of(entry)) for entry in entries])
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
        return live.document(name)

    async def state(self, tie: str) -> tuple[BoardState, Priced]:
        """The state of a tie, and its rates."""
        live = await self._fresh(tie)
        assert live.state is not None
        return live.state, live.priced

    async def known(self, tie: str) -> None:
        """Check that there is a tie with this identifier.

        Raises:
            UnknownTie: there is none.
        """
        if tie not in self._known_ties:
            await self.threads.calculate(self._opened, tie)

    async def records(self, tie: str) -> list[LedgerRecord]:
        """The entries of a tie as they were recorded, removed and corrected ones included.

        Raises:
            UnknownTie: there is no such tie.
        """
        await self.known(tie)
        records: list[LedgerRecord] = await self.threads.calculate(self.ledger.records, tie)
        return records

    async def opening(self, tie: str) -> TieFile:
        """The tie as it was opened."""
        return (await self._known(tie)).opening

    async def decision(self, tie: str, club: str | None = None) -> dict[str, Any]:
        """Press, hold or drop for a club (the leader without one) from where the tie stands.

        Raises:
            InputError: another club.
            Busy: other decisions are being calculated, and this one would not start within a second.
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
        """A new `Page`, which receives every part of a tie now and whenever one changes.

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
        """Forget a page that was closed."""
        live = self._live.get(tie)
        if live is not None:
            live.pages.discard(page)
            if not live.pages and live.deciding is not None:
                # Nobody waits for it: a busy judge would keep the question, and with it the tie, for as long as it is
                # asked newer ones.
                live.deciding.cancel()
                live.deciding = None
            self._make_room()

    async def _known(self, tie: str) -> LiveTie:
        live = self._live.get(tie)
        if live is None:
            opening, priced = await self.threads.first_view(self._load, tie)
            live = self._live.setdefault(tie, LiveTie(tie, opening, priced))
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

    async def _fresh(self, tie: str) -> LiveTie:
        live = await self._known(tie)
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if live.refreshing is not None and not live.stale:
            # What is being calculated now holds all that was acknowledged.
            live.answered.append(answer)
        elif live.state is None or live.stale or live.state.course.clock.running:
            # Calculated once from here on, and not for as long as others go on writing.
            live.asking.append(answer)
            self._refresh_soon(live)
        else:
            return live
        await answer
        return live

    def _refresh_soon(self, live: LiveTie) -> None:
        live.stale = True
        if live.refreshing is None:
            live.refreshing = asyncio.create_task(self._refresh(live))

    async def _refresh(self, live: LiveTie) -> None:
        try:
            while live.stale:
                live.stale = False
                live.answered, live.asking = live.asking, []
                now = self.now()
                in_thread = self.threads.first_view if live.state is None else self.threads.calculate
                # Score and odds are with everyone before the slower parts are calculated: a thread that calculates
                # holds up the one that sends.
                live.send(await in_thread(live.update, self.ledger, now))
                for _ in range(TURNS):
                    await asyncio.sleep(0)
                live.spread_soon(await in_thread(live.rest, now))
                for answer in live.answered:
                    if not answer.done():
                        answer.set_result(None)
        except BaseException as error:
            live.stale = True
            waiting = [*live.answered, *live.asking]
            live.answered, live.asking = [], []
            failed = [answer for answer in waiting if not answer.done()]
            for answer in failed:
                answer.set_exception(error if isinstance(error, Exception) else _ending())
            if not failed or not isinstance(error, Exception):
                raise
        finally:
            live.refreshing = None
        if live.pages:
            self._decide_soon(live)

    def _asked(self, live: LiveTie, club: str | None) -> Asked | None:
        state = live.state
        assert state is not None
        if state.course.phase == "over":
            return None
        tie, where = odds.standing(state, self.now())
        through = live.documents["head"]["through"] or {}
        return Asked(live.opening, tie, where, club, through)

    def _question(self, live: LiveTie, asked: Asked) -> Hashable:
        """The key of a decision: tie, entries, minute of the clock and club; equal keys have equal decisions."""
        assert live.state is not None
        club = asked.club or leader(asked.tie, asked.where)
        return live.tie, live.state.revision, self._minute(live.state), club

    def _decide_soon(self, live: LiveTie) -> None:
        if self._weigh and live.deciding is None and live.state is not None:
            live.deciding = asyncio.create_task(self._decide(live))

    def _minute(self, state: BoardState) -> int:
        return int(state.course.clock.moment(self.now()).second // DECISION_SECONDS)

    async def _decide(self, live: LiveTie) -> None:
        """Calculate the decision again whenever the facts or the minute have changed, as long as a page is open."""
        try:
            while live.pages and live.state is not None:
                if (live.state.revision, self._minute(live.state)) == live.decided:
                    return
                await asyncio.sleep(SETTLE_SECONDS)
                place = (live.state.revision, self._minute(live.state))
                asked = self._asked(live, None)
                document = OVER if asked is None else await self.judge.ask(asked, self._question(live, asked))
                live.decided = place
                live.documents["decision"] = document
                live.spread_soon({"decision": encoded("decision", place[0], document)})
        finally:
            if live.deciding is asyncio.current_task():
                live.deciding = None

    async def _tick(self) -> None:
        """Calculate the odds of running matches again at regular times of their clocks."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = self.now()
            for live in list(self._live.values()):
                state = live.state
                if not live.pages or state is None or not state.course.clock.running:
                    continue
                if state.course.clock.speed * (now - live.updated_at) >= ODDS_SECONDS:
                    self._refresh_soon(live)


def _ending() -> Busy:
    return Busy("The board ends", place="board", remedy="Ask again once it is back")
