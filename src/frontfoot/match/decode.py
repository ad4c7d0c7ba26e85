"""Typed JSON decoding with errors that name the file, the place in it, and what to do."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from frontfoot.core.errors import ReadError
from frontfoot.match.files import Source

T = TypeVar("T")
_NOT_JSON = re.compile(rb"[:\[,]\s*-?(NaN|Infinity)\b")


@lru_cache(maxsize=32)
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, strict=False)


def decode(source: Source, kind: type[T], *, what: str) -> T:
    """Decode a source as `kind`; numbers written as strings are taken as numbers, as some exports write them.

    Args:
        source: the file.
        kind: a msgspec type.
        what: what the file should have been, for the error ("Wyscout v2 events").

    Raises:
        ReadError: not JSON, not of that shape, or nested deeper than `limits.MAX_DEPTH`.
    """
    try:
        return _decoder(kind).decode(source.content)  # type: ignore[no-any-return, arg-type]
    except msgspec.ValidationError as error:
        raise ReadError(
            f"The file does not have the shape of {what}: {error}",
            place=source.place,
            remedy="Check that the export is complete, or name its provider",
        ) from error
    except msgspec.DecodeError as error:
        raise ReadError(_why(source.content, error), place=source.place, remedy=_REMEDY) from error
    except RecursionError as error:
        raise ReadError("The file is nested deeper than any match file", place=source.place, remedy=_REMEDY) from error
    except UnicodeDecodeError as error:
        raise ReadError(f"The file is not UTF-8 text ({error.reason})", place=source.place, remedy=_REMEDY) from error


_REMEDY = "Download or export the file again"


def _why(content: bytes, error: Exception) -> str:
    if found := _NOT_JSON.search(content):
        line = content.count(b"\n", 0, found.start()) + 1
        return f"Line {line} holds {found.group(1).decode()}, which is not a number"
    return f"The file is not complete JSON ({error})"
