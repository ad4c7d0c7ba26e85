"""The advice under other readings of the evidence: each kind as measured, and with parts left out."""

from __future__ import annotations

import numpy as np

from frontfoot.decisions.advice import Reading, ReadingKind
from frontfoot.decisions.evidence import Evidence
from frontfoot.decisions.mixture import PairMixture
from frontfoot.decisions.worths import WorthSurface


def readings(gain: WorthSurface, known: Evidence) -> tuple[Reading, ...]:
    """Chance and gain of pressing on for each kind of evidence as measured, and with parts of it left out.

    Args:
        gain: of pressing on over dropping back, around the mean of the posterior.
        known: the evidence.
    """
    mean, errors = known.posterior.mean, known.posterior.errors
    rows = []
    for term in known.terms:
        total = float(mean[1]) if term.total is None else term.total
        total_error = float(errors[1]) if term.total_error is None else term.total_error
        here = PairMixture(
            np.ones(1),
            np.array([[term.balance, total]]),
            np.diag([term.balance_error**2, total_error**2])[None],
        )
        rows.append(_reading(gain, known, here, term.name, "as measured", term.title, term.matches))
    for name, part in known.without.items():
        rows.append(_reading(gain, known, part, name, "left out", f"All evidence but: {name}", None))
    return tuple(rows)


def good_day_share(gain: WorthSurface, known: Evidence) -> float:
    """The share of the measured balance that would have to be good days for both plans to be worth the same.

    The total is kept at its posterior mean; the balance left is (1 - share) of that measured in league matches.
    """
    slope = float(gain.gradient[0])
    if abs(slope) < 1e-12:
        return float("inf") if gain.value >= 0.0 else float("-inf")
    even = float(known.posterior.mean[0]) - gain.value / slope
    return 1.0 - even / known.main.balance


def _reading(
    gain: WorthSurface,
    known: Evidence,
    here: PairMixture,
    name: str,
    kind: ReadingKind,
    title: str,
    matches: int | None,
) -> Reading:
    value = gain.value + float(gain.gradient @ (here.mean - known.posterior.mean))
    spread = here.along(value, gain.gradient)
    (balance, total), errors = here.mean, here.errors
    return Reading(
        name=name,
        kind=kind,
        title=title,
        balance=float(balance),
        balance_error=float(errors[0]),
        total=float(total),
        total_error=float(errors[1]),
        matches=matches,
        chance=1.0 - spread.below(0.0),
        gain=value,
    )
