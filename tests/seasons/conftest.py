"""A small season of real matches from two providers, and its store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from frontfoot.seasons.run import season

SERIE_A = range(2575959, 2575967)


@pytest.fixture(scope="session")
def matches(data: Path, kloppy_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight matches of Serie A 2017/18 (Wyscout) and one of StatsBomb with its line-ups and 360 frames."""
    folder = tmp_path_factory.mktemp("matches")
    (folder / "serie-a").mkdir()
    for number in SERIE_A:
        shutil.copy(data / "wyscout" / "serie-a" / f"{number}.json.gz", folder / "serie-a")
    shutil.copy(data / "wyscout" / "serie-a" / "matches.csv", folder / "serie-a")
    for part, name in {"event": "events", "lineup": "lineups", "360": "three-sixty"}.items():
        (folder / "statsbomb" / name).mkdir(parents=True)
        shutil.copy(
            kloppy_files / f"statsbomb_3788741_{part}.json", folder / "statsbomb" / name / f"{part}_3788741.json"
        )
    return folder


@pytest.fixture(scope="session")
def store(matches: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of those matches, made in one process."""
    path = tmp_path_factory.mktemp("season") / "store"
    summary = season([matches], path, workers=1)
    assert (summary.added, summary.total, summary.set_aside) == (9, 9, ())
    return path
