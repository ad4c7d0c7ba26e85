"""Open data against a server that misbehaves: what is in the cache is whole and as published, or not there."""

from __future__ import annotations

import errno
import gzip
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.seasons.open_data import download as downloads
from frontfoot.seasons.open_data.download import NetworkError, Remote, download, git_hash
from frontfoot.seasons.open_data.get import DownloadSource
from frontfoot.seasons.open_data.sets import catalogue
from frontfoot.seasons.run import season
from tests.seasons.misbehaving import COMMIT, Server, blob

STATSBOMB, WYSCOUT, RESULTS = (
    "statsbomb/open-data", "koenvo/wyscout-soccer-match-event-dataset", "openfootball/football.json",
)  # fmt: skip
CONTENT = bytes(range(256)) * 2000
NAME = "big.json"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.files[RESULTS] = {
        "2023-24/en.1.json": b'{"name": "Premier League"}',
        "2022-23/en.1.json": b'{"name": "older"}',
        "2023-24/en.1.clubs.json": b"{}",
        "LICENSE.md": b"CC0",
        NAME: CONTENT,
    }
    yield server
    server.stop()


def remote(server: Server) -> Remote:
    return Remote(f"{server.address}/{RESULTS}/{COMMIT}/{NAME}", len(CONTENT), blob(CONTENT))


def source(server: Server, cache: Path, name: str = "openfootball") -> DownloadSource:
    return DownloadSource(name, cache, mirror=server.address, pause=0.01, silence=0.3)


def fetch(server: Server, path: Path) -> None:
    download(remote(server), path, pause=0.01, silence=0.3)


def test_checksums_are_those_of_git(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(CONTENT)
    result = subprocess.run(["git", "hash-object", str(tmp_path / "file")], capture_output=True, text=True, check=True)
    assert git_hash(CONTENT) == result.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    "moods",
    [[], ["cut"], ["cut", "cut", "cut"], ["short"], ["500"], ["503", "429", "cut"], ["wrong"], ["longer"], ["silent"]],
    ids=" ".join,
)
@pytest.mark.parametrize("ranges", [True, False], ids=["resumes", "starts anew"])
def test_a_file_comes_whole_whatever_the_server_does(
    server: Server, tmp_path: Path, moods: list[str], ranges: bool
) -> None:
    server.moods[NAME], server.ranges = list(moods), ranges
    if not ranges and moods == ["cut", "cut", "cut"]:
        server.moods[NAME] = ["cut", "cut"]
    fetch(server, tmp_path / "x" / NAME)
    assert (tmp_path / "x" / NAME).read_bytes() == CONTENT
    assert [path.name for path in (tmp_path / "x").iterdir()] == [NAME]


