"""Checks of the draws and places in a format file: lists of the right kind, places that exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from frontfoot.core.errors import InputError
from frontfoot.ties.settle import Decision

_TEXTS: Final = ("criteria", "head_to_head", "protect", "grounds", "hosts")
_NUMBERS: Final = ("places", "seeded")


def check_list(key: str, value: Any, where: str) -> None:
    """Whether a list of a key holds only texts, or only whole numbers.

    Raises:
        InputError: another value is in it.
    """
    kind = str if key in _TEXTS else int if key in _NUMBERS else None
    if kind is not None and isinstance(value, list) and any(type(item) is not kind for item in value):
        words = "texts" if kind is str else "whole numbers"
        raise InputError(f"'{key}' must be a list of {words}", place=where, remedy=f"It is {value!r} now")


def check_draw(entry: Mapping[str, Any], phase: str, where: str) -> None:
    """Whether the paths and seeds of a round are lists of ranks, of a league phase.

    Raises:
        InputError: another number of ranks, a rank twice, or no league phase.
    """
    for key, length in (("paths", 4), ("seeds", 2)):
        values = entry.get(key, ())
        good = all(isinstance(ranks, list) and len(ranks) == length for ranks in values)
        flat = [rank for ranks in values for rank in ranks] if good else []
        if not good or any(type(rank) is not int or rank < 1 for rank in flat) or len(set(flat)) != len(flat):
            raise InputError(
                f"'{key}' is no list of {length} ranks each, every rank once",
                place=where,
                remedy="Write [[9, 10, 23, 24], [11, 12, 21, 22]]" if length == 4 else "Write [[7, 8], [5, 6]]",
            )
        if values and phase != "league":
            raise InputError(f"'{key}' are ranks of a league phase", place=where, remedy="Write pairs, or enter")


def check_paths(rounds: Sequence[Mapping[str, Any]], clubs: int, where: str) -> None:
    """Whether paths open the knock-out, four of them, and seeds follow them.

    Raises:
        InputError: paths or seeds in another round, another number of them, or ranks beyond the league.
    """
    for at, entry in enumerate(rounds):
        place = f"{where}, {entry['code']}"
        before = rounds[at - 1] if at else {}
        if entry.get("paths") and at:
            raise InputError("Paths open the knock-out", place=place, remedy="Write them in the first round")
        if entry.get("seeds") and not (len(entry["seeds"]) == len(before.get("paths", ())) == 4):
            raise InputError(
                "Four pairs of seeds meet the winners of four paths of the round before",
                place=place,
                remedy="Write both with four entries",
            )
        ranks = [rank for key in ("paths", "seeds") for entered in entry.get(key, ()) for rank in entered]
        if ranks and max(ranks) > clubs:
            raise InputError(f"There is no rank {max(ranks)} of {clubs} clubs", place=place, remedy="Correct it")


def check_values(kind: str, entry: Mapping[str, Any], where: str) -> None:
    """Whether the values of a user's entry can be: days in order, sides that are texts, a decision that is known.

    Raises:
        InputError: they cannot; the entry is named.
    """
    if kind == "edition":
        days = [entry[key] for key in ("from", "to") if key in entry]
        if len(days) == 1 or days != sorted(days):
            raise InputError(
                "An edition has its first and its last day", place=where, remedy="Give from and to, in this order"
            )
    elif kind == "order":
        clubs = entry["clubs"]
        if len(clubs) < 2 or any(type(club) is not str for club in clubs) or len(set(clubs)) != len(clubs):
            raise InputError("An order has two or more sides, each once", place=where, remedy='Write ["Ajax", "Roma"]')
    elif kind == "zone":
        places = entry["places"]
        if len(places) != 2 or any(type(place) is not int or place == 0 for place in places):
            raise InputError(
                "A zone has its first and its last place", place=where, remedy="Write places = [1, 4], or [-3, -1]"
            )
    elif kind == "ruling":
        if entry["kind"] not in list(Decision):
            raise InputError(
                f"There is no decision '{entry['kind']}'", place=where, remedy=f"Known are {', '.join(Decision)}"
            )
        if entry["winner"] == entry["loser"]:
            raise InputError("Winner and loser are one side", place=where, remedy="Name both sides")


def check_years(era: Mapping[str, Any], where: str) -> None:
    """Whether an era ends after it begins.

    Raises:
        InputError: it ends before.
    """
    if era.get("from", 0) > era.get("to", 9999):
        raise InputError(
            f"The era begins in {era['from']} and ends in {era['to']}", place=where, remedy="Turn from and to round"
        )


def check_once(editions: Sequence[Mapping[str, Any]], where: str) -> None:
    """Whether every season has one edition.

    Raises:
        InputError: two editions of one season.
    """
    seasons = [entry["season"] for entry in editions]
    twice = sorted({season for season in seasons if seasons.count(season) > 1})
    if twice:
        raise InputError(f"The season {twice[0]} has two editions", place=f"{where}, edition", remedy="Keep one")
