"""Hostile input is refused in the three fields, or kept as it is and shown as text: no traceback, no script."""

from __future__ import annotations

import json
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from frontfoot.board.board import Board
from frontfoot.board.ledger import Ledger
from frontfoot.board.sender import Sender
from frontfoot.core.errors import FrontfootError
from frontfoot.ties.document import clean
from frontfoot.ties.entry import TieOpening
from tests.board.hostile import BODIES, IDENTIFIERS, MINUTES, NAMES, NUMBERS, PATHS, TEXTS, TIMES
from tests.board.service_help import GOAL, TIE, Client, opened, refused, served

ENTRIES = "/api/v1/ties/t1/entries"
START = {"id": "s1", "kind": "period", "leg": 2, "period": 1, "state": "start", "at": "2024-04-18T19:00:00Z"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One board for all: what one input leaves behind must not trouble the next."""
    with served(tmp_path_factory.mktemp("hostile"), a_second=1e6, burst=1e6) as http:
        opened(http)
        yield http


def told(answer: Any) -> bool:
    """Whether it was taken; a refusal must have its three fields and repeat little of what was sent."""
    if answer.status_code in (200, 201, 409):
        return True
    assert 400 <= answer.status_code < 500, answer.text
    error = refused(answer, answer.status_code)
    assert len(answer.content) < 5_000
    assert "Traceback" not in answer.text
    assert "frontfoot/" not in error["problem"] + error["place"]
    return False


def write(client: Client, entry: dict[str, Any]) -> Any:
    # Not by the client's own encoder, which refuses what a hostile one would send.
    content = json.dumps({"entries": [entry]}).encode()
    return client.post(ENTRIES, content=content, headers={"content-type": "application/json"})


def kept(client: Client, name: str) -> dict[str, Any]:
    rows = client.get(ENTRIES, params={"most": 5000}).json()
    found: dict[str, Any] = next(row["entry"] for row in rows if row["id"] == name)
    return found


class Tags(HTMLParser):
    """Every tag of a page and every attribute that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.running: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.running += [
            (name, value)
            for name, value in attrs
            if name.startswith("on") or (name in ("href", "src", "action", "style", "srcdoc") and value != "")
        ]


def looked_through(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    tags.close()
    return tags


# Texts: kept unchanged, shown as text.


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(TEXTS)))
def test_texts_come_back_as_they_were_sent(client: Client, place: int) -> None:
    for field, text in (("player", TEXTS[place]), ("note", TEXTS[place])):
        name = f"text-{place}-{field}"
        if told(write(client, {**GOAL, "id": name, field: text, "kind": "yellow card"})):
            # Cleaned: no line breaks, no control characters.
            assert kept(client, name).get(field, "") == clean(text)
    assert client.get("/api/v1/ties/t1").status_code == 200


def hostile_tie(client: Client, name: str, club: str) -> bool:
    """A tie in which everything that can be named is named like the club."""
    rates = [1.5, 1.1]
    leg = {"home": club, "away": f"{club[:90]} II", "rates": rates, "date": "2024-04-18"}
    league = {"id": name, "competition": "league", "season": 2023, "leg": [leg]}
    content = json.dumps({"tie": league}).encode()
    answer = client.post("/api/v1/ties", content=content, headers={"content-type": "application/json"})
    if not told(answer):
        return False
    start = {**START, "id": "s", "leg": 1}
    goal = {"id": "g", "kind": "goal", "leg": 1, "minute": "5", "club": club, "player": club, "note": club}
    note = {"id": "n", "kind": "note", "leg": 1, "minute": "6", "note": club}
    other = {"id": "o", "kind": "goal", "leg": 1, "minute": "7", "club": f"x{club}"[:100], "player": club}
    fix = {"id": "c", "kind": "correction", "of": "later", "entry": {**goal, "id": "later"}}
    content = json.dumps({"entries": [start, goal, note, other, fix], "author": "x"}).encode()
    address = f"/api/v1/ties/{name}/entries"
    return told(client.post(address, content=content, headers={"content-type": "application/json"}))


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(NAMES)))
def test_texts_are_text_in_every_export(client: Client, place: int) -> None:
    # A name of a club is taken without blanks around it.
    name, text = f"club-{place}", clean(NAMES[place])
    if not hostile_tie(client, name, NAMES[place]):
        return
    exports = f"/api/v1/ties/{name}/exports"
    head = client.get(f"/api/v1/ties/{name}").json()
    assert head["home"] == text
    assert head["score"] == [1, 0]
    report = client.get(f"{exports}/report.html")
    assert report.status_code == 200, report.text
    pages = looked_through(report.text)
    assert pages.running == []
    # Nothing but what the report itself is made of.
    assert not pages.names & {"script", "img", "iframe", "object", "embed", "link", "base", "form", "meta2"}
    assert "<script" not in report.text.lower()
    drawing = client.get(f"{exports}/picture.svg")
    if told(drawing):
        assert b"<script" not in drawing.content.lower()
        tree = ElementTree.fromstring(drawing.content)
        assert not [node for node in tree.iter() if node.tag.rpartition("}")[2] in ("script", "foreignObject", "image")]
        assert not [key for node in tree.iter() for key in node.attrib if key.lower().startswith("on")]
    toml = client.get(f"{exports}/tie.toml")
    assert toml.status_code == 200
    document = tomllib.loads(toml.content.decode())
    assert [leg["home"] for leg in document["leg"]] == [text]
    assert document["leg"][0]["event"][0]["player"] == text
    rows = [json.loads(line) for line in client.get(f"{exports}/ledger.jsonl").content.splitlines()]
    assert json.loads(rows[2]["body"])["player"] == text
    for answer in (report, drawing, toml):
        if answer.status_code == 200:
            assert re.fullmatch(r'attachment; filename="[A-Za-z0-9_.\-]+"', answer.headers["content-disposition"])
            assert answer.headers["x-content-type-options"] == "nosniff"