@pytest.mark.slow
def test_a_broken_download_is_continued_where_it_broke(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.partial").write_bytes(CONTENT[:1000])
    fetch(server, tmp_path / NAME)
    assert server.asked == [(NAME, "bytes=1000-")]
    assert (tmp_path / NAME).read_bytes() == CONTENT


@pytest.mark.slow
def test_a_partial_of_another_file_is_thrown_away(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.partial").write_bytes(b"z" * 1000)
    fetch(server, tmp_path / NAME)
    assert (tmp_path / NAME).read_bytes() == CONTENT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mood", "words"),
    [("wrong", "not the one that its repository describes"), ("500", "status 500"), ("404", "status 404"),
     ("cut", "not the one|broke off"), ("silent", "cannot be reached or broke off")],
)  # fmt: skip
def test_a_server_that_never_gets_well_leaves_the_old_file(
    server: Server, tmp_path: Path, mood: str, words: str
) -> None:
    (tmp_path / NAME).write_bytes(b"old")
    server.moods[NAME], server.ranges = [mood] * 20, False
    with pytest.raises(NetworkError, match=words) as caught:
        fetch(server, tmp_path / NAME)
    assert caught.value.remedy
    assert (tmp_path / NAME).read_bytes() == b"old"


def test_no_network_is_said(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(NetworkError, match="cannot be reached") as caught:
        DownloadSource("openfootball", tmp_path, mirror=f"http://127.0.0.1:{port}", pause=0.01)
    assert "Check the network" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_something_in_between_that_answers_is_said(server: Server, tmp_path: Path) -> None:
    server.moods[f"/repos/{RESULTS}/commits/master"] = ["wrong"]
    with pytest.raises(NetworkError, match="no list of a repository"):
        source(server, tmp_path)


@pytest.mark.slow
def test_a_full_disk_is_said_and_nothing_half_is_left(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Remote, partial: Path, *_: Any) -> None:
        partial.write_bytes(b"as far as it went")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(downloads, "_fetch", full)
    with pytest.raises(FrontfootError, match="No space left on device") as caught:
        fetch(server, tmp_path / NAME)
    assert "for the cache" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_set_comes_with_its_licence_and_only_once(server: Server, tmp_path: Path) -> None:
    steps: list[tuple[int, int, int]] = []
    got = source(server, tmp_path).get("en.1", "2023/24", progress=lambda *now: steps.append(now))
    assert (got.fetched, got.present, got.mended) == (2, 0, ())
    assert steps[-1][:2] == (2, 2)
    assert (got.folder / "2023-24" / "en.1.json").read_bytes() == b'{"name": "Premier League"}'
    assert "CC0" in (got.folder / "LICENCE.txt").read_text(encoding="utf-8")
    assert (got.folder / "LICENCE-LICENSE.md").read_bytes() == b"CC0"
    again = source(server, tmp_path).get("EN.1")
    assert (again.fetched, again.present) == (1, 2)


@pytest.mark.slow
def test_a_file_changed_in_the_cache_is_mended_and_named(server: Server, tmp_path: Path) -> None:
    path = source(server, tmp_path).get("en.1", "2023/24").folder / "2023-24" / "en.1.json"
    path.write_bytes(b'{"name": "premier League"}')
    got = source(server, tmp_path).get("en.1", "2023/24")
    assert got.mended == (path,)
    assert path.read_bytes() == b'{"name": "Premier League"}'


@pytest.mark.slow
def test_a_file_that_is_not_as_published_is_never_taken(server: Server, tmp_path: Path) -> None:
    server.moods["2023-24/en.1.json"] = ["wrong"] * 20
    with pytest.raises(NetworkError, match="not the one that its repository describes"):
        source(server, tmp_path).get("en.1", "2023/24")
    assert not (tmp_path / "openfootball" / "2023-24" / "en.1.json").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("competition", "year"), [("en.9", None), ("en.1", "1888/89")])
def test_what_a_set_does_not_have_is_said(server: Server, tmp_path: Path, competition: str, year: str | None) -> None:
    with pytest.raises(InputError, match="The set has no") as caught:
        source(server, tmp_path).get(competition, year)
    assert caught.value.remedy.startswith("It has: ")
    with pytest.raises(InputError, match="no open set 'opta'"):
        DownloadSource("opta", tmp_path)


@pytest.mark.slow
def test_statsbomb_comes_by_competition_ready_for_the_season(
    server: Server, tmp_path: Path, kloppy_files: Path
) -> None:
    listed = {"match_id": 3788741, "match_date": "2021-06-11", "home_score": 0, "away_score": 3,
              "competition": {"competition_id": 55, "country_name": "Europe", "competition_name": "UEFA Euro"},
              "season": {"season_id": 43, "season_name": "2020"},
              "home_team": {"home_team_id": 909, "home_team_name": "Turkey"},
              "away_team": {"away_team_id": 914, "away_team_name": "Italy"}}  # fmt: skip
    names = {"competition_id": 55, "season_id": 43, "competition_name": "UEFA Euro", "season_name": "2020"}
    other = {"competition_id": 11, "season_id": 1, "competition_name": "La Liga", "season_name": "2017/2018"}
    server.files[STATSBOMB] = {
        "LICENSE.pdf": b"%PDF terms",
        "data/competitions.json": json.dumps([names, other]).encode(),
        "data/matches/55/43.json": json.dumps([listed]).encode(),
        "data/matches/11/1.json": b"[]",
    }
    for folder, part in {"events": "event", "lineups": "lineup", "three-sixty": "360"}.items():
        content = (kloppy_files / f"statsbomb_3788741_{part}.json").read_bytes()
        server.files[STATSBOMB][f"data/{folder}/3788741.json"] = content
    assert [part.competition for part in source(server, tmp_path, "statsbomb").parts()] == ["La Liga", "UEFA Euro"]
    got = source(server, tmp_path, "statsbomb").get("UEFA Euro")
    assert got.fetched == 5
    summary = season([got.folder], tmp_path / "store", workers=1)
    assert (summary.total, summary.set_aside) == (1, ())
    assert (tmp_path / "store" / "minutes" / "competition=UEFA%20Euro" / "season=2020" / "part.parquet").exists()


@pytest.mark.slow
def test_wyscout_comes_sorted_into_its_leagues(server: Server, tmp_path: Path, data: Path) -> None:
    raw = gzip.decompress((data / "wyscout" / "serie-a" / "2575959.json.gz").read_bytes())
    server.files[WYSCOUT] = {
        "README.md": b"The data sets are released under the CC BY 4.0 License.",
        "processed-v2/README.md": (
            b"\n| ID | Label | Date | Source file |\n|----|-------|------|-------------|\n"
            b"|[2575959](files/2575959.json)|Atalanta - Roma, 0 - 1|August 20, 2017 at 6:00:00 PM GMT+2|"
            b"matches_Italy.json|\n"
            b"|[2499719](files/2499719.json)|Arsenal - Leicester City, 4 - 3|August 11, 2017 at 8:45:00 PM GMT+2|"
            b"matches_England.json|\n"
        ),
        "processed-v2/files/2575959.json": raw,
        "processed-v2/files/2499719.json": b"{}",
    }
    got = source(server, tmp_path, "wyscout-2017-18").get("Serie A")
    assert season([got.folder], tmp_path / "store", workers=1).total == 1
    assert (tmp_path / "store" / "events" / "competition=Serie%20A" / "season=2017%2F18" / "part.parquet").exists()
    assert not (got.folder / "premier-league").exists()


@pytest.mark.slow
def test_the_command_shows_licences_and_fetches(server: Server, tmp_path: Path) -> None:
    base = [sys.executable, "-c", "from frontfoot.cli import main; main()", "data"]
    shown = subprocess.run([*base, "list"], capture_output=True, text=True, check=True).stdout
    assert all(name in shown for name in catalogue())
    assert "CC BY 4.0" in shown
    more = ["openfootball", "--cache", str(tmp_path), "--mirror", server.address]
    assert "2023/24" in subprocess.run([*base, "list", *more], capture_output=True, text=True, check=True).stdout
    done = subprocess.run([*base, "get", *more], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "CC0" in done.stderr
    assert "3 files fetched" in done.stdout
    shutil.rmtree(tmp_path / "openfootball")
