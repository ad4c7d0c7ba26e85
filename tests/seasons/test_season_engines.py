"""The seam between the work and who does it: local processes, and a real Dask scheduler with workers of their own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from frontfoot.core.errors import FrontfootError
from frontfoot.seasons.engines import Dask, Here, Processes, WorkerLost, engine
from frontfoot.seasons.folder import open_folder
from frontfoot.seasons.run import season
from frontfoot.seasons.store import Store
from tests.seasons.season_help import die_on_three, die_once, square, tables, until


@pytest.mark.slow
@pytest.mark.parametrize("who", [Here(), Processes(2)])
def test_every_item_comes_back_once(who: Here | Processes) -> None:
    assert sorted(who.map(square, range(30))) == [(number, number * number) for number in range(30)]


def test_no_items_are_no_work() -> None:
    assert list(Processes(2).map(square, [])) == []


@pytest.mark.slow
def test_a_match_that_kills_its_worker_is_told_and_the_rest_goes_on() -> None:
    results = dict(Processes(2).map(die_on_three, range(12)))
    assert isinstance(results.pop(3), WorkerLost)
    assert results == {number: number for number in range(12) if number != 3}


@pytest.mark.slow
def test_a_worker_that_dies_once_loses_nothing(tmp_path: Path) -> None:
    marker = str(tmp_path / "died")
    results = dict(Processes(2).map(die_once, [(number, marker) for number in range(8)]))
    assert results == {(number, marker): number for number in range(8)}
    assert Path(marker).exists()


@pytest.mark.slow
def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(FrontfootError, match="both asked for"):
        engine(2, "tcp://127.0.0.1:1")
    with pytest.raises(FrontfootError, match="does not answer"):
        list(Dask("tcp://127.0.0.1:9", timeout="1s").map(square, [1]))


class Cluster:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        log = self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--no-jupyter")
        pattern = re.compile(r"Scheduler at:\s+(tcp://\S+)")
        until(lambda: pattern.search(log.read_text()) is not None)
        hit = pattern.search(log.read_text())
        assert hit is not None
        self.address = hit.group(1)
        self.workers = [self._worker(name) for name in ("one", "two")]

    def _worker(self, name: str) -> subprocess.Popen[bytes]:
        log = self._start(
            "worker", self.address, "--name", name, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--local-directory", str(self._folder / f"scratch-{name}"),
        )  # fmt: skip
        until(lambda: "Registered to" in log.read_text())
        return self._processes[-1]

    def _start(self, what: str, *arguments: str) -> Path:
        log = self._folder / f"{what}-{len(self._processes)}.log"
        command = [sys.executable, "-m", "distributed.cli.dask_" + what, *arguments]
        environment = {**os.environ, "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}
        with log.open("wb") as file:
            self._processes.append(subprocess.Popen(command, stdout=file, stderr=file, env=environment))
        return log

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'frontfoot[cluster]'")
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_cluster_whose_worker_is_killed_writes_the_same_bytes(
    cluster: Cluster, matches: Path, store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "store"
    with ThreadPoolExecutor(1) as thread:
        run = thread.submit(season, [matches], path, cluster=cluster.address)
        until(lambda: len(list(path.glob(".staging/*.match"))) >= 2 or run.done())
        assert not run.done()
        cluster.workers[0].send_signal(signal.SIGKILL)
        cluster.workers[0].wait()
        summary = run.result(timeout=120)
    assert (summary.added, summary.set_aside) == (9, ())
    assert tables(path) == tables(store)
    assert Store(path).read("matches").height == 9


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_worker_killed_while_it_writes_to_a_store_on_s3_leaves_the_same_bytes(
    matches: Path, store: Path, tmp_path: Path
) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'frontfoot[cluster]'")
    pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'frontfoot[cluster]'")
    moto = pytest.importorskip("moto.server", reason="moto is not installed")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        host, port = server.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        s3fs.S3FileSystem(skip_instance_cache=True).mkdir("cluster")
        cluster, folder = Cluster(tmp_path), open_folder("s3://cluster/store")
        try:
            with ThreadPoolExecutor(1) as thread:
                run = thread.submit(season, [matches], folder.address, cluster=cluster.address)
                until(lambda: len(folder.names(".staging")) >= 2 or run.done())
                assert not run.done()
                cluster.workers[0].send_signal(signal.SIGKILL)
                cluster.workers[0].wait()
                summary = run.result(timeout=120)
            assert (summary.added, summary.set_aside) == (9, ())
            here = {name: content for name, content in tables(store).items() if name != ".lock"}
            assert {name: folder.read(name) for name in folder.names()} == here
        finally:
            cluster.stop()
            server.stop()


def identity_of_worker(number: int) -> int:
    return os.getpid()


@pytest.mark.slow
def test_workers_are_kept_within_a_block_and_replaced_when_one_dies(tmp_path: Path) -> None:
    with Processes(1) as who:
        first = {worker for _, worker in who.map(identity_of_worker, range(3))}
        again = {worker for _, worker in who.map(identity_of_worker, range(3))}
        lost = dict(who.map(die_on_three, [3]))
        after = {worker for _, worker in who.map(identity_of_worker, range(3))}
    assert first == again
    assert len(first) == len(after) == 1
    assert first != after
    assert os.getpid() not in first | after
    assert isinstance(lost[3], WorkerLost)
