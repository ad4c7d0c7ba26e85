"""Leagues: odds of places against brute force, deductions from their day on, and results supposed."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.cups import CupSeason
from frontfoot.cups.league import league_forecast
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.phase import rank_group
from frontfoot.cups.state import CupState
from frontfoot.goals.strengths import strengths_on
from tests.cups.test_cup_command import run


def test_deductions_count_from_the_day_they_were_imposed(data: Path) -> None:
    season = CupSeason.read(data, "premier-league", 2023)
    points = {
        day: {row.club: row.points for row in CupState(season, day).table()}
        for day in (date(2023, 10, 1), date(2023, 11, 20), date(2024, 2, 27), date(2024, 5, 20))
    }
    # Everton had 14 points from 12 matches when ten were taken, of which four came back in February.
    assert points[date(2023, 10, 1)]["Everton"] == 4
    assert points[date(2023, 11, 20)]["Everton"] == 4
    assert points[date(2024, 5, 20)]["Everton"] == 40
    assert points[date(2024, 5, 20)]["Nottingham Forest"] == 32


@pytest.mark.slow
def test_the_last_day_by_brute_force(data: Path) -> None:
    """2023/24, last matchday: the title by every outcome of the two matches that decide it."""
    season = CupSeason.read(data, "premier-league", 2023)
    state = CupState(season, date(2024, 5, 19))
    forecast = league_forecast(state, strengths_on(state.day), draws=0, simulations=40_000, seed=1)
    pairings = Pairings.of(strengths_on(state.day), season.groups[""], "Premier League")
    fixtures, matches = state.fixtures("")
    open_matches = [i for i, match in enumerate(matches) if not state.played(match)]
    deciding = [i for i in open_matches if {"Arsenal", "Manchester City"} & matches[i].clubs]
    tables = [
        pairings.scores(pairings.number(matches[i].leg.home), pairings.number(matches[i].leg.away))[0] for i in deciding
    ]
    home, away = (np.zeros((len(matches), 1), dtype=np.int32) for _ in range(2))
    for i, match in enumerate(matches):
        if state.played(match):
            assert match.leg.full_time is not None
            home[i], away[i] = match.leg.full_time
    scores = list(product(range(7), repeat=2))
    total = {"Arsenal": 0.0, "Manchester City": 0.0}
    many_home, many_away, weights = [], [], []
    for one, other in product(scores, scores):
        h, a = home.copy(), away.copy()
        h[deciding[0]], a[deciding[0]] = one
        h[deciding[1]], a[deciding[1]] = other
        many_home.append(h)
        many_away.append(a)
        weights.append(tables[0][one] * tables[1][other])
    ranked = rank_group(
        state, "", fixtures, np.concatenate(many_home, 1), np.concatenate(many_away, 1), np.random.default_rng(0)
    )
    clubs = season.groups[""]
    for place, weight in zip(ranked.order[:, 0], weights, strict=True):
        total[clubs[place]] += weight
    for club, share in total.items():
        assert forecast.zones["title"][club] == pytest.approx(share / sum(weights), abs=0.01)


@pytest.mark.slow
def test_places_are_a_distribution_and_zones_follow_from_them(data: Path) -> None:
    state = CupState(CupSeason.read(data, "bundesliga", 2023), date(2024, 3, 1))
    forecast = league_forecast(state, strengths_on(state.day), draws=50, simulations=1000, seed=0)
    table = np.array([forecast.places[club] for club in forecast.clubs])
    assert np.allclose(table.sum(axis=0), 1.0)
    assert np.allclose(table.sum(axis=1), 1.0)
    assert sum(forecast.zones["relegation"].values()) == pytest.approx(2.0)
    assert sum(forecast.zones["relegation play-off"].values()) == pytest.approx(1.0)
    for zone, club in forecast.certain:
        assert forecast.zones[zone][club] in (pytest.approx(0.0), pytest.approx(1.0))


def test_a_result_supposed_counts_and_one_that_is_played_is_refused(data: Path) -> None:
    season = CupSeason.read(data, "premier-league", 2023)
    day = date(2024, 4, 27)
    supposed = CupState(season.with_results(["Aston Villa 0-1 Chelsea"], day), day)
    before = {row.club: row.points for row in CupState(season, day).table()}
    after = {row.club: row.points for row in supposed.table()}
    assert after["Chelsea"] == before["Chelsea"] + 3
    assert after["Aston Villa"] == before["Aston Villa"]
    with pytest.raises(InputError, match="still to come"):
        season.with_results(["Chelsea 3-2 Manchester United"], day)
    with pytest.raises(InputError, match="not a result"):
        season.with_results(["Chelsea win"], day)


@pytest.mark.slow
def test_the_page_and_the_json_of_a_league(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["cup", "premier-league", "2023/24", "--date", "2024-04-27", "--simulations", "500", "--draws", "0"]
    status, page, _ = run(capsys, *arguments, "--data", str(data))
    assert status == 0
    assert "Odds at the end of the season" in page
    assert "What today's results change most" in page
    status, text, _ = run(capsys, *arguments, "--data", str(data), "--json", "--what-if", "Aston Villa 9-0 Chelsea")
    assert status == 0
    document = json.loads(text)
    assert sum(document["zones"]["title"].values()) == pytest.approx(1.0, abs=1e-4)
    assert next(row["points"] for row in document["table"] if row["club"] == "Aston Villa") == 69
