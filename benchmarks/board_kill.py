"""Whether an acknowledged entry can be lost: a board is killed while entries come in, again and again.

    python -m benchmarks.board_kill [--service 140] [--whole 20] [--writer 40] [--seed 1]

Each time several tasks send entries, the process is killed (SIGKILL, as by a power cut of the process, though not of
the disk) at a random moment, and the ledger is opened again: SQLite's own check and the chain of digests must hold,
every entry that was acknowledged must be in the ledger and in its journal with its content, everything from before must
stand as it stood. `--service` kills the service without its pages, `--whole` the whole `frontfoot board`, `--writer` a
process that appends batches to the ledger without a service. All work on one ledger.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx

from benchmarks.board_bare import forked, serve, write
from benchmarks.board_process import board, machine, tie
from frontfoot.board import journal as journals
from frontfoot.board.journal import journal_of
from frontfoot.board.ledger import Ledger
from frontfoot.board.record import LedgerRecord

TIE: Final = "killed"
TASKS: Final = 4
EARLIEST, LATEST = 0.01, 0.35
"""Seconds from the first acknowledgement to the kill."""
STARTING_SECONDS: Final = 60.0


@dataclass
class Tally:
    """What was seen over all kills.

    Attributes:
        kills: of processes.
        sent: entries sent.
        acknowledged: of them.
        kept: entries that are in the ledger although the process died before it acknowledged them.
        lost: entries that were acknowledged and are not there, or with another content.
        unjournaled: entries that were acknowledged and were not in the journal right after the kill.
        records: of the ledger, as they stood after the last kill.
    """

    kills: int = 0
    sent: int = 0
    acknowledged: int = 0
    kept: int = 0
    lost: list[str] = field(default_factory=list)
    unjournaled: list[str] = field(default_factory=list)
    records: list[LedgerRecord] = field(default_factory=list)

    def look(self, path: Path, sent: dict[str, dict[str, Any]], acknowledged: set[str]) -> None:
        """Open the ledger after a kill, and compare.

        Raises:
            LedgerDamaged: the check does not pass.
            AssertionError: an entry from before is not as it was, or the two files do not agree.
        """
        journal = journal_of(path)
        there = {record.id: record.document for record in journals.read(journal)}
        self.unjournaled += [name for name in acknowledged if there.get(name) != sent[name]]
        ledger = Ledger(path)
        records = ledger.records()
        ledger.close()
        assert records[: len(self.records)] == self.records, "an entry from before has changed"
        kept = {record.id: record.document for record in records[len(self.records) :]}
        self.lost += [name for name in acknowledged if kept.get(name) != sent[name]]
        self.kills += 1
        self.sent += len(sent)
        self.acknowledged += len(acknowledged)
        self.kept += sum(name in kept and kept[name] == body for name, body in sent.items() if name not in acknowledged)
        assert set(records) == set(journals.read(journal)), "ledger and journal do not agree"
        self.records = records


async def send(
    address: str, number: int, dice: random.Random, kill: Callable[[], None]
) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Send entries from several tasks until the board is killed; what was sent, and what was acknowledged."""
    sent: dict[str, dict[str, Any]] = {}
    acknowledged: set[str] = set()
    first = asyncio.Event()

    async def one(client: httpx.AsyncClient, task: int) -> None:
        for turn in range(1_000):
            names = [f"k{number}-{task}-{turn}-{place}" for place in range(dice.randint(1, 3))]
            fields = {"leg": 2, "kind": "note", "minute": "7"}
            entries: list[dict[str, Any]] = [
                {"id": name, **fields, "note": f"Note {name} è 😀 {dice.random()}"} for name in names
            ]
            sent.update(zip(names, entries, strict=True))
            answer = await client.post(f"/api/v1/ties/{TIE}/entries", json={"entries": entries})
            assert answer.status_code == 200, answer.text
            acknowledged.update(receipt["id"] for receipt in answer.json()["receipts"])
            first.set()

    async with httpx.AsyncClient(base_url=address, timeout=20.0) as client:
        assert (await client.post("/api/v1/ties", json={"tie": tie(TIE)})).status_code in (200, 201)
        tasks = [asyncio.create_task(one(client, task)) for task in range(TASKS)]
        # Some die before anything is acknowledged.
        if dice.random() < 0.9:
            await asyncio.wait_for(first.wait(), STARTING_SECONDS)
        await asyncio.sleep(dice.uniform(EARLIEST, LATEST))
        kill()
        for done in await asyncio.gather(*tasks, return_exceptions=True):
            if not isinstance(done, httpx.TransportError):
                raise AssertionError(f"a task ended otherwise: {done!r}")
    return sent, acknowledged


def kill_service(path: Path, number: int, dice: random.Random, tally: Tally) -> None:
    """Kill the service without pages."""
    process, pipe = forked(serve, path, number)
    assert pipe.poll(STARTING_SECONDS), "the service did not start"
    sent, acknowledged = asyncio.run(send(pipe.recv(), number, dice, process.kill))
    process.join()
    assert process.exitcode == -signal.SIGKILL
    pipe.close()
    process.close()
    tally.look(path, sent, acknowledged)


def kill_board(path: Path, number: int, dice: random.Random, tally: Tally) -> None:
    """Kill the whole board."""
    server = board(path, log=path.with_suffix(".log"))
    sent, acknowledged = asyncio.run(send(server.address, number, dice, server.kill))
    tally.look(path, sent, acknowledged)


def kill_writer(path: Path, number: int, dice: random.Random, tally: Tally) -> None:
    """Kill a process in the middle of its batches."""
    process, pipe = forked(write, path, number)
    acknowledged: set[str] = set()
    assert pipe.poll(STARTING_SECONDS), "the writer did not start"
    end = time.monotonic() + dice.uniform(EARLIEST, LATEST)
    while time.monotonic() < end:
        if pipe.poll(0.001):
            acknowledged.update(pipe.recv())
    process.kill()
    with suppress(EOFError, OSError):
        while True:
            acknowledged.update(pipe.recv())
    process.join()
    pipe.close()
    process.close()
    # The writer's names can be told without it: what it may have sent beyond the acknowledged is its next batch.
    sent = {name: {"name": name} for count in range(len(acknowledged) + 20) for name in [f"w{number}-{count}"]}
    tally.look(path, sent, acknowledged)


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", type=int, default=140)
    parser.add_argument("--whole", type=int, default=20)
    parser.add_argument("--writer", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    print(
        "| what was killed | times | entries acknowledged | kept though not acknowledged | lost | not in the journal |"
    )
    print("|---|---|---|---|---|---|")
    about, number = machine(), 0
    whole = Tally()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        for name, count, kill in (
            ("the service", options.service, kill_service),
            ("the whole board", options.whole, kill_board),
            ("a writer in the middle of its batches", options.writer, kill_writer),
        ):
            tally = Tally(records=whole.records)
            for _ in range(count):
                number += 1
                kill(path, number, dice, tally)
            tallied = (tally.kills, tally.acknowledged, tally.kept, len(tally.lost), len(tally.unjournaled))
            print(f"| {name} | {' | '.join(map(str, tallied))} |", flush=True)
            whole.records = tally.records
            whole.lost += tally.lost + tally.unjournaled
    print(f"\nThe ledger was whole after each of {number} kills; it holds {len(whole.records)} entries. {about}")
    if whole.lost:
        raise SystemExit(f"Lost: {', '.join(whole.lost)}")


if __name__ == "__main__":
    main()
