"""`frontfoot cup`: the page, the JSON, the picture, and what it says to bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.commands import status_of

EVENING = ["cup", "uel", "2023", "--date", "2024-04-18", "--draws", "0"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = status_of(*arguments)
    output = capsys.readouterr()
    return status, output.out, output.err


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
    document = json.loads(text)
    assert document["method"] == "exact"
    assert set(document["opponents"]["Atalanta"]["odds"]) == {"Benfica", "Marseille"}
    assert sum(document["reach"]["champion"].values()) == pytest.approx(1.0, abs=1e-5)
    assert len(document["changes"]) == 8
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


@pytest.mark.slow
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
    document = json.loads(text)
    assert document["unseen_below"] == pytest.approx(1.0 - 0.05 ** (1 / 50), abs=1e-6)
    # Page, JSON and CSV tell the same of every 0: "<6%" is bounded, a dash is impossible.
    status, text, _ = run(capsys, *evening, "--csv")
    assert status == 0
    rows = {row["club"]: row for row in csv.DictReader(io.StringIO(text))}
    lines = {line.split("  ")[0]: line for line in page.split("Odds of")[1].splitlines() if "%" in line}
    for club, row in rows.items():
        assert row["bounded"].split() == document["bounded"].get(club, [])
        assert float(row["unseen_below"]) == document["unseen_below"]
        for code in row["bounded"].split():
            assert float(row[code]) in (0.0, 1.0)
        assert lines[club].count("<6%") == sum(float(row[code]) == 0.0 for code in row["bounded"].split())
    # Real Madrid had lost all hope of the first eight? They had not: no share of fifty says so of anyone in the page.
    assert sum("champion" in names for names in document["bounded"].values()) > 5


@pytest.mark.slow
def test_leagues_tell_bounds_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["cup", "serie-a", "2017", "--date", "2018-03-01", "--simulations", "50", "--draws", "0"]
    _, page, _ = run(capsys, *arguments, "--data", str(data))
    _, text, _ = run(capsys, *arguments, "--data", str(data), "--json")
    _, table, _ = run(capsys, *arguments, "--data", str(data), "--csv")
    found, rows = json.loads(text), list(csv.DictReader(io.StringIO(table)))
    for row in rows:
        names = [name.replace(" ", "_") for name in found["bounded"].get(row["club"], [])]
        assert row["bounded"].split() == names
        assert all(float(row[name]) in (0.0, 1.0) for name in names)
        # With twelve rounds to play no place is impossible but those that 36 points cannot bridge.
        zeros = {name for name in row if name.startswith("place_") and float(row[name]) == 0.0}
        assert {name for name in names if name.startswith("place_")} <= zeros
    assert page.count("<6%") == sum(
        found["zones"][zone][club] == 0.0 for club, names in found["bounded"].items() for zone in found["zones"]
        if zone in names
    )  # fmt: skip


def test_league_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, text, _ = run(capsys, "cup", "la-liga", "2006", "--date", "2007-06-18", "--data", str(data), "--json")
    assert status == 0
    assert [row["club"] for row in json.loads(text)["table"][:2]] == ["Real Madrid", "Barcelona"]


@pytest.mark.slow
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
