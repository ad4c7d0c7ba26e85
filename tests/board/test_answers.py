"""Real answers of a board that weighs approach fit their closed schemas in OpenAPI, at every stage of a tie.

The schema is taken from the OpenAPI document of the service, and the answers are checked by a validator of JSON schemas
that knows nothing of this product.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import pytest

from frontfoot.board.board import Board
from frontfoot.board.ledger import Ledger
from frontfoot.board.service import application
from tests.board.board_help import goal, whistle
from tests.board.service_help import HOST, TIE, Client, guarded_service
from tests.board.test_fold import KICKS, MARSEILLE, TO_THE_END

DOCUMENT: dict[str, Any] = application(cast(Board, None)).openapi()
MEASURE = {
    "id": "f1",
    "kind": "front-foot",
    "leg": 2,
    "period": 1,
    "second": 600.0,
    "home": {"value": 0.4, "low": 0.1, "high": 0.7},
    "away": {"value": -0.3, "low": -0.6, "high": 0.0},
}
STAGES: dict[str, list[dict[str, Any]]] = {
    "before": [],
    "in play": [whistle("start-1", 1, "start", 0), goal("salah", "Liverpool", "7", player="Salah", note="penalty")],
    "at half-time": [MEASURE, whistle("end-1", 1, "end", 47)],
    "a man less": [
        whistle("start-2", 2, "start", 62),
        {"id": "stop", "kind": "stoppage", "leg": 2, "period": 2, "minutes": 9},
        {"id": "red", "kind": "red card", "leg": 2, "minute": "70", "club": "Atalanta"},
    ],
    "over": [whistle("end-2", 2, "end", 112)],
}
PARTS = ("", "/timeline", "/front-foot", "/decision", "/pause")


def validator(path: str, method: str = "get", status: str = "200") -> Any:
    """Of the JSON answers of a path."""
    schema = DOCUMENT["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    # References point into the document, which is therefore the root.
    return jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def fits(client: Client, tie: str, part: str) -> Any:
    """The answer for a part of a tie, which fits its schema."""
    answer = client.get(f"/api/v1/ties/{tie}{part}")
    assert answer.status_code == 200, answer.text
    document = answer.json()
    validator("/api/v1/ties/{tie}" + part).validate(document)
    return document


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Of a board that weighs in a process of its own, as `frontfoot board` does."""
    board = Board(Ledger(tmp_path_factory.mktemp("answers") / "ledger.db"))
    with Client(guarded_service(board), base_url=f"http://{HOST}") as http:
        yield http


def send(client: Client, tie: str, entries: list[dict[str, Any]]) -> None:
    if entries:
        assert client.post(f"/api/v1/ties/{tie}/entries", json={"entries": entries}).status_code == 200


@pytest.mark.slow
def test_every_stage_of_a_tie_fits(client: Client) -> None:
    assert client.post("/api/v1/ties", json={"tie": TIE}).status_code == 201
    weighed = []
    for stage, entries in STAGES.items():
        send(client, "t1", entries)
        answers = {part: fits(client, "t1", part) for part in PARTS}
        if "reason" not in answers["/decision"]:
            weighed.append(stage)
            assert answers["/decision"]["usual"]["low"] >= 0.0
    # Nothing in these stages is silent: approach is weighed until the tie is over.
    assert weighed == ["before", "in play", "at half-time", "a man less"]
    assert len(answers["/timeline"]["points"]) > 90
    assert answers["/front-foot"][0]["home"]["value"] == 0.4
    assert answers[""]["winner"] == "Atalanta"


@pytest.mark.slow
def test_extra_time_and_a_shoot_out_fit(client: Client) -> None:
    assert client.post("/api/v1/ties", json={"tie": MARSEILLE}).status_code == 201
    phases = []
    for entries in (TO_THE_END[:6], TO_THE_END[6:], KICKS[:5], KICKS[5:]):
        send(client, "marseille", entries)
        answers = {part: fits(client, "marseille", part) for part in PARTS}
        phases.append(answers[""]["phase"])
        assert "reason" in answers["/decision"]
    assert phases == ["play", "shoot-out", "shoot-out", "over"]
    assert answers[""]["shoot_out"]["scored"] == [4, 2]
    assert {swing["period"] for swing in answers["/timeline"]["swings"]} >= {2, 5}


@pytest.mark.slow
def test_a_pause_fits_as_it_is_sent_and_as_it_is_read(client: Client, kloppy_files: Path) -> None:
    from frontfoot.match.load import load
    from frontfoot.reports.half_time.build import pause

    files = [kloppy_files / f"statsbomb_3788741_{part}.json" for part in ("event", "lineup")]
    document = json.loads(pause(load(*files, until="HT")).json())
    body = DOCUMENT["paths"]["/api/v1/ties/{tie}/pause"]["put"]["requestBody"]["content"]["application/json"]["schema"]
    jsonschema_rs.Draft202012Validator({**body, "components": DOCUMENT["components"]}).validate(document)
    match = {"home": "Turkey", "away": "Italy", "rates": [0.8, 1.8]}
    final = {"id": "euro", "competition": "euro", "season": 2020, "round": "group", "leg": [match]}
    opened = client.post("/api/v1/ties", json={"tie": final})
    assert opened.status_code == 201, opened.text
    assert client.put("/api/v1/ties/euro/pause", json=document).status_code == 204
    assert fits(client, "euro", "/pause")["headline"]


@pytest.mark.slow
def test_an_undeclared_field_does_not_fit(client: Client) -> None:
    """At every level of every answer: a field more anywhere is refused by the schema."""
    client.post("/api/v1/ties", json={"tie": {**TIE, "id": "t2"}})
    send(client, "t2", [*STAGES["in play"], *STAGES["at half-time"]])
    for part in PARTS[:-1]:
        document = fits(client, "t2", part)
        check = validator("/api/v1/ties/{tie}" + part)
        for place in objects(document):
            place["undeclared"] = 1
            assert not check.is_valid(document), (part, place)
            del place["undeclared"]
            for name in [name for name in place if name in ("score", "verdict", "phase", "value")]:
                kept, place[name] = place[name], {"not": "this"}
                assert not check.is_valid(document), (part, name)
                place[name] = kept


def objects(value: Any, key: str = "") -> list[dict[str, Any]]:
    """Every object in a document that has fields; those whose keys are clubs or ways are maps, not objects."""
    found: list[dict[str, Any]] = []
    if isinstance(value, dict):
        if key not in ("through", "by", "stoppage", "after_red_card") and not (set(value) & {"Atalanta", "Liverpool"}):
            found.append(value)
        for name, inner in value.items():
            found += objects(inner, name)
    elif isinstance(value, list):
        for inner in value:
            found += objects(inner, key)
    return found
