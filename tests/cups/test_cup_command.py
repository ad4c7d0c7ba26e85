"""`frontfoot cup`: the page, the JSON, the picture, and what it says to bad input."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from frontfoot.cli import main

EVENING = ["cup", "uel", "2023", "--date", "2024-04-18", "--draws", "0"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["frontfoot", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    output = capsys.readouterr()
    return int(ended.value.code or 0), output.out, output.err


@pytest.mark.slow
def test_page_of_the_evening(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, page, _ = run(capsys, *EVENING, "--data", str(data))
    assert status == 0
    assert "Liverpool 0-3 Atalanta" in page
    assert "Atalanta, semi-final: Benfica" in page
    assert "Marseille go through" in page
    assert "CC0" in page


@pytest.mark.slow
def test_json_and_picture(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "cup.svg"
    status, text, _ = run(
        capsys, *EVENING, "--data", str(data), "--json", "--plot", str(picture), "--live", "Roma 1-0 Milan @ HT"
    )
    assert status == 0
    found = json.loads(text)
    assert found["method"] == "exact"
    assert set(found["opponents"]["Atalanta"]["odds"]) == {"Benfica", "Marseille"}
    assert sum(found["reach"]["champion"].values()) == pytest.approx(1.0, abs=1e-5)
    assert len(found["changes"]) == 8
    assert picture.read_text(encoding="utf-8").lstrip().startswith("<?xml")


@pytest.mark.slow
def test_simulations_say_no_more_than_they_can(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evening = ["cup", "ucl", "2024", "--date", "2025-01-29", "--simulations", "300", "--draws", "0"]
    status, page, _ = run(capsys, *evening, "--data", str(data))
    assert status == 0
    who, changes = page.split("Who next")[1].split("What today's results change")
    assert "Real Madrid, knock-out play-off: " in who
    assert "Arsenal, knock-out play-off" not in who, "a handful of simulations names no opponents"
    assert "Dinamo Zagreb: win" in changes
    assert "Girona: " not in changes, "nothing changes for a club that is out whatever happens"


def test_none_of_fifty_simulations_is_a_bound_and_no_small_number(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evening = ["cup", "ucl", "2024", "--date", "2025-01-29", "--simulations", "50", "--draws", "0", "--data", str(data)]
    _, page, _ = run(capsys, *evening)
    assert "<0.1%" not in page
    # The upper limit of 95% after 0 of 50 is 1 - .05^(1/50) = 5.8%.
    assert "<6%" in page
    assert "Who next" not in page, "fifty simulations say nothing of opponents"
    # Certain before the last day: among the first eight whatever happens.
    line = next(line for line in page.splitlines() if line.startswith("Liverpool "))
    assert line.split()[1:3] == ["–", "100%"]
    status, text, _ = run(capsys, *evening, "--json")
    assert status == 0
    assert json.loads(text)["unseen_below"] == pytest.approx(1.0 - 0.05 ** (1 / 50), abs=1e-6)


def test_league_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, text, _ = run(capsys, "cup", "la-liga", "2006", "--date", "2007-06-18", "--data", str(data), "--json")
    assert status == 0
    assert [row["club"] for row in json.loads(text)["table"][:2]] == ["Real Madrid", "Barcelona"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cup", "fifa", "2023"], "no format of a competition 'fifa'"),
        (["cup", "uel", "1985"], "not known"),
        (["cup", "uel", "2023", "--date", "yesterday"], "is not a date"),
        (["cup", "uel", "2023", "--date", "2024-04-18", "--live", "nonsense"], "not a match under way"),
        (["cup", "uel", "2023", "--date", "2024-07-18"], "was over"),
        (["cup", "uel", "2016"], "no results"),
        (["cup", "uel", "2023", "--plot", "page.doc"], "is no picture"),
    ],
)
def test_bad_input(data: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    status, _, error = run(capsys, *arguments, "--data", str(data))
    assert status == 2
    assert words in " ".join(error.split())
    assert "What to do:" in error


def test_no_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FRONTFOOT_DATA", raising=False)
    status, _, error = run(capsys, *EVENING)
    assert status == 2
    assert "No folder of results" in error


@pytest.mark.slow
def test_on_the_day_of_a_final_its_winner_wins(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evening = ["cup", "uel", "2023/24", "--date", "2024-05-22", "--draws", "0", "--data", str(data)]
    status, page, _ = run(capsys, *evening)
    assert status == 0
    assert "go through" not in page
    assert not [line for line in page.splitlines() if line.rstrip().endswith((":", ";"))]
    assert "Atalanta win (" in page
