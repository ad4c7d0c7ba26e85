"""The match that the tests of several providers write in the provider's format and read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.match.load import load
from frontfoot.match.match import Match


@pytest.fixture(scope="module")
def original(kloppy_files: Path) -> Match:
    """StatsBomb's match 3788741."""
    return load(kloppy_files / "statsbomb_3788741_event.json", kloppy_files / "statsbomb_3788741_lineup.json")
