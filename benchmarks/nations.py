"""Forecasts of tournaments of nations against what happened: knock-outs at kick-off, tournaments from their first day.

    python -m benchmarks.nations DATA

Strengths are those shipped, of the last snapshot before each match; their scales were chosen on matches to 2010, so
every tournament here is kept aside. Prints tables in Markdown.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontfoot.cups import CupSeason, CupState
from frontfoot.cups.forecast import forecast, named_in_strengths
from frontfoot.cups.live import figure_of
from frontfoot.cups.pairings import Pairings
from frontfoot.goals.strengths.snapshots import shipped_on

EDITIONS = {
    "world-cup": (2014, 2018, 2022, 2026),
    "euro": (2016, 2020, 2024),
    "copa-america": (2016, 2024),
    "afcon": (2019, 2021, 2023, 2025),
    "gold-cup": (2019, 2021, 2023, 2025),
    "asian-cup": (2019, 2023),
    "nations-league": (2018, 2020, 2022, 2024),
}
SIMULATIONS = 5000


def ties(season: CupSeason) -> Iterator[tuple[float, bool]]:
    """Odds of the side named first at kick-off of every knock-out tie, and whether it won."""
    over = CupState(season, date.max)
    for entry in season.format.rounds:
        for ended in over.ties(entry.code):
            day = ended.days[0]
            assert day is not None
            state = CupState(season, day)
            known = next(tie for tie in state.ties(entry.code) if tie.clubs == ended.clubs)
            pairings = Pairings.of(
                shipped_on(state.day, kind=state.format.kind).at(state.day),
                known.clubs,
                named_in_strengths(state),
                draws=2,
                generator=np.random.default_rng(0),
            )
            odds = figure_of(known, pairings, None)
            assert odds is not None
            yield odds, ended.winner == known.clubs[0]


def scores(rows: list[tuple[float, bool]]) -> tuple[float, float]:
    """Mean log score, and its standard error."""
    each = np.array([-math.log(odds if won else 1.0 - odds) for odds, won in rows])
    return float(each.mean()), float(each.std(ddof=1) / math.sqrt(len(each)))


def slope(rows: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope of the log-odds that fits best, and its standard error; 1 is right, more is too cautious."""
    x = np.array([math.log(odds / (1.0 - odds)) for odds, _ in rows])
    y = np.array([won for _, won in rows], dtype=float)
    coefficient = 1.0
    for _ in range(50):
        likely = 1.0 / (1.0 + np.exp(-coefficient * x))
        coefficient += float(np.sum((y - likely) * x) / np.sum(likely * (1.0 - likely) * x * x))
    likely = 1.0 / (1.0 + np.exp(-coefficient * x))
    return coefficient, float(1.0 / np.sqrt(np.sum(likely * (1.0 - likely) * x * x)))


def from_the_eve(season: CupSeason) -> tuple[list[tuple[float, bool]], float, float]:
    """What was said on the first day: every side's odds of the first knock-out round and whether it got there.

    Then the odds that the later champion had of the title, and those of a side if all were alike.
    """
    state = CupState(season, min(match.day for match in season.phase))
    predicted = forecast(
        state, shipped_on(state.day, kind=state.format.kind).at(state.day), draws=100, simulations=SIMULATIONS
    )
    over = CupState(season, date.max)
    first = season.format.rounds[0].code
    there = {club for tie in over.ties(first) for club in tie.clubs}
    reach = [(min(max(predicted.reach[first].get(club, 0.0), 1e-4), 1 - 1e-4), club in there) for club in season.clubs]
    winner = over.ties("F")[0].winner
    assert winner is not None
    return reach, max(predicted.champion.get(winner, 0.0), 1.0 / SIMULATIONS), 1.0 / len(season.clubs)


def main(data: Path) -> None:
    """Print the tables."""
    known: dict[str, list[tuple[float, bool]]] = {}
    eve: list[tuple[str, list[tuple[float, bool]], float, float]] = []
    for code, years in EDITIONS.items():
        for year in years:
            season = CupSeason.read(data, code, year)
            known.setdefault(season.format.name, []).extend(ties(season))
            if season.phase:
                eve.append((season.format.title, *from_the_eve(season)))
    rows = [row for part in known.values() for row in part]
    print("| knock-outs at kick-off | ties | log score | even odds |\n|---|---:|---:|---:|")
    for name, part in (*known.items(), ("all", rows)):
        score, error = scores(part)
        print(f"| {name} | {len(part)} | {score:.3f} ± {error:.3f} | {math.log(2):.3f} |")
    print("\nslope of the log-odds {:.2f} ± {:.2f}".format(*slope(rows)))
    print("\n| from the first day | log score, out of the groups | base rate | odds of the later champion |")
    print("|---|---:|---:|---:|")
    everyone: list[tuple[float, bool]] = []
    titles: NDArray[np.float64] = np.array([-math.log(odds) for _, _, odds, _ in eve])
    flat: NDArray[np.float64] = np.array([-math.log(share) for *_, share in eve])
    for title, reach, odds, _ in eve:
        share = sum(there for _, there in reach) / len(reach)
        base = -share * math.log(share) - (1.0 - share) * math.log(1.0 - share)
        everyone += reach
        print(f"| {title} | {scores(reach)[0]:.3f} | {base:.3f} | {odds:.1%} |")
    print("\nout of the groups, slope {:.2f} ± {:.2f}".format(*slope(everyone)))
    print(f"title: log score {titles.mean():.2f}, all sides alike {flat.mean():.2f}, {len(eve)} tournaments")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
