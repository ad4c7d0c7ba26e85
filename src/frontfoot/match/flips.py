"""Halves, and parts of halves, in which the places of a side were recorded the wrong way round.

Each side of each period is judged separately, by the places of its actions that are plausible at one end only: it
shoots, takes corners and penalties, crosses and is caught offside in the half that it attacks; it clears and takes
goal kicks in its own half, and there its goalkeeper acts. Where an action ends is no evidence: several providers copy
the end of an event from the start of the next one, turned when the other side acts, so that ends and starts agree
whichever way round the record is.

A hidden state (reversed or not) runs along a side's actions; its most likely path is found by the Viterbi algorithm
[1]. From one action to the next of the same side the ball moves a limited distance, which shows where a reversed
stretch begins and ends. The cost of a change of state is larger than the evidence of one clear place, so that a single
wrong entry turns nothing. Evidence against the record that is too weak is reported as a finding, and nothing is turned.

[1] G. D. Forney, "The Viterbi algorithm", Proceedings of the IEEE 61 (1973), 268-278.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.match.codes import Array, code_mask
from frontfoot.match.columns import NOBODY, Columns
from frontfoot.match.flip_borders import CLEAR, settle_borders, steps
from frontfoot.match.match import Finding, Repair
from frontfoot.match.schema import KINDS, PITCH_LENGTH, SET_PIECES

# Share of the places of each sort, 25 m or more from the halfway line, that lie in the wrong half. In 1,520 matches of
# Wyscout it is below these numbers, see docs/providers.md.
_WRONG_HALF: Final = {"attack": 0.002, "offside": 0.01, "keeper": 0.005, "clearance": 0.007}
_FULL_METRES: Final = 25.0  # distance from the halfway line from which a place is worth its full weight
_LEAST: Final = 3  # clear places that a reversed stretch needs
_LEAST_AT_END: Final = 2  # and one that begins or ends with the period, if other places confirm the rest of it
_RATIO: Final = 4  # and for every clear place in it that confirms the record
_CHANGE: Final = 8.0  # cost of a change of state within a half
_REVERSED: Final = 3.0  # cost of starting a half reversed
_STILL: Final = ("other", "substitution", "card", "period_start", "period_end", "pressure")  # no evidence on the ball


def mend_flips(events: Columns, keepers: list[int]) -> tuple[list[Repair], list[Finding]]:
    """Turn reversed places round, so that every place is measured from the acting side's own goal.

    Args:
        events: the events in the order of play; their places are changed.
        keepers: codes of the goalkeepers, as far as they are known.

    Returns:
        Repairs for the stretches that were turned, and findings where the evidence is too weak.
    """
    repairs: list[Repair] = []
    findings: list[Finding] = []
    odds = _odds(events, keepers)
    against = np.flatnonzero(odds >= CLEAR)
    if not len(against):
        return repairs, findings
    moving = ~events.is_kind(*_STILL) & ~np.isnan(events.x)
    turned = np.zeros(len(events), dtype=bool)
    sides, periods = events.side[against], events.period[against]
    for period in np.unique(periods[periods <= 4]).tolist():
        rows = np.flatnonzero(moving & (events.period == period) & (events.side != NOBODY))
        wrong = np.zeros(len(rows), dtype=bool)
        for side in (0, 1):
            if int(((periods == period) & (sides == side)).sum()) < _LEAST_AT_END:
                continue
            mine = np.flatnonzero(events.side[rows] == side)
            wrong[mine], doubtful = _judge(events, rows[mine], odds[rows[mine]])
            findings += [_doubt(period, side, doubtful)] if doubtful else []
        if wrong.any():
            wrong = settle_borders(events, rows, odds[rows], wrong)
            turned[rows[wrong]] = True
            repairs += _describe(events, rows, wrong, period)
    if turned.any():
        events.turn(turned)
    return repairs, findings


def _odds(events: Columns, keepers: list[int]) -> Array:
    """(N,) log odds that the place of an event was recorded the wrong way round; 0 if it is not informative."""
    keeps = np.zeros(len(events.people) + 1, dtype=bool)
    keeps[keepers] = True
    kind = events.kind
    attack = _ATTACK_KINDS.take(kind) | _ATTACK_RESTARTS.take(events.set_piece)
    attack |= np.asarray(events.rest.get("cross", np.zeros(events.height, dtype=bool)), dtype=bool)[events.rows] & (
        events.set_piece == len(SET_PIECES)
    )
    own = {
        "keeper": keeps.take(events.player) & ~attack & ~events.is_kind(*_STILL, "foul", "foul_won"),
        "clearance": events.is_kind("clearance"),
    }
    own["keeper"] |= (kind == KINDS.index("keeper")) | (events.set_piece == SET_PIECES.index("goal_kick"))
    weight = np.zeros(len(events))
    for name, chosen in (("offside", kind == KINDS.index("offside")), ("attack", attack), *own.items()):
        share = _WRONG_HALF[name]
        weight[chosen & (weight == 0)] = np.log((1 - share) / share)
    depth = np.nan_to_num(events.x - PITCH_LENGTH / 2) / _FULL_METRES
    odds: Array = weight * np.clip(np.where(attack, -depth, depth), -1.0, 1.0)
    return odds


_ATTACK_KINDS: Final = code_mask(KINDS, ("shot", "offside"))
_ATTACK_RESTARTS: Final = code_mask(SET_PIECES, ("corner", "penalty"))


def _judge(events: Columns, rows: Array, odds: Array) -> tuple[Array, int]:
    """Which actions of a side in a period were reversed, and the length of a run of clear places too short for it."""
    path = _most_likely(odds, *steps(events, rows[:-1], rows[1:])) == 1
    for stretch in _runs(path):
        if not path[stretch[0]]:
            continue
        clear = odds[stretch][np.abs(odds[stretch]) >= CLEAR] > 0
        at_end = (stretch[0] == 0) != (stretch[-1] == len(path) - 1)
        if int(clear.sum()) < max(_LEAST_AT_END if at_end else _LEAST, _RATIO * int((~clear).sum())):
            path[stretch] = False
    if path.any():
        return path, 0
    clear = odds[np.abs(odds) >= CLEAR] > 0
    if clear.all():
        return path, len(clear)
    longest = max((len(run) for run in _runs(clear) if clear[run[0]]), default=0)
    return path, longest if longest >= _LEAST else 0


def _runs(values: Array) -> list[Array]:
    """The places of equal neighbours."""
    return np.split(np.arange(len(values)), np.flatnonzero(np.diff(values)) + 1) if len(values) else []


def _most_likely(odds: Array, alike: Array, differ: Array) -> Array:
    """The most likely state at every action: 1 where it was recorded the wrong way round."""
    n = len(odds)
    back = np.zeros((n, 2), dtype=np.int64)
    right, wrong = 0.0, odds[0] - _REVERSED
    for i in range(1, n):
        stay, change = alike[i - 1], differ[i - 1] - _CHANGE
        back[i] = wrong + change > right + stay, wrong + stay >= right + change
        right, wrong = max(right + stay, wrong + change), max(wrong + stay, right + change) + odds[i]
    path = np.empty(n, dtype=np.int64)
    path[-1] = int(wrong > right)
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def _describe(events: Columns, rows: Array, wrong: Array, period: int) -> list[Repair]:
    repairs = []
    for side, name in enumerate(("home", "away")):
        mine = np.flatnonzero(events.side[rows] == side)
        for stretch in _runs(wrong[mine]):
            if not wrong[mine[stretch[0]]]:
                continue
            first, last = events.seconds[rows[mine[stretch[[0, -1]]]]]
            whole = len(stretch) == len(mine)
            when = f"all of period {period}" if whole else f"period {period}, {first:.0f} s to {last:.0f} s"
            text = f"The places of the {name} side were the wrong way round ({when}) and were turned"
            repairs.append(Repair("flipped-half", text, len(stretch)))
    return repairs


def _doubt(period: int, side: int, places: int) -> Finding:
    text = (
        f"{places} places in a row of the {('home', 'away')[side]} side in period {period} lie in the wrong half: "
        "too few to tell a reversed stretch from slips, so nothing was turned"
    )
    return Finding("flip-doubtful", "warning", text, places)
