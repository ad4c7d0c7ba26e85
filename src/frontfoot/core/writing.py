"""Writing JSON, and writing a file completely or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from frontfoot.core.errors import FrontfootError


def json_bytes(document: Any, *, indent: int = 2) -> bytes:
    """A document as indented JSON with a final newline, UTF-8; the same document gives the same bytes."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(document), indent=indent) + b"\n"


def write(path: Path, content: bytes) -> Path:
    """The path of a file after writing it, completely or not at all, with the folders it needs.

    Raises:
        FrontfootError: the file cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(content)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        if isinstance(error, FileExistsError | NotADirectoryError):
            reason = "a file stands where a folder is needed"
        raise FrontfootError(
            f"The file cannot be written ({reason})", place=str(path), remedy="Choose another place for it"
        ) from None
    return path
