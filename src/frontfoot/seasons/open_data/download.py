"""Download of one file over HTTP: resumed after an interruption, checked by its checksum, put in place atomically."""

from __future__ import annotations

import errno
import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from frontfoot.core.errors import FrontfootError
from frontfoot.core.version import __version__

TRIES: Final = 4
PAUSE: Final = 0.5
"""Seconds before the second try; doubled before each further one."""

SILENCE: Final = 30.0
"""Timeout: seconds without a byte after which a server counts as unreachable."""

_CHUNK: Final = 65_536
_PASSING: Final = (408, 425, 429, 500, 502, 503, 504)


class NetworkError(FrontfootError):
    """A server cannot be reached, or does not send the file."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file at its public address.

    Attributes:
        address: of the file.
        size: in bytes.
        git_hash: SHA-1 of the file as a Git blob, as its repository publishes it.
    """

    address: str
    size: int
    git_hash: str


def git_hash(content: bytes) -> str:
    """The name that Git gives to a file's content.

    >>> git_hash(b"")
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def sound(path: Path, file: Remote) -> bool:
    """Whether the file on the disk is the one that was published."""
    try:
        return path.stat().st_size == file.size and git_hash(path.read_bytes()) == file.git_hash
    except FileNotFoundError:
        return False


def download(
    file: Remote,
    path: Path,
    *,
    pause: float = PAUSE,
    silence: float = SILENCE,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Fetch a file to a path; what an earlier, broken try left beside it is continued.

    A server that breaks off, is overloaded or silent is asked again; one without resuming sends the file anew.

    Args:
        file: what to fetch.
        path: where to; nothing is there before the content is whole and has its checksum.
        pause: seconds before the second try.
        silence: seconds without a byte after which a try ends.
        progress: is told the bytes as they come.

    Raises:
        NetworkError: the server cannot be reached, refuses, or sends content other than that in its repository.
        FrontfootError: the disk is full, or the path cannot be written.
    """
    partial = path.with_name(path.name + ".partial")
    spoilt = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            if attempt:
                time.sleep(pause * 2 ** (attempt - 1))
            try:
                _fetch(file, partial, silence, progress)
            except urllib.error.HTTPError as error:
                error.close()
                if error.code == 416:  # what we have is longer than the file is
                    partial.unlink(missing_ok=True)
                elif error.code not in _PASSING or last:
                    raise _refused(file.address, error.code) from None
                continue
            except (OSError, http.client.HTTPException) as error:
                if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES):
                    raise
                if last:
                    raise unreachable(file.address, error) from None
                continue
            if sound(partial, file):
                partial.replace(path)
                return
            if partial.stat().st_size < file.size and not last:
                continue  # broken off without a word
            partial.unlink()
            if spoilt or last:
                break
            spoilt = True
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise unwritable(path, error) from None
    raise NetworkError(
        "The file that came is not the one that its repository describes",
        place=file.address,
        remedy="Run the same command again: the set may have been changed meanwhile",
    )


def _fetch(file: Remote, partial: Path, silence: float, progress: Callable[[int], None] | None) -> None:
    have = partial.stat().st_size if partial.exists() else 0
    if have >= file.size:
        partial.unlink(missing_ok=True)
        have = 0
    with ask(file.address, silence, start=have) as answer:
        resumed = answer.status == 206 and str(answer.headers.get("Content-Range", "")).startswith(f"bytes {have}-")
        with partial.open("ab" if resumed else "wb") as out:
            left = file.size - (have if resumed else 0)
            # One byte too many is enough to know that it is another file.
            while left >= 0 and (piece := answer.read1(min(_CHUNK, left + 1))):
                out.write(piece)
                left -= len(piece)
                if progress:
                    progress(len(piece))


def ask(address: str, silence: float = SILENCE, *, start: int = 0) -> http.client.HTTPResponse:
    """Open an address, from a byte on where `start` is given."""
    headers = {"User-Agent": f"frontfoot/{__version__}", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    request = urllib.request.Request(address, headers=headers)
    answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=silence)
    return answer


def text(address: str, *, pause: float = PAUSE, silence: float = SILENCE) -> bytes:
    """A small document, asked for again while the server is overloaded or breaks off.

    Raises:
        NetworkError: it cannot be had.
    """
    for attempt in range(TRIES):
        last = attempt == TRIES - 1
        if attempt:
            time.sleep(pause * 2 ** (attempt - 1))
        try:
            with ask(address, silence) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            error.close()
            if error.code not in _PASSING or last:
                raise _refused(address, error.code) from None
        except (OSError, http.client.HTTPException) as error:
            if last:
                raise unreachable(address, error) from None
    raise AssertionError("every last try returns or raises")


def _refused(address: str, code: int) -> NetworkError:
    remedy = {
        403: "The server counts requests: wait an hour, then run the same command again",
        404: "The set may have moved: see whether there is a newer frontfoot",
        429: "The server counts requests: wait an hour, then run the same command again",
    }.get(code, "Run the same command again later; what has come so far is kept")
    return NetworkError(f"The server answers with status {code}", place=address, remedy=remedy)


def unreachable(address: str, error: Exception) -> NetworkError:
    """The error for a server that does not answer or breaks off."""
    reason = getattr(error, "reason", None) or error
    return NetworkError(
        f"The server cannot be reached or broke off ({reason or type(error).__name__})",
        place=address,
        remedy="Check the network and run the same command again; what has come so far is kept",
    )


def unwritable(path: Path, error: OSError) -> FrontfootError:
    """The error for a disk that is full or may not be written."""
    remedy = "Make room, or name a folder on another disk for the cache" if error.errno == errno.ENOSPC else "Check it"
    reason = error.strerror or type(error).__name__
    return FrontfootError(f"The cache cannot be written ({reason})", place=str(path), remedy=remedy)
