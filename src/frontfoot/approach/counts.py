"""Minute by minute counts of one match: every measure is a ratio of sums of these, so any window is a sum of rows."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import polars as pl

from frontfoot.approach import conventions as conv
from frontfoot.approach.columns import COUNTS as COUNTS
from frontfoot.approach.columns import DEFENDING, OWN
from frontfoot.approach.cutting import Passages, Sequences, passages
from frontfoot.approach.fields import missing_fields
from frontfoot.core.errors import InputError
from frontfoot.match.facts import MatchFacts, match_facts
from frontfoot.match.match import Match
from frontfoot.match.play import Bools, Floats, Ints, Play
from frontfoot.match.schema import SideType
from frontfoot.match.series import enum_series, float_columns, gathered, repeated


def minute_counts(match: Match, cut: Passages | None = None, facts: MatchFacts | None = None) -> pl.DataFrame:
    """Count everything the measures need, for every minute and side.

    A sequence, a turnover or a counter-attack belongs to the minute in which it starts. Zones are those of
    `frontfoot.approach.conventions`; the docs define each column ("Approach").

    Args:
        match: any match. Counts of what its provider does not record are null; measures that need them are refused.
        cut: its `frontfoot.approach.cutting.passages`, where the caller has them already.
        facts: its `frontfoot.match.facts.match_facts`, where the caller has them already.

    Returns:
        One row per (period, minute, side), in that order: `match_id`, `provider`, `competition`, `season`, `date`,
        `team`, `opponent` (names); `period` (1-4), `minute` (whole minutes since the period's start, stoppage time
        runs on), `side`, `seconds` of the clock in that minute; `own_goals`, `opponent_goals`, `own_men`,
        `opponent_men` at the minute's start; then the columns of `COUNTS` as Float64 (metres and seconds where the
        name says so, else numbers of events).

    Raises:
        InputError: the match has no periods or no events.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> minute_counts(match).group_by("side").agg(pl.col("fouls").sum()).sort("side").rows()
    [('home', 15.0), ('away', 10.0)]
    """
    periods = [period for period in match.periods if period.number <= 4]
    if not periods or not len(match.events):
        raise InputError("The match has no play to measure", place=match.info.match_id, remedy="Check the file")
    events, sequences = passages(match) if cut is None else cut
    lengths = _minutes(events, [(period.number, period.seconds) for period in periods])
    offsets = np.zeros(6, dtype=np.int64)
    total = 0
    for number, length, _ in lengths:
        offsets[number] = total
        total += length
    late = np.zeros(6, dtype=np.int64)
    for number, length, _ in lengths:
        late[number] = length - 1
    minute = np.clip((events.seconds // 60).astype(np.int64), 0, late[events.period])
    row = offsets[events.period] + minute

    table = _Table(total)
    _count_events(table, events, 2 * row + events.side)
    _count_sequences(table, events, sequences, 2 * row[sequences.first] + sequences.side)
    state = _state(match, events, row, total, facts)
    return _frame(match, lengths, state, table)


class _Table:
    """Sums per (minute, side), one matrix per name."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        self.columns: dict[str, Any] = {}

    def add(self, name: str, mask: Bools | None = None, weight: Floats | None = None, *, cell: Ints) -> None:
        """Count the rows of a mask, or add up their weights; `cell` is 2 * minute + side of every row."""
        if mask is not None:
            cell = cell[mask]
            weight = None if weight is None else weight[mask]
        self.columns[name] = np.bincount(cell, weights=weight, minlength=2 * self.minutes)

    def swapped(self, name: str) -> Any:
        """The same of the other side of each minute."""
        return self.columns[name].reshape(-1, 2)[:, ::-1].reshape(-1)


def _minutes(events: Play, periods: list[tuple[int, float]]) -> list[tuple[int, int, float]]:
    """(period, number of minutes, seconds) of each period; a clock that runs past the stated end extends it."""
    minutes = []
    for number, seconds in periods:
        inside = events.seconds[events.period == number]
        length = max(float(seconds), float(inside.max()) if len(inside) else 0.0)
        minutes.append((number, max(1, int(np.ceil(length / 60.0))), length))
    return minutes


def _count_events(table: _Table, events: Play, cell: Ints) -> None:
    add = partial(table.add, cell=cell)

    x, open_play = events.x, events.open_play
    passed, complete = events.is_kind("pass"), events.is_outcome("success")
    shot, foul = events.is_kind("shot"), events.is_kind("foul")
    duel = events.is_kind("tackle")
    won = duel & complete
    add("shots", shot)
    scorer, goal = _goals(events)
    table.add("scored", goal, cell=cell - events.side + scorer)
    add("passes", passed)
    add("passes_completed", passed & complete)
    in_play = passed & open_play
    build_up, third = in_play & (x <= conv.BUILD_UP_END), in_play & (x <= conv.THIRD)
    add("build_up_passes", build_up)
    add("build_up_completed", build_up & complete)
    add("wyscout_passes", passed & (x <= conv.BUILD_UP_END))
    add("opta_passes", in_play & (x <= conv.FINAL_THIRD))
    add("own_third_passes", third)
    add("own_third_completed", third & complete)
    add("final_third_passes", passed & (x >= conv.FINAL_THIRD))
    add("penalties", shot & events.is_set_piece("penalty"))

    high, opta = x >= conv.PRESSING_START, x >= conv.THIRD
    add("duels", duel & high)
    add("tackles", won & high)
    add("wyscout_tackles", (won | (duel & events.sliding)) & high)
    add("interceptions", events.interception & high)
    add("fouls_high", foul & high)
    add("pressures_high", events.is_kind("pressure") & high)
    add("opta_tackles", won & opta)
    add("opta_interceptions", events.interception & opta)
    add("opta_fouls", foul & opta)
    core = (duel | foul | events.interception) & ~np.isnan(x)
    action = core | (events.is_kind("recovery", "block") & ~np.isnan(x))
    add("actions", action)
    add("action_metres", action, x)
    add("core_actions", core)
    add("core_action_metres", core, x)
    add("fouls", foul)
    add("cards", events.is_card("yellow", "second_yellow", "red"))


