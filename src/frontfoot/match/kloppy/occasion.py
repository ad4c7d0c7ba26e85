"""Competition, season, date and venue as the files state them; kloppy returns the date at most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

import msgspec

from frontfoot.match.files import Source
from frontfoot.match.safe_xml import text_of

_ISO: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


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
    if not content.startswith(b"<"):
        return _from_json(provider, msgspec.json.decode(content))
    root = ElementTree.fromstring(content)
    reader = {"opta": _f7, "statsperform": _ma1_xml, "sportec": _sportec, "metrica": _epts}.get(provider)
    return reader(root) if reader else Occasion()


def _day(text: Any) -> str:
    written = _ISO.match(str(text or ""))
    return "-".join(written.groups()) if written else ""


def _f7(root: ElementTree.Element) -> Occasion:
    document = root.find("SoccerDocument")
    if document is None:
        return Occasion()
    stats = {stat.get("Type"): text_of(stat) for stat in document.findall("Competition/Stat")}
    return Occasion(
        competition=text_of(document.find("Competition/Name")),
        season=stats.get("season_name", "").removeprefix("Season ") or stats.get("season_id", ""),
        date=_day(text_of(document.find("MatchData/MatchInfo/Date"))),
        venue=text_of(document.find("Venue/Name")),
    )


def _ma1_xml(root: ElementTree.Element) -> Occasion:
    info = root if root.tag == "matchInfo" else root.find(".//matchInfo")
    if info is None:
        return Occasion()
    competition, calendar, venue = info.find("competition"), info.find("tournamentCalendar"), info.find("venue")
    return Occasion(
        competition=(competition.get("name") or text_of(competition)) if competition is not None else "",
        season=(calendar.get("name") or text_of(calendar)) if calendar is not None else "",
        date=_day(info.get("localDate") or info.get("date")),
        venue=(venue.get("longName") or venue.get("shortName") or text_of(venue)) if venue is not None else "",
    )


def _sportec(root: ElementTree.Element) -> Occasion:
    general, environment = root.find(".//General"), root.find(".//Environment")
    if general is None:
        return Occasion()
    return Occasion(
        competition=general.get("CompetitionName") or "",
        season=general.get("Season") or "",
        date=_day(general.get("KickoffTime") or general.get("PlannedKickoffTime")),
        venue=(environment.get("StadiumName") or "") if environment is not None else "",
    )


def _epts(root: ElementTree.Element) -> Occasion:
    session = root.find(".//Session")
    if session is None:
        return Occasion()
    return Occasion(
        competition=text_of(session.find("Competition")),
        season=text_of(session.find("Season")),
        date=_day(text_of(session.find("MatchDate")) or text_of(session.find("Date"))),
        venue=text_of(session.find("Venue")),
    )


def _from_json(provider: str, document: Any) -> Occasion:
    if provider == "statsperform":
        info = _at(document, "matchInfo")
        return Occasion(
            competition=str(_at(info, "competition").get("name") or ""),
            season=str(_at(info, "tournamentCalendar").get("name") or ""),
            date=_day(info.get("localDate") or info.get("date")),
            venue=str(_at(info, "venue").get("longName") or _at(info, "venue").get("shortName") or ""),
        )
    if provider == "datafactory":
        match = _at(document, "match")
        stadium = _at(document, "venueInformation", "venue", "stadium")
        return Occasion(
            competition=str(match.get("competition") or match.get("league") or ""),
            date=_day(match.get("date")),
            venue=str(stadium.get("stadiumName") or ""),
        )
    if provider == "impect":
        return Occasion(date=_day(_at(document).get("dateTime")))
    return Occasion()


def _at(document: Any, *names: str) -> dict[str, Any]:
    """The object at a path; an empty one where the path leads nowhere."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}
