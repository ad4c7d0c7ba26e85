"""The service: what goes in once stays in once, in whatever order, and everyone who looks is told."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from starlette.websockets import WebSocketDisconnect

from frontfoot.board.board import Board
from frontfoot.board.ledger import Ledger
from frontfoot.board.record import NOTHING, LedgerRecord
from frontfoot.ties.file import read_tie
from tests.board.service_help import GOAL, HOST, TIE, Client, Unweighed, guarded_service, opened, refused, send, served

ENTRIES: Final = "/api/v1/ties/t1/entries"
START: Final = {
    "id": "s1", "kind": "period", "leg": 2, "period": 1, "state": "start", "at": "2024-04-18T19:00:00Z",
}  # fmt: skip
END: Final = {**START, "id": "s2", "state": "end", "at": "2024-04-18T19:47:00Z"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with served(tmp_path) as http:
        opened(http)
        yield http


def head(client: Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/api/v1/ties/t1").json()
    return document


# Every endpoint.


def test_health_counts_the_entries(client: Client) -> None:
    assert client.get("/api/v1/health").json()["entries"] == 1
    send(client, GOAL)
    assert client.get("/api/v1/health").json()["entries"] == 2


def test_names_of_competitions_and_clubs(client: Client) -> None:
    named = {item["code"]: item["name"] for item in client.get("/api/v1/competitions").json()}
    assert "UEFA Europa League" in named.values()
    assert "Atalanta" in client.get("/api/v1/clubs", params={"like": "atal"}).json()
    assert len(client.get("/api/v1/clubs", params={"most": 3}).json()) == 3
    refused(client.get("/api/v1/clubs", params={"most": 0}), 422)


def test_a_tie_is_opened_once(client: Client) -> None:
    again = client.post("/api/v1/ties", json={"tie": TIE})
    assert (again.status_code, again.json()) == (200, {"id": "t1", "sequence": 1, "outcome": "known"})
    other = client.post("/api/v1/ties", json={"tie": {**TIE, "round": "SF"}})
    assert (other.status_code, other.json()["outcome"]) == (409, "conflict")
    second = client.post("/api/v1/ties", json={"tie": {**TIE, "id": "t2"}, "author": "bench"})
    assert (second.status_code, second.json()["outcome"]) == (201, "recorded")
    assert [listed["tie"] for listed in client.get("/api/v1/ties").json()] == ["t2", "t1"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"competition": "No such cup"}, 400),
        ({"leg": [{"home": "Nobody FC", "away": "Atalanta"}] * 2}, 400),
        ({"leg": TIE["leg"][:1]}, 400),
        ({"leg": [{"home": "Liverpool", "away": "Liverpool"}] * 2}, 400),
        ({"leg": []}, 422),
        ({"season": "soon"}, 422),
        ({"id": "a/b"}, 422),
        ({"extra": 1}, 422),
    ],
)
def test_a_tie_that_cannot_be_is_refused(client: Client, change: dict[str, Any], status: int) -> None:
    refused(client.post("/api/v1/ties", json={"tie": {**TIE, "id": "t9", **change}}), status)
    assert len(client.get("/api/v1/ties").json()) == 1


def test_entries_are_read_as_they_were_recorded(client: Client) -> None:
    other = {**GOAL, "id": "g2", "player": "Saka", "note": ""}
    client.post(ENTRIES, json={"entries": [GOAL, other], "author": "the bench"})
    rows = client.get(ENTRIES).json()
    assert [row["sequence"] for row in rows] == [1, 2, 3]
    assert rows[1]["entry"] == GOAL
    assert rows[2]["entry"] == {**GOAL, "id": "g2", "player": "Saka"}
    assert [row["author"] for row in rows] == ["api", "the bench", "the bench"]
    assert [row["id"] for row in client.get(ENTRIES, params={"after": 1, "most": 1}).json()] == ["g1"]
    assert client.get(ENTRIES, params={"after": 2**63 - 1}).json() == []
    refused(client.get(ENTRIES, params={"after": 2**63}), 422)


def test_the_chain_of_digests_can_be_followed_from_outside(client: Client) -> None:
    send(client, GOAL, {**GOAL, "id": "g2"})
    digest = NOTHING
    for line in client.get("/api/v1/ties/t1/exports/ledger.jsonl").content.splitlines():
        record = LedgerRecord.of_line(line)
        assert record.follows(digest)
        digest = record.digest


def test_where_the_tie_stands(client: Client) -> None:
    before = head(client)
    # Home side of the match first: Atalanta won the first one 3-0.
    assert (before["phase"], before["home"], before["aggregate"]) == ("before", "Atalanta", [3, 0])
    send(client, START, GOAL, {**GOAL, "id": "r1", "kind": "red card", "minute": "20"})
    now = head(client)
    assert (now["score"], now["aggregate"], now["men"]) == ([0, 1], [3, 1], [11, 10])
    assert now["revision"] == 4
    assert sum(now["through"].values()) == pytest.approx(1.0, abs=1e-9)
    document = client.get("/api/v1/ties/t1/timeline").json()
    assert [swing["kind"] for swing in document["swings"] if swing["leg"] == 2] == ["goal", "red card"]
    goal = next(swing for swing in document["swings"] if swing["id"] == "g1")
    # The curve is of the first club.
    assert (goal["after"] > goal["before"]) == (now["clubs"][0] == "Liverpool")


def test_front_foot_measures_come_back_in_order_of_play(client: Client) -> None:
    index = {"value": 0.5, "low": 0.1, "high": 0.9}
    rows = [
        {
            "id": f"f{second}",
            "kind": "front-foot",
            "leg": 2,
            "period": 1,
            "second": second,
            "home": index,
            "away": index,
        }
        for second in (120.0, 60.0)
    ]
    send(client, *rows)
    assert [row["second"] for row in client.get("/api/v1/ties/t1/front-foot").json()] == [60.0, 120.0]


@pytest.mark.slow
def test_a_decision_is_weighed_in_a_process_of_its_own(tmp_path: Path) -> None:
    board = Board(Ledger(tmp_path / "ledger.db"), weigh=False)
    with Client(guarded_service(board), base_url=f"http://{HOST}") as client:
        opened(client)
        send(client, START, {**GOAL, "minute": "40"}, END)
        document = client.get("/api/v1/ties/t1/decision").json()
        # Atalanta lead 3-1 on aggregate.
        assert document["club"] == "Atalanta"
        assert {"plans", "chance", "gain", "verdict"} <= set(document)
        refused(client.get("/api/v1/ties/t1/decision", params={"club": "Arsenal"}), 400)


@pytest.mark.slow
def test_files_can_be_taken(client: Client, tmp_path: Path) -> None:
    send(client, START, GOAL)
    report = client.get("/api/v1/ties/t1/exports/report.html")
    assert report.headers["content-type"] == "text/html; charset=utf-8"
    assert report.headers["content-disposition"] == 'attachment; filename="t1-report.html"'
    assert "Liverpool" in report.text
    assert client.get("/api/v1/ties/t1/exports/picture.png").content.startswith(b"\x89PNG")
    assert b"<svg" in client.get("/api/v1/ties/t1/exports/picture.svg").content
    path = tmp_path / "tie.toml"
    path.write_bytes(client.get("/api/v1/ties/t1/exports/tie.toml").content)
    file = read_tie(path)
    assert [leg.full_time for leg in file.tie.legs] == [(0, 3), None]
    assert [(event.kind, event.club) for event in file.events[1]] == [("goal", "Liverpool")]
    refused(client.get("/api/v1/ties/t1/exports/other.zip"), 422)


# Once, and in any order.


def test_an_entry_sent_again_is_known(client: Client) -> None:
    assert [send(client, GOAL), send(client, GOAL), send(client, GOAL, GOAL)] == [
        ["recorded"],
        ["known"],
        ["known"] * 2,
    ]
    assert head(client)["score"] == [0, 1]


def test_an_identifier_with_another_content_is_a_conflict_and_the_rest_is_recorded(client: Client) -> None:
    send(client, GOAL)
    answer = client.post(ENTRIES, json={"entries": [{**GOAL, "minute": "8"}, {**GOAL, "id": "g2"}]})
    assert answer.status_code == 409
    assert answer.json() == {
        "receipts": [
            {"id": "g1", "sequence": 2, "outcome": "conflict"},
            {"id": "g2", "sequence": 3, "outcome": "recorded"},
        ]
    }
    assert [row["entry"] for row in client.get(ENTRIES, params={"after": 1}).json()] == [GOAL, {**GOAL, "id": "g2"}]


@pytest.mark.slow
def test_the_order_of_arrival_does_not_matter(client: Client) -> None:
    entries = [
        START,
        {**GOAL, "minute": "30"},
        {"id": "v1", "kind": "var", "leg": 2, "minute": "31", "club": "Liverpool"},
        {**GOAL, "id": "g2", "minute": "12", "club": "Atalanta"},
    ]
    found = []
    for place, order in enumerate(list(permutations(entries))[::2]):
        client.post("/api/v1/ties", json={"tie": {**TIE, "id": f"order-{place}"}})
        for entry in order:
            client.post(f"/api/v1/ties/order-{place}/entries", json={"entries": [entry]})
        now = client.get(f"/api/v1/ties/order-{place}").json()
        found.append((now["score"], now["aggregate"], now["men"], now["phase"], now["problems"]))
    assert found == [([1, 0], [4, 0], [11, 11], "play", [])] * 12


@pytest.mark.slow
def test_corrections_and_removals(client: Client) -> None:
    wrong = {**GOAL, "club": "Atalanta"}
    fix = {"id": "c1", "kind": "correction", "of": "g1", "entry": {**GOAL, "player": "Salah"}}
    # A correction may come before what it corrects.
    send(client, fix)
    assert head(client)["problems"] == ["'g1' is spoken of and has not arrived"]
    send(client, wrong)
    assert (head(client)["score"], head(client)["problems"]) == ([0, 1], [])
    send(client, {"id": "x1", "kind": "removal", "of": "c1"})
    assert head(client)["score"] == [1, 0]
    send(client, {"id": "x2", "kind": "removal", "of": "x1"})
    assert head(client)["score"] == [0, 1]
    send(client, {"id": "x3", "kind": "removal", "of": "g1", "reason": "offside"})
    assert head(client)["score"] == [0, 0]
    # Nothing of it is gone from the ledger.
    assert [row["id"] for row in client.get(ENTRIES).json()] == ["t1", "c1", "g1", "x1", "x2", "x3"]


def test_batches_have_a_limit(client: Client) -> None:
    def notes(count: int) -> list[dict[str, Any]]:
        return [{"id": f"n{n}", "kind": "note", "leg": 2, "minute": "1", "note": "x"} for n in range(count)]

    refused(client.post(ENTRIES, json={"entries": notes(501)}), 422)
    refused(client.post(ENTRIES, json={"entries": []}), 422)
    assert client.get("/api/v1/health").json()["entries"] == 1
    assert send(client, *notes(500)) == ["recorded"] * 500


def test_one_bad_entry_refuses_its_request_whole(client: Client) -> None:
    error = refused(client.post(ENTRIES, json={"entries": [GOAL, {**GOAL, "id": "g2", "minute": "300"}]}), 422)
    assert "entries.1" in error["place"]
    assert client.get("/api/v1/health").json()["entries"] == 1


def test_an_entry_cannot_take_the_identifier_of_the_tie(client: Client) -> None:
    refused(client.post(ENTRIES, json={"entries": [{**GOAL, "id": "t1"}]}), 400)


def test_many_at_once_are_recorded_once_each(tmp_path: Path) -> None:
    async def all_at_once() -> list[dict[str, Any]]:
        board = Unweighed(Ledger(tmp_path / "ledger.db"))
        transport = httpx.ASGITransport(guarded_service(board))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            await client.post("/api/v1/ties", json={"tie": TIE})
            entries = [{**GOAL, "kind": "note", "id": f"n{n}", "note": "x"} for n in range(60)]
            for entry in entries:
                del entry["club"]
            answers = await asyncio.gather(
                *(client.post(ENTRIES, json={"entries": [entry]}) for entry in [*entries, *entries])
            )
            assert {answer.status_code for answer in answers} == {200}
            rows: list[dict[str, Any]] = (await client.get(ENTRIES)).json()
        outcomes = [answer.json()["receipts"][0]["outcome"] for answer in answers]
        assert (outcomes.count("recorded"), outcomes.count("known")) == (60, 60)
        await board.stop()
        return rows

    rows = asyncio.run(all_at_once())
    assert sorted(row["id"] for row in rows[1:]) == sorted(f"n{n}" for n in range(60))


# What is not there, and what goes wrong.


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["", "/entries", "/timeline", "/front-foot", "/decision", "/exports/report.html", "/exports/ledger.jsonl"]
)
def test_an_unknown_tie_is_404(client: Client, path: str) -> None:
    error = refused(client.get(f"/api/v1/ties/none{path}"), 404)
    assert "none" in error["problem"]


def test_entries_of_an_unknown_tie_are_404(client: Client) -> None:
    refused(client.post("/api/v1/ties/none/entries", json={"entries": [GOAL]}), 404)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/v1/nothing"), ("POST", "/api/v1/health"), ("DELETE", "/api/v1/ties/t1")]
)
def test_what_is_not_there_is_said_like_everything_else(client: Client, method: str, path: str) -> None:
    refused(client.request(method, path), 404)


def test_a_disk_that_is_full_is_503_and_nothing_is_recorded(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Ledger, "_insert", full)
    error = refused(client.post(ENTRIES, json={"entries": [GOAL]}), 503)
    assert "nothing was recorded" in error["problem"]
    monkeypatch.undo()
    assert send(client, GOAL) == ["recorded"]


def test_an_error_nobody_thought_of_is_answered_and_those_after_are_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(tmp_path, errors=False) as client:
        opened(client)

        def broken(*_: object) -> None:
            raise RuntimeError("a secret of the machine room")

        monkeypatch.setattr(Ledger, "_insert", broken)
        answer = client.post(ENTRIES, json={"entries": [GOAL]})
        error = refused(answer, 500)
        assert "secret" not in str(error)
        monkeypatch.undo()
        assert send(client, GOAL) == ["recorded"]


# Those who look.


def parts(socket: Any, names: set[str]) -> dict[str, Any]:
    """The next part of each name."""
    found: dict[str, Any] = {}
    while names - found.keys():
        message = socket.receive_json()
        found[message["part"]] = message
    return found


def test_a_page_is_told_everything_and_every_change(client: Client) -> None:
    with client.websocket_connect("/api/v1/ties/t1/live") as socket:
        first = parts(socket, {"hello", "head", "line", "strip", "history", "told"})
        assert first["head"]["revision"] == first["told"]["data"] == 1
        assert first["head"]["data"]["score"] == [0, 0]
        send(client, GOAL)
        then = parts(socket, {"head", "line", "history", "told"})
        assert (then["head"]["revision"], then["head"]["data"]["score"]) == (2, [0, 1])
        assert then["history"]["data"][0]["entry"] == GOAL
        assert then["told"]["data"] == 2
        assert json.loads(json.dumps(then["head"]["data"])) == {**head(client), "clock": then["head"]["data"]["clock"]}


def test_every_page_is_told_and_one_that_leaves_does_not_matter(client: Client) -> None:
    live = "/api/v1/ties/t1/live"
    with client.websocket_connect(live) as one, client.websocket_connect(live) as two:
        for socket in (one, two):
            parts(socket, {"head", "line", "strip", "history"})
        with client.websocket_connect(live) as three:
            parts(three, {"head"})
        send(client, GOAL)
        assert [parts(socket, {"head"})["head"]["revision"] for socket in (one, two)] == [2, 2]


def test_what_a_page_sends_is_not_heard_and_does_no_harm(client: Client) -> None:
    with client.websocket_connect("/api/v1/ties/t1/live") as socket:
        parts(socket, {"head", "line", "strip", "history"})
        socket.send_text('{"kind": "goal"}')
        socket.send_bytes(b"\x00\xff" * 100)
        socket.send_text("\x00" * 1000)
        send(client, GOAL)
        assert parts(socket, {"head"})["head"]["revision"] == 2
    assert client.get("/api/v1/health").json()["entries"] == 2


@pytest.mark.parametrize("tie", ["none", "..%2F..%2Fetc", "%00", "a" * 500, "'%20OR%201=1"])
def test_a_page_of_a_tie_that_is_not_there_is_closed(client: Client, tie: str) -> None:
    with pytest.raises(WebSocketDisconnect) as error, client.websocket_connect(f"/api/v1/ties/{tie}/live"):
        pass
    assert error.value.code in (1000, 4404)


def test_a_change_by_another_process_is_seen_at_the_next_look(client: Client, tmp_path: Path) -> None:
    from frontfoot.board.ledger import LedgerDraft

    head(client)
    other = Ledger(tmp_path / "ledger.db")
    other.append([LedgerDraft("t1", "g1", "other", GOAL)])
    other.close()
    assert [row["id"] for row in client.get(ENTRIES).json()] == ["t1", "g1"]
