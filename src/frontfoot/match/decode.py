"""Typed JSON decoding with errors that name the file, the place in it, and what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any, TypeVar

import msgspec
import numpy as np

from frontfoot.match import limits
from frontfoot.match.files import Source

T = TypeVar("T")

Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
"""A whole number that every JSON writer and every column can hold; a larger one is refused with its place."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
"""A number that counts something, such as possessions."""

_NOT_JSON = re.compile(rb"[:\[,]\s*-?(NaN|Infinity)\b")


@lru_cache(maxsize=32)
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, strict=False)


def decode(source: Source, kind: type[T], *, content: str) -> T:
    """Decode a source as `kind`; numbers written as strings are taken as numbers, as some exports write them.

    Args:
        source: the file.
        kind: a msgspec type.
        content: what the file should have been, for the error ("Wyscout v2 events").

    Raises:
        ReadError: not JSON, not of that shape, or nested deeper than `limits.MAX_DEPTH`.
    """
    guard_depth(source)
    try:
        return _decoder(kind).decode(source.content)  # type: ignore[no-any-return, arg-type]
    except msgspec.ValidationError as error:
        raise source.error(
            f"The file does not have the shape of {content}: {error}",
            "Check that the export is complete, or name its provider",
        ) from error
    except msgspec.DecodeError as error:
        raise source.error(_why(source.content, error), _REMEDY) from error
    except RecursionError as error:
        raise source.error("The file is nested deeper than any match file", _REMEDY) from error
    except UnicodeDecodeError as error:
        raise source.error(f"The file is not UTF-8 text ({error.reason})", _REMEDY) from error


def decode_lines(source: Source, kind: type[T], *, content: str) -> list[T]:
    """Decode JSON lines, one object a line, or a JSON array of the same objects.

    Args:
        source: the file.
        kind: a msgspec type, of one line.
        content: what the file should have been, for the error.

    Raises:
        ReadError: as `decode` does, with the number of the line.
    """
    if source.content.lstrip()[:1] == b"[":
        return decode(source, list[kind], content=content)  # type: ignore[valid-type]
    guard_depth(source)
    try:
        return _decoder(kind).decode_lines(source.content)  # type: ignore[arg-type]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        for number, line in enumerate(source.content.splitlines(), start=1):
            if line.strip():
                decode(replace(source, place=f"{source.place}, line {number}", content=line), kind, content=content)
        raise source.error(f"The file does not have the shape of {content}", _REMEDY) from None


_EIGHT_BRACKETS = np.frombuffer(b"[" * 8, dtype=np.uint64)[0]
_REMEDY = "Download or export the file again"


def guard_depth(source: Source) -> None:
    """Check that JSON is not nested deeper than `limits.MAX_DEPTH`, before it is decoded.

    Raises:
        ReadError: it is.
    """
    # Fifteen brackets in a row fill at least one of these words with eight; only then are the levels counted.
    words = np.frombuffer(source.content, dtype=np.uint64, count=len(source.content) // 8)
    if not bool((words == _EIGHT_BRACKETS).any()):
        return
    signs = np.frombuffer(source.content, dtype=np.uint8)
    opened = (signs == ord("[")) | (signs == ord("{"))
    closed = (signs == ord("]")) | (signs == ord("}"))
    depth = int(np.cumsum(opened.astype(np.int32) - closed).max(initial=0))
    if depth > limits.MAX_DEPTH:
        text = f"The file is nested {depth:,} levels deep, deeper than any match file"
        raise source.error(text, _REMEDY)


def _why(content: bytes, error: Exception) -> str:
    if wrong := _NOT_JSON.search(content):
        line = content.count(b"\n", 0, wrong.start(1)) + 1
        return f"Line {line} holds {wrong.group(1).decode()}, which is not a number"
    return f"The file is not complete JSON ({error})"
