"""In-play forecasts with effects fitted beside the strengths of the morning, and of the rest of the season.

    python -m benchmarks.in_play_strengths DATA_FOLDER

prints the scores of both by minute, on leagues that the effects were not fitted on, and at half-time of the leagues
that have no goal times (about five minutes of CPU). Both forecast from the strengths of the morning, as means over what
these may be.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.tie_scores import row
from frontfoot.fit.goal_times import FOLDERS
from frontfoot.fit.half_time_goals import with_half_time
from frontfoot.fit.in_play import SCORED_FROM, FitSource, fit_source, load
from frontfoot.fit.in_play_scores import MINUTES, ScoreStanding, known_before, outcome, over_strengths, standing
from frontfoot.fit.outcome_scores import calibration_error, ranked_probability
from frontfoot.fit.season_strengths import expected_goals
from frontfoot.fit.stoppage_lengths import ERAS, era
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.results import read_folder
from frontfoot.goals.results.competitions import LEAGUES

SAMPLES = 100
Odds = NDArray[np.float64]


def forecasts(source: FitSource, beside: FitSource) -> tuple[Odds, NDArray[np.int_]]:
    """Forecasts of every league with effects fitted on the others, shape (matches, minutes, 3), and the outcomes.

    Args:
        source: with the strengths of the forecasts.
        beside: the same matches with the strengths of the fit.
    """
    matches = source.times.matches
    leagues, scored = matches["competition"].to_numpy(), matches["season"].to_numpy() >= SCORED_FROM
    eras = np.array([era(season) for season in matches["season"]])
    odds, ended = [], []
    for league in sorted(set(leagues)):
        effects = fit_source(beside.only(leagues != league))
        for first in ERAS:
            held = source.only((leagues == league) & scored & (eras == first))
            clock = effects.clock(source.stoppages(first), source.extra)
            rates = rates_from_expected(
                *held.expected.T, clock=clock, score_state=effects.score_state(), men=effects.men()
            )
            at = [over_strengths(rates, held.known, standing(held.times, minute), minute) for minute in MINUTES]
            odds.append(np.stack(at, axis=1))
            ended.append(outcome(held.times))
    return np.concatenate(odds), np.concatenate(ended)


def half_times(data: Path, kinds: Sequence[FitSource]) -> tuple[list[Odds], NDArray[np.int_]]:
    """Forecasts at half-time of the leagues that have no goal times, shape (matches, 1, 3), and the outcomes.

    Args:
        data: folder of open data.
        kinds: the matches of the fit, with the strengths of each kind of fit.
    """
    results = read_folder(data)
    fitted_on = [LEAGUES[folder][0] for folder in FOLDERS]
    matches = with_half_time(results).filter(~pl.col("competition").is_in(fitted_on))
    known = known_before(results.filter(pl.col("stage") == "league"), matches)
    matches, known = matches.filter(pl.Series(np.isfinite(known[:, 0]))), known[np.isfinite(known[:, 0])]
    goals = matches.select("home_half_time", "away_half_time").to_numpy().astype(int)
    stand, odds = ScoreStanding(goals, np.full(goals.shape, 11)), []
    for source in kinds:
        effects = fit_source(source)
        clock = effects.clock(source.stoppages(ERAS[-1]), source.extra)
        rates = rates_from_expected(*np.exp(known[:, :2]).T, clock=clock, score_state=effects.score_state())
        odds.append(over_strengths(rates, known, stand, 45)[:, None])
    lead = (matches["home_goals"] - matches["away_goals"]).to_numpy()
    return odds, 1 - np.sign(lead)


def row_of(name: str, before: Odds, now: Odds, ended: NDArray[np.int_]) -> str:
    """A row of the table; forecasts of shape (matches, 1, 3)."""
    place = np.arange(len(ended))
    ranked = ranked_probability(now[:, 0], ended) - ranked_probability(before[:, 0], ended)
    logs = np.log(before[place, 0, ended] / now[place, 0, ended])
    gains = [f"{gap.mean():+.5f} ± {gap.std(ddof=1) / np.sqrt(len(gap)):.5f}" for gap in (ranked, logs)]
    return row(name, *gains, *(f"{error_of(odds, ended):.4f}" for odds in (before, now)))


def error_of(odds: Odds, ended: NDArray[np.int_]) -> float:
    """Calibration error of forecasts at several minutes together, shape (matches, minutes, 3)."""
    seen = np.repeat(np.eye(3)[ended][:, None], odds.shape[1], axis=1)
    return calibration_error(odds.reshape(-1, 3), seen.reshape(-1, 3))


def main(data: Path) -> None:
    """Print the table."""
    source = load(data)
    rest = np.zeros_like(source.known)
    rest[:, :2] = np.log(expected_goals(source.times.matches))
    beside = replace(source, known=rest)
    before, ended = forecasts(source, beside)
    now, _ = forecasts(source, source)
    print(row("minute", "RPS, now less before", "log score, now less before", "calibration error before", "now"))
    print(row(*["---"] * 5))
    for k, minute in enumerate(MINUTES):
        print(row_of(str(minute), before[:, [k]], now[:, [k]], ended))
    print(row("all", "", "", *(f"{error_of(odds, ended):.4f}" for odds in (before, now))))
    (before_there, now_there), ended_there = half_times(data, [beside, source])
    print(row_of(f"45, leagues without goal times ({len(ended_there)})", before_there, now_there, ended_there))
    random, gains = np.random.default_rng(0), []
    for _ in range(SAMPLES):
        drawn = random.integers(0, len(ended), len(ended))
        gains.append(error_of(now[drawn], ended[drawn]) - error_of(before[drawn], ended[drawn]))
    print(f"\nOver all minutes, matches drawn again {SAMPLES} times: {np.mean(gains):+.4f} ± {np.std(gains):.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
