"""The index, the measures with intervals and the shifts by score, each computed again without the code's own steps.

The estimate of a window is one conditioning of a joint normal distribution of window, rest of the match and other
matches; the shift by score is one regression with a column for every match of a side.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from frontfoot import fitted
from frontfoot.approach.by_score import shifts
from frontfoot.approach.counts import minute_counts
from frontfoot.approach.front_foot import front_foot, strip
from frontfoot.approach.measures import estimates, measures
from frontfoot.approach.windows import MATCH, by_minutes, by_score
from frontfoot.core.errors import InputError, NotProvided
from tests.approach.approach_matches import build
from tests.approach.by_row import made

Matrix = npt.NDArray[np.float64]

PARAMETERS: Final = fitted.read("front_foot")["parameters"]
Z90: Final = 1.6448536269514722
INDEX: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    "challenge_share": (("duels", "interceptions", "fouls_high"), (), ("opponent_build_up_passes",)),
    "core_action_height": (("core_action_metres",), (), ()),
    "own_third_failure": (("opponent_own_third_passes",), ("opponent_own_third_completed",), ()),
    "field_tilt": (("final_third_passes",), (), ("opponent_final_third_passes",)),
}
"""Measure -> (numerator, taken off it, added to it for the denominator)."""


@pytest.fixture(scope="module")
def league() -> pl.DataFrame:
    """Six made matches of four teams, named as a season of Wyscout's."""
    pairs = (("A", "B"), ("C", "A"), ("B", "A"), ("D", "C"), ("A", "D"), ("B", "C"))
    tables = []
    for seed, (home, away) in enumerate(pairs):
        counts = minute_counts(build(made(seed + 40)))
        team = pl.when(pl.col("side") == "home").then(pl.lit(home)).otherwise(pl.lit(away))
        other = pl.when(pl.col("side") == "home").then(pl.lit(away)).otherwise(pl.lit(home))
        labels = {"match_id": pl.lit(f"m{seed}"), "competition": pl.lit("c"), "season": pl.lit("s")}
        tables.append(counts.with_columns(**labels, team=team, opponent=other))
    return pl.concat(tables)


def sums(rows: pl.DataFrame, name: str) -> tuple[float, float]:
    """Numerator and denominator of a measure of the index."""
    top, less, more = INDEX[name]
    value = sum(float(rows[column].sum()) for column in top)
    if name == "core_action_height":
        return value, float(rows["core_actions"].sum())
    bottom = value + sum(float(rows[column].sum()) for column in more)
    return value - sum(float(rows[column].sum()) for column in less), bottom


def faded(minutes: float) -> float:
    """Variance of the mean of a unit Ornstein-Uhlenbeck process over some minutes."""
    a = minutes / PARAMETERS["timescale_minutes"]
    return float(2 / a**2 * (a - 1 + math.exp(-a)))


def conditioned(
    stored: dict[str, Any], parts: list[tuple[list[float], list[float], list[float], float, int]]
) -> tuple[Matrix, Matrix, Matrix]:
    """Mean, covariance and prior of the first part; each part has (top, bottom, exposure, minutes, matches).

    Parts are the window, the rest of its match, and other matches; those without minutes are left out.
    """
    k = len(np.atleast_1d(stored["mean"]))
    mean = np.atleast_1d(np.array(stored["mean"], dtype=np.float64))
    team, match, within, noise = (np.array(stored[n]).reshape(k, k) for n in ("team", "match", "within", "noise"))
    blocks, seen, shared = [], [], []
    games = max(parts[0][4], 1)

    def between(one: int, other: int) -> Matrix:
        joint = team.copy()
        if 2 not in (one, other):
            joint = joint + match / games
        if one == other == 2:
            joint = joint + match / max(parts[2][4], 1)
        if one == other:
            matches = max(parts[one][4], 1)
            joint = joint + faded(parts[one][3] / matches) / matches * within
        return joint

    for number, (top, bottom, exposure, _, _) in enumerate(parts):
        for place in range(k):
            if bottom[place] > 0:
                blocks.append((number, place, exposure[place]))
                seen.append(top[place] / bottom[place] - mean[place])
    size = len(blocks)
    observed = np.zeros((size, size))
    for row, (one, i, amount) in enumerate(blocks):
        for along, (other, j, more) in enumerate(blocks):
            observed[row, along] = between(one, other)[i, j]
            if one == other:
                observed[row, along] += noise[i, j] / math.sqrt(amount * more)
    prior = between(0, 0)
    for number, place, _ in blocks:
        column = (prior if number == 0 else between(0, number))[:, place]
        shared.append(column)
    if not shared:
        return mean, prior, prior
    joint = np.array(shared).T
    return (
        mean + joint @ np.linalg.solve(observed, np.array(seen)),
        prior - joint @ np.linalg.solve(observed, joint.T),
        prior,
    )


