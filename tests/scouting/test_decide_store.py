"""The trial of scouting in the decision: nothing of a match is known before it, and what is there is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from benchmarks.decide_store import FIGURES, MATCH_UP, MODELS, STATE, STRENGTHS, Rows, judged, known_before

from frontfoot.scouting.estimate import Noise
from frontfoot.scouting.figures import BY_NAME

NOISE = Noise(4.0, 40.0, 0.5)


def season(rounds: int, generator: np.random.Generator) -> pl.DataFrame:
    """Four sides that play one another week by week, with sums at random."""
    rows = []
    for week in range(rounds):
        order = generator.permutation(4)
        for game in range(2):
            for side, team in enumerate(order[2 * game : 2 * game + 2]):
                rows.append({"match_id": f"{week}-{game}", "side": ("home", "away")[side], "team": f"t{team}",
                             "league": "one", "date": f"2017-09-{week + 1:02d}"})  # fmt: skip
    table = pl.DataFrame(rows).with_columns(pl.col("side").cast(pl.Enum(["home", "away"])))
    columns = sorted({column for name in FIGURES for column in BY_NAME[name].columns})
    return table.with_columns(pl.Series(column, generator.uniform(20.0, 60.0, table.height)) for column in columns)


def test_what_is_known_before_a_match_is_of_earlier_days_alone() -> None:
    table = season(12, np.random.default_rng(1))
    noise = dict.fromkeys(FIGURES, NOISE)
    known = known_before(table, noise)
    cut = known_before(table.filter(pl.col("date") <= "2017-09-08"), noise)
    assert known.filter(pl.col("date") <= "2017-09-08").equals(cut)
    # One of them by hand: the side's ratio of sums over its seven matches before, drawn to that of all sides.
    at = known.filter((pl.col("date") == "2017-09-08") & (pl.col("team") == "t2")).row(0, named=True)
    before = table.filter(pl.col("date") < "2017-09-08")
    own = before.filter(pl.col("team") == "t2")

    def lost(rows: pl.DataFrame) -> float:
        return 1.0 - float(rows["own_third_completed"].sum()) / float(rows["own_third_passes"].sum())

    weight = 4.0 / (4.0 + 0.5 + 40.0 / 7.0)
    assert at["before"] == 7
    assert at["own_third_failure"] == pytest.approx(weight * (lost(own) - lost(before)) / 2.0)


def rows_with(effect: float, generator: np.random.Generator) -> Rows:
    """Goals of 6,000 matches of two sides, of which a match-up moves the log by so much."""
    matches = 6000
    size = 2 * matches
    terms = {name: generator.normal(size=size) for model in MODELS.values() for name in model}
    terms |= {name: generator.integers(0, 2, size).astype(float) for name in (*STATE, "at home")}
    strength = 0.3 * generator.normal(size=size)
    mean = 1.3 * np.exp(strength + effect * terms[MATCH_UP[0]])
    return Rows(
        league=np.repeat(np.array(["a", "b", "c", "d"]), size // 4),
        match=np.repeat(np.arange(matches).astype(str), 2),
        goals=generator.poisson(mean).astype(float),
        offset=np.log(1.3) + strength,
        minutes=np.full(size, np.log(90.0)),
        terms=terms,
    )


def test_a_match_up_that_is_there_is_found_and_one_that_is_not_is_not() -> None:
    """The gain of a term known exactly is half its variance times the goals expected: .5 x .15^2 x 2.6 a match."""
    mean_gains = {}
    for effect in (0.15, 0.0):
        rows = rows_with(effect, np.random.default_rng(7))
        gains = judged(rows, rows.league != "d", rows.league == "d")
        mean_gains[effect] = gains["match-up"].mean()
        assert len(gains["match-up"]) == 1500
        assert gains[STRENGTHS].mean() == pytest.approx(0.5 * 0.3**2 * 2.6 * 1.05, rel=0.35)
    assert mean_gains[0.15] == pytest.approx(0.5 * 0.15**2 * 2.6, rel=0.35)
    assert abs(mean_gains[0.0]) < 0.002


def test_strengths_without_information_gain_nothing() -> None:
    rows = rows_with(0.0, np.random.default_rng(3))
    flat = replace(rows, offset=rows.minutes)
    assert abs(judged(flat, rows.league != "d", rows.league == "d")[STRENGTHS].mean()) < 0.002
