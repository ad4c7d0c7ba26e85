"""Every club of a store in one command: the pages of each as one by one, whoever does the work; the rest named."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

import frontfoot
from frontfoot.core.errors import FrontfootError
from frontfoot.reports.scouting.every import scout_all
from frontfoot.seasons.run import season
from tests.cli.commands import status_of

CLUBS = ("Barcelona", "Real Madrid")


@pytest.fixture(scope="module")
def store(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first matches of two clubs of La Liga 2017/18: enough for a page of either, too few for any other."""
    source, folder = data / "wyscout" / "la-liga", tmp_path_factory.mktemp("matches") / "la-liga"
    folder.mkdir()
    rows = list(csv.DictReader((source / "matches.csv").read_text(encoding="utf-8").splitlines()))
    for club in CLUBS:
        named = [row for row in rows if club in row["label"]]
        for row in named[:5]:
            shutil.copy(source / f"{row['match_id']}.json.gz", folder)
    shutil.copy(source / "matches.csv", folder)
    made = tmp_path_factory.mktemp("store") / "two"
    season([folder], made, workers=1)
    return made


@pytest.mark.slow
def test_each_club_has_the_page_that_it_has_alone(store: Path) -> None:
    outcomes = dict(scout_all(store, workers=1))
    assert list(outcomes) == sorted(outcomes)
    pages = {club: one for club, one in outcomes.items() if not isinstance(one, FrontfootError)}
    assert set(pages) == set(CLUBS)
    for club, one in pages.items():
        assert one.json() == frontfoot.scout(store, club).json()
    others = [one for one in outcomes.values() if isinstance(one, FrontfootError)]
    assert len(others) >= 6
    assert all("too few" in one.problem for one in others)


@pytest.mark.slow
def test_two_processes_give_the_same_in_the_same_order(store: Path) -> None:
    alone, together = (list(scout_all(store, workers=workers)) for workers in (1, 2))
    contents = [
        [one.html() if not isinstance(one, FrontfootError) else str(one) for _, one in result]
        for result in (alone, together)
    ]
    assert [club for club, _ in alone] == [club for club, _ in together]
    assert contents[0] == contents[1]


@pytest.mark.slow
def test_a_cluster_gives_the_same(store: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        outcomes = dict(scout_all(store, cluster=cluster.scheduler_address))
    for club in CLUBS:
        one = outcomes[club]
        assert not isinstance(one, FrontfootError)
        assert one.json() == frontfoot.scout(store, club).json()


@pytest.mark.slow
def test_the_command_writes_pages_and_names_the_clubs_without(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = status_of("scout", str(store), "--all", "--workers", "1", "--out", str(tmp_path), "--json")
    document = json.loads(capsys.readouterr().out)
    assert status == 2
    assert set(document["written"]) == set(CLUBS)
    assert all(Path(file).is_file() for files in document["written"].values() for file in files)
    assert len(list(tmp_path.glob("*.html"))) == len(CLUBS)
    assert all("too few" in error["problem"] for error in document["failed"].values())


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "No club is named"),
        (("--all", "Barcelona"), "every club"),
        (("--all", "--matches", "1"), "every club"),
        (("Barcelona", "--workers", "2"), "Workers make the pages of --all"),
        (("--all", "--competition", "Serie Z"), "no matches of Serie Z"),
    ],
)
def test_what_does_not_go_together_is_refused(
    store: Path, words: tuple[str, ...], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of("scout", str(store), *words) == 2
    assert problem in capsys.readouterr().err


def test_what_is_wrong_for_all_is_said_once(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--all", "--workers", "1", "--last", "0", "--out", str(store.parent / "none"))
    assert status_of("scout", str(store), *words) == 2
    assert capsys.readouterr().err.count("The last 0 matches are none") == 1
