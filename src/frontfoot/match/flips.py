"""Halves, and parts of halves, that were recorded the wrong way round.

Two kinds of evidence say which way a side really played. Places that only make sense one way: shots and corners lie in
the half that is attacked, clearances and the goalkeeper's passes in the own one. And links: where an event ends, the
next one starts, seen from the other end of the pitch when the other side acts. A hidden state (home reversed or not,
away reversed or not) runs along the half; its most likely path is found by the Viterbi algorithm [1]. A change of
state costs as much as several pieces of clear evidence, so that noise never flips anything.

Halves without a hint of trouble, nearly all, are passed over by a test on the same evidence.

[1] G. D. Forney, "The Viterbi algorithm", Proceedings of the IEEE 61 (1973), 268-278.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from frontfoot.match.codes import Array
from frontfoot.match.columns import NOBODY, Columns
from frontfoot.match.duels import DUELS
from frontfoot.match.match import Repair
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH, SET_PIECES

# Natural logarithms of odds. A place of each sort lies in the wrong half in about this share of sound matches.
_WRONG_HALF: Final = {"shot": 0.004, "corner": 0.001, "goal_kick": 0.001, "keeper": 0.02, "clearance": 0.10}
_LINK_METRES: Final = 3.0  # mean distance between an end and the next start when they belong together
_LINK_STRAY: Final = 0.05  # share of links that tell nothing
_LINK_SECONDS: Final = 8.0  # longer pauses tell nothing
_CLEAR_METRES: Final = 12.5  # distance from the halfway line at which a place is worth its full weight
_DUEL_WEIGHT: Final = 0.15
_STILL: Final = ("other", "substitution", "card", "period_start", "period_end", "pressure")  # say nothing of the ball
_SHORTEST: Final = 3  # events; a single odd place is a slip of the hand, not a reversed stretch
_CHANGE: Final = 9.0  # cost of a change of state within a half
_REVERSED: Final = 3.0  # cost of starting a half reversed, per side
_HINT: Final = 6.0  # evidence against the record, in one run, that makes a half worth the full search

# States: bit 0 = home reversed, bit 1 = away reversed.
_STATES: Final = 4


@dataclass(frozen=True, slots=True)
class _Evidence:
    """In the order of play: `place[i]` is the log odds that event i is reversed; link i leads to event i + 1."""

    side: Array
    place: Array
    same: Array  # log likelihood of the link when both events are recorded alike
    differ: Array  # and when one of them is reversed

    def part(self, first: int, end: int) -> _Evidence:
        """Of the events from `first` up to `end`."""
        return _Evidence(
            self.side[first:end], self.place[first:end], self.same[first : end - 1], self.differ[first : end - 1]
        )


def mend_flips(events: Columns, keepers: list[int]) -> list[Repair]:
    """Turn reversed places round, so that every place is seen from the acting side's own goal.

    Args:
        events: the events in the order of play; their places are changed.
        keepers: codes of the goalkeepers, as far as they are known.

    Returns:
        What was turned.
    """
    reversed_rows = np.zeros(len(events), dtype=bool)
    repairs: list[Repair] = []
    usable = np.flatnonzero((events.side != NOBODY) & ~events.is_kind(*_STILL) & ~np.isnan(events.x))
    if not len(usable):
        return repairs
    whole = _evidence({name: values.take(usable) for name, values in _arrays(events, keepers).items()})
    periods, borders = np.unique(events.period[usable], return_index=True)
    for period, first, end in zip(periods.tolist(), borders, [*borders[1:], len(usable)], strict=True):
        if period > 4 or end - first < 20:
            continue
        rows, evidence = usable[first:end], whole.part(first, end)
        if not _suspicious(evidence):
            continue
        path = _without_slips(_most_likely(evidence))
        turned = (path >> evidence.side) & 1 == 1
        reversed_rows[rows[turned]] = True
        repairs += _describe(path, rows, events.seconds, evidence.side, period)
    if reversed_rows.any():
        events.turn(reversed_rows)
    return repairs


def _arrays(events: Columns, keepers: list[int]) -> dict[str, Array]:
    open_play = events.set_piece == len(SET_PIECES)
    keeps = np.zeros(len(events.people) + 1, dtype=bool)
    keeps[keepers] = True
    sorts = {
        "shot": events.is_kind("shot") & open_play,
        "corner": events.set_piece == SET_PIECES.index("corner"),
        "goal_kick": events.set_piece == SET_PIECES.index("goal_kick"),
        "keeper": keeps[events.player] & events.is_kind("pass") & open_play,
        "clearance": events.is_kind("clearance"),
    }
    weight = np.zeros(len(events))
    attack = np.zeros(len(events), dtype=bool)
    for name, share in _WRONG_HALF.items():
        weight[sorts[name]] = np.log((1 - share) / share)
        attack[sorts[name]] = name in {"shot", "corner"}
    return {
        "x": events.x,
        "y": events.y,
        "end_x": events.end_x,
        "end_y": events.end_y,
        "seconds": events.seconds,
        "side": events.side.astype(np.int64),
        "weight": weight,
        "attack": attack,
        "duel": events.is_kind(*DUELS),
    }


def _evidence(a: dict[str, Array]) -> _Evidence:
    beyond = a["x"] > PITCH_LENGTH / 2
    # The deeper in the wrong half, the clearer: from nothing on the halfway line to twice the odds at 25 m.
    depth = np.minimum(np.abs(a["x"] - PITCH_LENGTH / 2) / _CLEAR_METRES, 2.0)
    place = np.where(beyond == a["attack"], -a["weight"], a["weight"]) * depth
    end_x, end_y = a["end_x"][:-1], a["end_y"][:-1]
    other = a["side"][:-1] != a["side"][1:]
    end_x, end_y = np.where(other, PITCH_LENGTH - end_x, end_x), np.where(other, PITCH_WIDTH - end_y, end_y)
    as_recorded = np.hypot(end_x - a["x"][1:], end_y - a["y"][1:])
    turned = np.hypot(PITCH_LENGTH - end_x - a["x"][1:], PITCH_WIDTH - end_y - a["y"][1:])
    pause = a["seconds"][1:] - a["seconds"][:-1]
    # Duels tell little: where their halves lie and end is entered loosely, in some matches at random.
    weight = np.where(a["duel"][:-1] | a["duel"][1:], _DUEL_WEIGHT, 1.0)
    weight[np.isnan(as_recorded) | (pause > _LINK_SECONDS)] = 0.0

    def likelihood(distance: Array) -> Array:
        near = (1 - _LINK_STRAY) * np.exp(-distance / _LINK_METRES) / _LINK_METRES
        result: Array = np.log(near + _LINK_STRAY / PITCH_LENGTH)
        return np.where(weight > 0, weight * result, 0.0)

    return _Evidence(a["side"], place, likelihood(as_recorded), likelihood(turned))


def _suspicious(e: _Evidence) -> bool:
    """Whether some run of events speaks against the record by more than `_HINT`."""
    for side in (0, 1):
        if _best_run(e.place[e.side == side]) > _HINT:
            return True
    between = e.side[:-1] != e.side[1:]
    if _best_run((e.differ - e.same)[between]) > _HINT:
        return True
    # A reversed stretch of both sides shows at its two borders only.
    return int(((e.differ - e.same) > 2.0).sum()) >= 2 and _best_pair(e) > _HINT


def _best_pair(e: _Evidence) -> float:
    """Evidence of the two strongest broken links: the borders of a reversed stretch."""
    return float(np.sort(e.differ - e.same)[-2:].sum())


def _best_run(scores: Array) -> float:
    """Largest sum of a run of neighbours."""
    total = np.concatenate(([0.0], np.cumsum(scores)))
    return float((total - np.minimum.accumulate(total)).max())


def _most_likely(e: _Evidence) -> Array:
    """The most likely state at every event."""
    n = len(e.side)
    bit = (np.arange(_STATES)[:, None] >> np.arange(2)[None, :]) & 1  # (state, side) -> reversed?
    changed = bit[:, None, :] != bit[None, :, :]
    cost = _CHANGE * changed.any(axis=2)
    score = -_REVERSED * bit.sum(axis=1).astype(float) + bit[:, e.side[0]] * e.place[0]
    back = np.zeros((n, _STATES), dtype=np.int64)
    for i in range(1, n):
        before, after = bit[:, e.side[i - 1]], bit[:, e.side[i]]
        link = np.where(before[:, None] == after[None, :], e.same[i - 1], e.differ[i - 1])
        total = score[:, None] - cost + link
        back[i] = total.argmax(axis=0)
        score = total.max(axis=0) + after * e.place[i]
    path = np.empty(n, dtype=np.int64)
    path[-1] = int(score.argmax())
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def _without_slips(path: Array) -> Array:
    kept = path.copy()
    for stretch in np.split(np.arange(len(path)), np.flatnonzero(np.diff(path)) + 1):
        if len(stretch) < _SHORTEST:
            kept[stretch] = 0
    return kept


def _describe(path: Array, rows: Array, seconds: Array, side: Array, period: int) -> list[Repair]:
    repairs = []
    borders = np.flatnonzero(np.diff(path)) + 1
    for stretch in np.split(np.arange(len(path)), borders):
        state = int(path[stretch[0]])
        if state == 0:
            continue
        who = {1: "the home side", 2: "the away side", 3: "both sides"}[state]
        events = int(((state >> side[stretch]) & 1).sum())
        if len(stretch) == len(path):
            when = f"all of period {period}"
        else:
            when = f"period {period}, {seconds[rows[stretch[0]]]:.0f} s to {seconds[rows[stretch[-1]]]:.0f} s"
        repairs.append(
            Repair("flipped-half", f"The places of {who} were the wrong way round ({when}) and were turned", events)
        )
    return repairs
