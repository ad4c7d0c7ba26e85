"""Exact forecasts: the distribution of the goals still to come, and the value of any payoff, from any moment.

Nothing is simulated. Forward, `score_distribution` gives the probability of every number of further goals;
backward, `values` gives the present value of a payoff at the end, for every score and many moments in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.goals.uniformisation import TimeStep, poisson_weights, stretches, trimmed

KICK_OFF = Moment(1, 0.0)
# Draws are handled in blocks whose arrays stay in the processor's cache.
BLOCK = 24_000


@dataclass(frozen=True, eq=False)
class ScoreDistribution:
    """The distribution of the goals still to come.

    Attributes:
        score: the score now, (home, away).
        probabilities: shape ([draws,] H, A): of i more home and j more away goals; the last index of each axis means
            that many or more, with a probability below the tolerance.
    """

    score: tuple[int, int]
    probabilities: NDArray[np.float64]

    def _sum(self, weight: NDArray[Any]) -> NDArray[np.float64]:
        total: NDArray[np.float64] = np.sum(self.probabilities * weight, axis=(-2, -1))
        return total

    @property
    def lead(self) -> NDArray[np.int_]:
        """The home side's lead at the end in each cell, shape (H, A)."""
        more_home, more_away = np.indices(self.probabilities.shape[-2:])
        return np.asarray(self.score[0] - self.score[1] + more_home - more_away)

    @property
    def outcome(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Probabilities that the match ends as a home win, a draw, an away win."""
        lead = self.lead
        return self._sum(lead > 0), self._sum(lead == 0), self._sum(lead < 0)

    @property
    def remaining_goals(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Expected further goals, (home, away)."""
        height, width = self.probabilities.shape[-2:]
        return self._sum(np.arange(height)[:, None]), self._sum(np.arange(width)[None, :])

    def final(self, home: int, away: int) -> NDArray[np.float64]:
        """Probability that the match ends with this score."""
        i, j = home - self.score[0], away - self.score[1]
        height, width = self.probabilities.shape[-2:]
        if not (0 <= i < height and 0 <= j < width):
            return np.zeros(self.probabilities.shape[:-2])
        return np.asarray(self.probabilities[..., i, j])


def lattice_size(
    rates: Rates,
    moment: Moment = KICK_OFF,
    *,
    until: int = 2,
    men: tuple[int, int] = (11, 11),
    tolerance: float = 1e-10,
) -> tuple[int, int]:
    """How many numbers of further (home, away) goals need states of their own for an error below `tolerance`.

    The largest multipliers are assumed throughout, which bounds the tail from above.
    """
    home, away = rates.constants(men)
    tops = rates.score_state.largest
    starts = [moment, *(Moment(period, 0.0) for period in range(moment.period + 1, until + 1))]
    time = sum(rates.clock.longest_left(start, 0.25 * tolerance) for start in starts)
    sizes = []
    for rate, top in ((home, tops[0]), (away, tops[1])):
        mean, total, n = float(rate.max()) * top * time, 0.0, 0
        term = float(np.exp(-mean))
        while 1.0 - total - term > 0.5 * tolerance and n < 200:
            total += term
            n += 1
            term *= mean / n
        sizes.append(n + 2)
    return sizes[0], sizes[1]


def values(
    rates: Rates,
    payoff: ArrayLike,
    *,
    moments: Sequence[Moment] = (KICK_OFF,),
    until: int = 2,
    men: tuple[int, int] = (11, 11),
    carried: int = 0,
    tolerance: float = 1e-10,
) -> NDArray[np.float64]:
    """The value of a payoff at the end of a period at each of several moments, for every score.

    Args:
        rates: of the pairing; base rates may be arrays (draws,).
        payoff: shape (..., H, A): the value if the period `until` ends at h-a, for h = 0 ... H - 1; goals beyond the
            last index of an axis are not counted, so make it large enough (`lattice_size`). Leading axes are free; with
            draws the last of them must be 1 or `draws`.
        moments: moments of the values; none after period `until`.
        until: 1 for the half, 2 for regulation, 3 and 4 for the halves of extra time.
        men: players on the pitch from the first of the moments to the end.
        carried: the lead that the home side brings into the match; score-state effects act on lead + carried.
        tolerance: largest error for a payoff between 0 and 1, besides goals beyond the lattice.

    Returns:
        Shape (moments, ..., H, A).

    Raises:
        InputError: a moment after the end, or a payoff without two axes of scores.

    >>> from frontfoot.goals.rates import Rates
    >>> home_win = np.tril(np.ones((16, 16)), -1)
    >>> later = values(Rates(1.5, 1.2), home_win, moments=[Moment(1, 0), Moment.at(80)])
    >>> bool(later[1, 1, 0] > later[0, 0, 0])
    True
    """
    terminal = np.asarray(payoff, dtype=float)
    if terminal.ndim < 2 or min(terminal.shape[-2:]) < 2:
        raise InputError(
            "A payoff needs a table of scores, at least 2 x 2", place="payoff", remedy="Give shape (..., H, A)"
        )
    if not moments or any(moment.period > until for moment in moments):
        raise InputError(
            f"Moments must not lie after period {until}",
            place="moments",
            remedy="Give earlier ones, or a later `until`",
        )
    home, away = rates.constants(men)
    shape, size = terminal.shape[-2:], terminal.shape[-2] * terminal.shape[-1]
    flat = terminal.reshape(*terminal.shape[:-2], size)
    back = partial(_back, rates, moments=moments, until=until, shape=shape, carried=carried, tolerance=tolerance)
    if home.ndim == 0:
        return back(flat, home, away)
    leading = np.broadcast_shapes(flat.shape[:-1], home.shape)
    flat = np.broadcast_to(flat, (*leading, size))
    block = max(1, BLOCK // max(1, flat[..., 0, :].size))
    blocks = [slice(i, i + block) for i in range(0, len(home), block)]
    parts = [back(flat[..., draws, :], home[draws], away[draws]) for draws in blocks]
    return np.concatenate(parts, axis=-3)


def _back(
    rates: Rates,
    value: NDArray[np.float64],
    home: NDArray[np.float64],
    away: NDArray[np.float64],
    *,
    moments: Sequence[Moment],
    until: int,
    shape: tuple[int, int],
    carried: int,
    tolerance: float,
) -> NDArray[np.float64]:
    """The values of `values` for one block of draws: payoff of shape (..., H * A), rates of shape () or (draws,)."""
    pieces = stretches(rates.score_state, min(moments), until)
    solved: list[NDArray[np.float64] | None] = [None] * len(moments)
    steps: dict[int, TimeStep] = {}
    for stretch in reversed(pieces):
        if stretch.row not in steps:
            multipliers = rates.score_state.lattice(stretch.row, shape, carried=carried)
            steps[stretch.row] = TimeStep.on(multipliers, home, away)
        step = steps[stretch.row]
        inside = [index for index, moment in enumerate(moments) if stretch.holds(moment)]
        later = [index for index in inside if moments[index] != stretch.start]
        wanted = [stretch.start, *(moments[index] for index in later)]
        weights = poisson_weights(rates.clock, stretch, wanted, step.bound, tolerance / len(pieces))
        series = step.series(value, weights, forward=False)
        value = series[0]
        for index in inside:
            solved[index] = series[0]
        for index, row in zip(later, series[1:], strict=True):
            solved[index] = row
    stacked = np.stack([row for row in solved if row is not None])
    return stacked.reshape(*stacked.shape[:-1], *shape)


def score_distribution(
    rates: Rates,
    moment: Moment = KICK_OFF,
    score: tuple[int, int] = (0, 0),
    *,
    until: int = 2,
    men: tuple[int, int] = (11, 11),
    carried: int = 0,
    tolerance: float = 1e-10,
) -> ScoreDistribution:
    """The exact distribution of the goals still to come before period `until` ends.

    Args:
        rates: of the pairing; base rates may be arrays (draws,).
        moment: now.
        score: now, (home, away) goals of this match.
        until: 1 for the half, 2 for regulation, 3 and 4 for the halves of extra time.
        men: players on the pitch from now to the end.
        carried: the lead that the home side brings into the match; score-state effects act on lead + carried.
        tolerance: largest error of any probability of a set of scores.

    >>> from frontfoot.goals.rates import Rates
    >>> home, draw, away = score_distribution(Rates(1.5, 1.2), Moment.at(60), (1, 0)).outcome
    >>> bool(abs(home + draw + away - 1) < 1e-12)
    True
    """
    if moment.period > until:
        raise InputError(
            f"{moment} lies after period {until}", place="moment", remedy="Give an earlier one, or a later `until`"
        )
    home, away = rates.constants(men)
    shape = lattice_size(rates, moment, until=until, men=men, tolerance=tolerance)
    size = shape[0] * shape[1]
    block = max(1, BLOCK // size)
    rows = []
    for i in range(0, home.size, block):
        part = (home, away) if home.ndim == 0 else (home[i : i + block], away[i : i + block])
        probability = np.zeros((*part[0].shape, size))
        probability[..., 0] = 1.0
        pieces = stretches(rates.score_state, moment, until)
        for state_row, group in groupby(pieces, key=lambda stretch: stretch.row):
            # Stretches in a row with the same generator are one stretch: their weights convolve.
            multipliers = rates.score_state.lattice(state_row, shape, score=score, carried=carried)
            step = TimeStep.on(multipliers, *part)
            parts = [
                poisson_weights(rates.clock, stretch, [stretch.start], step.bound, tolerance / len(pieces) / 4)[0]
                for stretch in group
            ]
            weights = trimmed(reduce(np.convolve, parts)[None, :], tolerance / len(pieces) / 4)
            probability = step.series(probability, weights, forward=True)[0]
        rows.append(probability)
    return ScoreDistribution(score, np.concatenate(rows).reshape(*home.shape, *shape))


def expected_goals(
    rates: Rates,
    moment: Moment = KICK_OFF,
    score: tuple[int, int] = (0, 0),
    *,
    until: int = 2,
    tolerance: float = 1e-10,
) -> NDArray[np.float64]:
    """Expected further goals (home, away) before period `until` ends, shape (2, [draws]).

    >>> expected_goals(Rates(1.5, 1.2), Moment.at(60)).round(1).tolist()
    [0.6, 0.5]
    """
    return np.stack(score_distribution(rates, moment, score, until=until, tolerance=tolerance).remaining_goals)


def next_goal(
    rates: Rates,
    moment: Moment = KICK_OFF,
    score: tuple[int, int] = (0, 0),
    *,
    until: int = 2,
    men: tuple[int, int] = (11, 11),
    carried: int = 0,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities that the next goal before period `until` ends is the home side's, the away side's, or none.

    Closed form: while nobody scores, the rates change only with the clock, so each stretch divides the remaining mass.

    >>> home, away, none = next_goal(Rates(1.5, 1.2), Moment.at(60))
    >>> bool(abs(home + away + none - 1) < 1e-12), bool(home > away)
    (True, True)
    """
    home, away = rates.constants(men)
    survived = np.ones(home.shape)
    by_home, by_away = np.zeros(home.shape), np.zeros(home.shape)
    for stretch in stretches(rates.score_state, moment, until):
        factors = rates.score_state.lattice(stretch.row, (1, 1), score=score, carried=carried)[:, 0, 0]
        up_home, up_away = home * factors[0], away * factors[1]
        times, shares = rates.clock.left(stretch.start, stretch.end)
        none = np.exp(-np.multiply.outer(up_home + up_away, times)) @ shares
        scored = survived * (1.0 - none)
        by_home = by_home + scored * up_home / (up_home + up_away)
        by_away = by_away + scored * up_away / (up_home + up_away)
        survived = survived * none
    return by_home, by_away, survived