# Values of the wrong kind.


@pytest.mark.parametrize(
    "field", ["leg", "period", "minutes", "second", "speed", "number", "converted", "value", "season"]
)
def test_numbers_that_cannot_be(client: Client, field: str) -> None:
    at = "2024-04-18T19:00:00Z"
    forms: dict[str, dict[str, Any]] = {
        "leg": {**GOAL},
        "period": {"kind": "period", "leg": 2, "period": 1, "state": "start", "at": at},
        "minutes": {"kind": "stoppage", "leg": 2, "period": 1, "minutes": 1},
        "second": {"kind": "clock", "leg": 2, "period": 1, "second": 1, "running": False, "at": at},
        "speed": {"kind": "clock", "leg": 2, "period": 1, "second": 1, "running": True, "at": at, "speed": 1},
        "number": {"kind": "kick", "leg": 2, "club": "Liverpool", "converted": True, "number": 1},
        "converted": {"kind": "kick", "leg": 2, "club": "Liverpool", "converted": True},
    }
    for place, number in enumerate(NUMBERS):
        name = f"{field}-{place}"
        if field in forms:
            told(write(client, {**forms[field], field: number, "id": name}))
        elif field == "value":
            index = {"value": number, "low": -1, "high": 1}
            strip = {"kind": "front-foot", "leg": 2, "period": 1, "second": 1, "home": index, "away": index, "id": name}
            told(write(client, strip))
        else:
            content = json.dumps({"tie": {**TIE, "id": name, field: number}}).encode()
            told(client.post("/api/v1/ties", content=content, headers={"content-type": "application/json"}))
    assert client.get("/api/v1/ties/t1").status_code == 200
    assert client.get("/api/v1/ties/t1/timeline").status_code == 200


@pytest.mark.slow
def test_minutes_that_cannot_be(client: Client) -> None:
    for place, minute in enumerate(MINUTES):
        told(write(client, {**GOAL, "id": f"minute-{place}", "kind": "yellow card", "minute": minute}))
    assert client.get("/api/v1/ties/t1").status_code == 200
    assert client.get("/api/v1/ties/t1/exports/report.html").status_code == 200


