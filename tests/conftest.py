"""Where the tests find the shared open data, and what they say when it is not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("frontfoot", deadline=None)
settings.load_profile("frontfoot")


def data_folder() -> Path | None:
    named = os.environ.get("FRONTFOOT_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


@pytest.fixture(autouse=True)
def _nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither results that the user fetched nor strengths that the user keeps reach a test."""
    nothing = tmp_path_factory.getbasetemp() / "nothing of the user"
    monkeypatch.setenv("FRONTFOOT_CACHE", str(nothing / "cache"))
    monkeypatch.setenv("FRONTFOOT_STRENGTHS", str(nothing / "strengths"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of open data; tests that need it skip, saying so, when it is absent."""
    folder = data_folder()
    if folder is None:
        pytest.skip("open data not found: set FRONTFOOT_DATA or place it at ../shared/data")
    return folder


@pytest.fixture(scope="session")
def kloppy_files() -> Path:
    """The real match files that the kloppy wheel carries."""
    kloppy = pytest.importorskip("kloppy", reason="kloppy is not installed: pip install 'frontfoot[providers]'")
    folder = Path(kloppy.__file__).parent / "tests" / "files"
    if not folder.is_dir():
        pytest.skip("this kloppy wheel carries no test files (3.19.1 does)")
    return folder
