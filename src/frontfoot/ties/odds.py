"""The odds of going through, exactly, and by which way.

Nothing is simulated. Regulation is carried backward from the table of endings (`frontfoot.ties.ending`) through
`frontfoot.goals.forecast.values`, one pass for every score and every minute; uncertain strengths are carried forward,
all draws at once. In the second leg and in extra time the score state that moves the rates is the lead in the tie, not
in the match (docs: methods of the tie).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Moment
from frontfoot.goals.forecast import lattice_size, next_goal, score_distribution, values
from frontfoot.ties.ending import WAYS, Ending
from frontfoot.ties.extra_time import extra_time
from frontfoot.ties.first_leg import after_first_leg
from frontfoot.ties.outlook import NextScore, Outlook
from frontfoot.ties.rulebook import Step
from frontfoot.ties.shoot_out import CONVERSION
from frontfoot.ties.situation import Situation, Tie, check_course, check_fit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from frontfoot.goals.rates import Rates

TOLERANCE = 1e-7


def outlook(
    tie: Tie,
    situation: Situation,
    rates: Rates | Sequence[Rates],
    *,
    conversion: tuple[float, float] = (CONVERSION, CONVERSION),
) -> Outlook:
    """The exact odds of going through.

    Args:
        tie: clubs, rules, legs.
        situation: where it stands.
        rates: of the match under way, or of each leg of the tie in order; with both legs still to play both are needed.
            Base rates may be arrays (draws,): the odds are then means over the draws, with a 90% interval.
        conversion: share of kicks converted in a shoot-out by the (home, away) side of the last match.

    Raises:
        InputError: a situation that cannot be, or missing rates.

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
    """Everything about a tie and its rates that does not depend on the moment; it answers for many moments at once."""

    def __init__(
        self, tie: Tie, rates: Rates | Sequence[Rates], conversion: tuple[float, float] = (CONVERSION, CONVERSION)
    ) -> None:
        self.tie = tie
        given: tuple[Rates, ...] = tuple(rates) if isinstance(rates, Sequence) else (rates,)
        if len(given) not in (1, tie.rules.legs):
            raise InputError(
                f"{len(given)} pairs of rates are given for {tie.rules.legs} legs",
                place="rates",
                remedy="Give them for the match under way, or for each leg",
            )
        self.rates = given
        self.conversion = conversion
        self.draws = max(int(np.size(pair.home)) if np.ndim(pair.home) else 0 for pair in given)
        self._first_leg: dict[tuple[int, int], NDArray[np.float64]] = {}
        self._endings: dict[tuple[int, int], Ending] = {}

    def ask(self, situation: Situation) -> Outlook:
        """The outlook of a situation; see `outlook`, which asks as well whether the match can have come to it."""
        check_fit(self.tie, situation)
        if situation.shoot_out is not None:
            return self.in_shoot_out(situation)
        if situation.announced is not None:
            known = self.knowing(situation.leg, situation.moment.period, situation.announced)
            return known.ask(replace(situation, announced=None))
        return self.with_draws(situation) if self.draws else self.at(situation)

    def knowing(self, leg: int, period: int, announced: int | None) -> Model:
        """The same tie once the stoppage of a period of match number `leg` is announced, minutes; itself before."""
        if announced is None:
            return self
        place = leg - 1 if len(self.rates) == self.tie.rules.legs else 0
        pair = self.rates[place]
        told = replace(pair, clock=pair.clock.announced(period, announced))
        found = Model(self.tie, [*self.rates[:place], told, *self.rates[place + 1 :]], self.conversion)
        if period <= 2:
            # What comes after the 90 minutes stays as it was.
            found._first_leg, found._endings = self._first_leg, self._endings
        return found

    def unchanged(self, situation: Situation, moments: Sequence[Moment], side: int) -> list[float]:
        """Odds of one side (0 home, 1 away) at later moments, score and men as they are; for sure rates."""
        score = situation.score
        known = self.knowing(situation.leg, situation.moment.period, situation.announced)
        last = self._last_period(situation)
        regular = [moment for moment in moments if moment.period <= 2]
        found: list[float] = []
        if regular:
            table = known.through(situation.leg, regular, situation.men, score, side)[..., score[0], score[1]]
            found += [float(value) for value in table]
        for moment in moments[len(regular) :]:
            if moment.period > last:
                # The lead that stands is a silver goal.
                found.append(float((self._lead(situation) > 0) == (side == 0)))
                continue
            later = Situation(situation.leg, moment, score, situation.men)
            found.append(float(known.extra_time_ways(later, score)[..., side].sum()))
        return found

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
        """The same tie at the mean of the drawn rates; itself where rates are sure."""
        if not self.draws:
            return self
        means = [replace(pair, home=pair.home.mean(), away=pair.away.mean()) for pair in self.rates]
        return Model(self.tie, means, self.conversion)

    def leg_rates(self, leg: int) -> Rates:
        """Rates of match number `leg`."""
        if len(self.rates) == self.tie.rules.legs:
            return self.rates[leg - 1]
        if leg == 1 and self.tie.rules.legs == 2:
            raise InputError(
                "With both legs to play the rates of both are needed", place="rates", remedy="Give rates for each leg"
            )
        return self.rates[0]

    @property
    def last_odds(self) -> float:
        """Odds of the home side of the last match in a shoot-out not yet begun (one half in a replay or a toss)."""
        from frontfoot.ties.shoot_out import ShootOut

        if not self.tie.rules.shoot_out:
            return 0.5
        return ShootOut().home_wins(*self.conversion)

    def ending(self, men: tuple[int, int] = (11, 11)) -> Ending:
        """The ending of the last match, the first leg known."""
        if men not in self._endings:
            self._endings[men] = self._ending(men)
        return self._endings[men]

    def _ending(self, men: tuple[int, int]) -> Ending:
        legs = self.tie.rules.legs
        away_goals = self.tie.legs[0].goals(self.tie.legs[1].home) if legs == 2 else 0
        return Ending.of(
            self.tie.rules,
            self.leg_rates(legs),
            carried=self.tie.carried(legs),
            home_away_goals=away_goals,
            last_odds=self.last_odds,
            men=men,
        )

    def through(
        self, leg: int, moments: Sequence[Moment], men: tuple[int, int], most: tuple[int, int], side: int
    ) -> NDArray[np.float64]:
        """Odds of going through of one side (0 home, 1 away) of match number `leg`, shape (moments, H, A).

        One backward pass for all moments of 90 minutes and all scores from 0-0 up to `most` at least.
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
        return self.ending(men).table(shape) if leg == self.tie.rules.legs else self._after_first_leg(shape)

    def table(
        self, leg: int, moments: Sequence[Moment], men: tuple[int, int], most: tuple[int, int]
    ) -> NDArray[np.float64]:
        """Odds of every way at moments of 90 minutes, for every score.

        Returns:
            Shape (moments, ways, 2, H, A), the home side of match number `leg` first.
        """
        rates = self.leg_rates(leg)
        payoff = self.payoff(leg, moments, men, most)
        shape = payoff.shape[-2:]
        flat = payoff.reshape(-1, *shape)
        rows = np.flatnonzero(flat.reshape(len(flat), -1).any(axis=1))
        carried = self.tie.carried(leg)
        worth = values(rates, flat[rows], moments=moments, until=2, men=men, carried=carried, tolerance=TOLERANCE)
        found = np.zeros((len(moments), len(flat), *shape))
        found[:, rows] = worth
        return found.reshape(len(moments), len(WAYS), 2, *shape)

    def _after_first_leg(self, shape: tuple[int, int]) -> NDArray[np.float64]:
        """Odds of every way for every score of the first leg, its home side first, shape (ways, 2, H, A)."""
        if shape not in self._first_leg:
            self._first_leg[shape] = after_first_leg(self.tie.rules, self.leg_rates(2), shape, self.last_odds)
        return self._first_leg[shape]

    def at(self, situation: Situation) -> Outlook:
        """The outlook at one moment, sure rates."""
        rates, leg, score, men = self.leg_rates(situation.leg), situation.leg, situation.score, situation.men
        if situation.moment.period >= 3:
            ways = self.extra_time_ways(situation, score)
            after = [
                self.extra_time_ways(situation, (score[0] + home, score[1] + away)) for home, away in ((1, 0), (0, 1))
            ]
        else:
            table = self.table(leg, [situation.moment], men, score)[0]
            ways = table[:, :, score[0], score[1]]
            after = [table[:, :, score[0] + 1, score[1]], table[:, :, score[0], score[1] + 1]]
        until = self._last_period(situation)
        coming = next_goal(rates, situation.moment, score, until=until, men=men, carried=self.tie.carried(leg))
        return self.outlook_of(ways, leg, after, [float(chance) for chance in coming])

    def extra_time_ways(self, situation: Situation, score: tuple[int, int]) -> NDArray[np.float64]:
        """Odds of every way from within extra time at `score`, shape ([draws,] ways, 2)."""
        rules, leg = self.tie.rules, situation.leg
        kind = rules.extra_time
        assert kind is not None
        lead = self.tie.carried(leg) + score[0] - score[1]
        ending = self.ending_for_extra_time()
        if lead and kind is Step.GOLDEN_GOAL:
            return ending.won_by_golden_goal(home=lead > 0, like=self.leg_rates(leg).home.shape)
        rest = extra_time(
            self.leg_rates(leg),
            kind,
            moment=situation.moment,
            score=score,
            lead=lead,
            men=situation.men,
            tolerance=1e-8,
        )
        return ending.of_extra_time(rest, score[1])

    def ending_for_extra_time(self) -> Ending:
        """The ending without a forecast of extra time, for moments that lie in it."""
        legs = self.tie.rules.legs
        away_goals = self.tie.legs[0].goals(self.tie.legs[1].home) if legs == 2 else 0
        return Ending(self.tie.rules, self.tie.carried(legs), away_goals, self.last_odds, None, None)

    def with_draws(self, situation: Situation) -> Outlook:
        """The outlook at one moment, the mean over draws of the rates."""
        score = situation.score
        scores = [score, (score[0] + 1, score[1]), (score[0], score[1] + 1)]
        found = [self.draw_ways(situation, at) for at in scores]
        until = self._last_period(situation)
        carried = self.tie.carried(situation.leg)
        coming = next_goal(
            self.leg_rates(situation.leg), situation.moment, score, until=until, men=situation.men, carried=carried
        )
        after = [ways.mean(axis=0) for ways in found[1:]]
        mean = self.outlook_of(
            found[0].mean(axis=0), situation.leg, after, [float(np.mean(chance)) for chance in coming]
        )
        through = found[0].sum(axis=1)
        low, high = np.quantile(through, [0.05, 0.95], axis=0)
        match = self.tie.legs[situation.leg - 1]
        interval = {club: (float(low[i]), float(high[i])) for i, club in enumerate((match.home, match.away))}
        return Outlook(mean.through, mean.by, mean.next_scores, interval, mean.draw, self.draws)

    def draw_ways(self, situation: Situation, score: tuple[int, int]) -> NDArray[np.float64]:
        """Odds of every way for every draw of the rates, shape (draws, ways, 2)."""
        leg, rules, men = situation.leg, self.tie.rules, situation.men
        rates = self.leg_rates(leg)
        if situation.moment.period >= 3:
            ways = self.extra_time_ways(situation, score)
        else:
            found = score_distribution(
                rates, situation.moment, score, men=men, carried=self.tie.carried(leg), tolerance=1e-6
            ).probabilities
            if leg == rules.legs:
                ways = self.ending(men).of_scores(found, score)
            else:
                # One table for now and for the score after the next goal: shapes are those of the most goals asked.
                now = situation.score
                shape = (now[0] + 1 + found.shape[-2], now[1] + 1 + found.shape[-1])
                ends = (score[0] + found.shape[-2], score[1] + found.shape[-1])
                later = self._after_first_leg(shape)[..., score[0] : ends[0], score[1] : ends[1]]
                ways = np.einsum("...ha,...wcha->...wc", found, later)
        return np.broadcast_to(ways, (self.draws, len(WAYS), 2))

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

    def outlook_of(
        self, ways: NDArray[np.float64], leg: int, after: Sequence[NDArray[np.float64]], coming: Sequence[float]
    ) -> Outlook:
        """An `Outlook` from odds of every way, shape (ways, 2), home side of match number `leg` first."""
        match = self.tie.legs[leg - 1]
        clubs = (match.home, match.away)
        by = {
            str(way): {club: float(ways[row, side]) for side, club in enumerate(clubs)} for row, way in enumerate(WAYS)
        }
        sums = ways.sum(axis=0)
        through = {club: float(sums[side]) for side, club in enumerate(clubs)}
        next_scores = tuple(
            NextScore(club, chance, {clubs[0]: float(then[:, 0].sum()), clubs[1]: float(then[:, 1].sum())})
            for club, chance, then in zip(clubs, coming, after, strict=False)
        )
        draw = max(0.0, 1.0 - sum(through.values())) if not self.tie.rules.steps else 0.0
        return Outlook(through, by, next_scores, draw=draw)
