"""`--plot` with its look: what is drawn, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build

TIE = ["tie", "Spain", "England", "--competition", "euro", "--season", "2024", "--round", "F", "--rates", "1.4", "1.1"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--theme", "dark"], "There is no picture to look so"),
        (["--plot", "x.gif"], "is no picture"),
        (["--plot", "x.png", "--colours", "red,blue"], "is not two colours"),
        (["--plot", "x.png", "--colours", "#ff0000"], "is not two colours"),
        (["--plot", "x.png", "--shape", "round"], "wide"),
    ],
)
def test_a_look_without_sense_is_refused(more: list[str], words: str) -> None:
    result = CliRunner().invoke(build(), [*TIE, *more])
    assert result.exit_code != 0
    assert words in f"{result.output}{result.exception}"


@pytest.mark.slow
@pytest.mark.parametrize(("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_the_same_picture_has_the_same_bytes(tmp_path: Path, suffix: str, start: bytes) -> None:
    found = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.{suffix}"
        look = ["--shape", "square", "--theme", "dark", "--colours", "#c60b1e,#ffffff", "--plot", str(path)]
        assert CliRunner().invoke(build(), [*TIE, "--minute", "75", "--score", "1-1", *look]).exit_code == 0
        found.append(path.read_bytes())
    assert found[0] == found[1]
    assert found[0].startswith(start)
