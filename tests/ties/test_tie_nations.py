"""Ties of nations from the command line, without rates."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build

RUNNER = CliRunner()


def _run(words: str) -> str:
    shown = RUNNER.invoke(build(), words.split(), catch_exceptions=False)
    assert shown.exit_code == 0
    return shown.stdout


@pytest.mark.slow
def test_nations_need_no_rates_and_know_nothing_of_the_tournament_itself() -> None:
    document = json.loads(_run("tie Italy England --competition euro --season 2024 --round F --json"))
    assert "strengths of 2024-06-01" in json.dumps(document)
    shown = _run("tie spain Georgia --competition euro --season 2024 --round R16")
    assert "Spain" in shown
