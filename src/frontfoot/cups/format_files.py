"""Reading and checking format files: one TOML file per competition, each season in its era.

A user's own file (`frontfoot cup my-cup.toml 2026`) holds the rules of its ties and its format together.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.core.wording import letters_and_digits
from frontfoot.cups.fixed import check_pairs
from frontfoot.cups.format import CupFormat
from frontfoot.cups.format_checks import ENTRIES, check_edition, check_entry, check_era, check_once, era_place
from frontfoot.cups.thirds import check_thirds
from frontfoot.ties.rule_files import check_apart, checked, is_file, read_competition
from frontfoot.ties.rulebook import single_year


def competition_format(competition: str, season: int) -> CupFormat:
    """The format of a competition in a season.

    Args:
        competition: short code or any name of `frontfoot.ties`, the folder or name of a league, or the path of a user's
            own file ("my-cup.toml").
        season: the year in which it begins.

    Raises:
        ReadError: the user's file cannot be read.
        InputError: no such competition, the format of that season is not known, or an entry of the file makes no sense.

    >>> competition_format("uel", 2023).rounds[0].code
    'PO'
    >>> competition_format("world-cup", 2026).thirds.number
    8
    """
    document, place = (_own(competition), competition) if is_file(competition) else (_find(competition), "")
    for era in document["era"]:
        if era.get("from", 0) <= season <= era.get("to", 9999):
            return _format(document, era, season, place or f"{document['code']}.toml")
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


def _format(document: dict[str, Any], era: dict[str, Any], season: int, place: str) -> CupFormat:
    where = era_place(era, place)
    edition = _edition(document, season, era, place)

    def of_season(kind: str, *names: str) -> list[dict[str, Any]]:
        """The entries of a kind for the season, the sides in some of their fields under canonical names."""
        entries = [entry for entry in document.get(kind, ()) if entry["season"] == season]
        return [{**entry, **{name: _canonical(entry[name]) for name in names}} for entry in entries]

    fields: dict[str, Any] = {
        "matches": 2 * (era.get("clubs", 1) - 1),
        **{key: value for key, value in era.items() if key not in ("from", "to", "round")},
        **{
            key: document[key]
            for key in ("code", "file", "tournament", "rules", "own", "single_year")
            if key in document
        },
        "name": _name(document),
        "season": season,
        "rounds": [
            {**entry, "pairs": [_pair(pair) for pair in entry.get("pairs", ())]} for entry in era.get("round", ())
        ],
        "rulings": of_season("ruling", "winner", "loser"),
        "deductions": of_season("deduction", "club"),
        "orders": of_season("order", "clubs"),
        "zones": _zones(document, era, season),
        "draw": {letter: _canonical(sides) for letter, sides in edition.get("groups", {}).items()},
        "days": (edition["from"], edition["to"]) if "from" in edition else None,
        "hosts": edition.get("hosts", ()),
        "nations": document.get("nations", bool(document.get("tournament"))),
    }
    if "thirds" in era:
        fields["thirds"] = {**era["thirds"], "table": era["thirds"].get("table", "").split()}
    form = msgspec.convert(fields, CupFormat)
    check_pairs(form.rounds, form.groups, where, clubs=form.phase == "none")
    if form.fixed and form.phase != "none":
        check_thirds(form, where)
    return form


def _pair(text: str) -> tuple[str, str]:
    """Both sides of a tie: "1A-2B", or with blanks around the hyphen where names of clubs hold hyphens."""
    one, other = text.split(" - ") if " - " in text else text.split("-")
    return one.strip(), other.strip()


_OF_DOCUMENT = ("code", "file", "tournament", "rules", "own", "single_year")
"""Keys of a document that hold for all its eras."""


def _canonical(sides: str | list[str]) -> str | list[str]:
    return canonical(sides) if isinstance(sides, str) else [canonical(side) for side in sides]


def _edition(document: dict[str, Any], season: int, era: dict[str, Any], place: str) -> dict[str, Any]:
    """The edition of a season: its days, its hosts and the draw of its groups.

    Raises:
        InputError: a tournament of nations whose edition the file does not hold.
    """
    editions = document.get("edition", ())
    for entry in editions:
        if entry["season"] == season:
            check_edition(entry, era, place)
            return dict(entry)
    if document.get("tournament") or editions:
        known = ", ".join(str(entry["season"]) for entry in editions)
        raise InputError(
            f"The draw of the {_name(document)} {season} is not known",
            place="season",
            remedy=f"Known are {known}; bring its draw in a file of your own (docs/how-to/own-competition.md)",
        )
    return {}


def _zones(document: dict[str, Any], era: dict[str, Any], season: int) -> list[dict[str, Any]]:
    """Zones of a season; places counted from the end (-1 is the last) are turned into places from the first."""
    zones = []
    for zone in document.get("zone", ()):
        if zone.get("from", 0) <= season <= zone.get("to", 9999):
            first, last = (place if place > 0 else era["clubs"] + 1 + place for place in zone["places"])
            if era["phase"] == "league" and not 1 <= first <= last <= era["clubs"]:
                raise InputError(
                    f"A league of {era['clubs']} has no places {zone['places']}",
                    place=f"{_name(document)}, zone '{zone['name']}'",
                    remedy="Write the first place and the last, [1, 4] or [-3, -1]",
                )
            zones.append({"name": zone["name"], "first": first, "last": last})
    return zones


def _name(document: dict[str, Any]) -> str:
    from frontfoot.ties.rulebook import competitions

    return str(document.get("competition") or document.get("name") or competitions()[document["code"]])


def _find(competition: str) -> dict[str, Any]:
    documents = _documents()
    if competition in documents:
        return documents[competition]
    wanted = letters_and_digits(competition)
    for document in documents.values():
        if wanted in (letters_and_digits(document["code"]), letters_and_digits(_name(document))):
            return document
    try:
        from frontfoot.ties.rulebook import competition_code

        return documents[competition_code(competition)]
    except (InputError, KeyError):
        raise InputError(
            f"There is no format of a competition '{competition}'",
            place="competition",
            remedy=f"Known are {', '.join(documents)}, or the path of a file of your own",
        ) from None


@cache
def _documents() -> dict[str, dict[str, Any]]:
    folder = files("frontfoot.cups") / "formats"
    documents = {}
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            document = tomllib.loads(item.read_text(encoding="utf-8"))
            _check_entries(document, item.name)
            for era in document["era"]:
                check_era(era, item.name)
            _check_apart(document, item.name)
            code = document["code"]
            documents[code] = {**document, "rules": code, "single_year": single_year(code)}
    return documents


def _own(path: str) -> dict[str, Any]:
    """A user's own competition: its rules, and its format beside them.

    Raises:
        ReadError: it cannot be read. InputError: it has no format, or an entry makes no sense.
    """
    document = read_competition(path)
    if "extends" in document:
        return _extended(document, path)
    _check_entries(document, path)
    if not any(era.get("round") for era in document.get("era", ())):
        # A league has no ties that need rules.
        document.setdefault("rule", [{"legs": 1, "steps": []}])
    document = checked(document, path)
    if not document.get("era"):
        raise InputError(
            "The file has rules of ties and no format",
            place=path,
            remedy='Write an [[era]] with phase = "groups", "league" or "none", and its [[era.round]]',
        )
    for era in document["era"]:
        era.setdefault("from", 0)
        check_era(era, path)
    _check_apart(document, path)
    file = document.get("file", "")
    return {
        **document,
        "file": str(Path(path).parent / file) if file else "",
        "code": Path(path).stem,
        "rules": path,
        "own": path,
        "tournament": document.get("tournament", ""),
    }


def _check_apart(document: dict[str, Any], place: str) -> None:
    """Whether every season has one format, and every zone one set of places in it."""
    check_apart(document["era"], "era", place)
    check_apart(document.get("zone", ()), "zone", place, "name")


_EXTENDING = ("extends", "file", *ENTRIES)


def _extended(document: dict[str, Any], path: str) -> dict[str, Any]:
    """A shipped competition with editions, decisions and results of the user's own.

    Raises:
        InputError: no such competition, or a key that has no meaning beside it.
    """
    wrong = [key for key in document if key not in _EXTENDING]
    if wrong or not isinstance(document["extends"], str):
        raise InputError(
            f"The key '{wrong[0]}' is not known beside 'extends'" if wrong else "'extends' must be a text",
            place=path,
            remedy=f"Known are {', '.join(_EXTENDING)}",
        )
    _check_entries(document, path)
    base = _find(document["extends"])
    file = document.get("file", "")
    if not isinstance(file, str):
        raise InputError("'file' must be a text", place=path, remedy=f"It is {file!r} now")
    check_apart(document.get("zone", ()), "zone", path, "name")
    own_entries = {kind: document[kind] for kind in ENTRIES if kind in document}
    return {**base, **own_entries, "file": str(Path(path).parent / file) if file else base.get("file", ""), "own": path}


def _check_entries(document: dict[str, Any], path: str) -> None:
    """Whether every entry of a file is one of its kind."""
    for kind in ENTRIES:
        if not isinstance(document.get(kind, []), list):
            raise InputError(f"'{kind}' is written as [[{kind}]]", place=path, remedy="Use two brackets")
        for number, entry in enumerate(document.get(kind, ()), start=1):
            check_entry(kind, entry, f"{path}, {kind} {number}")
    check_once(document.get("edition", []), path)
