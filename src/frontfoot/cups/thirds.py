"""The best thirds of the groups: which of them qualify, and the winner that each of them plays.

With three or four thirds to distribute the pairing depends on which groups they come from. Where the regulations hold a
table for every such set of groups (15 for a tournament of 24, 495 for a World Cup of 48), it is data of the format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np

from frontfoot.core.arrays import Ints
from frontfoot.core.errors import InputError
from frontfoot.cups.format import CupFormat
from frontfoot.cups.standings import Standings


def third_slots(form: CupFormat) -> tuple[str, ...]:
    """Every slot of the bracket for a third, "3ABCDF" say, in the order of the ties."""
    sides = (side for entry in form.rounds for pair in entry.pairs for side in pair)
    return tuple(dict.fromkeys(side for side in sides if side[0] == "3" and not side.isdigit()))


def best_thirds(
    standing: Mapping[str, Standings],
    criteria: Sequence[str],
    generator: np.random.Generator | None = None,
    preferred: Mapping[str, int] | None = None,
) -> Ints:
    """Groups by their thirds, the best first, shape (n, groups), as places in `standing`.

    Args:
        standing: the tables of every group.
        criteria: points, difference, goals, wins.
        generator: of the lots between thirds that are level; without it the group that is named first is better.
        preferred: by group, what separates thirds that are level, more is better.
    """
    columns = []
    for table in standing.values():
        third = table.order[:, 2][:, None]
        columns.append([np.take_along_axis(getattr(table, name), third, axis=1).ravel() for name in criteria])
    values = np.stack([np.stack(column) for column in columns], axis=2).astype(np.int64)
    word = np.zeros(values.shape[1:], dtype=np.int64)
    for value in values:
        low = int(value.min())
        word = word * (int(value.max()) - low + 1) + value - low
    groups = len(columns)
    if generator is not None:
        last = np.argsort(generator.random(word.shape), axis=1)
    else:
        preference = np.array([(preferred or {}).get(name, 0) for name in standing])
        last = np.broadcast_to(preference * groups + np.arange(groups)[::-1], word.shape)
    return np.argsort(-(word * (int(last.max()) + 1) + last), axis=1, kind="stable")


def thirds_by_slot(form: CupFormat, best: Ints) -> Ints:
    """The group whose third takes each slot, shape (n, slots), from `best_thirds`."""
    assert form.thirds is not None
    groups = tuple(form.draw) or tuple("ABCDEFGHIJKL"[: form.groups])
    table = _lookup(third_slots(form), _columns(form), form.thirds.table, form.thirds.number, groups)
    sets = (1 << best[:, : form.thirds.number]).sum(axis=1)
    return np.asarray(table[sets], dtype=np.intp)


def _columns(form: CupFormat) -> tuple[int, ...]:
    """For every slot of a third, the column of the table with its group."""
    assert form.thirds is not None
    if not form.thirds.table:
        return ()
    meets = _meets(form)
    return tuple(form.thirds.winners.index(meets[slot]) for slot in third_slots(form))


def _meets(form: CupFormat) -> dict[str, str]:
    """The group whose winner meets the third of each slot."""
    meets = {}
    for entry in form.rounds:
        for one, other in entry.pairs:
            for slot, against in ((one, other), (other, one)):
                if slot[0] == "3" and not slot.isdigit():
                    meets[slot] = against[1:]
    return meets


@lru_cache(maxsize=32)
def _lookup(
    slots: tuple[str, ...], columns: tuple[int, ...], table: tuple[str, ...], number: int, groups: tuple[str, ...]
) -> Ints:
    """Groups by slot for every set of groups as bits, shape (2 ** groups, slots)."""
    number_of = {letter: i for i, letter in enumerate(groups)}
    lookup = np.full((1 << len(groups), len(slots)), -1)
    if table:
        rows = [[number_of[row[column]] for column in columns] for row in table]
    else:
        rows = [
            _first_pairing([number_of[a] for a in chosen], slots, number_of) for chosen in combinations(groups, number)
        ]
    for row in rows:
        lookup[sum(1 << group for group in row)] = row
    return lookup


def _first_pairing(chosen: Sequence[int], slots: Sequence[str], number_of: Mapping[str, int]) -> list[int]:
    """The first pairing in the order of slots and groups that gives every slot a group it allows."""
    if not slots:
        return []
    for group in chosen:
        if group in {number_of[letter] for letter in slots[0][1:]}:
            rest = [other for other in chosen if other != group]
            try:
                return [group, *_first_pairing(rest, slots[1:], number_of)]
            except InputError:
                continue
    raise InputError(
        "The thirds of these groups fit no pairing", place="round, pairs", remedy="Let a slot take more groups"
    )


def check_thirds(form: CupFormat, where: str) -> None:
    """Whether the table of the thirds and the slots of the bracket fit together.

    Raises:
        InputError: another number of slots than thirds, a row for no set of groups, a set without a row, a third in a
            slot that does not allow it.
    """
    slots, thirds = third_slots(form), form.thirds
    wanted = thirds.number if thirds is not None else 0
    if len(slots) != wanted:
        raise InputError(
            f"{wanted} thirds go on, and the pairs have {len(slots)} places for them",
            place=f"{where}, thirds",
            remedy="Write as many sides such as 3ABC, each once",
        )
    if wanted and form.clubs < 3:
        raise InputError(
            f"A group of {form.clubs} has no third", place=f"{where}, thirds", remedy="Give clubs = 3, or more"
        )
    if thirds is None or not thirds.table:
        return
    groups = "ABCDEFGHIJKL"[: form.groups]
    meets = sorted(_meets(form).values())
    if meets != sorted(thirds.winners) or any(len(row) != wanted for row in thirds.table):
        raise InputError(
            f"'winners' are the groups whose winners meet a third, {''.join(meets)}, and every row has as many letters",
            place=f"{where}, thirds",
            remedy="Write the columns of the table in 'winners'",
        )
    sets = {"".join(sorted(row)) for row in thirds.table}
    if sets != {"".join(chosen) for chosen in combinations(groups, wanted)} or len(sets) != len(thirds.table):
        raise InputError(
            f"The table does not hold every set of {wanted} groups once", place=f"{where}, thirds", remedy="Mend it"
        )
    columns = _columns(form)
    for row in thirds.table:
        for slot, column in zip(slots, columns, strict=True):
            if row[column] not in slot[1:]:
                raise InputError(
                    f"In the row {row} the slot {slot} gets the third of {row[column]}",
                    place=f"{where}, thirds",
                    remedy="Mend the row, or the slot",
                )
