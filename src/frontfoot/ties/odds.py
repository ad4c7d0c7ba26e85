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

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.goals.clock import Moment
from frontfoot.goals.draws import DrawGrid, draw_grid
from frontfoot.goals.forecast import lattice_size, next_goal, values
from frontfoot.goals.rates import LegRates, Rates, rates_of_legs
from frontfoot.ties.block import Block
from frontfoot.ties.ending import WAYS
from frontfoot.ties.outlook import NextScore, Outlook, outlook_in_shoot_out
from frontfoot.ties.rulebook import Step
from frontfoot.ties.shoot_out import CONVERSION
from frontfoot.ties.situation import EXTRA_TIME, Situation, Tie, check_course, check_fit
from frontfoot.ties.solved import SolvedTie, make_room, rates_given

TOLERANCE = 1e-8
MOST_ANNOUNCED = 8
"""How many announced lengths of stoppage are kept; a match needs fewer."""


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
        self.solved = SolvedTie(tie, self.grid.rates, conversion)
        self._knowing: dict[tuple[int, int, int], Model] = {}

    def ask(self, situation: Situation) -> Outlook:
        """The outlook of a situation; `outlook` also checks that the match can have reached it."""
        check_fit(self.tie, situation)
        if situation.shoot_out is not None:
            return outlook_in_shoot_out(self.tie.legs[-1], situation.shoot_out, self.conversion)
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
        home, away = (self._mean(odds) for odds in known.solved.sides(situation))
        return min(max(home, 0.0), 1.0), min(max(away, 0.0), 1.0)

    def _mean(self, values: Floats) -> float:
        """The mean over the draws of a quantity of shape ([nodes])."""
        return float(self.grid.weights @ values) if values.ndim else float(values)

    def through_at_nodes(self, situation: Situation) -> Floats:
        """Odds of going through of the (home, away) side at every node of `grid`, shape (nodes, 2)."""
        return np.broadcast_to(np.stack(self.solved.sides(situation), axis=-1), (len(self.grid.weights), 2))

    def knowing(self, leg: int, period: int, announced: int | None) -> Model:
        """The model once the stoppage (minutes) of a period of match number `leg` is announced; itself before that."""
        if announced is None:
            return self
        key = (leg, period, announced)
        if key in self._knowing:
            return self._knowing[key]

        def with_announced(rates: LegRates) -> LegRates:
            this = rates[leg - 1]
            known = None if this is None else replace(this, clock=this.clock.announced(period, announced))
            return (*rates[: leg - 1], known, *rates[leg:])

        grid = DrawGrid(with_announced(self.grid.rates), self.grid.basis)
        known = Model(self.tie, with_announced(self.rates), self.conversion, grid=grid)
        if period <= 2:
            # What comes after the 90 minutes stays as it was.
            known.solved = SolvedTie(self.tie, grid.rates, self.conversion, after=self.solved)
        make_room(self._knowing, MOST_ANNOUNCED)
        self._knowing[key] = known
        return known

    def unchanged(self, situation: Situation, moments: Sequence[Moment], side: int) -> list[float]:
        """Odds of one side (0 home, 1 away) at later moments if score and players stay as they are; see `through`.

        Raises:
            InputError: a moment in extra time, asked before it, and no extra time follows at this score.
        """
        announced, period = situation.announced, situation.moment.period
        if period <= 2 < max((moment.period for moment in moments), default=period):
            check_course(self.tie, replace(situation, moment=EXTRA_TIME))
        last, odds = self._last_period(situation), []
        for moment in moments:
            if period >= 3 and moment.period > last:
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
        return rates_given(self.rates, leg)

    def node_rates(self, leg: int) -> Rates:
        """Rates of match number `leg` at the nodes of `grid`."""
        return self.solved.of_leg(leg)

    def through_by_score(
        self, leg: int, moments: Sequence[Moment], men: tuple[int, int], most: tuple[int, int], side: int
    ) -> Floats:
        """Odds of going through of one side (0 home, 1 away) for every score from 0-0 to `most` at least, sure rates.

        Returns:
            Shape (moments, H, A).
        """
        payoff = self.payoff(leg, moments, men, most)[side]
        carried = self.tie.carried(leg)
        rates = self.leg_rates(leg)
        return values(rates, payoff, moments=moments, until=2, men=men, carried=carried, tolerance=TOLERANCE)

    def payoff(self, leg: int, moments: Sequence[Moment], men: tuple[int, int], most: tuple[int, int]) -> Floats:
        """Odds of going through of the (home, away) side by score after 90 minutes, sure rates; shape (2, H, A)."""
        more = lattice_size(self.leg_rates(leg), min(moments), until=2, men=men, tolerance=TOLERANCE)
        shape = (most[0] + more[0] + 1, most[1] + more[1] + 1)
        solved = self.solved
        if leg == self.tie.rules.legs:
            return solved.ending(men).through(Block((0, 0), shape))
        return solved.second_leg_through(shape)

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
            then = Situation(leg, situation.moment, (score[0] + goal[0], score[1] + goal[1]), situation.men)
            after = self.through(then)
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
        low, high = (_quantile(np.sort(of_draws, axis=0), level) for level in (0.05, 0.95))
        return tuple((float(low[side]), float(high[side])) for side in (0, 1))

    def draw_ways(self, situation: Situation) -> Floats:
        """Odds of every way for every draw of the rates, shape (draws, ways, 2)."""
        return self.grid.of_draws(self._ways_at_nodes(situation))

    def _ways_at_nodes(self, situation: Situation) -> Floats:
        """Odds of every way at every node of `grid`, shape (nodes, ways, 2)."""
        return np.broadcast_to(self.solved.ways(situation), (len(self.grid.weights), len(WAYS), 2))


def _quantile(ascending: Floats, level: float) -> Floats:
    """The quantile at `level` (0 to 1) of every column, as `np.quantile` interpolates it; rows in ascending order.

    `np.quantile` itself imports masked arrays, which take a twentieth of the start of `frontfoot tie`.
    """
    place = level * (len(ascending) - 1)
    below = min(int(place), len(ascending) - 2) if len(ascending) > 1 else 0
    above = min(below + 1, len(ascending) - 1)
    return np.asarray(ascending[below] + (place - below) * (ascending[above] - ascending[below]))
