"""Killed while entries come in: nothing that was acknowledged is lost. The benchmark does it two hundred times."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install 'frontfoot[board]'")

from benchmarks.board_kill import Tally, kill_service, kill_writer


@pytest.mark.slow
@pytest.mark.parametrize(("kill", "times"), [(kill_service, 6), (kill_writer, 6)])
def test_what_was_acknowledged_is_there_after_every_kill(tmp_path: Path, kill: object, times: int) -> None:
    assert callable(kill)
    dice, tally = random.Random(3), Tally()
    for number in range(times):
        # The ledger is opened after each, which checks it whole.
        kill(tmp_path / "ledger.db", number, dice, tally)
    assert (tally.lost, tally.unjournaled) == ([], [])
    assert tally.kills == times
    assert 0 < tally.acknowledged <= len(tally.records)


@pytest.mark.slow
def test_a_loss_would_be_seen(tmp_path: Path) -> None:
    tally = Tally()
    kill_writer(tmp_path / "ledger.db", 1, random.Random(3), tally)
    again = Tally(records=tally.records)
    again.look(tmp_path / "ledger.db", {"never": {"name": "never"}}, {"never"})
    assert (again.lost, again.unjournaled) == (["never"], ["never"])
