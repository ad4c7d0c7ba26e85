"""Exposure and goals of each state of a match: the table of the in-play fit.

A cell is a minute of the clock, the side that may score, its lead, whether a goal has fallen yet, and its number of men
less its opponent's. Its exposure is the sum of base rates over the matches in that state, in goals a minute; goals
and cards are taken to fall in the middle of their minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from frontfoot.core.arrays import Bools, Floats
from frontfoot.fit.goal_times import GoalTimes

STOPPAGE_MINUTES = 15
MINUTES = 90 + 2 * STOPPAGE_MINUTES
"""Columns of the clock: 45 minutes and 15 of stoppage, twice."""
AFTER_RED = 2
"""Minutes after which a sending-off counts, so that the penalty often given with it is not counted for ten men."""
MOST_LEAD = 3
MOST_MEN = 2
SHAPE = (MINUTES, 2, 2 * MOST_LEAD + 1, 2, 2 * MOST_MEN + 1)


@dataclass(frozen=True, slots=True)
class ExposureCells:
    """Exposure and goals by (minute, side, lead, goalless, men), both of shape `SHAPE`.

    Attributes:
        exposure: expected goals at the base rate, before any multiplier.
        goals: goals that fell.
    """

    exposure: Floats
    goals: Floats


def column(period: int, minute: int, added: int) -> int:
    """The column of the clock of a minute as written.

    >>> column(1, 1, 0), column(1, 45, 2), column(2, 46, 0), column(2, 90, 1)
    (0, 46, 60, 105)
    """
    start = 0 if period == 1 else 45 + STOPPAGE_MINUTES
    if added:
        return start + 45 + min(added, STOPPAGE_MINUTES) - 1
    return start + min(minute - (0 if period == 1 else 45), 45) - 1


def tabulate(times: GoalTimes, base: Floats, survival: Floats, *, stoppage_known: Bools) -> ExposureCells:
    """Add up exposure and goals of league matches.

    Args:
        times: matches of regulation length; `incidents` must belong to `matches` in its order.
        base: shape (matches, 2), base rates of both sides, goals in a regulation match.
        survival: shape (matches, MINUTES): how much of each column was played; 1 outside stoppage.
        stoppage_known: shape (matches,): whether goals of the stoppage stand at their minute. Where they do not, the
            last minute of each half and its stoppage are left out.
    """
    import polars as pl

    from frontfoot.fit.goal_times import GOALS

    number = {match: row for row, match in enumerate(times.matches["match"])}
    events = times.incidents.filter(
        pl.col("kind").is_in([*GOALS, "red card"]) & pl.col("match").is_in(times.matches["match"].implode())
    )
    exposure, goals = np.zeros(SHAPE), np.zeros(SHAPE)
    blind = [44, *range(45, 60), 104, *range(105, MINUTES)]
    played = survival.copy()
    played[np.ix_(~stoppage_known, blind)] = 0.0
    by_match: dict[int, list[tuple[int, bool, bool]]] = {}
    for match, period, minute, added, home_side, kind in events.iter_rows():
        red = kind == "red card"
        where = min(column(period, minute, added) + AFTER_RED * red, MINUTES - 1)
        by_match.setdefault(number[match], []).append((where, home_side, red))
    for row in range(len(played)):
        lead, total, men, last = 0, 0, 0, 0.0
        for where, home_side, red in [*sorted(by_match.get(row, ()), key=itemgetter(0)), (MINUTES, True, False)]:
            until = min(where + 0.5, float(MINUTES))
            _spread(exposure, base[row], played[row], last, until, lead, total == 0, men)
            last = until
            if where == MINUTES:
                break
            if red:
                men += -1 if home_side else 1
                continue
            side = 0 if home_side else 1
            if played[row, where] > 0.0:
                goals[_cell(where, side, lead, total == 0, men)] += 1.0
            lead += 1 if home_side else -1
            total += 1
    return ExposureCells(exposure, goals)


def _cell(where: int | slice, side: int, lead: int, goalless: bool, men: int) -> tuple[int | slice, int, int, int, int]:
    sign = 1 if side == 0 else -1
    own = int(np.clip(sign * lead, -MOST_LEAD, MOST_LEAD)) + MOST_LEAD
    more = int(np.clip(sign * men, -MOST_MEN, MOST_MEN)) + MOST_MEN
    return where, side, own, int(goalless), more


def _spread(
    exposure: Floats, base: Floats, played: Floats, start: float, end: float, lead: int, goalless: bool, men: int
) -> None:
    """Add the columns from `start` to `end` (in columns, halves allowed) to the cells of a state."""
    if end <= start:
        return
    first, last = int(start), min(int(np.ceil(end)), MINUTES)
    share = played[first:last].copy()
    share[0] *= 1.0 - (start - first)
    share[-1] *= 1.0 - (last - end)
    if last - first == 1:
        share[0] = played[first] * (end - start)
    for side in (0, 1):
        exposure[_cell(slice(first, last), side, lead, goalless, men)] += share * (base[side] / 90.0)
