"""Groups files into matches, by the identifiers in their content, then by folders and names.

One place for the commands (files named together), the season (folders) and the library. A file with events is a match;
line-ups, frames, match information and lists of matches belong to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.match.files import Source, packed_name, read_sources
from frontfoot.match.recognise import PARTS, recognise

_HEAD: Final = 65_536
_IDENTIFIERS: Final = {
    ("opta", "events"): rb"<Game\b[^>]*?\bid=\"(\d+)\"",
    ("opta", "lineups"): rb"<SoccerDocument\b[^>]*?\buID=\"f(\d+)\"",
    ("sportec", "events"): rb"\bMatchId=\"([^\"]+)\"",
    ("sportec", "lineups"): rb"\bMatchId=\"([^\"]+)\"",
    ("statsperform", "events"): rb"matchInfo\"?\s*:?\s*[{<]?\s*\"?\bid\"?\s*[:=]\s*\"([^\"]+)\"",
    ("statsperform", "lineups"): rb"matchInfo\"?\s*:?\s*[{<]?\s*\"?\bid\"?\s*[:=]\s*\"([^\"]+)\"",
    ("wyscout_v2", "events"): rb"\"matchId\"\s*:\s*(\d+)",
    ("wyscout_v3", "events"): rb"\"matchId\"\s*:\s*(\d+)",
    ("pff", "events"): rb"\"gameId\"\s*:\s*\"?(\d+)",
    ("cdf", "events"): rb"\"match\"\s*:\s*\{\s*\"id\"\s*:\s*\"([^\"]+)",
    ("cdf", "lineups"): rb"\"match\"\s*:\s*\{\s*\"id\"\s*:\s*\"([^\"]+)",
    ("cdf", "metadata"): rb"\"match\"\s*:\s*\{\s*\"id\"\s*:\s*\"([^\"]+)",
    ("datafactory", "events"): rb"\"matchId\"\s*:\s*\"?(\w+)",
}
"""Where the content of a file holds the identifier of its match; the first one in the file counts."""

# Words in the names of files for the contents of a file, not for its match.
_PART_WORDS: Final = frozenset(
    {
        *("events", "event", "eventdetails", "lineups", "lineup", "frames", "three", "sixty", "metadata", "tracking"),
        *("meta", "match", "matches", "matchresults", "matchinformation", "info", "information", "data", "squads"),
        *("players", "roster", "rosters", "raw", "f7", "f9", "f24", "ma1", "ma2", "ma3", "srml", "json", "xml", "epts"),
        *("360", "com", "dynamic", "raweventsdata", "rawtrackingdata"),
    }
)

_NUMBER: Final = re.compile(r"[fg]?(\d{3,})")


class _Entry(msgspec.Struct):
    match_id: int


@dataclass(frozen=True, slots=True)
class MatchFile:
    """One file with the identifiers of its match.

    Attributes:
        path: of the file.
        holds: the parts in it, such as {"events"}; several in an archive.
        identifiers: of its match by its content; of all its matches, for a list.
        key: the words of its name, or of its folder where the name only describes the contents ("3788741/events.json").
        entries: of a list of matches: identifier -> its line in the list.
    """

    path: Path
    holds: frozenset[str]
    identifiers: frozenset[str]
    key: tuple[str, ...]
    entries: dict[str, bytes] = field(default_factory=dict)

    @property
    def numbers(self) -> frozenset[str]:
        """Numbers of three or more digits in the name, or in the folder's where the name has no word of its own.

        Opta writes the match as 1002 in the name of one file and as f1002 in that of the other.
        """
        return frozenset(digits[1] for word in self.key if (digits := _NUMBER.fullmatch(word)))


@dataclass(frozen=True, slots=True)
class Belonging:
    """Files sorted into matches.

    Attributes:
        matches: the parts of each match, its events first, in the order given.
        errors: (file, error) for files that belong to no match.
    """

    matches: list[tuple[MatchFile, ...]]
    errors: list[tuple[Path, FrontfootError]]


def part_of(path: Path, sources: Iterable[Source]) -> MatchFile:
    """The parts in a file and the identifiers of its match.

    Args:
        path: the file.
        sources: its content (several for an archive); the first 64 kB are enough if they identify the file.

    Raises:
        ReadError: no provider writes such a file.
    """
    holds: set[str] = set()
    identifiers: set[str] = set()
    entries: dict[str, bytes] = {}
    for source in sources:
        provider, part = recognise(source)
        holds.add(part)
        identifier = match_identifier(source, provider, part)
        identifiers |= {identifier} if identifier else set()
        if part == "matches":
            entries |= _entries(source)
    return MatchFile(path, frozenset(holds), frozenset(identifiers | entries.keys()), _key(path), entries)


def match_identifier(source: Source, provider: str, part: str) -> str:
    """The identifier of the match that a file's content states; empty where its format has none."""
    pattern = _IDENTIFIERS.get((provider, part))
    stated = re.search(pattern, source.content[:_HEAD]) if pattern else None
    return stated[1].decode("utf-8", "replace") if stated else ""


