"""Sending entries to a board over HTTP: each entry is recorded once, however often the connection breaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from frontfoot.board.feed import leg_of
from frontfoot.board.lobby_documents import league_document
from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.match.match import Match

BATCH: Final = 100
TRIES: Final = 30
PAUSE_SECONDS: Final = 1.0
AUTHOR: Final = "feed"


class Sender:
    """A connection to a board.

    Args:
        address: of the board, or of the page of a tie on it.
        token: for writing, where the board asks for one.
        transport: another way to reach the board than the network.

    Raises:
        InputError: the address is not valid.
    """

    def __init__(
        self,
        address: str,
        token: str | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise InputError(f"'{address}' is no address", place="--to", remedy="Write it like http://127.0.0.1:8011")
        path = parts.path.strip("/").split("/")
        self.tie = path[1] if len(path) == 2 and path[0] == "tie" else None
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(
            base_url=f"{parts.scheme}://{parts.netloc}", headers=headers, timeout=20.0, transport=transport
        )
        self._sleep = sleep

    def legs(self, tie: str) -> list[dict[str, Any]]:
        """`home` and `away` of every match of a tie."""
        described: list[dict[str, Any]] = self._ask("GET", f"/api/v1/ties/{tie}").json()["legs"]
        return described

    def tie_for(self, match: Match) -> str:
        """The latest tie on the board that a match belongs to; a league match of its own where there is none.

        Raises:
            FrontfootError: the board does not answer, or refuses.
        """
        for listed in self._ask("GET", "/api/v1/ties").json():
            try:
                leg_of(match, listed["document"]["leg"])
            except InputError:
                continue
            return str(listed["tie"])
        document = league_document(match.home.name, match.away.name, match.info.date)
        opening = {"tie": document.model_dump(mode="json", exclude_defaults=True), "author": AUTHOR}
        return str(self._ask("POST", "/api/v1/ties", opening).json()["id"])

    def send(self, tie: str, entries: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
        """Send entries in their order; returns when all are on the board's disk.

        Returns:
            Identifiers by outcome: "recorded", "known", "conflict".

        Raises:
            FrontfootError: the board does not answer for half a minute, or refuses an entry.
        """
        outcomes: dict[str, list[str]] = {"recorded": [], "known": [], "conflict": []}
        for start in range(0, len(entries), BATCH):
            writing = {"entries": entries[start : start + BATCH], "author": AUTHOR}
            for receipt in self._ask("POST", f"/api/v1/ties/{tie}/entries", writing).json()["receipts"]:
                outcomes[receipt["outcome"]].append(receipt["id"])
        return outcomes

    def pause(self, tie: str, document: dict[str, Any]) -> None:
        """Send the half-time page of the match for the board's panel.

        Raises:
            FrontfootError: the board does not answer, or refuses.
        """
        self._ask("PUT", f"/api/v1/ties/{tie}/pause", document)

    def _ask(self, method: str, path: str, document: Any = None) -> httpx.Response:
        """The response to a request, repeated while the board does not answer; an entry sent twice is recorded once."""
        reason = ""
        for attempt in range(TRIES):
            if attempt:
                self._sleep(PAUSE_SECONDS)
            try:
                answer = self._client.request(method, path, json=document)
            except httpx.TransportError as error:
                reason = str(error) or type(error).__name__
                continue
            if answer.status_code in (429, 503):
                reason = f"it is busy ({answer.status_code})"
                continue
            if answer.is_success or answer.status_code == 409:
                return answer
            raise _refused(answer)
        raise FrontfootError(
            f"The board does not answer: {reason}",
            place=str(self._client.base_url),
            remedy="Start it with: frontfoot board; then send again, nothing is recorded twice",
        )


def _refused(answer: httpx.Response) -> FrontfootError:
    try:
        refusal = answer.json()
        problem, place, remedy = refusal["problem"], refusal["place"], refusal["remedy"]
    except (ValueError, KeyError, TypeError):
        problem, place, remedy = f"The board refuses ({answer.status_code})", "", "Check the address"
    if answer.status_code == 401:
        remedy = "Set FRONTFOOT_BOARD_WRITE_TOKEN to the board's token"
    return FrontfootError(problem, place=place or str(answer.request.url), remedy=remedy)
