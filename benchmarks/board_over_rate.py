"""Minutes of one sender far over the limit: it is told so, what was acknowledged is there, and others are served.

    python -m benchmarks.board_over_rate [--seconds 600] [--limit 200] [--over 2] [--ties 100] [--seed 1] [--csv FILE]

The sender asks from 127.0.0.1 with `--over` times the entries a second that the board takes from one address (`--limit`
of `frontfoot board`), and does not slow down when it is refused. Another, from 127.0.0.2, sends an entry and asks for a
state every second. The board is the whole `frontfoot board` in a process of its own. Memory is taken every second; its
mean in each minute is told. Linux: there the whole of 127.0.0.0/8 is this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections import Counter
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from benchmarks.board_load import entry, name_of, open_ties
from benchmarks.board_process import Server, board, machine, percentiles
from frontfoot.board.ledger import Ledger

MOST_WAITING = 400
"""Requests of the sender under way at once; what would be more is not sent."""


async def measured(server: Server, options: argparse.Namespace) -> tuple[set[tuple[str, str]], int, str]:
    """Send; what was acknowledged, how much was refused, and the table."""
    dice = random.Random(options.seed)
    acknowledged: set[tuple[str, str]] = set()
    outcomes: Counter[int] = Counter()
    taken: dict[str, list[float]] = {"refused": [], "recorded": [], "other": []}
    memory: list[float] = []
    limits = httpx.Limits(max_connections=MOST_WAITING, max_keepalive_connections=MOST_WAITING, keepalive_expiry=2.0)
    other_way = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
    async with (
        httpx.AsyncClient(base_url=server.address, timeout=60.0, limits=limits) as client,
        httpx.AsyncClient(base_url=server.address, timeout=60.0, transport=other_way) as other,
    ):
        await open_ties(other, options.ties)

        async def one(number: int) -> None:
            name, body = name_of(dice.randrange(options.ties)), entry(number, dice)
            begun = time.monotonic()
            answer = await client.post(f"/api/v1/ties/{name}/entries", json={"entries": [body]})
            outcomes[answer.status_code] += 1
            taken["refused" if answer.status_code == 429 else "recorded"].append(time.monotonic() - begun)
            if answer.status_code == 200:
                acknowledged.add((name, body["id"]))
            else:
                document: dict[str, Any] = answer.json()
                assert answer.status_code == 429, answer.text
                assert set(document) == {"problem", "place", "remedy"}

        async def quiet(number: int) -> None:
            name, body = name_of(0), entry(10_000_000 + number, dice)
            begun = time.monotonic()
            (await other.post(f"/api/v1/ties/{name}/entries", json={"entries": [body]})).raise_for_status()
            taken["other"].append(time.monotonic() - begun)
            acknowledged.add((name, body["id"]))
            (await other.get(f"/api/v1/ties/{name_of(options.ties - 1)}")).raise_for_status()

        async def watched() -> None:
            while True:
                memory.append(server.memory())
                if options.csv is not None:
                    with options.csv.open("a") as samples:
                        now = f"{time.monotonic() - begun:.1f}"
                        print(now, round(memory[-1], 1), outcomes[200], outcomes[429], sep=",", file=samples)
                await asyncio.sleep(1.0)

        begun, rate = time.monotonic(), options.limit * options.over
        watching = asyncio.create_task(watched())
        waiting: set[asyncio.Task[None]] = set()
        quiet_ones: list[asyncio.Task[None]] = []
        not_sent = 0
        for number in range(round(rate * options.seconds)):
            await asyncio.sleep(max(begun + number / rate - time.monotonic(), 0.0))
            if number % round(rate) == 0:
                quiet_ones.append(asyncio.create_task(quiet(number)))
            over = {task for task in waiting if task.done()}
            waiting -= over
            for task in over:
                task.result()
            if len(waiting) < MOST_WAITING:
                waiting.add(asyncio.create_task(one(number)))
            else:
                not_sent += 1
        await asyncio.gather(*waiting, *quiet_ones)
        whole = time.monotonic() - begun
        watching.cancel()
    lines = ["| ms | count | 50% | 95% | 99% | most |", "|---|---|---|---|---|---|"]
    names = {"refused": "told that it is too many", "recorded": "recorded", "other": "of the other sender, recorded"}
    lines += [f"| {names[kind]} | {len(some)} | {percentiles(some)} |" for kind, some in taken.items() if some]
    lines += [
        "",
        f"{sum(outcomes.values())} requests of one address in {whole:.0f} s ({not_sent} more could not be sent): "
        f"{outcomes[200]} recorded, {outcomes[429]} refused as too many, nothing else.",
        "",
        "| minute | memory of the board, mean MB |",
        "|---|---|",
        *(
            f"| {start // 60 + 1} | {fmean(memory[start : start + 60]):.1f} |"
            for start in range(0, max(len(memory) // 60, 1) * 60, 60)
        ),
    ]
    return acknowledged, outcomes[429], "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--limit", type=float, default=200.0, help="requests a second that the board takes of one")
    parser.add_argument("--over", type=float, default=2.0, help="how many times as many the sender asks")
    parser.add_argument("--csv", type=Path, help="a row a second: time, memory, recorded and refused so far")
    parser.add_argument("--ties", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        server = board(path, log=Path(folder) / "log", options=["--limit", str(options.limit)])
        try:
            acknowledged, refused, text = asyncio.run(measured(server, options))
        finally:
            server.stop()
        ledger = Ledger(path)
        there = {(record.tie, record.id) for record in ledger.records() if record.id != record.tie}
        ledger.close()
    print(text)
    lost = acknowledged - there
    print(f"\nAcknowledged {len(acknowledged)}, lost {len(lost)}; in the ledger {len(there)}.\n{machine()}")
    if not refused:
        print("The sender never came over the limit: this run proves nothing about it. Take a faster machine.")
    if lost or not refused:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
