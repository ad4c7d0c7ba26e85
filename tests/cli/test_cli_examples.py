"""The example tie comes with every installation, as one file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from frontfoot.cli.examples import SEED, example
from frontfoot.core.errors import FrontfootError

ROOT = Path(__file__).resolve().parents[2]


def test_beside_the_sources_it_is_the_repository_s_own() -> None:
    assert example() == ROOT / "examples" / SEED


@pytest.mark.slow
def test_a_wheel_carries_it(tmp_path: Path) -> None:
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    wheel = next(builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(f"frontfoot/examples/{SEED}") == example().read_bytes()


def test_a_missing_one_is_named() -> None:
    with pytest.raises(FrontfootError, match=r"'none\.toml' is missing"):
        example("none.toml")
