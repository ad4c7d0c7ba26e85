"""Expected goals by which forecasts in play are judged: what was known on the morning of the match, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import numpy as np
import polars as pl
import pytest

from frontfoot.fit.in_play_scores import known_before
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
    assert known.shape == (30, 2)
    assert np.isfinite(known).all()
    # By hand: the strengths that the filter has on that morning, and the rates that they give.
    for row in (0, 7, 29):
        match = matches.row(row, named=True)
        (strengths,) = fit_history(results, [match["date"]])
        expected = np.exp(strengths.log_rates(match["home"], match["away"], "Serie A")[0])
        assert known[row] == pytest.approx(expected, rel=1e-6)
    # Neither its own result nor a later one changes what was known.
    assert known_before(seasons((9, 0)), matches).tolist() == known.tolist()
    assert known_before(results.filter(pl.col("date") < date(2017, 1, 1)), matches)[:10].tolist() == known[:10].tolist()


def test_a_match_that_the_results_lack_is_not_judged() -> None:
    results = seasons()
    matches = results.filter(pl.col("season") == 2016)
    without = results.filter(~((pl.col("season") == 2016) & (pl.col("home") == "Roma") & (pl.col("away") == "Lazio")))
    missing = np.isnan(known_before(without, matches)[:, 0])
    assert matches.filter(pl.Series(missing)).select("home", "away").rows() == [("Roma", "Lazio")]
