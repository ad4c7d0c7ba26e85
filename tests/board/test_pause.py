"""The panel of what a feed has seen: sent as a document, shown escaped, refused where it belongs to another match."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from frontfoot.board.ledger import Ledger
from frontfoot.board.pause import MOST, Pauses, panel
from frontfoot.core.errors import InputError
from frontfoot.match.load import load
from frontfoot.reports.half_time.build import pause
from frontfoot.ties.leg import Leg
from tests.board.service_help import HOST, Client, Unweighed, guarded_service

LEGS = (Leg("Turkey", "Italy"),)


@pytest.fixture(scope="module")
def document(kloppy_files: Path) -> dict[str, Any]:
    files = [kloppy_files / f"statsbomb_3788741_{part}.json" for part in ("event", "lineup")]
    document: dict[str, Any] = json.loads(pause(load(*files, until="HT")).json())
    return document


@pytest.mark.slow
def test_the_panel_shows_what_was_seen_and_escapes_it(document: dict[str, Any]) -> None:
    pauses = Pauses()
    assert panel(pauses.of("t")) == ""
    spoiled = json.loads(json.dumps(document))
    spoiled["clips"][0]["note"] = "<script>alert(1)</script>"
    pauses.put("t", LEGS, spoiled)
    text = panel(pauses.of("t"))
    assert "At half-time: what was seen" in text
    assert "0.72 from 14 shots" in text
    assert "<script>" not in text
    assert pauses.revision == 1


def test_another_match_and_other_documents_are_refused(document: dict[str, Any]) -> None:
    pauses = Pauses()
    with pytest.raises(InputError, match="is no match of this tie"):
        pauses.put("t", (Leg("Italy", "Turkey"),), document)
    with pytest.raises(InputError, match="no document of a pause"):
        pauses.put("t", LEGS, {"home": "Turkey"})
    assert pauses.of("t") is None


def test_no_more_than_so_many_are_kept(document: dict[str, Any]) -> None:
    pauses = Pauses()
    for number in range(MOST + 5):
        pauses.put(f"t{number}", LEGS, document)
    assert pauses.of("t0") is None
    assert pauses.of(f"t{MOST + 4}") is not None


@pytest.mark.slow
def test_the_service_takes_and_gives_it(document: dict[str, Any], tmp_path: Path) -> None:
    tie = {"id": "t1", "competition": "euro", "season": 2020, "round": "group",
           "leg": [{"home": "Turkey", "away": "Italy", "rates": [0.8, 1.8]}]}  # fmt: skip
    with Client(guarded_service(Unweighed(Ledger(tmp_path / "ledger.db"))), base_url=f"http://{HOST}") as client:
        opened = client.post("/api/v1/ties", json={"tie": tie})
        assert opened.status_code == 201, opened.text
        assert client.get("/api/v1/ties/t1/pause").json() is None
        assert client.put("/api/v1/ties/t1/pause", json=document).status_code == 204
        assert client.get("/api/v1/ties/t1/pause").json() == document
        assert client.put("/api/v1/ties/t1/pause", json={"home": 1}).status_code == 400
        assert client.put("/api/v1/ties/t2/pause", json=document).status_code == 404
