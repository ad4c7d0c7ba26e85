"""No error repeats a very long name, whatever was given."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import frontfoot
from frontfoot.cli import main

LONG = ("X" * 5000, "Real Sociedad " * 400, "Ω" * 3000)


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_no_error_repeats_a_very_long_name(name: str, tmp_path: Path) -> None:
    """Whatever the argument, problem, place and remedy stay readable; short names are left whole."""
    results = tmp_path / "own.csv"
    results.write_text(f"Date,HomeTeam,AwayTeam,FTHG,FTAG\n2026-09-01,{name},{name}b,1,\n", encoding="utf-8")
    calls: list[Callable[[], object]] = [
        lambda: frontfoot.tie(name, "Milan", competition="ucl", season=2023),
        lambda: frontfoot.tie("Roma", "Milan", competition=name, season=2023),
        lambda: frontfoot.tie("Roma", "Milan", competition="uel", season=name),
        lambda: frontfoot.tie("Roma", "Milan", competition="uel", season=2023, round=name),
        lambda: frontfoot.tie("Roma", "Milan", competition="uel", season=2023, minute=name),
        lambda: frontfoot.tie("Roma", "Milan", competition="uel", season=2023, date=name),
        lambda: frontfoot.tie("Roma", "Milan", competition="uel", season=2023, results=name),
        lambda: frontfoot.tie("Roma", "Milan", competition="uel", season=2023, results=results),
        lambda: frontfoot.tie("Roma", "Milan", competition="uel", season=2023, data=name),
        lambda: frontfoot.tie(name),
        lambda: frontfoot.cup(name, 2023),
        lambda: frontfoot.cup("uel", 2023, name),
        lambda: frontfoot.cup("euro", 2024, name),
        lambda: frontfoot.load(name),
        lambda: frontfoot.read_tie(name),
    ]
    for call in calls:
        with pytest.raises(frontfoot.FrontfootError) as refused:
            call()
        assert len(str(refused.value)) < 2200
        assert name not in str(refused.value)
    short = frontfoot.FrontfootError(f"'{name[:100]}' is no club", place=name[:100], remedy=name[:100])
    assert short.problem == f"'{name[:100]}' is no club"


def test_a_path_that_is_too_long_is_no_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["frontfoot", "update", "--offline", "--cache", "X" * 5000])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    errors = capsys.readouterr().err
    assert "too long" in errors
    assert len(errors) < 2000  # a path of up to 1,000 letters is named whole
