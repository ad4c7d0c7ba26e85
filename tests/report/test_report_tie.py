"""The odds of going through on the page of a match."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build

TIE = """
competition = "euro"
season = 2020
round = "QF"

[[leg]]
home = "Turkey"
away = "Italy"
score = [0, 3]
rates = [0.8, 1.8]
"""


@pytest.fixture
def turkey_italy(kloppy_files: Path) -> Path:
    path = kloppy_files / "statsbomb_3788741_event.json"
    if not path.is_file():
        pytest.skip("this kloppy wheel does not carry Turkey - Italy")
    return path


def test_the_page_shows_the_odds(turkey_italy: Path, tmp_path: Path) -> None:
    tie = tmp_path / "tie.toml"
    tie.write_text(TIE, encoding="utf-8")
    match = [str(turkey_italy), str(turkey_italy).replace("_event", "_lineup")]
    ended = CliRunner().invoke(
        build(), ["report", *match, "--tie", str(tie), "--out", str(tmp_path)], catch_exceptions=False
    )
    assert ended.exit_code == 0, ended.output
    page = next(tmp_path.glob("*.html")).read_text(encoding="utf-8")
    assert "Odds of Turkey going through" in page
    assert "Italy went through." in page
    assert page.count("Italy, ") >= 3  # its goals


def test_another_match_or_score_is_refused(turkey_italy: Path, tmp_path: Path) -> None:
    match = [str(turkey_italy), str(turkey_italy).replace("_event", "_lineup")]
    for old, new, said in (('"Turkey"', '"Wales"', "no match of this tie"), ("[0, 3]", "[0, 2]", "0-2")):
        tie = tmp_path / "tie.toml"
        tie.write_text(TIE.replace(old, new), encoding="utf-8")
        ended = CliRunner().invoke(build(), ["report", *match, "--tie", str(tie), "--out", str(tmp_path)])
        assert ended.exit_code == 2
        assert said in ended.output.replace("\n", " ")
