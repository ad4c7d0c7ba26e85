"""Penalties conceded: the exact interval from printed tables, the multiplier by integration."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.integrate import quad
from scipy.stats import gamma, poisson

from frontfoot.approach import parameters
from frontfoot.approach.penalties import penalties_conceded


def rows(entries: float, conceded: float) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "match_id": ["m"],
            "side": ["home"],
            "team": ["x"],
            "opponent_box_entries": [entries],
            "opponent_penalties": [conceded],
        }
    )


# Garwood (1936), 90% two-sided limits of a Poisson mean.
@pytest.mark.parametrize(("seen", "low", "high"), [(0, 0.0, 2.996), (1, 0.0513, 4.744), (5, 1.970, 10.513)])
def test_the_exact_interval(seen: int, low: float, high: float) -> None:
    row = penalties_conceded(rows(100.0, seen)).to_dicts()[0]
    assert row["exact_low"] == pytest.approx(low, abs=2e-3)
    assert row["exact_high"] == pytest.approx(high, abs=2e-3)


def test_the_multiplier_is_the_posterior_mean() -> None:
    rate, shape = parameters.penalties()
    row = penalties_conceded(rows(400.0, 9)).to_dicts()[0]
    prior = gamma(shape, scale=1 / shape)

    def weight(multiplier: float) -> float:
        return float(prior.pdf(multiplier) * poisson.pmf(9, 400.0 * rate * multiplier))

    total = quad(weight, 0, 10)[0]
    mean = quad(lambda m: m * weight(m), 0, 10)[0] / total
    below = quad(weight, 0, row["low"])[0] / total
    assert row["value"] == pytest.approx(mean, rel=1e-6)
    assert below == pytest.approx(0.05, abs=1e-6)


def test_no_entries_no_rate() -> None:
    row = penalties_conceded(rows(0.0, 0)).to_dicts()[0]
    assert row["per_100_entries"] is None
    assert row["value"] == 1.0
    assert np.isclose(row["expected"], 0.0)
