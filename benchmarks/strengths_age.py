"""How much less sure strengths become with their age, and whether that is how far they move. Prints Markdown.

    python -m benchmarks.strengths_age DATA_FOLDER

Shipped snapshots of 10, 100 and 200 days before a match or more, against strengths updated to its morning, in the kept
seasons. If the growth of the variance is right, the mean squared movement of a log rate is the variance that the
results in between have taken away.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.forecasts import Array, Forecasts, of_clubs
from benchmarks.tie_data import AWAY_GOALS_TO, Case, Known, recent
from benchmarks.tie_scores import log_scores, odds_of, row, slope
from frontfoot.core.errors import FrontfootError
from frontfoot.fit.strengths_scores import FIVE
from frontfoot.goals.strengths import Scales, Strengths
from frontfoot.goals.strengths.filter import as_date
from frontfoot.goals.strengths.snapshots import shipped_on
from frontfoot.ties import Situation
from frontfoot.ties.odds import Model

AGES = (10, 100, 200)


def aged(age: int) -> Known:
    """The newest shipped strengths at least so many days old."""

    def known(results: pl.DataFrame, days: Sequence[date]) -> Iterator[Strengths | None]:
        for day in days:
            yield shipped_on(day - timedelta(days=age)).at(day)

    return known


def movement(forecasts: Forecasts, age: int) -> Array:
    """Of home sides of league matches, shape (n, 4): age, variance then and now, squared movement of log rates."""
    matches = forecasts.matches
    inside = np.isin(forecasts.names, FIVE) & (matches.season > AWAY_GOALS_TO) & np.isfinite(forecasts.daily[:, 0])
    rows = []
    for day in np.unique(matches.day[inside]):
        on = as_date(int(day))
        strengths = shipped_on(on - timedelta(days=age)).at(on)
        for i in np.flatnonzero(inside & (matches.day == day)):
            home, away = (matches.clubs[number] for number in matches.clubs_of[:, i])
            try:
                mean, covariance = strengths.log_rates(home, away, str(forecasts.names[i]))
            except FrontfootError:
                continue
            moved = forecasts.daily[i, :2] - Scales().late * matches.late[i] - mean
            rows += [(strengths.age, covariance[k, k], forecasts.daily[i, 2 + k], moved[k] ** 2) for k in (0, 1)]
    return np.array(rows)


def width(cases: Sequence[Case]) -> float:
    """Mean width of the 90% intervals of the home side's odds before the second legs."""
    intervals = (Model(case.leg.tie(), case.rates).ask(Situation(2)).interval[case.leg.home] for case in cases)
    return float(np.mean([high - low for low, high in intervals]))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of open data")
    data = parser.parse_args().data
    results = of_clubs(data)
    print(
        row(
            "at least",
            "mean age",
            "deviation of a log rate",
            "moved since",
            "expected",
            "90% interval",
            "log score",
            "slope",
        )
    )
    print(row("---", *["---:"] * 7))
    for age in AGES:
        days, then, now, moved = movement(results, age).T
        cases, _ = recent(data, aged(age))
        odds, truth = odds_of(cases, (0,))[:, 0], np.array([float(case.through) for case in cases])
        value, error = slope(odds, truth)
        cells = (f"{days.mean():.0f} days", f"{np.sqrt(then.mean()):.3f}", f"{np.sqrt(moved.mean()):.3f}")
        expected, score = np.sqrt(max((then - now).mean(), 0.0)), log_scores(odds, truth).mean()
        print(
            row(
                f"{age} days",
                *cells,
                f"{expected:.3f}",
                f"{width(cases):.3f}",
                f"{score:.4f}",
                f"{value:.2f} ± {error:.2f}",
            )
        )


if __name__ == "__main__":
    main()
