"""The formats as they are written: one TOML file a competition, each season in its era, checked as it is read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from frontfoot.core.errors import InputError
from frontfoot.cups.format import (
    CRITERIA,
    HEAD_TO_HEAD,
    ROUNDS,
    CupFormat,
    Deduction,
    KnownRuling,
    Round,
    RoundEntry,
    Zone,
)


def competition_format(competition: str, season: int) -> CupFormat:
    """The format of a competition in a season.

    Args:
        competition: short code or any name of `frontfoot.ties`, or the folder or name of a league.
        season: the year in which it begins.

    Raises:
        InputError: no such competition, or the format of that season is not known.

    >>> competition_format("uel", 2023).rounds[0].code
    'PO'
    """
    document = _find(competition)
    for era in document["era"]:
        if era["from"] <= season <= era.get("to", 9999):
            return _format(document, era, season)
    first = min(era["from"] for era in document["era"])
    last = max(era.get("to", 9999) for era in document["era"])
    spans = f"{first} on" if last == 9999 else f"{first} to {last}"
    raise InputError(
        f"The format of the {_name(document)} in season {season} is not known",
        place="season",
        remedy=f"Known are {spans}; a season is named by the year in which it begins",
    )


def known_formats() -> tuple[str, ...]:
    """Codes of all competitions whose formats are known."""
    return tuple(_documents())


def checked_era(document: dict[str, Any], era: dict[str, Any], place: str) -> None:
    """Whether an entry of a format file makes sense.

    Raises:
        InputError: an unknown key, criterion, phase or round, or a seeded place that does not enter.
    """
    known = {"from", "to", "phase", "groups", "clubs", "matches", "criteria", "head_to_head", "head_to_head_complete"}
    known |= {"better_rank_at_home_second", "round", "checked", "note"}
    where = f"{place}, era from {era.get('from')}"
    wrong = [key for key in era if key not in known]
    wrong += [key for key in ("from", "phase", "clubs", "criteria") if key not in era]
    if wrong:
        raise InputError(f"The entry {', '.join(wrong)} is unknown or missing", place=where, remedy="Mend the file")
    if era["phase"] not in ("groups", "league"):
        raise InputError(f"There is no phase '{era['phase']}'", place=where, remedy="Write groups or league")
    for name, allowed in (("criteria", CRITERIA), ("head_to_head", HEAD_TO_HEAD)):
        unknown = [entry for entry in era.get(name, ()) if entry not in allowed]
        if unknown:
            raise InputError(
                f"There is no criterion '{unknown[0]}'", place=where, remedy=f"Known are {', '.join(allowed)}"
            )
    if ("head-to-head" in era["criteria"]) != bool(era.get("head_to_head")):
        raise InputError("Head-to-head criteria and their list belong together", place=where, remedy="Give both")
    for entry in era.get("round", ()):
        if entry["code"] not in ROUNDS:
            raise InputError(
                f"There is no round '{entry['code']}'", place=where, remedy=f"Known are {', '.join(ROUNDS)}"
            )
        entering = {place for part in entry.get("enter", ()) for place in part["places"]}
        if not set(entry.get("seeded", ())) <= entering:
            raise InputError(
                "A seeded place does not enter the round", place=f"{where}, {entry['code']}", remedy="Mend the file"
            )


def _format(document: dict[str, Any], era: dict[str, Any], season: int) -> CupFormat:
    rounds = tuple(
        Round(
            code=entry["code"],
            enter=tuple(
                RoundEntry(tuple(part["places"]), part.get("competition", "")) for part in entry.get("enter", ())
            ),
            seeded=tuple(entry.get("seeded", ())),
            seeded_others=entry.get("seeded_others", 0),
            protect=tuple(entry.get("protect", ())),
            draw_days=entry.get("draw_days"),
            paths=tuple((a, b, c, d) for a, b, c, d in entry.get("paths", ())),
            seeds=tuple((a, b) for a, b in entry.get("seeds", ())),
        )
        for entry in era.get("round", ())
    )
    rulings = tuple(
        KnownRuling(entry["round"], entry["winner"], entry["loser"], entry["date"], entry["kind"], entry["note"])
        for entry in document.get("ruling", ())
        if entry["season"] == season
    )
    deductions = tuple(
        Deduction(entry["club"], entry["points"], entry.get("note", ""), entry.get("date"))
        for entry in document.get("deduction", ())
        if entry["season"] == season
    )
    return CupFormat(
        code=document["code"],
        name=_name(document),
        season=season,
        file=document.get("file", ""),
        phase=era["phase"],
        groups=era.get("groups", 0),
        clubs=era["clubs"],
        matches=era.get("matches", 2 * (era["clubs"] - 1)),
        criteria=tuple(era["criteria"]),
        head_to_head=tuple(era.get("head_to_head", ())),
        head_to_head_complete=era.get("head_to_head_complete", False),
        better_rank_at_home_second=era.get("better_rank_at_home_second", False),
        rounds=rounds,
        rulings=rulings,
        deductions=deductions,
        zones=tuple(Zone(name, first, last) for name, first, last in _zones(document, era, season)),
        checked=era.get("checked", True),
        note=era.get("note", ""),
    )


def _zones(document: dict[str, Any], era: dict[str, Any], season: int) -> list[tuple[str, int, int]]:
    """Zones of a season; places counted from the end (-1 is the last) are turned into places from the first."""
    found = []
    for zone in document.get("zone", ()):
        if zone.get("from", 0) <= season <= zone.get("to", 9999):
            first, last = (place if place > 0 else era["clubs"] + 1 + place for place in zone["places"])
            found.append((zone["name"], first, last))
    return found


def _name(document: dict[str, Any]) -> str:
    from frontfoot.ties.rulebook import competitions

    return str(document.get("competition") or competitions()[document["code"]])


def _find(competition: str) -> dict[str, Any]:
    documents = _documents()
    if competition in documents:
        return documents[competition]
    wanted = _plain(competition)
    for document in documents.values():
        if wanted in (_plain(document["code"]), _plain(_name(document))):
            return document
    try:
        from frontfoot.ties.rulebook import competitions, rules

        name = rules(competition, 2024, "QF").competition
        code = next(code for code, known in competitions().items() if known == name)
        return documents[code]
    except (InputError, StopIteration, KeyError):
        raise InputError(
            f"There is no format of a competition '{competition}'",
            place="competition",
            remedy=f"Known are {', '.join(documents)}",
        ) from None


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


@cache
def _documents() -> dict[str, dict[str, Any]]:
    folder = files("frontfoot.cups") / "formats"
    found = {}
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            document = tomllib.loads(item.read_text(encoding="utf-8"))
            for era in document["era"]:
                checked_era(document, era, item.name)
            found[document["code"]] = document
    return found
