"""Where the results of a cup are looked for when no folder is named."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.cups.folder import results_folder

FILE = "europe/2023-24/cl.txt"


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without results, to which nothing else leads."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.delenv("FRONTFOOT_DATA", raising=False)
    monkeypatch.setenv("FRONTFOOT_CACHE", str(tmp_path / "cache"))
    return here


def placed(data: Path, folder: Path) -> Path:
    (folder / FILE).parent.mkdir(parents=True)
    shutil.copy(data / FILE, folder / FILE)
    return folder


def test_what_was_fetched_is_found(data: Path, nowhere: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run `frontfoot update` first"):
        results_folder("ucl", 2023)
    fetched = placed(data, tmp_path / "cache" / "results-of-the-season")
    assert results_folder("ucl", 2023) == fetched
    (fetched / "record.json").write_text('{"cl": {"fetched": "2024-04-17"}}', encoding="utf-8")
    odds = frontfoot.cup("ucl", 2023, date=date(2024, 4, 17), draws=0)
    same = placed(data, tmp_path / "elsewhere")
    assert odds.champion == frontfoot.cup("ucl", 2023, same, date=date(2024, 4, 17), draws=0).champion
    assert (nowhere / placed(data, nowhere / "data")).samefile(results_folder("ucl", 2023))


def test_a_folder_without_the_season_does_not_hide_the_one_with_it(data: Path, nowhere: Path, tmp_path: Path) -> None:
    (nowhere / "data" / "europe" / "2019-20").mkdir(parents=True)
    fetched = placed(data, tmp_path / "cache" / "results-of-the-season")
    assert results_folder("ucl", 2023) == fetched
    with pytest.raises(InputError, match=r"holds the UEFA Europa League 2023"):
        results_folder("uel", 2023)
