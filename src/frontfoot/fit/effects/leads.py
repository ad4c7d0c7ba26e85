"""Goals of leaders and trailers, from goal times: after first goals of league matches, and in second legs.

Sides that lead drop back, sides that trail come out. If approach acts on goals at all, leaders then score less than
their strength lets one expect and trailers more, by

    log(leaders' goals / expected) - log(trailers' goals / expected) = -2 balance (gap in approach),

since the total acts on both alike. All other effects of a lead on goals (time wasting, tactical changes, substitutes)
are in the number too; they are a bias, for which the posterior allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.fit.exposure import MINUTES, column
from frontfoot.fit.goal_times import GoalTimes
from frontfoot.fit.second_leg import SecondLegCells


@dataclass(frozen=True, slots=True)
class Lead:
    """Goals of leaders and trailers over those expected by their strengths.

    Attributes:
        matches: with a leader.
        leaders, trailers: goals over expected goals.
        leaders_goals, trailers_goals: goals.
        gap: how much further on the front foot the trailers are than the leaders by what is usual, in units.
    """

    matches: int
    leaders: float
    trailers: float
    leaders_goals: int
    trailers_goals: int
    gap: float

    @property
    def log_ratio(self) -> float:
        """Log of the leaders' ratio less that of the trailers."""
        return float(np.log(self.leaders / self.trailers))

    @property
    def log_error(self) -> float:
        """Its standard error, goals being Poisson."""
        return float(np.sqrt(1.0 / self.leaders_goals + 1.0 / self.trailers_goals))

    @property
    def balance(self) -> float:
        """The balance per unit that would explain this log ratio by approach alone."""
        return -self.log_ratio / (2.0 * self.gap)

    @property
    def error(self) -> float:
        """Its standard error."""
        return self.log_error / (2.0 * self.gap)


def after_first_goals(
    times: GoalTimes,
    expected: Floats,
    usual_shift: Mapping[int, float],
    kinds: tuple[str, ...] = ("goal", "own goal", "penalty"),
) -> Lead:
    """Goals from the first goal of a match to its second, or the end, or a red card.

    Args:
        times: complete league matches of regulation length.
        expected: goals of both sides as known without the match itself, shape (matches, 2).
        usual_shift: of approach by lead, in units.
        kinds: of first goal that count.
    """
    import polars as pl

    number = {match: row for row, match in enumerate(times.matches["match"])}
    events = times.incidents.filter(
        pl.col("kind").is_in(["goal", "own goal", "penalty", "red card"])
        & pl.col("match").is_in(times.matches["match"].implode())
    )
    by_match: dict[int, list[tuple[int, bool, str]]] = {}
    profile = np.zeros(MINUTES)
    for match, period, minute, added, home_side, kind in events.iter_rows():
        where = column(period, minute, added)
        by_match.setdefault(number[match], []).append((where, home_side, kind))
        profile[where] += kind != "red card"
    # The clock is that of all goals; leaders and trailers share it, so little depends on it.
    played = np.concatenate([[0.0], np.cumsum(profile / profile.sum())])
    goals, exposure, matches = np.zeros(2), np.zeros(2), 0
    for row, rows_of_match in by_match.items():
        ordered = sorted(rows_of_match, key=itemgetter(0))
        where, home_side, kind = ordered[0]
        if kind not in kinds:
            continue
        matches += 1
        end, scorer, then = ordered[1] if len(ordered) > 1 else (MINUTES, True, "")
        share = played[end] - played[min(where + 1, end)]
        leader = 0 if home_side else 1
        exposure += share * expected[row, [leader, 1 - leader]]
        if then and then != "red card":
            goals[0 if scorer == home_side else 1] += 1.0
    return Lead(
        matches,
        float(goals[0] / exposure[0]),
        float(goals[1] / exposure[1]),
        int(goals[0]),
        int(goals[1]),
        usual_shift[-1] - usual_shift[1],
    )


def brought_leads(cells: SecondLegCells, usual_shift: Mapping[int, float]) -> Lead:
    """Goals in second legs of sides that bring a lead from the first, and of their opponents.

    Args:
        cells: of second legs at the rates of strengths known before them.
        usual_shift: of approach by lead, in units.
    """
    plain = cells.expected / np.exp(cells.state)
    ratios, totals = [], []
    for side in (cells.brought > 0, cells.brought < 0):
        ratios.append(float(cells.goals[side].sum() / plain[side].sum()))
        totals.append(int(cells.goals[side].sum()))
    matches = len(np.unique(cells.leg[cells.brought > 0]))
    # What is usual two or three goals behind in a league (giving up) need not be usual in a tie; one goal is taken.
    return Lead(matches, ratios[0], ratios[1], totals[0], totals[1], usual_shift[-1] - usual_shift[1])
