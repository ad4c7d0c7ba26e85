"""Competition, season, date, venue and status of a match from the raw files, since kloppy does not return them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias
from xml.etree import ElementTree

import msgspec

from frontfoot.match.files import Source
from frontfoot.match.safe_xml import text_of
from frontfoot.match.until import Until

_ISO: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_Places: TypeAlias = dict[str, dict[str, tuple[str, ...]]]

# Where each provider's XML states what: the path of an element, with "@" the attribute of it; the first that is there.
_XML: Final[_Places] = {
    "opta": {
        "competition": ("SoccerDocument/Competition/Name",),
        "season": (
            "SoccerDocument/Competition/Stat[@Type='season_name']",
            "SoccerDocument/Competition/Stat[@Type='season_id']",
        ),
        "date": ("SoccerDocument/MatchData/MatchInfo/Date",),
        "venue": ("SoccerDocument/Venue/Name",),
    },
    "statsperform": {
        "competition": ("matchInfo/competition@name", "matchInfo/competition"),
        "season": ("matchInfo/tournamentCalendar@name", "matchInfo/tournamentCalendar"),
        "date": ("matchInfo@localDate", "matchInfo@date"),
        "venue": ("matchInfo/venue@longName", "matchInfo/venue@shortName", "matchInfo/venue"),
    },
    "sportec": {
        "competition": ("General@CompetitionName",),
        "season": ("General@Season",),
        "date": ("General@KickoffTime", "General@PlannedKickoffTime"),
        "venue": ("Environment@StadiumName",),
    },
    "metrica": {
        "competition": ("Session/Competition",),
        "season": ("Session/Season",),
        "date": ("Session/MatchDate", "Session/Date"),
        "venue": ("Session/Venue",),
    },
}
# The same of JSON: the names of the objects on the way, and of the field.
_JSON: Final[_Places] = {
    "statsperform": {
        "competition": ("matchInfo/competition/name",),
        "season": ("matchInfo/tournamentCalendar/name",),
        "date": ("matchInfo/localDate", "matchInfo/date"),
        "venue": ("matchInfo/venue/longName", "matchInfo/venue/shortName"),
    },
    "datafactory": {
        "competition": ("match/competition", "match/league"),
        "date": ("match/date",),
        "venue": ("venueInformation/venue/stadium/stadiumName",),
    },
    "impect": {"date": ("dateTime",)},
}


class Occasion(NamedTuple):
    """Where and when a match was played; empty strings if the files do not state them."""

    competition: str = ""
    season: str = ""
    date: str = ""
    venue: str = ""


def occasion_of(provider: str, parts: Mapping[str, Source]) -> Occasion:
    """The occasion of a match from the raw files of its provider.

    Args:
        provider: opta, statsperform, sportec, metrica, datafactory or impect.
        parts: its files by part.
    """
    part = {"datafactory": "events", "metrica": "metadata"}.get(provider, "lineups")
    if part not in parts:
        return Occasion()
    content = parts[part].content.lstrip()
    stated: dict[str, str] = {}
    if content.startswith(b"<"):
        document = ElementTree.Element("document")
        document.append(ElementTree.fromstring(content))
        for name, places in _XML.get(provider, {}).items():
            stated[name] = next(filter(None, (_in_xml(document, place) for place in places)), "")
    else:
        decoded = msgspec.json.decode(content)
        for name, places in _JSON.get(provider, {}).items():
            stated[name] = next(filter(None, (_in_json(decoded, place) for place in places)), "")
    day = _ISO.match(stated.get("date", ""))
    stated["date"] = "-".join(day.groups()) if day else ""
    stated["season"] = stated.get("season", "").removeprefix("Season ")
    return Occasion(**stated)


def _in_xml(document: ElementTree.Element, place: str) -> str:
    """The text of the first element at a path, or an attribute of it; empty where there is none."""
    path, _, attribute = place.partition("@") if "[" not in place else (place, "", "")
    element = document.find(f".//{path}")
    if element is None:
        return ""
    return element.get(attribute) or "" if attribute else text_of(element)


def _in_json(document: Any, place: str) -> str:
    """The value at the end of a path of names as text; empty where there is none."""
    for name in place.split("/"):
        document = document.get(name) if isinstance(document, dict) else None
    return str(document or "")


# The first group of each is the stated status; `_MEANS` has its meaning.
_STATUS: Final = {
    "statsperform": re.compile(rb'matchStatus"?\s*[:=]\s*"(\w+)"'),
    "opta": re.compile(rb'<MatchInfo\b[^>]*\bPeriod="(\w+)"'),
    "datafactory": re.compile(rb'"statusId"\s*:\s*"?(\w+)'),
}
_MEANS: Final = {
    b"Played": True,
    b"Playing": False,
    b"FullTime": True,
    b"FirstHalf": False,
    b"HalfTime": False,
    b"SecondHalf": False,
    b"1": False,
    b"2": True,
}
# The end of a period as an event: Opta's event 30, and Sportec's final whistle.
_ENDS: Final = {
    "opta": re.compile(rb'\btype_id="30"\s+period_id="([1-5])"'),
    "statsperform": re.compile(rb'typeId"?\s*[:=]\s*"?30"?\s*,?\s*"?periodId"?\s*[:=]\s*"?([1-5])\b'),
    "sportec": re.compile(rb'<FinalWhistle\b[^>]*\bGameSection="(\w+)"'),
}
_PERIODS: Final = {b"firstHalf": 1, b"secondHalf": 2, b"firstHalfExtra": 3, b"secondHalfExtra": 4, b"penalty": 5}


def over(provider: str, parts: dict[str, Source]) -> bool | None:
    """Whether the files state that the match is over; None where they state nothing."""
    pattern = _STATUS.get(provider)
    if pattern is None:
        return None
    for source in parts.values():
        stated = pattern.search(source.content)
        if stated is not None and stated[1] in _MEANS:
            return _MEANS[stated[1]]
    return None


def ended(provider: str, parts: dict[str, Source], cut: Until | None) -> frozenset[int] | None:
    """The periods whose end is an event of the record; None where the provider writes no such events."""
    pattern = _ENDS.get(provider)
    if pattern is None:
        return None
    written = {_PERIODS.get(end) or int(end) for end in pattern.findall(parts["events"].content) if end.isalnum()}
    return frozenset(period for period in written if cut is None or period <= cut.period)
