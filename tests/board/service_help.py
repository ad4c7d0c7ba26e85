"""A board's service without its pages, behind its guard, for the tests of both."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from frontfoot.board.access import Access
from frontfoot.board.board import Board
from frontfoot.board.decision import Asked
from frontfoot.board.guard import Guard
from frontfoot.board.judge import Judge
from frontfoot.board.ledger import Ledger
from frontfoot.board.service import application
from frontfoot.board.signing import add_signing

with warnings.catch_warnings():
    # Starlette would rather have another client, which few have installed yet.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

HOST: Final = "127.0.0.1:8011"
TIE: Final[dict[str, Any]] = {
    "id": "t1",
    "competition": "UEFA Europa League",
    "season": 2023,
    "round": "QF",
    "leg": [
        {"home": "Liverpool", "away": "Atalanta", "date": "2024-04-11", "score": [0, 3]},
        {"home": "Atalanta", "away": "Liverpool", "date": "2024-04-18"},
    ],
}
GOAL: Final[dict[str, Any]] = {"id": "g1", "kind": "goal", "leg": 2, "minute": "7", "club": "Liverpool"}


class Silent(Judge):
    """A judge that starts no process and answers nothing, at once."""

    async def ask(self, asked: Asked, key: Hashable, *, patient: bool = True) -> dict[str, Any]:
        """No answer."""
        return {"reason": "Nothing is weighed here"}


class Unweighed(Board):
    """A board that does not start a process to weigh approach."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger, weigh=False)
        self.judge = Silent()


def guarded_service(board: Board, access: Access | None = None, **limits: Any) -> Guard:
    """Service and signing in, behind the guard."""
    access = access or Access()
    app = application(board)
    add_signing(app, access, tls=False)
    return Guard(app, access, limits.pop("names", frozenset()), **limits)


class Client(TestClient):
    """A client that asks for WebSockets under the board's own name, too."""

    def websocket_connect(self, url: str, *values: Any, **named: Any) -> Any:
        """A WebSocket at a path."""
        return super().websocket_connect(f"ws://{HOST}{url}", *values, **named)


@contextmanager
def served(folder: Path, access: Access | None = None, *, errors: bool = True, **limits: Any) -> Iterator[Client]:
    """A client of a board with a ledger in `folder`; errors that reach the server are raised unless told otherwise."""
    inside = guarded_service(Unweighed(Ledger(folder / "ledger.db")), access, **limits)
    with Client(inside, base_url=f"http://{HOST}", raise_server_exceptions=errors, follow_redirects=False) as client:
        yield client


def opened(client: Client, **headers: str) -> None:
    """Open the tie `t1`."""
    assert client.post("/api/v1/ties", json={"tie": TIE}, headers=headers).status_code == 201


def send(client: Client, *entries: dict[str, Any]) -> list[str]:
    """Record entries of `t1`, and tell their outcomes."""
    answer = client.post("/api/v1/ties/t1/entries", json={"entries": list(entries)})
    assert answer.status_code in (200, 409), answer.text
    return [receipt["outcome"] for receipt in answer.json()["receipts"]]


def refused(answer: Any, status: int) -> dict[str, str]:
    """The three fields of a refusal."""
    assert answer.status_code == status, answer.text
    document: dict[str, str] = answer.json()
    assert set(document) == {"problem", "place", "remedy"}
    assert document["problem"]
    assert document["remedy"]
    return document
