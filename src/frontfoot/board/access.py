"""Who may read and who may write: one token a role, sessions for browsers, and what a board needs to listen."""

from __future__ import annotations

import hmac
import os
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Final, Literal, TypeAlias, TypeVar

from frontfoot.core.errors import InputError

Role: TypeAlias = Literal["read", "write"]
SHORTEST: Final = 20
READ_VARIABLE: Final = "FRONTFOOT_BOARD_READ_TOKEN"
WRITE_VARIABLE: Final = "FRONTFOOT_BOARD_WRITE_TOKEN"
COOKIE: Final = "frontfoot_session"
MINUTE: Final = 60.0
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Access:
    """The tokens of the roles; without tokens everyone who can connect to the board may write (on loopback only).

    The secret that signs sessions is made at every start: a restart ends all sessions and loses no entry.
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
        matched: Role | None = None
        for role, own in self.tokens.items():
            if hmac.compare_digest(own.encode(), token.encode("utf-8", "replace")):
                matched = role
        return matched

    def session(self, role: Role) -> str:
        """The value of a browser's cookie: the role, signed; the token itself is not in it."""
        return f"{role}.{self._sign(role)}"

    def role_of_session(self, cookie: str) -> Role | None:
        """The role of a cookie, if it was signed here."""
        role, _, signature = cookie.partition(".")
        if role not in ("read", "write") or not hmac.compare_digest(self._sign(role).encode(), signature.encode()):
            return None
        return "write" if role == "write" else "read"

    def share(self, tie: str) -> str:
        """The secret part of the address at which a tie is shared: it cannot be guessed, and shows that tie alone.

        With a token for writing the address still works after a restart, and stops working when that token changes.
        """
        secret = self.tokens.get("write", "").encode() or self.secret
        return hmac.new(secret, f"share {tie}".encode(), sha256).hexdigest()[:40]

    def shares(self, tie: str, signature: str) -> bool:
        """Whether an address was made by `share`."""
        return hmac.compare_digest(self.share(tie).encode(), signature.encode("utf-8", "replace"))

    def _sign(self, role: str) -> str:
        return hmac.new(self.secret, role.encode(), sha256).hexdigest()


class WrongTokens:
    """Wrong tokens counted by address: after too many in a minute this address, and no other one, is refused.

    A token that was right at an address before is still accepted there, so that a guesser does not lock out other users
    of the same address (of a proxy, say).

    Args:
        most: wrong tokens in a minute.
        addresses: how many addresses are remembered.
    """

    def __init__(self, most: int = 20, addresses: int = 10_000) -> None:
        self.most, self._addresses = most, addresses
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._right: OrderedDict[tuple[str, Role], None] = OrderedDict()

    def refuses(self, address: str, role: Role | None, now: float) -> bool:
        """Whether a token that gives `role` (None: a wrong one) is refused from an address at `now` (seconds).

        The call itself counts the token: a wrong one against the address, a right one for it.
        """
        times = self._wrong.get(address, deque())
        while times and now - times[0] > MINUTE:
            times.popleft()
        exhausted = len(times) >= self.most
        if role is None:
            if not exhausted:
                times.append(now)
            remember(self._wrong, address, times, self._addresses)
            return exhausted
        if exhausted and (address, role) not in self._right:
            return True
        remember(self._right, (address, role), None, self._addresses)
        return False


def remember(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    """Keep a value as the latest; beyond `most` of them the oldest is forgotten."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > most:
        kept.popitem(last=False)


def network(address: str) -> str:
    """The address by which limits count: of IPv6 the network of 64 bits, since one machine usually has all of it.

    >>> network("192.0.2.7"), network("2001:db8::1:2:3:4"), network("::ffff:192.0.2.7"), network("testclient")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7', 'testclient')
    """
    try:
        number = ip_address(address)
    except ValueError:
        return address
    if isinstance(number, IPv4Address):
        return str(number)
    if number.ipv4_mapped is not None:
        return str(number.ipv4_mapped)
    return str(IPv6Network((number, 64), strict=False))


def tokens_from_environment() -> dict[Role, str]:
    """The tokens of the environment; never from arguments, which every user of a machine can see."""
    tokens: dict[Role, str] = {}
    if token := os.environ.get(READ_VARIABLE):
        tokens["read"] = token
    if token := os.environ.get(WRITE_VARIABLE):
        tokens["write"] = token
    return tokens


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
    """Check that a board may listen as asked; returns nothing.

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