def parts_of(league: pl.DataFrame, window: pl.DataFrame, names: list[str]) -> list[Any]:
    """Window, rest of the match and other matches of the team of a window within one match."""
    key, side, team = window["match_id"][0], window["side"][0], window["team"][0]
    whole = league.filter((pl.col("match_id") == key) & (pl.col("side") == side))
    rest = whole.join(window.select("period", "minute"), on=["period", "minute"], how="anti")
    others = league.filter((pl.col("match_id") != key) & (pl.col("team") == team))
    parts = []
    for rows in (window, rest, others):
        tops, bottoms = zip(*(sums(rows, name) for name in names), strict=True)
        parts.append(
            (list(tops), list(bottoms), list(bottoms), float(rows["seconds"].sum()) / 60, rows["match_id"].n_unique())
        )
    return parts


def test_the_index_of_every_quarter_of_an_hour(league: pl.DataFrame) -> None:
    stored = PARAMETERS["index"]
    weights = np.array(stored["weights"]) / np.array(stored["sd"])
    labelled = by_minutes(league, 3)
    table = front_foot(labelled, [*MATCH, "period", "block"])
    assert len(table) == len(labelled.unique([*MATCH, "period", "block"]))
    for row in table.gather_every(7).iter_rows(named=True):
        window = labelled.filter(
            pl.all_horizontal(pl.col(n) == row[n] for n in ("match_id", "side", "period", "block"))
        )
        parts = parts_of(league, window, stored["measures"])
        mean, cov, prior = conditioned(stored, parts)
        value = float((mean - np.array(stored["mean"])) @ weights)
        variance = float(weights @ cov @ weights)
        assert row["value"] == pytest.approx(value, abs=1e-9)
        assert row["high"] - row["value"] == pytest.approx(Z90 * math.sqrt(variance), rel=1e-9)
        assert row["value"] - row["low"] == pytest.approx(Z90 * math.sqrt(variance), rel=1e-9)
        assert row["reliability"] == pytest.approx(1 - variance / float(weights @ prior @ weights), abs=1e-9)
        assert row["minutes"] == pytest.approx(window["seconds"].sum() / 60)
        assert row["matches"] == 1
        if all(bottom > 0 for bottom in parts[0][1]):
            ratio = np.array(parts[0][0]) / np.array(parts[0][1])
            assert row["raw"] == pytest.approx(float((ratio - np.array(stored["mean"])) @ weights))
        else:
            assert row["raw"] is None


