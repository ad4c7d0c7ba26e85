"""`outlook` and `Model`: the exact odds of going through, in total and by way (90 minutes, extra time, shoot-out, ...).

Nothing is simulated. Regulation time is computed backward from the table of endings (`frontfoot.ties.ending`), one pass
for every minute at a score; draws of uncertain strengths are computed at the nodes of `frontfoot.goals.draws`. In the
second leg and in extra time the score state that changes the rates is the lead in the tie, not in the match (docs:
methods of the tie). `Model.through` is the one source of the odds at a moment: `tie`, `decide`, tie files, cups,
reports and the board all use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Moment
from frontfoot.goals.draws import DrawGrid, draw_grid
from frontfoot.goals.forecast import KICK_OFF, lattice_size, next_goal, score_distribution, values
from frontfoot.goals.rates import LegRates, Rates, rates_of_legs
from frontfoot.ties.ending import WAYS, Ending, last_way
from frontfoot.ties.extra_time import ExtraTime, extra_time
from frontfoot.ties.first_leg import SecondLegs
from frontfoot.ties.outlook import NextScore, Outlook
from frontfoot.ties.period_odds import PeriodOdds
from frontfoot.ties.rulebook import Step
from frontfoot.ties.shoot_out import CONVERSION
from frontfoot.ties.situation import Situation, Tie, check_course, check_fit

TOLERANCE = 1e-8
TABLE_STEP = 10
"""Numbers of goals by which the tables of first legs grow."""


def outlook(
    tie: Tie,
    situation: Situation,
    rates: Rates | Sequence[Rates | None],
    *,
    conversion: tuple[float, float] = (CONVERSION, CONVERSION),
) -> Outlook:
    """The exact odds of going through, by club and by way.

    Args:
        tie: clubs, rules, legs.
        situation: the leg under way, its moment, score and players on the pitch.
        rates: one entry per leg, None if it is over; or `Rates` of the last leg alone. Base rates may be arrays of
            shape (draws,): the odds are then means over the draws, with a 90% interval.
        conversion: share of kicks converted in a shoot-out by the (home, away) side of the last match.

    Raises:
        InputError: an impossible situation, or missing rates.

    >>> from frontfoot.goals.rates import Rates
    >>> from frontfoot.ties.leg import Leg
    >>> from frontfoot.ties.rulebook import rules
    >>> tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    >>> odds = outlook(tie, Situation(2, Moment(2, 0), (0, 1)), Rates(1.5, 1.6))
    >>> 0.9 < odds.through["Atalanta"] < 1
    True
    """
    model = Model(tie, rates, conversion)
    check_course(tie, situation)
    return model.ask(situation)


MOST_SOLVED, MOST_ENDINGS, MOST_ANNOUNCED = 48, 8, 8
"""How many solutions are kept, by score, players on the pitch and announced stoppage; a match needs fewer."""


def _make_room(kept: dict[Any, Any], most: int) -> None:
    """Remove the oldest entry if one more would exceed the limit."""
    while len(kept) >= most:
        kept.pop(next(iter(kept)), None)


class Model:
    """The model of a tie and its rates: it returns the odds at any number of moments.

    Args:
        tie: clubs, rules, legs.
        rates: one entry per leg, None if it is over; or `Rates` of the last leg alone.
        conversion: share of kicks converted in a shoot-out by the (home, away) side of the last match.
    """

    def __init__(
        self,
        tie: Tie,
        rates: Rates | Sequence[Rates | None],
        conversion: tuple[float, float] = (CONVERSION, CONVERSION),
        *,
        grid: DrawGrid | None = None,
    ) -> None:
        self.tie = tie
        self.rates = rates_of_legs(rates, tie.rules.legs)
        self.conversion = conversion
        self.grid = draw_grid(self.rates) if grid is None else grid
        self.draws = max(pair.home.size if pair is not None and pair.home.ndim else 0 for pair in self.rates)
        self._solved_second_legs: list[SecondLegs] = []
        self._first_leg: dict[tuple[int, int], NDArray[np.float64]] = {}
        self._endings: dict[tuple[int, int], Ending] = {}
        self._regulation: dict[tuple[int, tuple[int, int], tuple[int, int]], PeriodOdds] = {}
        self._extra_time: dict[tuple[int, tuple[int, int], tuple[int, int]], PeriodOdds] = {}
        self._knowing: dict[tuple[int, int, int], Model] = {}

    def ask(self, situation: Situation) -> Outlook:
        """The outlook of a situation; `outlook` also checks that the match can have reached it."""
        check_fit(self.tie, situation)
        if situation.shoot_out is not None:
            return self.in_shoot_out(situation)
        if situation.announced is not None:
            known = self.knowing(situation.leg, situation.moment.period, situation.announced)
            return known.ask(replace(situation, announced=None))
        return self._outlook(situation)

    def through(self, situation: Situation) -> tuple[float, float]:
        """Odds of going through of the (home, away) side of the match under way.

        With draws of the rates it is their mean. Where a match can end in a draw these are the odds of winning. The
        value at a moment is the same to the last digit, whatever else is computed.
        """
        known = self.knowing(situation.leg, situation.moment.period, situation.announced)
        home, away = (self._mean(odds) for odds in known._sides(situation))
        return min(max(home, 0.0), 1.0), min(max(away, 0.0), 1.0)

    def _mean(self, values: NDArray[np.float64]) -> float:
        """The mean over the draws of a quantity of shape ([nodes])."""
        return float(self.grid.weights @ values) if values.ndim else float(values)

    def through_at_nodes(self, situation: Situation) -> NDArray[np.float64]:
        """Odds of going through of the (home, away) side at every node of `grid`, shape (nodes, 2)."""
        return np.broadcast_to(np.stack(self._sides(situation), axis=-1), (len(self.grid.weights), 2))

    def _sides(self, situation: Situation) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Odds of going through of the home and of the away side, each of shape ([nodes])."""
        leg, score, men = situation.leg, situation.score, situation.men
        if situation.shoot_out is not None:
            home = np.asarray(situation.shoot_out.home_wins(*self.conversion))
            return home, 1.0 - home
        period = situation.moment.period
        if period >= 3 and self._golden_or_silver(period):
            both = self.extra_time_ways(situation, score).sum(axis=-2)
            return both[..., 0], both[..., 1]
        kept, key = self._regulation if period <= 2 else self._extra_time, (leg, score, men)
        if key not in kept:
            _make_room(kept, MOST_SOLVED)
            kept[key] = (self._solved if period <= 2 else self._solved_extra_time)(leg, score, men)
        worth = kept[key].at(situation.moment)
        return worth[0], worth[1] if len(worth) > 1 else 1.0 - worth[0]

    def _golden_or_silver(self, period: int) -> bool:
        """Whether a goal, or a lead at the end of period 3, ends extra time before its time is up."""
        kind = self.tie.rules.extra_time
        return kind is Step.GOLDEN_GOAL or (kind is Step.SILVER_GOAL and period == 3)

    def _solved_extra_time(self, leg: int, score: tuple[int, int], men: tuple[int, int]) -> PeriodOdds:
        rates, carried = self.node_rates(leg), self.tie.carried(leg)
        # After a silver-goal half, the next half begins level or is not played.
        start = Moment(4 if self.tie.rules.extra_time is Step.SILVER_GOAL else 3, 0.0)
        height, width = lattice_size(rates, start, until=4, men=men, tolerance=TOLERANCE)
        lead = carried + score[0] - score[1]
        margin = lead + np.arange(height)[:, None] - np.arange(width)
        level = ExtraTime(np.zeros((width, 2)), np.eye(width))
        ways = self.ending_for_extra_time().of_extra_time(level, score[1]).sum(axis=-2)
        home = np.where(margin == 0, ways[:, 0], margin > 0)
        away = np.where(margin == 0, ways[:, 1], margin < 0)
        sides = self._each_node(np.stack([home, away] if last_way(self.tie.rules) is None else [home]), rates)
        return PeriodOdds(rates, sides, score, men, carried, start=start, until=4)

    def _each_node(self, sides: NDArray[np.float64], rates: Rates) -> NDArray[np.float64]:
        """Values of shape (sides, [nodes,] H, A) with their axis of nodes, where rates have one."""
        if rates.home.ndim and sides.ndim == 3:
            return np.broadcast_to(sides[:, None], (len(sides), rates.home.size, *sides.shape[1:]))
        return sides

    def _solved(self, leg: int, score: tuple[int, int], men: tuple[int, int]) -> PeriodOdds:
        rates = self.node_rates(leg)
        more = lattice_size(rates, until=2, men=men, tolerance=TOLERANCE)
        settles = bool(self.tie.rules.steps)
        if leg == self.tie.rules.legs:
            ways = self.ending(men).of_further_goals(score, more)
            payoff = ways.sum(axis=-2)
        else:
            ends = (score[0] + more[0], score[1] + more[1])
            table = self._second_legs().through(ends)[..., score[0] : ends[0], score[1] : ends[1]]
            payoff = np.moveaxis(table, -3, -1)
        # payoff: ([nodes,] H, A, 2); the away side's odds are the rest where the rules settle a tie.
        sides = np.moveaxis(payoff, -1, 0)[: 1 if settles else 2]
        sides = self._each_node(sides, rates)
        return PeriodOdds(rates, sides, score, men, self.tie.carried(leg), start=KICK_OFF, until=2)

    def knowing(self, leg: int, period: int, announced: int | None) -> Model:
        """The model once the stoppage (minutes) of a period of match number `leg` is announced; itself before that."""
        if announced is None:
            return self
        key = (leg, period, announced)
        if key in self._knowing:
            return self._knowing[key]

        def told(rates: LegRates) -> LegRates:
            this = rates[leg - 1]
            known = None if this is None else replace(this, clock=this.clock.announced(period, announced))
            return (*rates[: leg - 1], known, *rates[leg:])

        grid = DrawGrid(told(self.grid.rates), self.grid.basis)
        known = Model(self.tie, told(self.rates), self.conversion, grid=grid)
        if period <= 2:
            # What comes after the 90 minutes stays as it was.
            known._solved_second_legs = self._solved_second_legs
            known._first_leg, known._endings = self._first_leg, self._endings
        _make_room(self._knowing, MOST_ANNOUNCED)
        self._knowing[key] = known
        return known

    def unchanged(self, situation: Situation, moments: Sequence[Moment], side: int) -> list[float]:
        """Odds of one side (0 home, 1 away) at later moments if score and players stay as they are; see `through`."""
        announced, period = situation.announced, situation.moment.period
        last, odds = self._last_period(situation), []
        for moment in moments:
            if moment.period > last:
                # The lead that stands is a silver goal.
                odds.append(float((self._lead(situation) > 0) == (side == 0)))
                continue
            known = announced if moment.period == period else None
            odds.append(self.through(replace(situation, moment=moment, announced=known))[side])
        return odds

    def _lead(self, situation: Situation) -> int:
        """Lead of the home side in the tie."""
        return self.tie.carried(situation.leg) + situation.score[0] - situation.score[1]

    def _last_period(self, situation: Situation) -> int:
        """The period whose end is the end of the 90 minutes or of extra time, at the score as it is."""
        if situation.moment.period <= 2:
            return 2
        silver = self.tie.rules.extra_time is Step.SILVER_GOAL
        return 3 if silver and situation.moment.period == 3 and self._lead(situation) else 4

    def at_means(self) -> Model:
        """The model at the mean of the drawn rates; itself if the rates have no draws."""
        if not self.draws:
            return self
        means = [
            None if pair is None else replace(pair, home=pair.home.mean(), away=pair.away.mean()) for pair in self.rates
        ]
        return Model(self.tie, means, self.conversion)

    def leg_rates(self, leg: int) -> Rates:
        """Rates of match number `leg`, with all draws.

        Raises:
            InputError: the rates of that leg are missing.
        """
        return _given(self.rates, leg)

    def node_rates(self, leg: int) -> Rates:
        """Rates of match number `leg` at the nodes of `grid`."""
        return _given(self.grid.rates, leg)

    @property
    def last_odds(self) -> float:
        """Odds of the home side of the last match in a shoot-out not yet begun (one half in a replay or a toss)."""
        from frontfoot.ties.shoot_out import ShootOut

        if not self.tie.rules.shoot_out:
            return 0.5
        return ShootOut().home_wins(*self.conversion)

    def ending(self, men: tuple[int, int] = (11, 11)) -> Ending:
        """The ending of the last match, given the score of the first leg."""
        if men not in self._endings:
            _make_room(self._endings, MOST_ENDINGS)
            self._endings[men] = self._ending(men)
        return self._endings[men]

    def _ending(self, men: tuple[int, int]) -> Ending:
        legs = self.tie.rules.legs
        away_goals = self.tie.legs[0].goals(self.tie.legs[1].home) if legs == 2 else 0
        return Ending.of(
            self.tie.rules,
            self.node_rates(legs),
            carried=self.tie.carried(legs),
            home_away_goals=away_goals,
            last_odds=self.last_odds,
            men=men,
        )

    def through_by_score(
        self, leg: int, moments: Sequence[Moment], men: tuple[int, int], most: tuple[int, int], side: int
    ) -> NDArray[np.float64]:
        """Odds of going through of one side (0 home, 1 away) for every score from 0-0 to `most` at least, sure rates.

        Returns:
            Shape (moments, H, A).
        """
        payoff = self.payoff(leg, moments, men, most)[:, side].sum(axis=0)
        carried = self.tie.carried(leg)
        rates = self.leg_rates(leg)
        return values(rates, payoff, moments=moments, until=2, men=men, carried=carried, tolerance=TOLERANCE)

    def payoff(
        self, leg: int, moments: Sequence[Moment], men: tuple[int, int], most: tuple[int, int]
    ) -> NDArray[np.float64]:
        """Odds of every way for every score after 90 minutes, shape (ways, 2, H, A)."""
        more = lattice_size(self.leg_rates(leg), min(moments), until=2, men=men, tolerance=TOLERANCE)
        shape = (most[0] + more[0] + 1, most[1] + more[1] + 1)
        return self.ending(men).table(shape) if leg == self.tie.rules.legs else self._second_leg_ways(shape)

    def _second_leg_ways(self, least: tuple[int, int]) -> NDArray[np.float64]:
        """Odds of every way for every score of the first leg, its home side first, shape ([nodes,] ways, 2, H, A).

        The table has `least` scores or more: a few sizes serve all requests, and none depends on earlier requests.
        """
        shape = (_rounded(least[0]), _rounded(least[1]))
        if shape not in self._first_leg:
            self._first_leg[shape] = self._second_legs().ways(shape)
        return self._first_leg[shape]

    def _second_legs(self) -> SecondLegs:
        """The second leg for every score of the first, solved once."""
        if not self._solved_second_legs:
            self._solved_second_legs.append(SecondLegs(self.tie.rules, self.node_rates(2), self.last_odds))
        return self._solved_second_legs[0]

    def _outlook(self, situation: Situation) -> Outlook:
        """The outlook at one moment; with draws, the mean."""
        score, leg = situation.score, situation.leg
        match = self.tie.legs[leg - 1]
        clubs = (match.home, match.away)
        odds = self.through(situation)
        ways = self.grid.mean(self._ways_at_nodes(situation))
        # The ways come from another pass: they are scaled so that their sum is `through` of this moment.
        sums = ways.sum(axis=0)
        ways = ways * np.divide(odds, sums, out=np.ones(2), where=sums > 0.0)
        by = {
            str(way): {club: float(ways[row, side]) for side, club in enumerate(clubs)} for row, way in enumerate(WAYS)
        }
        until, carried = self._last_period(situation), self.tie.carried(leg)
        coming = next_goal(
            self.node_rates(leg), situation.moment, score, until=until, men=situation.men, carried=carried
        )
        next_scores = []
        for club, goal, chance in zip(clubs, ((1, 0), (0, 1)), coming, strict=False):
            after = self.through(replace(situation, score=(score[0] + goal[0], score[1] + goal[1])))
            likely = float(self.grid.mean(np.broadcast_to(chance, (len(self.grid.weights),))))
            next_scores.append(NextScore(club, likely, dict(zip(clubs, after, strict=True))))
        draw = max(0.0, 1.0 - sum(odds)) if not self.tie.rules.steps else 0.0
        through = dict(zip(clubs, odds, strict=True))
        interval = dict(zip(clubs, self.interval(situation), strict=False))
        return Outlook(through, by, tuple(next_scores), interval, draw, self.draws)

    def interval(self, situation: Situation) -> tuple[tuple[float, float], ...]:
        """The 90% interval of the odds of the (home, away) side over the draws; empty if the rates have no draws."""
        if not self.draws or situation.shoot_out is not None:
            return ()
        known = self.knowing(situation.leg, situation.moment.period, situation.announced)
        of_draws = np.clip(known.grid.of_draws(known.through_at_nodes(situation)), 0.0, 1.0)
        low, high = np.quantile(of_draws, [0.05, 0.95], axis=0)
        return tuple((float(low[side]), float(high[side])) for side in (0, 1))

    def draw_ways(self, situation: Situation) -> NDArray[np.float64]:
        """Odds of every way for every draw of the rates, shape (draws, ways, 2)."""
        return self.grid.of_draws(self._ways_at_nodes(situation))

    def _ways_at_nodes(self, situation: Situation) -> NDArray[np.float64]:
        """Odds of every way at every node of `grid`, shape (nodes, ways, 2)."""
        leg, score, men = situation.leg, situation.score, situation.men
        if situation.moment.period >= 3:
            ways = self.extra_time_ways(situation, score)
        else:
            goals = score_distribution(
                self.node_rates(leg), situation.moment, score, men=men, carried=self.tie.carried(leg), tolerance=1e-7
            ).probabilities
            height, width = goals.shape[-2:]
            if leg == self.tie.rules.legs:
                ways = self.ending(men).of_scores(goals, score)
            else:
                ends = (score[0] + height, score[1] + width)
                later = self._second_leg_ways(ends)[..., score[0] : ends[0], score[1] : ends[1]]
                ways = np.einsum("...ha,...wcha->...wc", goals, later)
        return np.broadcast_to(ways, (len(self.grid.weights), len(WAYS), 2))

    def extra_time_ways(self, situation: Situation, score: tuple[int, int]) -> NDArray[np.float64]:
        """Odds of every way from within extra time at `score`, shape ([draws,] ways, 2)."""
        rules, leg = self.tie.rules, situation.leg
        kind = rules.extra_time
        assert kind is not None
        lead = self.tie.carried(leg) + score[0] - score[1]
        ending = self.ending_for_extra_time()
        if lead and kind is Step.GOLDEN_GOAL:
            return ending.won_by_golden_goal(home=lead > 0, like=self.node_rates(leg).home.shape)
        rest = extra_time(
            self.node_rates(leg),
            kind,
            moment=situation.moment,
            score=score,
            lead=lead,
            men=situation.men,
            tolerance=1e-8,
        )
        return ending.of_extra_time(rest, score[1])

    def ending_for_extra_time(self) -> Ending:
        """The ending without a forecast of extra time, for moments within extra time."""
        legs = self.tie.rules.legs
        away_goals = self.tie.legs[0].goals(self.tie.legs[1].home) if legs == 2 else 0
        return Ending(self.tie.rules, self.tie.carried(legs), away_goals, self.last_odds, None, None)

    def in_shoot_out(self, situation: Situation) -> Outlook:
        """The outlook before any kick of a shoot-out."""
        state = situation.shoot_out
        assert state is not None
        match = self.tie.legs[-1]
        home = state.home_wins(*self.conversion)
        by = {str(way): {match.home: 0.0, match.away: 0.0} for way in WAYS}
        by["shoot-out"] = {match.home: home, match.away: 1.0 - home}
        coming: list[NextScore] = []
        if not state.over:
            kicker = match.home if state.home_next else match.away
            rate = self.conversion[0 if state.home_next else 1]
            for converted, club, chance in ((True, kicker, rate), (False, None, 1.0 - rate)):
                then = state.kick(converted).home_wins(*self.conversion)
                coming.append(NextScore(club, chance, {match.home: then, match.away: 1.0 - then}))
        return Outlook({match.home: home, match.away: 1.0 - home}, by, tuple(coming))


def _rounded(count: int) -> int:
    return -(-count // TABLE_STEP) * TABLE_STEP


def _given(rates: LegRates, leg: int) -> Rates:
    pair = rates[leg - 1]
    if pair is None:
        raise InputError(
            f"The rates of leg {leg} are not given",
            place="rates",
            remedy="Give rates for each leg that is not over",
        )
    return pair
