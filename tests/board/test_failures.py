"""What takes other boards down: signals, clocks, readers in a hurry, entries of other versions, texts for terminals."""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import os
import random
import signal
import sys
import tracemalloc
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from benchmarks.board_bare import forked, serve
from benchmarks.board_kill import STARTING_SECONDS, Tally, send

from frontfoot.board import board as boards
from frontfoot.board.board import Board
from frontfoot.board.decision import Asked
from frontfoot.board.judge import Judge
from frontfoot.board.ledger import Ledger, LedgerDraft
from frontfoot.cli import main
from frontfoot.ties.entry import TieOpening, entry_of
from tests.board.service_help import GOAL, HOST, TIE, Unweighed, guarded_service, opened, refused, served
from tests.board.service_help import send as record

ENTRIES: Final = "/api/v1/ties/t1/entries"


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_board_told_to_end_in_the_middle_of_writes_loses_nothing(tmp_path: Path, sign: signal.Signals) -> None:
    path, tally = tmp_path / "ledger.db", Tally()
    process, pipe = forked(serve, path, 0)
    assert pipe.poll(STARTING_SECONDS)

    def end() -> None:
        assert process.pid is not None
        os.kill(process.pid, sign)

    sent, acknowledged = asyncio.run(send(pipe.recv(), 0, random.Random(5), end))
    process.join(20.0)
    assert process.exitcode is not None
    tally.look(path, sent, acknowledged)
    assert (tally.lost, tally.unjournaled) == ([], [])
    assert acknowledged


def test_a_machine_whose_clock_goes_back_keeps_the_order_of_entries(tmp_path: Path) -> None:
    times = iter(datetime(2024, 4, 18, 19, tzinfo=UTC) - timedelta(hours=hour) for hour in range(9))
    with closing(Ledger(tmp_path / "ledger.db", now=lambda: next(times))) as ledger:
        for number in range(4):
            ledger.append([LedgerDraft("t", f"e{number}", "x", {"n": number})])
        records = ledger.records()
    assert [record.id for record in records] == ["e0", "e1", "e2", "e3"]
    assert [record.recorded for record in records] == sorted((r.recorded for r in records), reverse=True)
    with closing(Ledger(tmp_path / "ledger.db")) as ledger:
        assert ledger.records() == records


def test_a_match_clock_never_runs_backwards_past_its_whistle(tmp_path: Path) -> None:
    start = {"id": "s", "kind": "period", "leg": 2, "period": 1, "state": "start", "at": "2024-04-18T19:00:00Z"}
    with served(tmp_path) as client:
        opened(client)
        record(client, start)
        board: Any = getattr(client.app, "_app").state.board  # noqa: B009
        for now in (1713467000.0, 0.0, 4e9, 1713467400.0):
            board.now = lambda now=now: now
            head = client.get("/api/v1/ties/t1").json()
            assert 0.0 <= head["clock"]["second"] <= 4500.0
            assert sum(head["through"].values()) == pytest.approx(1.0)