@pytest.mark.slow
def test_times_that_cannot_be(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        opened(client)
        for place, at in enumerate(TIMES):
            for state in ("start", "end"):
                told(write(client, {**START, "id": f"time-{place}-{state}", "state": state, "at": at}))
            clock = {"kind": "clock", "leg": 2, "period": 1, "second": 10, "running": True, "at": at, "speed": 100}
            told(write(client, {**clock, "id": f"clock-{place}"}))
            assert client.get("/api/v1/ties/t1").status_code == 200
            assert client.get("/api/v1/ties/t1/timeline").status_code == 200


@pytest.mark.parametrize("place", range(len(IDENTIFIERS)))
def test_identifiers_that_cannot_be(client: Client, place: int) -> None:
    identifier = IDENTIFIERS[place]
    content = json.dumps({"tie": {**TIE, "id": identifier}}).encode()
    headers = {"content-type": "application/json"}
    assert not told(client.post("/api/v1/ties", content=content, headers=headers))
    assert not told(write(client, {**GOAL, "id": identifier}))
    assert not told(write(client, {"kind": "removal", "id": "removing", "of": identifier}))


@pytest.mark.parametrize("place", range(len(BODIES)))
@pytest.mark.parametrize("path", [ENTRIES, "/api/v1/ties"])
def test_bodies_that_cannot_be(client: Client, place: int, path: str) -> None:
    for kind in ("application/json", "text/plain"):
        assert not told(client.post(path, content=BODIES[place], headers={"content-type": kind}))


@pytest.mark.parametrize("path", PATHS)
def test_paths_that_lead_elsewhere(client: Client, path: str) -> None:
    answer = client.get(path)
    if told(answer):
        # The client itself has resolved the dots.
        assert "entries" in answer.json()
    assert b"root:" not in answer.content


@pytest.mark.parametrize("author", ["", "a" * 41, "<script>", "a\nb", "a\u0000", 1, None, []])
def test_authors_that_cannot_be(client: Client, author: Any) -> None:
    content = json.dumps({"entries": [{**GOAL, "id": "by"}], "author": author}).encode()
    assert not told(client.post(ENTRIES, content=content, headers={"content-type": "application/json"}))


def test_the_last_of_two_equal_keys_counts(client: Client) -> None:
    body = b'{"entries": [{"id": "twice", "kind": "note", "leg": 2, "minute": "1", "note": "a", "note": "b"}]}'
    assert told(client.post(ENTRIES, content=body, headers={"content-type": "application/json"}))
    assert kept(client, "twice")["note"] == "b"


@pytest.mark.slow
def test_after_all_that_the_ledger_is_whole(tmp_path: Path) -> None:
    with served(tmp_path, a_second=1e6, burst=1e6) as client:
        opened(client)
        for place, text in enumerate(TEXTS):
            told(write(client, {**GOAL, "id": f"e{place}", "player": text, "kind": "red card"}))
        for body in BODIES:
            told(client.post(ENTRIES, content=body, headers={"content-type": "application/json"}))
        rows = client.get(ENTRIES).json()
    ledger = Ledger(tmp_path / "ledger.db")
    assert [record.document for record in ledger.records()] == [row["entry"] for row in rows]
    ledger.close()


def test_a_tie_whose_opening_can_no_longer_be_read_is_said(tmp_path: Path) -> None:
    """As after a change of the rules: the ledger is not wrong, but this tie cannot be told."""
    from frontfoot.board.ledger import LedgerDraft

    body = TieOpening.model_validate(TIE).model_dump(mode="json", exclude_defaults=True)
    ledger = Ledger(tmp_path / "ledger.db")
    ledger.append([LedgerDraft("t1", "t1", "x", {**body, "kind": "tie", "competition": "A cup that is no more"})])
    ledger.close()
    with served(tmp_path) as client:
        refused(client.get("/api/v1/ties/t1"), 400)
        assert [row["tie"] for row in client.get("/api/v1/ties").json()] == ["t1"]


def test_a_sender_is_not_misled_by_a_board_that_is_none() -> None:
    import httpx

    def nonsense(_: httpx.Request) -> httpx.Response:
        return httpx.Response(400, text="<html>" + "x" * 100)

    sender = Sender("http://127.0.0.1:1", transport=httpx.MockTransport(nonsense))
    with pytest.raises(FrontfootError, match="refuses"):
        sender.send("t1", [GOAL])
    sender._client.close()


@pytest.mark.slow
def test_the_board_keeps_no_more_ties_in_memory_than_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontfoot.board.board.KEPT", 3)
    seen: list[Board] = []
    whole = Board.__init__

    def noted(self: Board, ledger: Ledger, **named: Any) -> None:
        seen.append(self)
        whole(self, ledger, **named)

    monkeypatch.setattr(Board, "__init__", noted)
    with served(tmp_path) as client:
        for number in range(8):
            assert client.post("/api/v1/ties", json={"tie": {**TIE, "id": f"t{number}"}}).status_code == 201
            assert client.get(f"/api/v1/ties/t{number}").status_code == 200
        assert len(seen[0]._live) <= 4
        assert client.get("/api/v1/ties/t0").status_code == 200