def test_the_strip_minute_by_minute(league: pl.DataFrame) -> None:
    stored = PARAMETERS["index"]
    weights = np.array(stored["weights"]) / np.array(stored["sd"])
    one = league.filter(pl.col("match_id") == "m2")
    drawn = strip(one)
    assert drawn.select("period", "minute", "side").rows() == sorted(
        one.select("period", "minute", "side").rows(), key=lambda row: (*row[:2], ("home", "away").index(row[2]))
    )
    for row in drawn.gather_every(11).iter_rows(named=True):
        rows = one.filter(pl.col("side") == row["side"])
        bell = [
            math.exp(-(((minute - row["minute"]) / 4.0) ** 2) / 2) if period == row["period"] else 0.0
            for period, minute in rows.select("period", "minute").iter_rows()
        ]
        minutes = [seconds / 60 for seconds in rows["seconds"]]
        each = [[sums(rows[k], name) for name in stored["measures"]] for k in range(len(rows))]
        near, rest = [], []
        for place in range(4):
            top = sum(w * values[place][0] for w, values in zip(bell, each, strict=True))
            bottom = sum(w * values[place][1] for w, values in zip(bell, each, strict=True))
            squares = sum(w**2 * values[place][1] for w, values in zip(bell, each, strict=True))
            near.append((top, bottom, bottom**2 / squares if squares else 0.0))
            rest.append((sum(v[place][0] for v in each) - top, sum(v[place][1] for v in each) - bottom))
        spread = sum(w * m for w, m in zip(bell, minutes, strict=True)) ** 2 / sum(
            w**2 * m for w, m in zip(bell, minutes, strict=True)
        )
        left = sum(minutes) - sum(w * m for w, m in zip(bell, minutes, strict=True))
        parts = [
            ([n[0] for n in near], [n[1] for n in near], [n[2] for n in near], spread, 1),
            ([r[0] for r in rest], [r[1] for r in rest], [r[1] for r in rest], left, 1),
        ]
        mean, cov, _ = conditioned(stored, parts)
        assert row["value"] == pytest.approx(float((mean - np.array(stored["mean"])) @ weights), abs=1e-9)
        assert row["high"] - row["low"] == pytest.approx(2 * Z90 * math.sqrt(weights @ cov @ weights), rel=1e-9)


def test_a_reference_moves_the_zero_and_nothing_else(league: pl.DataFrame) -> None:
    """The mean of the plain ratios of the reference's matches is the zero: windows of it are 0 on average."""
    table = front_foot(league, MATCH, reference=league)
    ratios = np.array(
        [
            [top / bottom for top, bottom in (sums(rows, name) for name in INDEX)]
            for _, rows in league.group_by(MATCH, maintain_order=True)
        ]
    )
    stored = PARAMETERS["index"]
    weights = np.array(stored["weights"]) / np.array(stored["sd"])
    expected = sorted((ratios - ratios.mean(axis=0)) @ weights)
    assert sorted(table["raw"].to_list()) == pytest.approx(expected)
    other = league.with_columns(provider=pl.lit("opta"))
    assert front_foot(other, MATCH, reference=other)["raw"].to_list() == pytest.approx(table["raw"].to_list())
    shared = strip(other, reference=other)
    assert shared["value"].to_list() == pytest.approx(strip(league, reference=league)["value"].to_list())


@pytest.mark.parametrize("name", ["field_tilt", "challenge_share", "core_action_height", "own_third_failure"])
def test_a_measure_with_its_interval(league: pl.DataFrame, name: str) -> None:
    stored = PARAMETERS["measures"][name]
    table = estimates(league, MATCH, [name])
    assert table["measure"].unique().to_list() == [name]
    for row in table.iter_rows(named=True):
        window = league.filter((pl.col("match_id") == row["match_id"]) & (pl.col("side") == row["side"]))
        parts = parts_of(league, window, [name])
        parts[1] = ([0.0], [0.0], [0.0], 1.0, 0)
        mean, cov, prior = conditioned(stored, parts)
        half = Z90 * math.sqrt(cov[0, 0])
        assert (row["top"], row["bottom"]) == pytest.approx((parts[0][0][0], parts[0][1][0]))
        assert row["ratio"] == pytest.approx(parts[0][0][0] / parts[0][1][0])
        assert row["value"] == pytest.approx(mean[0])
        assert row["low"] == pytest.approx(max(0.0, mean[0] - half))
        ceiling = math.inf if name == "core_action_height" else 1.0
        assert row["high"] == pytest.approx(min(ceiling, mean[0] + half))
        assert row["reliability"] == pytest.approx(1 - cov[0, 0] / prior[0, 0])


def test_all_measures_come_in_the_order_of_the_docs(league: pl.DataFrame) -> None:
    table = estimates(league, MATCH)
    names = table.filter(match_id="m0", side="home")["measure"].to_list()
    assert names[0] == "ppda"
    assert "penalties_conceded" not in names
    assert "build_up_disruption" not in names
    assert [name for name in measures(league).columns if name in names] == names
    with pytest.raises(InputError, match="'penalties_conceded' has no estimate of this kind"):
        estimates(league, MATCH, ["penalties_conceded"])
    with pytest.raises(InputError, match="no measure 'grit'"):
        estimates(league, MATCH, ["grit"])
    with pytest.raises(NotProvided, match="pressures"):
        estimates(league.with_columns(pressures_high=pl.lit(None, dtype=pl.Float64)), MATCH, ["pressures"])


