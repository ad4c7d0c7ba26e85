"""A long evening: a thousand ties, fifty entries a second, some pages looking, and the memory that stays flat.

    python -m benchmarks.board_load [--ties 1000] [--rate 50] [--seconds 120] [--pages 50] [--every 15] [--seed 1]

The board is the whole `frontfoot board` in a process of its own, the writer shares this machine's processors with it.
Entries are sent when they are due, whether or not those before are answered, and their time runs from when they were
due. At the end every entry is compared with what the ledger holds.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.board_latency import hold_nicegui, keep
from benchmarks.board_process import Server, board, machine, percentile, percentiles, tie
from frontfoot.board.ledger import Ledger

AT_ONCE: Final = 200
KINDS: Final = ("goal", "yellow card", "var", "red card", "note")


def name_of(number: int) -> str:
    """The identifier of a tie."""
    return f"load-{number}"


def entry(number: int, dice: random.Random) -> dict[str, Any]:
    """Something that happens."""
    kind = dice.choice(KINDS)
    body = {"id": f"l{number}", "kind": kind, "leg": 2, "minute": str(dice.randint(1, 90))}
    return body | ({"note": "A remark."} if kind == "note" else {"club": dice.choice(("Atalanta", "Liverpool"))})


async def open_ties(client: httpx.AsyncClient, count: int) -> None:
    """Open the ties, eight at a time."""
    waiting = iter(range(count))

    async def some() -> None:
        for number in waiting:
            (await client.post("/api/v1/ties", json={"tie": tie(name_of(number))})).raise_for_status()

    await asyncio.gather(*(some() for _ in range(8)))


async def look(address: str, client: httpx.AsyncClient, count: int) -> tuple[list[ClientConnection], list[int]]:
    """Pages of as many ties; how many heads each was sent is counted."""
    sockets: list[ClientConnection] = []
    heads = [0] * count
    tasks = set()

    async def count_heads(socket: ClientConnection, place: int) -> None:
        async for message in socket:
            heads[place] += str(message).startswith('{"part":"head"')

    for place in range(count):
        name = name_of(place)
        html = (await client.get(f"/tie/{name}")).raise_for_status().text
        live = await connect(f"{address.replace('http', 'ws', 1)}/api/v1/ties/{name}/live", max_size=None)
        nicegui = await hold_nicegui(address, html)
        sockets += [live, nicegui]
        tasks |= {asyncio.create_task(count_heads(live, place)), asyncio.create_task(keep(nicegui))}
    for task in tasks:
        task.add_done_callback(tasks.discard)
    return sockets, heads


async def measured(server: Server, options: argparse.Namespace) -> tuple[dict[tuple[str, str], dict[str, Any]], str]:
    """Send everything; what was acknowledged, and what was seen."""
    dice = random.Random(options.seed)
    rows = [("at the start", server.memory(), *server.processor(), "")]
    acknowledged: dict[tuple[str, str], dict[str, Any]] = {}
    taken: list[float] = []
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE, keepalive_expiry=2.0)
    async with httpx.AsyncClient(base_url=server.address, timeout=30.0, limits=limits) as client:
        await open_ties(client, options.ties)
        rows.append((f"{options.ties} ties opened", server.memory(), *server.processor(), ""))
        sockets, heads = await look(server.address, client, min(options.pages, options.ties))
        rows.append((f"{len(heads)} pages looking", server.memory(), *server.processor(), ""))
        begun = time.monotonic()

        async def one(number: int, due: float) -> None:
            name, body = name_of(dice.randrange(options.ties)), entry(number, dice)
            answer = await client.post(f"/api/v1/ties/{name}/entries", json={"entries": [body]})
            taken.append(time.monotonic() - due)
            assert answer.raise_for_status().json()["receipts"][0]["outcome"] == "recorded"
            acknowledged[name, body["id"]] = body

        async def watch() -> None:
            counted = 0
            for turn in range(1, int(options.seconds / options.every) + 1):
                await asyncio.sleep(max(begun + turn * options.every - time.monotonic(), 0.0))
                new, counted = taken[counted:], len(taken)
                late = f"{1000 * percentile(new, 0.95):.0f}" if new else ""
                rows.append((f"after {turn * options.every:.0f} s", server.memory(), *server.processor(), late))
                print(*rows[-1], file=sys.stderr, flush=True)

        watching = asyncio.create_task(watch())
        sending = []
        for number in range(round(options.rate * options.seconds)):
            due = begun + number / options.rate
            await asyncio.sleep(max(due - time.monotonic(), 0.0))
            sending.append(asyncio.create_task(one(number, due)))
        await asyncio.gather(*sending)
        whole = time.monotonic() - begun
        await watching
        await asyncio.gather(*(socket.close() for socket in sockets))
    lines = ["| ms | count | 50% | 95% | 99% | most |", "|---|---|---|---|---|---|"]
    lines.append(f"| entry due to its acknowledgement | {len(taken)} | {percentiles(taken)} |")
    lines += ["", "| when | memory of the board, MB | processor s of the board | of its weighing process | ms, 95% |"]
    lines += ["|---|---|---|---|---|"]
    lines += [
        f"| {name} | {memory:.0f} | {own:.1f} | {other:.1f} | {late} |" for name, memory, own, other, late in rows
    ]
    lines += ["", f"{len(taken)} entries in {whole:.1f} s, {sum(heads)} heads to {len(heads)} pages."]
    return acknowledged, "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ties", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--every", type=float, default=15.0, help="seconds between two lines of the table")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path, log = Path(folder) / "ledger.db", Path(folder) / "log"
        server = board(path, log=log)
        about = machine()
        try:
            acknowledged, sent_out = asyncio.run(measured(server, options))
        finally:
            server.stop()
        ledger = Ledger(path)
        records = [record for record in ledger.records() if record.id != record.tie]
        ledger.close()
    print(sent_out)
    there = {(record.tie, record.id): record.document for record in records}
    same = there == acknowledged
    print(f"\nAcknowledged {len(acknowledged)}, in the ledger {len(there)}, {'all' if same else 'NOT all'} the same.")
    print(about)
    if not same:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
