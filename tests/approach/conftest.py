"""Matches and counts that several tests of the approach share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from frontfoot.approach.counts import minute_counts
from frontfoot.match.load import load
from frontfoot.match.match import Match
from tests.approach.approach_matches import build


@pytest.fixture(scope="session")
def hand_made() -> Callable[..., Match]:
    return build


def _league(data: Path, league: str) -> pl.DataFrame:
    files = sorted((data / "wyscout" / league).glob("*.json.gz"))
    if not files:
        pytest.skip(f"no Wyscout matches of {league} under {data}")
    labels = pl.lit(league).alias("competition"), pl.lit("2017/18").alias("season")
    return pl.concat([minute_counts(load(file)).with_columns(*labels) for file in files])


@pytest.fixture(scope="session")
def serie_a(data: Path) -> pl.DataFrame:
    """Minute counts of all 380 matches of Serie A 2017/18."""
    return _league(data, "serie-a")


@pytest.fixture(scope="session")
def premier_league(data: Path) -> pl.DataFrame:
    """Minute counts of all 380 matches of the Premier League 2017/18."""
    return _league(data, "premier-league")


@pytest.fixture(scope="session")
def some_files(data: Path) -> list[Path]:
    """A few matches of each league."""
    files = [sorted((data / "wyscout" / name).glob("*.json.gz"))[5:65:30] for name in ("la-liga", "ligue-1", "serie-a")]
    found = [file for group in files for file in group]
    if not found:
        pytest.skip(f"no Wyscout matches under {data}")
    return found
