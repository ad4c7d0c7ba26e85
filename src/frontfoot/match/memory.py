"""Sources from memory: bytes, streams and decoded JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match import limits
from frontfoot.match.files import Source, read_sources, unpack

NOWHERE: Final = Path("memory")
"""Folder name used for files in memory."""

# Names that stand in every object of a StatsBomb list, which `statsbombpy` hands on as an object keyed by identifier.
_KEYED: Final = ("play_pattern", "lineup", "event_uuid", "home_team")


def one_source(file: Any) -> Source:
    """The one file that a path (plain or packed), bytes, a stream or decoded JSON holds.

    Raises:
        ReadError: it cannot be read, or is an archive of several files.
    """
    sources = read_sources([file]) if isinstance(file, str | Path) else memory_sources(file, 1)
    if len(sources) != 1:
        raise ReadError(f"The archive holds {len(sources)} files", place=str(file), remedy="Give one of them")
    return sources[0]


def memory_sources(value: Any, number: int) -> list[Source]:
    """The files that a value holds, unpacked; a zip archive gives one for each member.

    Args:
        value: bytes, a binary or text stream, or decoded JSON (a list or an object).
        number: of the argument, from 1, for errors.

    Raises:
        InputError: it is nothing of these.
        ReadError: it is empty, damaged or larger than `limits` allows.
    """
    place = f"argument {number}"
    if isinstance(value, bytes | bytearray | memoryview):
        return _bounded(bytes(value), place)
    if hasattr(value, "read"):
        content = value.read(limits.MAX_FILE_BYTES + 1)
        return _bounded(content.encode() if isinstance(content, str) else content, _name(value, place))
    if isinstance(value, dict | list):
        try:
            return _bounded(msgspec.json.encode(_listed(value)), place)
        except (TypeError, ValueError, OverflowError, RecursionError) as error:
            raise ReadError(
                f"The object is no JSON ({error})", place=place, remedy="Give the provider's file as it was decoded"
            ) from None
    raise InputError(
        f"A {type(value).__name__} is no match file",
        place=place,
        remedy="Give a path, bytes, a stream, decoded JSON or an EventDataset of kloppy",
    )


def _bounded(content: bytes, place: str) -> list[Source]:
    if len(content) > limits.MAX_FILE_BYTES:
        raise ReadError(f"It has more than {limits.MAX_FILE_BYTES >> 20} MiB", place=place, remedy="Give one match")
    return unpack(content, NOWHERE, place)


def _name(stream: Any, place: str) -> str:
    name = getattr(stream, "name", None)
    return f"{place} ({name})" if isinstance(name, str) else place


def _listed(value: Any) -> Any:
    """An object keyed by identifiers as the list of its values, as the provider writes it."""
    if not isinstance(value, dict) or not value:
        return value
    inner = list(value.values())
    if all(isinstance(item, dict) and any(name in item for name in _KEYED) for item in inner):
        return inner
    return value
