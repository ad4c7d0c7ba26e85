"""A time limit for the head of a request: connections that send nothing, or a byte now and then, are closed."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS: Final = 10.0


class TimedHeads(HttpToolsProtocol):
    """uvicorn's protocol, closing a connection if the head of its next request is not complete in `HEAD_SECONDS`.

    uvicorn itself limits only the silence after an answer; it does not limit a head that arrives byte by byte, nor a
    connection that never sends one.
    """

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the time limit of the first head."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Pass on the received bytes; the first byte after an answer starts the time limit of the next head."""
        before: Any = self.cycle
        if before is None or before.response_complete:
            self._expect()
        super().data_received(data)
        handed_over = self.transport.get_protocol() is not self
        if handed_over or self.cycle is not before:
            self._expect_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the time limit."""
        self._expect_no_more()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._close)

    def _expect_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _close(self) -> None:
        self._waiting = None
        # Not `close`, which waits until the other side has taken what it was sent.
        self.transport.abort()
