"""The service does what its OpenAPI document says, for whatever fits the document, and for much that does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from frontfoot.board.board import Board
from frontfoot.board.guard import Guard, Receive, Scope, Send
from frontfoot.board.ledger import Ledger
from frontfoot.board.service import application
from tests.board.service_help import GOAL, HOST, TIE, Client, Unweighed, guarded_service


class Asked:
    """What is asked: the guard of the board that is up, once there is one."""

    guard: Guard | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes; the board is started and ended elsewhere."""
        if scope["type"] == "lifespan":
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
            return
        assert self.guard is not None
        await self.guard(scope, receive, send)


asked = Asked()
# The document does not depend on the board.
schema: Any = schemathesis.openapi.from_dict(application(cast(Board, None)).openapi())
schema.app = asked


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A board with a tie, which half of the requests ask for."""
    path = tmp_path_factory.mktemp("openapi") / "ledger.db"
    asked.guard = guarded_service(Unweighed(Ledger(path)), a_second=1e6, burst=1e6)
    with Client(asked.guard, base_url=f"http://{HOST}") as client:
        assert client.post("/api/v1/ties", json={"tie": TIE}).status_code == 201
        assert client.post("/api/v1/ties/t1/entries", json={"entries": [GOAL]}).status_code == 200
        yield path


@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.slow
def test_every_answer_is_as_the_document_says(case: Any, board: Path) -> None:
    if len(case.path_parameters.get("tie", "")) % 2:
        case.path_parameters["tie"] = "t1"
    case.call_and_validate(
        base_url=f"http://{HOST}",
        checks=[
            schemathesis.checks.not_a_server_error,
            schemathesis.checks.status_code_conformance,
            schemathesis.checks.content_type_conformance,
            schemathesis.checks.response_schema_conformance,
        ],
    )


def test_every_refusal_is_described() -> None:
    paths = schema.raw_schema["paths"]
    assert len(paths) >= 9
    for path, operations in paths.items():
        for operation in operations.values():
            for status in ("401", "403", "422", "429", "503"):
                assert status in operation["responses"], (path, status)
