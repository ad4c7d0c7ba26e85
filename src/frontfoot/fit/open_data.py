"""Text files of the folder of open data."""

from __future__ import annotations

from pathlib import Path

from frontfoot.core.errors import ReadError


def lines_of(path: Path, what: str) -> list[str]:
    """The lines of a text file.

    Args:
        path: the file, below the folder of open data.
        what: what it holds, for the error ("The goal times").

    Raises:
        ReadError: it is not there or holds no text.
    """
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ReadError(
            f"{what} cannot be read ({reason})",
            place=str(path),
            remedy=f"Name the folder of open data that holds {path.parent.name}/",
        ) from None
