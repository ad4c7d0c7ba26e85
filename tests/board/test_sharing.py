"""A tie passed on: one page and one picture, for those who have the address, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from frontfoot.board.access import Access
from frontfoot.board.guard import Guard
from frontfoot.board.ledger import Ledger
from frontfoot.board.service import application
from frontfoot.board.sharing import add_sharing, shared_page
from frontfoot.board.signing import add_signing
from tests.board.service_help import GOAL, HOST, TIE, Client, Unweighed

WRITE, READ = "w" * 24, "r" * 24


def client(folder: Path, access: Access) -> Client:
    board = Unweighed(Ledger(folder / "ledger.db"))
    app = application(board)
    add_signing(app, access, tls=False)
    add_sharing(app, board, access)
    return Client(Guard(app, access, frozenset()), base_url=f"http://{HOST}", follow_redirects=False)


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
        assert "Atalanta 0-1 Liverpool" in page.text
        assert re.search(r"Atalanta \d\d\.\d%, Liverpool \d\d?\.\d% to go through", page.text)
        assert "<script" not in page.text
        picture = asking.get(f"{address}.png")
        assert picture.headers["content-type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG")
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
