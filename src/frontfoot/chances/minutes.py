"""Chances minute by minute: sums over any rows are meaningful, so any window is a sum of rows."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.chances.geometry import BOX_DEPTH, BOX_WIDTH
from frontfoot.chances.shots import shots, states_xg
from frontfoot.chances.xt import xt
from frontfoot.core.errors import InputError
from frontfoot.match.codes import codes_of_names
from frontfoot.match.match import Match
from frontfoot.match.play import Floats, Ints, Play, play
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH, SET_PIECES, SIDES, SideType
from frontfoot.match.series import enum_series, float_columns

CHANCES: Final[dict[str, str]] = {
    "shots": "shots, penalties included; own goals are none",
    "goals": "shots that scored",
    "own_goals": "own goals by the other side, which count for this side",
    "penalties": "penalties taken",
    "penalty_goals": "penalties scored",
    "big_chances": "shots worth at least 0.30, penalties apart",
    "headers": "shots with the head",
    "box_shots": "shots from inside the penalty area, penalties apart",
    "counter_shots": "shots that ended a counter-attack",
    "xg": "expected goals, penalties included: the provider's where it states one for every shot, else ours",
    "own_xg": "ours, whichever are used",
    "provider_xg": "the provider's; null where it does not state one for every shot",
    "xg_penalties": "expected goals from penalties",
    "xg_set_pieces": "expected goals from direct free kicks and within 10 s of a corner, free kick or throw-in",
    "xg_open_play": "expected goals from all other shots",
    "xg_counter": "expected goals from counter-attacks",
    "box_touches": "touches in the other side's penalty area",
    "xt": "expected threat added by moves that added some",
}
"""Column of `minute_chances` -> what is counted. The three of set pieces, open play and penalties add up to `xg`."""

# Events in which the actor plays the ball.
TOUCHES: Final = (
    "pass", "take_on", "shot", "aerial", "loose_ball", "tackle", "interception", "recovery", "clearance", "block",
    "keeper", "touch", "lost", "own_goal",
)  # fmt: skip


def minute_chances(
    match: Match,
    attempts: pl.DataFrame | None = None,
    moves: pl.DataFrame | None = None,
    events: Play | None = None,
) -> pl.DataFrame:
    """Sums of the chances of a match, for every minute and side.

    Args:
        match: any match.
        attempts: its `shots(match)`, where the caller has them already.
        moves: its `xt(match)`, where the caller has them already.
        events: its `frontfoot.match.play.play(match)`, where the caller has them already.

    Returns:
        One row per (`period`, `minute`, `side`) in that order, home first: `period` 1-4, `minute` whole minutes since
        the period's start (stoppage time runs on), then the columns of `CHANCES` as Float64. A minute without a
        chance is a row of zeros.

    Raises:
        InputError: the match has no periods.

    >>> from frontfoot.match.load import load
    >>> chances = minute_chances(load("2575959.json.gz"))  # doctest: +SKIP
    >>> chances.filter(pl.col("minute") >= 30).group_by("side").agg(pl.col("xg").sum())  # doctest: +SKIP
    """
    events = play(match) if events is None else events
    clock = _Clock(_lengths(match))
    taken = shots(match) if attempts is None else attempts
    counted = _of_shots(clock, taken)
    acted = clock.cells(events.period, events.seconds, events.side)
    conceded = clock.cells(events.period, events.seconds, 1 - events.side)
    counted["own_goals"] = clock.sums(conceded, events.is_kind("own_goal"))
    touched = events.is_kind(*TOUCHES) & events.touched & _in_box(events.x, events.y)
    counted["box_touches"] = clock.sums(acted, touched)
    moves = xt(match) if moves is None else moves
    added = np.maximum(moves["xt"].to_numpy(), 0.0)
    moved = clock.cells(moves["period"].to_numpy(), moves["seconds"].to_numpy(), moves["side"].to_physical().to_numpy())
    counted["xt"] = clock.sums(moved, np.ones(len(moves), dtype=np.bool_), added)
    columns = {name: counted[name] for name in CHANCES}
    return pl.DataFrame([*clock.key(), *float_columns(columns, 2 * clock.minutes)])


def _of_shots(clock: _Clock, taken: pl.DataFrame) -> dict[str, Floats | None]:
    """The sums over the shots, by column."""
    xg, own_xg = taken["xg"].to_numpy(), taken["own_xg"].to_numpy()
    # A match has few shots: lists are quicker than a query.
    side, phase = (codes_of_names(taken[name].to_list(), of) for name, of in (("side", SIDES), ("phase", SET_PIECES)))
    outcome, part = (np.array(taken[name].to_list(), dtype=object) for name in ("outcome", "body_part"))
    penalty, big, counter = (
        np.array(taken[name].to_list(), dtype=np.bool_) for name in ("penalty", "big_chance", "counter_attack")
    )
    cell = clock.cells(taken["period"].to_numpy(), taken["seconds"].to_numpy(), side)
    set_piece = (phase < len(SET_PIECES)) & ~penalty
    goal = outcome == "goal"
    every = np.ones(len(taken), dtype=np.bool_)
    inside = _in_box(taken["x"].to_numpy(), taken["y"].to_numpy())
    return {
        "shots": clock.sums(cell, every),
        "goals": clock.sums(cell, goal),
        "penalties": clock.sums(cell, penalty),
        "penalty_goals": clock.sums(cell, penalty & goal),
        "big_chances": clock.sums(cell, big),
        "headers": clock.sums(cell, part == "head"),
        "box_shots": clock.sums(cell, inside & ~penalty),
        "counter_shots": clock.sums(cell, counter),
        "xg": clock.sums(cell, every, xg),
        "own_xg": clock.sums(cell, every, own_xg),
        "provider_xg": clock.sums(cell, every, taken["provider_xg"].to_numpy()) if states_xg(taken) else None,
        "xg_penalties": clock.sums(cell, penalty, xg),
        "xg_set_pieces": clock.sums(cell, set_piece, xg),
        "xg_open_play": clock.sums(cell, ~penalty & ~set_piece, xg),
        "xg_counter": clock.sums(cell, counter & ~penalty, xg),
    }


class _Clock:
    """The minutes of a match, and sums by minute and side.

    Args:
        lengths: whole minutes of each period of play, by its number.
    """

    def __init__(self, lengths: dict[int, int]) -> None:
        self._lengths = lengths
        self._offset, self._latest = np.full((2, 6), -1, dtype=np.int64)
        self.minutes = 0
        for number, length in lengths.items():
            self._offset[number], self._latest[number] = self.minutes, length - 1
            self.minutes += length

    def cells(self, period: Any, seconds: Any, side: Any) -> Ints:
        """2 * minute + side of each row; -1 for a row outside the periods of play, and for one of neither side."""
        period = np.asarray(period, dtype=np.int64)
        minute = np.minimum(np.maximum(seconds // 60, 0), self._latest.take(period, mode="clip"))
        known = (minute >= 0) & ~np.isnan(side)
        cell: Ints = np.where(known, 2 * (self._offset.take(period, mode="clip") + minute) + side, -1).astype(np.int64)
        return cell

    def sums(self, cell: Ints, chosen: Any, weight: Any = None) -> Floats:
        """How many of the chosen rows lie in each cell, or the sum of their weights; a weight of NaN is not known."""
        chosen = chosen & (cell >= 0)
        weights = None if weight is None else np.nan_to_num(weight[chosen])
        return np.bincount(cell[chosen], weights=weights, minlength=2 * self.minutes).astype(np.float64)

    def key(self) -> list[pl.Series]:
        """The columns `period`, `minute` and `side`."""
        period = np.concatenate([np.full(2 * length, number, np.uint8) for number, length in self._lengths.items()])
        minute = np.concatenate([np.repeat(np.arange(length, dtype=np.uint16), 2) for length in self._lengths.values()])
        side = enum_series(np.tile([0, 1], self.minutes), SideType).alias("side")
        return [pl.Series("period", period), pl.Series("minute", minute), side]


def _in_box(x: Any, y: Any) -> Any:
    return (x >= PITCH_LENGTH - BOX_DEPTH) & (np.abs(y - PITCH_WIDTH / 2) <= BOX_WIDTH / 2)


def _lengths(match: Match) -> dict[int, int]:
    """Minutes of each period; a clock that runs past the stated end of a period extends it."""
    lengths = {period.number: period.seconds for period in match.periods if period.number <= 4}
    if not lengths:
        raise InputError("The match has no play to measure", place=match.info.match_id, remedy="Check the file")
    period, seconds = (match.events[name].to_numpy() for name in ("period", "seconds"))
    ends = {number: seconds[period == number].max(initial=length) for number, length in lengths.items()}
    return {number: max(1, math.ceil(end / 60)) for number, end in ends.items()}
