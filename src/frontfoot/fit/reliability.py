"""Reliability of the index by length of window, from split halves, and the coverage of its 90% intervals."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from frontfoot.approach.evidence import collect
from frontfoot.approach.hierarchy import Floats, WindowEvidence, estimate
from frontfoot.approach.parameters import Index
from frontfoot.approach.windows import MATCH, by_minutes
from frontfoot.core.intervals import Z90
from frontfoot.fit.variances import BLOCK, ODD, split

LENGTHS: Final = (5, 10, 15, 30, 45)


def stepped_up(one: Floats, two: Floats) -> float:
    """Reliability of the whole from the correlation r of its two parts: 2r / (1 + r) (Spearman 1910, Brown 1910)."""
    r = float(np.corrcoef(one, two)[0, 1])
    return 2.0 * r / (1.0 + r)


def by_length(counts: pl.DataFrame, fitted: Index) -> dict[str, float]:
    """Split-half reliability (odd against even minutes, stepped up) of the raw index by length of window."""
    measures, weights = fitted.measures, fitted.weights
    reliabilities = {}
    for length in LENGTHS:
        blocks = by_minutes(counts, length)
        odd, even, _, _ = split(blocks, measures, [*MATCH, "period", "block"], ODD)
        reliabilities[f"{length}_minutes"] = stepped_up(odd @ weights, even @ weights)
    odd, even, _, _ = split(counts, measures, MATCH, ODD)
    reliabilities["match"] = stepped_up(odd @ weights, even @ weights)
    halves = counts.filter(pl.col("period") <= 2)
    first, second, _, _ = split(halves, measures, MATCH, pl.col("period") - 1)
    reliabilities["match_from_first_and_second_half"] = stepped_up(first @ weights, second @ weights)
    return reliabilities


def coverage(counts: pl.DataFrame, fitted: Index) -> dict[str, float]:
    """How often the index of a block's odd minutes lies in the 90% predictive interval made from its even minutes.

    The interval is made from the even minutes of the block, the rest of the match and the team's other matches, plus
    the counting noise of the odd minutes, whose true value the hierarchy assumes equal to that of the even minutes.
    """
    by = [*MATCH, "period", "block"]
    blocks = by_minutes(counts, BLOCK)
    even = collect(blocks.filter(pl.col("minute") % 2 == 0), fitted.measures, by)
    odd = collect(blocks.filter(pl.col("minute") % 2 == 1), fitted.measures, by)
    whole = collect(blocks, fitted.measures, by)
    pairs = (
        whole.keys.with_row_index("w")
        .join(even.keys.with_row_index("e"), on=by, how="inner")
        .join(odd.keys.with_row_index("o"), on=by, how="inner")
        .sort(by)
    )
    w, e, o = (pairs[name].to_numpy() for name in ("w", "e", "o"))
    target = _take(odd.window, o)
    keep = (target.bottom > 0).all(axis=1)
    w, e, target = w[keep], e[keep], _take(target, np.flatnonzero(keep))
    window = _take(even.window, e)
    window = WindowEvidence(window.top, window.bottom, window.exposure, _take(whole.window, w).minutes, window.matches)
    estimated = estimate(fitted.variances, window, _take(whole.rest, w), _take(whole.others, w))
    mean = fitted.variances.mean
    root = target.bottom**-0.5
    noise = fitted.variances.noise[None] * root[:, :, None] * root[:, None, :]
    spread = np.sqrt(np.einsum("k,nkl,l->n", fitted.weights, estimated.cov + noise, fitted.weights))
    miss = (target.top / target.bottom - mean) @ fitted.weights - (estimated.mean - mean) @ fitted.weights
    standard = miss / spread
    return {
        "blocks": float(len(standard)),
        "inside_90": float(np.mean(np.abs(standard) <= Z90)),
        "above": float(np.mean(standard > Z90)),
        "below": float(np.mean(standard < -Z90)),
        "standardised_sd": float(np.std(standard)),
    }


def _take(evidence: WindowEvidence, rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> WindowEvidence:
    return WindowEvidence(
        evidence.top[rows],
        evidence.bottom[rows],
        evidence.exposure[rows],
        evidence.minutes[rows],
        evidence.matches[rows],
    )
