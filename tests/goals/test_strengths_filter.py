"""The filter of strengths: against an exact posterior, against made-up truths, and its promises about time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize

from frontfoot.core.errors import InputError
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import Scales, fit_history
from frontfoot.goals.strengths.filter import Filter, ordinal
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.observations import Observations
from frontfoot.goals.strengths.symmetric import SymmetricMatrix

START = date(2020, 8, 1)
STILL = Scales(drift=0.0, summer=0.0, level_drift=0.0, style_drift=0.0, style_summer=0.0, shot_summer=0.0, late=0.0)


def played(rows: list[tuple[int, str, str, int, int]], **more: Any) -> pl.DataFrame:
    """Matches of one league: days after the start, home, away, goals."""
    return table(
        {
            "date": START + timedelta(days=day),
            "competition": "Premier League",
            "season": 2020,
            "stage": "league",
            "round": "",
            "home": home,
            "away": away,
            "home_goals": x,
            "away_goals": y,
            "neutral": False,
            "status": "played",
            "note": "",
            "source": "test",
            **more,
        }
        for day, home, away, x, y in rows
    )


def season(seed: int, clubs: int = 10) -> tuple[pl.DataFrame, np.ndarray, np.ndarray]:
    """A double round robin with its true attacks and defences."""
    rng = np.random.default_rng(seed)
    variance, cross = STILL.variance, STILL.variance * STILL.correlation
    attack, defence = rng.multivariate_normal([0.0, 0.0], [[variance, cross], [cross, variance]], clubs).T
    pairs = [(i, j) for i in range(clubs) for j in range(clubs) if i != j]
    rng.shuffle(pairs)
    rows = []
    for number, (i, j) in enumerate(pairs):
        home, away = np.exp(0.35 + attack[i] - defence[j]), np.exp(0.05 + attack[j] - defence[i])
        rows.append((number // 4, f"C{i}", f"C{j}", int(rng.poisson(home)), int(rng.poisson(away))))
    return played(rows), attack, defence


def test_one_day_is_the_mode_and_curvature_of_the_posterior() -> None:
    """Matches of one day against an independent search for the maximum of the log posterior."""
    results = played([(0, "A", "B", 3, 0), (0, "C", "D", 1, 1), (0, "E", "F", 0, 5)])
    matches = Matches.of(results)
    empty = Filter(STILL, day=ordinal(START))
    empty.admit(matches, np.arange(3))
    mean, covariance = empty.mean.copy(), empty.covariance.copy()
    precision = np.linalg.inv(covariance)
    design = np.zeros((6, len(mean)))
    level, home = empty.competitions["Premier League"]
    for k, (one, other) in enumerate((("A", "B"), ("C", "D"), ("E", "F"))):
        for side, (us, them) in enumerate(((one, other), (other, one))):
            row = design[2 * k + side]
            row[empty.clubs[us].rows[0]], row[empty.clubs[them].rows[1]] = 1.0, -1.0
            row[level], row[home] = 1.0, 0.5 if side == 0 else -0.5
    goals = np.array([3, 0, 1, 1, 0, 5])

    def loss(x: np.ndarray) -> float:
        logs = design @ x
        return float(0.5 * (x - mean) @ precision @ (x - mean) - goals @ logs + np.exp(logs).sum())

    best = minimize(loss, mean, method="BFGS", options={"gtol": 1e-9}).x
    curvature = np.linalg.inv(precision + design.T @ np.diag(np.exp(design @ best)) @ design)
    state = Filter(STILL)
    state.run(matches)
    order = [state.clubs[c].rows[s] for c in "ABCDEF" for s in (0, 1)]
    same = [empty.clubs[c].rows[s] for c in "ABCDEF" for s in (0, 1)]
    assert state.mean[order] == pytest.approx(best[same], abs=1e-5)
    assert state.covariance[np.ix_(order, order)] == pytest.approx(curvature[np.ix_(same, same)], abs=1e-5)


def test_true_strengths_lie_where_the_filter_says() -> None:
    inside = []
    for seed in range(12):
        results, attack, defence = season(seed)
        strengths = next(fit_history(results, [START + timedelta(days=60)], scales=STILL))
        for i in range(0, 10, 2):
            mean, covariance = strengths.log_rates(f"C{i}", f"C{i + 1}", "Premier League")
            truth = 0.35 + attack[i] - defence[i + 1], 0.05 + attack[i + 1] - defence[i]
            inside += list(np.abs(mean - truth) < 1.645 * np.sqrt(np.diag(covariance)))
    assert 0.82 < np.mean(inside) < 0.97


@pytest.mark.parametrize("score", [(31, 0), (0, 40), (40, 40)])
def test_no_score_carries_it_away(score: tuple[int, int]) -> None:
    results, _, _ = season(3)
    wild = played([(40, "C0", "C1", *score)])
    strengths = next(fit_history(pl.concat([results, wild]), [START + timedelta(days=50)]))
    assert np.isfinite(strengths.parameters).all()
    home, away = strengths.rates("C0", "C1", competition="Premier League")
    assert 0.05 < away < 20.0
    assert 0.05 < home < 20.0


def test_forecasts_know_only_earlier_days() -> None:
    results, _, _ = season(5)
    matches = Matches.of(results)
    whole = Filter().run(matches)
    half = int(np.searchsorted(matches.day, matches.day[40]))
    changed = results.with_columns(
        home_goals=pl.when(pl.col("date") >= START + timedelta(days=10)).then(9).otherwise("home_goals").cast(pl.Int16)
    )
    other = Filter().run(Matches.of(changed))
    assert whole[: half + 1] == pytest.approx(other[: half + 1])
    assert not np.allclose(whole[-4:], other[-4:])


def test_going_on_from_a_day_is_the_same_as_one_run() -> None:
    results, _, _ = season(7)
    middle, end = START + timedelta(days=12), START + timedelta(days=40)
    first, last = fit_history(results, [middle, end])
    again = next(fit_history(results, [end], start=first))
    for club in ("C0", "C5", "C9"):
        assert again.strength(club) == pytest.approx(last.strength(club), abs=2e-3)
    with pytest.raises(InputError, match="ascend"):
        next(fit_history(results, [end, middle]))


@pytest.mark.slow
def test_shots_move_a_club_whose_goals_say_nothing() -> None:
    rows = [(day, "A", "B", 1, 1) for day in range(0, 70, 7)]
    quiet = played(rows)
    busy = played(rows, home_shots=22, away_shots=6, home_on_target=8, away_on_target=2)
    without, within = (next(fit_history(r, [START + timedelta(days=80)])) for r in (quiet, busy))
    assert sum(without.strength("A")) == pytest.approx(sum(without.strength("B")), abs=0.2)
    gaps = [sum(s.strength("A")) - sum(s.strength("B")) for s in (without, within)]
    assert gaps[1] > gaps[0] + 0.1


def test_leagues_that_no_match_links_are_not_compared() -> None:
    here, _, _ = season(1, clubs=6)
    there = here.with_columns(
        competition=pl.lit("J1 League"),
        home=pl.concat_str(pl.lit("J"), "home"),
        away=pl.concat_str(pl.lit("J"), "away"),
    )
    strengths = next(fit_history(pl.concat([here, there]), [START + timedelta(days=60)]))
    assert strengths.linked("C0", "C1")
    assert not strengths.linked("C0", "JC1")
    with pytest.raises(InputError, match="No matches link"):
        strengths.rates("C0", "JC1", competition="Premier League")


class PlainFilter(Filter):
    """The same filter with every day's update written out on full matrices, inverses and all."""

    def _learn(self, seen: Observations, first: int, last: int, tables: Any) -> tuple[np.ndarray, np.ndarray]:
        at = np.array([i for i in range(len(seen.counts)) if first <= _match_of(seen, i) < last])
        loading = np.zeros((len(at), len(self.mean)))
        for k, i in enumerate(at):
            us, them = tables[0][seen.us[i]], tables[0][seen.them[i]]
            rows = tables[1][seen.competition[i]]
            level, home = rows[2 * seen.kind[i]], rows[2 * seen.kind[i] + 1]
            for row, sign in zip((us[0], them[1], level, home, us[2], them[3]), seen.signs[:, i], strict=True):
                loading[k, row] += sign
        before, covariance = self.mean.copy(), self.covariance
        prior = loading @ before + seen.offset[at]
        spread, logs = loading @ covariance @ loading.T, prior.copy()
        for _ in range(60):
            expected = seen.weights[at] * np.exp(logs)
            linear = logs - prior + (seen.weights[at] * seen.counts[at] - expected) / expected
            logs = prior + spread @ np.linalg.solve(spread + np.diag(1.0 / expected), linear)
        expected = seen.weights[at] * np.exp(logs)
        whole = covariance @ loading.T @ np.linalg.inv(spread + np.diag(1.0 / expected))
        self.mean = before + covariance @ loading.T @ (seen.weights[at] * seen.counts[at] - expected)
        self._half = SymmetricMatrix(covariance - whole @ loading @ covariance)
        return prior, spread


