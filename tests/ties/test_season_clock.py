"""A past match is valued with the stoppages of its own season, by every way to its rates."""

from __future__ import annotations

import json
import lzma
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import frontfoot
from frontfoot import Leg, Tie
from frontfoot.cli.app import build
from frontfoot.goals.clock import Clock
from frontfoot.goals.market import MatchOdds
from frontfoot.goals.rates import Rates
from frontfoot.ties.rulebook import rules
from frontfoot.ties.strengths import file_rates, odds_for

FILE = """
competition = "ucl"
season = 2016
round = "QF"
[[leg]]
home = "Juventus"
away = "Barcelona"
date = 2017-04-11
score = [3, 0]
RATES
[[leg]]
home = "Barcelona"
away = "Juventus"
date = 2017-04-19
RATES
"""


def second_half(rates: Rates | None) -> float:
    assert rates is not None
    return rates.clock.stoppages[1].mean


@pytest.mark.slow
def test_stoppages_of_a_season_are_nearer_to_those_played_then_than_those_of_today(data: Path) -> None:
    played = []
    for path in sorted((data / "statsbomb" / "premier-league-2015-16" / "events").glob("*.xz"))[:24]:
        events = json.loads(lzma.decompress(path.read_bytes()))
        end = next(e for e in events if e["type"]["name"] == "Half End" and e["period"] == 2)
        hours, minutes, seconds = end["timestamp"].split(":")
        played.append(int(hours) * 3600 + int(minutes) * 60 + float(seconds) - 2700.0)
    mean, error = np.mean(played), np.std(played) / len(played) ** 0.5
    then, today = Clock.fitted(2015).stoppages[1].mean, Clock.fitted().stoppages[1].mean
    assert abs(mean - then) < abs(mean - today) / 2
    assert today - mean > 4 * error


def test_every_way_to_rates_takes_the_clock_of_the_season(tmp_path: Path) -> None:
    tie = Tie(rules("ucl", 2016, "QF"), (Leg("Juventus", "Barcelona", (3, 0)), Leg("Barcelona", "Juventus")))
    then = Clock.fitted(2016).stoppages[1].mean
    assert then != Clock.fitted().stoppages[1].mean
    assert second_half(frontfoot.rates(tie, date(2017, 4, 19))[1]) == then
    assert second_half(odds_for(tie, 2, MatchOdds(1.4, 5.0, 8.0))[0][1]) == then
    for source in ("", "rates = [2.0, 1.0]", "odds = [1.4, 5.0, 8.0]"):
        path = tmp_path / "tie.toml"
        path.write_text(FILE.replace("RATES", source), encoding="utf-8")
        assert second_half(file_rates(frontfoot.read_tie(path)).under_way[1][1]) == then


def test_the_command_values_late_minutes_with_the_clock_of_the_season() -> None:
    arguments = "tie Barcelona Juventus --competition ucl --round QF --first-leg 0-3 --at home --rates 2.0 1.0"
    late = f"{arguments} --minute 85 --score 2-0 --json".split()
    figures = {}
    for season in (2016, 2023):
        done = CliRunner().invoke(build(), [*late, "--season", str(season)], catch_exceptions=False)
        figures[season] = json.loads(done.stdout)["next"]
    falls = {season: sum(goal["probability"] for goal in goals) for season, goals in figures.items()}
    # Five minutes and their stoppage: two and a quarter minutes more of it are played in 2023 than in 2016.
    assert 1.15 < falls[2023] / falls[2016] < 1.6
