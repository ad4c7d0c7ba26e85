"""Brackets that are fixed beforehand, without a draw: places of groups, best thirds and winners of earlier ties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from frontfoot.core.arrays import Ints
from frontfoot.core.errors import InputError
from frontfoot.cups.format import CupFormat, Round
from frontfoot.cups.standings import Standings
from frontfoot.cups.thirds import best_thirds, third_slots, thirds_by_slot

Source: TypeAlias = str | int


def slot_columns(
    form: CupFormat,
    places: Mapping[str, Ints],
    standing: Mapping[str, Standings],
    generator: np.random.Generator | None = None,
    preferred: Mapping[str, int] | None = None,
) -> dict[str, Ints]:
    """The club in each slot that a group fills ("1A", "2B", "3ABCDF"), shape (n,).

    Args:
        form: with a fixed bracket.
        places: by group, shape (n, clubs of the group), the first place first: the values that are returned.
        standing: by group.
        generator, preferred: see `frontfoot.cups.thirds.best_thirds`.
    """
    columns = {f"{place + 1}{group}": order[:, place] for group, order in places.items() for place in (0, 1)}
    slots = third_slots(form)
    if slots and form.thirds is not None:
        groups = thirds_by_slot(form, best_thirds(standing, form.thirds.criteria, generator, preferred))
        thirds = np.stack([order[:, 2] for order in places.values()], axis=1)
        taken = np.take_along_axis(thirds, groups, axis=1)
        columns |= {slot: taken[:, column] for column, slot in enumerate(slots)}
    return columns


def fixed_pairs(entry: Round, slots: Mapping[str, Ints], before: Ints | None) -> Ints:
    """The pairs of every simulation, shape (n, ties, 2).

    Args:
        entry: with pairs.
        slots: from `slot_columns`.
        before: winners of the round before, shape (n, ties).
    """
    sides = []
    for side in (side for pair in entry.pairs for side in pair):
        if side.isdigit():
            assert before is not None
            sides.append(before[:, int(side) - 1])
        else:
            sides.append(slots[side])
    return np.stack(sides, axis=1).reshape(len(sides[0]), -1, 2)


def check_pairs(rounds: tuple[Round, ...], groups: int, where: str, *, clubs: bool = False) -> None:
    """Check that the pairs of the rounds make one bracket.

    Args:
        rounds: in order.
        groups: how many there are.
        where: named by an error.
        clubs: sides may be clubs by name.

    Raises:
        InputError: a side that is none, a group or tie that is not there, a side in two ties, another number of grounds
            than ties, a round without pairs among rounds that have them, a tie whose winner goes nowhere.
    """
    if not any(entry.pairs for entry in rounds):
        return
    letters = "ABCDEFGHIJKLMNOP"[:groups]
    used: set[str] = set()
    before = 0
    for entry in rounds:
        place = f"{where}, {entry.code}"
        if not entry.pairs:
            raise InputError("The round has no pairs, and other rounds do", place=place, remedy="Give pairs to all")
        if entry.grounds and len(entry.grounds) != len(entry.pairs):
            raise InputError(
                f"{len(entry.grounds)} grounds are named for {len(entry.pairs)} ties",
                place=place,
                remedy="Name one each",
            )
        here = [side for pair in entry.pairs for side in pair]
        for side in here:
            tie = side.isdigit() and 1 <= int(side) <= before
            slot = side[:1] in ("1", "2", "3") and bool(side[1:]) and set(side[1:]) <= set(letters)
            if not tie and not (clubs and not side.isdigit()) and not (slot and (side[0] == "3" or len(side) == 2)):
                raise InputError(
                    f"'{side}' is no side of a tie",
                    place=place,
                    remedy="Write 1A, 2B, 3ABC (a third of one of these groups), or the number of a tie before",
                )
        free = [side for side in here if not side.isdigit()]
        twice = sorted({side for side in here if here.count(side) > 1} | (set(free) & used))
        if twice:
            raise InputError(f"'{twice[0]}' plays in two ties", place=place, remedy="Each side enters once")
        used |= set(free)
        if len({side for side in here if side.isdigit()}) != before:
            raise InputError("The winner of a tie goes nowhere", place=place, remedy=f"Name 1 to {before} once each")
        before = len(entry.pairs)
    if before != 1:
        raise InputError(f"The last round has {before} ties", place=where, remedy="It must be the final")
