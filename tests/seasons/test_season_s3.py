"""A store on S3, as moto's server on this machine plays it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.seasons.folder import open_folder
from frontfoot.seasons.run import season
from frontfoot.seasons.store import Store
from tests.seasons.season_help import tables

BUCKET = "s3://league"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an empty bucket."""
    pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'frontfoot[cluster]'")
    moto = pytest.importorskip("moto.server", reason="moto is not installed")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        import s3fs

        # fsspec keeps one file system for one set of arguments, whatever the address in the environment was then.
        s3fs.S3FileSystem.clear_instance_cache()
        s3fs.S3FileSystem(skip_instance_cache=True).mkdir("league")
        yield BUCKET
        s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.mark.slow
def test_a_folder_on_s3_behaves_as_one_here(s3: str, tmp_path: Path) -> None:
    for folder in (open_folder(f"{s3}/behaves"), open_folder(str(tmp_path / "behaves"))):
        assert folder.names() == []
        assert folder.read("a/b c=1%2F2/x") is None
        folder.write("a/b c=1%2F2/x", b"one")
        folder.write("a/b c=1%2F2/x", b"two")
        folder.write("z", b"")
        folder.move("a/b c=1%2F2/x", "a/y")
        assert folder.names() == ["a/y", "z"]
        assert folder.names("a") == ["a/y"]
        assert folder.read("a/y") == b"two"
        folder.delete("a/y")
        folder.delete("a/y")
        assert folder.names() == ["z"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_store_on_s3_has_the_same_bytes(s3: str, matches: Path, store: Path, workers: int) -> None:
    address = f"{s3}/season-{workers}"
    assert season([matches], address, workers=workers).total == 9
    folder = open_folder(address)
    here = {name: content for name, content in tables(store).items() if name != ".lock"}
    assert {name: folder.read(name) for name in folder.names()} == here
    assert season([matches], address, workers=1).skipped == 9
    assert (
        Store(address)
        .read("minutes", competition="Serie A")
        .equals(Store(store).read("minutes", competition="Serie A"))
    )


@pytest.mark.slow
def test_what_cannot_be_reached_is_said(s3: str) -> None:
    with pytest.raises(InputError, match="There is no store here"):
        Store(f"{s3}/nothing")
    with pytest.raises(FrontfootError):
        Store("s3://no-such-bucket/store").read("minutes")
    with pytest.raises(FrontfootError, match="no address of a store"):
        open_folder("nonsense://store")


@pytest.mark.slow
@pytest.mark.parametrize("failing", [3, 12, 25])
def test_a_store_that_stops_answering_in_the_middle_is_said_and_made_whole_by_the_next_run(
    s3: str, matches: Path, store: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """What is written before stands whole, and the next run writes the rest: the same bytes as without a failure."""
    from frontfoot.seasons import folder as folders

    address, calls, write = f"{s3}/fails-{failing}", 0, folders._Remote.write

    def stopping(self: folders._Remote, name: str, content: bytes, *, lasting: bool = True) -> None:
        nonlocal calls
        calls += 1
        if calls >= failing:
            raise self._no_answer(name, ConnectionError("the connection was cut"))
        write(self, name, content, lasting=lasting)

    with monkeypatch.context() as patch:
        patch.setattr(folders._Remote, "write", stopping)
        with pytest.raises(FrontfootError, match="does not answer"):
            season([matches], address, workers=1)
    season([matches], address, workers=1)
    folder = open_folder(address)
    here = {name: content for name, content in tables(store).items() if name != ".lock"}
    assert {name: folder.read(name) for name in folder.names()} == here
