"""Expected goals by which forecasts in play are judged: what was known on the morning of the match, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import numpy as np
import polars as pl
import pytest

from frontfoot.fit.in_play_scores import ScoreStanding, forecast, known_before, over_strengths
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import fit_history

CLUBS = ("Milan", "Inter", "Roma", "Napoli", "Lazio", "Torino")


def seasons(last: tuple[int, int] = (1, 0)) -> pl.DataFrame:
    """Two seasons of a league in which Milan win at home; the score of the very last match is given."""
    rows = []
    for season in (2015, 2016):
        for number, (home, away) in enumerate(permutations(CLUBS, 2)):
            rows.append(
                {
                    "date": date(season, 8, 20) + timedelta(days=7 * (number // 3)),
                    "competition": "Serie A", "season": season, "stage": "league", "round": "",
                    "home": home, "away": away, "home_goals": 3 if home == "Milan" else 1, "away_goals": 1,
                    "neutral": False, "status": "played", "note": "", "source": "made",
                }
            )  # fmt: skip
    rows[-1] |= {"home_goals": last[0], "away_goals": last[1]}
    return table(rows)


def test_each_match_is_judged_by_what_was_known_on_its_morning() -> None:
    results = seasons()
    matches = results.filter(pl.col("season") == 2016)
    known = known_before(results, matches)
    assert known.shape == (30, 5)
    assert np.isfinite(known).all()
    # By hand: the strengths that the filter has on that morning, and the rates that they give.
    for row in (0, 7, 29):
        match = matches.row(row, named=True)
        (strengths,) = fit_history(results, [match["date"]])
        mean, spread = strengths.log_rates(match["home"], match["away"], "Serie A")
        assert known[row] == pytest.approx([*mean, spread[0, 0], spread[1, 1], spread[0, 1]], rel=1e-6)
    # Neither its own result nor a later one changes what was known.
    assert known_before(seasons((9, 0)), matches).tolist() == known.tolist()
    assert known_before(results.filter(pl.col("date") < date(2017, 1, 1)), matches)[:10].tolist() == known[:10].tolist()


def test_a_match_that_the_results_lack_is_not_judged() -> None:
    results = seasons()
    matches = results.filter(pl.col("season") == 2016)
    without = results.filter(~((pl.col("season") == 2016) & (pl.col("home") == "Roma") & (pl.col("away") == "Lazio")))
    missing = np.isnan(known_before(without, matches)[:, 0])
    assert matches.filter(pl.Series(missing)).select("home", "away").rows() == [("Roma", "Lazio")]


def test_clubs_that_meet_twice_at_one_ground_are_told_apart_by_the_date() -> None:
    results = seasons()
    again = results.filter(pl.col("season") == 2016).with_columns(pl.col("date").dt.offset_by("140d"))
    twice = pl.concat([results, again])
    first = known_before(twice, results.filter(pl.col("season") == 2016))
    # What comes later changes nothing: not even the second meeting of the same season.
    assert first == pytest.approx(known_before(results, results.filter(pl.col("season") == 2016)), rel=1e-9)
    assert np.abs(known_before(twice, again)[:, :2] - first[:, :2]).max() > 0.01


def test_forecasts_over_uncertain_strengths_are_means_over_draws() -> None:
    means, spread = np.log([1.9, 0.9]), np.array([[0.03, -0.01], [-0.01, 0.02]])
    known = np.array([[*means, 0.03, 0.02, -0.01]] * 2)
    rates = rates_from_expected(*np.exp(known[:, :2]).T)
    stand = ScoreStanding(np.array([[1, 0], [0, 2]]), np.full((2, 2), 11))
    drawn = np.random.default_rng(3).multivariate_normal([0.0, 0.0], spread, 20_000)
    for row in (0, 1):
        many = Rates(rates.home[row] * np.exp(drawn[:, 0]), rates.away[row] * np.exp(drawn[:, 1]))
        same = ScoreStanding(np.repeat(stand.goals[row : row + 1], 20_000, axis=0), np.full((20_000, 2), 11))
        wanted = forecast(many, same, 45).mean(axis=0)
        sure = forecast(rates, stand, 45)[row]
        mixture = over_strengths(rates, known, stand, 45)[row]
        assert mixture == pytest.approx(wanted, abs=0.003)
        assert np.abs(mixture - wanted).sum() < np.abs(sure - wanted).sum()
