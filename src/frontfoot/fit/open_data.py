"""Text files of the folder of open data."""

from __future__ import annotations

from pathlib import Path

from frontfoot.core.errors import ReadError


def lines_of(path: Path, content: str) -> list[str]:
    """The lines of a text file.

    Args:
        path: the file, below the folder of open data.
        content: a name of the content, for errors ("The goal times").

    Raises:
        ReadError: the file does not exist or is not text.
    """
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ReadError(
            f"{content} cannot be read ({reason})",
            place=str(path),
            remedy=f"Name the folder of open data that holds {path.parent.name}/",
        ) from None
