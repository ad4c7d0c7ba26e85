"""Hours at one rate: ties are played and end, others begin, pages turn to them, and memory is to stay flat.

    python -m benchmarks.board_soak [--seconds 7200] [--rate 20] [--pages 50] [--entries 90] [--every 10]
                                    [--csv FILE] [--summary FILE] [--seed 1]

As many ties are under way as there are pages, each looked at by one. A tie is given `--entries` entries in the order of
a match, whistles among them, then its page is closed, and another tie is opened with a page of its own: what grows with
the entries of one tie comes and goes, and what grows with the evening is seen. The board is the whole `frontfoot board`
in a process of its own; the writer shares this machine's processors with it. Resident memory is sampled every `--every`
seconds into the CSV file. The summary, printed and written to its file, tells the mean of the board's memory in each
ten minutes, and how much the last differs from the second: the first ten minutes fill what is kept on purpose. At the
end every entry is compared with what the ledger holds.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TextIO

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.board_latency import hold_nicegui
from benchmarks.board_process import Server, board, machine, percentiles, tie
from frontfoot.board.ledger import Ledger

AT_ONCE: Final = 200
FIELDS: Final = ("seconds", "utc", "board_mb", "weighing_mb", "entries", "late", "ties", "processor_s")
TEN_MINUTES: Final = 600.0
AHEAD: Final = 10
"""Entries before the end of a tie at which the next and its page are opened."""
SECONDS_STAYED: Final = 2.0
"""How long the page of a tie that is over stays open."""
TRIES: Final = 5
KINDS: Final = {"note": 45, "yellow card": 25, "goal": 8, "var": 4, "red card": 3}


@dataclass(eq=False)
class Played:
    """A tie under way: how many of its entries are recorded, and the connections of its page."""

    name: str
    recorded: int = 0
    sockets: list[ClientConnection] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)


def entry(number: int, place: int, most: int, dice: random.Random) -> dict[str, Any]:
    """Entry number `place` of the `most` of a tie: whistles at their places, else what happens in a match."""
    whistles = {0: (1, "start"), most // 2: (1, "end"), most // 2 + 1: (2, "start"), most - 1: (2, "end")}
    if place in whistles:
        period, state = whistles[place]
        at = datetime.now(UTC).isoformat()
        return {"id": f"s{number}", "kind": "period", "leg": 2, "period": period, "state": state, "at": at}
    (kind,) = dice.choices(list(KINDS), list(KINDS.values()))
    body = {"id": f"s{number}", "kind": kind, "leg": 2, "minute": str(1 + 89 * place // most)}
    return body | ({"note": "A remark."} if kind == "note" else {"club": dice.choice(("Atalanta", "Liverpool"))})


class Evening:
    """What is sent, and who looks.

    Args:
        server: the board.
        client: of its service.
        options: of the command.
        samples: the CSV file.
    """

    def __init__(
        self, server: Server, client: httpx.AsyncClient, options: argparse.Namespace, samples: TextIO | None
    ) -> None:
        self._server, self._client, self._options, self._samples = server, client, options, samples
        self._dice = random.Random(options.seed)
        self._opened = 0
        self._closing: set[asyncio.Task[None]] = set()
        self._prepared: dict[int, asyncio.Task[Played]] = {}
        self._places = [asyncio.Lock() for _ in range(options.pages)]
        self.under_way: list[Played] = []
        self.acknowledged: dict[tuple[str, str], dict[str, Any]] = {}
        self.taken: list[float] = []
        self.again: list[str] = []
        self.rows: list[tuple[float, float, float]] = []

    async def begin(self) -> None:
        """Open the first ties and their pages."""
        for _ in range(self._options.pages):
            self.under_way.append(await self._open())
        # As on a real evening the ties are at different minutes.
        for place, played in enumerate(self.under_way):
            played.recorded = (self._options.entries - AHEAD) * place // len(self.under_way)

    async def send(self) -> None:
        """Send every entry when it is due."""
        begun = time.monotonic()
        watching = asyncio.create_task(self._watch(begun))
        sending: set[asyncio.Task[None]] = set()
        for number in range(round(self._options.rate * self._options.seconds)):
            due = begun + number / self._options.rate
            await asyncio.sleep(max(due - time.monotonic(), 0.0))
            place = number % len(self.under_way)
            sending.add(asyncio.create_task(self._one(number, place, due)))
            # What went wrong is raised here, and ends the soak.
            over = {task for task in sending if task.done()}
            sending -= over
            for task in over:
                task.result()
        await asyncio.gather(*sending)
        await watching
        await asyncio.gather(*self._closing)
        for played in [*self.under_way, *[await task for task in self._prepared.values()]]:
            await self._close(played)

    async def _one(self, number: int, place: int, due: float) -> None:
        async with self._places[place]:
            played = self.under_way[place]
            if played.recorded == self._options.entries:
                played = self.under_way[place] = await self._prepared.pop(place)
            body = entry(number, played.recorded, self._options.entries, self._dice)
            played.recorded += 1
            if played.recorded == self._options.entries - AHEAD:
                self._prepared[place] = asyncio.create_task(self._open())
            elif played.recorded == self._options.entries:
                closing = asyncio.create_task(self._close(played, after=SECONDS_STAYED))
                self._closing.add(closing)
                closing.add_done_callback(self._closing.discard)
        answer = await self._asked("POST", f"/api/v1/ties/{played.name}/entries", {"entries": [body]})
        self.taken.append(time.monotonic() - due)
        assert answer.json()["receipts"][0]["outcome"] in ("recorded", "known")
        self.acknowledged[played.name, body["id"]] = body

    async def _open(self) -> Played:
        self._opened += 1
        played = Played(f"soak-{self._opened}")
        await self._look(played)
        return played

    async def _asked(self, method: str, path: str, body: dict[str, Any] | None) -> httpx.Response:
        """The answer to a request, which is sent again where there is none or an error, as every sender does."""
        for attempt in range(TRIES):
            try:
                answer = await self._client.request(method, path, json=body)
                return answer.raise_for_status()
            except (httpx.TransportError, httpx.HTTPStatusError) as error:
                if attempt == TRIES - 1:
                    raise
                self.again.append(f"{method} {path}: {type(error).__name__} {error}".splitlines()[0])
                await asyncio.sleep(1.0)
        raise AssertionError

    async def _look(self, played: Played) -> None:
        """Open a tie and its page, as the browser does."""
        await self._asked("POST", "/api/v1/ties", {"tie": tie(played.name)})
        html = (await self._asked("GET", f"/tie/{played.name}", None)).text
        address = self._server.address
        nicegui = await hold_nicegui(address, html)
        live = await connect(f"{address.replace('http', 'ws', 1)}/api/v1/ties/{played.name}/live", max_size=None)
        played.tasks = [asyncio.create_task(_read(live)), asyncio.create_task(_pong(nicegui))]
        played.sockets = [live, nicegui]

    async def _close(self, played: Played, *, after: float = 0.0) -> None:
        await asyncio.sleep(after)
        for socket in played.sockets:
            await socket.close()
        await asyncio.gather(*played.tasks)

    async def _watch(self, begun: float) -> None:
        writer = None if self._samples is None else csv.writer(self._samples)
        if writer is not None:
            writer.writerow(FIELDS)
        counted = 0
        for turn in range(1, int(self._options.seconds / self._options.every) + 1):
            await asyncio.sleep(max(begun + turn * self._options.every - time.monotonic(), 0.0))
            seconds, own, other = turn * self._options.every, self._server.memory(), self._server.memory_started()
            new, counted = self.taken[counted:], len(self.taken)
            self.rows.append((seconds, own, other))
            if writer is not None and self._samples is not None:
                late = f"{1000 * sorted(new)[int(0.95 * len(new))]:.0f}" if new else ""
                utc = datetime.now(UTC).isoformat(timespec="seconds")
                processor = f"{sum(self._server.processor()):.1f}"
                writer.writerow((seconds, utc, f"{own:.1f}", f"{other:.1f}", counted, late, self._opened, processor))
                self._samples.flush()


async def _read(socket: ClientConnection) -> None:
    try:
        async for _ in socket:
            pass
    except ConnectionClosed:
        pass


async def _pong(socket: ClientConnection) -> None:
    try:
        async for message in socket:
            if message == "2":
                await socket.send("3")
    except ConnectionClosed:
        pass


def means(rows: Sequence[tuple[float, float, float]], span: float = TEN_MINUTES) -> list[tuple[float, float, float]]:
    """The mean memory of the board and of what it started in each `span`, with the second at which that ends.

    A last span that is shorter counts with the samples it has, where those are at least half of it.

    >>> means([(5.0, 100.0, 1.0), (10.0, 102.0, 1.0), (15.0, 110.0, 3.0)], 10.0)
    [(10.0, 101.0, 1.0), (15.0, 110.0, 3.0)]
    """
    spans: dict[int, list[tuple[float, float, float]]] = {}
    for row in rows:
        spans.setdefault(int(-(-row[0] // span)), []).append(row)
    full = max((len(some) for some in spans.values()), default=0)
    return [
        (some[-1][0], sum(row[1] for row in some) / len(some), sum(row[2] for row in some) / len(some))
        for some in spans.values()
        if 2 * len(some) >= full
    ]


def growth(spans: Sequence[tuple[float, float, float]]) -> float | None:
    """Relative change of the board's memory from the second span to the last; None with fewer than three.

    >>> growth([(10.0, 90.0, 1.0), (20.0, 100.0, 1.0), (30.0, 101.0, 1.0)])
    0.01
    """
    return None if len(spans) < 3 else round(spans[-1][1] / spans[1][1] - 1.0, 6)


def summary(evening: Evening, options: argparse.Namespace) -> str:
    """The tables of the summary."""
    spans = means(evening.rows)
    lines = [
        f"{options.rate:g} entries a second for {options.seconds:.0f} s, {options.pages} pages, "
        f"{len({name for name, _ in evening.acknowledged})} ties of {options.entries} entries.",
        "",
        "| ms | count | 50% | 95% | 99% | most |",
        "|---|---|---|---|---|---|",
        f"| entry due to its acknowledgement | {len(evening.taken)} | {percentiles(evening.taken)} |",
        "",
        " ".join([f"{len(evening.again)} requests had to be sent again.", *evening.again[:5]]),
        "",
        "| ten minutes up to, s | memory of the board, mean MB | of its weighing process |",
        "|---|---|---|",
        *(f"| {end:.0f} | {own:.1f} | {other:.1f} |" for end, own, other in spans),
        "",
    ]
    change = growth(spans)
    lines.append(
        "Too short to tell growth after the first ten minutes."
        if change is None
        else f"Growth of the board's memory after the first ten minutes: {100 * change:+.1f}%."
    )
    return "\n".join(lines)


async def measured(server: Server, options: argparse.Namespace, samples: TextIO | None) -> Evening:
    """Send everything."""
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE, keepalive_expiry=2.0)
    async with httpx.AsyncClient(base_url=server.address, timeout=30.0, limits=limits) as client:
        evening = Evening(server, client, options, samples)
        await evening.begin()
        await evening.send()
    return evening


def main() -> None:
    """Print the summary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=7200.0)
    parser.add_argument("--rate", type=float, default=20.0, help="entries a second")
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--entries", type=int, default=90, help="of a tie before the next takes its place")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two samples of the memory")
    parser.add_argument("--csv", type=Path, help="file for the samples")
    parser.add_argument("--summary", type=Path, help="file for what is printed")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        server = board(path, log=Path(folder) / "log")
        samples = None if options.csv is None else options.csv.open("w", newline="", encoding="utf-8")
        try:
            evening = asyncio.run(measured(server, options, samples))
        finally:
            server.stop()
            if samples is not None:
                samples.close()
        ledger = Ledger(path)
        there = {(record.tie, record.id): record.document for record in ledger.records() if record.id != record.tie}
        ledger.close()
    same = {key: (body["kind"], body["leg"]) for key, body in evening.acknowledged.items()} == {
        key: (body["kind"], body["leg"]) for key, body in there.items()
    }
    counted = f"Acknowledged {len(evening.acknowledged)}, in the ledger {len(there)}, {'all' if same else 'NOT all'}"
    text = "\n".join([summary(evening, options), "", f"{counted} the same.", machine()])
    print(text)
    if options.summary is not None:
        options.summary.write_text(text + "\n", encoding="utf-8")
    if not same:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
