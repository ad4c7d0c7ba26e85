"""Reading of TOML files that people write."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from frontfoot.core.errors import ReadError

_BIGGEST: Final = 1_000_000


def read_toml(path: str | Path, name: str, docs: str) -> dict[str, Any]:
    """The document of a file.

    Args:
        path: of the file.
        name: what the file is, for errors: "The tie file".
        docs: where its format is described.

    Raises:
        ReadError: it is missing, too large or not TOML; the line is named.
    """
    place = Path(path)
    try:
        if place.stat().st_size > _BIGGEST:
            raise ReadError(f"{name} is larger than 1 MB, which none is", place=str(place), remedy="Check the path")
        return tomllib.loads(place.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(f"{name} cannot be read: {reason}", place=str(place), remedy="Check the path") from None
    except UnicodeDecodeError:
        raise ReadError(
            f"{name} cannot be read: it holds no text", place=str(place), remedy="Name a text file (TOML)"
        ) from None
    except (ValueError, RecursionError) as error:  # a number of more digits than Python reads is a ValueError
        raise ReadError(f"{name} is not TOML: {error}", place=str(place), remedy=f"See {docs}") from None
