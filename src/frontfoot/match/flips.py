"""Halves, and parts of halves, in which the places of a side were recorded the wrong way round.

Each side of each period is judged separately, by the places of its actions that are plausible at one end only: it
shoots, takes corners and penalties, crosses and is caught offside in the half that it attacks; it clears and takes
goal kicks in its own half, and there its goalkeeper acts. Ends of actions are no evidence: several providers copy
the end of an event from the start of the next one, turned when the other side acts, so that ends and starts agree
whichever way round the record is.

A hidden state (reversed or not) runs along a side's actions; its most likely path is found by the Viterbi algorithm
[1]. From one action to the next of the same side the ball moves a limited distance, which shows where a reversed
stretch begins and ends. The cost of a change of state is larger than the evidence of one clear place, so that a single
wrong entry turns nothing. Evidence against the record that is too weak is reported as a finding, and nothing is turned.

Between two clear places the limits of a reversed stretch follow from the movement of the ball: it moves a short
distance from the start of one action to the start of the next, and the two halves of a duel start at the same place.

[1] G. D. Forney, "The Viterbi algorithm", Proceedings of the IEEE 61 (1973), 268-278.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.match.codes import Array, code_mask
from frontfoot.match.columns import NOBODY, Columns
from frontfoot.match.match import Finding, Repair
from frontfoot.match.schema import KINDS, PITCH_LENGTH, PITCH_WIDTH, SET_PIECES

CLEAR: Final = 3.0
"""Log odds from which a place counts as clear."""

_STEP_METRES: Final = 12.0  # mean distance between the starts of two actions that follow each other
_STEP_STRAY: Final = 0.05  # share of such steps of any length
_STEP_SECONDS: Final = 8.0  # after longer pauses the distance is no evidence
_JOINT_CHANGE: Final = 5.0  # cost of a change of state, of one side or of both at once
_LEANING: Final = 0.1  # cost of every reversed event, so that events without evidence stay as recorded
_SHORT_SECONDS: Final = 300.0  # in a stretch up to this long the other side may have no clear place of its own
_CERTAIN: Final = 1e6  # cost of leaving the state that clear places show


def steps(events: Columns, before: Array, after: Array) -> tuple[Array, Array]:
    """Log likelihoods of the ways between the starts of pairs of events.

    Args:
        events: all events.
        before, after: rows of the pairs.

    Returns:
        When both places are recorded alike, and when one of them is reversed; 0 and 0 if the pair is no evidence.
    """
    other = events.side[before] != events.side[after]
    x, y = events.x[after], events.y[after]
    x, y = np.where(other, PITCH_LENGTH - x, x), np.where(other, PITCH_WIDTH - y, y)
    alike = np.hypot(x - events.x[before], y - events.y[before])
    differ = np.hypot(PITCH_LENGTH - x - events.x[before], PITCH_WIDTH - y - events.y[before])
    informative = events.seconds[after] - events.seconds[before] <= _STEP_SECONDS

    def likelihood(distance: Array) -> Array:
        near = (1 - _STEP_STRAY) * np.exp(-distance / _STEP_METRES) / _STEP_METRES
        return np.where(informative, np.log(near + _STEP_STRAY / PITCH_LENGTH), 0.0)

    return likelihood(alike), likelihood(differ)


def settle_borders(events: Columns, rows: Array, odds: Array, wrong: Array) -> Array:
    """Which events of a period were reversed, with the borders of the stretches put where the ball's way breaks.

    Args:
        events: all events.
        rows: those of the period that carry a place, in the order of play.
        odds: log odds that the place of each of them is reversed.
        wrong: for each of them, whether the clear places of its own side show that it is reversed.

    Returns:
        As `wrong`. Only events between a clear place of the one state and a clear place of the other may change, and
        those of a side without a clear place in a short reversed stretch of the other side.
    """
    side, seconds = events.side[rows].astype(np.int64), events.seconds[rows]
    open_ = np.zeros(len(rows), dtype=bool)
    for one in (0, 1):
        mine = np.flatnonzero(side == one)
        clear = np.abs(odds[mine]) >= CLEAR
        open_[mine] |= _between(wrong[mine], clear)
        for first, last in _short_stretches(wrong[mine], clear, seconds[mine]):
            theirs = np.flatnonzero((side != one) & (seconds >= first) & (seconds <= last))
            if not bool((np.abs(odds[theirs]) >= CLEAR).any()):
                open_[theirs] = True
    return _joint_path(side, open_, odds, wrong, *steps(events, rows[:-1], rows[1:]))


def _between(wrong: Array, clear: Array) -> Array:
    """The events of a side whose stretch between two clear places holds a change of state."""
    segment = np.cumsum(clear)
    changed = np.unique(segment[1:][(wrong[1:] != wrong[:-1])] - clear[1:][wrong[1:] != wrong[:-1]])
    opened: Array = np.isin(segment, changed) & ~clear
    return opened


def _short_stretches(wrong: Array, clear: Array, seconds: Array) -> list[tuple[float, float]]:
    """From the first to the last clear place of every reversed stretch; from the period's start or to its end there."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], wrong.astype(int), [0]))))
    spans = []
    for first, end in edges.reshape(-1, 2).tolist():
        places = first + np.flatnonzero(clear[first:end])
        first, last = (first if first == 0 else places[0]), (end - 1 if end == len(wrong) else places[-1])
        spans.append((float(seconds[first]), float(seconds[last])))
    return [(first, last) for first, last in spans if last - first <= _SHORT_SECONDS]


def _joint_path(side: Array, open_: Array, odds: Array, wrong: Array, alike: Array, differ: Array) -> Array:
    """The most likely states of both sides along the period (bit 0 home, bit 1 away), by the Viterbi algorithm."""
    n = len(side)
    bit = (np.arange(4)[:, None] >> np.arange(2)[None, :]) & 1  # (state, side) -> reversed?
    cost = _JOINT_CHANGE * (1.0 - np.eye(4))
    informative = (side[1:] == side[:-1]) | open_[1:] | open_[:-1]
    alike, differ = np.where(informative, alike, 0.0), np.where(informative, differ, 0.0)
    sign = np.where(open_, odds - _LEANING, np.where(wrong, _CERTAIN, -_CERTAIN))
    back = np.zeros((n, 4), dtype=np.int64)
    score = bit[:, side[0]] * sign[0]
    for i in range(1, n):
        before, after = bit[:, side[i - 1]], bit[:, side[i]]
        total = score[:, None] - cost + np.where(before[:, None] == after[None, :], alike[i - 1], differ[i - 1])
        back[i] = total.argmax(axis=0)
        score = total.max(axis=0) + after * sign[i]
    path = np.empty(n, dtype=np.int64)
    path[-1] = int(score.argmax())
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    settled: Array = (path >> side) & 1 == 1
    return settled


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
