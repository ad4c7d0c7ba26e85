"""Draws are not understated: half-time scores of leagues that took no part in the fit."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from frontfoot.fit.half_time_goals import half_time_scores, second_half_goals, with_half_time
from frontfoot.fit.season_strengths import expected_goals
from frontfoot.goals.clock import Clock
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.results import read_folder


@pytest.mark.slow
def test_half_times_of_other_leagues(data: Path) -> None:
    results = read_folder(data)
    matches = with_half_time(results.filter(pl.col("competition").is_in(["Bundesliga", "Eredivisie", "Primeira Liga"])))
    assert len(matches) > 10_000
    expected = expected_goals(matches)
    rates = rates_from_expected(expected[:, 0], expected[:, 1], clock=Clock.fitted())
    for score, share in half_time_scores(matches, rates).items():
        if score in ("0-0", "1-0", "0-1"):
            assert abs(share["seen"] - share["expected"]) < 0.01, score
    # The side behind at the break scores what the model says, within three standard errors and three percent.
    after = second_half_goals(matches, rates)
    assert abs(after["-1"]["home"] - 1.0) < 0.03 + 3 * after["-1"]["home_error"]
    assert abs(after["+1"]["away"] - 1.0) < 0.03 + 3 * after["+1"]["away_error"]
