"""How soon an entry is on every open page: two hundred pages of one tie, some of them real tabs of a browser.

    python -m benchmarks.board_latency [--pages 200] [--tabs 5] [--entries 60] [--chromium /usr/bin/chromium]

The board is the whole `frontfoot board` in a process of its own; pages, tabs and the writer share this machine's
processors with it. A page fetches its HTML, opens NiceGUI's connection and the page's own WebSocket as the browser's
script does; it leaves out what only a browser does (fetching scripts and styles, drawing). A tab is a tab of headless
Chromium, and an entry counts as arrived there when the page's `data-revision` has changed; tabs give way to the rest
(nice), since drawing is done on other machines on the evening. Time runs from just before the request that enters
something to its arrival.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import time
import uuid
from base64 import b64encode
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import httpx
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.board_process import Server, board, machine, percentile, percentiles, tie

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Playwright

TIE: Final = "latency"
PAUSE_SECONDS: Final = 1.5
TARGET_SECONDS: Final = 0.1
LONGEST_WAIT_SECONDS: Final = 10.0
HEAD: Final = re.compile(rb'\{"part":"head","revision":(\d+),')
PING, PONG = 0x89, 0x8A
WATCH: Final = """
() => {
  window.seen = [];
  const board = document.querySelector(".ff-board");
  new MutationObserver(() => {
    window.seen.push([Number(board.dataset.revision), performance.timeOrigin + performance.now()]);
  }).observe(board, { attributes: true, attributeFilter: ["data-revision"] });
}
"""


@dataclass(eq=False, slots=True)
class Looking:
    """What one page was told, and when: revisions that only rise, and seconds since the epoch."""

    revisions: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def heard(self, revision: int, at: float) -> None:
        """A head arrived."""
        if not self.revisions or revision > self.revisions[-1]:
            self.revisions.append(revision)
            self.times.append(at)

    def arrival(self, revision: int) -> float | None:
        """When the page first told of an entry."""
        place = bisect_left(self.revisions, revision)
        return self.times[place] if place < len(self.times) else None


async def hold_nicegui(address: str, html: str) -> ClientConnection:
    """NiceGUI's own connection of a page, opened as its script opens it."""
    hit = re.search(r"'client_id': '([0-9a-f-]+)'", html)
    assert hit, "the page has no client"
    query = f"client_id={hit[1]}&next_message_id=0&implicit_handshake=true&document_id={uuid.uuid4()}"
    query += f"&tab_id={uuid.uuid4()}&EIO=4&transport=websocket"
    socket = await connect(f"{address.replace('http', 'ws', 1)}/_nicegui_ws/socket.io/?{query}", max_size=None)
    assert str(await socket.recv()).startswith("0")
    await socket.send("40")
    assert str(await socket.recv()).startswith("40"), "the handshake was refused"
    return socket


async def keep(socket: ClientConnection) -> None:
    """Answer NiceGUI's pings."""
    async for message in socket:
        if message == "2":
            await socket.send("3")


class Listener(asyncio.Protocol):
    """The page's own WebSocket, read with as little work as can be: two hundred pages share one process here."""

    def __init__(self, page: Looking, request: bytes) -> None:
        self._page, self._request = page, request
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = b""
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the WebSocket."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Take the frames that are whole."""
        now, data, at = time.time(), self._buffer + data, 0
        if not self._open:
            at = data.find(b"\r\n\r\n") + 4
            if at < 4:
                self._buffer = data
                return
            assert data.startswith(b"HTTP/1.1 101"), data[:60]
            self._open = True
        while len(data) >= at + 2:
            length, start = data[at + 1], at + 2
            if length >= 126:
                start += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : start], "big")
            if len(data) < start + length:
                break
            if data[at] == PING and self._transport is not None:
                # A mask of zeros leaves what is answered as it is.
                answer = bytes((PONG, 0x80 | length, 0, 0, 0, 0)) + data[start : start + length]
                self._transport.write(answer)
            elif (hit := HEAD.match(data, start)) is not None:
                self._page.heard(int(hit[1]), now)
            at = start + length
        self._buffer = data[at:]


async def listen(address: str, page: Looking) -> asyncio.BaseTransport:
    """Open a page's own WebSocket and note every head that arrives."""
    host = address.removeprefix("http://")
    request = f"GET /api/v1/ties/{TIE}/live HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    request += f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    name, _, port = host.partition(":")
    transport, _ = await asyncio.get_running_loop().create_connection(
        lambda: Listener(page, request.encode()), name, int(port)
    )
    return transport