def _match_of(seen: Observations, count: int) -> int:
    """The match a count belongs to."""
    if count < seen.shot_places[0]:
        return count // 2
    return int(np.searchsorted(seen.shot_places, count, side="right")) - 1


def test_the_update_is_that_of_full_matrices() -> None:
    """With shots in half of the matches, clubs that come late, and one that is forgotten."""
    results, _, _ = season(11, clubs=8)
    rng, count = np.random.default_rng(2), results.height
    shots = {name: rng.integers(low, low + 6, count) for name, low in (("shots", 8), ("on_target", 2))}
    some = pl.Series(rng.random(count) < 0.5)
    results = results.with_columns(
        pl.when(some).then(pl.Series(values)).cast(pl.Int16).alias(f"{side}_{name}")
        for side in ("home", "away")
        for name, values in shots.items()
    )
    gone = played([(0, "C0", "gone", 2, 2), (700, "C0", "late", 1, 3), (701, "C1", "late", 0, 0)])
    matches = Matches.of(pl.concat([results, gone]).sort("date"))
    quick, plain = Filter(), PlainFilter()
    assert quick.run(matches) == pytest.approx(plain.run(matches), abs=1e-9)
    assert quick.mean == pytest.approx(plain.mean, abs=1e-9)
    assert quick.covariance == pytest.approx(plain.covariance, abs=1e-9)
    assert "gone" not in quick.clubs


def test_half_a_matrix_is_the_whole_matrix() -> None:
    rng = np.random.default_rng(4)
    root = rng.standard_normal((5, 5))
    whole = root @ root.T
    half = SymmetricMatrix(whole)
    half.append(0.3, {1: 0.5, 4: -2.0})
    mix = np.vstack([np.eye(5), [0.0, 0.5, 0.0, 0.0, -2.0]])
    whole = mix @ whole @ mix.T
    whole[5, 5] += 0.3
    factor = rng.standard_normal((6, 3))
    half.subtract(np.asfortranarray(factor))
    half.add(np.array([0, 2]), np.array([3, 1]), 0.25)
    whole = whole - factor @ factor.T
    for one, other in ((0, 3), (3, 0), (2, 1), (1, 2)):
        whole[one, other] += 0.25
    half.keep(np.array([0, 1, 3, 5]))
    whole = whole[np.ix_([0, 1, 3, 5], [0, 1, 3, 5])]
    assert half.full() == pytest.approx(whole, abs=1e-12)
    assert half.rows(np.array([3, 1])) == pytest.approx(whole[[3, 1]], abs=1e-12)
    assert len(half) == 4