def _goals(events: Play) -> tuple[Ints, Bools]:
    """The side that each goal counts for, and which rows are goals."""
    own_goal = events.is_kind("own_goal")
    scored = events.is_kind("shot") & events.is_outcome("goal")
    return np.where(own_goal, 1 - events.side, events.side), scored | own_goal


def _count_sequences(table: _Table, events: Play, cut: Sequences, cell: Ints) -> None:
    seconds, metres = cut.end - cut.start, cut.end_x - cut.start_x
    open_play = cut.open_play
    placed = open_play & ~np.isnan(metres)  # Wyscout does not state the place of a goal kick
    timed = placed & (seconds > conv.DIRECT_SPEED_SECONDS)
    seconds_to_shot = events.seconds[cut.last] - cut.start
    speed = np.divide(metres, seconds, out=np.zeros(len(seconds)), where=timed)

    add = partial(table.add, cell=cell)

    add("box_entries", cut.entries > 0, cut.entries.astype(np.float64))
    add("sequences", open_play)
    add("sequence_passes", open_play, cut.passes.astype(np.float64))
    add("sequence_seconds", open_play, seconds)
    add("placed_sequences", placed)
    add("sequence_metres", placed, metres)
    add("direct_speed_sum", timed, speed)
    add("direct_speed_sequences", timed)
    add("possession_seconds", weight=seconds)
    add("short_sequences", cut.pressed)
    add("counters", cut.counter)
    add("counter_shots", cut.counter & cut.shot & (seconds_to_shot <= conv.COUNTER_SECONDS))
    add("build_up_attacks", cut.build_up)
    add("direct_attacks", cut.direct)
    high = cut.high_turnover
    add("high_turnovers", high)
    add("high_turnover_shots", high & cut.shot)
    add("high_turnover_goals", high & cut.goal)
    add("losses", cut.loss)
    add("counterpress_regains", cut.counterpress)


def _state(match: Match, events: Play, row: Ints, minutes: int, facts: MatchFacts | None) -> dict[str, Ints]:
    """Score and men at the start of each minute, per (minute, side)."""
    for_side, scored = _goals(events)
    goals = np.bincount((2 * row + for_side)[scored], minlength=2 * minutes).reshape(-1, 2)
    rows = np.zeros(0, dtype=np.int64)
    if bool(events.is_card("second_yellow", "red").any()):
        off = [card.index for card in (match_facts(match) if facts is None else facts).sendings_off]
        rows = np.flatnonzero(np.isin(match.events["index"].to_numpy()[events.row], off))
    cells = (2 * row + events.side)[rows]
    reds = np.bincount(cells, minlength=2 * minutes).reshape(-1, 2)
    before = np.cumsum(goals, axis=0) - goals
    men = 11 - (np.cumsum(reds, axis=0) - reds)
    return {
        "own_goals": before.reshape(-1),
        "opponent_goals": before[:, ::-1].reshape(-1),
        "own_men": men.reshape(-1),
        "opponent_men": men[:, ::-1].reshape(-1),
    }


def _frame(match: Match, lengths: list[tuple[int, int, float]], state: dict[str, Ints], table: _Table) -> pl.DataFrame:
    period = np.concatenate([np.full(2 * length, number) for number, length, _ in lengths])
    minute = np.concatenate([np.repeat(np.arange(length), 2) for _, length, _ in lengths])
    clock = [np.minimum(60.0, seconds - 60.0 * np.arange(length)) for _, length, seconds in lengths]
    seconds = np.repeat(np.concatenate(clock), 2)
    sides = np.tile(np.array([0, 1], dtype=np.uint8), table.minutes)
    info, height = match.info, len(sides)

    def known(name: str, values: Any) -> Any:
        return None if missing_fields(name, match.provides) else values

    names = pl.Series([match.home.name, match.away.name], dtype=pl.String)
    counts = {name: known(name, table.columns[name]) for name in (*OWN, *DEFENDING)}
    counts |= {f"opponent_{name}": known(name, table.swapped(name)) for name in OWN}
    return pl.DataFrame(
        [
            repeated("match_id", info.match_id, height),
            repeated("provider", info.provider, height),
            repeated("competition", info.competition, height),
            repeated("season", info.season, height),
            repeated("date", info.date, height),
            gathered(names, sides).alias("team"),
            gathered(names, 1 - sides).alias("opponent"),
            pl.Series("period", period.astype(np.uint8)),
            pl.Series("minute", minute.astype(np.uint16)),
            enum_series(sides, SideType).alias("side"),
            pl.Series("seconds", seconds),
            *(pl.Series(name, values.astype(np.uint8)) for name, values in state.items()),
            *float_columns(counts, height),
        ]
    )
