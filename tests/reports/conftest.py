"""Real matches, read and told once for all tests of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.reports.document import Story
from frontfoot.reports.story import story_of


@pytest.fixture(scope="session")
def italy_match(kloppy_files: Path) -> Match:
    """Turkey - Italy 0-3, 2021-06-11, StatsBomb."""
    parts = ("event", "lineup")
    return load(*(kloppy_files / f"statsbomb_3788741_{part}.json" for part in parts))


@pytest.fixture(scope="session")
def italy(italy_match: Match) -> Story:
    return story_of(italy_match)


@pytest.fixture(scope="session")
def girona(kloppy_files: Path) -> Story:
    """Barcelona - Girona 2-2, 2018-09-23, StatsBomb."""
    return story_of(load(kloppy_files / "statsbomb_15986_event.json", kloppy_files / "statsbomb_15986_lineup.json"))


@pytest.fixture(scope="session")
def juventus(kloppy_files: Path) -> Story:
    """Juventus - Sampdoria 3-0, 2020-09-20, Wyscout v3."""
    return story_of(load(kloppy_files / "wyscout_events_v3.json"))