def programme(count: int) -> list[dict[str, Any]]:
    """Entries of an eventful half: kick-off, then goals, cards, goals taken back, notes and removals in turn."""
    now = datetime.now(UTC).isoformat()
    events: list[dict[str, Any]] = [{"kind": "period", "period": 1, "state": "start", "at": now}]
    turns: list[dict[str, Any]] = [
        {"kind": "goal", "club": "Atalanta", "player": "Lookman"},
        {"kind": "yellow card", "club": "Liverpool"},
        {"kind": "goal", "club": "Liverpool", "player": "Salah"},
        {"kind": "removal"},
        {"kind": "var", "club": "Atalanta"},
        {"kind": "note", "note": "A long stop for an injury."},
    ]
    for number in range(1, count):
        body = dict(turns[(number - 1) % len(turns)])
        if body["kind"] == "removal":
            body["of"] = f"e{number - 1}"
        else:
            body["minute"] = str(1 + number * 40 // count)
        events.append(body)
    legged = [body if body["kind"] == "removal" else {"leg": 2, **body} for body in events]
    return [{"id": f"e{number}", **body} for number, body in enumerate(legged)]


async def open_tabs(playwright: Playwright, chromium: str, address: str, count: int) -> tuple[Browser, list[Page]]:
    """Real tabs, each watching its own board."""
    with NamedTemporaryFile("w", prefix="chromium-", delete=False) as script:
        script.write(f'#!/bin/sh\nexec nice -n 10 "{chromium}" "$@"\n')
    Path(script.name).chmod(0o700)
    browser = await playwright.chromium.launch(
        executable_path=script.name, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )
    Path(script.name).unlink()
    tabs = []
    for _ in range(count):
        tab = await browser.new_page()
        await tab.goto(f"{address}/tie/{TIE}")
        await tab.wait_for_selector('.ff-board[data-revision]:not([data-revision="0"])')
        await tab.evaluate(WATCH)
        tabs.append(tab)
    return browser, tabs


async def measured(server: Server, options: argparse.Namespace) -> str:
    """Open everything, write, and tell what was seen."""
    from playwright.async_api import async_playwright

    address = server.address
    pages = [Looking() for _ in range(options.pages - options.tabs)]
    sockets: list[ClientConnection] = []
    held: list[asyncio.BaseTransport] = []
    async with httpx.AsyncClient(base_url=address, timeout=30.0) as client, async_playwright() as playwright:
        (await client.post("/api/v1/ties", json={"tie": tie(TIE)})).raise_for_status()
        browser, tabs = await open_tabs(playwright, options.chromium, address, options.tabs)
        listening = []
        for page in pages:
            html = (await client.get(f"/tie/{TIE}")).raise_for_status().text
            held.append(await listen(address, page))
            sockets.append(await hold_nicegui(address, html))
            listening.append(asyncio.create_task(keep(sockets[-1])))
        await asyncio.sleep(8.0)
        before = server.processor()
        sent: list[tuple[int, float]] = []
        posting = []
        for entry in programme(options.entries):
            at = time.time()
            answer = await client.post(f"/api/v1/ties/{TIE}/entries", json={"entries": [entry]})
            posting.append(time.time() - at)
            sent.append((answer.raise_for_status().json()["receipts"][0]["sequence"], at))
            await asyncio.sleep(PAUSE_SECONDS)
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        while time.monotonic() < end and any(page.arrival(sent[-1][0]) is None for page in pages):
            await asyncio.sleep(0.2)
        own_time, others_time = (after - then for after, then in zip(server.processor(), before, strict=True))
        seen = []
        for tab in tabs:
            watched = Looking()
            for revision, at in await tab.evaluate("() => window.seen"):
                watched.heard(revision, at / 1000.0)
            seen.append(watched)
        await browser.close()
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for line in held:
            line.close()
        await asyncio.gather(*(socket.close() for socket in sockets))
    lines = ["| ms | count | 50% | 95% | 99% | most | within 100 ms |", "|---|---|---|---|---|---|---|"]
    for name, group in (("pages", pages), ("tabs", seen), ("pages and tabs", [*pages, *seen])):
        arrived = [(page.arrival(revision), at) for page in group for revision, at in sent]
        delays = [there - at for there, at in arrived if there is not None]
        if not delays:
            continue
        lost = len(arrived) - len(delays)
        within = sum(value <= TARGET_SECONDS for value in delays) / len(arrived)
        more = f", {lost} never" if lost else ""
        lines.append(f"| entry to {name}{more} | {len(delays)} | {percentiles(delays)} | {within:.1%} |")
    lines.append(
        f"| entry to its acknowledgement | {len(posting)} | {percentiles(posting)} | "
        f"{sum(value <= TARGET_SECONDS for value in posting) / len(posting):.1%} |"
    )
    worst = max(
        percentile([there - at for page in [*pages, *seen] if (there := page.arrival(revision)) is not None], 0.95)
        for revision, at in sent
    )
    lines.append("")
    lines.append(
        f"{len(pages)} pages and {len(tabs)} tabs; the slowest entry was on 95% of them after {1000 * worst:.0f} ms. "
        f"Processor seconds while writing: {own_time:.1f} of the board, {others_time:.1f} of its weighing process."
    )
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--tabs", type=int, default=5)
    parser.add_argument("--entries", type=int, default=60)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        server = board(Path(folder) / "ledger.db", log=log)
        about = machine()
        try:
            print(asyncio.run(measured(server, options)))
        finally:
            server.stop()
            print(log.read_text(encoding="utf-8"), end="", file=sys.stderr)
    print(f"\n{about}")


if __name__ == "__main__":
    main()
