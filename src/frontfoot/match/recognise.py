"""Which provider wrote a file, recognised by its content and never by its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match.files import Source
from frontfoot.match.names import display_name
from frontfoot.match.signs import ABOUT, CODED, HEAD, SIGNS, TRACKING_SIGNS, sign_of

PARTS: Final = {
    "events": "events",
    "frames": "360 frames",
    "lineups": "line-ups",
    "matches": "a list of matches",
    "players": "players",
    "squads": "squads",
    "metadata": "metadata",
}
PROVIDERS: Final = tuple(dict.fromkeys(sign.provider for sign in SIGNS if sign.part != CODED))
_POSITIONS: Final = tuple(sign for sign in TRACKING_SIGNS if sign.part not in ABOUT)
_REMEDY: Final = "Name an event file of one of: " + ", ".join(map(display_name, PROVIDERS))
_WITHOUT_EVENTS: Final = {
    ("statsbomb", "frames"): (
        "Name the event file too (events/NUMBER.json beside three-sixty/NUMBER.json); "
        "the frames alone are read by frontfoot.match.statsbomb.three_sixty.read"
    ),
}


def recognise(source: Source) -> tuple[str, str]:
    """(provider, part) of a file, such as ("statsbomb", "lineups").

    Raises:
        ReadError: no provider writes such a file, or it holds tracking data or coded clips instead of events.
    """
    head = source.content[:HEAD]
    # Most files show in their head what they are; only the others are searched from end to end.
    sign = sign_of(head, SIGNS)
    tracking = sign_of(head, _POSITIONS) if sign is None else None
    if tracking is not None:
        raise source.error(
            f"This is tracking data of {display_name(tracking.provider)}, not events",
            "Give it to `frontfoot report --frames`, or to frontfoot.match.tracking.load_frames",
        )
    sign = sign or sign_of(source.content, SIGNS)
    if sign is not None and sign.part == CODED:
        raise source.error(
            "These are coded clips (Sportscode XML): stretches of a video, without places or periods, not events",
            "Give it to `frontfoot clips MATCH --with`, or to frontfoot.match.sportscode.read",
        )
    if sign is not None:
        return sign.provider, sign.part
    first = head.lstrip()[:1]
    if first in {b"[", b"{"}:
        _check_whole(source)
    if first in {b"[", b"{", b"<"}:
        raise source.error("No known provider writes a file like this", _REMEDY)
    raise source.error("The file is neither JSON nor XML nor a table (CSV) of a known provider", _REMEDY)


def _check_whole(source: Source) -> None:
    import msgspec

    try:
        msgspec.json.decode(source.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise source.error(f"The file is not whole JSON ({error})", "Download or export the file again") from None


def sort_parts(sources: Sequence[Source], provider: str | None) -> tuple[str, dict[str, Source]]:
    """The provider of a match and its files by part.

    Args:
        sources: all files of the match.
        provider: the expected provider; a file of another one is then refused. Any provider if None.

    Raises:
        InputError: `provider` is unknown, or no file was named.
        ReadError: files of two providers or two matches, or no events among them.
    """
    if provider is not None and provider not in PROVIDERS:
        raise InputError(f"Unknown provider {provider!r}", place="provider", remedy="Known: " + ", ".join(PROVIDERS))
    if not sources:
        raise InputError("No match file was named", place="load", remedy=_REMEDY)
    recognised: str | None = None
    parts: dict[str, Source] = {}
    for source in sources:
        name, part = recognise(source)
        if provider is not None and name != provider:
            raise source.error(
                f"This is a file of {display_name(name)}, not of {display_name(provider)}", f"Read it as {name}"
            )
        if recognised is not None and name != recognised:
            raise source.error(
                f"This is a file of {display_name(name)}, the one before is of {display_name(recognised)}",
                "Name the files of one match and one provider",
            )
        if part in parts:
            raise source.error(
                f"Two files hold {PARTS[part]}: this one and {parts[part].place}", "Name the files of one match"
            )
        recognised, parts[part] = name, source
    assert recognised is not None
    if "events" not in parts:
        part = next(iter(parts))
        raise ReadError(
            f"There are no events among the files; this one holds {PARTS[part]} of {display_name(recognised)}",
            place=sources[0].place,
            remedy=_WITHOUT_EVENTS.get((recognised, part), "Name the event file too"),
        )
    return recognised, parts
