"""Which provider recorded tracking files, and the role of each file, by their content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from frontfoot.core.errors import ReadError
from frontfoot.match.names import display_name
from frontfoot.match.signs import SIGNS, TRACKING_SIGNS, Sign, sign_of
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.providers import FILES, UNORDERED

_MANY: Final = frozenset({"one file a period", "ball and centroid files"})
_OPTIONAL: Final = frozenset({("hawkeye", "metadata")})
_EITHER: Final = "home or away"
_SHOWN: Final = 40  # characters of an unknown file that its error shows


def arranged(files: Sequence[TrackingFile], provider: str | None) -> tuple[str, list[TrackingFile]]:
    """The provider of tracking files, and the files in the order in which its reader takes them.

    Args:
        files: of one match, in any order.
        provider: the expected provider; files that its signs do not distinguish keep their order. Any provider if None.

    Raises:
        ReadError: a file is not recognised; there are files of two providers; a needed file is missing or there
            twice; or `provider` is unknown.
    """
    place = ", ".join(map(str, files)) or "no file"
    if provider is not None:
        chosen = provider.lower().replace("-", "_")
        if chosen not in FILES:
            raise ReadError(
                f"'{provider}' is not a tracking provider we know", place=place, remedy="Name one of: " + _known()
            )
        signs = [sign for sign in TRACKING_SIGNS if sign.provider == chosen]
        recognised = [sign_of(file.head(), signs) for file in files]
        parts = [sign.part for sign in recognised if sign is not None]
        in_order = len(parts) == len(files) and _wrong(chosen, parts) is None
    else:
        if not files:
            raise ReadError("No tracking file is given", place=place, remedy="Name the files of one match")
        signs = [_recognised(file) for file in files]
        chosen, parts = signs[0].provider, [sign.part for sign in signs]
        other = next((number for number, sign in enumerate(signs) if sign.provider != chosen), None)
        if other is not None:
            raise ReadError(
                f"This is {signs[other].part} of {display_name(signs[other].provider)}; {files[0].name} is {parts[0]} "
                f"of {display_name(chosen)}",
                place=str(files[other]),
                remedy="Name the files of one match and one provider",
            )
        if wrong := _wrong(chosen, parts):
            raise ReadError(
                f"Tracking of {display_name(chosen)} is {', '.join(FILES[chosen])}: {wrong}",
                place=place,
                remedy="Name all files of one match, each once",
            )
        in_order = True
    return chosen, _sorted(chosen, files, parts) if in_order else list(files)


def _recognised(file: TrackingFile) -> Sign:
    head = file.head()
    events = sign_of(head, SIGNS)
    sign = sign_of(head, TRACKING_SIGNS)
    if events is not None and events.part == "events":
        raise file.error(
            f"These are events of {display_name(events.provider)}, not tracking", "Name event files without --frames"
        )
    if sign is None:
        begins = re.sub(r"\s+", " ", head[:_SHOWN].decode("utf-8", "replace")).strip()
        raise file.error(
            f"The file is not recognised as tracking; it begins with {begins!r}",
            "Name the `provider` if it is one of: " + _known(),
        )
    return sign


def _wrong(provider: str, parts: Sequence[str]) -> str | None:
    """What is missing or there twice among the parts; None where they make a match."""
    if provider in UNORDERED:
        needed = {sign.part for sign in TRACKING_SIGNS if sign.provider == provider}
        missing = [part for part in sorted(needed) if part not in parts and (provider, part) not in _OPTIONAL]
    elif _EITHER in parts:
        return None if len(parts) == len(FILES[provider]) else f"{len(parts)} given"
    else:
        missing = [part for part in FILES[provider] if part not in parts]
    twice = next((part for part in parts if part not in _MANY and parts.count(part) > 1), None)
    return f"{', '.join(missing)} missing" if missing else f"{twice} twice" if twice else None


def _sorted(provider: str, files: Sequence[TrackingFile], parts: Sequence[str]) -> list[TrackingFile]:
    if provider in UNORDERED:
        return list(files)
    if _EITHER in parts:
        return sorted(files, key=lambda file: b"away" in file.head().partition(b"\n")[0].lower())
    order = FILES[provider]
    keyed = sorted(zip(parts, files, strict=True), key=lambda pair: (order.index(pair[0]), _phase(*pair)))
    return [file for _, file in keyed]


def _phase(part: str, file: TrackingFile) -> int:
    stated = re.search(rb'"phase"\s*:\s*(\d{1,3})', file.head()) if part in _MANY else None
    return int(stated[1]) if stated else 0


def _known() -> str:
    return ", ".join(FILES)
