"""Refitting: the same bytes twice, on a handful of matches, and a clear word when there is nothing to fit on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.errors import ReadError
from frontfoot.fit.front_foot import fit, rounded


@pytest.fixture(scope="module")
def small(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for league in ("serie-a", "ligue-1"):
        files = sorted((data / "wyscout" / league).glob("*.json.gz"))[:40]
        if not files:
            pytest.skip(f"no Wyscout matches of {league} under {data}")
        target = folder / "wyscout" / league
        target.mkdir(parents=True)
        (target / "matches.csv").symlink_to(data / "wyscout" / league / "matches.csv")
        for file in files:
            (target / file.name).symlink_to(file)
    return folder


@pytest.mark.slow
def test_refitting_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    said: list[str] = []
    one = fit(small, tmp_path / "one.json", said.append)
    result = CliRunner().invoke(build(), ["fit", "approach", "--data", str(small), "--out", str(tmp_path / "two.json")])
    assert result.exit_code == 0
    assert one.read_bytes() == (tmp_path / "two.json").read_bytes()
    document = json.loads(one.read_text())
    assert document["record"]["rows"]["matches"] == 80
    assert document["record"]["dates"][0] == "2017-08-04"  # Ligue 1 opened on a Friday
    assert np.all(np.array(document["parameters"]["index"]["weights"]) > 0)
    assert any("ligue-1" in line for line in said)


def test_nothing_to_fit_on(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no matches"):
        fit(tmp_path, tmp_path / "out.json")


def test_six_digits() -> None:
    assert rounded({"a": [1.23456789, 3], "b": np.array([1e-9 / 3])}) == {"a": [1.23457, 3], "b": [3.33333e-10]}
