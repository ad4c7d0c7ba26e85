"""A tie passed on: one page and one picture, for those who have the address, and nothing else."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any

import pytest

from frontfoot.board.access import Access
from frontfoot.board.guard import Guard
from frontfoot.board.ledger import Ledger
from frontfoot.board.service import application
from frontfoot.board.sharing import add_sharing, shared_page
from frontfoot.board.signing import add_signing
from frontfoot.ties.settle import Way
from tests.board.service_help import GOAL, HOST, TIE, Client, Unweighed

WRITE, READ = "w" * 24, "r" * 24


def client(folder: Path, access: Access) -> Client:
    board = Unweighed(Ledger(folder / "ledger.db"))
    app = application(board)
    add_signing(app, access, tls=False)
    add_sharing(app, board, access)
    return Client(Guard(app, access, frozenset()), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.mark.slow
def test_who_has_the_address_sees_that_tie_and_nothing_else(tmp_path: Path) -> None:
    access = Access({"write": WRITE, "read": READ})
    writer, reader = ({"authorization": f"Bearer {token}"} for token in (WRITE, READ))
    with client(tmp_path, access) as asking:
        for name in ("t1", "t2"):
            assert asking.post("/api/v1/ties", json={"tie": {**TIE, "id": name}}, headers=writer).status_code == 201
        assert asking.post("/api/v1/ties/t1/entries", json={"entries": [GOAL]}, headers=writer).status_code == 200
        # The address is told to those who may look, not to others.
        assert asking.get("/share/t1").status_code == 401
        address = asking.get("/share/t1", headers=reader).headers["location"]
        assert re.fullmatch(r"/share/t1/[0-9a-f]{40}", address)
        page = asking.get(address)
        assert page.status_code == 200
        assert "Atalanta 0–1 Liverpool" in page.text
        assert re.search(r"Atalanta \d\d\.\d%, Liverpool \d\d?\.\d% to go through", page.text)
        assert "<script" not in page.text
        picture = asking.get(f"{address}.png")
        assert picture.headers["content-type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG")
        # What is told of its size is its size; a phone takes the upright one.
        told = [int(re.search(f'og:image:{side}" content="(\\d+)"', page.text)[1]) for side in ("width", "height")]  # type: ignore[index]
        assert list(struct.unpack(">II", picture.content[16:24])) == told == [1920, 1080]
        upright = asking.get(f"{address}.png?shape=tall&theme=dark")
        assert f"{address}.png?shape=tall&amp;theme=dark" in page.text
        assert struct.unpack(">II", upright.content[16:24]) == (1080, 1920)
        assert asking.get(f"{address}.png?shape=round").status_code in (400, 422)
        # Neither another tie, nor a guess, nor the rest of the board, nor an entry.
        assert asking.get(address.replace("t1", "t2")).status_code == 404
        assert asking.get(f"/share/t1/{'0' * 40}").status_code == 404
        assert asking.get("/api/v1/ties/t1").status_code == 401
        assert asking.post(address).status_code in (401, 405)


def test_the_address_outlives_a_restart_and_ends_with_the_token() -> None:
    first, again, other = (Access({"write": token}) for token in (WRITE, WRITE, "v" * 24))
    assert first.share("t1") == again.share("t1")
    assert not other.shares("t1", first.share("t1"))
    assert not first.shares("t2", first.share("t1"))
    assert Access().share("t1") != Access().share("t1")


def test_names_are_escaped() -> None:
    head: dict[str, Any] = {
        "home": "<script>alert(1)</script>",
        "away": '"><img src=x>',
        "score": (0, 0),
        "phase": "before",
        "legs": [{}],
        "last": False,
        "settles": True,
        "winner": None,
        "through": None,
        "draw": 0.0,
        "competition": "<b>",
        "round": "",
        "rates_from": "<i>",
        "clock": {"label": "0'"},
    }
    text = shared_page(head, 'https://x/"onload="1', drawn=True)
    assert "<script" not in text
    assert "<img src=x" not in text
    assert 'onload="1' not in text


def head_of(**change: Any) -> dict[str, Any]:
    return {
        "home": "Atalanta",
        "away": "Liverpool",
        "leg": 2,
        "score": (0, 1),
        "phase": "over",
        "legs": [{}, {}],
        "aggregate": (3, 1),
        "last": False,
        "settles": True,
        "winner": "Atalanta",
        "way": "regulation",
        "through": {"Atalanta": 1.0, "Liverpool": 0.0},
        "draw": 0.0,
        "competition": "UEFA Europa League",
        "round": "Quarter-final",
        "rates_from": "strengths of 2024-04-01",
        "clock": {"label": "HT"},
        **change,
    }


def test_the_page_speaks_as_people_do() -> None:
    over = shared_page(head_of(), "https://x/s", drawn=False)
    assert "<b>Atalanta go through.</b>" in over
    assert "full-time, 3–1 on aggregate" in over
    assert "UEFA Europa League, quarter-final" in over
    kicks = shared_page(head_of(way="shoot-out", last=True, legs=[{}]), "https://x/s", drawn=False)
    assert "<b>Atalanta win on penalties.</b>" in kicks
    pause = shared_page(
        head_of(phase="break", winner=None, through={"Atalanta": 0.845, "Liverpool": 0.155}), "x", drawn=False
    )
    assert "half-time, 3–1 on aggregate" in pause
    assert "<b>Atalanta 84.5%, Liverpool 15.5% to go through.</b>" in pause
    first = head_of(phase="before", leg=1, winner=None, through={"Atalanta": 0.6, "Liverpool": 0.4}, aggregate=(0, 0))
    text = shared_page(first, "x", drawn=False)
    assert "<h1>Atalanta - Liverpool</h1><p>before kick-off</p>" in text


def test_every_way_of_settling_a_tie_has_its_words() -> None:
    for way in Way:
        text = shared_page(head_of(way=str(way)), "x", drawn=False)
        assert re.search(r"<b>Atalanta go through[a-z ]*\.</b>", text)
        assert ("<b>Atalanta go through.</b>" in text) == (way in (Way.REGULATION, Way.DRAW))
