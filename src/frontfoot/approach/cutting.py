"""`Sequences` of a match, and `passages` and `find`, which cut them by array operations without a loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from frontfoot.approach import conventions as conv
from frontfoot.match.match import Match
from frontfoot.match.play import NONE, Bools, Floats, Ints, Play, play
from frontfoot.match.schema import SET_PIECES

STARTS: Final = (*SET_PIECES, "open_play")
ENDS: Final = ("shot", "stoppage", "opponent", "period")
OPEN_PLAY: Final = STARTS.index("open_play")
IN_PLAY: Final = (OPEN_PLAY, STARTS.index("throw_in"), STARTS.index("goal_kick"))


@dataclass(frozen=True, slots=True, eq=False)
class Sequences:
    """All sequences of a match, one array per column, in order of play.

    Attributes:
        first, last: rows (of `Play`) of the first and the last action.
        period, side: as in `Play`.
        start, end: seconds since the start of the period.
        start_x, start_y, end_x, end_y: metres; the end is where the last action was, or its completed
            pass arrived.
        starts_with: position in `STARTS`.
        ends_with: position in `ENDS`.
        actions, passes, completed: controlled actions, attempted passes and completed passes.
        control: the side gained control, so the sequence belongs to a possession.
        regain: first sequence of a possession that was won in open play, without a stoppage before it.
        possession: number of the possession, -1 without control.
        goal: a shot in it was scored.
        box: it holds a touch in the opponent's box.
        counter, direct: counter-attack; direct attack.
        loss, counterpress: ended by an opponent's touch in the attacking 60%; won back within 5 s.
        entries: times the ball went into the box.
        row: for every row of `Play`, the number of its sequence, or -1.
    """

    first: Ints
    last: Ints
    period: Ints
    side: Ints
    start: Floats
    end: Floats
    start_x: Floats
    start_y: Floats
    end_x: Floats
    end_y: Floats
    starts_with: Ints
    ends_with: Ints
    actions: Ints
    passes: Ints
    completed: Ints
    control: Bools
    regain: Bools
    possession: Ints
    goal: Bools
    box: Bools
    counter: Bools
    direct: Bools
    loss: Bools
    counterpress: Bools
    entries: Ints
    row: Ints

    @property
    def open_play(self) -> Bools:
        """First touch in play, or a throw-in or goal kick; not a corner, free kick, kick-off or penalty [conv]."""
        open_play: Bools = np.isin(self.starts_with, IN_PLAY)
        return open_play

    @property
    def shot(self) -> Bools:
        """The sequence ended with a shot."""
        ended: Bools = self.ends_with == ENDS.index("shot")
        return ended

    @property
    def high_turnover(self) -> Bools:
        """A regain within 40 m of the opponent's goal (Opta)."""
        return self.regain & (self.start_x >= conv.HIGH_TURNOVER_START)

    @property
    def pressed(self) -> Bools:
        """At most three passes, in open play, ending within 40 m of its own goal (Opta)."""
        short = (self.passes <= conv.PRESSED_PASSES) & (self.end_x <= conv.PRESSED_END)
        return self.open_play & short & ~self.shot

    @property
    def build_up(self) -> Bools:
        """Build-up attack: ten or more passes to a shot or a touch in the box (Opta)."""
        return self.open_play & (self.passes >= conv.BUILD_UP_PASSES) & (self.shot | self.box)


class Passages(NamedTuple):
    """Events and sequences of a match as arrays, computed once for all counts.

    Attributes:
        events: of periods 1 to 4.
        sequences: of these events.
    """

    events: Play
    sequences: Sequences


def passages(match: Match) -> Passages:
    """The events of a match as arrays, and its sequences."""
    events = play(match)
    return Passages(events, find(events))