def name_identifier(path: Path) -> str:
    """The identifier of a match in the name of its file, else of its folder; empty where there is none.

    >>> name_identifier(Path("events/3788741.json")), name_identifier(Path("3788741/events.json"))
    ('3788741', '3788741')
    >>> name_identifier(Path("events.json"))
    ''
    """
    return next((word for word in reversed(_key(path)) if len(word) >= 3 and word.isdigit()), "")


def belonging(parts: Sequence[MatchFile]) -> Belonging:
    """Sort files into matches.

    A file without events belongs to the events with the same identifier in their content; else to those whose name has
    the same words, or the most numbers in common; else to the only events in its folder; else, when there is one match
    only, to that.
    A list of matches belongs to every match whose identifier it holds. A file that belongs to none is an error.
    """
    events = [part for part in parts if "events" in part.holds]
    members: dict[Path, list[MatchFile]] = {part.path: [part] for part in events}
    errors: list[tuple[Path, FrontfootError]] = []
    for part in parts:
        if "events" in part.holds:
            continue
        owners = _owners(part, events)
        if not owners or (len(owners) > 1 and "matches" not in part.holds):
            errors.append((part.path, _astray(part, len(owners))))
            continue
        for owner in owners:
            members[owner.path].append(part)
    return Belonging([tuple(files) for files in members.values()], errors)


def _owners(part: MatchFile, events: Sequence[MatchFile]) -> list[MatchFile]:
    if "matches" in part.holds:
        listed = [one for one in events if part.identifiers & (one.identifiers | one.numbers)]
        return listed or (list(events) if len(events) == 1 else [])
    by_content = [one for one in events if part.identifiers & one.identifiers]
    if by_content:
        return by_content
    # Identifiers that both files state, and that differ, are two matches, whatever the names are.
    open_to = [one for one in events if not (part.identifiers and one.identifiers)]
    by_words = [one for one in open_to if part.key and one.key == part.key]
    # Every name contains the season: the match is the one with the most numbers in common.
    common = [len(part.numbers & one.numbers) for one in open_to]
    by_number = [one for one, number in zip(open_to, common, strict=True) if number == max(common) > 0]
    by_folder = [one for one in open_to if one.path.parent == part.path.parent and not part.numbers]
    return by_words or by_number or by_folder or (open_to if len(events) == 1 else [])


def files_of_matches(paths: Sequence[Path]) -> tuple[list[tuple[Path, ...]], list[FrontfootError]]:
    """The files of each match among those named, events first, and the errors of the others."""
    parts: list[MatchFile] = []
    errors: list[FrontfootError] = []
    for path in without_twins(dict.fromkeys(paths)):
        try:
            parts.append(part_of(path, read_sources([path])))
        except FrontfootError as error:
            errors.append(error)
    sorted_out = belonging(parts)
    matches = [tuple(part.path for part in match) for match in sorted_out.matches]
    return matches, errors + [error for _, error in sorted_out.errors]


def without_twins(paths: Iterable[Path]) -> list[Path]:
    """The paths without packed files that have the same content as an unpacked file among them."""
    by_name: dict[Path, list[Path]] = {}
    for path in paths:
        versions = by_name.setdefault(path.with_name(packed_name(path)), [])
        twin = next((place for place, other in enumerate(versions) if _content(other) == _content(path)), None)
        if twin is None:
            versions.append(path)
        elif path.name == packed_name(path):
            versions[twin] = path
    return [path for versions in by_name.values() for path in versions]


def _content(path: Path) -> list[bytes]:
    try:
        return [source.content for source in read_sources([path])]
    except FrontfootError:
        return [str(path).encode()]


def _key(path: Path) -> tuple[str, ...]:
    for name in (packed_name(path).rpartition(".")[0], path.absolute().parent.name):
        words = tuple(word for word in re.findall(r"[^\W_]+", name.casefold()) if word not in _PART_WORDS)
        if words:
            return words
    return ()


def _entries(source: Source) -> dict[str, bytes]:
    """The entries of a list of matches, by match identifier."""
    try:
        raw = msgspec.json.decode(source.content, type=list[msgspec.Raw])
        return {str(msgspec.json.decode(entry, type=_Entry).match_id): bytes(entry) for entry in raw}
    except msgspec.MsgspecError:
        return {}


def _astray(part: MatchFile, owners: int) -> FrontfootError:
    content = PARTS.get(next(iter(part.holds)), "no events")
    belongs = "no events file here is of its match" if owners == 0 else f"it could belong to {owners} matches"
    return InputError(
        f"This file holds {content}, and {belongs}",
        place=str(part.path),
        remedy="Name it together with the events of its match, or give both names the number of the match",
    )
