"""Reading and checking files of rules: those shipped with Frontfoot and a user's own.

One TOML file holds one competition (docs/how-to/own-competition.md): `name`, and optionally `codes`, `also` and
`single_year`, then a `[[rule]]` for each set of seasons and rounds with `legs` and `steps`, and optionally `from`,
`to`, `rounds`, `neutral`, `best_of`, `checked` and `note`. A `[[calendar]]` holds the days on which the rounds of some
seasons usually begin.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Final

from frontfoot.core.errors import InputError
from frontfoot.core.season import FIRST, LAST
from frontfoot.core.toml import OneOf, Schema, check_table, read_toml, refuse_first
from frontfoot.ties.rounds import round_code

_HEAD: Final = Schema(
    {"name": str, "codes": [str], "also": [str], "single_year": bool, "rule": [dict], "calendar": [dict]}
    | {"file": str, "competition": str, "tournament": str, "nations": bool}
)
STEPS: Final = ("away goals", "extra time", "golden goal", "silver goal", "shoot-out", "replay", "toss")
_RULE: Final = Schema(
    {"from": int, "to": int, "rounds": [str], "legs": int, "steps": [OneOf("step", STEPS)]}
    | {"neutral": bool, "best_of": int, "checked": bool, "note": str}
)
_CALENDAR: Final = Schema({"from": int, "to": int, "days": dict}, needed=("days",))
CUP_KEYS: Final = (
    *("code", "file", "competition", "era", "ruling", "deduction", "zone"),
    *("edition", "order", "tournament", "nations"),
)
"""Keys of the same file that `frontfoot cup` reads."""
_DECIDES: Final = ("shoot-out", "toss")


def is_file(competition: str) -> bool:
    """Whether a competition is given as the path of a file.

    >>> is_file("my-cup.toml"), is_file("uel")
    (True, False)
    """
    return competition.casefold().endswith(".toml")


def shipped() -> tuple[dict[str, Any], ...]:
    """Every shipped competition, in the order of the file names."""
    return tuple(_read(name) for name in _file_names())


def shipped_as(code: str) -> dict[str, Any] | None:
    """The shipped competition whose file bears a code, read without the others; None if there is no such file.

    >>> shipped_as("uel")["name"], shipped_as("UEFA Europa League")
    ('UEFA Europa League', None)
    """
    name = f"{code.casefold()}.toml"
    return _read(name) if name in _file_names() else None


@cache
def _file_names() -> tuple[str, ...]:
    folder = files("frontfoot.ties") / "rules"
    return tuple(sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml")))


@cache
def _read(name: str) -> dict[str, Any]:
    text = (files("frontfoot.ties") / "rules" / name).read_text(encoding="utf-8")
    return checked(tomllib.loads(text), name)


def read_competition(path: str | Path) -> dict[str, Any]:
    """The document of a user's file, unchecked.

    Raises:
        ReadError: it is missing, too large or not TOML; the line is named.
    """
    return read_toml(path, "The competition", "docs/how-to/own-competition.md")


def own(path: str) -> dict[str, Any]:
    """The competition that a user's file defines.

    Raises:
        ReadError: the file cannot be read. InputError: an entry is invalid.
    """
    return checked(read_competition(path), str(path))


def checked(document: dict[str, Any], place: str) -> dict[str, Any]:
    """The document with every default filled in.

    Raises:
        InputError: an unknown or missing key, a value of the wrong kind, an unknown round or step, seasons that end
            before they begin; file and entry are named.
    """
    head = {key: value for key, value in document.items() if key in _HEAD.keys or key not in CUP_KEYS}
    check_table(head, _HEAD, place)
    if not document.get("name", "").strip():
        raise InputError("The competition has no name", place=place, remedy='Write name = "..." in the first line')
    if not document.get("rule"):
        raise InputError(
            "The competition has no rules",
            place=place,
            remedy='Write at least one [[rule]] with legs = 1 and steps = ["extra time", "shoot-out"], say',
        )
    rules = [_rule(entry, f"{place}, rule {number}") for number, entry in enumerate(document["rule"], start=1)]
    check_apart(rules, "rule", place, "rounds")
    calendar = document.get("calendar", [])
    for number, entry in enumerate(calendar, start=1):
        _check_calendar(entry, f"{place}, calendar {number}")
    check_apart(calendar, "calendar", place)
    return {"codes": [], "also": [], "single_year": False, **document, "rule": rules, "calendar": calendar}


def check_apart(entries: Sequence[Mapping[str, Any]], kind: str, place: str, of: str = "") -> None:
    """Check that no two entries of one kind are for the same season.

    Args:
        entries: entries, with their first and last season in `from` and `to` if they have them.
        kind: kind of the entries: "rule", "era", "zone".
        place: path of the file.
        of: key of their subject, a text or a list; "" if all entries have the same subject.

    Raises:
        InputError: two entries have the same subject in one season; both are named.
    """
    for (number, one), (later, other) in combinations(enumerate(entries, start=1), 2):
        first = max(one.get("from", FIRST), other.get("from", FIRST))
        both = sorted(_subjects(one, of) & _subjects(other, of))
        if both and first <= min(one.get("to", LAST), other.get("to", LAST)):
            subject = "every round that no other rule names" if both[0] == "*" else f"'{both[0]}'" if both[0] else "it"
            raise InputError(
                f"Two entries tell of {subject} in season {first}",
                place=f"{place}, {kind} {number} and {kind} {later}",
                remedy="End the one before the other begins: 'to' and 'from' name the last and the first season",
            )


def _subjects(entry: Mapping[str, Any], of: str) -> set[str]:
    """The subject of an entry: the value of a key, or the values of a list; "" without a key."""
    value = entry[of] if of else ""
    return {value} if isinstance(value, str) else set(value)


def _rule(entry: dict[str, Any], where: str) -> dict[str, Any]:
    """A rule with its defaults filled in and its rounds as codes."""
    check_table(entry, _RULE, where)
    rule = {"checked": True, "note": "", "neutral": False, "best_of": 1, "from": FIRST, "rounds": ["*"], **entry}
    refuse_first(_faults(rule), where)
    return {
        **rule,
        "rounds": [name if name == "*" else _known_round(name, f"{where}, rounds") for name in rule["rounds"]],
    }


def _faults(rule: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What cannot be in a rule whose values are of the right kinds: place, problem and remedy of each fault."""
    for key in ("legs", "steps"):
        if key not in rule:
            yield "", f"'{key}' is missing", 'Write legs = 2 and steps = ["shoot-out"], say'
    legs, steps, series = rule["legs"], rule["steps"], rule["best_of"]
    if any(one == other for one, other in pairwise(steps)) or any(step in _DECIDES for step in steps[:-1]):
        order = f"The steps {', '.join(steps)} are no order: none comes twice in a row, or after a shoot-out or a toss"
        yield "steps", order, 'Write ["extra time", "shoot-out"], say'
    if legs not in (1, 2):
        yield "legs", f"A tie has one or two legs, not {legs}", "Write 1 or 2"
    if legs == 1 and "away goals" in steps:
        yield "steps", "Away goals cannot settle a single match", "Write legs = 2"
    if series not in (1, 3, 5, 7, 9) or (series > 1 and legs != 1):
        problem = f"A series is the best of 3, 5, 7 or 9 matches, not {series}"
        yield "best_of", problem, "Write best_of = 3 with legs = 1"
    first, last = rule["from"], rule.get("to", LAST)
    if not FIRST <= first <= last <= LAST:
        yield "", f"The seasons {first} to {last} cannot be", "Write the first in from, the last in to"


