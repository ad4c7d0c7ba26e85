"""The door of the service: hosts, origins, roles, sizes and rates, checked before anything else sees a request."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any, Final, TypeAlias

import msgspec

from frontfoot.board.access import COOKIE, Access, Role

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES: Final = 1_000_000
MOST_UPLOAD_BYTES: Final = 100_000_000
UPLOADS: Final = "/_nicegui/client/"
PUBLIC: Final = ("/login", "/favicon.ico", "/api/v1/health")
STATIC: Final = re.compile(r"/_nicegui/[^/]+/(static|components|libraries|resources|esm|codehilite|dynamic_resources)/")
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        b"form-action 'self'; frame-ancestors 'none'",
    ),
)


class Door:
    """An ASGI application around another that lets in only what may come in.

    Args:
        app: what is inside.
        access: tokens and sessions.
        hosts: names under which the board may be asked for, besides addresses written as numbers; a name that is not
            among them could have been pointed here by anyone.
        a_second, burst: requests that change something, of one address.
    """

    def __init__(
        self, app: App, access: Access, hosts: frozenset[str], *, a_second: float = 200.0, burst: float = 1000.0
    ) -> None:
        self._app = app
        self._access = access
        self._hosts = hosts | {"localhost"}
        self._rates = Rates(a_second, burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request or a WebSocket, and pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        socket = scope["type"] == "websocket"
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        changing = socket or scope["method"] not in SAFE
        no = self._refusal(scope, headers, changing=changing)
        if no is not None and no[0] == 401 and not changing and "text/html" in headers.get(b"accept", ""):
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", b"/login"), *HEADERS]})
            await send({"type": "http.response.body", "body": b""})
            return
        if no is not None:
            await _refuse(send, socket=socket, status=no[0], problem=no[1], remedy=no[2])
            return
        most = MOST_UPLOAD_BYTES if scope["path"].startswith(UPLOADS) else MOST_BYTES
        if not socket and _length(headers) > most:
            await _refuse(send, socket=False, status=413, problem="The request is too large", remedy="Send it in parts")
            return
        await self._app(scope, receive if socket else _bounded(receive, most), _with_headers(send))

    def _refusal(self, scope: Scope, headers: dict[bytes, str], *, changing: bool) -> tuple[int, str, str] | None:
        host = headers.get(b"host", "")
        if not self._is_ours(host):
            return 421, "This host is not known here", "Ask under the address the board was started with"
        origin = headers.get(b"origin")
        if changing and origin is not None and re.sub(r"^https?://", "", origin) != host:
            return 403, "A page of another site may not do this", "Open the board itself"
        if changing and headers.get(b"sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "A page of another site may not do this", "Open the board itself"
        role = self._role(headers)
        scope.setdefault("state", {})["role"] = role
        path = scope["path"]
        if role is None and path not in PUBLIC and not STATIC.match(path):
            return 401, "A token is needed", "Sign in at /login, or send 'Authorization: Bearer TOKEN'"
        if changing and scope["type"] == "http" and not self._rates.allow(_address(scope), time.monotonic()):
            return 429, "Too many requests", "Wait a moment and send it again"
        return None

    def _role(self, headers: dict[bytes, str]) -> Role | None:
        if self._access.open:
            return "write"
        kind, _, token = headers.get(b"authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            return self._access.role_of_token(token.strip())
        for pair in headers.get(b"cookie", "").split(";"):
            name, _, value = pair.strip().partition("=")
            if name == COOKIE:
                return self._access.role_of_session(value)
        return None

    def _is_ours(self, host: str) -> bool:
        name = re.sub(r":\d+$", "", host).strip("[]").casefold()
        if name in self._hosts:
            return True
        try:
            # A number cannot be pointed elsewhere by a name server.
            ip_address(name)
        except ValueError:
            return False
        return True


class Rates:
    """A bucket of tokens for each address, so many addresses at the most."""

    def __init__(self, a_second: float, burst: float, most: int = 10_000) -> None:
        self._a_second, self._burst, self._most = a_second, burst, most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, address: str, now: float) -> bool:
        """Whether one more request of an address may pass at `now` (seconds)."""
        left, since = self._left.get(address, (self._burst, now))
        left = min(self._burst, left + self._a_second * (now - since))
        passes = left >= 1.0
        self._left[address] = (left - passes, now)
        self._left.move_to_end(address)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return passes


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _length(headers: dict[bytes, str]) -> int:
    said = headers.get(b"content-length", "")
    return int(said) if said.isdecimal() else 0


def _bounded(receive: Receive, most: int) -> Receive:
    """The body of a request, cut off where it grows beyond `most` bytes without having said so."""
    seen = 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > most else message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message.get("headers", [])}
            more = [header for header in HEADERS if header[0] not in there]
            message = {**message, "headers": [*message.get("headers", []), *more]}
        await send(message)

    return sending


async def _refuse(send: Send, *, socket: bool, status: int, problem: str, remedy: str) -> None:
    if socket:
        await send({"type": "websocket.close", "code": 4000 + status, "reason": problem})
        return
    body = msgspec.json.encode({"problem": problem, "place": "", "remedy": remedy})
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *HEADERS]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
