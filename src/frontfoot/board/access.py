"""Who may read and who may write: one token a role, sessions for browsers, and what a board needs to listen."""

from __future__ import annotations

import hmac
import os
import secrets
from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from typing import Final, Literal, TypeAlias

from frontfoot.core.errors import InputError

Role: TypeAlias = Literal["read", "write"]
SHORTEST: Final = 20
READ_VARIABLE: Final = "FRONTFOOT_BOARD_READ_TOKEN"
WRITE_VARIABLE: Final = "FRONTFOOT_BOARD_WRITE_TOKEN"
COOKIE: Final = "frontfoot_session"


@dataclass(frozen=True)
class Access:
    """The tokens of the roles; without any, everyone who reaches the board may write (on loopback only).

    The secret that signs sessions is made at every start: a restart ends all sessions, entries stay.
    """

    tokens: dict[Role, str] = field(default_factory=dict, repr=False)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def __post_init__(self) -> None:
        for role, token in self.tokens.items():
            if len(token) < SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
                raise InputError(
                    f"The token for '{role}' is too easy or not plain ASCII",
                    place=READ_VARIABLE if role == "read" else WRITE_VARIABLE,
                    remedy=f"Take at least {SHORTEST} letters and digits, such as secrets.token_urlsafe(32) gives",
                )
        if len(set(self.tokens.values())) < len(self.tokens):
            raise InputError("Both roles have the same token", remedy="Take two tokens")

    @property
    def open(self) -> bool:
        """Whether no token is asked for."""
        return not self.tokens

    def role_of_token(self, token: str) -> Role | None:
        """The role that a token gives; compared in constant time."""
        found: Role | None = None
        for role, own in self.tokens.items():
            if hmac.compare_digest(own.encode(), token.encode("utf-8", "replace")):
                found = role
        return found

    def session(self, role: Role) -> str:
        """The value of a browser's cookie: the role, signed; the token itself is not in it."""
        return f"{role}.{self._sign(role)}"

    def role_of_session(self, cookie: str) -> Role | None:
        """The role of a cookie, if it was signed here."""
        role, _, signature = cookie.partition(".")
        if role not in ("read", "write") or not hmac.compare_digest(self._sign(role).encode(), signature.encode()):
            return None
        return "write" if role == "write" else "read"

    def _sign(self, role: str) -> str:
        return hmac.new(self.secret, role.encode(), sha256).hexdigest()


class Patience:
    """How many wrong tokens are borne: so many in a minute, over all addresses together."""

    def __init__(self, most: int = 20) -> None:
        self.most = most
        self._wrong: deque[float] = deque()

    def exhausted(self, now: float) -> bool:
        """Whether no further try is heard at `now` (seconds)."""
        while self._wrong and now - self._wrong[0] > 60.0:
            self._wrong.popleft()
        return len(self._wrong) >= self.most

    def wrong(self, now: float) -> None:
        """A wrong token was given."""
        self._wrong.append(now)


def tokens_from_environment() -> dict[Role, str]:
    """The tokens of the environment; never from arguments, which every user of a machine can see."""
    found: dict[Role, str] = {}
    if token := os.environ.get(READ_VARIABLE):
        found["read"] = token
    if token := os.environ.get(WRITE_VARIABLE):
        found["write"] = token
    return found


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_listening(host: str, access: Access, *, tls: bool, insecure: bool) -> None:
    """What must hold before a board listens.

    Raises:
        InputError: others could reach it without a token, or their tokens would travel in the clear.
    """
    if is_loopback(host):
        return
    if "write" not in access.tokens:
        raise InputError(
            f"On {host} others can reach the board, and no token is asked for",
            place="--host",
            remedy=f"Set {WRITE_VARIABLE} (and {READ_VARIABLE} for those who only look), or listen on 127.0.0.1",
        )
    if not tls and not insecure:
        raise InputError(
            f"On {host} tokens would travel in the clear",
            place="--host",
            remedy="Give --certificate and --key, or --insecure where another server adds TLS",
        )
