"""What the break-even chart shows of the evidence, as relative changes of the goals at both ends, for any drawing."""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.decisions.advice import Advice

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
    """Each kind of evidence as measured: its name and the (own, opponent) relative changes it says."""
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
    found = list(places)
    before = low - gap
    for index in order:
        found[index] = before = max(places[index], before + gap)
    after = high + gap
    for index in reversed(order):
        found[index] = after = min(found[index], after - gap)
    return found
