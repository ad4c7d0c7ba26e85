"""Converts variants of a feed that kloppy cannot read into the form that it can."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final
from xml.etree import ElementTree

import msgspec

from frontfoot.match.files import Source

_TIME_OF_SHOT: Final = re.compile(rb"<Q\b[^>]*\bqualifier_id=\"374\"[^>]*>")
_ISO: Final = re.compile(rb"value=\"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,6})?(?:Z|[+-]00:?00)?\"")


def prepared(provider: str, parts: dict[str, Source]) -> dict[str, Source]:
    """The files of a match as kloppy reads them.

    MA1 inside a list of matches is extracted; F24 as JSON becomes F24 as XML; the time of a shot in qualifier 374 loses
    the ISO form's T and Z.

    Raises:
        ReadError: an MA1 file lists more than one match, or F24 as JSON holds no game.
    """
    parts = dict(parts)
    if provider == "statsperform" and "lineups" in parts:
        parts["lineups"] = _one_match(parts["lineups"])
    if provider == "opta":
        events = parts["events"]
        if events.content.lstrip()[:1] in {b"{", b"["}:
            events = _f24_as_xml(events)
        parts["events"] = replace(events, content=_TIME_OF_SHOT.sub(_plain_time, events.content))
    return parts


def _plain_time(qualifier: re.Match[bytes]) -> bytes:
    return _ISO.sub(lambda parts: b'value="%s %s%s"' % (parts[1], parts[2], (parts[3] or b".000")), qualifier[0])


def _one_match(source: Source) -> Source:
    if source.content.lstrip()[:1] not in {b"{", b"["}:
        return source
    document = msgspec.json.decode(source.content)
    matches = document.get("match") if isinstance(document, dict) else document
    if not isinstance(matches, list):
        return source
    if len(matches) != 1:
        raise source.error(f"The MA1 file lists {len(matches)} matches", "Name the file of one match")
    return replace(source, content=msgspec.json.encode(matches[0]))


def _f24_as_xml(source: Source) -> Source:
    """F24 as JSON keeps what the XML has as attributes under "@attributes"."""
    game = _game(msgspec.json.decode(source.content))
    if game is None:
        raise source.error("The F24 file holds no game", "Export it again")
    root = ElementTree.Element("Games")
    parent = ElementTree.SubElement(root, "Game", _attributes(game))
    for event in game.get("Event") or []:
        attributes = _attributes(event)
        attributes.setdefault("last_modified", attributes.get("timestamp", ""))
        child = ElementTree.SubElement(parent, "Event", attributes)
        for qualifier in _listed(event.get("Q")):
            ElementTree.SubElement(child, "Q", _attributes(qualifier))
    return replace(source, content=ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _game(document: Any) -> dict[str, Any] | None:
    for node in document if isinstance(document, list) else [document]:
        inside = node.get("data", node) if isinstance(node, dict) else None
        games = inside.get("Games") if isinstance(inside, dict) else None
        for game in _listed(games.get("Game")) if isinstance(games, dict) else []:
            if isinstance(game, dict):
                return game
    return None


def _listed(value: Any) -> list[Any]:
    """One element of XML becomes an object in JSON, several become a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _attributes(node: Any) -> dict[str, str]:
    """The attributes of a node as text; times without the zone that the XML does not write either."""
    stated = node.get("@attributes", {}) if isinstance(node, dict) else {}
    attributes: dict[str, str] = {}
    for name, value in stated.items():
        if isinstance(value, dict):
            name, value = name.lower(), value.get("locale")
        if name == "timestamp" or name == "last_modified":
            value = str(value).removesuffix("Z")
        if value is not None:
            attributes[{"TimeStamp": "timestamp"}.get(name, name)] = str(value)
    return attributes
