"""Which provider wrote a file, told from its content and never from its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match.files import Source
from frontfoot.match.names import display_name

# What a file is: (provider, part). The first whose words all stand in the content is taken; words in the first
# _HEAD bytes are looked for there, so that a large file is not searched from end to end.
_HEAD: Final = 8_192
_TRACKING: Final = "tracking"
PARTS: Final = {
    "events": "events",
    "frames": "360 frames",
    "lineups": "line-ups",
    "matches": "a list of matches",
    "players": "players",
    "squads": "squads",
    "metadata": "metadata",
}
_SIGNS: Final[tuple[tuple[str, str, str, tuple[bytes, ...]], ...]] = (
    # provider, part, opening character, words
    ("statsbomb", "events", "[", (b'"possession_team"', b'"play_pattern"')),
    ("statsbomb", "frames", "[", (b'"event_uuid"', b'"freeze_frame"')),
    ("statsbomb", "lineups", "[", (b'"team_id"', b'"lineup"', b'"player_id"')),
    ("statsbomb", "matches", "[", (b'"match_id"', b'"home_team_id"', b'"away_team"')),
    ("impect", "events", "[", (b'"gameTime"', b'"actionType"')),
    ("impect", "players", "[", (b'"commonname"', b'"leg"')),
    ("impect", "squads", "[", (b'"name"', b'"access"', b'"type"')),
    ("impect", "lineups", "{", (b'"squadHome"',)),
    ("datafactory", "events", "{", (b'"match"', b'"homeTeamId"', b'"stadiumGMT"')),
    ("metrica", "events", "{", (b'"data"', b'"subtypes"', b'"frame"')),
    ("statsperform", "events", "{", (b'"matchInfo"', b'"liveData"', b'"contestantId"', b'"typeId"')),
    ("statsperform", "lineups", "{", (b'"matchInfo"', b'"liveData"', b'"lineUp"')),
    ("wyscout_v2", "events", "{", (b'"eventSec"', b'"matchPeriod"')),
    ("wyscout_v3", "events", "{", (b'"matchTimestamp"', b'"primary"')),
    ("pff", _TRACKING, "{", (b'"frameNum"', b'"homePlayers"')),
    ("skillcorner", _TRACKING, "[", (b'"trackable_object"',)),
    ("skillcorner", _TRACKING, "[", (b'"image_corners_projection"',)),
    ("statsperform", "events", "<", (b"<matchEvents", b"<matchInfo")),
    ("statsperform", "lineups", "<", (b"<match>", b"<matchInfo", b"<lineUp")),
    ("opta", "lineups", "<", (b"<SoccerFeed", b"<SoccerDocument")),
    ("opta", "events", "<", (b"<Games", b"<Event", b"type_id=")),
    ("opta", "events", "{", (b'"Games"', b'"@attributes"', b'"type_id"')),
    ("opta", "events", "[", (b'"Games"', b'"@attributes"', b'"type_id"')),
    ("sportec", "lineups", "<", (b"<MatchInformation", b"<Teams")),
    ("sportec", _TRACKING, "<", (b"<Positions", b"<FrameSet")),
    ("sportec", "events", "<", (b"<Event", b"MatchId=", b"EventTime=")),
    ("metrica", "metadata", "<", (b"FIFADataTransferFormatEPTS",)),
)
PROVIDERS: Final = tuple(dict.fromkeys(provider for provider, part, _, _ in _SIGNS if part != _TRACKING))
_REMEDY: Final = "Name an event file of one of: " + ", ".join(map(display_name, PROVIDERS))


def recognise(source: Source) -> tuple[str, str]:
    """(provider, part) of a file, such as ("statsbomb", "lineups").

    Raises:
        ReadError: no provider writes such a file, or it holds tracking data, which is not read here.
    """
    content = source.content
    opening = re.match(rb"(?:\xef\xbb\xbf)?\s*(.)", content[:_HEAD], re.DOTALL)
    first = opening.group(1).decode("latin-1") if opening else ""
    head = content[:_HEAD]
    # Most files show in their head what they are; only the others are searched from end to end.
    candidates = [item for item in _SIGNS if item[2] == first]
    found = next((item for item in candidates if all(word in head for word in item[3])), None)
    found = found or next((item for item in candidates if all(word in content for word in item[3])), None)
    if found is not None:
        provider, part = found[:2]
        if part == _TRACKING:
            raise ReadError(
                f"This is tracking data of {display_name(provider)}, not events",
                place=source.place,
                remedy="Give it to `frontfoot report --frames`, or to frontfoot.match.tracking.load_frames",
            )
        return provider, part
    if first in {"[", "{"}:
        _check_whole(source)
    if first in {"[", "{", "<"}:
        raise ReadError("No known provider writes a file like this", place=source.place, remedy=_REMEDY)
    raise ReadError("The file is neither JSON nor XML", place=source.place, remedy=_REMEDY)


def _check_whole(source: Source) -> None:
    import msgspec

    try:
        msgspec.json.decode(source.content)
    except msgspec.DecodeError as error:
        raise ReadError(
            f"The file is not whole JSON ({error})", place=source.place, remedy="Download or export the file again"
        ) from None


def sort_parts(sources: Sequence[Source], provider: str | None) -> tuple[str, dict[str, Source]]:
    """The provider of a match and its files by part.

    Args:
        sources: all files of the match.
        provider: the provider, when the caller knows it; a file of another one is then refused.

    Raises:
        InputError: `provider` is none that is known, or no file was named.
        ReadError: files of two providers or two matches, or no events among them.
    """
    if provider is not None and provider not in PROVIDERS:
        raise InputError(f"Unknown provider {provider!r}", place="provider", remedy="Known: " + ", ".join(PROVIDERS))
    if not sources:
        raise InputError("No match file was named", place="load", remedy=_REMEDY)
    found: str | None = None
    parts: dict[str, Source] = {}
    for source in sources:
        name, part = recognise(source)
        if provider is not None and name != provider:
            raise ReadError(
                f"This is a file of {display_name(name)}, not of {display_name(provider)}",
                place=source.place,
                remedy=f"Read it as {name}",
            )
        if found is not None and name != found:
            raise ReadError(
                f"This is a file of {display_name(name)}, the one before is of {display_name(found)}",
                place=source.place,
                remedy="Name the files of one match and one provider",
            )
        if part in parts:
            raise ReadError(
                f"Two files hold {PARTS[part]}: this one and {parts[part].place}",
                place=source.place,
                remedy="Name the files of one match",
            )
        found, parts[part] = name, source
    assert found is not None
    if "events" not in parts:
        raise ReadError(
            f"There are no events among the files; this one holds {PARTS[next(iter(parts))]} of {display_name(found)}",
            place=sources[0].place,
            remedy="Name the event file too",
        )
    return found, parts