@pytest.mark.slow
def test_entries_that_no_version_can_read_are_named_and_kept(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger.db")) as ledger, served(tmp_path) as client:
        opened(client)
        record(client, GOAL)
        ledger.append([LedgerDraft("t1", "later", "x", {"id": "later", "kind": "hologram", "leg": 2})])
        record(client, {**GOAL, "id": "g2"})
        head = client.get("/api/v1/ties/t1").json()
        assert (head["score"], head["revision"]) == ([0, 2], 4)
        assert [problem for problem in head["problems"] if "Entry 3" in problem]
        assert client.get(ENTRIES).json()[2]["entry"]["kind"] == "hologram"
        for name in ("report.html", "tie.toml", "ledger.jsonl", "picture.svg"):
            assert client.get(f"/api/v1/ties/t1/exports/{name}").status_code == 200


def test_a_tie_whose_opening_no_version_can_read_takes_nothing_else_down(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger.db")) as ledger, served(tmp_path) as client:
        opened(client)
        leg = {"home": "Liverpool", "away": "Atalanta"}
        ledger.append(
            [LedgerDraft("odd", "odd", "x", {"kind": "tie", "competition": "uel", "season": 2023, "leg": [leg, leg]})]
        )
        refused(client.get("/api/v1/ties/odd"), 400)
        assert len(client.get("/api/v1/ties/odd/exports/ledger.jsonl").content.splitlines()) == 1
        assert len(client.get("/api/v1/ties/odd/entries").json()) == 1
        assert len(client.get("/api/v1/ties").json()) == 2
        assert client.get("/api/v1/ties/t1").status_code == 200


@pytest.mark.slow
def test_more_ties_are_looked_at_than_are_kept_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "KEPT", 1)

    async def run() -> None:
        board = Unweighed(Ledger(tmp_path / "ledger.db"))
        pages = []
        for number in range(4):
            await board.open(TieOpening.model_validate({**TIE, "id": f"t{number}"}), "x")
            pages.append(await board.look(f"t{number}"))
        for number, page in enumerate(pages):
            assert (await board.document(f"t{number}", "head"))["revision"] == number + 1
            board.leave(f"t{number}", page)
        assert len(board._live) == 1
        await board.stop()

    asyncio.run(run())


@pytest.mark.slow
def test_files_are_made_a_few_at_a_time_and_scores_go_on(tmp_path: Path) -> None:
    async def run() -> None:
        board = Unweighed(Ledger(tmp_path / "ledger.db"))
        transport = httpx.ASGITransport(guarded_service(board))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            await client.post("/api/v1/ties", json={"tie": TIE})
            await client.post(ENTRIES, json={"entries": [GOAL]})
            path = "/api/v1/ties/t1/exports/picture.svg"
            answers = await asyncio.gather(*(client.get(path) for _ in range(12)), client.get("/api/v1/ties/t1"))
            codes = [answer.status_code for answer in answers]
            assert (codes[:12].count(200), codes[:12].count(503), codes[12]) == (4, 8, 200)
        await board.stop()

    asyncio.run(run())


@pytest.mark.slow
def test_a_sender_far_over_the_rate_is_told_so_and_the_bench_is_served(tmp_path: Path) -> None:
    with served(tmp_path, a_second=20.0, burst=50.0) as client:
        opened(client)
        other = type(client)(client.app, base_url=f"http://{HOST}", client=("192.0.2.9", 5000))
        codes = []
        for number in range(400):
            body = {**GOAL, "kind": "note", "note": "x", "id": f"n{number}"}
            body.pop("club")
            codes.append(client.post(ENTRIES, json={"entries": [body]}).status_code)
            if number % 40 == 0:
                assert other.post(ENTRIES, json={"entries": [{**body, "id": f"b{number}"}]}).status_code == 200
        assert set(codes) == {200, 429}
        rows = other.get(ENTRIES, params={"most": 5000}).json()
        assert len([row for row in rows if row["id"].startswith("n")]) == codes.count(200)


# Terminals.


def test_no_control_character_of_a_ledger_reaches_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "led\x1b]0;owned\x07ger.db"
    with closing(Ledger(path)) as ledger:
        ledger.append([LedgerDraft("t", "t", "x\x9b31m", {"kind": "tie", "note": "\x1b[2J\x7f\x9b"})])
    written = path.read_bytes()
    commands = [["check"], ["check", "--json"], ["export"], ["export", "--json"], ["recover"], ["recover", "--json"]]
    for command in commands:
        monkeypatch.setattr(sys, "argv", ["frontfoot", "ledger", command[0], str(path), *command[1:]])
        with pytest.raises(SystemExit):
            main()
        output = capsys.readouterr()
        signs = {sign for sign in output.out + output.err if ord(sign) < 32 or 127 <= ord(sign) < 160}
        assert signs <= {"\n"}, (command, signs)
    assert written


def test_recover_names_what_is_unproved_for_programs_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    with closing(Ledger(path)) as ledger:
        ledger.append([LedgerDraft("t", f"e{number}", "x", {"n": number}) for number in range(1, 6)])
        lines = [entry.line() for entry in ledger.records()]
    path.write_bytes(b"")
    # The third is gone: nothing proves the fourth any more.
    (tmp_path / "ledger.db.journal").write_bytes(b"".join(lines[:2] + lines[3:]))
    monkeypatch.setattr(sys, "argv", ["frontfoot", "ledger", "recover", str(path), "--json"])
    with pytest.raises(SystemExit) as error:
        main()
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert error.value.code == 2
    assert (document["entries"], document["lost"], document["unproved"]) == (4, [3], [4])


class Waiting(Judge):
    """A judge that is never done with what it was asked first."""

    def start(self) -> None:
        """No process."""

    async def _answered(self, asked: Asked) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}


