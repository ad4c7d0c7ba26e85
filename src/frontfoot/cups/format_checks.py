"""Checks of the entries of a format file: known keys of the right kind, rounds and places that fit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any, Final, TypeAlias

from frontfoot.core.identity import canonical
from frontfoot.core.toml import OneOf, Schema, check_table, refuse_first
from frontfoot.cups.format import CRITERIA, HEAD_TO_HEAD, OF_THIRDS, PHASES, ROUNDS
from frontfoot.ties.settle import Decision

Faults: TypeAlias = Iterator[tuple[str, str, str]]
"""Place in an entry, problem and remedy of each of its faults; see `refuse_first`."""
_ENTERING: Final = Schema({"places": [int], "competition": str}, needed=("places",))
_ROUND: Final = Schema(
    {"code": OneOf("round", ROUNDS), "enter": [_ENTERING], "seeded": [int], "seeded_others": int}
    | {"protect": [str], "draw_days": int, "paths": list, "seeds": list, "pairs": list, "grounds": [str]},
    needed=("code",),
)
_THIRDS: Final = Schema(
    {"number": int, "criteria": [OneOf("criterion", OF_THIRDS)], "winners": str, "table": str},
    needed=("number", "criteria"),
)
_ERA: Final = Schema(
    {"from": int, "to": int, "phase": OneOf("phase", PHASES), "groups": int, "clubs": int, "matches": int}
    | {"criteria": [OneOf("criterion", CRITERIA)], "head_to_head": [OneOf("criterion", HEAD_TO_HEAD)]}
    | {"head_to_head_complete": bool, "better_rank_at_home_second": bool}
    | {"round": [_ROUND], "thirds": _THIRDS, "checked": bool, "note": str},
    needed=("phase",),
)
_RULING: Final = {"season": int, "round": str, "winner": str, "loser": str, "date": date, "note": str}
ENTRIES: Final = {
    "era": _ERA,
    "edition": Schema({"season": int, "from": date, "to": date, "hosts": [str], "groups": dict}, needed=("season",)),
    "ruling": Schema({**_RULING, "kind": OneOf("decision", tuple(Decision))}, needed=(*_RULING, "kind")),
    "deduction": Schema(
        {"season": int, "club": str, "points": int, "date": date, "note": str}, needed=("season", "club", "points")
    ),
    "order": Schema({"season": int, "clubs": [str], "note": str}, needed=("season", "clubs")),
    "zone": Schema({"name": str, "places": [int], "from": int, "to": int}, needed=("name", "places")),
}


def check_entry(kind: str, entry: Any, where: str) -> None:
    """Whether an entry of a kind ("era", "edition", "ruling", "deduction", "order", "zone") can be.

    Of an era only keys and values are checked; see `check_era`.

    Raises:
        InputError: an unknown or missing key, a value of the wrong kind, days that are not in order, a decision that is
            not known; file and entry are named.
    """
    check_table(entry, ENTRIES[kind], where)
    refuse_first(_of_entry(kind, entry), where)


def _of_entry(kind: str, entry: dict[str, Any]) -> Faults:
    if kind == "edition":
        days = [entry[key] for key in ("from", "to") if key in entry]
        if len(days) == 1 or days != sorted(days):
            yield "", "An edition has its first and its last day", "Give from and to, in this order"
    elif kind == "order" and (len(entry["clubs"]) < 2 or _twice(entry["clubs"])):
        yield "", "An order has two or more sides, each once", 'Write ["Ajax", "Roma"]'
    elif kind == "zone" and (len(entry["places"]) != 2 or 0 in entry["places"]):
        yield "", "A zone has its first and its last place", "Write places = [1, 4], or [-3, -1]"
    elif kind == "ruling" and entry["winner"] == entry["loser"]:
        yield "", "Winner and loser are one side", "Name both sides"


def era_place(era: dict[str, Any], place: str) -> str:
    """An era of a file in words."""
    return f"{place}, era from {era['from']}" if era.get("from") else f"{place}, era"


def check_era(era: dict[str, Any], place: str) -> None:
    """Whether an era of a format file makes sense, its keys and values being checked.

    Raises:
        InputError: numbers that cannot be, rounds in another order, or a seeded place that does not enter.
    """
    if era["phase"] != "none":
        needed = ("clubs", "criteria", *(("groups",) if era["phase"] == "groups" else ()))
        check_table(era, Schema(_ERA.keys, needed), era_place(era, place))
    rounds = era.get("round", [])
    faults = chain(_of_phase(era), _of_rounds(era, rounds), _of_order(rounds), _of_paths(rounds, era.get("clubs", 0)))
    refuse_first(faults, era_place(era, place))


def _of_phase(era: dict[str, Any]) -> Faults:
    """Faults of the groups or the league: numbers of clubs and matches, years, criteria, thirds."""
    phase, groups, clubs, matches = era["phase"], era.get("groups", 1), era.get("clubs", 2), era.get("matches")
    if era.get("from", 0) > era.get("to", 9999):
        yield "", f"The era begins in {era['from']} and ends in {era['to']}", "Turn from and to round"
    if clubs < 2 or groups < 1:
        yield "", f"{groups} groups of {clubs} clubs cannot play", "Give 2 or more"
    if phase == "groups" and matches not in (None, clubs - 1, 2 * (clubs - 1)):
        remedy = f"Give {clubs - 1} where they meet once, {2 * (clubs - 1)} where they meet at home and away"
        yield "", f"{matches} matches of each club do not fit a group of {clubs}", remedy
    if phase == "league" and matches is not None and (matches < 1 or matches * clubs % 2):
        yield "", f"{matches} matches of each of {clubs} clubs cannot be", "Give another number"
    for key in ("groups", "thirds"):
        if key in era and phase != "groups":
            yield "", f"'{key}' has no meaning with phase = '{phase}'", "Leave it out"
    if ("head-to-head" in era.get("criteria", ())) != bool(era.get("head_to_head")):
        yield "", "Head-to-head criteria and their list belong together", "Give both"
    if "thirds" in era and not era["thirds"]["criteria"]:
        yield "thirds", "Nothing compares the thirds", 'Write ["points"], say'


def _of_rounds(era: dict[str, Any], rounds: list[dict[str, Any]]) -> Faults:
    """Faults within a round: its pairs, the places that enter it, its paths and seeds."""
    if not rounds and era["phase"] == "none":
        yield "", "Nothing is played: neither a phase nor a round", "Write [[era.round]]"
    if not rounds and era["phase"] == "groups":
        yield "", "The groups lead to no round", 'Write [[era.round]], or phase = "league"'
    for entry in rounds:
        code, pairs = entry["code"], entry.get("pairs", [])
        if pairs and era["phase"] == "league":
            remedy = "Leave out pairs: write who enters a round (enter) and who is seeded, and it is drawn"
            yield code, "Pairs name places of groups, and a league has none", remedy
        for wrong in (pair for pair in pairs if not _is_pair(pair)):
            yield f"{code}, pairs", f"'{wrong}' is no pair", 'Write "1A-2B"'
        if not set(entry.get("seeded", ())) <= {place for part in entry.get("enter", ()) for place in part["places"]}:
            yield code, "A seeded place does not enter the round", "Name it among the places of enter"
        for key, length, example in (
            ("paths", 4, "[[9, 10, 23, 24], [11, 12, 21, 22]]"),
            ("seeds", 2, "[[7, 8], [5, 6]]"),
        ):
            lists = entry.get(key, [])
            good = all(isinstance(ranks, list) and len(ranks) == length for ranks in lists)
            ranks = list(chain(*lists)) if good else []
            if not good or any(type(rank) is not int or rank < 1 for rank in ranks) or _twice(ranks):
                yield code, f"'{key}' is no list of {length} ranks each, every rank once", f"Write {example}"
            if ranks and era["phase"] != "league":
                yield code, f"'{key}' are ranks of a league phase", "Write pairs, or enter"


def _of_order(rounds: list[dict[str, Any]]) -> Faults:
    places = [ROUNDS.index(entry["code"]) for entry in rounds]
    if places != sorted(set(places)):
        yield "", "The rounds are not in their order", f"Write them as {', '.join(ROUNDS)}"
    if rounds and rounds[-1]["code"] != "F":
        yield "", "The last round is not the final", 'End with code = "F"'


def _of_paths(rounds: list[dict[str, Any]], clubs: int) -> Faults:
    """Faults of paths and seeds: paths open the knock-out, four of them, and seeds follow them."""
    for before, entry in zip([{}, *rounds], rounds, strict=False):
        if entry.get("paths") and before:
            yield entry["code"], "Paths open the knock-out", "Write them in the first round"
        if entry.get("seeds") and not (len(entry["seeds"]) == len(before.get("paths", ())) == 4):
            problem = "Four pairs of seeds meet the winners of four paths of the round before"
            yield entry["code"], problem, "Write both with four entries"
        highest = max(chain(*entry.get("paths", ()), *entry.get("seeds", ())), default=0)
        if highest > clubs:
            yield entry["code"], f"There is no rank {highest} of {clubs} clubs", "Correct it"


def _is_pair(written: Any) -> bool:
    sides = written.split(" - " if " - " in written else "-") if isinstance(written, str) else []
    return len(sides) == 2 and all(side.strip() for side in sides)


def _twice(values: list[Any]) -> list[Any]:
    """The values that stand in a list more than once."""
    return [value for value in values if values.count(value) > 1]


def check_edition(edition: dict[str, Any], era: dict[str, Any], place: str) -> None:
    """Whether the draw of an edition is one of its format.

    Raises:
        InputError: other groups than the format has, or a side in two of them.
    """
    if edition.get("groups"):
        refuse_first(_of_draw(edition["groups"], era), f"{place}, edition {edition['season']}")


def _of_draw(groups: dict[str, Any], era: dict[str, Any]) -> Faults:
    letters = list("ABCDEFGHIJKLMNOP"[: era.get("groups", 0)])
    if list(groups) != letters:
        yield "", f"The groups are {', '.join(groups)}", f"Write {', '.join(letters) or 'none'}, in order"
    for letter, sides in groups.items():
        if not isinstance(sides, list) or len(sides) != era["clubs"] or not all(isinstance(one, str) for one in sides):
            yield "", f"Group {letter} needs {era['clubs']} sides", "Name all of them"
    for side in _twice([canonical(side) for sides in groups.values() for side in sides]):
        yield "", f"{side} is drawn twice", "Name each side once"


def check_once(editions: list[dict[str, Any]], where: str) -> None:
    """Whether every season has one edition.

    Raises:
        InputError: two editions of one season.
    """
    twice = _twice([entry["season"] for entry in editions])
    refuse_first((("edition", f"The season {season} has two editions", "Keep one") for season in twice), where)
