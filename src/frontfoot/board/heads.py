"""A time for the head of a request: connections that say nothing, or a byte now and then, do not stay open."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS: Final = 10.0


class TimedHeads(HttpToolsProtocol):
    """uvicorn's protocol, which closes a connection whose next request has no whole head in `HEAD_SECONDS`.

    uvicorn itself has a time for silence after an answer alone; the first byte of a request, or none at all after
    connecting, ends its watch.
    """

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a head from here on."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Pass on what arrived; the first byte after an answer begins the time of the next head."""
        before: Any = self.cycle
        if before is None or before.response_complete:
            self._expect()
        super().data_received(data)
        handed_over = self.transport.get_protocol() is not self
        if handed_over or self.cycle is not before:
            self._expect_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the time go."""
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
