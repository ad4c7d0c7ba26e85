"""Runs: the same bytes whatever happens on the way, and nothing that stops the rest."""

from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.seasons import folder as folders
from frontfoot.seasons.layout import locked
from frontfoot.seasons.run import season
from frontfoot.seasons.sources import find_matches
from frontfoot.seasons.staging import stage
from frontfoot.seasons.store import Store
from frontfoot.seasons.tasks import Task
from tests.seasons.season_help import tables, until

COMMAND = [sys.executable, "-c", "from frontfoot.cli import main; main()", "season"]


def valid(store: Path) -> set[str]:
    """Every table can be read whole and every match of `matches` stands in all; the matches."""
    opened = Store(store)
    if not opened.partitions():
        return set()
    listed = set(opened.read("matches")["match_id"])
    for table in ("events", "players", "chances", "minutes", "style", "approach"):
        assert listed <= set(opened.read(table)["match_id"]), table
    return listed


@pytest.mark.slow
def test_two_workers_write_the_same_bytes(matches: Path, store: Path, tmp_path: Path) -> None:
    season([matches], tmp_path / "two", workers=2)
    assert tables(tmp_path / "two") == tables(store)


@pytest.mark.slow
def test_added_bit_by_bit_gives_the_same_bytes(matches: Path, store: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    (first / "serie-a").mkdir(parents=True)
    shutil.copy(matches / "serie-a" / "matches.csv", first / "serie-a")
    for number in (2575962, 2575965):
        shutil.copy(matches / "serie-a" / f"{number}.json.gz", first / "serie-a")
    assert season([first], tmp_path / "store", workers=1).added == 2
    summary = season([matches], tmp_path / "store", workers=1)
    assert (summary.added, summary.skipped, summary.total) == (7, 2, 9)
    assert tables(tmp_path / "store") == tables(store)


def test_done_matches_are_not_read_again(matches: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(*_: object) -> None:
        raise AssertionError("a match that is done was measured again")

    monkeypatch.setattr("frontfoot.seasons.staging.load", measured)
    before = tables(store)
    summary = season([matches], store, workers=1)
    assert (summary.added, summary.skipped, summary.total) == (0, 9, 9)
    assert tables(store) == before


def copy(matches: Path, to: Path, *numbers: int) -> Path:
    (to / "serie-a").mkdir(parents=True)
    shutil.copy(matches / "serie-a" / "matches.csv", to / "serie-a")
    for number in numbers:
        shutil.copy(matches / "serie-a" / f"{number}.json.gz", to / "serie-a")
    return to / "serie-a"


@pytest.mark.slow
def test_a_changed_file_replaces_its_match(matches: Path, tmp_path: Path) -> None:
    folder = copy(matches, tmp_path, 2575959, 2575960)
    season([folder], tmp_path / "store", workers=1)
    path = folder / "2575959.json.gz"
    document = json.loads(gzip.decompress(path.read_bytes()))
    document["events"] = document["events"][:-20]
    path.write_bytes(gzip.compress(json.dumps(document).encode()))
    before = Store(tmp_path / "store").read("events").group_by("match_id").len().sort("match_id")["len"]
    summary = season([folder], tmp_path / "store", workers=1)
    after = Store(tmp_path / "store").read("events").group_by("match_id").len().sort("match_id")["len"]
    assert (summary.added, summary.skipped, summary.total) == (1, 1, 2)
    assert after[0] < before[0]
    assert after[1] == before[1]


@pytest.mark.slow
def test_a_changed_line_in_the_list_moves_the_match(matches: Path, tmp_path: Path) -> None:
    folder = copy(matches, tmp_path, 2575959, 2575960)
    season([folder], tmp_path / "store", workers=1)
    listing = (folder / "matches.csv").read_text(encoding="utf-8")
    moved = listing.replace(
        '2575959,"Atalanta - Roma, 0 - 1","August 20, 2017', '2575959,"Atalanta - Roma, 0 - 1","August 20, 2018'
    )
    assert moved != listing
    (folder / "matches.csv").write_text(moved, encoding="utf-8")
    assert season([folder], tmp_path / "store", workers=1).added == 1
    rows = Store(tmp_path / "store").read("matches").select("match_id", "season").sort("match_id")
    assert rows.rows() == [("2575959", "2018/19"), ("2575960", "2017/18")]
    os.remove(folder / "2575960.json.gz")  # noqa: PTH107
    assert season([folder], tmp_path / "store", workers=1).total == 2, "what stands stays when its file goes"


@pytest.mark.slow
def test_an_emptied_partition_goes(matches: Path, tmp_path: Path) -> None:
    folder = copy(matches, tmp_path, 2575959)
    season([folder], tmp_path / "store", workers=1)
    listing = (folder / "matches.csv").read_text(encoding="utf-8")
    (folder / "matches.csv").write_text(listing.replace("2017 at", "2018 at"), encoding="utf-8")
    season([folder], tmp_path / "store", workers=1)
    assert Store(tmp_path / "store").partitions() == [("Serie A", "2018/19")]
    assert valid(tmp_path / "store") == {"2575959"}


@pytest.mark.slow
def test_broken_files_are_set_aside_and_stop_nothing(matches: Path, tmp_path: Path) -> None:
    folder = copy(matches, tmp_path, 2575959, 2575960)
    whole = (folder / "2575960.json.gz").read_bytes()
    (folder / "100.json.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "101.json").write_bytes(b"")
    (folder / "102.json").write_text("<html>Not found</html>")
    (folder / "103.json").write_text('{"events": [{"eventSec": 1, "matchPeriod": "1H"}]}')
    (folder / "104.zip").write_bytes(b"PK\x03\x04" + bytes(50))
    (folder / "105.json.gz").write_bytes(
        gzip.compress(gzip.decompress(whole).replace(b'"eventSec"', b'"eventSec" ', 1))
    )
    (folder / "README.md").write_text("Not a match.")
    (folder / "2575960.lineup.json").write_text('[{"team_id": 1, "lineup": [], "player_id": 2}]')
    summary = season([folder], tmp_path / "store", workers=2)
    assert valid(tmp_path / "store") == {"2575959", "2575960"}
    aside = {Path(item.files[0]).name: item.problem for item in summary.set_aside}
    assert set(aside) >= {"100.json.gz", "101.json", "102.json", "103.json", "104.zip"}
    assert "truncated or damaged" in aside["100.json.gz"]
    assert aside["101.json"] == "The file is empty"
    assert "105.json.gz" in aside or "2575960.json.gz" in aside, "the same match twice, with another content"
    assert summary.ignored == 2
    document = json.loads((tmp_path / "store" / "set_aside.json").read_bytes())
    assert [item["files"] for item in document] == [list(item.files) for item in summary.set_aside]


@pytest.mark.slow
def test_the_same_match_in_two_files_keeps_the_first_for_good(matches: Path, tmp_path: Path) -> None:
    folder = copy(matches, tmp_path, 2575959)
    content = gzip.decompress((folder / "2575959.json.gz").read_bytes())
    (folder / "3000000.json").write_bytes(content.replace(b'"eventSec":', b'"eventSec": ', 1))
    results = [season([folder], tmp_path / "store", workers=1) for _ in range(3)]
    assert [result.added for result in results] == [1, 0, 0]
    for result in results:
        assert [Path(item.files[0]).name for item in result.set_aside] == ["3000000.json"]
        assert "hold the same match" in result.set_aside[0].problem


@pytest.mark.slow
@pytest.mark.parametrize("moves", range(7))
def test_stopped_while_tables_are_put_in_place(
    matches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    folder = copy(matches, tmp_path, 2575959)
    season([folder], tmp_path / "whole", workers=1)
    shutil.copy(matches / "serie-a" / "2575960.json.gz", folder)
    shutil.copytree(tmp_path / "whole", tmp_path / "broken")
    season([folder], tmp_path / "whole", workers=1)
    left = [moves]
    real = folders._Local.move

    def move(self: Any, name: str, to: str) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        real(self, name, to)

    monkeypatch.setattr(folders._Local, "move", move)
    if moves < 6:
        with pytest.raises(KeyboardInterrupt):
            season([folder], tmp_path / "broken", workers=1)
        assert valid(tmp_path / "broken") == {"2575959"}
    monkeypatch.setattr(folders._Local, "move", real)
    season([folder], tmp_path / "broken", workers=1)
    assert tables(tmp_path / "broken") == tables(tmp_path / "whole")


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_and_started_again(
    matches: Path, store: Path, tmp_path: Path, how: signal.Signals
) -> None:
    path = tmp_path / "store"
    command = [*COMMAND, str(matches), "--store", str(path), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    until(lambda: len(list(path.glob(".staging/*.match"))) >= 3 or process.poll() is not None)
    assert process.poll() is None, process.stderr.read() if process.stderr else ""
    process.send_signal(how)
    _, output = process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 130)
    assert b"Traceback" not in output
    staged = len(list(path.glob(".staging/*.match")))
    assert 3 <= staged <= 9
    assert valid(path) == set()
    season([matches], path, workers=1)
    assert tables(path) == tables(store)


@pytest.mark.slow
def test_what_a_loss_of_power_left_damaged_is_measured_again(matches: Path, tmp_path: Path) -> None:
    task = Task(find_matches([copy(matches, tmp_path, 2575959)]).matches[0], str(tmp_path / "store"))
    staged = stage(task)
    path = next((tmp_path / "store" / ".staging").iterdir())
    whole = path.read_bytes()
    middle = len(whole) // 2
    for damaged in (b"", whole[:-1], whole[:middle], whole[:middle] + bytes(4096) + whole[middle + 4096 :]):
        path.write_bytes(damaged)
        assert stage(task) == staged
        assert path.read_bytes() == whole


@pytest.mark.slow
def test_a_full_disk_is_said_and_leaves_the_store_whole(
    matches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(matches, tmp_path, 2575959)
    season([folder], tmp_path / "store", workers=1)
    before = tables(tmp_path / "store")
    shutil.copy(matches / "serie-a" / "2575960.json.gz", folder)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FrontfootError, match="No space left on device") as caught:
        season([folder], tmp_path / "store", workers=1)
    assert "Make room" in caught.value.remedy
    after = tables(tmp_path / "store")
    assert {name: after[name] for name in before} == before
    assert all(name.startswith(".staging/") for name in after.keys() - before.keys()), (
        "what the next run continues with"
    )
    monkeypatch.undo()
    assert season([folder], tmp_path / "store", workers=1).total == 2


def test_a_second_run_on_the_same_store_is_refused(store: Path, matches: Path) -> None:
    with locked(folders.open_folder(str(store))), pytest.raises(FrontfootError, match="Another run is writing"):
        season([matches], store, workers=1)


def test_a_folder_of_something_else_is_not_written_into(matches: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("do not touch")
    with pytest.raises(InputError, match="not empty and is no store"):
        season([matches], tmp_path, workers=1)
    with pytest.raises(InputError, match="no such folder"):
        season([tmp_path / "none"], tmp_path / "store")
    with pytest.raises(FrontfootError, match="0 workers"):
        season([matches], tmp_path / "store", workers=0)


@pytest.mark.slow
def test_the_command_says_what_it_did(matches: Path, tmp_path: Path) -> None:
    command = [*COMMAND, str(matches), "--store", str(tmp_path / "store"), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "9 matches in the store: 9 added now" in done.stdout
    (tmp_path / "empty").mkdir()
    nothing = subprocess.run([*COMMAND, str(tmp_path / "empty"), "--store", str(tmp_path / "none")], check=False)
    assert nothing.returncode == 2
    assert pl.read_parquet(tmp_path / "store" / "minutes", hive_partitioning=True).height > 1500
