"""Writing a file whole or not at all."""

from __future__ import annotations

from pathlib import Path

from frontfoot.core.errors import FrontfootError


def write(path: Path, content: bytes) -> Path:
    """Write a file, whole or not at all, and the folders it needs.

    Raises:
        FrontfootError: that is not possible.
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
