"""Where the results of a cup are looked for when no folder is named."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import frontfoot
from frontfoot.core.errors import InputError, ReadError
from frontfoot.cups import CupSeason, CupState
from frontfoot.cups.sources import results_folder

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


@pytest.mark.slow
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


@pytest.mark.slow
def test_another_competition_is_needed_only_until_its_clubs_have_entered(data: Path, nowhere: Path) -> None:
    alone = nowhere / "data"
    (alone / FILE).parent.mkdir(parents=True)
    for name in ("el.txt", "conf.txt"):
        shutil.copy((data / FILE).with_name(name), (alone / FILE).with_name(name))
    for day in (date(2024, 2, 22), date(2024, 4, 18)):
        whole, part = (CupState(CupSeason.read(folder, "uel", 2023), day) for folder in (data, alone))
        assert part.ties("QF" if day.month == 4 else "PO") == whole.ties("QF" if day.month == 4 else "PO") != []
        assert [part.drawn(entry.code) for entry in part.format.rounds] == [
            whole.drawn(entry.code) for entry in whole.format.rounds
        ]
    odds = [frontfoot.cup("uel", 2023, date=date(2024, 4, 18), draws=0)]
    shutil.copy(data / FILE, alone / FILE)
    odds.append(frontfoot.cup("uel", 2023, date=date(2024, 4, 18), draws=0))
    assert odds[0].champion == odds[1].champion
    (alone / FILE).unlink()
    with pytest.raises(
        ReadError, match="Clubs enter the UEFA Europa League 2023/24 from the UEFA Champions"
    ) as refused:
        frontfoot.cup("uel", 2023, date=date(2023, 12, 1), draws=0)
    assert refused.value.place.endswith(FILE)
