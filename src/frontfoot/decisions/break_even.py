"""The break-even line: the changes of both sides' goals at which pressing and dropping back are worth the same.

Pressing changes our rate by u and theirs by v (0.05 is 5% more). For every u there is one v at which the situation is
worth what it is worth without a change; the line through these points divides the plane. Left of it and above, the
change costs; right of it and below, it pays. The line depends on the situation alone, not on any evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from frontfoot.core.arrays import Bools, Floats
from frontfoot.core.errors import InputError
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.game import SPELL, USUAL, committed, solve
from frontfoot.decisions.situation import GameSituation

# A rate more than e^2.5 times the usual is not football any more; beyond it the line is not drawn.
MOST = 2.5
REACH = 0.3
"""Relative changes of a rate that charts of the line show."""
MOST_STEPS = 60
CLOSE = 1e-11


def changes() -> Floats:
    """The points of our rate at which charts draw the line; 10% more is one of them."""
    return np.round(np.linspace(-REACH, REACH, 25), 3)


@dataclass(frozen=True, eq=False)
class BreakEven:
    """The line on which a change of approach leaves the worth unchanged.

    Attributes:
        own: relative change of our rate, shape (points,).
        opponent: relative change of theirs that just makes up for it; NaN where no change up to twelvefold does.
        slope: of the line at no change: points of their rate that one point of ours is worth.
    """

    own: Floats
    opponent: Floats
    slope: float


def value_of_change(
    situation: GameSituation, own: ArrayLike, opponent: ArrayLike, *, minutes: float | None = None, spell: float = SPELL
) -> Floats:
    """The worth of the situation if our rate changes by `own` and theirs by `opponent` (relative), element by element.

    Args:
        situation: without draws.
        own, opponent: relative changes above -1, shape (points,).
        minutes: for how long the change lasts; None for the rest of regulation.
        spell: minutes of a spell.
    """
    changes = [np.atleast_1d(np.asarray(change, dtype=float)) for change in (own, opponent)]
    if any(np.any(change <= -1.0) for change in changes):
        raise InputError("A rate cannot fall by 100% or more", place="value_of_change", remedy="Give more than -1")
    effects = Effects(*(np.log1p(change) for change in np.broadcast_arrays(*changes)))
    return solve(situation, effects, ours=committed(1.0, minutes), theirs=USUAL, spell=spell).value


def break_even(
    situation: GameSituation, own: ArrayLike, *, minutes: float | None = None, spell: float = SPELL
) -> BreakEven:
    """The line for relative changes `own` of our rate, exact to 1e-9 of the log rate.

    All points are found at once on the log of their rate, by regula falsi with the Illinois step (Dowell and Jarratt
    1971); the worth falls as their rate grows.

    >>> from frontfoot.decisions.situation import GameSituation
    >>> from frontfoot.goals.clock import Moment
    >>> from frontfoot.goals.rates import Rates
    >>> lead = np.subtract.outer(np.arange(15), np.arange(15))
    >>> through = (lead > 0) + 0.5 * (lead == 0)
    >>> line = break_even(GameSituation(Rates(1.3, 1.3), Moment(2, 0.0), (1, 1), "home", through), [0.0, 0.1])
    >>> bool(abs(line.opponent[0]) < 1e-8 and line.opponent[1] > 0.05)
    True
    """
    points = np.atleast_1d(np.asarray(own, dtype=float))
    if np.any(points <= -1.0) or not np.all(np.isfinite(points)):
        raise InputError("A rate cannot fall by 100% or more", place="own", remedy="Give changes above -1")
    base = value_of_change(situation, 0.0, 0.0, minutes=minutes, spell=spell)[0]
    low, high = np.full(len(points), -MOST), np.full(len(points), MOST)

    def gain(log_opponent: Floats, changes: Floats) -> Floats:
        worth = value_of_change(situation, changes, np.expm1(log_opponent), minutes=minutes, spell=spell)
        return np.asarray(worth - base)

    above, below = gain(low, points), gain(high, points)
    reachable = (above >= 0.0) & (below <= 0.0)
    log_opponent = _root(lambda log_rate: gain(log_rate, points), (low, high), (above, below))
    opponent = np.where(reachable, np.expm1(log_opponent), np.nan)

    step = 1e-4
    nudged = value_of_change(situation, [step, -step, 0, 0], [0, 0, step, -step], minutes=minutes, spell=spell)
    ours, theirs = nudged[0] - nudged[1], nudged[2] - nudged[3]
    return BreakEven(points, opponent, float(-ours / theirs) if theirs else float("nan"))


def _root(
    function: Callable[[Floats], Floats], bracket: tuple[Floats, Floats], values: tuple[Floats, Floats]
) -> Floats:
    """The zero of each of many falling functions, from a bracket with its values at both ends."""
    (low, high), (above, below) = bracket, values
    at = 0.5 * (low + high)
    last: Bools | None = None
    for _ in range(MOST_STEPS):
        width = above - below
        step = np.where(width > 0.0, above / np.where(width > 0.0, width, 1.0), 0.5)
        before, at = at, np.clip(low + (high - low) * step, low, high)
        value = function(at)
        beyond = value > 0.0  # the zero lies beyond this point
        # An end that stays a second time counts half, so that both ends close in.
        half = 1.0 if last is None else np.where(beyond == last, 0.5, 1.0)
        above, below = np.where(beyond, value, above * half), np.where(beyond, below * half, value)
        low, high = np.where(beyond, at, low), np.where(beyond, high, at)
        last = beyond
        if float(np.abs(at - before).max()) < CLOSE:
            break
    return at