def find(events: Play) -> Sequences:
    """The sequences of the events of a match."""
    shot = events.is_kind("shot")
    take_on = events.is_kind("take_on")
    starter = events.is_kind("pass", "carry", "recovery") | shot | (take_on & ~events.is_outcome("failure"))
    joiner = events.is_kind("touch", "clearance", "block", "interception", "keeper", "lost") | take_on
    joiner |= events.is_kind("tackle") & events.is_outcome("success")
    stop = events.is_kind("out", "foul", "offside", "own_goal")
    rows = np.flatnonzero(starter | joiner | stop)

    side, period, is_stop = events.side[rows], events.period[rows], stop[rows]
    cut = np.ones(len(rows), dtype=np.bool_)
    cut[1:] = (side[1:] != side[:-1]) | (period[1:] != period[:-1]) | is_stop[1:] | is_stop[:-1] | shot[rows][:-1]
    cut |= events.set_piece[rows] != NONE
    run = np.cumsum(cut) - 1

    # A run of one side's touches becomes a sequence from its first controlled action on.
    position = np.flatnonzero(starter[rows])
    head = np.ones(len(position), dtype=np.bool_)
    head[1:] = run[position][1:] != run[position][:-1]
    begin = position[head]
    run_of = run[begin]
    run_start = np.flatnonzero(cut)
    run_end = np.append(run_start[1:], len(rows)) - 1
    finish = run_end[run_of]

    number = np.full(len(rows), -1, dtype=np.int64)
    number_of_run = np.full(len(run_start), -1, dtype=np.int64)
    number_of_run[run_of] = np.arange(len(begin))
    begin_of_run = np.zeros(len(run_start), dtype=np.int64)
    begin_of_run[run_of] = begin
    inside = (number_of_run[run] >= 0) & (np.arange(len(rows)) >= begin_of_run[run])
    number[inside] = number_of_run[run[inside]]
    return _describe(events, rows, begin, finish, number, starter, stop)


def _describe(
    events: Play, rows: Ints, begin: Ints, finish: Ints, number: Ints, starter: Bools, stop: Bools
) -> Sequences:
    count = len(begin)
    first, last = rows[begin], rows[finish]
    inside = number >= 0
    own, number_of = rows[inside], number[inside]

    def total(mask: Bools) -> Ints:
        return np.bincount(number_of[mask[own]], minlength=count).astype(np.int64)

    passed = events.is_kind("pass")
    shot, complete = events.is_kind("shot"), passed & events.is_outcome("success")
    actions, passes, completed = total(starter), total(passed), total(complete)
    side, period = events.side[first], events.period[first]

    following = np.minimum(finish + 1, len(rows) - 1)
    next_row = rows[following]
    same_period = (events.period[next_row] == period) & (next_row != last)
    ends_with = np.where(
        shot[last],
        ENDS.index("shot"),
        np.where(
            ~same_period,
            ENDS.index("period"),
            np.where(
                stop[next_row] | (events.set_piece[next_row] != NONE), ENDS.index("stoppage"), ENDS.index("opponent")
            ),
        ),
    )

    start, spent = events.seconds[first], events.duration[last]
    wait = np.where(same_period, events.seconds[next_row] - events.seconds[last], 0.0)
    wait = np.clip(wait, 0.0, conv.LAST_PASS_SECONDS) * (passed | shot)[last]
    end = events.seconds[last] + np.where(np.isnan(spent), wait, spent)

    # A pass that did not arrive ends the sequence where it was played: what it would have gained was not gained.
    sent = complete[last] & ~np.isnan(events.end_x[last])
    placed = np.maximum.accumulate(np.where(np.isnan(events.x[rows]), -1, np.arange(len(rows))))[finish]
    placed = rows[np.maximum(placed, begin)]
    end_x = np.where(sent, events.end_x[last], events.x[placed])
    end_y = np.where(sent, events.end_y[last], events.y[placed])

    starts_with = np.where(events.set_piece[first] == NONE, OPEN_PLAY, events.set_piece[first])
    control = (completed > 0) | (actions > 1) | (starts_with != OPEN_PLAY) | (total(shot) > 0)
    possession, opening = _possessions(side, period, control)
    # A sequence without a restart can still follow a stoppage that the provider recorded and whose restart it did not.
    after_stop = np.zeros(count, dtype=np.bool_)
    after_stop[begin > 0] = stop[rows[begin[begin > 0] - 1]]
    regain = opening & (starts_with == OPEN_PLAY) & ~after_stop

    box = conv.in_box(events.x, events.y)
    entries, counter, direct = _progress(events, own, number_of, first, regain, starts_with, box)
    loss, counterpress = _losses(
        events, rows, finish, side, period, control & (ends_with == ENDS.index("opponent")), control, first, stop
    )
    row = np.full(len(events.kind), -1, dtype=np.int64)
    row[rows] = number
    return Sequences(
        first=first,
        last=last,
        period=period,
        side=side,
        start=start,
        end=end,
        start_x=events.x[first],
        start_y=events.y[first],
        end_x=end_x,
        end_y=end_y,
        starts_with=starts_with,
        ends_with=ends_with,
        actions=actions,
        passes=passes,
        completed=completed,
        control=control,
        regain=regain,
        possession=possession,
        goal=total(shot & events.is_outcome("goal")) > 0,
        box=total(box) > 0,
        counter=counter,
        direct=direct,
        loss=loss,
        counterpress=counterpress,
        entries=entries,
        row=row,
    )


