"""`Ending`: the probabilities of every way in which a tie ends, from the score after 90 minutes.

`Ending` holds the rules and the result of the earlier leg. It turns the distribution of the score after 90 minutes into
the probabilities of every way, and over a table of scores into those of going through, for backward computation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from frontfoot.core.arrays import Floats, Ints
from frontfoot.goals.rates import Rates
from frontfoot.ties.block import Block
from frontfoot.ties.extra_time import ExtraTime, extra_time
from frontfoot.ties.rulebook import Rules, Step
from frontfoot.ties.settle import EXTRA_TIME_WAY, Way

WAYS: Final = (
    Way.REGULATION,
    Way.AWAY_GOALS,
    Way.GOLDEN_GOAL,
    Way.SILVER_GOAL,
    Way.EXTRA_TIME,
    Way.AWAY_GOALS_EXTRA_TIME,
    Way.SHOOT_OUT,
    Way.REPLAY,
    Way.TOSS,
)
_ROW: Final = {way: row for row, way in enumerate(WAYS)}
_LAST: Final = {Step.SHOOT_OUT: Way.SHOOT_OUT, Step.REPLAY: Way.REPLAY, Step.TOSS: Way.TOSS}


@dataclass(frozen=True)
class Ending:
    """How the last match of a tie ends, by its score after 90 minutes. The home side of that match always comes first.

    Attributes:
        rules: of the tie.
        carried: the home side's lead from the first leg.
        home_away_goals: goals that the home side scored away, in the first leg; an array where several first legs are
            looked at together.
        last_odds: probability that the home side wins the last step (shoot-out, replay, toss).
        plain: extra time from its start; None if the rules have none.
        goalless: the same from 0-0 in the match, if that makes a difference.
    """

    rules: Rules
    carried: int
    home_away_goals: ArrayLike
    last_odds: float
    plain: ExtraTime | None
    goalless: ExtraTime | None

    @classmethod
    def of(
        cls,
        rules: Rules,
        rates: Rates,
        *,
        carried: int = 0,
        home_away_goals: ArrayLike = 0,
        last_odds: float = 0.5,
        men: tuple[int, int] = (11, 11),
    ) -> Ending:
        """The ending of a match under `rules` at `rates`, with its extra time forecast."""
        kind = rules.extra_time
        plain = goalless = None
        if kind is not None:
            plain = extra_time(rates, kind, score=(1, 1), men=men)
            if carried == 0 and np.any(rates.score_state.goalless != 1.0):
                goalless = extra_time(rates, kind, score=(0, 0), men=men)
        return cls(rules, carried, home_away_goals, last_odds, plain, goalless)

    def of_scores(self, probabilities: Floats, block: Block) -> Floats:
        """Probabilities of every way from those of the scores after 90 minutes.

        Args:
            probabilities: shape ([draws,] H, A), of the scores of the block.
            block: which scores these are.

        Returns:
            Shape (..., ways, 2); what is missing to 1 stays level.
        """
        flat = probabilities.reshape(*probabilities.shape[:-2], -1)
        ahead, behind = (flat @ which for which in block.ahead_and_behind(self.carried))
        home, away = block.level(self.carried)
        line = np.zeros((*flat.shape[:-1], block.first[1] + block.shape[1]))
        line[..., block.first[1] + away] = probabilities[..., home, away]
        return self.of_ends(ahead, behind, line)

    def of_ends(self, ahead: Floats, behind: Floats, line: Floats) -> Floats:
        """Probabilities of every way from those that the home side is ahead or behind after 90 minutes, or level.

        Args:
            ahead, behind: shape (...).
            line: level, shape (..., A), by the away side's goals in this match.

        Returns:
            Shape (..., ways, 2).
        """
        ways = self.of_level(line)
        ways[..., _ROW[Way.REGULATION], 0] += ahead
        ways[..., _ROW[Way.REGULATION], 1] += behind
        return ways

    def through(self, block: Block) -> Floats:
        """Probabilities of going through by any way, for every score of a block after 90 minutes.

        Returns:
            Shape (2, [draws,] H, A).
        """
        drawn = () if self.plain is None else self.plain.won.shape[:-1]
        sides = np.empty((2, *drawn, *block.shape))
        sides[0], sides[1] = (which.reshape(block.shape) for which in block.ahead_and_behind(self.carried))
        home, away = block.level(self.carried)
        # One line for each number of away goals at which the tie can be level.
        one_hot = np.eye(block.first[1] + block.shape[1])[block.first[1] + away]
        spread = one_hot.reshape(len(away), *(1,) * len(drawn), -1)
        level = self.of_level(np.broadcast_to(spread, (len(away), *drawn, spread.shape[-1]))).sum(axis=-2)
        sides[..., home, away] = np.moveaxis(level, (-1, 0), (0, -1))
        return sides

    def of_level(self, line: Floats) -> Floats:
        """Probabilities of every way when the tie is level after 90 minutes.

        Args:
            line: shape (..., A), mass by the away side's goals in this match.
        """
        count = line.shape[-1]
        difference = np.asarray(self.home_away_goals)[..., None] - np.arange(count)
        leading = np.broadcast_shapes(line.shape[:-1], difference.shape[:-1])
        ways = np.zeros((*leading, len(WAYS), 2))
        if self.rules.away_goals:
            ways[..., _ROW[Way.AWAY_GOALS], 0] = np.sum(line * (difference > 0), axis=-1)
            ways[..., _ROW[Way.AWAY_GOALS], 1] = np.sum(line * (difference < 0), axis=-1)
            line = line * (difference == 0)
        if self.plain is None:
            self._last(ways, np.sum(line, axis=-1))
            return ways
        if self.goalless is None:
            self._extra(ways, line, difference, self.plain)
        else:
            at_nil = np.arange(count) == 0
            self._extra(ways, line * at_nil, difference, self.goalless)
            self._extra(ways, line * ~at_nil, difference, self.plain)
        return ways

    def _extra(self, ways: Floats, line: Floats, difference: Ints, extra: ExtraTime) -> None:
        assert self.rules.extra_time is not None
        mass = np.sum(line, axis=-1)
        ways[..., _ROW[EXTRA_TIME_WAY[self.rules.extra_time]], :] += mass[..., None] * extra.won
        if not self.rules.away_goals_after_extra_time:
            self._last(ways, mass * np.sum(extra.level, axis=-1))
            return
        final = difference[..., :, None] - np.arange(extra.level.shape[-1])
        joint = line[..., :, None] * extra.level[..., None, :]
        row = _ROW[Way.AWAY_GOALS_EXTRA_TIME]
        ways[..., row, 0] += np.sum(joint * (final > 0), axis=(-2, -1))
        ways[..., row, 1] += np.sum(joint * (final < 0), axis=(-2, -1))
        self._last(ways, np.sum(joint * (final == 0), axis=(-2, -1)))

    def _last(self, ways: Floats, mass: Floats) -> None:
        way = last_way(self.rules)
        if way is not None:
            ways[..., _ROW[way], 0] += mass * self.last_odds
            ways[..., _ROW[way], 1] += mass * (1.0 - self.last_odds)

    def of_extra_time(self, rest: ExtraTime, away_goals: int) -> Floats:
        """Probabilities of every way from within extra time, with the away side's goals in this match so far."""
        leading = rest.won.shape[:-1]
        ways = np.zeros((*leading, len(WAYS), 2))
        line = np.zeros(away_goals + 1)
        line[-1] = 1.0
        difference = np.asarray(self.home_away_goals) - np.arange(away_goals + 1)
        self._extra(ways, line, difference, rest)
        return ways

    def won_by_golden_goal(self, *, home: bool, like: tuple[int, ...]) -> Floats:
        """The certainty after a golden goal, shape (*like, ways, 2)."""
        ways = np.zeros((*like, len(WAYS), 2))
        ways[..., _ROW[Way.GOLDEN_GOAL], 0 if home else 1] = 1.0
        return ways


def last_way(rules: Rules) -> Way | None:
    """The way that settles a tie still level at the end; None if a draw is final."""
    for step in rules.steps:
        if step in _LAST:
            return _LAST[step]
    return None