def test_disruption_is_what_the_opponent_completes_elsewhere_less_what_it_completed(league: pl.DataFrame) -> None:
    norm = PARAMETERS["measures"]["build_up_completion_allowed"]
    mean = float(np.atleast_1d(norm["mean"])[0])
    weight = float(np.ravel(norm["noise"])[0] / np.ravel(norm["team"])[0])
    table = measures(league, MATCH, ["build_up_disruption"])
    for row in table.iter_rows(named=True):
        own = league.filter((pl.col("match_id") == row["match_id"]) & (pl.col("side") == row["side"]))
        opponent = own["opponent"][0]
        elsewhere = league.filter((pl.col("opponent") == opponent) & (pl.col("match_id") != row["match_id"]))
        done, tried = (float(elsewhere[f"opponent_build_up_{name}"].sum()) for name in ("completed", "passes"))
        usual = (done + weight * mean) / (tried + weight)
        managed, passes = (float(own[f"opponent_build_up_{name}"].sum()) for name in ("completed", "passes"))
        assert row["build_up_disruption"] == pytest.approx((usual * passes - managed) / passes)


@pytest.mark.parametrize("within", [MATCH, ("team",)])
def test_shifts_are_one_regression_with_every_unit_and_quarter(league: pl.DataFrame, within: tuple[str, ...]) -> None:
    """Least squares with a column for every unit, quarter and state; errors summed over matches (Liang and Zeger)."""
    counts = by_score(league)
    stored = PARAMETERS["index"]
    weights = np.array(stored["weights"]) / np.array(stored["sd"])
    table = shifts(counts, "score_state", "level", within)
    assert table["score_state"].to_list() == ["leading", "trailing"]
    keys = [*MATCH, "period", "block", "score_state"]
    cells = [(key, rows) for key, rows in by_minutes(counts, 15).group_by(keys, maintain_order=True)]
    units = sorted({tuple(rows[name][0] for name in within) for _, rows in cells})
    times = sorted({key[3:5] for key, _ in cells})
    design = np.array(
        [
            [
                *(float(key[5] == state) for state in ("leading", "trailing")),
                *(float(key[3:5] == time) for time in times[1:]),
                *(float(tuple(rows[name][0] for name in within) == unit) for unit in units),
            ]
            for key, rows in cells
        ]
    )
    match = [key[0] for key, _ in cells]
    shift = np.zeros(2)
    scores = {name: np.zeros(2) for name in match}
    for place, name in enumerate(stored["measures"]):
        tops, base = (np.array(column) for column in zip(*(sums(rows, name) for _, rows in cells), strict=True))
        y = np.divide(tops, base, out=np.zeros(len(base)), where=base > 0)
        bread = np.linalg.pinv(design.T @ (base[:, None] * design))
        slope = bread @ design.T @ (base * y)
        residual = y - design @ slope
        shift += weights[place] * slope[:2]
        for row, key in enumerate(match):
            scores[key] += weights[place] * (bread @ design[row])[:2] * base[row] * residual[row]
    half = Z90 * np.sqrt(sum(score**2 for score in scores.values()))
    assert table["shift"].to_list() == pytest.approx(shift.tolist(), abs=1e-7)
    assert (table["high"] - table["shift"]).to_list() == pytest.approx(half.tolist(), rel=1e-6)
    assert (table["shift"] - table["low"]).to_list() == pytest.approx(half.tolist(), rel=1e-6)
    for state, matches, minutes in table.select("score_state", "matches", "minutes").rows():
        rows = counts.filter(pl.col("score_state") == state)
        assert matches == rows["match_id"].n_unique()
        assert minutes == pytest.approx(rows["seconds"].sum() / 60)


def test_states_that_cannot_be_compared_are_refused(league: pl.DataFrame) -> None:
    with pytest.raises(InputError, match="no column 'score_state'"):
        shifts(league, "score_state", "level")
    one = by_score(league).filter(pl.col("score_state") == "level")
    with pytest.raises(InputError, match="nothing to compare with 'level'"):
        shifts(one, "score_state", "level")