def _possessions(side: Ints, period: Ints, control: Bools) -> tuple[Ints, Bools]:
    """Number the possessions; also which sequences open one."""
    held = np.flatnonzero(control)
    new = np.ones(len(held), dtype=np.bool_)
    new[1:] = (side[held][1:] != side[held][:-1]) | (period[held][1:] != period[held][:-1])
    possession = np.full(len(side), -1, dtype=np.int64)
    possession[held] = np.cumsum(new) - 1
    opening = np.zeros(len(side), dtype=np.bool_)
    opening[held[new]] = True
    return possession, opening


def _progress(
    events: Play, own: Ints, number_of: Ints, first: Ints, regain: Bools, starts_with: Ints, box: Bools
) -> tuple[Ints, Bools, Bools]:
    """Entries into the box, counter-attacks and direct attacks, by following the ball from touch to touch."""
    count = len(first)
    x, y, seconds = events.x[own], events.y[own], events.seconds[own]
    same = np.zeros(len(own), dtype=np.bool_)
    same[1:] = number_of[1:] == number_of[:-1]
    step = np.zeros(len(own))
    step[1:] = np.hypot(x[1:] - x[:-1], y[1:] - y[:-1])
    path = np.cumsum(np.where(same & ~np.isnan(step), step, 0.0))
    opening = np.searchsorted(own, first)
    path -= path[opening][number_of]
    forward = x - events.x[first][number_of]

    into = np.zeros(len(own), dtype=np.bool_)
    into[1:] = same[1:] & box[own][1:] & ~box[own][:-1]
    entries = np.bincount(number_of[into], minlength=count).astype(np.int64)

    shot = events.is_kind("shot")[own]
    straight = forward >= conv.COUNTER_FORWARD * path
    from_own_half = (events.x[first] < conv.HALF)[number_of]
    quick = seconds - events.seconds[first][number_of] <= conv.COUNTER_SECONDS
    arrived = (x >= conv.FINAL_THIRD) | shot
    run = regain[number_of] & from_own_half & quick & arrived & straight & (forward > 0)
    counter = np.bincount(number_of[run], minlength=count) > 0
    open_play = np.isin(starts_with, IN_PLAY)[number_of]
    run = open_play & from_own_half & (shot | box[own]) & straight
    direct = np.bincount(number_of[run], minlength=count) > 0
    return entries, counter, direct


def _losses(
    events: Play,
    rows: Ints,
    finish: Ints,
    side: Ints,
    period: Ints,
    lost: Bools,
    control: Bools,
    first: Ints,
    stop: Bools,
) -> tuple[Bools, Bools]:
    """Balls lost in the attacking 60%, and which of them were won back within five seconds without a stoppage."""
    taker = rows[np.minimum(finish + 1, len(rows) - 1)]
    loss = lost & (events.x[taker] <= conv.BUILD_UP_END)
    won_back = np.zeros(len(side), dtype=np.bool_)
    stops = np.cumsum(stop)
    for team in (0, 1):
        mine = np.flatnonzero(loss & (side == team))
        held = np.flatnonzero(control & (side == team))
        place = np.searchsorted(held, mine, side="right")
        mine, place = mine[place < len(held)], place[place < len(held)]
        back, gone = first[held[place]], taker[mine]
        won_back[mine] = (
            (events.period[back] == period[mine])
            & (events.seconds[back] - events.seconds[gone] <= conv.COUNTERPRESS_SECONDS)
            & (stops[back] == stops[gone])
            & (events.set_piece[back] == NONE)
        )
    return loss, won_back
