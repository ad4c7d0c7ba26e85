"""What a public repository holds on a day: every file with its size and checksum, at one commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import quote

import msgspec

from frontfoot.core.errors import InputError
from frontfoot.seasons.open_data.download import NetworkError, Remote, text

T = TypeVar("T")

API: Final = "https://api.github.com"
FILES: Final = "https://raw.githubusercontent.com"


class _Item(msgspec.Struct):
    path: str
    type: str
    sha: str
    size: int = 0


class _Tree(msgspec.Struct):
    tree: list[_Item]
    truncated: bool = False


class _Commit(msgspec.Struct):
    sha: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at one commit.

    Attributes:
        name: owner/name.
        commit: 40 hexadecimal digits.
        files: every file by its path.
    """

    name: str
    commit: str
    files: dict[str, Remote]


def repository(name: str, branch: str, *, mirror: str | None = None, pause: float = 0.5) -> Repository:
    """List a repository at the newest commit of a branch.

    Args:
        name: owner/name.
        branch: to take the newest commit of.
        mirror: address of a mirror that answers to the same paths as the public servers.
        pause: seconds before the second try.

    Raises:
        InputError: the address of the mirror is none.
        NetworkError: the server cannot be reached, or answers with something else.
    """
    if mirror is not None and not mirror.startswith(("http://", "https://")):
        raise InputError(f"'{mirror}' is no address", place="mirror", remedy="Write it like https://mirror.example")
    api, files = (mirror.rstrip("/"), mirror.rstrip("/")) if mirror else (API, FILES)
    commit = _decoded(f"{api}/repos/{name}/commits/{quote(branch)}", _Commit, pause).sha
    address = f"{api}/repos/{name}/git/trees/{commit}?recursive=1"
    tree = _decoded(address, _Tree, pause)
    if tree.truncated:
        raise NetworkError("The server lists a part of the set only", place=address, remedy="See for a newer frontfoot")
    repositories = {
        item.path: Remote(f"{files}/{name}/{commit}/{quote(item.path)}", item.size, item.sha)
        for item in tree.tree
        if item.type == "blob"
    }
    return Repository(name, commit, repositories)


def _decoded(address: str, kind: type[T], pause: float) -> T:
    try:
        return msgspec.json.decode(text(address, pause=pause), type=kind)
    except msgspec.MsgspecError as error:
        raise NetworkError(
            f"The server's answer is no list of a repository ({error})",
            place=address,
            remedy="Check the network: something between here and the server answers in its place",
        ) from None
