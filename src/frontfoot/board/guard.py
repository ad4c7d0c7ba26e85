"""Checks of hosts, origins, roles, sizes and rates that every request passes before the service handles it."""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any, Final, TypeAlias

import msgspec

from frontfoot.board.access import COOKIE, Access, Role, WrongTokens, network, remember

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES: Final = 1_000_000
MOST_UPLOAD_BYTES: Final = 100_000_000
UPLOADS: Final = "/_nicegui/client/"
PUBLIC: Final = ("/login", "/favicon.ico", "/api/v1/health")
SHARED: Final = re.compile(r"/share/[^/]+/[0-9a-f]{40}(\.png)?")
"""Addresses of shared ties; the address itself holds the secret that allows reading."""
STATIC: Final = re.compile(r"/_nicegui/[^/]+/(static|components|libraries|resources|esm|codehilite|dynamic_resources)/")
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not "no-referrer": a browser then keeps its origin from our own forms too, and signing in is refused.
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


class Guard:
    """An ASGI application around another one, which refuses requests that are not allowed.

    Args:
        app: the application that receives allowed requests.
        access: tokens and sessions.
        hosts: names under which the board may be asked for, besides addresses written as numbers; a name that is not
            among them is refused, since anyone can let a name of their own resolve to this machine.
        a_second, burst: requests of one address with one role (none among them); those that change something and
            those that look are counted apart.
        body_seconds, upload_seconds: within which the whole body of a request, of an upload, must be here.
    """

    def __init__(
        self,
        app: App,
        access: Access,
        hosts: frozenset[str],
        *,
        a_second: float = 200.0,
        burst: float = 1000.0,
        body_seconds: float = 20.0,
        upload_seconds: float = 300.0,
    ) -> None:
        self._app = app
        self._access = access
        self._hosts = hosts | {"localhost"}
        self._rates = RateLimits(a_second, burst)
        self._wrong_tokens = WrongTokens()
        self._body_seconds, self._upload_seconds = body_seconds, upload_seconds

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
        upload = scope["path"].startswith(UPLOADS)
        most = MOST_UPLOAD_BYTES if upload else MOST_BYTES
        if not socket and _length(headers) > most:
            await _refuse(send, socket=False, status=413, problem="The request is too large", remedy="Send it in parts")
            return
        if socket:
            await self._app(scope, receive, _with_headers(send))
            return
        body = _Bounded(receive, send, most, self._upload_seconds if upload else self._body_seconds)
        await self._app(scope, body.receive, _with_headers(body.send))

    def _refusal(self, scope: Scope, headers: dict[bytes, str], *, changing: bool) -> tuple[int, str, str] | None:
        host = headers.get(b"host", "")
        if not self._is_ours(host):
            return 421, "This host is not known here", "Ask under the address the board was started with"
        origin = headers.get(b"origin")
        if changing and origin is not None and re.sub(r"^https?://", "", origin) != host:
            return 403, "A page of another site may not do this", "Open the board itself"
        if changing and headers.get(b"sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "A page of another site may not do this", "Open the board itself"
        address, now = _address(scope), time.monotonic()
        token = _bearer(headers)
        if token is None or self._access.open:
            role = self._role_of_cookie(headers)
        else:
            role = self._access.role_of_token(token)
            if self._wrong_tokens.refuses(address, role, now):
                return 429, "Too many wrong tokens from your address", "Wait a minute and send the right one"
        scope.setdefault("state", {})["role"] = role
        path = scope["path"]
        if STATIC.match(path):
            return None
        # Those without a token do not use up what those with one may do, who looks not what the bench needs.
        if not self._rates.allow(f"{address} {role} {'change' if changing else 'look'}", now):
            return 429, "Too many requests", "Wait a moment and send it again"
        if role is None and path not in PUBLIC and not (SHARED.fullmatch(path) and not changing):
            return 401, "A token is needed", "Sign in at /login, or send 'Authorization: Bearer TOKEN'"
        return None

    def _role_of_cookie(self, headers: dict[bytes, str]) -> Role | None:
        if self._access.open:
            return "write"
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


class RateLimits:
    """Rate limits by token bucket, one bucket for each address, for a limited number of addresses."""

    def __init__(self, a_second: float, burst: float, most: int = 10_000) -> None:
        self._a_second, self._burst, self._most = a_second, burst, most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, address: str, now: float) -> bool:
        """Whether one more request of an address may pass at `now` (seconds)."""
        left, since = self._left.get(address, (self._burst, now))
        left = min(self._burst, left + self._a_second * (now - since))
        passes = left >= 1.0
        remember(self._left, address, (left - passes, now), self._most)
        return passes


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return network(str(client[0])) if client else ""


def _bearer(headers: dict[bytes, str]) -> str | None:
    kind, _, token = headers.get(b"authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else None


def _length(headers: dict[bytes, str]) -> int:
    stated = headers.get(b"content-length", "")
    return int(stated) if re.fullmatch(r"[0-9]{1,18}", stated) else 0


class _Bounded:
    """Limits on one request: a body that is too large or too slow is cut off, and the answer states the reason."""

    def __init__(self, receive: Receive, send: Send, most: int, seconds: float) -> None:
        self._receive, self._send, self._most = receive, send, most
        self._until: float | None = time.monotonic() + seconds
        self._seen = 0
        self._cut: tuple[int, str] | None = None
        self._begun = self._refused = False

    async def receive(self) -> MutableMapping[str, Any]:
        """The next piece of the body; once it is whole, however long it takes until the other side has gone."""
        if self._cut is not None:
            return {"type": "http.disconnect"}
        left = None if self._until is None else max(self._until - time.monotonic(), 0.0)
        try:
            async with asyncio.timeout(left):
                message = await self._receive()
        except TimeoutError:
            self._cut = 408, "The request did not arrive in time"
            return {"type": "http.disconnect"}
        if not message.get("more_body", False):
            self._until = None
        self._seen += len(message.get("body", b""))
        if self._seen > self._most:
            self._cut = 413, "The request is too large"
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Send a piece of the answer; for a body that was cut off, the reason instead."""
        if self._cut is not None and not self._begun:
            if not self._refused:
                self._refused = True
                status, problem = self._cut
                await _refuse(self._send, socket=False, status=status, problem=problem, remedy="Send it in parts")
            return
        self._begun = True
        await self._send(message)


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
    if status == 429:
        headers.append((b"retry-after", b"1"))
    if status in (408, 413):
        # Whatever of it is still under way is not read.
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
