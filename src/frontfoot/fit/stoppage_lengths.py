"""Lengths of stoppages: measured in one season, and scaled for other eras by the minutes of goals.

The Wyscout files of 2017/18 have the time of every touch, the last of which gives the length of each half. For other
seasons only the minutes of goals are known (90+4); the measured lengths are multiplied by a factor per era, that of
highest likelihood for those goals (Poisson in every minute of stoppage, at one rate a minute for all eras).
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import ReadError
from frontfoot.fit.exposure import STOPPAGE_MINUTES
from frontfoot.fit.goal_times import GoalTimes
from frontfoot.goals.clock import HALF

# First season of each era: video referees came from 2017, five substitutes in 2020, the count of lost time in 2022.
ERAS = (2010, 2017, 2019, 2022)
MEASURED = 2017
STEP = 15.0
# From the last touch that is recorded to the whistle, seconds: half the mean gap between touches in Wyscout files.
AFTER_LAST_TOUCH = 6.0


class _Event(msgspec.Struct):
    matchPeriod: str  # noqa: N815 (Wyscout's name)
    eventSec: float  # noqa: N815


class _Events(msgspec.Struct):
    events: list[_Event]


def measured(folder: Path) -> Floats:
    """Lengths of the stoppages of both halves in seconds, shape (matches, 2), from the folder `wyscout`."""
    import gzip

    decode = msgspec.json.Decoder(_Events).decode
    lengths = []
    for path in sorted(folder.glob("*/*.json.gz")):
        last = {"1H": 0.0, "2H": 0.0}
        try:
            with gzip.open(path) as file:
                events = decode(file.read()).events
        except (OSError, EOFError, msgspec.DecodeError) as error:
            raise ReadError(
                f"Not a file of Wyscout events ({error})", place=str(path), remedy="Fetch the file again"
            ) from None
        for event in events:
            if event.matchPeriod in last:
                last[event.matchPeriod] = max(last[event.matchPeriod], event.eventSec)
        lengths.append((last["1H"], last["2H"]))
    if not lengths:
        raise ReadError("No Wyscout matches found", place=str(folder), remedy="Name the folder of open data")
    return np.maximum(np.array(lengths) - HALF + AFTER_LAST_TOUCH, 0.0)


def survival(lengths: Floats) -> Floats:
    """Mean share of each minute of stoppage that is played, shape (STOPPAGE_MINUTES,), from lengths in seconds."""
    minutes = np.arange(STOPPAGE_MINUTES)
    table: Floats = np.clip(lengths[:, None] / 60.0 - minutes, 0.0, 1.0).mean(axis=0)
    return table


def era(season: int) -> int:
    """The era of a season, by its first season; seasons before the first era count to it."""
    return max([first for first in ERAS if first <= season], default=ERAS[0])


def stretch_factors(times: GoalTimes, lengths: Floats) -> dict[int, tuple[float, float]]:
    """Factors on the measured lengths by era, for the first and the second half."""
    grid = np.arange(0.6, 2.2, 0.01)
    factors: dict[int, list[float]] = {first: [] for first in ERAS}
    for period in (1, 2):
        tables = np.stack([survival(factor * lengths[:, period - 1]) for factor in grid])
        counts = {first: _counts(times, first, period) for first in ERAS}
        # The measured era has factor one, which fixes the rate given all eras' goals; two rounds are plenty.
        goals, matches = counts[era(MEASURED)]
        rate = goals.sum() / (matches * survival(lengths[:, period - 1]).sum())
        for _ in range(20):
            best = {first: grid[int(np.argmax(_likelihood(*counts[first], rate, tables)))] for first in ERAS}
            best[era(MEASURED)] = 1.0
            played = sum(counts[first][1] * survival(best[first] * lengths[:, period - 1]).sum() for first in ERAS)
            rate = sum(counts[first][0].sum() for first in ERAS) / played
        for first in ERAS:
            factors[first].append(round(float(best[first]), 2))
    return {first: (pair[0], pair[1]) for first, pair in factors.items()}


def _likelihood(goals: Floats, matches: int, rate: float, tables: Floats) -> Floats:
    mean = np.maximum(matches * rate * tables, 1e-9)
    total: Floats = (goals * np.log(mean) - mean).sum(axis=1)
    return total


def _counts(times: GoalTimes, first: int, period: int) -> tuple[Floats, int]:
    import polars as pl

    seasons = [season for season in times.matches["season"].unique() if season >= ERAS[0] and era(season) == first]
    matches = times.matches.filter(pl.col("season").is_in(seasons))
    added = (
        times.goals()
        .join(matches.select("match"), on="match")
        .filter((pl.col("period") == period) & (pl.col("added") > 0))["added"]
        .to_numpy()
    )
    return np.bincount(np.minimum(added, STOPPAGE_MINUTES) - 1, minlength=STOPPAGE_MINUTES).astype(float), len(matches)


def histogram(lengths: Floats) -> dict[str, list[float]]:
    """Lengths in steps of `STEP` seconds, as the fitted file keeps them: `lengths` (middles) and `weights`."""
    top = np.ceil(lengths.max() / STEP + 1) * STEP
    counts, edges = np.histogram(lengths, bins=np.arange(0.0, top + STEP, STEP))
    keep = counts > 0
    middles = (edges[:-1] + STEP / 2.0)[keep]
    return {"lengths": middles.tolist(), "weights": [round(float(w), 6) for w in (counts / counts.sum())[keep]]}
