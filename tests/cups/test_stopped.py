"""Matches that were stopped: not played in the tables, said on the page, and played once they are played again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.errors import FrontfootError
from frontfoot.cups.season import CupSeason
from frontfoot.cups.state import CupState

# The states of shared/cases/results.txt, put on three matches of the first matchday.
STATES = (
    ("0-3 (0-2)", "0-1 (0-1) [abandoned]", "BSC Young Boys"),
    ("0-0", "0-3 [walkover]", "Bologna FC 1909"),
    ("3-0 (2-0)", "1-1 (1-0) [suspended]", "AC Sparta Praha"),
)


@pytest.fixture
def stopped(data: Path, tmp_path: Path) -> Path:
    lines = (data / "europe" / "2024-25" / "cl.txt").read_text(encoding="utf-8").splitlines()
    for old, new, home in STATES:
        at = next(number for number, line in enumerate(lines) if home in line.split(" v ")[0] and old in line)
        lines[at] = lines[at].replace(old, new)
    (tmp_path / "europe" / "2024-25").mkdir(parents=True)
    (tmp_path / "europe" / "2024-25" / "cl.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_a_stopped_match_is_not_played_and_the_page_says_so(stopped: Path) -> None:
    state = CupState(CupSeason.read(stopped, "ucl", 2024), date(2024, 10, 1))
    rows = {row.club: (row.played, row.points, row.goals) for row in state.table("")}
    for club in ("Young Boys", "Aston Villa", "Sparta Praha", "RB Salzburg"):
        assert rows[club] == (0, 0, (0, 0))
    assert (rows["Shakhtar Donetsk"], rows["Bologna"]) == ((1, 3, (3, 0)), (1, 0, (0, 3)))
    options = ["--data", str(stopped), "--date", "2024-10-01", "--simulations", "20", "--draws", "0"]
    shown = CliRunner().invoke(build("cup"), ["ucl", "2024", *options])
    text = " ".join(shown.stdout.split())
    assert "Young Boys - Aston Villa of 2024-09-17, abandoned at 0-1 (0-1), is not counted" in text
    assert "Sparta Praha - RB Salzburg of 2024-09-18, suspended at 1-1 (1-0), is not counted" in text
    document = json.loads(CliRunner().invoke(build("cup"), ["ucl", "2024", *options, "--json"]).stdout)
    assert len(document["stopped"]) == 2
    assert not CupState(CupSeason.read(stopped, "ucl", 2024), date(2024, 9, 17)).stopped


def test_a_match_that_is_played_again_counts_then(stopped: Path) -> None:
    file = stopped / "europe" / "2024-25" / "cl.txt"
    text = file.read_text(encoding="utf-8")
    again = (
        "» League, Matchday 1\n  Wed Sep/25 2024\n    21.00  BSC Young Boys (SUI)  v Aston Villa FC (ENG)  2-1 (0-1)\n"
    )
    file.write_text(f"{text}\n{again}", encoding="utf-8")
    season = CupSeason.read(stopped, "ucl", 2024)
    before, after = ({row.club: row for row in CupState(season, date(2024, 9, day)).table("")} for day in (25, 26))
    assert (before["Young Boys"].played, after["Young Boys"].played, after["Young Boys"].points) == (0, 1, 3)
    third = again.replace("2-1", "3-1").replace("Wed Sep/25", "Fri Sep/27")
    file.write_text(f"{text}\n{again}{third}", encoding="utf-8")
    with pytest.raises(FrontfootError, match="has two results"):
        CupSeason.read(stopped, "ucl", 2024)


@pytest.mark.parametrize(
    ("option", "text"),
    [("--live", "Xyzzy 0-1 Arsenal @ 60"), ("--what-if", "Arsenal 2-0 Xyzzy")],
    ids=["live", "what-if"],
)
def test_an_unknown_club_is_told_with_its_option(data: Path, option: str, text: str) -> None:
    arguments = ["ucl", "2023", "--date", "2024-04-09", "--data", str(data), option, text, "--draws", "0"]
    with pytest.raises(FrontfootError, match="no club 'Xyzzy'") as refused:
        CliRunner().invoke(build("cup"), arguments, catch_exceptions=False)
    assert refused.value.place in (option, option.strip("-").replace("-", "_"))
