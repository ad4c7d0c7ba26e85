"""The estimator against simulated sides whose true values are known, and the shipped file against its own promises."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from benchmarks.scouting_tables import figures, players

from frontfoot import fitted
from frontfoot.fit.scouting import AFTER, Panel
from frontfoot.scouting.estimate import Noise, estimates, noise_of, scaled
from frontfoot.scouting.figures import BY_NAME, FIGURES, RULER
from tests.docs.blocks import ROOT

BETWEEN, WITHIN = 0.04, 0.5


def simulated(sides: int, matches: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """True values of some sides and their matches, shape (sides, matches)."""
    generator = np.random.default_rng(seed)
    truth = 1.3 + generator.normal(0.0, BETWEEN**0.5, sides)
    return truth, truth[:, None] + generator.normal(0.0, WITHIN**0.5, (sides, matches))


def test_variances_of_simulated_sides_are_found() -> None:
    _, values = simulated(2000, 38, 1)
    noise = Panel(values, np.ones_like(values), np.repeat(np.arange(4), 500)).noise()
    assert noise.between == pytest.approx(BETWEEN, rel=0.12)
    assert noise.within == pytest.approx(WITHIN, rel=0.05)
    assert noise.drift < 0.2 * BETWEEN


def test_eighty_of_a_hundred_ranges_hold_the_true_value_and_the_error_is_smaller() -> None:
    truth, values = simulated(300, 10, 2)
    rows = pl.DataFrame(
        {
            "team": np.repeat([f"{n:03}" for n in range(300)], 10),
            "xg": values.ravel(),
            "xg_penalties": 0.0,
            "matches": 1.0,
        }
    )
    estimated = estimates(rows, BY_NAME["npxg"], Noise(BETWEEN, WITHIN))
    inside = [estimated[f"{n:03}"].low <= truth[n] <= estimated[f"{n:03}"].high for n in range(300)]
    assert 0.74 < np.mean(inside) < 0.86
    drawn = np.mean([(estimated[f"{n:03}"].value - truth[n]) ** 2 for n in range(300)])
    raw = np.mean([(estimated[f"{n:03}"].raw - truth[n]) ** 2 for n in range(300)])
    assert drawn < 0.6 * raw


def test_a_weight_is_the_share_of_true_variance() -> None:
    noise = Noise(1.0, 9.0, 0.5)
    assert noise.weight(6) == pytest.approx(1.0 / 3.0)
    assert noise.weight(noise.needed(0.4)) == pytest.approx(0.4)
    assert noise.needed(0.7) == float("inf")


def test_a_provider_without_variances_keeps_their_proportions_and_takes_its_own_spread() -> None:
    generator = np.random.default_rng(3)
    values = generator.normal(50.0, 4.0, 2000)
    levels = scaled(Noise(1.0, 10.0), values, np.full(2000, 10.0))
    assert levels.within / levels.between == pytest.approx(10.0)
    assert levels.between + levels.within / 10.0 == pytest.approx(16.0, rel=0.1)


def test_a_rank_stands_only_where_the_range_excludes_the_league() -> None:
    _, values = simulated(20, 19, 4)
    rows = pl.DataFrame(
        {
            "team": np.repeat([f"{n:02}" for n in range(20)], 19),
            "xg": values.ravel(),
            "xg_penalties": 0.0,
            "matches": 1.0,
        }
    )
    for one in estimates(rows, BY_NAME["npxg"], Noise(BETWEEN, WITHIN)).values():
        assert (one.rank is not None) == one.apart == (not one.low <= one.league <= one.high)


def test_ranges_hold_what_they_promise_on_leagues_left_out() -> None:
    scores = fitted.read("scouting")["record"]["held_out"]["wyscout"]
    for figure in FIGURES:
        if figure.use == "never" or figure.name not in scores:
            continue
        for after in AFTER:
            judged = scores[figure.name][str(after)]
            assert 0.74 <= judged["inside_80"] <= 0.88, (figure.name, after)
            assert judged["shrunk_error"] <= 1.03 * judged["raw_error"], (figure.name, after)


def test_what_stands_on_the_ruler_is_more_reliable_than_what_is_never_printed() -> None:
    figure = fitted.read("scouting")["parameters"]["wyscout"]["figures"]
    ruler = [figure[one.name]["r"] for one in RULER]
    never = [figure[one.name]["r"] for one in FIGURES if one.use == "never"]
    assert len(ruler) == 10
    assert min(ruler) > 0.6 > 0.5 > max(never)
    assert set(noise_of("wyscout_v2")) == set(figure)


def test_the_tables_of_the_page_are_those_of_the_fitted_file() -> None:
    page = (ROOT / "docs" / "scouting.md").read_text(encoding="utf-8")
    assert "\n".join(figures()) in page
    assert "\n".join(players()) in page
