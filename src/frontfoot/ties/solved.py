"""`SolvedTie`: the odds of a tie at given rates, by side and by way, computed once for many moments."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Moment
from frontfoot.goals.forecast import KICK_OFF
from frontfoot.goals.rates import LegRates, Rates
from frontfoot.ties.block import Block, Score
from frontfoot.ties.ending import Ending, last_way
from frontfoot.ties.extra_time import ExtraTime, extra_time
from frontfoot.ties.first_leg import SecondLegs
from frontfoot.ties.period_odds import PeriodOdds
from frontfoot.ties.rulebook import Step
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie

MOST_SOLVED, MOST_ENDINGS = 48, 8
"""How many solutions are kept, by block of scores and players on the pitch; a match needs fewer."""
TABLE_STEP: Final = 10
"""Numbers of goals by which the tables of first legs grow."""


class SolvedTie:
    """The odds of a tie at rates of shape () or (nodes,), without a mean over them.

    Args:
        tie: clubs, rules, legs.
        rates: of each leg, None where it is played.
        conversion: share of kicks converted in a shoot-out by the (home, away) side of the last match.
        after: the same tie solved for rates that are the same after 90 minutes: what comes then is taken from it.
    """

    def __init__(
        self, tie: Tie, rates: LegRates, conversion: tuple[float, float], *, after: SolvedTie | None = None
    ) -> None:
        self.tie = tie
        self.rates = rates
        self.conversion = conversion
        self._second_leg: list[SecondLegs] = [] if after is None else after._second_leg
        self._first_leg: dict[Score, Floats] = {} if after is None else after._first_leg
        self._endings: dict[tuple[int, int], Ending] = {} if after is None else after._endings
        self._periods: dict[tuple[bool, int, Score, tuple[int, int]], PeriodOdds] = {}

    def of_leg(self, leg: int) -> Rates:
        """Rates of match number `leg`.

        Raises:
            InputError: the rates of that leg are missing.
        """
        return rates_given(self.rates, leg)

    def sides(self, situation: Situation) -> tuple[Floats, Floats]:
        """Odds of going through of the home and of the away side, each of shape ([nodes])."""
        leg, score, men = situation.leg, situation.score, situation.men
        if situation.shoot_out is not None:
            home = np.asarray(situation.shoot_out.home_wins(*self.conversion))
            return home, 1.0 - home
        late = situation.moment.period >= 3
        if late and self._ends_at_lead(situation.moment.period):
            both = self._within_extra_time(situation).sum(axis=-2)
            return both[..., 0], both[..., 1]
        worth = self._period_odds(leg, score, men, late=late).at(situation.moment, score)
        return worth[0], worth[1] if len(worth) > 1 else 1.0 - worth[0]

    def ways(self, situation: Situation) -> Floats:
        """Odds of every way, shape ([nodes,] ways, 2)."""
        leg, score, men = situation.leg, situation.score, situation.men
        if situation.moment.period >= 3:
            return self._within_extra_time(situation)
        odds = self._period_odds(leg, score, men, late=False)
        goals = odds.goals(situation.moment, score)
        if leg == self.tie.rules.legs:
            return self.ending(men).of_scores(goals, odds.block)
        return self._second_legs().of_scores(goals, odds.block)

    def _period_odds(self, leg: int, score: Score, men: tuple[int, int], *, late: bool) -> PeriodOdds:
        """The odds before the end of regulation, or of extra time if `late`, for the block of scores with this one."""
        first = Block.first_of(score)
        key = (late, leg, first, men)
        if key not in self._periods:
            make_room(self._periods, MOST_SOLVED)
            self._periods[key] = (self._extra_time_odds if late else self._regulation_odds)(leg, first, men)
        return self._periods[key]

    def _regulation_odds(self, leg: int, first: Score, men: tuple[int, int]) -> PeriodOdds:
        rates = self.of_leg(leg)
        block = Block.of(rates, first, KICK_OFF, 2, men)

        def payoff() -> Floats:
            if leg == self.tie.rules.legs:
                sides = self.ending(men).through(block)
            else:
                ends = block.first[0] + block.shape[0], block.first[1] + block.shape[1]
                table = self._second_legs().through(ends)[..., block.first[0] :, block.first[1] :]
                sides = np.moveaxis(table, -3, 0)
            # The away side's odds are the rest where the rules settle a tie.
            return _each_node(sides[: 1 if self.tie.rules.steps else 2], rates)

        return PeriodOdds(rates, block, payoff, men, self.tie.carried(leg), start=KICK_OFF, until=2)

    def _extra_time_odds(self, leg: int, first: Score, men: tuple[int, int]) -> PeriodOdds:
        rates, carried = self.of_leg(leg), self.tie.carried(leg)
        # After a silver-goal half, the next half begins level or is not played.
        start = Moment(4 if self.tie.rules.extra_time is Step.SILVER_GOAL else 3, 0.0)
        block = Block.of(rates, first, start, 4, men)

        def payoff() -> Floats:
            lead, width = block.lead(carried), block.shape[1]
            level = ExtraTime(np.zeros((width, 2)), np.eye(width))
            through = self.ending_within_extra_time().of_extra_time(level, first[1]).sum(axis=-2)
            home = np.where(lead == 0, through[:, 0], lead > 0)
            away = np.where(lead == 0, through[:, 1], lead < 0)
            return _each_node(np.stack([home, away] if last_way(self.tie.rules) is None else [home]), rates)

        return PeriodOdds(rates, block, payoff, men, carried, start=start, until=4)

    def _ends_at_lead(self, period: int) -> bool:
        """Whether a goal, or a lead at the end of period 3, ends extra time before its time is up."""
        kind = self.tie.rules.extra_time
        return kind is Step.GOLDEN_GOAL or (kind is Step.SILVER_GOAL and period == 3)

    def _within_extra_time(self, situation: Situation) -> Floats:
        """Odds of every way from within extra time, shape ([nodes,] ways, 2)."""
        kind, leg, score = self.tie.rules.extra_time, situation.leg, situation.score
        assert kind is not None
        lead = self.tie.carried(leg) + score[0] - score[1]
        ending, rates = self.ending_within_extra_time(), self.of_leg(leg)
        if lead and kind is Step.GOLDEN_GOAL:
            return ending.won_by_golden_goal(home=lead > 0, like=rates.home.shape)
        rest = extra_time(
            rates, kind, moment=situation.moment, score=score, lead=lead, men=situation.men, tolerance=1e-8
        )
        return ending.of_extra_time(rest, score[1])

    def ending_within_extra_time(self) -> Ending:
        """The ending without a forecast of extra time, for moments within extra time."""
        return Ending(
            self.tie.rules, self.tie.carried(self.tie.rules.legs), self._home_away_goals, self.last_odds, None, None
        )

    @property
    def _home_away_goals(self) -> int:
        """Goals that the home side of the last leg scored away, in the first."""
        return self.tie.legs[0].goals(self.tie.legs[1].home) if self.tie.rules.legs == 2 else 0

    @property
    def last_odds(self) -> float:
        """Odds of the home side of the last match in a shoot-out not yet begun (one half in a replay or a toss)."""
        return ShootOut().home_wins(*self.conversion) if self.tie.rules.shoot_out else 0.5

    def ending(self, men: tuple[int, int] = (11, 11)) -> Ending:
        """The ending of the last match, given the score of the first leg."""
        if men not in self._endings:
            make_room(self._endings, MOST_ENDINGS)
            legs = self.tie.rules.legs
            self._endings[men] = Ending.of(
                self.tie.rules,
                self.of_leg(legs),
                carried=self.tie.carried(legs),
                home_away_goals=self._home_away_goals,
                last_odds=self.last_odds,
                men=men,
            )
        return self._endings[men]

    def second_leg_through(self, least: Score) -> Floats:
        """Odds of going through for every score of the first leg, its home side first, shape ([nodes,] 2, H, A).

        The table has `least` scores or more: a few sizes serve all requests, and none depends on earlier requests.
        """
        shape = (_rounded(least[0]), _rounded(least[1]))
        if shape not in self._first_leg:
            self._first_leg[shape] = self._second_legs().through(shape)
        return self._first_leg[shape]

    def _second_legs(self) -> SecondLegs:
        """The second leg for every score of the first, solved once."""
        if not self._second_leg:
            self._second_leg.append(SecondLegs(self.tie.rules, self.of_leg(2), self.last_odds))
        return self._second_leg[0]


def make_room(kept: MutableMapping[Any, Any], most: int) -> None:
    """Remove the oldest entries if one more would exceed the limit."""
    while len(kept) >= most:
        kept.pop(next(iter(kept)), None)


def rates_given(rates: LegRates, leg: int) -> Rates:
    """Rates of match number `leg`.

    Raises:
        InputError: they are missing.
    """
    pair = rates[leg - 1]
    if pair is None:
        raise InputError(
            f"The rates of leg {leg} are not given",
            place="rates",
            remedy="Give rates for each leg that is not over",
        )
    return pair


def _rounded(count: int) -> int:
    return -(-count // TABLE_STEP) * TABLE_STEP


def _each_node(sides: Floats, rates: Rates) -> Floats:
    """Values of shape (sides, [nodes,] H, A) with their axis of nodes, where rates have one."""
    if rates.home.ndim and sides.ndim == 3:
        return np.broadcast_to(sides[:, None], (len(sides), rates.home.size, *sides.shape[1:]))
    return sides
