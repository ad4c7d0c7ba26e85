"""The replay of a tie: the odds at every minute of every leg, and what each event changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from frontfoot.core.late import pl
from frontfoot.core.tables import Tabular
from frontfoot.core.wording import several
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.goals.rates import Rates, TieRates
from frontfoot.ties.course import Standing, match_course
from frontfoot.ties.event import Event
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.rulebook import Step
from frontfoot.ties.settle import Settlement
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie
from frontfoot.ties.strengths import file_rates
from frontfoot.ties.tie_file import TieFile


def replay_columns() -> dict[str, type[pl.DataType]]:
    """Columns of a replay and their types, see `Replay.to_polars`."""
    return {
        "leg": pl.UInt8,
        "period": pl.UInt8,
        "seconds": pl.Float64,
        "minute": pl.String,
        "home": pl.String,
        "away": pl.String,
        "home_goals": pl.UInt8,
        "away_goals": pl.UInt8,
        "home_men": pl.UInt8,
        "away_men": pl.UInt8,
        "club": pl.String,
        "through": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "ahead": pl.Boolean,
    }


@dataclass(frozen=True, slots=True)
class ReplayPoint:
    """The odds at one moment: `through` is those of the first club of the replay.

    `announced` are the minutes of stoppage announced for the period by then; `interval` is the 90% interval of
    `through` over uncertain strengths, None where it was not asked for or the strengths are sure.
    """

    leg: int
    moment: Moment
    score: tuple[int, int]
    men: tuple[int, int]
    through: float
    announced: int | None = None
    interval: tuple[float, float] | None = None

    @property
    def situation(self) -> Situation:
        """The state of play then."""
        return Situation(self.leg, self.moment, self.score, self.men, announced=self.announced)


@dataclass(frozen=True, slots=True)
class Swing:
    """The odds of the first club of the replay before and after one event."""

    leg: int
    event: Event
    score: tuple[int, int]
    before: float
    after: float

    @property
    def minute(self) -> str:
        """When, as people say it."""
        return "kick" if self.event.moment is None else self.event.moment.minute


@dataclass(frozen=True, slots=True)
class Replay(Tabular):
    """The odds through a tie, minute by minute and event by event.

    Attributes:
        clubs: the two clubs; the odds are those of the first, which is at home in the last match.
        points: the odds at each full minute and right after every event, in order; only those at kick-off for a match
            that is over and whose goals are not among the events, because its course is not known.
        swings: every event with the odds before and after it.
        settlement: how the tie ended, or why it has not.
        ahead: the odds at later minutes of the match under way if its score stays as it is; empty if no match is under
            way, in a shoot-out, and without `intervals`.
    """

    tie: Tie
    clubs: tuple[str, str]
    points: tuple[ReplayPoint, ...]
    swings: tuple[Swing, ...]
    settlement: Settlement
    ahead: tuple[ReplayPoint, ...] = ()

    def __repr__(self) -> str:
        """The tie and the numbers of its points and events."""
        return f"<Replay: {self.tie!r}, {len(self.points)} moments, {several(len(self.swings), 'event', 'events')}>"

    def to_polars(self) -> pl.DataFrame:
        """The odds at every moment as a table; the rows of `ahead` come last.

        Columns: `leg`, `period`, `seconds` (since the period began), `minute` (as written), `home`, `away`,
        `home_goals`, `away_goals`, `home_men`, `away_men` (of the match under way), `club`, `through` (its odds), `low`
        and `high` (90% interval; null if none is known), `ahead` (true for moments still to come).
        """
        rows = [
            (
                point.leg,
                point.moment.period,
                point.moment.second,
                point.moment.minute,
                self.tie.legs[point.leg - 1].home,
                self.tie.legs[point.leg - 1].away,
                *point.score,
                *point.men,
                self.clubs[0],
                point.through,
                *(point.interval or (None, None)),
                ahead,
            )
            for ahead, points in ((False, self.points), (True, self.ahead[1:]))
            for point in points
        ]
        return pl.DataFrame(rows, schema=replay_columns(), orient="row")

    def at(self, leg: int, moment: Moment) -> float:
        """Odds of the first club at a moment, taken from the last point not after it."""
        earlier = [point for point in self.points if (point.leg, point.moment) <= (leg, moment)]
        return (earlier or list(self.points))[-1].through


def replay(
    file: TieFile | str | Path,
    rates: TieRates | Sequence[Rates | None] | None = None,
    *,
    played_only: bool = False,
    first_leg: int = 1,
    models: Callable[[Tie, int], Model] | None = None,
    intervals: bool = False,
) -> Replay:
    """The odds through the legs of a tie, at every full minute and after every event.

    Args:
        file: the tie with its events, as `frontfoot.read_tie` returns it, or the path of its file.
        rates: one entry per leg, home side of that leg first, or rates as known while each leg is under way
            (`TieRates`); with draws the odds are means. When None the rates of the file, from its odds, or from the
            strengths on the day of each leg.
        played_only: stop before a leg that has neither a score nor an event.
        first_leg: number of the match to begin with; earlier matches count with their scores.
        models: function that returns the model of a tie in a match, if models are kept; made from `rates` when None.
        intervals: also compute the interval of every point, and the odds still to come (`Replay.ahead`).

    Raises:
        ReadError: the file cannot be read.
        InputError: its rates are impossible, or a club is unknown.

    >>> from frontfoot.goals.rates import Rates
    >>> from frontfoot.ties.file import parse_tie
    >>> goal = {"minute": 10, "kind": "goal", "club": "Liverpool"}
    >>> legs = [{"home": "Liverpool", "away": "Atalanta", "score": [1, 0], "event": [goal]},
    ...         {"home": "Atalanta", "away": "Liverpool"}]
    >>> file = parse_tie({"competition": "uel", "season": 2023, "leg": legs})
    >>> curve = replay(file, [Rates(1.7, 1.2), Rates(1.5, 1.4)])
    >>> curve.swings[0].after < curve.swings[0].before
    True
    """
    if not isinstance(file, TieFile):
        from frontfoot.ties.file import read_tie

        file = read_tie(file)
    if rates is None:
        rates = file_rates(file)
    tie = file.tie
    known_rates = rates if isinstance(rates, TieRates) else TieRates.of(rates)
    first = tie.clubs[0]
    points: list[ReplayPoint] = []
    swings: list[Swing] = []
    ahead: tuple[ReplayPoint, ...] = ()
    for number, (leg, events) in enumerate(zip(tie.legs, file.events, strict=True), start=1):
        if number > 1 and not tie.legs[number - 2].played:
            break
        if number < first_leg:
            continue
        if played_only and not leg.played and not events:
            break
        known = Tie(tie.rules, (*tie.legs[: number - 1], *(later.unplayed for later in tie.legs[number - 1 :])))
        model = models(known, number) if models else Model(known, known_rates.under_way[number - 1])
        own, changes = _leg(model, number, leg, events, first)
        if intervals:
            own = [_with_interval(model, point, 0 if leg.home == first else 1) for point in own]
            ahead = ()
            if not leg.played and not any(event.kind == "kick" for event in events):
                ahead = still_to_come(model, own[-1].situation, first, intervals=True)
        points += own
        swings += changes
    ended = tie.settle()
    if ended.winner is not None and points:
        # The final whistle.
        final = points[-1]
        points.append(
            ReplayPoint(final.leg, final.moment, final.score, final.men, 1.0 if ended.winner == first else 0.0)
        )
    return Replay(tie, tie.clubs, tuple(points), tuple(swings), ended, ahead)


def still_to_come(model: Model, situation: Situation, club: str, *, intervals: bool = False) -> tuple[ReplayPoint, ...]:
    """The odds of a club from a moment to the end of the 90 minutes or of extra time, if nothing happens.

    Args:
        model: model of the tie.
        situation: score, players and announced stoppage, which stay as they are; not in a shoot-out.
        club: the club whose odds are returned.
        intervals: also compute the interval of every point.

    Returns:
        The moment itself and every full minute after it.
    """
    side = 0 if model.tie.legs[situation.leg - 1].home == club else 1
    now = situation.moment
    moments = [now, *(at for at in _minutes(4 if now.period >= 3 else 2) if at > now)]
    points = []
    for moment, value in zip(moments, model.unchanged(situation, moments, side), strict=True):
        known = situation.announced if moment.period == now.period else None
        point = ReplayPoint(situation.leg, moment, situation.score, situation.men, value, known)
        # If the lead already settles the tie (a silver goal), there is nothing left to compute.
        points.append(_with_interval(model, point, side) if intervals and 0.0 < value < 1.0 else point)
    return tuple(points)


def _with_interval(model: Model, point: ReplayPoint, side: int) -> ReplayPoint:
    both = model.interval(point.situation)
    return replace(point, interval=both[side]) if both else point


def course_known(leg: Leg, events: Sequence[Event]) -> bool:
    """Whether it is known when the goals of a match with a score fell: there are events, or no goals."""
    return bool(events) or sum(leg.last_score) == 0


def _leg(
    model: Model, number: int, leg: Leg, events: Sequence[Event], first: str
) -> tuple[list[ReplayPoint], list[Swing]]:
    course = match_course((leg.home, leg.away), events)
    states = course.standings
    until = 4 if leg.extra_time is not None or any(state.moment.period >= 3 for state in states) else 2
    if not leg.played or not course_known(leg, events):
        # A match under way ends at its last event; one of which only the score is known, at its kick-off.
        last = max(state.moment for state in states)
    elif until == 4:
        last = _end_of_extra_time(model.tie, number, states)
    else:
        last = Moment(until, regular_length(until))
    wanted: list[tuple[Moment, Standing]] = []
    for index, state in enumerate(states):
        following = states[index + 1].moment if index + 1 < len(states) else last
        grid = [moment for moment in _minutes(until) if state.moment < moment < following]
        wanted += [(moment, state) for moment in (state.moment, *grid)]
        if index + 1 < len(states) or following > state.moment:
            # Right before the next event, for its swing, or at the end.
            wanted.append((following, state))
    side = 0 if leg.home == first else 1
    points = []
    for moment, state in wanted:
        now = Situation(number, moment, state.score, state.men, announced=state.announced(moment))
        points.append(ReplayPoint(number, moment, state.score, state.men, model.through(now)[side], now.announced))
    swings = []
    for index in range(1, len(wanted)):
        state = wanted[index][1]
        if state is not wanted[index - 1][1] and state.event is not None:
            swings.append(Swing(number, state.event, state.score, points[index - 1].through, points[index].through))
    if course.kicks:
        kick_points, kicked = _shoot_out(model, number, leg, course.kicks, states[-1], first)
        points += kick_points
        swings += kicked
    return points, swings


def _end_of_extra_time(tie: Tie, number: int, states: Sequence[Standing]) -> Moment:
    """When extra time ended: at a golden goal, at its half-time with a silver one, else after its two halves."""

    def leads(state: Standing) -> bool:
        return tie.carried(number) + state.score[0] - state.score[1] != 0

    if tie.rules.extra_time is Step.GOLDEN_GOAL and leads(states[-1]):
        return max(state.moment for state in states if state.event is not None and state.event.kind == "goal")
    if tie.rules.extra_time is Step.SILVER_GOAL:
        before = [state for state in states if state.moment.period <= 3]
        if leads(before[-1]):
            return max(Moment(3, regular_length(3)), before[-1].moment)
    return Moment(4, regular_length(4))


@cache
def _minutes(until: int) -> tuple[Moment, ...]:
    """Every full minute of the regular time of the periods, each period's end included."""
    return tuple(
        Moment(period, 60.0 * minute)
        for period in range(1, until + 1)
        for minute in range(int(regular_length(period) // 60) + 1)
    )


def _shoot_out(
    model: Model, number: int, leg: Leg, kicks: Sequence[Event], state: Standing, first: str
) -> tuple[list[ReplayPoint], list[Swing]]:
    """The kicks of a shoot-out, one swing each, all at the end of extra time."""
    now = ShootOut(home_next=kicks[0].club == leg.home)
    moment = Moment(4, regular_length(4)) if model.tie.rules.extra_time else Moment(2, regular_length(2))
    points, swings = [], []
    before = _first_odds(now, model, leg, first)
    for event in kicks:
        now = now.kick(event.converted)
        after = _first_odds(now, model, leg, first)
        points.append(ReplayPoint(number, moment, state.score, state.men, after))
        swings.append(Swing(number, event, now.scored, before, after))
        before = after
    return points, swings


def _first_odds(now: ShootOut, model: Model, leg: Leg, first: str) -> float:
    home = now.home_wins(*model.conversion)
    return home if leg.home == first else 1.0 - home