@pytest.mark.slow
def test_ties_nobody_looks_at_any_more_wait_for_no_decision(tmp_path: Path) -> None:
    """A busy judge answers the newest first: what is left behind would be kept for as long as it is busy."""

    async def run() -> None:
        board = Board(Ledger(tmp_path / "ledger.db"))
        board.judge = judge = Waiting()
        await board.start()
        await board.open(TieOpening.model_validate({**TIE, "id": "busy"}), "test")
        await board.look("busy")
        for number in range(5):
            name = f"t{number}"
            await board.open(TieOpening.model_validate({**TIE, "id": name}), "test")
            page = await board.look(name)
            async with asyncio.timeout(10):
                while len(judge._open) < 2:
                    await asyncio.sleep(0.05)
            board.leave(name, page)
            again = await board.look(name)
            async with asyncio.timeout(10):
                while len(judge._open) != 2:
                    await asyncio.sleep(0.05)
            board.leave(name, again)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert [question.asked.file for question in judge._open.values()] == [(await board.opening("busy"))]
        await board.stop()

    asyncio.run(run())


def test_a_state_is_told_although_others_go_on_writing(tmp_path: Path) -> None:
    """A question is answered with what was acknowledged when it was asked, and does not wait for the last writer."""

    async def run() -> list[int]:
        board = Unweighed(Ledger(tmp_path / "ledger.db"))
        await board.open(TieOpening.model_validate(TIE), "test")

        async def write() -> None:
            for number in itertools.count():
                note = {"id": f"n{number}", "kind": "note", "leg": 2, "minute": "7", "note": "On and on."}
                acknowledged.append((await board.write("t1", [entry_of(note)], "test"))[0].sequence)

        acknowledged = [1]
        writing = asyncio.create_task(write())
        revisions: list[int] = []
        async with asyncio.timeout(30):
            for _ in range(3):
                while revisions and acknowledged[-1] <= revisions[-1]:
                    await asyncio.sleep(0.001)
                known = acknowledged[-1]
                revisions.append((await board.document("t1", "head"))["revision"])
                assert revisions[-1] >= known
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await board.stop()
        return revisions

    revisions = asyncio.run(run())
    assert revisions == sorted(set(revisions))


@pytest.mark.slow
def test_an_entry_of_a_tie_that_is_looked_at_takes_less_than_a_kilobyte(tmp_path: Path) -> None:
    """Of memory, once the tie is told with it: the entry, its event, and the curve as it is sent."""

    async def run() -> int:
        board = Unweighed(Ledger(tmp_path / "ledger.db"))
        await board.open(TieOpening.model_validate(TIE), "test")
        page = await board.look("t1")
        numbers = itertools.count()

        async def write(count: int) -> int:
            cards = [
                {"id": f"c{n}", "kind": "yellow card", "leg": 2, "minute": str(1 + n % 89), "club": "Atalanta"}
                for n in itertools.islice(numbers, count)
            ]
            await board.write("t1", [entry_of(card) for card in cards], "test")
            await board.document("t1", "line")
            page.waiting.clear()
            gc.collect()
            return tracemalloc.get_traced_memory()[0]

        tracemalloc.start()
        # The history on the page holds 300.
        before = await write(400)
        after = await write(400)
        tracemalloc.stop()
        await board.stop()
        return (after - before) // 400

    assert 200 < asyncio.run(run()) < 1000
