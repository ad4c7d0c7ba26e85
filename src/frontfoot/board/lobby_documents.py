"""Openings of ties from the forms and files of the start page."""

from __future__ import annotations

import re
import secrets
import tomllib
from datetime import date
from typing import Any

from pydantic import ValidationError

from frontfoot.core.errors import InputError
from frontfoot.core.identity import key
from frontfoot.core.season import season_on
from frontfoot.ties.entry import TieOpening
from frontfoot.ties.rulebook import rules


def form_document(
    *, competition: str, season: int, stage: str, home: str, away: str, first_leg: str, day: str, rates: str
) -> TieOpening:
    """The opening that the form describes.

    Raises:
        InputError: a field that cannot be read, by its name.
    """
    if not home or not away:
        raise InputError("A tie needs two clubs", place="clubs", remedy="Choose both")
    pair = _numbers(first_leg, "first leg", whole=True)
    goals = _numbers(rates, "expected goals", whole=False)
    rule = rules(competition, season, stage or None, legs=2 if pair else None)
    if pair and rule.legs == 1:
        raise InputError("This tie is a single match", place="first leg", remedy=rule.describe().rstrip("."))
    match: dict[str, Any] = {"home": home, "away": away, "date": day or None, "rates": goals}
    other: dict[str, Any] = {"home": away, "away": home, "rates": goals[::-1] if goals else None}
    if rule.legs == 1:
        legs = [match]
    elif pair:
        # Rates of a match that is over count for nothing, but either all matches have them or none.
        legs = [{**other, "score": [int(pair[0]), int(pair[1])]}, match]
    else:
        legs = [match, other]
    document: dict[str, Any] = {"id": identifier(home, away), "competition": competition, "season": season, "leg": legs}
    if stage:
        document["round"] = stage
    return _document(document)


def file_document(content: bytes, *, play_last: bool) -> TieOpening:
    """The opening that a tie file describes; with `play_last` its last match is still to be played.

    Raises:
        InputError: it is no tie file.
    """
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
        legs = [dict(leg) for leg in document["leg"]]
        last = legs[-1]
        name = identifier(str(last["home"]), str(last["away"]))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise InputError(f"This is no tie file ({error})", place="tie file", remedy="See docs/tie.md") from None
    for leg in legs:
        for event in leg.get("event", ()):
            if isinstance(event, dict) and "minute" in event:
                event["minute"] = str(event["minute"])
    if play_last:
        for field in ("score", "extra_time", "shoot_out", "event"):
            last.pop(field, None)
    return _document({**document, "id": name, "leg": legs})


def league_document(home: str, away: str, day: str) -> TieOpening:
    """A league match by its clubs and its day."""
    try:
        played = date.fromisoformat(day[:10])
    except ValueError:
        played = date.today()
    season = season_on(played)
    leg = {"home": home, "away": away, "date": played.isoformat()}
    return _document({"id": identifier(home, away), "competition": "league", "season": season, "leg": [leg]})


def identifier(home: str, away: str) -> str:
    """A readable identifier that no other tie has.

    >>> identifier("Atalanta", "Liverpool").rpartition("-")[0]
    'atalanta-liverpool'
    """
    words = re.sub(r"[^a-z0-9]+", "-", f"{key(home)} {key(away)}".encode("ascii", "ignore").decode()).strip("-")
    return f"{words[:48].rstrip('-') or 'tie'}-{secrets.token_hex(4)}"


def _document(document: dict[str, Any]) -> TieOpening:
    try:
        return TieOpening.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(f"This cannot be: {first['msg']}", place=place, remedy="Correct it") from None


def _numbers(text: str, field: str, *, whole: bool) -> tuple[float, float] | None:
    if not text.strip():
        return None
    number = r"\d+" if whole else r"\d+(?:\.\d+)?"
    parts = re.fullmatch(rf"\s*({number})\s*[-–:/ ]\s*({number})\s*", text)
    if parts is None:
        example = "0-3" if whole else "1.6-1.1"
        raise InputError(f"'{text}' is not two numbers", place=field, remedy=f"Write them like {example}")
    return float(parts[1]), float(parts[2])
