"""What else could be known of over and under 2.5 goals: corrections of the forecasts of strengths. Prints Markdown.

    python -m benchmarks.over_under DATA_FOLDER

The five large leagues, learnt from 2003/04 on and updated daily. Each correction is a logistic line on the logit of the
forecast and more, fitted on the seasons of choice (2007/08 to 2016/17) alone and judged on the later ones: log score
less that of the forecast as it is.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import nbinom, poisson

from benchmarks.tie_scores import row, with_error
from frontfoot.fit.strengths import FIRST_LEARNT
from frontfoot.fit.strengths_scores import CHOSEN_TO, FIVE
from frontfoot.goals.results import read_folder
from frontfoot.goals.strengths import fit_history
from frontfoot.goals.strengths.filter import as_date
from frontfoot.goals.strengths.matches import Matches

Array = NDArray[np.float64]
CHOSEN_FROM = 2007
RIDGE = 2e-5
PARTS = {"2007/08 to 2016/17 (choice)": (CHOSEN_FROM, CHOSEN_TO), "2017/18 to 2022/23": (CHOSEN_TO + 1, 2022)}
PARTS |= {"2023/24 on": (2023, 9999)}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of open data")
    seasons = (pl.col("season") >= FIRST_LEARNT) & (pl.col("status") == "played")
    results = read_folder(parser.parse_args().data).filter(pl.col("competition").is_in(FIVE) & seasons)
    matches = Matches.of(results)
    daily = np.full((len(matches.day), 5), np.nan)
    for _ in fit_history(matches, [as_date(int(matches.day[-1]) + 1)], forecasts=daily):
        pass
    known = np.isfinite(daily[:, 0])
    daily = np.where(known[:, None], daily, 0.0)
    over = matches.goals.sum(axis=0) > 2.5
    inside = {name: known & (matches.season >= a) & (matches.season <= b) for name, (a, b) in PARTS.items()}
    choice = next(iter(inside.values()))
    base = poisson.sf(2, np.exp(daily[:, :2]).sum(axis=1))
    print(row("forecast of over 2.5", *(f"{name} (n {part.sum()})" for name, part in inside.items())))
    print(row("---", *["---:"] * len(inside)))
    print(row("as it is", *(f"{_logs(base, over)[part].mean():.4f}" for part in inside.values())))
    for name, better in corrected(matches, daily, base, over, choice):
        gained = _logs(better, over) - _logs(base, over)
        print(row(f"{name}, less as it is", *(with_error(gained[part]) for part in inside.values())))


def corrected(
    matches: Matches, daily: Array, base: Array, over: NDArray[np.bool_], choice: NDArray[np.bool_]
) -> list[tuple[str, Array]]:
    """Each correction with its probability of more than 2.5 goals.

    Args:
        matches: in the order of days.
        daily: log rates of home and away and their variances, shape (n, 4).
        base: the probability as forecast; the correction of low scores does not change it.
        over: whether there were more.
        choice: matches on which a correction is fitted.
    """
    rates = np.exp(daily[:, :2])
    start = np.stack([np.ones(len(base)), np.log(base / (1.0 - base))], axis=1)
    year = 2.0 * np.pi * np.array([as_date(int(day)).timetuple().tm_yday for day in matches.day]) / 365.25
    wave = np.stack([np.cos(year), np.sin(year)], axis=1)
    ratio = daily[:, 0] - daily[:, 1]
    left = np.log((matches.goals.sum(axis=0) + 1.5) / (rates.sum(axis=1) + 1.5))
    shots = matches.shots.reshape(2, 2, -1).sum(axis=1)
    shots = np.where(matches.has_shots, np.log((shots + 2.0) / (shots.mean(axis=1, keepdims=True) + 2.0)), np.nan)
    by_side = [recent_mean(values, matches, matches.clubs_of, half=60.0, prior=8.0) for values in (*shots, left)]
    by_league = recent_mean(left, matches, matches.competition[None], half=90.0, prior=40.0)
    late = matches.late

    def line(*more: Array) -> Array:
        return _fitted(np.column_stack([start, *more]), over, choice)

    return [
        ("shrunk (a line on the logit)", line()),
        ("shrunk, and a wave of the year", line(wave)),
        ("and its last rounds apart", line(wave, late)),
        ("and how uneven the sides are", line(wave, np.abs(ratio), ratio)),
        ("and lately more goals than forecast, by side", line(wave, by_side[2])),
        ("and lately more goals than forecast, by league", line(wave, by_league)),
        ("and lately more shots on and off target, by side", line(wave, *by_side[:2])),
        ("all of these", line(wave, late, np.abs(ratio), ratio, *by_side, by_league)),
        ("averaged over uncertain strengths", averaged(daily)),
        ("negative binomial total, k 50", nbinom.sf(2, 50.0, 50.0 / (50.0 + rates.sum(axis=1)))),
    ]


def recent_mean(values: Array, matches: Matches, groups: NDArray[np.intp], *, half: float, prior: float) -> Array:
    """Of each match, the sum over its groups of the weighted mean of earlier matches, newer ones weighing more.

    Args:
        values: of each match, shape (n,); NaN where it is not known.
        matches: in the order of days.
        groups: numbers, shape (groups of a match, n): both sides, or the league.
        half: days after which a match weighs half.
        prior: matches without deviation that are added.
    """
    sums, weights, last = (np.zeros(int(groups.max()) + 1) for _ in range(3))
    deviations = np.zeros(len(values))
    for at in matches.days(None, None):
        for match in at:
            for group in groups[:, match]:
                fade = 0.5 ** ((matches.day[match] - last[group]) / half)
                deviations[match] += sums[group] * fade / (weights[group] * fade + prior)
        for match in at:
            if np.isfinite(values[match]):
                for group in groups[:, match]:
                    fade = 0.5 ** ((matches.day[match] - last[group]) / half)
                    sums[group] = sums[group] * fade + values[match]
                    weights[group] = weights[group] * fade + 1.0
                    last[group] = matches.day[match]
    return deviations


def averaged(daily: Array) -> Array:
    """The probability of more than 2.5 goals, averaged over the uncertainty of both log rates."""
    points, weights = np.polynomial.hermite_e.hermegauss(7)
    weights = weights / weights.sum()
    deviations = np.sqrt(daily[:, 2:4])
    total = np.zeros(len(daily))
    for one, first in zip(points, weights, strict=True):
        for other, second in zip(points, weights, strict=True):
            rates = np.exp(daily[:, :2] + deviations * (one, other))
            total += first * second * poisson.sf(2, rates.sum(axis=1))
    return total


def _fitted(x: Array, over: NDArray[np.bool_], choice: NDArray[np.bool_]) -> Array:
    """Probabilities by a logistic line fitted on some of the matches, with a small ridge on all but the first two."""

    def loss(b: Array) -> float:
        z = x[choice] @ b
        return float(np.mean(np.logaddexp(0.0, z) - over[choice] * z) + RIDGE * (b[2:] ** 2).sum())

    first = np.zeros(x.shape[1])
    first[1] = 1.0
    probability: Array = 1.0 / (1.0 + np.exp(-x @ minimize(loss, first, method="BFGS").x))
    return probability


def _logs(probability: Array, over: NDArray[np.bool_]) -> Array:
    return np.asarray(-np.log(np.where(over, probability, 1.0 - probability)))


if __name__ == "__main__":
    main()