def _check_calendar(entry: Any, where: str) -> None:
    check_table(entry, _CALENDAR, where)
    for name, day in entry["days"].items():
        if name != "*":
            _known_round(name, f"{where}, days")
        if usual_day(day, 2000) is None:
            raise InputError(
                f"{day!r} is no day of a round",
                place=f"{where}, days, {name}",
                remedy='Write month and day, "09-16", with + before it if the year is the one after: "+04-09"',
            )


def usual_day(written: object, season: int) -> date | None:
    """The date of a day of a `[[calendar]]` in a season; None if it is not such a day.

    Args:
        written: month and day, after "+" of the year after the one that names the season, after "-" of the year before.
        season: the year that names the season.

    >>> usual_day("09-16", 2023), usual_day("+04-09", 2023), usual_day("04-31", 2023)
    (datetime.date(2023, 9, 16), datetime.date(2024, 4, 9), None)
    """
    parts = re.fullmatch(r"([+-]?)(\d\d)-(\d\d)", str(written))
    if parts is None:
        return None
    try:
        return date(season + {"-": -1, "": 0, "+": 1}[parts[1]], int(parts[2]), int(parts[3]))
    except ValueError:
        return None


def _known_round(name: object, where: str) -> str:
    try:
        return round_code(str(name))
    except InputError as error:
        raise InputError(error.problem, place=where, remedy=error.remedy) from None
