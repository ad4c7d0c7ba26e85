"""Checks of the entries of a format file: known keys of the right kind, rounds and places that fit."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.core.wording import did_you_mean
from frontfoot.cups.format import CRITERIA, HEAD_TO_HEAD, OF_THIRDS, PHASES, ROUNDS
from frontfoot.cups.round_checks import check_draw, check_list, check_paths, check_values, check_years
from frontfoot.ties.rule_files import check_keys

_ERA: Final = {
    "from": int,
    "to": int,
    "phase": str,
    "groups": int,
    "clubs": int,
    "matches": int,
    "criteria": list,
    "head_to_head": list,
    "head_to_head_complete": bool,
    "better_rank_at_home_second": bool,
    "round": list,
    "thirds": dict,
    "checked": bool,
    "note": str,
}
_ROUND: Final = {
    "code": str,
    "enter": list,
    "seeded": list,
    "seeded_others": int,
    "protect": list,
    "draw_days": int,
    "paths": list,
    "seeds": list,
    "pairs": list,
    "grounds": list,
}
ENTRIES: Final[dict[str, tuple[dict[str, type], tuple[str, ...]]]] = {
    "era": (_ERA, ("phase",)),
    "edition": ({"season": int, "from": date, "to": date, "hosts": list, "groups": dict}, ("season",)),
    "ruling": (
        {"season": int, "round": str, "winner": str, "loser": str, "date": date, "kind": str, "note": str},
        ("season", "round", "winner", "loser", "date", "kind", "note"),
    ),
    "deduction": (
        {"season": int, "club": str, "points": int, "date": date, "note": str},
        ("season", "club", "points"),
    ),
    "order": ({"season": int, "clubs": list, "note": str}, ("season", "clubs")),
    "zone": ({"name": str, "places": list, "from": int, "to": int}, ("name", "places")),
}


def check_entry(kind: str, entry: Any, where: str) -> None:
    """Whether an entry of a kind ("era", "edition", "ruling", "deduction", "order", "zone") has the right keys.

    Raises:
        InputError: an unknown or missing key, or a value of the wrong kind; file and entry are named.
    """
    known, needed = ENTRIES[kind]
    _keys(entry, known, needed, where)
    check_values(kind, entry, where)


def era_place(era: dict[str, Any], place: str) -> str:
    """An era of a file in words."""
    return f"{place}, era from {era['from']}" if era.get("from") else f"{place}, era"


def check_era(era: dict[str, Any], place: str) -> None:
    """Whether an era of a format file makes sense.

    Raises:
        InputError: an unknown key, criterion, phase or round, numbers that cannot be, or a seeded place that does not
            enter.
    """
    where = era_place(era, place)
    _keys(era, _ERA, ("from", "phase"), where)
    check_years(era, where)
    if era["phase"] not in PHASES:
        raise InputError(
            f"There is no phase '{era['phase']}'", place=f"{where}, phase", remedy="Write groups, league or none"
        )
    if era["phase"] != "none":
        needed = ("clubs", "criteria", *(("groups",) if era["phase"] == "groups" else ()))
        _keys(era, _ERA, needed, where)
        if era["clubs"] < 2 or era.get("groups", 1) < 1:
            raise InputError(
                f"{era.get('groups', 1)} groups of {era['clubs']} clubs cannot play",
                place=where,
                remedy="Give 2 or more",
            )
        _check_matches(era, where)
    if era["phase"] != "groups":
        _without_groups(era, where)
    for name, allowed in (("criteria", CRITERIA), ("head_to_head", HEAD_TO_HEAD)):
        _among(era.get(name, ()), allowed, "criterion", f"{where}, {name}")
    if ("head-to-head" in era.get("criteria", ())) != bool(era.get("head_to_head")):
        raise InputError("Head-to-head criteria and their list belong together", place=where, remedy="Give both")
    if "thirds" in era:
        kinds = {"number": int, "criteria": list, "winners": str, "table": str}
        _keys(era["thirds"], kinds, ("number", "criteria"), f"{where}, thirds")
        _among(era["thirds"]["criteria"], OF_THIRDS, "criterion", f"{where}, thirds")
        if not era["thirds"]["criteria"]:
            raise InputError("Nothing compares the thirds", place=f"{where}, thirds", remedy='Write ["points"], say')
    rounds = era.get("round", ())
    if not rounds and era["phase"] == "none":
        raise InputError("Nothing is played: neither a phase nor a round", place=where, remedy="Write [[era.round]]")
    if not rounds and era["phase"] == "groups":
        raise InputError("The groups lead to no round", place=where, remedy='Write [[era.round]], or phase = "league"')
    codes = []
    for entry in rounds:
        _keys(entry, _ROUND, ("code",), f"{where}, round")
        for part in entry.get("enter", ()):
            _keys(part, {"places": list, "competition": str}, ("places",), f"{where}, {entry['code']}, enter")
        check_draw(entry, era["phase"], f"{where}, {entry['code']}")
        _among([entry["code"]], ROUNDS, "round", f"{where}, round")
        codes.append(ROUNDS.index(entry["code"]))
        entering = {place for part in entry.get("enter", ()) for place in part["places"]}
        if not set(entry.get("seeded", ())) <= entering:
            raise InputError(
                "A seeded place does not enter the round", place=f"{where}, {entry['code']}", remedy="Mend the file"
            )
        wrong = [pair for pair in entry.get("pairs", ()) if not isinstance(pair, str) or not _is_pair(pair)]
        if wrong:
            raise InputError(
                f"'{wrong[0]}' is no pair", place=f"{where}, {entry['code']}, pairs", remedy='Write "1A-2B"'
            )
    if codes != sorted(set(codes)):
        raise InputError("The rounds are not in their order", place=where, remedy=f"Write them as {', '.join(ROUNDS)}")
    if rounds and rounds[-1]["code"] != "F":
        raise InputError("The last round is not the final", place=where, remedy='End with code = "F"')
    check_paths(rounds, era.get("clubs", 0), where)


def _check_matches(era: dict[str, Any], where: str) -> None:
    """Whether every club can have so many matches: in a group one or two against each of the others."""
    matches, others = era.get("matches"), era["clubs"] - 1
    if matches is None:
        return
    if era["phase"] == "groups" and matches not in (others, 2 * others):
        raise InputError(
            f"{matches} matches of each club do not fit a group of {others + 1}",
            place=where,
            remedy=f"Give {others} where they meet once, {2 * others} where they meet at home and away",
        )
    if matches < 1 or matches * (others + 1) % 2:
        raise InputError(
            f"{matches} matches of each of {others + 1} clubs cannot be", place=where, remedy="Give another number"
        )


def _without_groups(era: dict[str, Any], where: str) -> None:
    """Whether an era without groups asks for none: no number of them, no best thirds, no places in pairs."""
    for key in ("groups", "thirds"):
        if key in era:
            raise InputError(
                f"'{key}' has no meaning with phase = '{era['phase']}'", place=where, remedy="Leave it out"
            )
    if era["phase"] == "league" and any(
        entry.get("pairs") for entry in era.get("round", ()) if isinstance(entry, dict)
    ):
        raise InputError(
            "Pairs name places of groups, and a league has none",
            place=where,
            remedy="Leave out pairs: write who enters a round (enter) and who is seeded, and it is drawn",
        )


def _is_pair(text: str) -> bool:
    sides = text.split(" - ") if " - " in text else text.split("-")
    return len(sides) == 2 and all(side.strip() for side in sides)


def check_edition(edition: dict[str, Any], era: dict[str, Any], place: str) -> None:
    """Whether the draw of an edition is one of its format.

    Raises:
        InputError: other groups than the format has, or a side in two of them.
    """
    where = f"{place}, edition {edition['season']}"
    groups = edition.get("groups", {})
    if not groups:
        return
    letters = "ABCDEFGHIJKLMNOP"[: era.get("groups", 0)]
    if list(groups) != list(letters):
        raise InputError(
            f"The groups are {', '.join(groups)}", place=where, remedy=f"Write {', '.join(letters) or 'none'}, in order"
        )
    for letter, sides in groups.items():
        if not isinstance(sides, list) or len(sides) != era["clubs"] or not all(isinstance(one, str) for one in sides):
            raise InputError(f"Group {letter} needs {era['clubs']} sides", place=where, remedy="Name all of them")
    names = [canonical(side) for sides in groups.values() for side in sides]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{twice[0]} is drawn twice", place=where, remedy="Name each side once")


def _keys(entry: Any, known: dict[str, type], needed: tuple[str, ...], where: str) -> None:
    """`check_keys`, and whether its lists hold values of one kind."""
    check_keys(entry, known, where, needed)
    for key, value in entry.items():
        check_list(key, value, where)


def _among(written: Any, allowed: tuple[str, ...], kind: str, where: str) -> None:
    for entry in written:
        if entry not in allowed:
            meant = did_you_mean(str(entry), allowed)
            raise InputError(
                f"There is no {kind} '{entry}'", place=where, remedy=f"{meant}Known are {', '.join(allowed)}"
            )
