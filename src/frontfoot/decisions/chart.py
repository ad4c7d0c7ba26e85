"""The data of the break-even chart: evidence as relative changes of own and opponent's goals, for any drawing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from frontfoot.decisions.advice import Advice, BreakEvenPoint
from frontfoot.decisions.break_even import REACH

RADIUS: Final = float(np.sqrt(-2.0 * np.log(0.1)))
"""Of the ellipse that holds 90% of a normal distribution in two dimensions, in standard deviations."""
POINTS: Final = 72


def changes_of(advice: Advice, balance: float, total: float) -> tuple[float, float]:
    """Relative changes of own and opponent's goals between dropping back and pressing on, for effects of a unit."""
    own, opponent = np.expm1(advice.units * (total + balance)), np.expm1(advice.units * (total - balance))
    return float(own), float(opponent)


def ellipse(advice: Advice) -> list[tuple[float, float]]:
    """The closed curve that holds nine tenths of the posterior, as (own, opponent) relative changes."""
    effect = advice.effect
    angle = np.linspace(0.0, 2.0 * np.pi, POINTS + 1)
    across, up = RADIUS * np.cos(angle), RADIUS * np.sin(angle)
    apart = effect.correlation * across + np.sqrt(max(1.0 - effect.correlation**2, 0.0)) * up
    balances = effect.balance + effect.balance_error * across
    totals = effect.total + effect.total_error * apart
    return [changes_of(advice, float(b), float(t)) for b, t in zip(balances, totals, strict=True)]


def evidence_points(advice: Advice) -> list[tuple[str, float, float]]:
    """Each kind of evidence as measured: its name and its (own, opponent) relative changes of the goals."""
    return [
        (reading.name, *changes_of(advice, reading.balance, reading.total))
        for reading in advice.readings
        if reading.kind == "as measured"
    ]


def spaced(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels at least `gap` apart, in the order of `places`, near them and between `low` and `high`.

    >>> spaced([1.0, 1.2, 9.0], 2.0, 0.0, 10.0)
    [1.0, 3.0, 9.0]
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    apart = list(places)
    before = low - gap
    for index in order:
        apart[index] = before = max(places[index], before + gap)
    after = high + gap
    for index in reversed(order):
        apart[index] = after = min(apart[index], after - gap)
    return apart


def line_inside(line: Sequence[BreakEvenPoint]) -> list[tuple[float, float]]:
    """The part of the line that lies within the chart, cut exactly at its edges, as (own, opponent) relative changes.

    >>> line_inside([BreakEvenPoint(own=0.0, opponent=0.0), BreakEvenPoint(own=0.1, opponent=0.6)])
    [(0.0, 0.0), (0.05, 0.3)]
    """
    points = [(point.own, point.opponent) for point in line if point.opponent is not None]
    inside: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        crossings = [(bound - y0) / (y1 - y0) for bound in (-REACH, REACH)] if y1 != y0 else []
        between = [(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for t in sorted(crossings) if 0.0 < t < 1.0]
        for point in ((x0, y0), *between, (x1, y1)):
            if abs(point[1]) <= REACH + 1e-12 and point not in inside[-1:]:
                inside.append(point)
    return inside


def line_across(line: Sequence[BreakEvenPoint]) -> list[tuple[float, float]]:
    """The line from the left to the right edge: where none can be drawn, pressing pays with more own goals only."""
    inside = line_inside(line)
    if not inside:
        return [(-REACH, -REACH), (0.0, -REACH), (0.0, REACH), (REACH, REACH)]
    (first, low), (last, high) = inside[0], inside[-1]
    left = [] if first <= -REACH else [(-REACH, low)]
    right = [] if last >= REACH else [(REACH, high)]
    return [*left, *inside, *right]
