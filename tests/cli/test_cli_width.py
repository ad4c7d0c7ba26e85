"""Output fits the terminal, and is plain where nobody looks at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.seasons.run import season
from tests.cli.commands import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_match_fits(kloppy_files: Path, columns: int) -> None:
    done = run("match", kloppy_files / "wyscout_events_v2.json", environment={"COLUMNS": str(columns)})
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert "\x1b" not in done.stdout
    strips = [line for line in lines if line.startswith("LIV ")]
    assert len(strips) == 2
    assert all(len(line) > min(columns, 68) - 6 for line in strips), "a strip uses its room and breaks in no line"


@pytest.mark.slow
def test_long_names_leave_the_intervals_their_line(kloppy_files: Path) -> None:
    """Barcelona and Deportivo Alavés: their names and the intervals together are wider than 80 columns."""
    lines = run("match", kloppy_files / "statsbomb_event.json", environment={"COLUMNS": "80"}).stdout.splitlines()
    (head,) = [line for line in lines if line.strip().endswith("90% interval or counts")]
    assert head.split()[:2] == ["BAR", "DEP"]
    (index,) = [line for line in lines if line.startswith("Front-foot index")]
    assert index.count(" to ") == 2
    wide = run("match", kloppy_files / "statsbomb_event.json", environment={"COLUMNS": "100"}).stdout
    assert "Barcelona  Deportivo Alavés  90% interval or counts" in wide


@pytest.mark.slow
@pytest.mark.parametrize("columns", [60, 120])
def test_a_tie_and_a_decision_fit(columns: int) -> None:
    seed = str(ROOT / "examples" / "atalanta-liverpool-2024.toml")
    for arguments in (["tie", seed], ["decide", seed, "--minute", "45"]):
        done = run(*arguments, environment={"COLUMNS": str(columns)})
        assert done.returncode == 0
        assert max(map(len, done.stdout.splitlines())) <= columns


@pytest.mark.slow
def test_a_league_table_goes_on_below(kloppy_files: Path, tmp_path: Path) -> None:
    (tmp_path / "matches").mkdir()
    (tmp_path / "matches" / "1.json").write_bytes((kloppy_files / "wyscout_events_v3.json").read_bytes())
    season([tmp_path / "matches"], tmp_path / "store", workers=1)
    wide = run("table", tmp_path / "store", environment={"COLUMNS": "250"}).stdout
    narrow = run("table", tmp_path / "store", environment={"COLUMNS": "60"}).stdout
    assert max(map(len, narrow.splitlines())) <= 60
    assert "…" not in narrow
    assert wide.count("Juventus") == 1
    assert narrow.count("Juventus") == sum(line.startswith("Team") for line in narrow.splitlines()) > 2
    assert set(wide.split()) == set(narrow.split())
